"""What is measured, where no noun phrase says it: the lists of `rules/facts/measures.yml`."""

from __future__ import annotations

from extract.facts.vocabulary.forms import Ends, Lists, Words


class MeasureWords(Lists):
    """`rules/facts/measures.yml`, where each list is explained."""

    per: Words
    people: Words
    producing: Words
    progress: Words
    deal: Ends
    flowing: Ends
    reported_rates: Ends
    flow_units: Words
    compositions: dict[str, list[str]]
    made: dict[str, str]
    placings: Ends
    turning: list[str]
    totals: Words
    deployed: dict[str, str]
    amount: dict[str, str]
    spending: Words
    of_works: Words
    planned_sums: Ends
    of_which: Ends
    sectors: list[str]
    sector_deeds: list[str]
    not_of_sectors: Ends
    aimed: Ends
    sums: Ends
    ordered: Ends
    plants: Ends
    moneys: Ends
    tolls: dict[str, str]
    fates: Ends
    attending: Words
    families: list[list[str]]
    pairs: dict[str, list[str]]
    rankings: list[str]
    strengths: list[str]
    new_deeds: list[str]
    works_begun: list[str]
    deeds_of_works: Words
    sets_going: Words
    counted_sizes: list[str]
    built_things: Ends
    extents: Words
    amounts_of: Ends
    farm_work: Words
    grounds: Words
    counted_sums: list[str]
    share_bases: Ends
    communities: Ends
    works_ended: list[str]
    parts_of: dict[str, str]
    trade_sums: Ends
    sides: Words
    reached_units: dict[str, str]
    reaches: list[str]
    schemes: Ends
    gained: dict[str, str]
    of_wares: Words
    of_branches: Words
    of_lines: Words
    holders: Ends
    firm_classes: list[str]
    sub_indices: Ends
    faring: list[str]
    going_on: list[str]
    by_adjective: dict[str, str]
    fared: list[str]
    branches: Ends
    no_branches: Ends
    spent: Ends
