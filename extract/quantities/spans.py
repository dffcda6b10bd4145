"""Numbers that belong together: ranges, lists that share a unit, two bounds of one number."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from extract.numerals import CN, Numeral
from extract.quantities.amounts import Measure, Reader
from extract.quantities.approximators import NumeralRules, any_of
from extract.records import Quantity

_DIGITS = frozenset(CN)
_BIG = re.compile(r"[万亿]+$")
_CHAIN = re.compile(r"[十拾百佰千仟万亿]+$")
_ALL_BIG = re.compile(r"[万亿]")
_FROM = frozenset("从由自")
_BETWEEN = re.compile(r" ?之?间")
_AND = re.compile(r"[ ，,、；]*(?:并且|而且|且|并|而|但|同时|又)? ?")
_POWER = {
    "十": 10,
    "拾": 10,
    "百": 100,
    "佰": 100,
    "千": 1000,
    "仟": 1000,
    "万": 10**4,
    "亿": 10**8,
}
_LOWER = ("over", "at_least")
_UPPER = ("under", "at_most")
_POINT = "百分点"
_LONGEST_LIST = 12
_LIST_SPREAD = 10  # items of a list with one multiplier differ by less than this


class Joiner:
    """Reads one or more measures that belong together."""

    def __init__(self, reader: Reader, rules: NumeralRules) -> None:
        self._reader = reader
        inner = any_of(rules.range)
        self._range = re.compile(rf"(?:[（(]含[)）])? ?(?:{inner})(?:—)? ?")
        self._joints = frozenset([" ", "(", "（", *(w[0] for w in (*rules.range, *rules.list))])
        self._list = re.compile(rf" ?(?:{any_of(w for w in rules.list if w not in '，,')}) ?")

    def read(self, text: str, at: int, barren: int) -> tuple[list[Measure], int]:
        """The measures from `at` on that share a unit: one, a range, or the items of a list; and
        the offset up to which lists are known to end without a unit (`barren`, given back, so
        that a long list is read only once)."""
        first = self._reader.read(text, at)
        if first is None:
            return [], barren
        first = self._pointed(text, self._ranged(text, first))
        if first.unit is not None or first.rule != "number" or at < barren:
            return [first], barren
        return self._listed(text, first, barren)

    def _pointed(self, text: str, first: Measure) -> Measure:
        """2.2个 in 2.2个和1.5个百分点: the noun stands with the last of them only."""
        joint = self._list.match(text, first.end) if text[first.end - 1] == "个" else None
        second = self._second(text, joint.end()) if joint else None
        if second is None or second.unit is None or second.unit.name != _POINT:
            return first
        return replace(first, unit=second.unit)

    def _ranged(self, text: str, first: Measure) -> Measure:
        """`first` as a range, if another number follows that closes one."""
        if text[first.end : first.end + 1] not in self._joints or first.numeral.is_range:
            return first
        joint = self._range.match(text, first.end)
        if joint is None:
            return self._between(text, first)
        if joint[0].strip() == "——" and text[first.end - 1] in "一二三四五六七八九十":
            return first  # 大动脉之一——四川到江苏: a dash
        second = self._second(text, joint.end())
        if second is None:
            return first
        if text[joint.end()] == "第" != text[first.start - 1 : first.start]:
            return first  # 下降两位至 | 第12位
        spelled = joint[0].strip() in ("到", "至")
        if spelled and first.unit is not None and text[first.start - 1 : first.start] in _FROM:
            return first
        return self._closed(text, first, second) or first

    def _second(self, text: str, at: int) -> Measure | None:
        """The number that may close a range: a point within the limits."""
        if text[at : at + 1] == "第":
            at += 1
        second = self._reader.read(text, at)
        if second is None or second.numeral.is_range or not second.numeral.in_range:
            return None
        return second

    def _between(self, text: str, first: Measure) -> Measure:
        """`10000与20000之间`, `三、四亿元`: a range whose ends are joined like a list."""
        joint = self._list.match(text, first.end)
        second = self._second(text, joint.end()) if joint else None
        if joint is None or second is None:
            return first
        word = joint[0].strip()
        if word in "与和" and first.unit is None and second.unit and second.unit.name == "间":
            second.unit, second.end = None, second.end - 1  # 10与20间, not 20间房
        between = _BETWEEN.match(text, second.end)
        if between:
            closed = self._closed(text, first, second)
            return replace(closed, end=between.end()) if closed else first
        ranks = text[joint.end()] == "第"  # 第二、第三位 are two
        near = word == "、" and first.unit is None and second.unit and _next_digits(first, second)
        near = near and not ranks
        if near and "分别" not in text[max(0, first.start - 12) : first.start]:
            return self._closed(text, first, second) or first
        return first

    def _closed(self, text: str, first: Measure, second: Measure) -> Measure | None:
        """One range of both, None if they are no range (not ascending, other units, dates)."""
        if first.unit and (not second.unit or first.unit.dimension != second.unit.dimension):
            return None
        numeral = first.numeral if first.unit else shared(first, second, second.high)
        low, high = numeral.low, second.high
        unit = second.unit
        if first.unit and unit and first.unit != unit:
            if not (first.unit.si and first.unit.si == unit.si):
                return None
            ratio = first.unit.factor / unit.factor
            low = low * ratio.numerator / ratio.denominator
        if low >= high or (unit is None and _looks_like_years(first, second)):
            return None
        end = second.end
        between = _BETWEEN.match(text, end)
        if between:
            end = between.end()
        step = min(numeral.step, second.numeral.step)
        joined = replace(numeral, low=low, high=high, step=step, bound="exact")
        bound = "exact" if second.bound == "exact" else second.bound
        return Measure(first.start, end, joined, unit, bound, "range", text[first.start : end])

    def _listed(self, text: str, first: Measure, barren: int) -> tuple[list[Measure], int]:
        """`0.6和1.0个百分点`: numbers without a unit take that of the item that closes the list."""
        items = [first]
        while items[-1].unit is None and len(items) < _LONGEST_LIST:
            end = items[-1].end
            joint = self._list.match(text, end) if text[end : end + 1] in self._joints else None
            following = self._reader.read(text, joint.end()) if joint else None
            if following is None:
                break
            items.append(self._ranged(text, following))
        last = items[-1]
        if len(items) == 1 or last.unit is None or last.rule not in ("number", "range"):
            return [first], max(barren, last.start)
        unit, most = last.unit, last.high * _LIST_SPREAD
        for i, item in enumerate(items[:-1]):
            numeral = shared(item, last, most).scaled(unit.scale)
            items[i] = replace(item, numeral=numeral, unit=unit)
        return items, barren

    def bounded(self, text: str, first: Quantity, second: Quantity) -> Quantity | None:
        """`大于50且小于120`: two bounds of one number as one range, None if they are not."""
        gap = text[first.end : second.start]
        match = _AND.fullmatch(gap)
        if match is None or first.value is None or second.value is None:
            return None
        if first.unit and second.unit and first.unit != second.unit:
            return None
        if first.bound in _LOWER and second.bound in _UPPER:
            low, high = first.value, second.value
        elif first.bound in _UPPER and second.bound in _LOWER:
            low, high = second.value, first.value
        else:
            return None
        if low >= high:
            return None
        given = second if second.unit else first
        return given.model_copy(
            update={
                "start": first.start, "end": second.end, "value": None, "si_value": None,
                "low": low, "high": high, "bound": "exact", "rule": "range",
            }
        )  # fmt: skip


def shared(first: Measure, last: Measure, most: Decimal) -> Numeral:
    """The first number with the multiplier that only the last one carries (`2—3万亿元`), if that
    makes it no more than `most`. A single digit takes all of it (`三到五千万`), else 万 and 亿."""
    numeral, printed = first.numeral, last.printed.rstrip("多余几")
    if _ALL_BIG.search(first.printed):
        return numeral
    chain, big = _CHAIN.search(printed), _BIG.search(printed)
    whole = chain and len(chain[0]) + 1 == len(printed) and not _CHAIN.search(first.printed)
    for powers in (chain if whole and numeral.high < 10 else None, big):
        if powers:
            scaled = numeral.scaled(_product(powers[0]))
            if scaled.high <= most:
                return scaled
    return numeral


def _product(chain: str) -> Decimal:
    value = Decimal(1)
    for power in chain:
        value *= _POWER[power]
    return value


def _next_digits(first: Measure, second: Measure) -> bool:
    """`三、四亿元`: single digits that follow each other are one approximate number."""
    digit = second.printed[:1]
    one = len(first.printed) == 1
    return (
        one
        and second.numeral.text[:1] == digit
        and _digit(digit) == first.numeral.low + 1
        and (len(second.printed) == 1 or second.printed[1] in "十百千万亿")
    )


def _digit(char: str) -> int:
    if char.isdigit():
        return int(char)
    return {c: i for i, c in enumerate("零一二三四五六七八九")}.get(char, 2 if char == "两" else -9)


def _looks_like_years(first: Measure, second: Measure) -> bool:
    return all(len(m.printed) == 4 and m.printed[:2] in ("19", "20") for m in (first, second))
