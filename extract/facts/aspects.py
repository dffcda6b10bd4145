"""What the words before a number make of it: level, growth, change, share, rank, multiple, from."""

from __future__ import annotations

import re
from typing import Literal

from extract.clauses import Site
from extract.facts.phrases import Reader
from extract.facts.ratios import AGAINST, FROM, SINCE_THEN, above, multiple, rank
from extract.facts.reading import GOAL_BEHIND, Reading, peel, rest_of
from extract.facts.shares import share
from extract.facts.spelled import FEWER
from extract.facts.standards import standard
from extract.facts.wording import Peeled, Wording
from extract.records import Aspect, Date, Firm, Place

_SINCE = re.compile(
    r"[^。；]{0,24}?(?:到|至|为|达|如今|现在|目前|现|仅|只)[^。；]{0,6}(?:\d|[一二两三四五六七八九十百])"
)
_TIMES_SAME = re.compile(
    r"(?:(?:恢复到|恢复至)(?:了|约)?([^，。；]{0,14}?)|(?:是|为|达到|不足|不到|不及|只有|超过|接近|将近|逼近)了?([^，。；]{0,12}?(?:同期|上年|去年|年))|(?:相当于|抵得上|抵得过|顶得上|抵上)([^，。；]{1,16}))的$"
)
_ONWARD = re.compile(
    r"[^。；]{0,24}?(?:到|至|为|达|变成|长成|发展成|壮大成)了?(?:[去今上当本]?\d{0,4}[年月][^，。；]{0,6}的|[一-鿿]{1,4}[期季时]的)?"
    r"(?:(?:目前|现在|如今|眼下|当前)的?)?(?:日均|月均|年均|平均)?(?:不低于|不超过|超过|不少于|不足|不到|不及|接近|将近|[约近超逾仅])?"
    r"(?:全[国省市区县州])?第?(?:\d|[一二两三四五六七八九十百千万半])"
)
_GONE_ON = re.compile(  # 从4件 | 攒到了19件, whatever the verb
    r"[，]?(?:[去今]年)?[一-鿿]{1,3}?(?:到|至|成)了?(?:目前|现在|如今|[一-鿿]{0,3}[期季时])?的?(?:[约近超]|超过)?"
)
_PARTS = ("为", "是", "相当于", "不到", "不足", "不及", "只有", "仅有", "只及")
_OF_BEFORE = re.compile(  # 用工却只有 | 整治前的七分之一, 老车间的三分之一
    "(?:只有|仅有|只及|仅为|不及|不到|不足|相当于|只是|是|为)([^，。；的占]{0,6}(?:前|原来|原先|过去|以前|从前|当初|当年|那时|当时|平均水平|平均数)"
    "|(?:老|旧|传统|同类|普通|常规|进口|国外|同行|天然|国家标准)[一-鿿]{0,5}|[前后]者|它)的$"
)
_TAKES_UP = ("占了", "占")
_ITEM = re.compile("的[一-鿿]{1,10}[、和]")
_LIES = ("位于", "处于", "处在", "落在")
_THEIRS = re.compile("[^，。；]{2,16}(?:水平|能力|条件|质量|环境)$")  # 提升 | 1亿人口的供水水平
_PACE = ("加快", "加速", "提速")
_AVERAGES = ("年均", "平均", "同比")


def read(reader: Reader, site: Site) -> Reading:
    """Read the text between the quantity before (or the clause start) and this quantity."""
    then = AGAINST.search(reader.text, site.left, site.quantity.start)
    begun = then and _ONWARD.match(reader.text, site.quantity.end)  # 较2002年的 | 2500吨增加到
    if not begun and (held := standard(reader, site)):
        return held
    peeled, dates, base = _peel(reader, site)
    reading = _way(reader, site, peeled)
    reading.dates = dates if reading.aspect != "multiple" else []
    reading.base = reading.base or peeled.first("base") or base
    if reading.aspect == "level":
        _held_against(reader.text, site, reading, base)
    if reading.aspect == "rank" and site.previous and site.previous.dimension == "rank":
        opened = FROM.search(reader.text, site.clause.start, site.previous.start)
        reading.ends = "last" if opened else None  # 由去年同期的第七位 | 升至第五位
    starts = reading.aspect in ("level", "share", "rank") and reading.ends != "last"
    if starts and _starts_a_change(reader.text, site, reading.end, reader.wording):
        _begin(reader, site, reading)
    return reading


