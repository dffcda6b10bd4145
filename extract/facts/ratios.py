"""Readings that compare: ranks, multiples, differences to something named."""

from __future__ import annotations

import re
from typing import Literal

from extract.clauses import Site
from extract.facts.phrases import Reader
from extract.facts.reading import Reading, rest_of
from extract.facts.wording import Peeled

RATES = ("率", "比重", "占比")  # nouns that a percentage is a level of
_TIMES_OF = re.compile(
    r"(?:是|为|达到?|相当于|抵得上|抵得过|顶得上|超过|多达|约|将近|接近|(?<!附)近|不足|不到|[高大加升多长][到至]|增至|升至|变成)([^，。；是为]{1,16})的$"
)
_TIMES_DATED = re.compile(
    r"(?:是|为|相当于|达到?|接近|将近|逼近|(?<!将)近|不到|不足|超过)((?:\d{4}|上|去|前|当)年(?:同期|末|底)?)的$"
)
_RANK_AMONG = re.compile(r"在([^，。；]{1,24})(?:中|里)$")
_ORDERED = re.compile("(?:按[^，。；]{2,6})?[由从][大小高低快慢多少]到[大小高低快慢多少]$")
_MOVED_AMONG = re.compile(r"在([^，。；在的]{1,24}?)[中里内]?$")
_BEYOND = re.compile(
    "(?:超|超过|快于|超出)(?:时序|序时|计划|既定|预期)?(?:进度|目标|预期|计划|任务)$"
)
FROM = re.compile(
    r"(?:从|由|(?<!来)自)(?:[^，。；]{0,12}的|最初|当初|起初|原来|原先|过去|开始时|目前|现在|如今|当前|眼下)?(?:日均|月均|年均|平均|每[一-鿿]{1,6})?$"
)
SINCE_THEN = re.compile(  # 由上世纪70年代刚过 | 5%提高到13.84%
    "(?:从|由|(?<!来)自)[^，。；]{0,9}(?:年代|[年月](?:初|底|末|前|之前)?)(?:还|仅|只|刚|才)*[有过]?$"
)
AGAINST = re.compile(
    r"[较比](?:(?:19|20)\d\d|去|上|前)年[^，。；\d]{0,8}的$"
)  # 较2002年的 | 2500吨增加到…
_THAN = re.compile(  # not 环比分别提高, 比重提高
    r"(?:(?<![环同占])比(?![重例])|较)([^，。；]{2,20}?)((?<!提)高|(?<!降)低|多|(?<!减)少|(?<!加)快|(?<!放)慢|(?<!减)轻|贵|便宜|(?<![增延])长|(?<!缩)短)(?:出|了)?$"
)
_WHOM = re.compile("[^，。；、]{1,8}")
_AND_WHOM = re.compile("[、和，及]((?:全[国省市区县州]|[一-鿿]{2,4}[省市县区])(?:平均水平|平均)?)")
_CAN = frozenset("能要会可还又也都却就")
_THAN_WHOM = re.compile(r"(?:(?<![环同])比|较)([^，。；]{2,20}?)$")
# 能耗 | 比商用初期 | 下降20%: what no list of bases holds
_THAN_BEFORE = re.compile(
    r"(?:(?<![环同占对])比(?![重例])|较)(?![大高多快强好低小少慢])([^，。；、\d比较]{2,16})$"
)
# 库存 | 较去年11月末的高点 | 下降13%
_THAN_PEAK = re.compile(
    r"(?:相?比|相较于?|较|从)[^，。；]{0,14}?(?:最?高点|最?低点|高位|低位|峰值|谷底|高峰期?)$"
)
_RANKED_IN = re.compile(  # 森林覆盖率 | 全国 | 排名第8位
    "(?<!占)在?(全[国省市县区州球]|世界|国内|省内|市内)(?=的?(?:排名|位次|名次)?$)"
)
_LARGER = ("大", "高", "多", "长", "重", "快", "宽", "强")  # 比原来面积大 | 一倍
RANK_SCOPE = re.compile(r"^(.*?)(?=第|首位|首|前|倒数|榜首|之首|之最|最|冠|一流)")
_DEALT = re.compile("(?<![得评积总均学满])分$")  # 分 | 列第3位和第5位


