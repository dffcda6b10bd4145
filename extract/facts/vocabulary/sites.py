"""Facilities, institutions, parks, works, lines, villages: the lists of `rules/facts/sites.yml`."""

from __future__ import annotations

from extract.facts.vocabulary.forms import Anywhere, Ends, Lists, Words


class SiteWords(Lists):
    """`rules/facts/sites.yml`, where each list is explained."""

    facility_of_place: Words
    institutions: Anywhere
    facility: list[str]
    running_through: list[str]
    facility_kinds: Words
    facility_done: Ends
    facility_plain: Words
    facility_singular: Words
    facility_apart: str
    facility_telling: Ends
    facility_scenic: Ends
    institution: list[str]
    leading_ones: Ends
    jointly: Ends
    facility_by_kind: list[str]
    facility_trades: Words
    facility_goes_on: Ends
    done_through: list[str]
    done_works: list[str]
    facility_tellers: Words
    works: list[str]
    again: Words
    again_as: dict[str, list[str]]
    spans: Words
    opening: list[str]
    sites: list[str]
    parks: list[str]
    this_park: Ends
    shared_parks: Words
    lists_works: Anywhere
    zones: Ends
    zones_in_short: dict[str, str]
    any_park: Ends
    any_works: Ends
    lines: Ends
    crossings: Words
    founders_act: list[str]
    building: list[str]
    never_villages: Ends
    not_villages: Ends
    plant_parts: Ends
    shortly: Ends
