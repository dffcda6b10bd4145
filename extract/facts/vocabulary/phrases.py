"""Where noun phrases begin and end: the lists of `rules/facts/phrases.yml`."""

from __future__ import annotations

from extract.facts.vocabulary.forms import Anywhere, Ends, Lists, Words


class PhraseWords(Lists):
    """`rules/facts/phrases.yml`, where each list is explained."""

    edge: Words
    nominal: Words
    general: Words
    project: Ends
    leaning: Words
    cause: list[str]
    fund: list[str]
    accomplishing: Ends
    pointing: Words
    toward: Words
    trade: Words
    halt: Words
    overcome: Ends
    partial: Words
    seasons: Words
    tools: Words
    modifiers: Words
    deeming: Ends
    means: Ends
    sizes: Ends
    agent: Ends
    after: Words
    compounding: Words
    grade: Anywhere
    gauge: Words
    gauged: Ends
    shared: Words
    uncut: Ends
    meant_for: Words
    lengths_of_all: Words
    idle: Ends
    panels: Ends
    comprising: list[str]
    quantified: Ends
    compound_heads: Ends
    doers: Ends
    raised: Ends
    heads_of_rows: Ends
    groups: Words
    figurative: Words
    aged: Ends
    classed: Ends
    classes: Words
    manner: Words
    predicates: Words
    land: Words
    wares: Words
    some_of: Ends
    such_as: list[str]
    building_up: Words
    tracts: Ends
    qualities: Words
    attributive: Words
    attributive_ends: Ends
