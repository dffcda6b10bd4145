"""Subjects at the head of a clause that no finder lists: institutions, villages, groups of
counties, and what `sites.py` reads."""

from __future__ import annotations

import re
from functools import lru_cache

from extract.clauses import Clause, heads
from extract.facts.actors import COUNTRY, Subject
from extract.facts.again import Again
from extract.facts.facilities import Facilities, Facility
from extract.facts.sites import Sites
from extract.facts.state import State
from extract.facts.wording import GROUP, GROUPED, Wording
from extract.segment import Layout, Sentence

_POINTED = re.compile("这[个座片方][^，。；]*$")
_DESCRIBED = 24  # characters of what describes a village
_NAME = 4  # characters of what is told of by whom it was made
_SHOWN = 8  # characters of 的 and a village
_OFTEN = 3  # times that a village is named without its town
_COLON = ("：", ":")
_NETWORK = re.compile(
    "[一-鿿]{0,2}(?:高铁|铁路|公路|高速)(?:网|总?里程|营业里程|运营里程|通车里程)"
)
_MARKS = re.compile("[该这村县]")
_MARK = re.compile("[，。；：！？]")
_SCENE = re.compile("[初早仲深晚盛隆]?[春夏秋冬](?:时节|日|天)?的?[一-鿿]{0,6}，|[一-鿿]{2}时节，")
_TWICE = re.compile(r"(.)\1(?=..)")
_POINTS = frozenset("该这那本其它他她我")
_SAYS = re.compile(
    "(?:是|为|作为|连接|途[经径]|起[于自]|始于|横跨|穿越|纵贯|贯穿|位于|地处|全线|西起|北起|南起|东起)"
)
_GROUP = re.compile(
    rf"({GROUP})"  # 山区26县 | 实现
    "(?=实现|完成|的|平均|累计|共|规上|规模|逐一|均|已|地区生产|GDP|亩均|财政|进出口)"
)


