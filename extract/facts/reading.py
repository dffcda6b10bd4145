"""How a quantity is to be taken, and the words before it with the dates between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from extract.clauses import Site
from extract.facts.edges import KINDS
from extract.facts.phrases import Reader
from extract.facts.wording import Peeled
from extract.records import Aspect, Date, Place

_COUNTED_BY = re.compile(r"[以按][^，。；、]{1,8}(?:计|计算|统计|折算)$")  # 以载重吨计
_NOTHING = re.compile(
    "从(?:[^，。；从]{2,8}的)?(?:几乎)?为?(?:零|无|空白|个位数|寥寥无几|屈指可数)(?:起步|开始)?$"
)  # 从几乎为零 | 攀升到12%
_AT = re.compile("(?<=[一-鿿])(?<![高低多少大小快慢优强弱等属位源始终基由关对处好差])于$")
_NTH = re.compile(r"连续第[\d一二三四五六七八九十]+个?(?:年|月|季度|周|天|季)$")
_ARRIVED = re.compile(  # a time, but 扩大到了 | 现在的17万亩
    "(?:(?<![后承相])继|进入|步入|来到|(?<![大长加升增高多降少小短涨跌低提扩缩滑落])到了)$"
)
GOAL_BEHIND = re.compile(  # 1000亿元 | 的年度目标, of which a number is the goal
    "的(?:年度|全年|年初|既定|预期)?[一-鿿]{0,4}?(?:目标任务|任务目标|目标|任务|计划)(?=[，。；]|$)"
)
_SEVERAL = re.compile("[、和与]")
_BASES = re.compile("同比|环比")
_COMPARED = re.compile(  # 比 | 去年, 比上半年和 | 上年同期
    r"(?:(?:[同环]比|比|较|与|同|相比|相较于|对比)(?:[一-鿿]{1,6}的)?|[比较][^，。；比较]{2,8}[和、与])$"
)


@dataclass(slots=True)
class Reading:
    """How a quantity is to be taken. Its measure ends at offset `end` of the text."""

    aspect: Aspect
    end: int
    peeled: Peeled
    direction: Literal["up", "down"] | None = None
    base: str | None = None
    scope: str | None = None
    whole: str | None = None  # 占 whole 比重
    verb: str = ""  # of ranking
    saved: str = ""  # the verb before the measure that takes the amount off it: 减少 | 碳排放
    behind: bool = False  # the measure stands behind the number (37%以上的GDP)
    ends: Literal["first", "last"] | None = None  # of a change: the value at which end it is
    dates: list[Date] = field(default_factory=list)  # read over on the way; the first is nearest
    standard: Date | Place | str | None = None  # whose value the one before is held against

    @property
    def several(self) -> bool:
        """Whether it is a multiple of several others: 分别是冠县、临西的 | 3.9倍和3.2倍."""
        return self.aspect == "multiple" and bool(_SEVERAL.search(self.base or ""))

    def one_by_one(self, at: int, many: int) -> list[Reading]:
        """It for number `at` of `many`: with the base of its own (同比、环比分别 | 增长5%和3%), or
        once for each of them (同比、环比均 | 上涨0.5%)."""
        bases = _BASES.findall(self.base or "")
        if len(bases) < 2 or many not in (1, len(bases)):
            return [self]
        return [replace(self, base=b) for b in (bases if many == 1 else [bases[at]])]

    def each(self, words: frozenset[str]) -> frozenset[str]:
        """Those of `words` that stand before the number and tell it of each (均, 分别)."""
        return frozenset([w for _, w in self.peeled.words if w in words])


def rest_of(reader: Reader, site: Site, end: int) -> Peeled:
    """What is left before `end` when words and durations (连续8年) are peeled off."""
    return peel(reader, site, end)[0]


def peel(reader: Reader, site: Site, end: int) -> tuple[Peeled, list[Date], str | None]:
    """Peel words and, between them, dates: `较2012年 | 分别 | 增长了`, `2012年 | 的`."""
    text = reader.text
    peeled = reader.peel(_floor(site, end), end)
    dates: list[Date] = []
    base = None
    while True:
        end = peeled.end
        whole = _date_ending(site.clause.dated, end)  # 去年（2023年） | 超过
        over = None if whole else _bracket(text, site.left, end)
        if over is None and end > site.left and text[end - 1] == "的":
            end -= 1
        within = text[end - 1] in "里内间" and _date_ending(site.clause.dated, end - 1)
        if over is None:
            end -= bool(within)  # 租金两年里 | 涨了四成
            over = _by_the_way(reader, site, end)
        if over is not None:
            peeled = _further(reader, site, over, peeled)
            continue
        date = _date_ending(site.clause.dated, end)
        if date is None or date.start < site.left:
            return peeled, dates, base
        compared = _COMPARED.search(text[site.left : date.start])
        if end != peeled.end and not within and compared is None and date.kind == "duration":
            return peeled, dates, base
        start = date.start
        if compared:
            start = site.left + compared.start()
            base = text[start : peeled.end].strip()
        else:
            dates.append(date)
            start -= text[start - 1] in "从由自" and start > site.left  # 税收从 | 2020年的9.8万元
            start -= _AT.search(text, site.left, start) is not None  # 于 | 2023年首次超过
            if arrived := _ARRIVED.search(text, site.left, start):
                start = arrived.start()  # 进入 | 二季度末才站上8%
        peeled = _further(reader, site, start, peeled)


def _further(reader: Reader, site: Site, end: int, peeled: Peeled) -> Peeled:
    """What was peeled, and what can be before `end`."""
    more = reader.peel(_floor(site, end), end)
    return Peeled(more.end, [*peeled.words, *more.words])


def _by_the_way(reader: Reader, site: Site, end: int) -> int | None:
    """Where something starts that ends at `end` and is read over: 在全市, 以载重吨计, 从零."""
    text = reader.text
    if (aside := _aside(text, site, end)) is not None:
        return aside
    last = text[end - 1]  # without which the next patterns need not be tried
    if last in "年月度周天季" and (nth := _NTH.search(text, site.left, end)):
        return nth.start()  # 登记数量 | 连续第5年保持在100万件以上
    by = _COUNTED_BY.search(text, site.left, end) if last in "计算" else None
    if by and by.start() > site.left:
        return by.start()
    found = _NOTHING.search(text, site.left, end) if last in "零无白步始数几" else None
    found = found or reader.wording.caused.search(text, site.left, end)
    return found.start() if found else None


def _floor(site: Site, end: int) -> int:
    """How far left of `end` words may be peeled: none is taken out of a date (2019年同期)."""
    dates = site.clause.dates(end)
    return max(site.left, dates[-1].end) if dates else site.left


def _bracket(text: str, start: int, end: int) -> int | None:
    """Where a remark in brackets that ends at `end` starts: 快递业务量（不含…）累计完成."""
    if end - start < 3 or text[end - 1] not in "）)":
        return None
    at = max(text.rfind("（", start, end), text.rfind("(", start, end))
    return at if at > start and not KINDS.fullmatch(text, at, end) else None


def _aside(text: str, site: Site, end: int) -> int | None:
    """Where `在全市` starts if it ends at `end` and something stands before it."""
    for m in site.clause.named:
        if m.end == end and isinstance(m, Place) and site.left < m.start - 1:
            beside = text.endswith("邻居", site.left, m.start)  # a neighbour, no rank
            return m.start - 1 if text[m.start - 1] in "在居" and not beside else None
    return None


def _date_ending(dates: Sequence[Date], end: int) -> Date | None:
    return next((m for m in dates if m.end == end), None)