def _peel(reader: Reader, site: Site) -> tuple[Peeled, list[Date], str | None]:
    """What is peeled off before it; what is lost, pulled or taken up is told by its verb."""
    q, text = site.quantity, reader.text
    takes = next((w for w in _TAKES_UP if text.endswith(w, site.left, q.start)), "")
    if q.dimension == "count" and takes:
        peeled, dates, base = peel(reader, site, q.start - len(takes))
        peeled.words = [("counted", ""), *peeled.words]  # 前十位中占了 | 6席: no share
        return peeled, dates, base
    peeled, dates, base = peel(reader, site, q.start)
    theirs = q.dimension in ("count", "unknown") and _THEIRS.match(text, q.end, site.clause.end)
    if theirs or q.unit == "大":  # 开放提升 | 三大工程 are no more than before
        peeled.words = [("counted" if k in ("up", "down") else k, w) for k, w in peeled.words]
    if q.dimension == "count":  # 加快 | 6个灌区的施工: no more of them
        peeled.words = [("counted" if w in _PACE else k, w) for k, w in peeled.words]
    if GOAL_BEHIND.match(text, q.end):  # 超额完成 | 1000亿元的年度目标
        peeled.words = [("level" if w.startswith("超额") else k, w) for k, w in peeled.words]
    if q.unit == "%" and (
        lies := next((w for w in _LIES if text.endswith(w, site.left, q.start)), "")
    ):
        peeled, dates, base = peel(reader, site, q.start - len(lies))
        peeled.words = [("level", lies), *peeled.words]  # 位于 | 58%以上的区间
        return peeled, dates, base
    if q.unit in ("%", "‰", "百分点") or q.dimension == "ratio":
        peeled = _lost(reader, site, peeled)
        pulling = reader.wording.pulling
        peeled.words = [("up" if w in pulling else k, w) for k, w in peeled.words]
    return peeled, dates, base


def _way(reader: Reader, site: Site, peeled: Peeled) -> Reading:
    """What the number is by the words before it, the surer way before the looser."""
    q, text, wording = site.quantity, reader.text, reader.wording
    if q.unit == "%" and (times := _TIMES_SAME.search(text, site.left, q.start)):
        rest = reader.peel(site.left, times.start())
        if times[3] and times[3].endswith(wording.share_bases):
            return Reading("share", rest.end, rest, whole=times[3])  # 投入相当于营收的 | 6.3%
        return Reading("multiple", rest.end, rest, base=times[1] or times[2] or times[3])
    if verb := _moved_too(text, site, wording):
        down = verb in wording.down
        return Reading(
            "growth",
            peeled.end,
            Peeled(peeled.end, [("down" if down else "up", verb)]),
            "down" if down else "up",
        )
    if peeled.end > site.left and (onward := _ends_a_change(text, site)):
        return Reading("level", site.left, Peeled(site.left, [("to", onward)]), ends="last")
    if before := _of_before(text, site):
        rest = reader.peel(site.left, before.start())
        return Reading("multiple", rest.end, rest, base=before[1])
    if whose := _of_another(text, site):
        rest = reader.peel(site.left, whose.start)
        return Reading("multiple", rest.end, rest, base=whose.text)
    if q.unit == "%" and (growing := wording.growing.match(text, q.end, site.clause.end)):
        rising = not wording.falling.search(growing.group())
        end = peeled.end - text.endswith(
            "以", site.left, peeled.end
        )  # 新能源 | 以每年20%的速度增长
        rest = reader.peel(site.left, end) if end < peeled.end else Peeled(end)
        words = Peeled(rest.end, [*peeled.words, *rest.words])
        return Reading("growth", rest.end, words, "up" if rising else "down")
    if q.dimension == "rank":
        return rank(reader, site, peeled)
    if q.dimension == "multiple":
        return multiple(reader, site, peeled)
    if peeled.first("level") in _LIES:
        return Reading("level", peeled.end, peeled)
    compared = above(reader, site, peeled) or share(reader, site, peeled)
    return compared or _amount(site, peeled)


def _moved_too(text: str, site: Site, wording: Wording) -> str:
    """The verb of the number before, which moves what stands behind both of them: 节约20%的时间和 |
    30%的人工; '' if there is none."""
    before, q = site.previous, site.quantity
    if before is None or {before.unit, q.unit} != {"%"} or not text.startswith("的", q.end):
        return ""
    joined = _ITEM.fullmatch(text, before.end, q.start)
    verbs = (w for w in wording.causing if text.endswith(w, site.clause.start, before.start))
    return max(verbs, key=len, default="") if joined else ""


def _held_against(text: str, site: Site, reading: Reading, base: str | None) -> None:
    """A level that is told by how far it is above or below something is none: 比去年同期高 |
    4角钱, 税收占比高 | 5个百分点."""
    q, before = site.quantity, text[site.quantity.start - 1]
    if base and reading.aspect == "level" and reading.peeled.first("counted") == "新增":
        reading.aspect, reading.direction = "change", "up"  # 较2021年 | 新增668列
        return
    points = q.unit == "百分点" and before in "高低"
    if base and reading.peeled.first("adverb") == "高":
        reading.direction = "up"
    elif points:
        reading.direction = "up" if before == "高" else "down"
    elif not base or q.unit not in ("%", "百分点", "基点"):
        return
    reading.end = q.start - 1 if points else reading.end
    reading.aspect = "growth" if q.unit == "%" else "change"


