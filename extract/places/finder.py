"""Finder of places: divisions by name and by reference, towns by form.

Every name of the table is looked up in one pass; what a name means is settled by the parents right
before it, by its neighbours and by the rest of the article (see `docs/places.md`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from extract import measures
from extract.divisions import Division, stem
from extract.places.choice import CROWD, LISTED, Evidence, Spot, decide, link, neighbours
from extract.places.context import Context
from extract.places.names import Hit, Name, Names, names
from extract.places.refs import References
from extract.places.runs import Runs
from extract.places.townships import Townships
from extract.records import Ignored, MentionBase, Place
from extract.rules import Rules
from extract.script import simplify
from extract.segment import Layout, layout

_OFTEN = 4  # times that an ordinary word must be there to be the county of an article
_RARE = 100  # occurrences in the dictionary's corpus
_USUAL = 600  # the same: above it are 资源, 合作, 富裕
_TWICE = 2  # the same in an article that names many counties of its province
_HEAD, _NAME = 24, 5  # characters of a head line up to its colon, and of a name in it
_KINDS = "省市县区州盟旗"  # 佳木斯市 | 郊区
_TOWNS = re.compile("([一-鿿]{2})(?:镇|街道)")
# The village of a town, at the last character of the town's name: 荷(地镇坪头村).
_VILLAGE = re.compile("[^\\W\\d_省市州盟县区旗的在到从和与]镇(?!县)[一-鿿]{1,4}?(?:村|社区)")
_HEADS = frozenset("，。；：、,;")
_FIGURE = re.compile(r"[0-9]|增长|下降|降幅|增幅|为[0-9]|达[到0-9]")
_JOINTS = re.compile(r"[与和、—－-]+")


def _names_here(fulls: Iterable[str], simple: str) -> set[str]:
    """The names of two characters that the text gives in full: 正安 of 正安县, 花海 of 花海镇."""
    towns = {m[1] for m in _TOWNS.finditer(simple)}
    return towns | {s for s in map(stem, fulls) if len(s) == 2 and s[0] not in _KINDS}


@dataclass(slots=True, frozen=True)
class Survey:
    """The names that an article seems to hold."""

    found: dict[int, list[Hit]]  # by where they begin
    named: set[str]  # codes of those named in full or in a title
    often: frozenset[str]  # ordinary words that are there so often that they are places
    near: set[str]  # names of two characters that are there in full (正安县)


class Finder:
    """What one rules folder makes of the table."""

    def __init__(self, rules: Rules) -> None:
        self.names: Names = rules.compiled(names)
        self.table = self.names.table
        self.context = Context(self.names, rules.compiled(measures.build))
        self._meanings: dict[tuple[str, int], tuple[list[Division], bool]] = {}
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
        seen = self.survey(plan, simple, evidence)
        free = 0
        for start, hits in seen.found.items():
            if start < free or (start and simple[start - 1 : start + 1] in seen.near):
                continue  # 正安 | 吉他 where the text names 正安县, 花海 | 南滩 where 花海镇
            if start and _VILLAGE.match(simple, start - 1):
                continue  # 荷地 | 镇坪 | 头村
            outer = spots[-1] if spots and spots[-1].hit.end == start else None
            for hit in hits:
                options, full = self.known(hit.name, year)
                if not options and not hit.name.other:
                    continue
                if not outer and not self.possible(hit, options, full, seen, evidence, simple):
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

    def survey(self, plan: Layout, simple: str, evidence: Evidence) -> Survey:
        """Look through all names of an article for what speaks for those that are words too."""
        found = dict(self.names.scan(simple))
        every = [hit for hits in found.values() for hit in hits]
        fulls = {h.name.text: h.name for h in every if h.name.official}
        heads = [h.name for h in every if titled(simple, h)]
        full = [*fulls.values(), *heads]
        named = {d.code for name in full for d in self.known(name, evidence.year)[0]}
        told = Counter(h.name.text for h in every if h.name.ordinary)
        official = Counter(h.name.text for h in every if h.name.official)
        evidence.rare |= self.rare(plan, official)
        evidence.rare |= self.told_of(plan, official, {n.text for n in heads}, told)
        evidence.clear = self.seldom(plan, told)
        counties = {h.name.text for h in every if h.name.short}
        least = _TWICE if len(counties - told.keys()) >= CROWD else _OFTEN
        often = frozenset(text for text, times in told.items() if times >= least)
        return Survey(found, named, often, _names_here(fulls, simple))

    def known(self, name: Name, year: int) -> tuple[list[Division], bool]:
        """`meanings`, kept."""
        key = name.text, year
        if key not in self._meanings:
            self._meanings[key] = self.meanings(name, year)
        return self._meanings[key]

    def meanings(self, name: Name, year: int) -> tuple[list[Division], bool]:
        """What `name` means in `year`, and whether it is an official name."""
        full = [d for d in name.official if d.valid(year)]
        if full:
            return full, True
        short = [d for d in name.short if d.valid(year)]
        if short:
            return short, all(stem(d.name) != name.text for d in short)
        if len(name.text) < 3 or name.ordinary:
            return [], False
        past = [d for d in name.official if d.first <= year]
        now = {c.code: c for d in past if (c := self.table.current(d, year))}
        return list(now.values()) or past, True

    def possible(
        self,
        hit: Hit,
        options: list[Division],
        full: bool,
        seen: Survey,
        evidence: Evidence,
        simple: str,
    ) -> bool:
        """Whether an ordinary word may find evidence at all; most do not, and cost nothing more."""
        name = hit.name
        if not name.ordinary or name.coref or (full and len(name.text) > 2):
            return True
        beside = simple[max(hit.start - 1, 0) : hit.start] + simple[hit.end : hit.end + 1]
        if not LISTED.isdisjoint(beside) or self.leads(hit, options, seen.found, evidence.year):
            return True
        if name.common:
            return name.text in evidence.rare or self.among(hit, options, seen, simple)
        shown = name.text in seen.often or any(d.code in seen.named for d in options)
        return shown or self.context.cued(simple, hit)

    def among(self, hit: Hit, options: list[Division], seen: Survey, simple: str) -> bool:
        """Whether a name that is a word first of all is told with a figure where the text names its
        city and other counties of it: 泽州县为378.2亿元，城区 | 288.5亿元."""
        if not _FIGURE.match(simple, hit.end) or simple[hit.start - 1] not in _HEADS:
            return False
        own = {d.code for d in options}
        beside = Counter(code[:4] for code in seen.named - own)
        return any(beside[d.code[:4]] >= _OFTEN for d in options)  # the city and three more

    @staticmethod
    def rare(plan: Layout, official: Counter[str]) -> frozenset[str]:
        """The stems of the names that an article gives in full twice or more, if the dictionary
        has hardly seen them (平利 is common only in that it is a word at all) or the article
        begins with them (东海，一粒石英砂怎样越磨越贵)."""
        stems = (stem(text) for text, times in official.items() if times >= _TWICE)
        opens = plan.text[:_HEAD].lstrip("# \n").partition("，")[0]
        return frozenset(s for s in stems if s == opens or plan.words.frequency(s) < _RARE)

    @staticmethod
    def told_of(
        plan: Layout, official: Counter[str], titled: set[str], told: Counter[str]
    ) -> frozenset[str]:
        """The words that are the county an article is about: given in full or in its head line, and
        named time and again (平和 where it tells of 平和县); not those that are words first of all.
        """
        counties = {stem(text) for text in official if text.endswith(("县", "市"))} | titled
        return frozenset(
            s for s in counties if told[s] >= _OFTEN and plan.words.frequency(s) < _USUAL
        )

    @staticmethod
    def seldom(plan: Layout, told: Counter[str]) -> frozenset[str]:
        """Words named time and again that hardly any other text has and that are nobody's name:
        奉新 in a story that never says 奉新县."""
        known = plan.words
        return frozenset(
            s
            for s, times in told.items()
            if times > _OFTEN and known.frequency(s) < _RARE and not known.tag(s).startswith("nr")
        )

    def stands(self, plan: Layout, simple: str, spot: Spot, found: dict[int, list[Hit]]) -> bool:
        """Whether `spot` is a word of its own, or leads on to a name that lies in it: `湖南岳阳` is
        not cut `湖|南岳|阳`."""
        if spot.hit.name.nothing:
            return True
        if spot.orphan and spot.level == "county":
            return False
        return self.leads(spot.hit, spot.options, found, self.year(plan)) or self.context.stands(
            plan, simple, spot.hit, spot.full
        )

    def leads(
        self, hit: Hit, options: list[Division], found: dict[int, list[Hit]], year: int
    ) -> bool:
        """Whether a name right after `hit` lies in one of `options`."""
        codes = {d.code for d in options}
        return any(
            above.code in codes
            for after in found.get(hit.end, ())
            for inner in self.known(after.name, year)[0]
            for above in self.table.ancestors(inner, year)
        )

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
            if not spot.kept and self.credible(spot, beside, evidence, simple):
                spot.kept = True
                decide(spot, evidence)
                evidence.add(spot)
        return [s for s in spots if s.kept]

    def credible(self, spot: Spot, beside: list[Spot], evidence: Evidence, simple: str) -> bool:
        """Whether an ordinary word has evidence: a list of places of its level, its full form in
        the article, or the words around it."""
        if any(b.kept and b.level == spot.level for b in beside):
            return True
        if spot.hit.name.common and spot.hit.name.text not in evidence.rare:
            among = [d for d in spot.options if evidence.peers(d) >= _OFTEN - 1]
            spot.options = among or spot.options
            return bool(among)
        named = any(d.code in evidence.full for d in spot.options)
        if spot.hit.name.text in evidence.clear:
            named = named or any(evidence.whole[f"{d.code[:2]}0000"] for d in spot.options)
        often = evidence.often[spot.hit.name.text]
        if not spot.person and often >= _OFTEN:
            named = named or evidence.at_home(spot)
        elif not spot.person and often >= _TWICE:
            named = named or evidence.crowded(spot)
        return named or (not spot.person and self.context.cued(simple, spot.hit))

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


def titled(simple: str, hit: Hit) -> bool:
    """Whether a name, alone or among others, stands before a colon that a line begins with
    (福安：…, 海盐与松阳：…): what the article is about."""
    start = max(simple.rfind(mark, 0, hit.start) for mark in "\n|｜丨") + 1
    head, colon, _ = simple[start : start + _HEAD].replace(":", "：").partition("：")
    names = _JOINTS.split(head.strip("# "))
    return bool(colon) and hit.name.text in names and max(map(len, names)) <= _NAME


def find(doc: Doc, rules: Rules) -> Iterator[MentionBase | Ignored]:
    """The places of `doc`; offsets count code points of its restored text."""
    yield from rules.compiled(Finder).find(layout(doc, rules))
