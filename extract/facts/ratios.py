"""Readings that compare: ranks, multiples, differences to something named, shares."""

from __future__ import annotations

import re
from typing import Literal

from extract.clauses import Site
from extract.facts.phrases import Reader
from extract.facts.reading import Reading, rest_of
from extract.facts.wording import Peeled

RATES = ("率", "比重", "占比")  # nouns that a percentage is a level of
_WHOLE_TAIL = re.compile(  # 占 | 营收 | 的比重两年间
    r"(?:的|总|之)?(?:比重|比例|份额|百分比|占比)?的?(?:[一二两三四五六七八九十\d]+年[间来里内])?$"
)
_TIMES_OF = re.compile(
    r"(?:是|为|达到?|相当于|超过|多达|约|将近|接近|(?<!附)近|不足|不到|[高大加升多长][到至]|增至|升至|变成)([^，。；是为]{1,16})的$"
)
_TIMES_DATED = re.compile(
    r"(?:是|为|相当于|达到?|接近|将近|逼近|(?<!将)近|不到|不足|超过)((?:\d{4}|上|去|前|当)年(?:同期|末|底)?)的$"
)
_RANK_AMONG = re.compile(r"在([^，。；]{1,24})(?:中|里)$")
_ORDERED = re.compile("(?:按[^，。；]{2,6})?[由从][大小高低快慢多少]到[大小高低快慢多少]$")
_MOVED_AMONG = re.compile(r"在([^，。；在的]{1,24}?)[中里内]?$")
_OF_THESE = re.compile(r"(?<=[^其集])(?:之|当)?中(?:就|已|约|还|仅|又)?(?:有|占)?$")  # 员工中有30%
_FURTHER = re.compile(r"[、和及，](?:占)?(全[国省市县区州球]|世界|国内|全世界)的")
_TAKEN = re.compile("^[到去]?了?")  # 占 | 去了一半
_BEYOND = re.compile(
    "(?:超|超过|快于|超出)(?:时序|序时|计划|既定|预期)?(?:进度|目标|预期|计划|任务)$"
)
_HAS_PART = re.compile(r"(?<![没拥具占])有(?:将?近|超过?|约|大约|至少|不到|不足)?$")
_GIVES = ("贡献", "贡献了")
_STOPS = frozenset("，。；、的 ")
_PART_OF = re.compile(r"在([^，。；在]{2,14})[中里]的?(?:比重|占比|比例|份额)(?:已经?)?[从由]?$")
FROM = re.compile(
    r"(?:从|由|自)(?:[^，。；]{0,12}的|最初|当初|起初|原来|原先|过去|开始时)?(?:日均|月均|年均|平均|每[一-鿿]{1,3})?$"
)
_THAN = re.compile(  # not 环比分别提高, 比重提高
    r"(?:(?<![环同占])比(?![重例])|较)([^，。；]{2,20}?)(高|低|多|(?<!减)少|快|慢|轻|贵|便宜|(?<!增)长|短)(?:出|了)?$"
)
_THAN_WHOM = re.compile(r"(?:(?<![环同])比|较)([^，。；]{2,20}?)$")
# 能耗 | 比商用初期 | 下降20%: what no list of bases holds
_THAN_BEFORE = re.compile(
    r"(?:(?<![环同占对])比(?![重例])|较)(?![大高多快强好低小少慢])([^，。；、\d比较]{2,16})$"
)
# 库存 | 较去年11月末的高点 | 下降13%
_THAN_PEAK = re.compile(
    r"(?:相?比|相较于?|较|从)[^，。；]{0,14}?(?:最?高点|最?低点|高位|低位|峰值|谷底|高峰期?)$"
)
_RANK_SCOPE = re.compile(r"^(.*?)(?=第|首位|首|前|倒数|榜首|之首|之最|最|冠|一流)")


