"""Facilities by name: works, institutions, parks and lines of traffic that figures are told of."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from extract.clauses import Clause, heads
from extract.facts.owned import LINKS, Own, Owned
from extract.facts.wording import Wording
from extract.measures import Catalogue
from extract.records import Firm, Place
from extract.segment import Layout

_SUFFIXES = ("省", "市", "县", "区", "镇", "乡", "街道")
_EXPECTS = "预计"
_IS_ONE = re.compile("(?:该|本|这个?)?(?:项目|工程|线路|园区|基地)是")  # 该项目是最大的 | 光伏电站
_TWO = 2  # characters of a word that names great works whatever it means
_TELLING = 4  # characters that tell one from others without a name (文具设计 | 研究院)
_COLONS = ("：", ":")
_LINED = 8  # characters of a line before the place it runs through
_STRETCH = "段"  # of a line, from one place to another
_SMALL = ("county", "township")
_DESCRIBED = 12  # characters of 投用的, 相距15公里的
_SHORT = 6  # characters of 第二十四届
_NUMBERED = re.compile(r"第[\d一二三四五六七八九十]+届$")
_SEVERAL = re.compile("[各每全]|[二三四五六七八九十]+(?=[大类])")  # 各乡镇 | 卫生院, 三大 | 景区
_THERE = re.compile("(?:的?[^，。；]{0,8}(?:现场|工地|车间|厂区|货场|前沿|院内))?[内里上中]?")
_STAGE = re.compile("(?:[一二三四五六]期)?(?:改?扩建|改造|续建)?(?:工程|项目)|[一二三四五六]期")

_BY_NAME = re.compile("(?:“[^”，。]{2,6}”|[一-鿿]{2,3}?号)(?![一-鿿]?线)")
_LIES_IN = re.compile(
    "(?:设在|位于|坐落[在于]|落户|地处)[^，。；]{2,14}的$"
)  # 设在金华市区的 | 开发区


class Facility(NamedTuple):
    """A name that ends at `end` and begins at `start`, with all places before it; `name`: with the
    nearest alone, so that it is the same wherever it stands; two that are one name (成都双流) stay.
    """

    start: int
    end: int
    name: str
    own: bool = True  # whether it has a place or a name, so that it is no part of a firm


def _bare(places: Sequence[Place]) -> bool:
    """Whether the nearest place is told by its short name: 双流, not 双流区."""
    return bool(places) and not places[0].text.endswith(_SUFFIXES)


class Facilities:
    """Those of one article. `places` and `firms`: its mentions, in text order."""

    def __init__(
        self,
        plan: Layout,
        wording: Wording,
        catalogue: Catalogue,
        places: Sequence[Place],
        firms: Sequence[Firm],
    ) -> None:
        self.plan, self.text, self.words, self.catalogue = plan, plan.text, wording, catalogue
        self._places = {m.end: m for m in places}
        self._firms = firms
        self._owned = Owned(plan, wording, self._places)

    def head(self, clause: Clause) -> Facility | None:
        """The one that a clause begins with, or goes to (在云溪码头，), or shows at its end behind
        的; not one that only tells a figure."""
        if not self.near(clause.start, clause.end):
            return None
        named = self._behind_description(clause) or self._first(clause)
        if named is None or self._expects(named):
            return named
        tells = self.words.reported.search(self.text, named.end, clause.end)
        return None if tells else named

    def _expects(self, named: Facility) -> bool:
        """Whether works expect something themselves: 广州机场 | 预计旅客吞吐量达19万人."""
        ends = tuple(self.words.facility_singular)
        return self.text.startswith(_EXPECTS, named.end) and named.name.endswith(ends)

    def starts_at(self, at: int) -> bool:
        """Whether one is named at `at`."""
        return at in self._named

    def _first(self, clause: Clause) -> Facility | None:
        """The one at the head of a clause, or behind its date."""
        for at in heads(self.text, clause):
            there = self.text.startswith("在", at)
            named = self._named.get(at + there)
            if named and there and not _THERE.fullmatch(self.text, named.end, clause.end):
                named = None  # 在云溪码头 | 举办的活动, but 在大庆油田 | 的一处生产现场，
            if named := named or self._alone(at, clause):
                return named
        return None

    def described(self, at: int, clause: Clause) -> Facility | None:
        """The one that a figure which ends at `at` describes."""
        named = self._named.get(at + 1) if self.text.startswith("的", at) else None
        return named if named and named.end <= clause.end else None

    def _behind_description(self, clause: Clause) -> Facility | None:
        """One behind a short description, or that a clause ends with: 邻近的 | 湛江港吞吐量…,
        县里与大学合办的 | 学院，."""
        if _IS_ONE.match(self.text, clause.start):
            return None
        first = bisect_left(self._starts, clause.start + 1)
        last = bisect_left(self._starts, clause.end)
        for start in self._starts[first:last]:
            named = self._named[start]
            if self.text[start - 1] != "的" or named.end > clause.end:
                continue
            near = start - clause.start <= _DESCRIBED or named.end == clause.end
            if near or _LIES_IN.search(self.text, clause.start, start):
                return named
        return None

    def _alone(self, at: int, clause: Clause) -> Facility | None:
        """One by what it is (研究院 | 现有研究人员37名), where something is told behind it."""
        found = self.words.facility_alone.match(self.text, at, clause.end)
        if found is None:
            return None
        told = self.words.told.match(self.text, found.end(), clause.end + 1)
        measured = told or self.catalogue.opening(self.text, found.end())
        return Facility(at, found.end(), found.group(), own=False) if measured else None

    @property
    def named(self) -> list[Facility]:
        """All that the text names, as often as it does."""
        return list(self._named.values())

    def within(self, start: int, end: int) -> list[Facility]:
        """Those with a place or a name that begin in `[start, end)`."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        found = (self._named[at] for at in self._starts[first:last])
        return [f for f in found if f.own]

    def ending(self, end: int) -> Facility | None:
        """The one whose name ends at `end`."""
        i = bisect_left(self._starts, end) - 1
        found = self._named[self._starts[i]] if i >= 0 else None
        return found if found and found.end == end else None

    def around(self, place: Place) -> Facility | None:
        """The one whose name a place is part of."""
        i = bisect_left(self._starts, place.start + 1) - 1
        found = self._named[self._starts[i]] if i >= 0 else None
        return found if found and place.end < found.end else None

    def near(self, start: int, end: int) -> bool:
        """Whether `[start, end)` holds a word that a name may end in."""
        i = bisect_left(self._heads, (start, 0))
        return i < len(self._heads) and self._heads[i][0] < end

    @cached_property
    def _heads(self) -> list[tuple[int, int]]:
        """Where words stand that a name may end in."""
        spans = [m.span() for m in self.words.facility_heads.finditer(self.text)]
        return sorted([*spans, *(m.span() for m in self.words.institutions.finditer(self.text))])

    @cached_property
    def _starts(self) -> list[int]:
        return sorted(self._named)

    @cached_property
    def _named(self) -> dict[int, Facility]:
        """All that the text names and something may be told of, by where they start."""
        inside = {at for m in self._firms for at in range(m.start, m.end)}
        known = self.words.institutions.finditer(self.text)
        found = {m.start(): Facility(m.start(), m.end(), m.group()) for m in known}
        for start, end in self._heads:
            goes_on = self.text.startswith(self.words.facility_goes_on, end)
            if goes_on and self.text[start:end] in self.words.facility_singular:
                goes_on = not self.text.startswith(_EXPECTS, end)  # 广州机场 | 预计旅客吞吐量…
            tells = self.text[end : end + 1] in _COLONS and self._tells(start, end)
            whole = self.plan.is_cut(end) or self.text.startswith("里", end)  # 园区 | 里塔吊林立
            if goes_on or tells or not whole:
                continue
            facility = self._read(start, end)
            if facility and facility.start not in inside:
                found[facility.start] = facility
        return found

    def _tells(self, head: int, end: int) -> bool:
        """Whether what `[head, end)` says is one that tells what stands behind it."""
        return self.text[head:end] in self.words.facility_tellers

    def _read(self, head: int, end: int) -> Facility | None:
        """The one that is what `[head, end)` says; None if that is all, or only tells which of its
        kind are meant."""
        if self.text[head:end] == _STRETCH and (part := self._part_of_a_line(head, end)):
            return part
        own = self._owned.read(head, end)
        if own is None or _SEVERAL.match(self.text, own.start):
            return None
        if self.text[head:end] in self.words.lines and self._holds_another(own.start, head):
            return None  # 满洲里口岸 | 进出境中欧班列
        places = list(self._chain(own.start))
        if not self._tells_apart(own, places, head, end):
            return None
        if self.text[head:end] == _STRETCH and len(places) < 2:
            return None  # 丽江 | 至 | 香格里拉 | 段, but not 松花江富锦段
        if places and end - head > 1 and self.catalogue.measured(self.text, own.start):
            return None  # 昆山 | 海关税收达36亿元
        train = self.text.endswith("班列", head, end) and _BY_NAME.match(self.text, end)
        stage = train or _STAGE.match(self.text, end)  # 中欧班列 | 长安号, 水电站 | 二期
        if self._singular(own, head, self.text[head:end]):
            own = own._replace(named=True)
        needless = own.size > 1 and self.text[head:end] in self.words.crossings
        return self._named_so(own, places, stage.end() if stage else end, needless)

    def _part_of_a_line(self, head: int, end: int) -> Facility | None:
        """The part of a river or a road in a place: 京沪高铁 | 山东 | 段."""
        place = self._places.get(head)
        line = (
            self.words.running_line.search(self.text, max(0, place.start - _LINED), place.start)
            if place
            else None
        )
        if line is None or place is None:
            return None
        start = line.start(1)
        return Facility(start, end, "".join(self.text[start:end].split()))

    def _bracketed(self, at: int) -> bool:
        """Whether a place in brackets behind another ends there: 福建（龙岩） | 稀土工业园."""
        place = self._places.get(at - 1)
        if self.text[at - 1 : at] != "）" or place is None:
            return False
        return self.text[place.start - 1] == "（" and place.start - 1 in self._places

    def _holds_another(self, start: int, end: int) -> bool:
        """Whether a word that a name may end in stands in `[start, end)`."""
        i = bisect_left(self._heads, (start + 1, 0))
        return i < len(self._heads) and self._heads[i][1] <= end

    def _tells_apart(self, own: Own, places: Sequence[Place], head: int, end: int) -> bool:
        """Whether its place, a name or what it does makes it one of its kind."""
        what = self.text[head:end]
        by_place = what in self.words.facility_of_place
        size = _TELLING - what.endswith(self.words.facility_scenic)  # 桃花源 | 景区
        telling = own.size >= size and (by_place or what.endswith(self.words.facility_telling))
        singular = self._singular(own, head, what)
        if not places and not own.named and not telling and not singular:
            return False
        small = _bare(places) and places[0].level in _SMALL
        counted = not by_place or self.text[end : end + 1].isdigit()
        # not 天台县 | 景区, but 小草坝 | 景区, 潜江至韶关 | 输气管道
        return bool(own.size or not counted or small or self._whence(places))

    def _whence(self, places: Sequence[Place]) -> Place | None:
        """Where a route begins that its chain of places tells: 湖北 | 潜江 | 至广东韶关输气管道."""
        starts = {p.start for p in places}
        linked = (p for p in places if p.end + 1 in starts and self.text[p.end] in LINKS)
        return next((p for p in linked if self.text[p.end] != "到"), None)  # from there | to here

    def _singular(self, own: Own, head: int, what: str) -> bool:
        """Whether any word of two characters names it: 光明 | 水库, but not 病险 | 水库."""
        name = self.text[own.start : head]
        plain = name in self.words.facility_plain or name in self.words.facility_kinds
        return len(name) == own.size == _TWO and what in self.words.facility_singular and not plain

    def _named_so(self, own: Own, places: Sequence[Place], end: int, needless: bool) -> Facility:
        """The facility with its name: from its nearest place on, or from its own part on where the
        place is `needless` (贵州 | 花江峡谷大桥)."""
        start = places[-1].start if places else own.start
        joined = _bare(places) and len(places) > 1 and places[1].level != "province"
        first = own.start if needless or not places else places[joined].start  # 成都 | 双流
        first = start if self._bracketed(own.start) else first
        whence = self._whence(places)
        first = whence.start if whence else first
        numbered = _NUMBERED.search(self.text, max(0, start - _SHORT), start)
        if numbered:
            start = first = numbered.start()
        elif self.text[start - 1 : start] == "驻":  # 驻 | 澳门 | 部队
            start, first = start - 1, first - 1
        elif places and self.text.endswith(self.words.jointly, 0, start):
            start = first = start - 2  # 中马 | 钦州产业园区
        name = "".join(self.text[first:end].split()).strip("“”")
        return Facility(start, end, name, own=bool(places) or own.named)

    def _chain(self, at: int) -> Iterator[Place]:
        """The places that end at `at`, one behind the other, the nearest first: 广西 | 南宁市."""
        at -= self.text[at - 1 : at] in LINKS and at - 1 in self._places  # 温岭 | — | 云和协作园
        at -= self._bracketed(at)
        while (place := self._places.get(at)) and not place.coref:
            yield place
            inside = self.text[place.start - 1] == "（" and self._bracketed(place.end + 1)
            at = place.start - inside
            if self.text[at - 1 : at] in LINKS and at - 1 in self._places:
                at -= 1  # 汇川 | 至 | 播州快速公交
