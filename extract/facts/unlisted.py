"""Subjects that no finder lists: institutions, works, villages and people, by the words around
their names."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from functools import lru_cache

from extract.clauses import Clause
from extract.facts.actors import Subject
from extract.facts.discourse import State
from extract.facts.wording import GROUP, GROUPED, Wording
from extract.records import Place
from extract.segment import Layout, Sentence
from extract.words import Words

_OPENING = ("“", "，", " ", "\n", "\u3000", "仅", "光", "像", "把")
# What stands behind a name of two characters and is no third of it.
_BEHIND = frozenset("说称道讲笑是有在种养卖靠把花的和与及今去每家就也还则却又已拿承租带让从一")
_FAMILY = re.compile(r"一家(?=[的有种养靠今去把])")
_MARKS = re.compile("[该这村县港路桥站]")
_GROUP = re.compile(
    rf"({GROUP})"  # 山区26县 | 实现
    "(?=实现|完成|的|平均|累计|共|规上|规模|逐一|均|已|地区生产|GDP|亩均|财政|进出口)"
)
_COMMON = 20  # in the dictionary's counts, from which a word is no chance one
_STORY = 3  # clauses that somebody leads whose story is told
_FEATURES = frozenset("镇村乡县市岛湾山江湖河桥港国")  # ends of names of places
_OFFICE = frozenset("长任理监员授师记者事总裁家委表席")  # ends of titles
_DOTTED = re.compile("[一-鿿]{1,4}·[一-鿿]{2,4}?(?=[家说的种今去和在，。、])")  # 艾力·买买提 | 家里
_NO_NAMES = ("d", "v", "t", "c", "p", "r", "f")  # classes of words: 村民 | 连夜
_PRODUCT = re.compile(
    "“[^”，。；]{1,10}”(?:系统|平台|品牌|小程序|大脑|数据库|APP)(?=[已现的共累实，上年今去])"
)
_HERE = frozenset("该这")
_ANY = ("先进", "重点", "各", "全", "多个", "省级", "国家级", "特色", "周边", "其他", "这", "该")
_WHICHEVER = (
    "线路",
    "全线",
    "项目",
    "工程",
    "全部",
    "建成",
    "投产",
    "达产",
    "首期",
    "一期",
)  # of any works
_ONWARD = frozenset("进到入出给用得上下")  # ends of verbs that no name holds
_SHARING = re.compile("[建设造]的")  # what park_name and shared_works need
_NAMED = (
    r"(?:^|[的，。、；由在是将为了])([^的，。、；由在是将为了\s\d该这]{{1,24}}{})"  # works by name
)


def _given(words: Words, name: str) -> bool:
    """Whether two characters can be a given name: no word, or that of people."""
    return not words.frequency(name) or words.tag(name).startswith("nr")


@lru_cache(maxsize=4096)
def _calls(name: str, shortly: tuple[str, ...]) -> tuple[str, ...]:
    """What something with a name is called later: its last characters, 协会."""
    return (name, name[-3:], *(w for w in shortly if name.endswith(w)))


def heads(text: str, clause: Clause) -> tuple[int, ...]:
    """Where the first noun of a clause may stand: at its beginning, and behind its dates."""
    if not clause.heads:
        begun = (clause.start, *(m.end for m in clause.dated))
        clause.heads = tuple(_past_marks(text, at) for at in begun)
    return clause.heads


def _past_marks(text: str, at: int) -> int:
    while text[at : at + 1] in _OPENING:
        at += 1
    return at


class Unlisted:
    """Reads them, one sentence at a time (`open` it first)."""

    def __init__(
        self,
        plan: Layout,
        wording: Wording,
        countries: Container[str] = (),
        places: Sequence[Place] = (),
    ) -> None:
        self.plan, self.text, self.words = plan, plan.text, wording
        self.places = places
        self.countries = countries  # which are nobody's names
        self.founded = False  # whether the sentence names an institution
        self.near = False  # whether it may name one, a village or works spoken of already
        self.trading = self.quoting = self.sharing = self.parks = False  # what those need
        self.familiar: dict[str, str] = {}  # 老张 of 张保平
        self.villages = tuple(set(self.words.hamlets.findall(self.text)))
        self.people = self._people()  # where they are named, in text order
        self.starts = [start for start, _ in self.people]

    def open(self, sentence: Sentence) -> None:
        """Look through a sentence with figures once, for all its clauses."""
        span = sentence.start, sentence.end
        self.trading = self.words.market.search(self.text, *span) is not None
        self.quoting = self.text.find("”", *span) >= 0
        self.sharing = _SHARING.search(self.text, *span) is not None
        self.parks = self.words.parks_here.search(self.text, *span) is not None
        self.founded = self.words.institutions.search(self.text, *span) is not None
        self.near = self.founded or _MARKS.search(self.text, *span) is not None

    def at_head(self, state: State, clause: Clause) -> Subject | None:
        """Whom a clause begins with; an institution goes by the name it had first."""
        if park := self._product(clause) or self._park(state, clause) or self._market(clause):
            return park
        if state.site and (site := self._site(state.site, clause)):
            return site
        if not (self.near or state.works):
            return None
        if works := self._works(clause):
            return works
        for at in self._village_heads(clause) if "村" in self._text(clause) else ():
            if village := self.village(at, clause.end + 1):  # with the mark behind it
                return village
        known = state.works.values()
        for at in heads(self.text, clause):
            heard = (n for n in known if self.text.startswith(_calls(n, self.words.shortly), at))
            if known and (name := next(heard, None)):
                return Subject(name, "other", None)
            if group := self.group(at):
                return group
        for at in heads(self.text, clause) if self.founded else ():
            if self.text.startswith("由", at):
                of = self.text.rfind("的", at, clause.end)
                at = of + 1 if of > 0 else at  # 由两校共建的 | 研究院
            there = self.text[at : at + 1] == "在"  # 在盐田港，前9个月新增16条航线
            stop = clause.end + 1 + there  # with the mark behind it
            if match := self.words.institution_name.match(self.text, at + there, stop):
                name = match.group().strip("“”")
                if name.startswith(self.words.no_names) or (
                    len(name) < 3 and name not in state.works
                ):
                    return None  # 全国铁路: the country's; 高铁: any
                if self._tells_of(match):
                    return None  # 公司加工环节搬进飞地, ends in no name of its own
                first = state.works.get(name[-2:], name)
                if len(name) > 3 and not first.endswith(name):
                    first = state.works[name[-2:]] = name
                return Subject(first, "other", None)
        return None

    def _tells_of(self, match: re.Match[str]) -> bool:
        """Whether a verb stands in what might be a name."""
        words = [self.text[a:b] for a, b in self.plan.spans(*match.span())]
        verbs = (w for w in words if len(w) > 1 and self.plan.words.tag(w) == "v")
        return any(w[-1] in _ONWARD for w in verbs)  # 搬进, 聘用

    def _site(self, site: Subject, clause: Clause) -> Subject | None:
        """The works of the paragraph where a clause begins with what they are: 项目 | 总投资…."""
        for at in heads(self.text, clause):
            found = self.words.this_site.match(self.text, at, clause.end)
            what = found.group() if found else ""
            if what and not self._nearest(site, clause.start):
                return None
            own = site.name.endswith(what) or (what == "园区" and site.name.endswith("园"))
            if what and (own or what.startswith(_WHICHEVER)):
                return site
        return None

    def _nearest(self, site: Subject, at: int) -> bool:
        """Whether the paragraph names no other works between `site` and `at`."""
        before = "".join(self.text[self.text.rfind("\n", 0, at) + 1 : at].split())
        behind = before[before.rfind(site.name) + len(site.name) :]
        return site.name in before and self.words.other_works.search(behind) is None

    def founded_end(self, state: State, clause: Clause) -> int:
        """Where the name of the institution ends that a clause begins with, else 0."""
        if not (self.founded or self.parks) or self.at_head(state, clause) is None:
            return 0
        for at in heads(self.text, clause) if self.parks else ():
            if park := next((w for w in self.words.this_park if self.text.startswith(w, at)), ""):
                return at + len(park)  # 园区 | 营业收入
        found = (
            self.words.institution_name.match(self.text, at, clause.end)
            for at in heads(self.text, clause)
        )
        return next((m.end() for m in found if m), 0)

    def _market(self, clause: Clause) -> Subject | None:
        """A market or its index at the head of a clause: 上证指数 | 跌0.11%."""
        for at in heads(self.text, clause) if self.trading else ():
            if found := self.words.market.match(self.text, at, clause.end):
                return Subject(found.group(), "other", None)
        return None

    def _product(self, clause: Clause) -> Subject | None:
        """A system or a brand by name at the head of a clause: “云轴”系统 | 已接入企业203家."""
        for at in (clause.start, *(m.end for m in clause.dated)) if self.quoting else ():
            if found := _PRODUCT.match(self.text, at, clause.end):
                return Subject("".join(found.group().split()), "other", None)
        return None

    def _park(self, state: State, clause: Clause) -> Subject | None:
        """The park that 园区 at the head of a clause means, which the paragraph named last, or one
        that places share."""
        if shared := self.shared(clause):
            return shared
        for at in heads(self.text, clause) if self.parks else ():
            if self.text.startswith(self.words.this_park, at):
                block = self.text.rfind("\n", 0, at) + 1
                names = self.words.park_name.findall(self.text, block, at)
                found = [n for n in names if not n.startswith(_ANY)]
                found = found or [
                    n for n in state.works.values() if n.endswith(self.words.this_park)
                ]
                return Subject(found[-1], "other", None) if found else None
        return None

    def shared(self, clause: Clause) -> Subject | None:
        """The park at the head of a clause that places share: 两地共建的 | 产业园."""
        if not self.sharing:
            return None
        match = self.words.shared_works.match(self.text, clause.start, clause.end)
        return Subject(match[1], "other", None) if match else None

    def _village_heads(self, clause: Clause) -> Iterator[int]:
        """Where a village may be named: at the head, or described (海拔800米的 | 什寒村)."""
        yield from heads(self.text, clause)
        if self.text.endswith("村", clause.start, clause.end):
            yield self.text.rfind("的", clause.start, clause.end) + 1 or clause.start

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

    def person(self, start: int, end: int) -> tuple[int, Subject] | None:
        """The last of the people named in `[start, end)`, and where the name ends: 村民潘永福."""
        if not self.starts:
            return None
        return self.named(start, end, telling=False)

    def named(self, start: int, end: int, telling: bool = True) -> tuple[int, Subject] | None:
        """The same, `telling` also where the person only says it."""
        i = bisect_left(self.starts, end)
        while i and self.starts[i - 1] >= start:
            i -= 1
            at, stop = self.people[i]
            if stop <= end and (telling or not self._tells(stop)):
                name = self.text[at:stop]
                return stop, Subject(self.familiar.get(name, name), "person", None)
        return None

    def _people(self) -> list[tuple[int, int]]:
        """All places where somebody is named whom the text presents once: 村民 | 潘永福."""
        named = {m.start(1) for p in self.words.villagers for m in p.finditer(self.text)}
        natives = (self.words.native.match(self.text, m.end) for m in self.places)
        named |= {m.start(1) for m in natives if m}
        names = {self.text[at : at + self.length(at)] for at in named}
        names = {n for n in names if self._unknown(n)}
        names |= {*self._families(), *self._protagonists()}
        if not names:
            return []
        self.familiar = {f"老{n[0]}": n for n in names if len(n) < 4}
        called = sorted([*names, *self.familiar], key=len)[::-1]
        return [m.span() for m in re.finditer("|".join(called), self.text)]

    def _unknown(self, name: str) -> bool:
        """Whether the dictionary knows a name as no other word: 45岁的 | 高级 (工程师)."""
        known = self.plan.words
        words = {w for w in (name, name[:2]) if known.frequency(w) >= _COMMON}
        return all(known.tag(w).startswith("nr") for w in words)

    def _families(self) -> Iterator[str]:
        """唐诚旺 of 唐诚旺 | 一家的, where nothing stands before it."""
        for match in _FAMILY.finditer(self.text):
            at = match.start() - 3
            alone = at == 0 or not self.text[at - 1].isalnum()
            if at >= 0 and alone and self.text[at] in self.words.surnames:
                yield self.text[at : at + 3]

    def _protagonists(self) -> Iterator[str]:
        """Names of three characters that lead several clauses and never follow an office: whose
        story the article tells."""
        leading: defaultdict[str, list[int]] = defaultdict(list)
        for match in self.words.leading.finditer(self.text):
            leading[match[1]].append(match.end())
        for name, ends in leading.items():
            if len(ends) < _STORY or not self._may_be_one(name):
                continue
            before = {self.text[m.start() - 1] for m in re.finditer(name, self.text) if m.start()}
            if _OFFICE.isdisjoint(before) and sum(map(self.plan.is_cut, ends)) >= _STORY:
                yield name

    def _may_be_one(self, name: str) -> bool:
        """Whether three characters can be somebody's name for the dictionary."""
        known = self.plan.words
        if known.frequency(name) and not known.tag(name).startswith("nr"):
            return False
        apart = not known.frequency(name[:2]) and _given(known, name[1:])
        return apart and name[-1] not in _FEATURES and name not in self.countries

    def length(self, at: int) -> int:
        """How long the name at `at` is: two characters where the third begins a word."""
        if dotted := _DOTTED.match(self.text, at):
            return len(dotted.group())
        third = at + 2
        if self.text.startswith(("家", "今年", "去年"), third + 1):
            return 3  # 唐国良家, whatever 良家 is; 刘国方今年57岁
        if self.text[third : third + 1] in _BEHIND or not self.text[third : third + 1].isalpha():
            return 2
        if self.text.count(self.text[at : at + 3]) > 1:
            return 3
        known = any(self.plan.words.frequency(self.text[third : third + n]) for n in (2, 3))
        return 2 if known else 3

    def _tells(self, at: int) -> bool:
        """Whether the person only says it: 村民张某说."""
        return self.text.startswith(self.words.telling, at)

    def _works(self, clause: Clause) -> Subject | None:
        """What 该项目, 该船 at the head of a clause mean: the last works of that kind before it."""
        if _HERE.isdisjoint(self._text(clause)):
            return None
        for at in heads(self.text, clause):
            match = self.words.that.match(self.text, at, clause.end)
            whole = match and (match.group()[0] == "该" or self.plan.is_cut(match.end()))
            if match and whole:  # 这个船闸 is no 船
                block = self.text.rfind("\n", 0, at) + 1
                named = _NAMED.format(match[1])
                found = re.findall(named, self.text[block:at])
                return Subject(found[-1], "other", None) if found else None
        return None

    def _text(self, clause: Clause) -> str:
        return self.text[clause.start : clause.end]
