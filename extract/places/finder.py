"""Finder of places: divisions by name and by reference, towns by form.

Every name of the table is looked up in one pass; what a name means is settled by the parents right
before it, by its neighbours and by the rest of the article (see `docs/places.md`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator

from spacy.tokens import Doc

from extract import measures
from extract.places.choice import Evidence, Spot, decide, link, neighbours
from extract.places.context import Context
from extract.places.meanings import Meanings
from extract.places.names import Hit, Names, names
from extract.places.ordinary import Ordinary, titled
from extract.places.refs import References
from extract.places.runs import Runs
from extract.places.townships import Townships
from extract.records import Ignored, MentionBase, Place
from extract.rules import Rules
from extract.script import simplify
from extract.segment import Layout, layout

# The village of a town, at the last character of the town's name: 荷(地镇坪头村).
_VILLAGE = re.compile("[^\\W\\d_省市州盟县区旗的在到从和与]镇(?!县)[一-鿿]{1,4}?(?:村|社区)")


class Finder:
    """What one rules folder makes of the table."""

    def __init__(self, rules: Rules) -> None:
        self.names: Names = rules.compiled(names)
        self.table = self.names.table
        self.context = Context(self.names, rules.compiled(measures.build))
        self.meanings = Meanings(self.names)
        self.ordinary = Ordinary(self.names, self.meanings, self.context)
        self.townships = Townships(self.names.rules)
        self.runs = Runs(self.names)
        self.references = References(self.names)

    def find(self, plan: Layout) -> Iterator[Place]:
        """The places of one text."""
        simple = simplify(plan.text)
        year = self.year(plan)
        evidence = Evidence(self.table, year)
        spots, words = self.spots(plan, simple, evidence)
        evidence.full |= {d.code for s in spots if titled(simple, s.hit) for d in s.options}
        kept = self.settle(spots, evidence, simple)
        words += [s.hit for s in spots if not s.kept and s.hit.name.coref]
        found = [self.mention(s, year) for s in kept if not s.belongs]
        clear = [s.hit for s in kept if not s.belongs or s.full] + words  # 宁乡市 | 统计局: no 乡
        taken = {at for hit in clear for at in range(hit.start, hit.end)}
        found += self.townships.find(plan, simple, kept, taken)
        taken.update(at for place in found for at in range(place.start, place.end))
        found += self.runs.find(plan, simple, year, taken)
        yield from found
        offices = [(s.start, s.chosen) for s in kept if s.belongs and s.chosen]
        yield from self.references.find(words, found, offices, evidence, plan)

    def year(self, plan: Layout) -> int:
        """The year the article is read as of; the last one of the table if it has no date."""
        latest = self.table.latest
        year = (plan.published or "")[:4]
        return min(int(year), latest) if year.isdigit() else latest

    def spots(self, plan: Layout, simple: str, evidence: Evidence) -> tuple[list[Spot], list[Hit]]:
        """Names of divisions in text order, and the other words (regions, co-reference)."""
        year = evidence.year
        spots: list[Spot] = []
        words: list[Hit] = []
        starts = [b.start for b in plan.blocks]
        seen = self.ordinary.survey(plan, simple, evidence)
        free = 0
        for start, hits in seen.found.items():
            if start < free or (start and simple[start - 1 : start + 1] in seen.near):
                continue  # 正安 | 吉他 where the text names 正安县, 花海 | 南滩 where 花海镇
            if start and _VILLAGE.match(simple, start - 1):
                continue  # 荷地 | 镇坪 | 头村
            outer = spots[-1] if spots and spots[-1].hit.end == start else None
            for hit in hits:
                options, full = self.meanings.of(hit.name, year)
                if not options and not hit.name.other:
                    continue
                if outer and hit.name.thing and outer.level == "province":
                    continue  # 广西 | 港口货物吞吐量
                if not outer and not self.ordinary.possible(
                    hit, options, full, seen, evidence, simple
                ):
                    continue
                spot = Spot(hit, bisect_right(starts, start), options, full)
                if outer:
                    link(outer, spot, self.table, year)
                if not spot.parent and not self.stands(plan, simple, spot, seen.found):
                    continue
                if options:
                    spots.append(spot)
                elif not hit.name.nothing:
                    words.append(hit)
                free = hit.end
                break
        self.context.mark(simple, spots)
        for spot in spots:
            spot.person = (
                not spot.full and not spot.parent and self.context.person(plan, simple, spot.hit)
            )
        return spots, words

    def stands(self, plan: Layout, simple: str, spot: Spot, found: dict[int, list[Hit]]) -> bool:
        """Whether `spot` is a word of its own, or leads on to a name that lies in it: `湖南岳阳` is
        not cut `湖|南岳|阳`."""
        if spot.hit.name.nothing:
            return True
        if spot.orphan and spot.level == "county":
            return False
        leads = self.meanings.leads(spot.hit, spot.options, found, self.year(plan))
        return leads or self.context.stands(plan, simple, spot.hit, spot.full)

    def settle(self, spots: list[Spot], evidence: Evidence, simple: str) -> list[Spot]:
        """Choose a meaning for each spot; names that are ordinary words too stay on evidence."""
        sure = [s for s in spots if s.sure and not s.person]
        evidence.often = Counter(s.hit.name.text for s in spots)
        for batch in (
            [s for s in sure if len(s.options) == 1],
            [s for s in sure if len(s.options) > 1],
        ):
            for spot in batch:
                decide(spot, evidence)
            for spot in batch:
                evidence.add(spot)
        for spot in sure:
            spot.kept = True
        for spot, beside in neighbours(spots, simple):
            if not spot.kept and self.ordinary.credible(spot, beside, evidence, simple):
                spot.kept = True
                decide(spot, evidence)
                evidence.add(spot)
        return [s for s in spots if s.kept]

    def mention(self, spot: Spot, year: int) -> Place:
        """The record of a settled or ambiguous name."""
        rule = "official" if spot.full else "short"
        chosen = spot.chosen
        if chosen is None:
            rivals = sorted({d.code for d in spot.rivals})
            return Place(
                start=spot.start, end=spot.end, ambiguous=True, candidates=rivals, rule=rule
            )
        return Place(
            start=spot.start,
            end=spot.end,
            code=chosen.code or None,
            name=chosen.name,
            level=chosen.level,
            path=self.table.path(chosen, year),
            rule=rule,
        )


def find(doc: Doc, rules: Rules) -> Iterator[MentionBase | Ignored]:
    """The places of `doc`; offsets count code points of its restored text."""
    yield from rules.compiled(Finder).find(layout(doc, rules))
