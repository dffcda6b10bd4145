"""What the words before a number make of it: level, growth, change, share, rank, multiple, from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

import regex

from extract.clauses import Site
from extract.facts.phrases import Reader
from extract.facts.wording import Peeled, Wording
from extract.records import Aspect, Date, MentionBase, Modality, Place
from extract.segment import Sentence

_COMPARED = regex.compile(r"(?:比|较|与|同|相比|相较于|对比)$")
_WHOLE_TAIL = regex.compile(r"(?:的|总|之)?(?:比重|比例|份额|百分比)?的?$")
_TIMES_OF = regex.compile(r"(?:是|为|达到?|相当于|超过|多达|约)([^，、是为]{1,16})的$")
_SINCE = regex.compile(
    r"[^。；]{0,24}?(?:到|至|为|达|如今|现在|目前|现|仅|只)[^。；]{0,6}(?:\d|[一二两三四五六七八九十百])"
)
_TIMES_DATED = regex.compile(r"(?:是|为|相当于|达到?)((?:\d{4}|上|去|前|当)年(?:同期|末|底)?)的$")
_RANK_AMONG = regex.compile(r"在([^，。；]{1,24})(?:中|里)$")
_TIMES_SAME = regex.compile(
    r"(?:恢复到|恢复至|相当于|是|为|达到)([^，。；]{0,12}?(?:同期|上年|去年|年))的$"
)
_FROM = regex.compile(r"(?:从|由|自)(?:[^，。；]{0,12}的)?$")
_ONWARD = regex.compile(
    r"[^。；]{0,24}?(?:到|至|为|达|变成)了?(?:不低于|不超过|超过|不少于|[约近超])?(?:\d|[一二两三四五六七八九十百])"
)
_TITLES = regex.compile(r"《[^》]*》")
_THAN = regex.compile(r"(?:比|较)([^，。；]{2,20}?)(高|低|多|少|快|慢)(?:出|了)?$")
_THAN_WHOM = regex.compile(r"(?:比|较)([^，。；]{2,20}?)$")
_AVERAGES = ("年均", "平均", "同比")
_DONE = regex.compile(r"已|目前|累计|截至|同比")
_RANK_SCOPE = regex.compile(r"^(.*?)(?=第|首位|首|前|倒数|榜首|之首|之最|最|冠|一流)")


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
    behind: bool = False  # the measure stands behind the number (37%以上的GDP)
    ends: Literal["first", "last"] | None = None  # of a change: the value at which end it is
    dates: list[Date] = field(default_factory=list)  # read over on the way; the first is nearest


def read(reader: Reader, site: Site) -> Reading:
    """Read the text between the quantity before (or the clause start) and this quantity."""
    q, text, wording = site.quantity, reader.text, reader.wording
    peeled, dates, base = _peel(reader, site, q.start)
    times = _TIMES_SAME.search(text, site.left, q.start) if q.unit == "%" else None
    if times:
        rest = reader.peel(site.left, times.start())
        reading = Reading("multiple", rest.end, rest, base=times.group(1))
    elif q.dimension == "rank":
        reading = _rank(reader, site, peeled)
    elif q.dimension == "multiple":
        reading = _multiple(reader, site, peeled)
    elif above := _above(reader, site, peeled):
        reading = above
    elif share := _share(reader, site, peeled):
        reading = share
    else:
        reading = _amount(site, peeled)
    reading.dates = dates if reading.aspect != "multiple" else []
    reading.base = reading.base or peeled.first("base") or base
    if base and reading.aspect == "level" and q.unit in ("%", "百分点"):
        reading.aspect = "growth" if q.unit == "%" else "change"
    if reading.aspect in ("level", "share") and _starts_a_change(text, site, reading.end, wording):
        reading.aspect, reading.ends = "from", "first"
        if reading.whole is None and (match := _FROM.search(text, site.left, reading.end)):
            reading.end = reader.peel(site.left, match.start()).end
    return reading


def modality(
    reader: Reader, site: Site, measure: str, aspect: Aspect, sentence: Sentence
) -> Modality:
    """Target or capacity by the cues of the clause; a target also by those before it."""
    words, text, clause = reader.wording, reader.text, site.clause
    once = words.once.search(text, sentence.start, clause.start) and aspect == "level"
    before = text[clause.start : site.quantity.start]
    able = words.capacity.search(words.not_capacity.sub("", before))
    if aspect in ("level", "from") and (able or "产能" in measure):
        return "capacity"
    if once:
        return "capacity"
    said = _TITLES.sub("", words.not_target.sub("", before))
    if any(m.group() not in measure for m in words.target.finditer(said)) or _will(reader, site):
        return "target"
    opening = _TITLES.sub("", words.not_target.sub("", text[sentence.start : clause.start]))
    if words.target.search(opening) and not _DONE.search(text[sentence.start : clause.end]):
        return "target"
    return "actual"


def _will(reader: Reader, site: Site) -> bool:
    """Whether 将 is the future (将重点推进) and does not take an object (将落后设备全部淘汰)."""
    words = list(reader.words(site.clause.start, site.quantity.start))
    for (a, b), (c, d) in pairwise(words):
        if reader.text[a:b] == "将":
            return reader.plan.words.tag(reader.text[c:d])[:1] in ("v", "d", "a")
    return False


def _rest(reader: Reader, site: Site, end: int) -> Peeled:
    """What is left before `end` when words and durations (连续8年) are peeled off."""
    return _peel(reader, site, end)[0]


def _peel(reader: Reader, site: Site, end: int) -> tuple[Peeled, list[Date], str | None]:
    """Peel words and, between them, dates: `较2012年 | 分别 | 增长了`, `2012年 | 的`."""
    text = reader.text
    peeled = reader.peel(site.left, end)
    dates: list[Date] = []
    base = None
    while True:
        end = peeled.end
        if (bracket := _bracket(text, site.left, end)) is not None:
            more = reader.peel(site.left, bracket)
            peeled = Peeled(more.end, [*peeled.words, *more.words])
            continue
        if end > site.left and text[end - 1] == "的":
            end -= 1
        if (aside := _aside(text, site, end)) is not None:
            more = reader.peel(site.left, aside)
            peeled = Peeled(more.end, [*peeled.words, *more.words])
            continue
        date = _date_ending(site.clause.mentions, end)
        if date is None or date.start < site.left:
            return peeled, dates, base
        compared = _COMPARED.search(text[site.left : date.start])
        if end != peeled.end and compared is None and date.kind == "duration":
            return peeled, dates, base
        start = date.start
        if compared:
            start = site.left + compared.start()
            base = text[start : peeled.end].strip()
        else:
            dates.append(date)
        more = reader.peel(site.left, start)
        peeled = Peeled(more.end, [*peeled.words, *more.words])


def _bracket(text: str, start: int, end: int) -> int | None:
    """Where a remark in brackets that ends at `end` starts: 快递业务量（不含…）累计完成."""
    if end - start < 3 or text[end - 1] not in "）)":
        return None
    at = max(text.rfind("（", start, end), text.rfind("(", start, end))
    return at if at > start else None


def _aside(text: str, site: Site, end: int) -> int | None:
    """Where `在全市` starts if it ends at `end` and something stands before it."""
    for m in site.clause.mentions:
        if isinstance(m, Place) and m.end == end and site.left < m.start - 1:
            return m.start - 1 if text[m.start - 1] in "在居" else None
    return None


def _date_ending(mentions: Sequence[MentionBase], end: int) -> Date | None:
    return next((m for m in mentions if isinstance(m, Date) and m.end == end), None)


def _rank(reader: Reader, site: Site, peeled: Peeled) -> Reading:
    """`总量 居 全市 之首`: what stands between the verb of ranking and the number is the scope."""
    q, text, wording = site.quantity, reader.text, reader.wording
    best = None
    for at in range(site.left, q.start + 1):
        match = wording.rank.search(text, site.left, at)
        if match and (best is None or match.end() > best.end() or match.start() < best.start()):
            best = match
    inner = _RANK_SCOPE.match("".join(q.text.split()))
    own = inner.group(1) if inner else ""
    if best is None:
        return Reading("rank", peeled.end, peeled, scope=own or None)
    scope = "".join(text[best.end() : q.start].split()) + own
    rest = _rest(reader, site, best.start())
    among = _RANK_AMONG.search(text, site.clause.start, rest.end)
    if among and not scope:
        scope = "".join(among.group(1).split())
        rest = reader.peel(site.left, max(among.start(), site.left))
    return Reading(
        "rank",
        rest.end,
        Peeled(rest.end, [*peeled.words, *rest.words]),
        scope=scope.strip("的") or None,
        verb=best.group(),
    )


def _multiple(reader: Reader, site: Site, peeled: Peeled) -> Reading:
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


def _above(reader: Reader, site: Site, peeled: Peeled) -> Reading | None:
    """`高于全市平均水平4.6个百分点`: a difference to what stands between; None if it is none."""
    if peeled.end == site.left:
        return None
    printed = site.quantity.text[:2]
    if printed in ("高出", "超出", "低于", "高于"):
        than = _THAN_WHOM.search(reader.text, site.left, site.quantity.start)
    else:
        than = _THAN.search(reader.text, site.left, site.quantity.start)
    if than and not any(than.start() <= d.start for d in site.clause.dates(than.end())):
        rest = reader.peel(site.left, than.start())
        way: Literal["up", "down"] = "down" if than.group()[-1] in "低少慢" else "up"
        return Reading("change", rest.end, rest, way, "".join(than.group().split()))
    found = list(reader.wording.above.finditer(reader.text, site.left, peeled.end))
    if not found or found[-1].end() == peeled.end:
        return None
    verb = found[-1]
    rest = reader.peel(site.left, verb.start())
    direction: Literal["up", "down"] = "down" if verb.group()[0] in "低慢少落" else "up"
    base = "".join(reader.text[verb.start() : peeled.end].split())
    return Reading(
        "change", rest.end, Peeled(rest.end, [*peeled.words, *rest.words]), direction, base
    )


def _share(reader: Reader, site: Site, peeled: Peeled) -> Reading | None:
    """`A占B(的)(比重)(达)62.84%`, `占比50.3%`; None if it is no share."""
    q, text, wording = site.quantity, reader.text, reader.wording
    if q.unit not in ("%", "‰") and q.dimension != "ratio":
        return None
    marks = list(wording.share.finditer(text, site.left, peeled.end))
    change = peeled.has("up", "down", "base") and not peeled.has("to")
    if marks and not change:
        rest = reader.peel(site.left, marks[-1].start())
        said = "".join(text[marks[-1].end() : peeled.end].split())
        whole = _WHOLE_TAIL.sub("", _FROM.sub("", said)).removeprefix("到").removeprefix("了")
        words = [*peeled.words, *rest.words]
        return Reading("share", rest.end, Peeled(rest.end, words), scope=whole or None, whole=whole)
    if text[q.start - 1 : q.start] == "的" and peeled.end == q.start:
        of = reader.left(site.left, q.start - 1)  # 提高到销售额的6%
        if of and not any(m.end == q.start - 1 for m in site.clause.mentions):
            rest = reader.peel(site.left, of.start)
            whole = reader.clean(of)
            return Reading("share", rest.end, rest, scope=whole, whole=whole)
    if text.startswith("的", q.end) and not peeled.has("up", "down", "to", "base"):
        own = [m for m in site.clause.actors(peeled.end) if m.end == peeled.end]
        scope = own[0].text if own else None
        return Reading("share", peeled.end, peeled, scope=scope, behind=True)
    if not change and wording.share_tail.search(text[site.left : peeled.end]):
        return Reading("share", peeled.end, peeled)
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
            ends: Literal["last"] | None = "last" if direction else None
            return Reading("level", peeled.end, peeled, direction, ends=ends)
        if kind in ("up", "down"):
            aspect: Aspect = "growth" if relative else "change"
            return Reading(aspect, peeled.end, peeled, kind)
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
    onward = text[site.quantity.end : site.quantity.end + 40]
    before = text[site.left : site.quantity.start]
    if (_FROM.search(text[site.left : end]) or _FROM.search(before)) and _ONWARD.match(onward):
        return True
    if site.quantity.dimension == "rank":
        return False
    return bool(
        wording.origin.search(text, site.clause.start, site.quantity.start) and _SINCE.match(onward)
    )
