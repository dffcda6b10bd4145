"""Subjects at the head of a clause that no finder lists: institutions, villages, groups of
counties, and what `sites.py` reads."""

from __future__ import annotations

import re
from functools import lru_cache

from extract.clauses import Clause, heads
from extract.facts.actors import Subject
from extract.facts.discourse import State
from extract.facts.facilities import Facilities
from extract.facts.sites import Sites
from extract.facts.wording import GROUP, GROUPED, Wording
from extract.segment import Layout, Sentence

_MARKS = re.compile("[该这村县港路桥站]")
_GROUP = re.compile(
    rf"({GROUP})"  # 山区26县 | 实现
    "(?=实现|完成|的|平均|累计|共|规上|规模|逐一|均|已|地区生产|GDP|亩均|财政|进出口)"
)
_ONWARD = frozenset("进到入出给用得上下")  # ends of verbs that no name holds


@lru_cache(maxsize=4096)
def _calls(name: str, shortly: tuple[str, ...]) -> tuple[str, ...]:
    """What something with a name is called later: its last characters, 协会."""
    return (name, name[-3:], *(w for w in shortly if name.endswith(w)))


@lru_cache(maxsize=1024)
def _all_calls(names: tuple[str, ...], shortly: tuple[str, ...]) -> tuple[str, ...]:
    """The same of several names."""
    return tuple(dict.fromkeys(call for name in names for call in _calls(name, shortly)))


class Unlisted:
    """Reads them, one sentence at a time (`open` it first)."""

    def __init__(self, plan: Layout, wording: Wording, facilities: Facilities) -> None:
        self.plan, self.text, self.words = plan, plan.text, wording
        self.facilities = facilities
        self.sites = Sites(plan, wording)
        self.founded = False  # whether the sentence names an institution
        self.near = False  # whether it may name one, a village or works spoken of already
        self.villages = tuple(set(self.words.hamlets.findall(self.text)))

    def open(self, sentence: Sentence) -> None:
        """Look through a sentence with figures once, for all its clauses."""
        span = sentence.start, sentence.end
        self.sites.open(sentence)
        self.founded = self.words.institutions.search(self.text, *span) is not None
        self.near = self.founded or _MARKS.search(self.text, *span) is not None

    def at_head(self, state: State, clause: Clause) -> Subject | None:
        """Whom a clause begins with."""
        if named := self._facility(clause):
            return named[1]
        if site := self.sites.at_head(state, clause):
            return site
        if not (self.near or state.works):
            return None
        return (
            self.sites.that(clause)
            or self._village(clause)
            or self._heard(state, clause)
            or (self._institution(state, clause) if self.founded else None)
        )

    def _facility(self, clause: Clause) -> tuple[int, Subject] | None:
        """The facility that a clause begins with, and where its name ends."""
        for at in heads(self.text, clause):
            there = self.text[at : at + 1] == "在"
            named = self.facilities.at(at + there)
            if named and self.words.reported.search(self.text, named.end, clause.end):
                return None  # 某协会今天发布的数据显示
            if named and (named.end == clause.end or not there):
                return named.end, Subject(named.name, "other", None)
        return None

    def _village(self, clause: Clause) -> Subject | None:
        """A village at the head of a clause, or described (海拔800米的 | 什寒村)."""
        if self.text.find("村", clause.start, clause.end) < 0:
            return None
        found = [*heads(self.text, clause)]
        if self.text.endswith("村", clause.start, clause.end):
            found.append(self.text.rfind("的", clause.start, clause.end) + 1 or clause.start)
        named = (self.village(at, clause.end + 1) for at in found)  # with the mark behind it
        return next((v for v in named if v), None)

    def _heard(self, state: State, clause: Clause) -> Subject | None:
        """An institution that was named before, by a part of its name; a group of counties."""
        known, shortly = tuple(state.works.values()), self.words.shortly
        called = _all_calls(known, shortly)
        for at in heads(self.text, clause):
            if self.text.startswith(called, at):
                heard = (n for n in known if self.text.startswith(_calls(n, shortly), at))
                return Subject(next(heard), "other", None)
            if group := self.group(at):
                return group
        return None

    def _institution(self, state: State, clause: Clause) -> Subject | None:
        """An institution by the name it had first."""
        for at in heads(self.text, clause):
            if match := self._named(at, clause):
                name = match.group().strip("“”")
                short = len(name) < 3 and name not in state.works
                if short or name.startswith(self.words.no_names) or self._tells_of(match):
                    return None  # 全国铁路: the country's; 高铁: any; 公司加工环节搬进飞地
                first = state.works.get(name[-2:], name)
                if len(name) > 3 and not first.endswith(name):
                    first = state.works[name[-2:]] = name
                return Subject(first, "other", None)
        return None

    def _named(self, at: int, clause: Clause) -> re.Match[str] | None:
        """The name of an institution that a clause begins with at `at`."""
        if self.text.startswith("由", at):
            of = self.text.rfind("的", at, clause.end)
            at = of + 1 if of > 0 else at  # 由两校共建的 | 研究院
        there = self.text[at : at + 1] == "在"  # 在盐田港，前9个月新增16条航线
        stop = clause.end + 1 + there  # with the mark behind it
        return self.words.institution_name.match(self.text, at + there, stop)

    def _tells_of(self, match: re.Match[str]) -> bool:
        """Whether a verb stands in what might be a name."""
        words = [self.text[a:b] for a, b in self.plan.spans(*match.span())]
        verbs = (w for w in words if len(w) > 1 and self.plan.words.tag(w) == "v")
        return any(w[-1] in _ONWARD for w in verbs)  # 搬进, 聘用

    def founded_end(self, state: State, clause: Clause) -> int:
        """Where the name of the institution ends that a clause begins with, else 0."""
        if named := self._facility(clause):
            return named[0]
        parks = self.sites.parks
        if not (self.founded or parks) or self.at_head(state, clause) is None:
            return 0
        for at in heads(self.text, clause) if parks else ():
            if park := next((w for w in self.words.this_park if self.text.startswith(w, at)), ""):
                return at + len(park)  # 园区 | 营业收入
        found = (
            self.words.institution_name.match(self.text, at, clause.end)
            for at in heads(self.text, clause)
        )
        return next((m.end() for m in found if m), 0)

    def group(self, at: int) -> Subject | None:
        """The counties that are told of together at `at`: 山区26县 | 实现."""
        at += self.text[at : at + 1] == "的"
        if self.text[at : at + 1] not in GROUPED:
            return None
        found = _GROUP.match(self.text, at)
        return Subject(found[1], "other", None) if found else None

    def village(self, at: int, end: int, behind_a_place: bool = False) -> Subject | None:
        """The village named at `at`."""
        sure = behind_a_place or self.text.startswith(self.villages, at)
        pattern = self.words.hamlet if sure else self.words.village
        found = pattern.match(self.text, at, end) or self.words.village_told.match(
            self.text, at, end
        )
        never = self.words.never_villages if sure else self.words.not_villages
        if found is None or found[1].endswith(never):
            return None
        return Subject(found[1], "other", None)

    def hamlet(self, start: int, end: int) -> Subject | None:
        """The village in `[start, end)`, if the text names it with its town."""
        found = (v for v in self.villages if self.text.find(v, start, end) >= 0)
        name = next(found, None)
        return Subject(name, "other", None) if name else None
