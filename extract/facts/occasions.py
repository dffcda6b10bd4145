"""Fairs, festivals and games that a text reports on, and works whose opening it tells of."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property

from extract.clauses import Clause
from extract.facts.actors import Subject
from extract.facts.state import State
from extract.facts.wording import Wording
from extract.records import Firm, Place

_CLAUSES = re.compile("[，：；]")
# What begins the name of one of a row of fairs (第133届 | 广交会), up to the head of that name.
_WHICH = re.compile(
    r"((?:20\d\d年?)?第[\d一二三四五六七八九十百]+届|[本首]届|[此这本]次|20\d\d(?:年(?!以来|起)|(?!年)))"
    r"(?:(?!在)[一-鿿A-Za-z·“”—（）]){0,24}$"
)
_NAMED = 6  # characters of works that nothing else tells apart
_WHOSE = re.compile(
    r"^(?:[今去明]年)?\d{1,2}月(?:\d+日|[底初])?|^.*(?:我国|全国)(?:首[个座条]|最大的?)?"
)
_DESCRIBED = 4  # characters of works with a word for what they are (检测中心)
_TOGETHER = re.compile(  # 甲县与乙区共建产业园: that of the two; 双方在开发区合建产业园
    "(?:[与和同][一-鿿]{2,10}?|(?<=[，。；\n])(?:双方|两[地县市区])?(?:下一步|接下来|今年|明年)?(?:还|将|要|计划|已|拟)*(?:在[一-鿿]{2,12}?)?)(?:共同投资|[共合])建"
)
_ADVERBS = re.compile("(?:将|已|预计|实现|正式|全线)+$")  # 高速公路 | 实现全线贯通
_LONG = 36  # characters of such a name
_WHEN = ("日前", "近日", "今天", "昨天", "目前")  # 某管道，日前正式全线 | 贯通
_LYING = ("连接", "串联", "横跨", "位于", "地处", "坐落")  # 位于江西吉安的 | 峡江灌区
_SEVERAL = re.compile(  # works that no name tells apart
    "(?:今年)?(?:[多数几各一又][条座个项家批处]|一系列|若干|部分|不少|又一|标志|预计|计划|有望|力争)"
)
_NO_NAME = re.compile(  # 自9月27日铁路 | 启动, 工程力争今年底 | 完工
    "^(?:建议|紧盯|盯紧|确保|推动|促进|力促|抓好|抓紧|督促|为(?:了|保证|确保|保障|迎接|推进)|自(?=.*[月日年])|随着|力争)|.(?:力争|预计|计划|有望|最近|预期)"
)
_ON = re.compile(  # 2023年12月 | 高速公路建成通车
    r"(?:20\d\d年|[今去前]年)?(?:\d{1,2}月(?:\d{1,2}日|[底初末]|[上中下]旬)?)?，?"
)
# Between a place and the head of the name of a fair: 杭州 | 第19届 | 亚运会.
_NAMED_FOR = re.compile(
    r"(?:第[\d一二三四五六七八九十百]+届)?"
    "(?!.*(?:举行|参加|出席|迎接|组织|推出|[的在上了是和与及将开办赴去到来为对向又再]))[一-鿿]{0,10}"
)
_BOUNDS = ("\n", "【", "“", "《", "：", " ", "\u3000")
_SHOWN = re.compile("这[也正就都]?是")
_THIS = re.compile("[本首]届|[此这本]次")


class Occasions:
    """Those of one article."""

    def __init__(self, text: str, wording: Wording, places: Sequence[Place]) -> None:
        self.text, self.words, self.places = text, wording, places
        self._opening = [m.start() for m in wording.opens.finditer(text)]

    def presented(
        self, state: State, start: int, end: int, named: Sequence[Place | Firm]
    ) -> Subject | None:
        """Works that open in `[start, end)`, or, where the article has no place of its own, a fair
        or a festival there, if no other name stands before it and no firm at all."""
        found = self.opened(start, end)
        if found is None and not state.home:
            found = self.event(start, end)
        elif (
            found is None
            and self.text[end - 1] in "上间"
            and (held := self.words.held.search(self.text, start, end))
        ):
            found = held.start(1), held.end(1), Subject("".join(held[1].split()), "other", None)
        if found is None or any(isinstance(m, Firm) or m.start < found[0] for m in named):
            return None
        led = state.subject is not None and state.subject.type == "firm"
        if led and len(found[2].name) < _NAMED:
            return None  # 首条生产线 of the firm that is told of
        return found[2]

    def made_by(self, clause: Clause) -> Subject | None:
        """The works that a clause begins with and says who makes: 某零部件项目 | 由某公司投资建设，
        总投资…."""
        found = self.words.done_by.match(self.text, clause.start, clause.end)
        if found is None or len(found[1]) < _NAMED or _SEVERAL.match(found[1]):
            return None
        return Subject("".join(found[1].split()).strip("“”"), "other", None)

    def built(self, state: State, clause: Clause, named: Sequence[Place | Firm]) -> Subject | None:
        """The works that a clause ends with and tells the making of, or shows: 县里建起检测中心，
        收费…; 这是宁夏首个储能项目，年产值…. Those of a firm are the firm's."""
        end = clause.end - (self.text[clause.end - 1] == "”")
        if self.text[end - 1] not in self.words.ends_of_works:
            return None
        if self.words.founder_acts.match(self.text, clause.end):
            return None  # 成立服务中心，| 拿出2亿元设立基金
        led = state.subject is not None and state.subject.type == "firm"
        if led or any(isinstance(m, Firm) for m in named):
            return None
        found = self.words.built.search(self.text, clause.start, clause.end)
        quoted = found is not None and found[2].startswith("“")
        shared = _TOGETHER.search(self.text, clause.start, clause.end)
        shared = None if found and found[2] == "实验室" else shared  # which one it does not say
        size = len(found[2]) if found else 0
        first = found is not None and bool(found[1]) and size >= _DESCRIBED
        shown = _SHOWN.match(self.text, clause.start) and state.subject
        if (
            shown
            and state.subject
            and state.subject.type == "other"
            and len(state.subject.name) > size
        ):
            return None  # 某产业园塔吊林立，这是当地最大的制造业项目: that park
        if found is None or not (size >= _NAMED or first or quoted or shared):
            return None  # 建成产业园: which of them the text does not say
        name = "".join(found[2].split())
        if "”" not in name:
            name = name.lstrip("“")  # “双向飞地”, but “云裁”平台
        return Subject(name, "other", None)

    def event(self, start: int, end: int) -> tuple[int, int, Subject] | None:
        """The last fair or festival named in `[start, end)`: where its name is, and who that is."""
        i = bisect_left(self.events, (end + 1,)) - 1
        if i < 0 or self.events[i][0] > end or self.events[i][1] < start:
            return None
        stop, at = self.events[i]
        name = _THIS.sub("", self.text[at:stop])
        before = (_THIS.sub("", self.text[a:b]) for b, a in reversed(self.events[:i]))
        full = next((n for n in before if len(n) > len(name) and n.endswith(name)), "")
        if not full and _THIS.match(self.text, at):
            told = (self.text[a:b] for b, a in reversed(self.events[:i]) if self.text[a] == "第")
            full = next((n for n in told if _shortened(name, n)), "")
        full = full or name
        return at, stop, Subject("".join(full.split()), "other", None)

    def titled(self, start: int, end: int) -> Subject | None:
        """The fair or the games that a title or a heading in `[start, end)` names, which all below
        it is about: 杭州第19届亚运会 | 火炬传递, 进博会 | 今晚开幕; no meeting."""
        for head in self.held:
            if not (start <= head.start() and head.end() <= end):
                continue
            which = _WHICH.search(self.text, max(start, head.start() - _LONG), head.start())
            first = which.start() if which else head.start()
            begun = next((m.start for m in self._named_for(head) if m.start >= start), first)
            bare = begun == head.start() > start and self.text[begun - 1] not in _BOUNDS
            if not bare:
                name = self.text[min(begun, first) : head.end()]
                return Subject("".join(name.split()), "other", None, "section")
        return None

    @cached_property
    def held(self) -> list[re.Match[str]]:
        """The heads of the names of fairs and games, but of meetings."""
        heads = self.words.fairs.finditer(self.text)
        return [head for head in heads if not head.group().endswith(self.words.meetings)]

    @cached_property
    def naming(self) -> frozenset[int]:
        """Where places stand that only name a fair: 杭州 | 亚运会."""
        return frozenset(m.start for head in self.held for m in self._named_for(head))

    def _named_for(self, head: re.Match[str]) -> list[Place]:
        """The places right before the head of a fair's name that it is named for; no meeting is."""
        if head.group().endswith(self.words.meetings):
            return []
        near = (m for m in self.places if head.start() - _LONG < m.start < head.start())
        return [m for m in near if _NAMED_FOR.fullmatch(self.text, m.end, head.start())]

    @cached_property
    def events(self) -> list[tuple[int, int]]:
        """End and start of all fairs and festivals named, in text order."""
        found: list[tuple[int, int]] = []
        known: set[str] = set()  # by their names without which of them it is
        for m in self.words.fairs.finditer(self.text):
            begun = _WHICH.search(self.text, max(0, m.start() - _LONG), m.start())
            if begun and not (found and begun.start() < found[-1][0]):
                found.append((m.end(), begun.start()))
                known.add(self.text[begun.end(1) : m.end()])
            elif named := next(iter(self._named_for(m)), None):
                found.append((m.end(), named.start))
            elif name := max(
                (n for n in known if self.text.endswith(n, 0, m.end())), key=len, default=""
            ):
                found.append((m.end(), m.end() - len(name)))  # 第十四届 | 中国航展, 中国航展
        return found

    def opened(self, start: int, end: int) -> tuple[int, int, Subject] | None:
        """The works that a clause in `[start, end)` begins with and tells the opening of: where
        they are named, and which they are."""
        i = bisect_left(self._opening, start)
        if i == len(self._opening) or self._opening[i] >= end:
            return None
        heads = (start, *(m.end() for m in _CLAUSES.finditer(self.text, start, end)))
        tried = (self.words.opened.match(self.text, at, end) for at in heads)
        found = next((m for m in tried if m), None)
        if found is None or found[1].startswith((*self.words.before_subject, *_WHEN)):
            return None
        if _SEVERAL.match(found[1]) or _NO_NAME.search(found[1]):
            return None
        on = _ON.match(found[1])
        first = found.start() + (on.end() if on else 0)
        name = _ADVERBS.sub("", self.text[first : found.end(1)])
        name = name.rpartition("的")[2] if name.startswith(_LYING) else name
        name = _WHOSE.sub("", name.rpartition("——")[2])  # 最大的抽水蓄能电站—— | 厦门电站
        return first, found.end(1), Subject("".join(name.split()), "other", None)


def _shortened(name: str, full: str) -> bool:
    """Whether a name is made of characters of the full one, in their order: 文博会 of
    国际文化博览会."""
    rest = iter(full)
    return all(c in rest for c in name)
