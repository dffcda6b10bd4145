"""Names that are ordinary words too: what in an article speaks for their being places."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from extract.divisions import Division, stem
from extract.places.choice import CROWD, LISTED, Evidence, Spot
from extract.places.context import Context
from extract.places.meanings import Meanings
from extract.places.names import Hit, Names
from extract.segment import Layout

_OFTEN = 4  # times that an ordinary word must be there to be the county of an article
_RARE = 100  # occurrences in the dictionary's corpus
_SELDOM = 250  # the same: below it are 海盐, 德化, above it 白银, 石棉
_USUAL = 600  # the same: above it are 资源, 合作, 富裕
_TWICE = 2  # the same in an article that names many counties of its province
_HEAD, _NAME = 24, 5  # characters of a head line up to its colon, and of a name in it
_KINDS = "省市县区州盟旗"  # 佳木斯市 | 郊区
_TOWNS = re.compile("([一-鿿]{2})(?:镇|街道)")
_HEADS = frozenset("，。；：、,;")
_FIGURE = re.compile(r"[0-9]|增长|下降|降幅|增幅|为[0-9]|达[到0-9]")
_JOINTS = re.compile(r"[与和、—－-]+")


@dataclass(slots=True, frozen=True)
class Survey:
    """The names that an article seems to hold."""

    found: dict[int, list[Hit]]  # by where they begin
    named: set[str]  # codes of those named in full or in a title
    often: frozenset[str]  # ordinary words that are there so often that they are places
    near: set[str]  # names of two characters that are there in full (正安县)


class Ordinary:
    """Weighs them, article by article."""

    def __init__(self, names: Names, meanings: Meanings, context: Context) -> None:
        self.names, self.meanings, self.context = names, meanings, context

    def survey(self, plan: Layout, simple: str, evidence: Evidence) -> Survey:
        """Look through all names of an article for what speaks for those that are words too."""
        found = dict(self.names.scan(simple))
        every = [hit for hits in found.values() for hit in hits]
        fulls = {h.name.text: h.name for h in every if h.name.official}
        heads = [h.name for h in every if titled(simple, h)]
        full = [*fulls.values(), *heads]
        named = {d.code for name in full for d in self.meanings.of(name, evidence.year)[0]}
        evidence.led = self._led(plan, found, evidence.year)
        named |= evidence.led
        told = Counter(h.name.text for h in every if h.name.ordinary)
        official = Counter(h.name.text for h in every if h.name.official)
        evidence.rare |= self._rare(plan, official)
        evidence.rare |= self._told_of(plan, official, {n.text for n in heads}, told)
        evidence.clear = self._seldom(plan, told)
        counties = {h.name.text for h in every if h.name.short}
        least = _TWICE if len(counties - told.keys()) >= CROWD else _OFTEN
        often = frozenset(text for text, times in told.items() if times >= least)
        return Survey(found, named, often, _names_here(fulls, simple))

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
        if not LISTED.isdisjoint(beside):
            return True
        if self.meanings.leads(hit, options, seen.found, evidence.year):
            return True
        if name.common:
            return name.text in evidence.rare or self._among(hit, options, seen, simple)
        shown = name.text in seen.often or any(d.code in seen.named for d in options)
        return shown or self.context.cued(simple, hit)

    def credible(self, spot: Spot, beside: list[Spot], evidence: Evidence, simple: str) -> bool:
        """Whether an ordinary word has evidence: a list of places of its level, its full form in
        the article, or the words around it."""
        if any(b.kept and b.level == spot.level for b in beside):
            return True
        if spot.hit.name.common and spot.hit.name.text not in evidence.rare:
            among = [d for d in spot.options if evidence.peers(d) >= _OFTEN - 1]
            spot.options = among or spot.options
            return bool(among)
        named = any(d.code in evidence.full or d.code in evidence.led for d in spot.options)
        if spot.hit.name.text in evidence.clear:
            named = named or any(evidence.whole[f"{d.code[:2]}0000"] for d in spot.options)
        often = evidence.often[spot.hit.name.text]
        if not spot.person and often >= _OFTEN:
            named = named or evidence.at_home(spot)
        elif not spot.person and often >= _TWICE:
            named = named or evidence.crowded(spot)
        return named or (not spot.person and self.context.cued(simple, spot.hit))

    def _led(self, plan: Layout, found: Mapping[int, list[Hit]], year: int) -> set[str]:
        """Those that somewhere stand behind their province or city, 浙江 | 海盐, by names that
        are seldom words."""
        codes: set[str] = set()
        for hits in found.values():
            for inner in (i for hit in hits for i in found.get(hit.end, ()) if i.name.ordinary):
                if inner.name.common or plan.words.frequency(inner.name.text) >= _SELDOM:
                    continue
                above = {d.code for h in hits for d in self.meanings.of(h.name, year)[0]}
                for division in self.meanings.of(inner.name, year)[0]:
                    led = self.meanings.table.ancestors(division, year)
                    codes |= {division.code} if any(a.code in above for a in led) else set()
        return codes

    def _among(self, hit: Hit, options: list[Division], seen: Survey, simple: str) -> bool:
        """Whether a name that is a word first of all is told with a figure where the text names its
        city and other counties of it: 泽州县为378.2亿元，城区 | 288.5亿元."""
        if not _FIGURE.match(simple, hit.end) or simple[hit.start - 1] not in _HEADS:
            return False
        own = {d.code for d in options}
        beside = Counter(code[:4] for code in seen.named - own)
        return any(beside[d.code[:4]] >= _OFTEN for d in options)  # the city and three more

    @staticmethod
    def _rare(plan: Layout, official: Counter[str]) -> frozenset[str]:
        """The stems of the names that an article gives in full twice or more, if the dictionary
        has hardly seen them (平利 is common only in that it is a word at all) or the article
        begins with them (东海，一粒石英砂怎样越磨越贵)."""
        stems = (stem(text) for text, times in official.items() if times >= _TWICE)
        opens = plan.text[:_HEAD].lstrip("# \n").partition("，")[0]
        return frozenset(s for s in stems if s == opens or plan.words.frequency(s) < _RARE)

    @staticmethod
    def _told_of(
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
    def _seldom(plan: Layout, told: Counter[str]) -> frozenset[str]:
        """Words named time and again that hardly any other text has and that are nobody's name:
        奉新 in a story that never says 奉新县."""
        known = plan.words
        return frozenset(
            s
            for s, times in told.items()
            if times > _OFTEN and known.frequency(s) < _RARE and not known.tag(s).startswith("nr")
        )


def _names_here(fulls: Iterable[str], simple: str) -> set[str]:
    """The names of two characters that the text gives in full: 正安 of 正安县, 花海 of 花海镇."""
    towns = {m[1] for m in _TOWNS.finditer(simple)}
    return towns | {s for s in map(stem, fulls) if len(s) == 2 and s[0] not in _KINDS}


def titled(simple: str, hit: Hit) -> bool:
    """Whether a name, alone or among others, stands before a colon that a line begins with
    (福安：…, 海盐与松阳：…): what the article is about."""
    start = max(simple.rfind(mark, 0, hit.start) for mark in "\n|｜丨") + 1
    head, colon, _ = simple[start : start + _HEAD].replace(":", "：").partition("：")
    names = _JOINTS.split(head.strip("# "))
    return bool(colon) and hit.name.text in names and max(map(len, names)) <= _NAME
