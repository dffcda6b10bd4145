"""Numerals that no unit follows, or a doubtful one: is it a number, and of what?"""

from __future__ import annotations

import re
from dataclasses import replace

from extract.numerals import CN
from extract.quantities.amounts import Measure
from extract.quantities.edges import Framed
from extract.quantities.units import Unit
from extract.segment import Layout

_POWERS = frozenset("十拾百佰千仟万亿")
_POSITIONAL = frozenset(CN) - {"廿", "卅"}
_FORMAL = frozenset("壹贰叁肆伍陆柒捌玖拾佰仟")
_HALVES = frozenset("上下前后大小多东西南北另")  # 上半年, 大半年: halves of something else
_ORDINALS = frozenset("二贰")  # 二次, 二楼; a count is 两
_HAN = re.compile(r"[一-鿿]")
_MULTIPLIED = re.compile(r"[十拾百佰千仟万亿点]")
_DATE_WORD = re.compile(r" ?[年月日号时点]|\d|[-/.]\d")
_OPENS = frozenset("“\"'‘是为")
_CLOSES = frozenset("”\"'’，。！？,.这 ")
_COUNTS = re.compile(r"\d{1,2}|\d[\d.,]*[多余]?[十百千万亿]+[多余]?")  # 109新线, 2.0方案: no counts
_LARGE = re.compile("[万亿][多余]?$")
_BACK = 10
_INHABITED = re.compile("(?:人口|人数)(?:[约近超为有仅达逾]|超过|不到|不足|达到|只有|突破|接近)*$")
_MONEY = re.compile(  # 总投资 | 7.2亿, 去年营收突破 | 12亿
    "(?:投资|投资额|产值|营收|收入|利润|销售额|营业额|交易额|成交额|税收|纳税|贷款|融资|授信|市值|资产|估值|资本|补贴|奖金)"
    "(?:[约近超为达逾破到了]|超过|不到|不足|达到|突破|接近|高达|只有|仅有?|将近|已达)*$"
)
_POPULACE = re.compile("[一-鿿]{0,4}?(?:人口|劳动力|群众|居民|农民|学生|职工|老人|儿童)")
_PEOPLE_OR_THINGS = re.compile("[户人家名个件台辆头只吨亩张股份次项]")
_PEOPLE = frozenset("人民农生工员众才童侨友客者师兵妇")  # last characters of nouns for people
_INSIDE = ("里", "中", "内")
_LONGEST_NOUN = 3  # words: 高技能 人才


def reason(text: str, framed: Framed) -> str | None:
    """Why the measure is no quantity; `date` if it is the business of the dates, None if it is
    one. A numeral without a unit must have words or the form of a number to count."""
    measure = framed.measure
    if measure.unit is None:
        return _without_unit(text, measure, framed.bounded)
    return None if framed.bounded else _with_unit(text, measure, measure.unit)


def _without_unit(text: str, measure: Measure, bounded: bool) -> str | None:
    printed = measure.printed
    if text.startswith(("世纪", "年代"), measure.end):
        return "date"
    if printed[-1:].isdigit() and _DATE_WORD.match(text, measure.end):
        return "date"
    if printed.isdigit() and len(printed) == 4 and printed[:2] in ("19", "20"):
        return None if bounded else "year"
    if measure.rule in ("fraction", "range") or printed[:1].isdigit() or printed[:1] == ".":
        named = measure.start > 1 and text[measure.start - 1] == "-"
        return "name" if named and _HAN.match(text, measure.start - 2) else None
    return None if _is_number(text, measure, printed.replace(" ", ""), bounded) else "word"


def _is_number(text: str, measure: Measure, inner: str, bounded: bool) -> bool:
    """Whether a Chinese numeral without a unit states a number."""
    if len(inner) == 1:
        return inner != "半" and (bounded or (inner in CN and _alone(text, measure)))
    if _POWERS.issuperset(inner):
        return bounded
    return bool(_MULTIPLIED.search(inner))


def _alone(text: str, measure: Measure) -> bool:
    """A single digit stands by itself: in quotes, or after 是 at the end of a clause."""
    before, after = text[measure.start - 1 : measure.start], text[measure.end : measure.end + 1]
    return before in _OPENS and (not after or after in _CLOSES)


def _with_unit(text: str, measure: Measure, unit: Unit) -> str | None:
    printed = measure.printed
    if printed == "半" and text[measure.start - 1 : measure.start] in _HALVES:
        return "word"
    if unit.dimension == "time":
        return "word" if printed in _ORDINALS else None
    if unit.dimension != "count" or measure.numeral.is_range:
        return None
    if printed in _ORDINALS or printed in _FORMAL:
        return "word"
    digits = len(printed) > 1 and _POSITIONAL.issuperset(printed)
    return "word" if digits else None  # 一一对应: a year or a code, never a count


def open_unit(text: str, measure: Measure, plan: Layout, uncounted: frozenset[str]) -> Measure:
    """Number and noun (`26县`, `3企业`): what is counted is the noun that the segmenter sees."""
    start, end = measure.start, measure.end
    if _LARGE.search(measure.printed) and _INHABITED.search(text, max(start - _BACK, 0), start):
        return replace(measure, unit=Unit("人", "count"), rule="open count")  # 人口不到 | 40万
    money = _LARGE.search(measure.printed) and _MONEY.search(text, max(start - _BACK, 0), start)
    if money and not _PEOPLE_OR_THINGS.match(text, end):
        return replace(measure, unit=Unit("元", "currency"), rule="open money")
    if measure.rule == "fraction" or not _COUNTS.fullmatch(measure.printed):
        return measure
    if not _HAN.match(text, end):
        return measure
    noun = _noun(text, end, plan)
    if noun is None and _LARGE.search(measure.printed) and _POPULACE.match(text, end):
        return replace(measure, unit=Unit("人", "count"), rule="open count")
    if noun is None or text[slice(*noun)].startswith(tuple(uncounted)):
        return measure
    if _LARGE.search(measure.printed):
        return _of_people(text[slice(*noun)], measure)
    stop = noun[1] - text.startswith(_INSIDE, noun[1] - 1)  # 26县 | 里
    unit = Unit(text[noun[0] : stop], "count")
    return replace(measure, end=stop, unit=unit, rule="open count")


def _of_people(noun: str, measure: Measure) -> Measure:
    """A large number keeps its noun outside (36万 | 华侨): it counts people, households, or has no
    unit."""
    unit = "人" if noun[-1] in _PEOPLE else "户" if noun[-1] == "户" else None
    return replace(measure, unit=Unit(unit, "count"), rule="open count") if unit else measure


def _noun(text: str, at: int, plan: Layout) -> tuple[int, int] | None:
    """The last of the nouns that follow each other from `at` on."""
    last: tuple[int, int] | None = None
    for _ in range(_LONGEST_NOUN):
        start, stop = plan.word(at)
        if start != at or not plan.words.tag(text[start:stop]).startswith("n"):
            break
        if last and stop - start == 1:
            break  # 滩区百姓 | 圆了梦
        last, at = (start, stop), stop
    return last
