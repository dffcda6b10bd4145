"""Runs of abbreviations: `浙闽`, `苏浙沪皖`, `杭甬温3个设区市`. Each character is a mention."""

from __future__ import annotations

import re
from collections.abc import Iterator

import regex

from extract.divisions import Divisions
from extract.places.context import cuts
from extract.places.names import Names
from extract.records import Place
from extract.segment import Layout

_LONGEST = 16  # characters of a run
_AFTER = 8  # characters after a run that may tell that it is one


class Runs:
    """The patterns, compiled from `provinces`, `cities` and `runs` of `rules/places.yml`."""

    def __init__(self, names: Names) -> None:
        rules = names.rules
        self._table: Divisions = names.table
        provinces, cities = "".join(rules.provinces), "".join(rules.cities)
        self._any = re.compile(f"[{provinces}{cities}]{{2,}}+")  # re: twice as fast on sets
        bare = "|".join(sorted(rules.runs.bare.split(), key=len, reverse=True))
        self._patterns = [
            (regex.compile(f"[{provinces}]{{2,}}+(?={rules.runs.provinces})"), rules.provinces),
            (regex.compile(f"[{cities}]{{2,}}+(?={rules.runs.cities})"), rules.cities),
            (regex.compile(f"(?:{bare})(?!{rules.runs.lines})"), rules.provinces),
        ]

    def find(self, plan: Layout, simple: str, year: int, taken: set[int]) -> Iterator[Place]:
        """The abbreviations of one text outside `taken`; a run is cut as words at both ends."""
        for candidate in self._any.finditer(simple):
            start, end = candidate.span()
            if end - start > _LONGEST:
                continue
            for pattern, codes in self._patterns:
                match = pattern.search(simple, start, end + _AFTER)
                span = range(*match.span()) if match else range(0)
                if span and taken.isdisjoint(span) and self._stands(plan, simple, span):
                    yield from (self._place(at, codes[simple[at]], year) for at in span)
                    break

    def _stands(self, plan: Layout, simple: str, span: range) -> bool:
        return all(edge in cuts(plan, simple, edge) for edge in (span.start, span.stop))

    def _place(self, at: int, code: str, year: int) -> Place:
        place = Place(start=at, end=at + 1, code=code, rule="abbreviation")
        division = self._table.at(code, year)
        if division:
            place.name, place.level = division.name, division.level
            place.path = self._table.path(division, year)
        return place
