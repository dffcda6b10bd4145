"""Runs of abbreviations: `浙闽`, `苏浙沪皖`, `杭甬温3个设区市`. Each character is a mention."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extract.divisions import Divisions
from extract.placecontext import cuts
from extract.placenames import Names
from extract.records import Place
from extract.segment import Layout


class Runs:
    """The patterns, compiled from `provinces`, `cities` and `runs` of `rules/places.yml`."""

    def __init__(self, names: Names) -> None:
        rules = names.rules
        self._table: Divisions = names.table
        self._patterns = [
            (regex.compile(f"[{''.join(codes)}]{{2,}}+(?:{after})"), codes)
            for codes, after in (
                (rules.provinces, f"(?={rules.runs.provinces})"),
                (rules.cities, f"(?={rules.runs.cities})"),
            )
        ]
        bare = "|".join(rules.runs.bare.split())
        self._patterns.append((regex.compile(f"(?:{bare})(?!{rules.runs.lines})"), rules.provinces))

    def find(self, plan: Layout, simple: str, year: int, taken: set[int]) -> Iterator[Place]:
        """The abbreviations of one text outside `taken`; a run is cut as words at both ends."""
        taken = set(taken)
        for pattern, codes in self._patterns:
            for match in pattern.finditer(simple):
                span = range(*match.span())
                if taken.isdisjoint(span) and self._stands(plan, simple, match.span()):
                    taken.update(span)
                    for at in span:
                        yield self._place(at, codes[simple[at]], year)

    def _stands(self, plan: Layout, simple: str, span: tuple[int, int]) -> bool:
        return all(edge in cuts(plan, simple, edge) for edge in span)

    def _place(self, at: int, code: str, year: int) -> Place:
        place = Place(start=at, end=at + 1, code=code, rule="abbreviation")
        division = self._table.at(code, year)
        if division:
            place.name, place.level = division.name, division.level
            place.path = self._table.path(division, year)
        return place
