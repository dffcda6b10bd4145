"""Finder of places: divisions by name and by reference, towns by form.

Every name of the table is looked up in one pass; what a name means is settled by the parents right
before it, by its neighbours and by the rest of the article (see `docs/places.md`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from spacy.tokens import Doc

from extract.divisions import Division
from extract.placechoice import Evidence, Spot, choose, link
from extract.placecontext import Context
from extract.placenames import Hit, Name, Names, names
from extract.placerefs import references
from extract.records import Ignored, MentionBase, Place
from extract.rules import Rules
from extract.script import simplify
from extract.segment import Layout, layout
from extract.townships import townships

_AND = "、和与及—－-~至"


class Finder:
    """What one rules folder makes of the table."""

    def __init__(self, rules: Rules) -> None:
        self.names: Names = rules.compiled(names)
        self.context = Context(self.names)

    def find(self, plan: Layout) -> Iterator[Place]:
        """The places of one text."""
        simple = simplify(plan.text)
        year = self.year(plan)
        spots, words = self.spots(plan, simple, year)
        link(spots, self.names.table, year)
        evidence = Evidence(self.names.table, year)
        choose(spots, evidence)
        spots = [s for s in spots if self.credible(s, spots, evidence, simple)]
        found = [self.mention(s, year) for s in spots if not s.belongs]
        found += townships(plan, simple, spots, self.names.rules)
        yield from found
        yield from references(words, found, evidence, self.names)

    def year(self, plan: Layout) -> int:
        """The year the article is read as of; the last one of the table if it has no date."""
        latest = self.names.table.latest
        year = (plan.published or "")[:4]
        return min(int(year), latest) if year.isdigit() else latest

    def spots(self, plan: Layout, simple: str, year: int) -> tuple[list[Spot], list[Hit]]:
        """Names of divisions in text order, and the other words (regions, co-reference)."""
        spots: list[Spot] = []
        words: list[Hit] = []
        starts = [b.start for b in plan.blocks]
        free = 0
        for start, hits in self.names.scan(simple):
            if start < free:
                continue
            for hit in hits:
                options, full = self.meanings(hit.name, year)
                if not options and not hit.name.region and not hit.name.coref:
                    continue
                if not self.context.stands(plan, simple, hit):
                    continue
                free = hit.end
                if options:
                    spots.append(Spot(hit, bisect_right(starts, start), options, full))
                else:
                    words.append(hit)
                break
        for spot in spots:
            spot.belongs = self.context.belongs(simple, spot.end)
        return spots, words

    def meanings(self, name: Name, year: int) -> tuple[list[Division], bool]:
        """What `name` means in `year`, and whether it is an official name."""
        full = [d for d in name.official if d.valid(year)]
        if full:
            return full, True
        short = [d for d in name.short if d.valid(year)]
        if short:
            return short, name.text.endswith(("县", "州", "旗"))
        if len(name.text) < 3 or name.ordinary:
            return [], False
        table = self.names.table
        later = {table.current(d, year) or d for d in name.official if d.first <= year}
        return sorted(later, key=lambda d: d.code), True

    def credible(self, spot: Spot, spots: list[Spot], evidence: Evidence, simple: str) -> bool:
        """Whether a name that is also an ordinary word has evidence to be a place."""
        name = spot.hit.name
        if spot.full and len(name.text) > 2:
            return True
        if not name.ordinary and spot.chosen:
            return True
        if spot.parent or any(d.code in evidence.full for d in spot.options):
            return True
        i = spots.index(spot)
        for other in spots[max(i - 1, 0) : i] + spots[i + 1 : i + 2]:
            gap = simple[min(spot.end, other.end) : max(spot.start, other.start)]
            if len(gap) == 1 and gap in _AND and not other.hit.name.ordinary:
                return True
        return False

    def mention(self, spot: Spot, year: int) -> Place:
        """The record of a settled or ambiguous name."""
        start, end, table = spot.start, spot.end, self.names.table
        if spot.chosen is None:
            rivals = sorted({d.code for d in spot.rivals})
            return Place(start=start, end=end, ambiguous=True, candidates=rivals, rule="name")
        chosen = spot.chosen
        return Place(
            start=start,
            end=end,
            code=chosen.code,
            name=chosen.name,
            level=chosen.level,
            path=table.path(chosen, year),
            rule="official" if spot.full else "short",
        )


def find(doc: Doc, rules: Rules) -> Iterator[MentionBase | Ignored]:
    """The places of `doc`; offsets count code points of its restored text."""
    yield from rules.compiled(Finder).find(layout(doc, rules))
