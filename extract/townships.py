"""Towns, townships and streets, found by their form; they have no code of their own."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

import regex

from extract.placechoice import Spot
from extract.placecontext import cuts
from extract.placenames import PlaceRules
from extract.records import Place
from extract.segment import Layout

_FORM = regex.compile(
    r"镇(?![压静定痛守住里上区江海平远安])|乡(?![村镇亲愁土音情间民贤野下])|街道(?!口)"
)
_NO_NAME = frozenset("vpdcurmqyt")  # first letters of tags of words that name no town
_LONGEST = 4


class Townships:
    """The mechanism with the words of `rules/places.yml` that it needs."""

    def __init__(self, rules: PlaceRules) -> None:
        self._generic = tuple(rules.not_townships.split())
        self._before = frozenset(rules.before_township.split())

    def find(self, plan: Layout, simple: str, spots: list[Spot]) -> list[Place]:
        """Full forms (`桥下镇`) outside `spots`, and the bare names (`桥下`) of those."""
        taken = {at for s in spots for at in range(s.start, s.end)}
        ends = {s.end for s in spots}
        found = []
        for match in _FORM.finditer(simple):
            if simple.endswith(self._generic, max(match.start() - _LONGEST, 0), match.end()):
                continue
            start = self._start(plan, simple, match.start(), ends)
            if start < match.start() and taken.isdisjoint(range(start, match.end())):
                name = simple[start : match.end()]
                found.append(_place(start, match.end(), name, "township"))
        return [*found, *self._bare(plan, simple, found, taken)]

    def _bare(
        self, plan: Layout, simple: str, full: list[Place], taken: set[int]
    ) -> Iterator[Place]:
        """Later mentions of a town by its name alone."""
        busy = taken | {at for p in full for at in range(p.start, p.end)}
        for short, name in {_stem(p.name or ""): p.name or "" for p in full}.items():
            if len(short) < 2 or plan.words.tag(short)[:1] in _NO_NAME - {""}:
                continue
            for match in regex.finditer(regex.escape(short), simple):
                start, end = match.span()
                whole = {start, end} <= set(cuts(plan, simple, start))
                if whole and busy.isdisjoint(range(start, end)):
                    yield _place(start, end, name, "township bare")

    def _start(self, plan: Layout, simple: str, at: int, ends: set[int]) -> int:
        """Where the name that ends at `at` begins: whole words, no further than its parent."""
        start = at
        found = cuts(plan, simple, at)
        for word in reversed(found[: bisect_left(found, at)]):
            piece = simple[word:start]
            verbal = plan.words.tag(piece)[:1] in _NO_NAME and len(piece) > 1
            if start in ends or at - word > _LONGEST or piece in self._before or verbal:
                break
            start = word
        return start


def _stem(name: str) -> str:
    return name.removesuffix("街道").removesuffix("镇").removesuffix("乡")


def _place(start: int, end: int, name: str, rule: str) -> Place:
    return Place(start=start, end=end, name=name, level="township", rule=rule)