_OF_PLAN = re.compile(  # 完成年度投资计划的 | 112%, 为年初预算的 | 53%
    "(?:完成|实现|达到?|为|是)了?((?:全年|年度|年初|今年|本年|当年|省定|市定|省里|市里|下达的?|既定的?|[^，。；的占]{0,4})"
    "(?:投资|引资|工作|考核|生产|征收|收入)?(?:目标任务|计划任务|计划|目标|任务|预算)数?)的$"
)
_DEALT = re.compile("(?<![得评积总均学满])分$")  # 分 | 列第3位和第5位


def rank(reader: Reader, site: Site, peeled: Peeled) -> Reading:
    """`总量 居 全市 之首`: what stands between the verb of ranking and the number is the scope."""
    q, text, wording = site.quantity, reader.text, reader.wording
    best = None
    for at in range(site.left, q.start + 1):
        match = wording.rank.search(text, site.left, at)
        if match and (best is None or match.end() > best.end() or match.start() < best.start()):
            best = match
    inner = _RANK_SCOPE.match("".join(q.text.split()))
    own = inner.group(1).removeprefix("居") if inner else ""  # 居首 is no scope
    if best is None:
        return _moved(reader, site, peeled, own)
    since = max(
        [best.end(), *(d.end for d in site.clause.dates(q.start))]
    )  # 居2022年的 | 全省第3位
    scope = FROM.sub("", "".join(text[since : q.start].split())) + own  # 排名从 | 全省第40位
    dealt = _DEALT.search(text, site.left, best.start())
    rest = rest_of(reader, site, dealt.start() if dealt else best.start())
    rest.words = [("adverb", "分别"), *rest.words] if dealt else rest.words
    if rate := rest.first("rate"):  # 总量和增速均列第二: what is ranked
        rest.end = text.rfind(rate, site.left, best.start()) + len(rate)
    if ordered := _ORDERED.search(text, site.left, rest.end):
        rest = Peeled(ordered.start(), rest.words)  # 在全市9个县中 | 由小到大排第三
    among = _RANK_AMONG.search(text, site.clause.start, rest.end)
    if among and not scope:
        scope = "".join(among.group(1).split())
        rest = reader.peel(site.left, max(among.start(), site.left))
        if rate := rest.first("rate"):  # 收入增幅 | 在7个县区中排名第一
            rest.end = text.rfind(rate, site.left, among.start()) + len(rate)
    return Reading(
        "rank",
        rest.end,
        Peeled(rest.end, [*peeled.words, *rest.words]),
        scope=scope.strip("的") or None,
        verb=best.group(),
    )


def _moved(reader: Reader, site: Site, peeled: Peeled, own: str) -> Reading:
    """增速 | 在全市5个县中 | 由上年的第四位 (升到第二位): what is ranked stands before both."""
    at = site.quantity.start
    whence = FROM.search(reader.text, site.left, at)
    if whence is None:
        return Reading("rank", peeled.end, peeled, scope=own or None)
    among = _MOVED_AMONG.search(reader.text, site.clause.start, whence.start())
    scope = own or (among and "".join(among.group(1).split()))
    end = max(among.start() if among else whence.start(), site.left)
    return Reading("rank", end, Peeled(end, peeled.words), scope=scope or None)


def multiple(reader: Reader, site: Site, peeled: Peeled) -> Reading:
    """`面积是原来的4倍多` is a multiple, `增长两倍` growth, `翻番` a multiple of before."""
    up, down, to = peeled.first("up"), peeled.first("down"), peeled.has("to")
    if (up or down) and not to:
        return Reading("growth", peeled.end, peeled, "up" if up else "down")
    left = reader.text[site.left : site.quantity.start]
    dated = _TIMES_DATED.search(left)
    if dated:
        rest = reader.peel(site.left, site.left + dated.start())
        return Reading("multiple", rest.end, rest, base=dated.group(1))
    match = _TIMES_OF.search(left)
    if match and match.group(1):
        rest = reader.peel(site.left, site.left + match.start())
        return Reading("multiple", rest.end, rest, base=match.group(1))
    return Reading("multiple", peeled.end, peeled)


