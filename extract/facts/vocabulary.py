"""The lists of `rules/facts.yml`, each in the form it is asked in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict


def search(words: Iterable[str], behind: str = "") -> re.Pattern[str]:
    """A pattern for any of `words`, longest first, with `behind` after it (`$`: at the end)."""
    return re.compile(_branches(sorted(set(words))) + behind)


def _branches(words: Sequence[str]) -> str:
    """The sorted `words` as one alternation that tells them apart character by character."""
    ends = bool(words) and not words[0]
    rest = words[1:] if ends else words
    heads = [
        re.escape(head) + _branches([w[1:] for w in group])
        for head, group in groupby(rest, key=itemgetter(0))
    ]
    inner = heads[0] if len(heads) == 1 else "|".join(heads)
    return f"(?:{inner}){'?' if ends else ''}" if inner else ""


Words = frozenset[str]
Letters = Annotated[frozenset[str], BeforeValidator(frozenset)]  # of a string
Ends = tuple[str, ...]
Anywhere = Annotated[re.Pattern[str], BeforeValidator(search)]
AtEnd = Annotated[re.Pattern[str], BeforeValidator(lambda words: search(words, "$"))]


class Vocabulary(BaseModel):
    """`rules/facts.yml`, where each list is explained, in the form it is asked in."""

    model_config = ConfigDict(extra="forbid")

    up: list[str]
    down: list[str]
    apart: list[str]
    to: list[str]
    to_up: list[str]
    to_down: list[str]
    level: list[str]
    adverb: list[str]
    base: list[str]
    rate: list[str]
    rate_down: list[str]
    counted: list[str]
    not_share: list[str]
    cause: list[str]
    fund: list[str]
    qualifier: list[str]
    aims: list[str]
    of_which: Ends
    sectors: list[str]
    sector_deeds: list[str]
    not_of_sectors: Ends
    facility_of_place: Words
    facility: list[str]
    facility_kinds: Words
    jobs: list[str]
    works_begun: list[str]
    works_ended: list[str]
    new_deeds: list[str]
    facility_singular: Words
    facility_plain: Words
    facility_by_kind: list[str]
    announcing: list[str]
    facility_done: Ends
    facility_apart: str
    facility_telling: Ends
    institution: list[str]
    leading_ones: Ends
    jointly: Ends
    kinds_of_places: list[str]
    parts: list[str]
    placings: Ends
    turning: list[str]
    facility_trades: Words
    area_ends: Ends
    regional: Ends
    facility_goes_on: Ends
    institutions: Anywhere
    facility_tellers: Words
    amount: dict[str, str]
    made: dict[str, str]
    pairs: dict[str, list[str]]
    counterparts: dict[str, str]
    tolls: dict[str, str]
    fates: Ends

    pulling: Words
    edge: Words
    restating: Words
    gauge: Words
    gauged: Ends
    shared: Words
    nominal: Words
    general: Words
    leaning: Words
    halt: Words
    finished: Words
    after: Words
    compounding: Words
    manner: Words
    predicates: Words
    building_up: Words
    made_public: Ends
    looks: Ends
    delivered: list[str]
    heights: Ends
    wares: Words
    some_of: Ends
    such_as: list[str]
    land: Words
    reviewing: Anywhere
    review: list[str]
    away_at: Ends
    framed: Words
    landmark: Words
    staffed: Words
    modifiers: Words
    areas: Words
    tools: Words
    spending: Words
    partial: Words
    causing: Words
    toward: Words
    trade: Words
    deictic: Words
    each: Words
    per: Words
    people: Words
    classes: Words
    figurative: Words
    aged: Ends
    classed: Ends
    crews: Ends
    ruling: AtEnd
    comprising: list[str]
    uncut_before: Ends
    situated: Ends
    quantified: Ends
    compound_heads: Ends
    doers: Ends
    heads_of_rows: Ends
    raised: Ends
    of_the_year: Ends
    rankings: list[str]
    strengths: list[str]
    parts_of: dict[str, str]
    trade_sums: Ends
    sides: Words
    holders: Ends
    of_wares: Words
    gained: dict[str, str]
    reached_units: dict[str, str]
    reaches: list[str]
    of_households: Ends
    sites_of_firms: list[str]
    of_branches: Words
    faring: list[str]
    branches: Ends
    no_branches: Ends
    groups: Words
    spent: Ends
    already: Words

    agent: Ends
    parts_of_place: Words
    of_works: Words
    uncut: Ends
    accomplishing: Ends
    project: Ends
    any_park: Ends
    any_works: Ends
    overtaking: Ends
    ahead: Ends
    stemming: Ends
    deeming: Ends
    means: Ends
    content: Ends
    sizes: Ends
    nationwide: Ends
    idle: Ends
    company: Ends
    alone: Ends
    first: Ends
    placed: Ends
    goal: Ends
    governing: Ends
    before_subject: Ends
    not_villages: Ends
    never_villages: Ends
    works: list[str]
    planned_sums: Ends
    setting_goals: list[str]
    agreed: Anywhere
    achieved: list[str]
    former: list[str]
    opening_days: list[str]
    lines: Ends
    again: Words
    again_as: dict[str, list[str]]
    spans: Words
    country: list[str]
    national_ranks: list[str]
    bodies: list[str]
    bodies_tell: list[str]
    world_sums: list[str]
    dispatching: Anywhere
    premise: list[str]
    crossings: Words
    sites: list[str]
    parks: list[str]
    this_park: Ends
    shared_parks: Words
    zones: Ends
    lists_works: Anywhere
    zones_in_short: dict[str, str]
    building: list[str]
    event: list[str]
    opening: list[str]
    branch: Ends
    producing: Words
    townly: Ends
    called: Ends
    regions: Ends
    telling: Ends
    measuring: Ends
    away: Ends
    founding: list[str]
    learnt: Ends
    flowing: Ends
    reported_rates: Ends
    flow_units: Words
    visiting: AtEnd
    officer: list[str]
    observer: Ends
    belonging: Ends
    meetings: Ends
    shortly: Ends
    totals: Words
    deployed: dict[str, str]
    founded_by: Ends
    thereafter: Ends
    plant_parts: Ends
    banks: Ends
    given_to: list[str]
    running: list[str]
    sources: list[str]
    compositions: dict[str, list[str]]
    locals: Ends
    village_officer: list[str]
    reporting: Words
    person: list[str]
    surnames: str
    stalls: list[str]
    styles: list[str]
    not_given: Letters
    given_names: Words
    no_person: Letters
    particle_surnames: Letters
    firm_trades: Ends
    deal: Ends
    pointing: Words
    economies: Words
    economic: list[str]
    showing: Ends
    showing_firms: Ends

    rank: AtEnd
    dating: AtEnd
    setting: AtEnd
    share_noun: AtEnd
    ranking: Anywhere
    placing: Anywhere
    lying_at: Anywhere
    not_ranking: Anywhere
    target: Anywhere
    not_target: Anywhere
    future: Anywhere
    planned: Anywhere
    looks_back: Anywhere
    sets_out: Anywhere
    reached: Anywhere
    capacity: Anywhere
    not_capacity: Anywhere
    once: Anywhere
    origin: Anywhere
    timeless: Anywhere
    since_then: Anywhere
    in_hand: Anywhere
    total: Anywhere
    abroad: Anywhere
    above: Anywhere
    standard: Anywhere
    field: list[str]
    report: Anywhere
    given_out: list[str]
    figures: list[str]
    out: list[str]
    sums: Ends
    ordered: Ends
    plants: Ends
    living: Ends
    living_on: Ends
    passing: Ends
    moneys: Ends
    yearly_report: Anywhere
    report_period: Ends
    report_end: Ends
    alone_told: Words
    aimed: Ends
    aside: Ends
    festival: Anywhere
    market: Anywhere
    standing_units: Words
    yearly: Anywhere
    fresh: Anywhere
    grade: Anywhere
    owned: list[str]
    served: Anywhere
    object: list[str]
    kinds_of_firms: list[str]
    helps: Anywhere
    met: AtEnd
    lying: AtEnd
    ranked_in: list[str]
