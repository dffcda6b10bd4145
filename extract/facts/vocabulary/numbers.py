"""The words before a number, and what they make of it: the lists of `rules/facts/numbers.yml`."""

from __future__ import annotations

from extract.facts.vocabulary.forms import Anywhere, AtEnd, Ends, Lists, Words


class NumberWords(Lists):
    """`rules/facts/numbers.yml`, where each list is explained."""

    up: list[str]
    down: list[str]
    apart: list[str]
    pulling: Words
    to: list[str]
    to_up: list[str]
    to_down: list[str]
    level: list[str]
    adverb: list[str]
    restating: Words
    base: list[str]
    rate: list[str]
    rate_down: list[str]
    rank: AtEnd
    share_noun: AtEnd
    not_share: list[str]
    counted: list[str]
    qualifier: list[str]
    each: Words
    causing: Words
    in_all: Words
    record_set: list[str]
    overtaking: Ends
    ahead: Ends
    stemming: Ends
    landmark: Words
    above: Anywhere
    standard: Anywhere
    field: list[str]
    ranking: Anywhere
    lying_at: Anywhere
    placing: Anywhere
    not_ranking: Anywhere
    already: Words
    uncut_before: Ends
    finished: Words
    heights: Ends