def above(reader: Reader, site: Site, peeled: Peeled) -> Reading | None:
    """`高于全市平均水平4.6个百分点`: a difference to what stands between; None if it is none."""
    if peeled.end == site.left:
        return None
    part = site.quantity.unit == "%" or site.quantity.dimension == "ratio"
    aspect: Literal["growth", "change"] = "growth" if part else "change"  # 比老车间少42%
    printed = site.quantity.text[:2]
    if printed in ("高出", "超出", "低于", "高于"):
        than = _THAN_WHOM.search(reader.text, site.left, site.quantity.start)
    else:
        than = _THAN.search(reader.text, site.left, site.quantity.start)
    dates = site.clause.dates(than.end()) if than else []
    if than and not any(than.start() <= d.start and d.end >= than.end(1) - 1 for d in dates):
        rest = reader.peel(site.left, than.start())
        verb = than[2] if than.re is _THAN else printed
        way: Literal["up", "down"] = "down" if verb in reader.wording.down else "up"
        base = "".join(than.group().split()).replace("分别", "")
        return Reading(aspect, rest.end, rest, way, base)
    if moved := _than(reader, site, peeled, aspect):
        return moved
    if site.quantity.unit == "百分点" and (
        plan := _BEYOND.search(reader.text, site.left, site.quantity.start)
    ):
        rest = reader.peel(site.left, plan.start())
        return Reading("change", rest.end, rest, "up", plan.group())  # 超序时进度12.6个百分点
    every = reader.wording.above.finditer(reader.text, site.left, peeled.end)
    found = [m for m in every if reader.text[m.start() - 1] != "不"]  # 不低于营收的5%
    if not found or found[-1].end() == peeled.end:
        return None
    verb = found[-1]
    rest = reader.peel(site.left, verb.start())
    direction: Literal["up", "down"] = "down" if verb.group()[0] in "低慢少落" else "up"
    base = "".join(reader.text[verb.start() : peeled.end].split())
    return Reading(
        aspect, rest.end, Peeled(rest.end, [*peeled.words, *rest.words]), direction, base
    )


def _than(
    reader: Reader, site: Site, peeled: Peeled, aspect: Literal["growth", "change"]
) -> Reading | None:
    """What has moved against something that stands before the verb; None if nothing has."""
    verb = peeled.first("up", "down")
    if verb and (peak := _THAN_PEAK.search(reader.text, site.left, peeled.end)):
        rest = reader.peel(site.left, peak.start())
        fallen: Literal["up", "down"] = "down" if peeled.has("down") else "up"
        return Reading(aspect, rest.end, rest, fallen, "".join(peak.group().split()))
    than = verb and _THAN_BEFORE.search(reader.text, site.left, peeled.end)
    if not verb or not than or peeled.has("to", "base"):
        return None
    if not (reader.is_cut(than.start()) and reader.is_cut(than.start() + 1)):
        return None  # 比赛项目 compares nothing
    if any(m.end > than.start() for m in site.clause.dates(peeled.end)):
        return None
    rest = reader.peel(site.left, than.start())
    if rest.end == site.left and site.quantity.unit not in ("%", "‰", "百分点"):
        return None  # 比在临安建厂 | 省了4000多万元
    way: Literal["up", "down"] = "down" if peeled.has("down") else "up"
    return Reading(aspect, rest.end, rest, way, "".join(than.group().split()))


def _part_of(reader: Reader, site: Site, peeled: Peeled, part: re.Match[str]) -> Reading:
    """智能产品 | 在销售收入中的比重 | 62%, or what it has moved by (提高2个百分点)."""
    rest = reader.peel(site.left, part.start())
    read = Peeled(rest.end, [*peeled.words, *rest.words])
    if site.quantity.unit != "百分点":
        return Reading("share", rest.end, read, scope=part[1], whole=part[1])
    way: Literal["up", "down"] = "down" if peeled.has("down") else "up"
    return Reading("change", rest.end, read, way, scope=part[1], whole=part[1])


