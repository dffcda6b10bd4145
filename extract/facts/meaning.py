"""What the name of a place or a firm stands for: itself, or the works or the village that
the words behind it make of it."""

from __future__ import annotations

import re

from extract.facts.actors import Subject, subject_of
from extract.facts.unlisted import Unlisted
from extract.facts.wording import Wording
from extract.records import Firm, Place
from extract.segment import Layout

_MAKES = re.compile("(?:生产|加工|制造|研发|销售|建设|改造)(?!线|基地|中心|车间|工厂|项目|园)")

_MOVES = re.compile("[把将在]")


class Meaning:
    """Reads what stands behind names."""

    def __init__(
        self,
        plan: Layout,
        wording: Wording,
        unlisted: Unlisted,
        home: Subject | None,
    ) -> None:
        self.plan, self.text, self.words = plan, plan.text, wording
        self.unlisted, self.home = unlisted, home
        self.focus: Subject | None = None  # whom the article is about if that is no place

    def of(self, mention: Place | Firm, why: str) -> Subject:
        """The subject that a mention stands for."""
        return (
            self._of_place(mention, why)
            if isinstance(mention, Place)
            else self._of_firm(mention, why)
        )

    def _of_place(self, place: Place, why: str) -> Subject:
        """全县 that nothing else explains stands for the article's own county; else a place may
        begin the name of works, a port, a village."""
        park = self.focus is not None and self.focus.name.endswith("区")
        if self.focus and park and place.coref and not place.code and "区" in place.text:
            return self.focus.because(why)  # 全区, 区内 of a development zone
        if self.home and place.coref and not place.code:
            alike = place.text.endswith(self.home.name[-1])
            return self.home.because(why) if alike else subject_of(place, why)
        if group := self.unlisted.group(place.end):
            return group.because(why)
        named = None if self.situated(place) else self.unlisted.facilities.around(place)
        if named:
            return Subject(named.name, "other", None, why)
        if works := self._works(place):
            return Subject(works, "other", None, why)
        if plant := self.plant(place):
            return Subject(place.text + plant, "other", None, why)
        if self.situated(place):
            return subject_of(place, why)
        village = self.unlisted.village(place.end, len(self.text), behind_a_place=True)
        return village.because(why) if village else subject_of(place, why)

    def plant(self, place: Place) -> str:
        """What a firm has at a place and calls by it: 肇庆 | 工厂, 滁州 | 二期."""
        found = None if place.coref else self.words.plant.match(self.text, place.end)
        return found.group() if found else ""

    def _works(self, place: Place) -> str:
        """The works named behind a place: 贵州 | 花江峡谷大桥, 东莞 | 与乳源共建的产业园."""
        words = self.words
        if shared := words.shared_works.match(self.text, place.end):
            return shared[1].strip("“”")
        situated, town = self.situated(place), place.level == "township"
        pattern = words.seated if situated else words.site if town else None
        site = pattern.match(self.text, place.end) if pattern else None
        return site[1].strip("“”") if site else ""

    def _of_firm(self, firm: Firm, why: str) -> Subject:
        """A name that only says whose project it is stands for the project: 某集团 | 二期项目."""
        owned = self.words.possession.match(self.text, firm.end)
        dated = owned and any(c.isdigit() for c in owned.group())  # 某公司1998年建厂
        moved = owned and _MOVES.search(owned.group())  # 某公司 | 干脆把第二基地放到…
        if owned is None or dated or moved or self._acts(firm.end, owned.end()):
            return subject_of(firm, why)
        name = "".join(self.text[firm.start : owned.end()].split())
        return Subject(name, "other", None, why)

    def situated(self, place: Place | Firm) -> bool:
        """Whether 位于 or 地处 stands right before a place."""
        return self.text.endswith(self.words.situated, 0, place.start)

    def _acts(self, start: int, end: int) -> bool:
        """Whether a verb stands in `[start, end)`: 某公司新上了生产线 tells what the firm did."""
        words = [self.text[a:b] for a, b in self.plan.spans(start, end)]
        if _MAKES.match(self.text, start):
            return True  # 某公司 | 生产数据线
        told = self.words.halting | self.words.verbs
        return any(w == "了" or w in told or self.plan.words.tag(w) == "v" for w in words)
