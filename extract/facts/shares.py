"""Readings of shares: A占B的比重62%, 员工中有三成, 完成年度计划的112%, 八成是本县人."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal, NamedTuple

from extract.clauses import Site
from extract.facts.phrases import Reader
from extract.facts.ratios import FROM, RATES
from extract.facts.reading import Reading, rest_of
from extract.facts.wording import Peeled

_WHOLE_TAIL = re.compile(  # 占 | 营收 | 的比重两年间
    r"(?:的|总|之)?(?:比重|比例|份额|百分比|占比)?的?(?:[一二两三四五六七八九十\d]+年[间来里内])?$"
)
_OF_THESE = re.compile(r"(?<=[^其集])(?:之|当)?中(?:就|已|约|还|仅|又)?(?:有|占)?$")  # 员工中有30%
_FURTHER = re.compile(r"[、和及，](?:占)?(全[国省市县区州球]|世界|国内|全世界)的")
_TAKEN = re.compile("^[到去]?了?")  # 占 | 去了一半
_HAS_PART = re.compile(r"(?<![没拥具占])有(?:将?近|超过?|约|大约|至少|不到|不足)?$")
_GIVES = ("贡献", "贡献了")
_STOPS = frozenset("，。；、的 ")
_PART_OF = re.compile(
    r"在([^，。；在]{2,14})[中里]的?(?:比重|占比|比例|份额)(?:已经?|[也则却])?[从由]?$"
)
_OF_PLAN = re.compile(  # 完成年度投资计划的 | 112%, 为年初预算的 | 53%
    "(?:完成|实现|达到?|为|是)了?((?:全年|年度|年初|今年|本年|当年|省定|市定|省里|市里|下达的?|既定的?|[^，。；的占]{0,4})"
    "(?:投资|引资|工作|考核|生产|征收|收入)?(?:目标任务|计划任务|计划|目标|任务|预算)数?)的$"
)
_NATION = re.compile(  # 产量不到 | 全国的三成
    "(?:[是为达近约]|达到|不到|不足|超过|接近)(全国|全球|世界|国内)的$"
)
_NEW = "新增"
_MOVES: tuple[Literal["up", "down", "to", "to_up", "to_down", "base"], ...] = (
    "up", "down", "to", "to_up", "to_down", "base",
)  # fmt: skip
# 新增电量80% | 来自非化石能源: what so much of it does
_DOES = re.compile(
    "(?:都|均|已)?(?:来自|源自|出自|产自|采自|来源于|采用|使用|用于|用在|用来|销往|卖给|卖到|卖往|出口到|流向|投向|集中在|分布在|由[^，。；]{1,12}"
    "(?:承担|完成|制造|供应|生产|提供|统一))"
)
_IN_WORDS = re.compile("[一二两三四五六七八九]成|半|分之")


class _View(NamedTuple):
    """A number that may be a share, and what was peeled off before it."""

    reader: Reader
    site: Site
    peeled: Peeled
    part: re.Match[str] | None  # 在B中的比重
    moves: bool  # whether it is told as a change, not as what one ends at
    rate: bool  # whether it is the level of a rate: 森林覆盖率84.4%


def share(reader: Reader, site: Site, peeled: Peeled) -> Reading | None:
    """What makes a number a part of a whole, the surer way before the looser; None if it is no
    share. `百分点` are a change of one."""
    q, text = site.quantity, reader.text
    points = q.unit == "百分点"
    if not points and q.unit not in ("%", "‰") and q.dimension != "ratio":
        return None
    part = _PART_OF.search(text, site.left, peeled.end)
    moves = peeled.has("up", "down", "base") and not peeled.has("to")
    rate = text.endswith(RATES, site.left, peeled.end)
    v = _View(reader, site, peeled, part, moves, rate)
    if points:
        return _within(v)
    return next((found for way in _WAYS if (found := way(v))), None)


def _within(v: _View) -> Reading | None:
    """智能产品 | 在销售收入中的比重 | 62%, or what it has moved by (提高2个百分点)."""
    if v.part is None:
        return None
    whole = v.part[1]
    rest = v.reader.peel(v.site.left, v.part.start())
    read = Peeled(rest.end, [*v.peeled.words, *rest.words])
    if v.site.quantity.unit != "百分点":
        return Reading("share", rest.end, read, scope=whole, whole=whole)
    way: Literal["up", "down"] = "down" if v.peeled.has("down") else "up"
    return Reading("change", rest.end, read, way, scope=whole, whole=whole)


def _takes(v: _View) -> Reading | None:
    """玉露香梨23万亩，| 约占六成."""
    taken = v.site.quantity.text.startswith(("约占", "占"))
    return Reading("share", v.peeled.end, v.peeled) if taken and not v.moves else None


def _of_the_whole(v: _View) -> Reading | None:
    """研发费用 | 占主营收入比重达 | 3.66%."""
    text, left = v.reader.text, v.site.left
    marks = list(v.reader.wording.share.finditer(text, left, v.peeled.end))
    if not marks or v.moves:
        return None
    start = marks[-1].start()
    start -= text.endswith("只", left, start)  # 只 | 占, which is no unit here
    rest = rest_of(v.reader, v.site, start)
    said = "".join(text[marks[-1].end() : v.peeled.end].split())
    whole = _TAKEN.sub("", _WHOLE_TAIL.sub("", FROM.sub("", said)))
    words = Peeled(rest.end, [*v.peeled.words, *rest.words])
    return Reading("share", rest.end, words, scope=whole or None, whole=whole)


def _of_what(pattern: re.Pattern[str]) -> Callable[[_View], Reading | None]:
    """The way of a share whose whole a pattern finds before the number, in its first group."""

    def way(v: _View) -> Reading | None:
        found = pattern.search(v.reader.text, v.site.left, v.site.quantity.start)
        if found is None:
            return None
        rest = v.reader.peel(v.site.left, found.start())
        return Reading("share", rest.end, rest, scope=found[1], whole=found[1])

    return way


def _of_these(v: _View) -> Reading | None:
    """员工中有 | 30%, 员工中， | 三成…."""
    text, site = v.reader.text, v.site
    if among := _OF_THESE.search(text, site.left, site.quantity.start):
        rest = rest_of(v.reader, site, among.start())
        return Reading("share", rest.end, rest)
    start = site.clause.start
    opened = text.endswith("中，", 0, start) and not text.endswith("其中，", 0, start)
    before = opened and not v.moves and v.peeled.end == start
    return Reading("share", v.peeled.end, v.peeled) if before else None


def _of_more(v: _View) -> Reading | None:
    """占全省的45%、全国的 | 五分之一."""
    before = v.site.previous
    further = before and _FURTHER.fullmatch(v.reader.text, v.site.left, v.site.quantity.start)
    if not further or before is None or before.dimension != "ratio":
        return None
    return Reading("share", v.site.left, v.peeled, scope=further[1], whole=further[1])


def _who_is(v: _View) -> Reading | None:
    """八成 | 是本县人."""
    q = v.site.quantity
    is_so = v.reader.text.startswith(("是", "都是", "全是"), q.end) and v.peeled.end == q.start
    return Reading("share", v.peeled.end, v.peeled, behind=True) if is_so else None


def _what_does(v: _View) -> Reading | None:
    """新增电量 | 80%来自非化石能源."""
    q, peeled = v.site.quantity, v.peeled
    alone = peeled.end == q.start > v.site.left and not (v.rate or v.moves)
    does = alone and _DOES.match(v.reader.text, q.end)
    return Reading("share", peeled.end, peeled) if does else None


def _who_has(v: _View) -> Reading | None:
    """客户有 | 六成在本地."""
    text, q, left = v.reader.text, v.site.quantity, v.site.left
    has = _HAS_PART.search(text, left, q.start)
    if has is None:
        return None
    rest = v.reader.peel(left, has.start())
    rate = text.endswith(RATES, left, rest.end)
    said = not rate and rest.end > left and text[q.end : q.end + 1] not in _STOPS
    return Reading("share", rest.end, rest) if said else None


def _of_a_noun(v: _View) -> Reading | None:
    """提高到 | 销售额的6%: the whole stands before 的, unless it is a goal (离年初定下的 | 7%)."""
    reader, site, end = v.reader, v.site, v.site.quantity.start - 1
    set_down = reader.text.endswith(reader.wording.goal, 0, site.quantity.start)
    if reader.text[end : end + 1] != "的" or v.peeled.end != site.quantity.start or set_down:
        return None
    of = reader.left(site.left, end)
    if of and reader.text.endswith(_NEW, site.left, of.start):
        of = of._replace(start=of.start - len(_NEW))  # 全球 | 新增森林面积的四分之一
    if not of or any(m.end == end for m in site.clause.mentions):
        return None
    place = next((m for m in site.clause.actors(of.start) if m.end == of.start), None)
    led = place and reader.left(site.left, reader.peel(site.left, place.start).end)
    of = of._replace(start=place.start) if place and led else of  # 还不到 | 全县产量的5%
    rest, whole = reader.peel(site.left, of.start), reader.clean(of)
    return Reading("share", rest.end, rest, scope=whole, whole=whole)


def _describing(v: _View) -> Reading | None:
    """占全国18.4% | 的外商投资, but 森林覆盖率84.4%的小城."""
    still = not v.rate and not v.peeled.has(*_MOVES)
    if not still or not v.reader.text.startswith("的", v.site.quantity.end):
        return None
    own = [m for m in v.site.clause.actors(v.peeled.end) if m.end == v.peeled.end]
    scope = own[0].text if own else None
    return Reading("share", v.peeled.end, v.peeled, scope=scope, behind=True)


def _by_its_name(v: _View) -> Reading | None:
    """占比 | 50.3%, 餐饮贡献了 | 近三分之一."""
    gives = not v.rate and v.peeled.first("level") in _GIVES
    said = v.reader.text[v.site.left : v.peeled.end]
    named = gives or v.reader.wording.share_noun.search(said)
    return Reading("share", v.peeled.end, v.peeled) if named and not v.moves else None


def _spelled_out(v: _View) -> Reading | None:
    """本地人占八成，女工 | 超过三分之一: a part in words is one of a whole that was told."""
    text, q = v.reader.text, v.site.quantity
    end, rate = v.peeled.end, v.rate or text.endswith(("比", "进度"), v.site.left, v.peeled.end)
    named = any(m.end == end for m in v.site.clause.mentions)  # 转化率68%，仙居 | 不足五成
    alone = end > v.site.left and not (rate or named or v.peeled.words)
    spelled = alone and _IN_WORDS.search(q.text) is not None
    ends = text[q.end : q.end + 1] in ("，", "。", "；", "”", "")
    return Reading("share", v.peeled.end, v.peeled) if spelled and ends else None


_WAYS = (
    _takes,
    _of_the_whole,
    _of_what(_NATION),
    _within,
    _of_what(_OF_PLAN),
    _of_these,
    _of_more,
    _who_is,
    _who_has,
    _of_a_noun,
    _what_does,
    _describing,
    _by_its_name,
    _spelled_out,
)