@lru_cache(maxsize=4096)
def _calls(name: str, shortly: tuple[str, ...]) -> tuple[str, ...]:
    """What something with a name is called later: its last characters, 协会."""
    ends = (name[-size:] for size in range(len(name) - 1, 2, -1))
    return (name, *ends, *(w for w in shortly if name.endswith(w)))


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
        self.again = Again(plan, wording, facilities.catalogue)
        self.near = False  # whether the sentence may name a village or works spoken of already
        self.lying = False  # whether it says where something lies
        self.villages = tuple(self._villages())

    def _villages(self) -> set[str]:
        """Those named with their town; behind a county only those that are named again, if need be
        without 村; at the head of clauses those that are named three times."""
        named = {v.lstrip("的") for v in self.words.hamlets.findall(self.text)}
        for village in set(self.words.bare_hamlets.findall(self.text)):
            often = self.text.count(village) >= _OFTEN
            if often and not village.endswith(self.words.not_villages):
                named.add(village)
        for village in self.words.county_hamlets.findall(self.text):
            again = self.text.count(village.removesuffix("村")) > 1
            if again and not village.endswith(self.words.not_villages):
                named.add(village)
        return named

    def open(self, sentence: Sentence) -> None:
        """Look through a sentence with figures once, for all its clauses."""
        span = sentence.start, sentence.end
        self.sites.open(sentence)
        self.near = _MARKS.search(self.text, *span) is not None
        self.lying = self.words.located.search(self.text, *span) is not None

    def at_head(self, state: State, clause: Clause) -> Subject | None:
        """Whom a clause begins with."""
        if named := self._facility(state, clause):
            return self._first_name(state, named)
        if site := self.sites.at_head(state, clause):
            return site
        if other := self._lying(clause) or self._made(clause):
            return other
        if again := self.again.named(state, clause):
            return again
        if not (self.near or state.works):
            return None
        return self.sites.that(clause) or self._village(clause) or self._heard(state, clause)

    def _lying(self, clause: Clause) -> Subject | None:
        """What a clause says to lie somewhere: 巴丹吉林沙漠 | 位于…, no name of the finders."""
        found = self.words.lies.match(self.text, clause.start, clause.end) if self.lying else None
        if found is None or self.text[clause.start] in _POINTS:
            return None
        if found[1].endswith(("指数", "率")):
            return None  # 采购经理指数 | 位于50%以上
        if any(m.start < found.end(1) for m in clause.mentions):
            return None
        *_, last = self.plan.spans(*found.span(1))
        noun = self.plan.words.tag(self.text[slice(*last)])[:1] in ("n", "j", "")
        twice = _TWICE.match(found[1])
        vivid = twice and self.plan.words.tag(twice.group()) == "z"  # 巍巍 | 长城
        name = found[1][2:] if vivid else found[1]
        return Subject(name, "other", None) if noun else None

    def _made(self, clause: Clause) -> Subject | None:
        """The works that a clause says who made: 由三个“90后”办起的 | 溪谷营地去年营业额240万元."""
        made = self.words.made_through.search(self.text, clause.start, clause.end)
        if made is None:
            return None
        for head in self.words.made_works.finditer(self.text, made.end(), clause.end):
            start, end = made.end(), head.end()
            name = "".join(self.text[start:end].split())
            told = end < clause.end and self.text[end] not in "的、和与" and self.plan.is_cut(end)
            if told and len(name) >= _NAME and name.strip("“”").isalnum():
                return Subject(name, "other", None)
        return None

    def presented(self, state: State, sentence: Sentence) -> Subject | None:
        """The facility that a sentence without a figure begins with."""
        start = sentence.start
        if scene := _SCENE.match(self.text, start, sentence.end):
            start = scene.end()  # 深秋的赣南，| 某产业园里塔吊林立
        mark = _MARK.search(self.text, start, sentence.end)
        named = self.facilities.head(Clause(start, mark.start() if mark else sentence.end))
        return self._first_name(state, named) if named and named.own else None

    def _facility(self, state: State, clause: Clause) -> Facility | None:
        """The facility that a clause begins with; not what is the firm's that is told of
        (数字化展示中心)."""
        named = self.facilities.head(clause)
        if named and named.name.endswith(self.words.lines) and self._of_a_place(state):
            return None
        led = state.subject is not None and state.subject.type == "firm"
        return named if named and (named.own or not led) else None

    def _of_a_place(self, state: State) -> bool:
        """Whether the text is on a place, so that its trains are what is measured there."""
        told = state.home or state.subject
        code = told.id if told and told.type == "place" else None
        return code is not None and code.isdigit() and code != COUNTRY.id

    def _first_name(self, state: State, named: Facility) -> Subject:
        """A facility by the name that the text gave it first."""
        full = (n for n in state.works.values() if n.endswith(named.name))
        return Subject(next(full, named.name), "other", None)

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
            if self.text.startswith(called, at) and not _NETWORK.match(self.text, at):
                heard = (n for n in known if self.text.startswith(_calls(n, shortly), at))
                return Subject(next(heard), "other", None)
            if group := self.group(at):
                return group
        return None

    def described(self, clause: Clause) -> bool:
        """Whether a clause begins with a facility and says where it lies or leads: 贵南高铁 |
        是包头至海口通道的组成部分."""
        named = self.facilities.head(clause)
        if named is None or not named.own or named.start not in heads(self.text, clause):
            return False
        return _SAYS.match(self.text, named.end, clause.end) is not None

    def runs_it(self, clause: Clause) -> tuple[int, int] | None:
        """Where those are named to whom a clause gives what it tells of: 这片地归 | 某合作社
        | 管."""
        found = self.words.run_by.search(self.text, clause.start, clause.end)
        return found.span(1) if found else None

    def founded(self, clause: Clause) -> Subject | None:
        """The institution whose founding a clause ends with (牵头成立 | 某合作社) or that it
        shows: 真正见效的，是去年开园的 | 晋宁共建产业园."""
        end = clause.end - self.text.endswith("”", clause.start, clause.end)
        who = self.runs_it(clause)
        end = who[1] if who else end
        named = self.facilities.ending(end) if self.facilities.near(clause.start, end) else None
        if who and named and named.start >= who[0]:
            return Subject(named.name, "other", None)
        if named is None or named.start <= clause.start:
            return None
        if self.words.founder_acts.match(self.text, clause.end):
            return None
        if named.own and self.text.startswith(_COLON, clause.end):
            return Subject(named.name, "other", None)  # 报告出自 | 检测中心：…
        done = self.text.endswith(self.words.founded_by, clause.start, named.start)
        shown = self.text.startswith(self.words.showing, clause.start) and named.own
        return Subject(named.name, "other", None) if done or shown else None

    def end(self, state: State, clause: Clause) -> int:
        """Where the name of the facility ends that a clause begins with, or the word for the park
        spoken of (园区 | 营业收入); else 0."""
        if named := self._facility(state, clause):
            return named.end
        if product := self.sites.product(clause):
            return product[0]
        parks = self.sites.parks and self.sites.at_head(state, clause) is not None
        for at in heads(self.text, clause) if parks else ():
            if park := next((w for w in self.words.this_park if self.text.startswith(w, at)), ""):
                return at + len(park)
        return 0

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
        if found is None and (funds := self.words.village_funds.match(self.text, at, end)):
            found = funds if self.text.count(funds[1]) > 1 else None  # but 带动村 | 集体增收
        never = self.words.never_villages if sure else self.words.not_villages
        if found is None or found[1].endswith(never):
            return None
        return Subject(found[1], "other", None)

    def heads(self, start: int, end: int) -> Subject | None:
        """The village that a heading begins with: 明台村：一亩芹菜顶九亩玉米."""
        found = self.words.village_heading.match(self.text, start, end)
        if found is None or found[1].endswith(self.words.not_villages):
            return None
        return Subject(found[1], "other", None)

    def shown(self, start: int, end: int) -> Subject | None:
        """The village that a clause ends with: 试验在 | 曹泥洼村."""
        found = self.words.shown_village.search(self.text, max(start, end - _SHOWN), end)
        if found is None or found[1].endswith(self.words.not_villages):
            return None
        if _POINTED.search(self.text, max(0, found.start() - _DESCRIBED), found.start()):
            return None  # 这个藏在高山上的 | 茶村
        return Subject(found[1], "other", None)

    def hamlet(self, start: int, end: int) -> Subject | None:
        """The village in `[start, end)`, if the text names it with its town."""
        found = (v for v in self.villages if self.text.find(v, start, end) >= 0)
        name = next(found, None)
        return Subject(name, "other", None) if name else None