def _of_the_noun_before(reader: Reader, site: Site) -> Reading | None:
    """提高到 | 销售额的6%: the whole stands before 的; None if no noun does."""
    end = site.quantity.start - 1
    of = reader.left(site.left, end)
    if not of or any(m.end == end for m in site.clause.mentions):
        return None
    place = next((m for m in site.clause.actors(of.start) if m.end == of.start), None)
    led = place and reader.left(site.left, reader.peel(site.left, place.start).end)
    of = of._replace(start=place.start) if place and led else of  # 还不到 | 全县产量的5%
    rest, whole = reader.peel(site.left, of.start), reader.clean(of)
    return Reading("share", rest.end, rest, scope=whole, whole=whole)


def share(reader: Reader, site: Site, peeled: Peeled) -> Reading | None:
    """`A占B(的)(比重)(达)62.84%`, `占比50.3%`; None if it is no share."""
    q, text, wording = site.quantity, reader.text, reader.wording
    part = _PART_OF.search(text, site.left, peeled.end)
    if q.unit == "百分点" and part:
        return _part_of(reader, site, peeled, part)
    if q.unit not in ("%", "‰") and q.dimension != "ratio":
        return None
    marks = list(wording.share.finditer(text, site.left, peeled.end))
    change = peeled.has("up", "down", "base") and not peeled.has("to")
    if marks and not change:
        start = marks[-1].start()
        start -= text.endswith("只", site.left, start)  # 只 | 占, which is no unit here
        rest = reader.peel(site.left, start)
        said = "".join(text[marks[-1].end() : peeled.end].split())
        whole = _TAKEN.sub("", _WHOLE_TAIL.sub("", FROM.sub("", said)))
        words = [*peeled.words, *rest.words]
        return Reading("share", rest.end, Peeled(rest.end, words), scope=whole or None, whole=whole)
    if part:
        return _part_of(reader, site, peeled, part)
    if plan := _OF_PLAN.search(text, site.left, q.start):
        rest = reader.peel(site.left, plan.start())
        return Reading("share", rest.end, rest, scope=plan[1], whole=plan[1])
    if among := _OF_THESE.search(text, site.left, q.start):
        rest = rest_of(reader, site, among.start())
        return Reading("share", rest.end, rest)
    if text.endswith("中，", 0, site.clause.start) and peeled.end == site.clause.start:
        return Reading("share", peeled.end, peeled)
    further = site.previous and _FURTHER.fullmatch(text, site.left, q.start)
    if further and site.previous and site.previous.dimension == "ratio":
        whole = further[1]  # 占全省的45%、全国的五分之一
        return Reading("share", site.left, peeled, scope=whole, whole=whole)
    if text.startswith(("是", "都是", "全是"), q.end) and peeled.end == q.start:
        return Reading("share", peeled.end, peeled, behind=True)  # 八成是本县人
    if has := _HAS_PART.search(text, site.left, q.start):
        rest = reader.peel(site.left, has.start())
        rate = text.endswith(RATES, site.left, rest.end)
        if not rate and rest.end > site.left and text[q.end : q.end + 1] not in _STOPS:
            return Reading("share", rest.end, rest)  # 客户有六成 | 在本地
    set_down = text.endswith(wording.goal, 0, q.start)  # 离年初定下的 | 7%仍有距离
    owned = text[q.start - 1 : q.start] == "的" and peeled.end == q.start and not set_down
    if owned and (of := _of_the_noun_before(reader, site)):
        return of
    rate = text.endswith(RATES, site.left, peeled.end)  # 森林覆盖率84.4%的 | 小城
    if text.startswith("的", q.end) and not rate and not peeled.has("up", "down", "to", "base"):
        own = [m for m in site.clause.actors(peeled.end) if m.end == peeled.end]
        scope = own[0].text if own else None
        return Reading("share", peeled.end, peeled, scope=scope, behind=True)
    if not change and not rate and peeled.first("level") in _GIVES:
        return Reading("share", peeled.end, peeled)  # 餐饮 | 贡献了近三分之一
    if not change and wording.share_noun.search(text[site.left : peeled.end]):
        return Reading("share", peeled.end, peeled)
    return None
