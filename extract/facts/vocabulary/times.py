"""When a figure holds, and how it is meant: the lists of `rules/facts/times.yml`."""

from __future__ import annotations

from extract.facts.vocabulary.forms import Anywhere, AtEnd, Ends, Lists, Words


class TimeWords(Lists):
    """`rules/facts/times.yml`, where each list is explained."""

    target: Anywhere
    aims: list[str]
    capacity: Anywhere
    origin: Anywhere
    in_hand: Anywhere
    since_then: Anywhere
    timeless: Anywhere
    total: Anywhere
    learnt: Ends
    founding: list[str]
    measuring: Ends
    not_target: Anywhere
    setting_goals: list[str]
    agreed: Anywhere
    achieved: list[str]
    once: Anywhere
    former: list[str]
    opening_days: list[str]
    dating: AtEnd
    setting: AtEnd
    goal: Ends
    framed: Words
    report: Anywhere
    given_out: list[str]
    reviewing: Anywhere
    review: list[str]
    figures: list[str]
    out: list[str]
    yearly_report: Anywhere
    report_period: Ends
    report_end: Ends
    alone_told: Words
    aside: Ends
    festival: Anywhere
    festive: Anywhere
    standing_units: Words
    fresh: Anywhere
    planned: Anywhere
    reached: Anywhere
    looks_back: Anywhere
    sets_out: Anywhere
    future: Anywhere
    yearly: Anywhere
    of_the_year: Ends
    made_public: Ends
    delivered: list[str]
    began_on: Ends
    not_capacity: Anywhere
