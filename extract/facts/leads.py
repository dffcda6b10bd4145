"""Where the name of whom a figure is said of ends, and what is measured begins."""

from __future__ import annotations

from extract.clauses import Clause, Site
from extract.facts.state import State
from extract.facts.subjects import Subjects
from extract.records import Place

_SIDE = "方面"
_MARKS = ("，", "。", "；", "、", "")
_COPULAS = ("达", "有", "已有", "共有", "为", "超", "突破", "增至", "增加", "总数", "数量", "占")


class Leads:
    """Reads it in the clauses of one article, whose subjects are `who`."""

    def __init__(self, text: str, who: Subjects) -> None:
        self.text, self.who = text, who

    def end(self, state: State, clause: Clause, site: Site) -> int:
        """Where the name ends of a person, a body of the state, or 公司, that a quantity is said
        of: what is measured stands behind it."""
        found = (
            self.who.people.person(clause.start, site.quantity.start)
            or self.who.countries.body(clause)
            or self.who.pointing.back(clause)
            or self.who.several.of(clause, site.quantity.start)
            or self.who.calls.institution(state.home, state.town, clause)
            or self.who.unlisted.sites.product(clause)
        )
        found = found or self.who.speakers.leading(state, clause)
        owns = self.who.calls.owns(clause, state.firm) if state.firm and not found else 0
        end = found[0] if found else owns or self._seated(clause, site)
        end = end or self._instituted(state, clause, site)
        return end if end <= site.quantity.start else 0

    def _instituted(self, state: State, clause: Clause, site: Site) -> int:
        """Where the name of a facility ends, if what is measured follows it: 上海港 |
        集装箱吞吐量突破5000万标箱; 重点实验室达4家 counts them."""
        if clause.actors(site.quantity.start):
            return 0
        end = self.who.unlisted.end(state, clause)
        told = self.text[end : site.quantity.start]
        if end and not told:  # 白鹤滩水电站 | 16台机组, but 跨境电商产业园 | 超过690个，
            alone = self.text[site.quantity.end : site.quantity.end + 1] in _MARKS
            return 0 if alone and site.quantity.dimension == "count" else end
        words = self.who.words
        short = told in words.quantified or words.ranking.fullmatch(told)  # 某园区 | 位列第41位
        whole = len(told) > 2 and not told.startswith(_COPULAS)
        return end if end and (whole or short) else 0

    def _seated(self, clause: Clause, site: Site) -> int:
        """Where the name of a facility ends that holds a place: 平遥 | 古城 | 接待游客."""
        before = clause.actors(site.left or site.quantity.start) or clause.actors(
            site.quantity.start
        )
        place = before[-1] if before else None
        if not isinstance(place, Place):
            return 0
        if self.text.startswith(_SIDE, place.end):
            return place.end + len(_SIDE)  # 丹阳方面 | 出资占四成
        named = self.who.unlisted.facilities.around(place)
        end = named.end if named else place.end + len(self.who.meaning.plant(place))
        return end if place.end < end < site.quantity.start - 1 else 0