def rank(reader: Reader, site: Site, peeled: Peeled) -> Reading:
    """`总量 居 全市 之首`: what stands between the verb of ranking and the number is the scope."""
    q, text, wording = site.quantity, reader.text, reader.wording
    best = None
    for at in range(site.left, q.start + 1):
        match = wording.rank.search(text, site.left, at)
        if match and (best is None or match.end() > best.end() or match.start() < best.start()):
            best = match
    inner = RANK_SCOPE.match("".join(q.text.split()))
    own = inner.group(1).removeprefix("居") if inner else ""  # 居首 is no scope
    if best is None:
        return _moved(reader, site, peeled, own)
    since = max(
        [best.end(), *(d.end for d in site.clause.dates(q.start))]
    )  # 居2022年的 | 全省第3位
    scope = FROM.sub("", "".join(text[since : q.start].split())) + own  # 排名从 | 全省第40位
    placed = wording.placing.search(text, max(site.left, best.start() - 2), best.start())
    verb = placed or best  # 指数 | 排名跃升至
    dealt = _DEALT.search(text, site.left, best.start())
    rest = rest_of(reader, site, dealt.start() if dealt else verb.start())
    rest.words = [("adverb", "分别"), *rest.words] if dealt else rest.words
    if not scope and (ranked_in := _RANKED_IN.search(text, site.left, rest.end)):
        scope = ranked_in[1]
        rest = rest_of(reader, site, ranked_in.start())
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
        scope=scope.strip("的了") or None,
        verb=text[verb.start() : best.end()],
    )


def _moved(reader: Reader, site: Site, peeled: Peeled, own: str) -> Reading:
    """增速 | 在全市5个县中 | 由上年的第四位 (升到第二位): what is ranked stands before both."""
    at = site.quantity.start
    whence = FROM.search(reader.text, site.left, at)
    if whence is None:
        return Reading("rank", peeled.end, peeled, scope=own or None)
    among = _MOVED_AMONG.search(reader.text, site.clause.start, whence.start()) or (
        _RANKED_IN.search(reader.text, site.left, whence.start())
    )
    scope = own or (among and "".join(among.group(1).split()))
    end = max(among.start() if among else whence.start(), site.left)
    return Reading("rank", end, Peeled(end, peeled.words), scope=scope or None)


def multiple(reader: Reader, site: Site, peeled: Peeled) -> Reading:
    """`面积是原来的4倍多` is a multiple, `增长两倍` growth, `翻番` a multiple of before."""
    up, down, to = peeled.first("up"), peeled.first("down"), peeled.has("to")
    if (up or down) and not to:
        if than := above(reader, site, peeled):
            than.aspect = "growth"  # 比单卖鲜条 | 高出两倍多
            return than
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
    held = _THAN_BEFORE.search(reader.text, site.left, peeled.end)
    if held and not held[1].endswith(_LARGER):
        rest = reader.peel(site.left, held.start())  # 产量 | 比老品种 | 翻了一番
        return Reading("multiple", rest.end, rest, base=held.group())
    return Reading("multiple", peeled.end, peeled)


def above(reader: Reader, site: Site, peeled: Peeled) -> Reading | None:
    """`高于全市平均水平4.6个百分点`: a difference to what stands between; None if it is none."""
    if also := _also_above(reader, site):
        return also
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
    if not found or reader.text.startswith("的", found[-1].end()):
        return None
    verb = found[-1]
    if verb.end() == peeled.end:
        return None
    rest = reader.peel(site.left, verb.start())
    direction: Literal["up", "down"] = "down" if verb.group()[0] in "低慢少落" else "up"
    base = "".join(reader.text[verb.start() : peeled.end].split())
    return Reading(
        aspect, rest.end, Peeled(rest.end, [*peeled.words, *rest.words]), direction, base
    )


def _also_above(reader: Reader, site: Site) -> Reading | None:
    """What it is held against besides: 高于全国1.8个百分点、全省 | 0.9个百分点."""
    before, q = site.previous, site.quantity
    if before is None or before.unit != q.unit or q.unit not in ("百分点", "%"):
        return None
    whom = _AND_WHOM.fullmatch(reader.text, before.end, q.start)
    held = list(reader.wording.above.finditer(reader.text, site.clause.start, before.start))
    if whom is None or not held or not _WHOM.fullmatch(reader.text, held[-1].end(), before.start):
        return None
    verb = held[-1].group()
    way: Literal["up", "down"] = "down" if verb[0] in "低慢少落" else "up"
    return Reading("change", site.left, Peeled(site.left, []), way, verb + whom[1])


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
    begins = reader.is_cut(than.start()) or reader.text[than.start() - 1] in _CAN  # 能比 | 水稻
    if not (begins and reader.is_cut(than.start() + 1)):
        return None  # 比赛项目 compares nothing
    dates = (m for m in site.clause.dates(peeled.end) if m.kind != "duration")  # 比一年前
    if any(m.end > than.start() for m in dates):
        return None
    rest = reader.peel(site.left, than.start())
    more = verb[0] in "多少" and len(verb) > 1  # 比种玉米 | 多挣3万元
    if rest.end == site.left and site.quantity.unit not in ("%", "‰", "百分点") and not more:
        return None  # 比在临安建厂 | 省了4000多万元
    way: Literal["up", "down"] = "down" if peeled.has("down") else "up"
    told = Peeled(rest.end, [*rest.words, (way, verb)])
    return Reading(aspect, rest.end, told, way, "".join(than.group().split()))
