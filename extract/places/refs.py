"""Places that are not named: regions, and words such as 该县, 全市, 当地, 两地."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator

from extract.divisions import Division, level_of
from extract.places.choice import Evidence
from extract.places.names import Hit, Names
from extract.records import Place
from extract.segment import Layout

_SHARE = 0.5  # of the names of its level, and
_PART = 0.2  # of all names, that one must have for the article to be about it


class References:
    """Resolves the words of `coref` in `rules/places.yml`."""

    def __init__(self, names: Names) -> None:
        self.table = names.table
        self.near = frozenset(names.rules.near)

    def find(
        self,
        words: list[Hit],
        found: list[Place],
        offices: list[tuple[int, Division]],
        evidence: Evidence,
        plan: Layout,
    ) -> Iterator[Place]:
        """The regions and the referring words of an article; `offices`: where one is named of a
        place, and of which."""
        if not words:
            return
        about = list(self._about(evidence, plan.title or ""))
        ordered = sorted(found, key=lambda p: p.start)
        starts = [p.start for p in ordered]
        for hit in words:
            if hit.name.region:
                yield _region(hit)
                continue
            sentence = plan.sentence(hit.start)
            block = sentence.block.start if sentence else 0
            before = [p for p in ordered[: bisect_right(starts, hit.start)] if p.start >= block]
            headed = self._headed(plan, hit.start, ordered, evidence.year)
            begun = sentence.start if sentence else hit.start
            telling = [place for at, place in offices if begun <= at < hit.start][::-1]
            order = [*telling, *headed, *about]  # 甲县文旅局的数据显示，全县…
            yield self._refer(hit, before[::-1], order, evidence.year)

    def _headed(self, plan: Layout, at: int, places: list[Place], year: int) -> Iterator[Division]:
        """The one place that the heading above `at` names."""
        above = [b for b in plan.blocks if b.kind == "heading" and b.start <= at]
        if not above:
            return
        line = above[-1]
        codes = {p.code for p in places if line.start <= p.start < line.end and p.code}
        found = self.table.at(codes.pop(), year) if len(codes) == 1 else None
        if found:
            yield found

    def _refer(self, hit: Hit, before: list[Place], about: list[Division], year: int) -> Place:
        """What a word refers to: 该X to the last X before it in the block, others to what its
        heading or the article is about; each to the other where that fails. No code where both
        fail."""
        place = Place(start=hit.start, end=hit.end, coref=True, rule="coref")
        if hit.name.coref == "two":
            place.candidates = _last_two(before)
            return place
        if hit.name.coref == "township":
            town = next((p for p in before if p.level == "township"), None)
            place.level, place.name = "township", town.name if town else None
            return place
        last = list(self._above(before, year))
        if hit.name.coref == "any":
            about = [d for d in about if d.level != "province"]
        order = [*last, *about] if hit.name.text in self.near else [*about, *last]
        suffix = "" if hit.name.coref == "any" else hit.name.coref
        for division in order:
            if division.name.endswith(suffix):
                place.code, place.name, place.level = division.code, division.name, division.level
                place.path = self.table.path(division, year)
                break
        return place

    def _above(self, before: list[Place], year: int) -> Iterator[Division]:
        """The places before a word, the last first, each with what lies above it."""
        for place in before:
            division = self.table.at(place.code, year) if place.code else None
            if division:
                yield division
                yield from self.table.ancestors(division, year)

    def _about(self, evidence: Evidence, title: str) -> Iterator[Division]:
        """What the article is about: the county, city and province that most of its names share;
        the city before a county of it that the title does not name beside it."""
        levels: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for code, count in evidence.whole.items():
            levels[level_of(code)].append((count, code))
        found: list[Division] = []
        for level in ("county", "prefecture", "province"):
            count, code = max(levels[level], default=(0, ""))
            division = self.table.at(code, evidence.year)
            needed = max(_SHARE * sum(n for n, _ in levels[level]), _PART * evidence.names)
            if division and count >= needed:
                found.append(division)
        found.sort(key=lambda d: (d.name[:2] not in title, level_of(d.code) == "province"))
        return iter(found)


def _region(hit: Hit) -> Place:
    return Place(
        start=hit.start,
        end=hit.end,
        name=hit.name.text,
        level="region",
        candidates=sorted(hit.name.region),
        rule="region",
    )


def _last_two(before: Iterable[Place]) -> list[str]:
    """The codes of the last two places of one level."""
    codes: list[str] = []
    level = None
    for place in before:
        if place.code and place.code not in codes and level in (None, place.level):
            level = place.level
            codes.append(place.code)
    return sorted(codes[:2])