def _begin(reader: Reader, site: Site, reading: Reading) -> None:
    """从 | 10.2亿元上升到…: make it the value that a change starts from."""
    reading.aspect, reading.ends = "from", "first"
    span = site.left, reading.end
    opened = FROM.search(reader.text, *span) if reading.whole is None else None
    opened = opened or _opens_against(reader.text, site)
    if opened:
        against = opened.group()[0] in "较比"  # 较2002年的: when it was, no base
        reading.base = None if against else reading.base
        rest = rest_of(reader, site, opened.start())
        rates = [w for w in rest.words if w[0] in ("rate", "rate_down")]
        reading.end, reading.peeled.words = rest.end, [*reading.peeled.words, *rates]


def _opens_against(text: str, site: Site) -> re.Match[str] | None:
    """Where the words begin that date the value a change starts from: 由上世纪70年代刚过 |
    5%提高到…, 较2002年的 | 2500吨增加到…."""
    span = site.left, site.quantity.start
    return SINCE_THEN.search(text, *span) or AGAINST.search(text, *span)


def _ends_a_change(text: str, site: Site) -> str:
    """What leads from the value before to this one, where that is said to be where it started."""
    before, q = site.previous, site.quantity
    if before is None or before.end != site.left or before.unit != q.unit:
        return ""
    found = _GONE_ON.fullmatch(text, before.end, q.start)
    opened = found and FROM.search(text, site.clause.start, before.start)
    return found.group() if found and opened else ""


def _lost(reader: Reader, site: Site, peeled: Peeled) -> Peeled:
    """订单一下子 | 掉了六成: a fall before a part only (挖掉了7亩 is none)."""
    end = peeled.end - 1
    if not reader.text.startswith("掉了", end) or end < site.left:
        return peeled
    rest = reader.peel(site.left, end)
    return Peeled(rest.end, [*peeled.words, ("down", "掉了"), *rest.words])


def _of_before(text: str, site: Site) -> re.Match[str] | None:
    """A part of what it was before, or of what others are, which is no share of it."""
    part = site.quantity.unit == "%" or site.quantity.dimension == "ratio"
    return _OF_BEFORE.search(text, site.left, site.quantity.start) if part else None


def _of_another(text: str, site: Site) -> Place | Firm | None:
    """`仅为龙口的一成`: a part of what another has, which is no share of it."""
    q = site.quantity
    if q.unit != "%" and q.dimension != "ratio":
        return None
    of = text[q.start - 1] == "的"  # 不及丰县 | 一半 without it
    verbs = _PARTS if of else ("不及", "不到", "不足", "只及")
    for m in site.clause.actors(q.start - of):
        if m.end == q.start - of and text.endswith(verbs, site.left, m.start):
            return m
    return None


def _amount(site: Site, peeled: Peeled) -> Reading:
    """Level, growth or change by the verb nearest to the number."""
    relative = site.quantity.unit in ("%", "‰") or site.quantity.dimension == "ratio"
    for i, (kind, word) in enumerate(peeled.words):
        after = peeled.words[i + 1][0] if i + 1 < len(peeled.words) else ""
        if kind == "to" and word in ("为", "成") and after not in ("up", "down"):
            continue  # 增速分别为: a copula, not where a change ends
        if kind in ("to", "to_up", "to_down"):
            verbs = {k.removeprefix("to_") for k, _ in peeled.words}
            direction: Literal["up", "down"] | None = (
                "up" if "up" in verbs else "down" if "down" in verbs else None
            )
            if relative and peeled.has("rate", "rate_down"):
                way: Literal["down"] | None = "down" if peeled.has("rate_down") else None
                return Reading("growth", peeled.end, peeled, way)  # 增速回升到6.8%
            ends: Literal["last"] | None = "last" if direction else None
            return Reading("level", peeled.end, peeled, direction, ends=ends)
        if kind in ("up", "down"):
            aspect: Aspect = "growth" if relative else "change"
            return Reading(aspect, peeled.end, peeled, kind)
        if kind == "apart":
            return Reading("change", peeled.end, peeled)
        if kind in ("rate", "rate_down"):
            base = next((b for b in _AVERAGES if b in word), None)
            return Reading(
                "growth" if relative else "change",
                peeled.end,
                peeled,
                "down" if kind == "rate_down" else None,
                base,
            )
        if kind == "base" and relative and word not in ("同期", "平均", "平均每年"):
            return Reading("growth", peeled.end, peeled)
        if kind == "counted":
            break
    return Reading("level", peeled.end, peeled)


def _starts_a_change(text: str, site: Site, end: int, wording: Wording) -> bool:
    """`从10.2亿元上升到…`, `原有员工300多人，如今精简至…`: the value a change starts from."""
    q, stop = site.quantity, site.quantity.end + 40
    opened = FROM.search(text, site.left, end) or FROM.search(text, site.left, q.start)
    if q.dimension != "rank":
        opened = opened or _opens_against(text, site)
    if opened and _ONWARD.match(text, q.end, stop):
        return True
    if q.unit == "人" and FEWER.match(text, q.end):
        return True
    if q.dimension == "rank" or not wording.origin.search(text, site.clause.start, q.start):
        return False
    return bool(_SINCE.match(text, q.end, stop))
