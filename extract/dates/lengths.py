"""Lengths of time: how they are written, and what they say.

A length is a duration (连续5年), the time before or after now (近3个月, 未来3年), or, with 前 or 后
behind it, a point that far away (三年前).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from extract.dates.patterns import NUMBER, RANGE, SPACE, number
from extract.dates.scene import Scene
from extract.dates.timex import RANK, Period, add, floor, length, unit, value
from extract.dates.words import Vocabulary, any_of
from extract.records import Date

_FINE = ("hour", "minute", "second", "quarterhour")
_POINT_GRAINS = {"quarter": "month", "century": "year", "quarterhour": "minute"}
_HALF_GRAINS = {"year": "month", "month": "day"}
_SECONDS = re.compile(rf"{SPACE}(?:{NUMBER}){SPACE}秒")
_JOINT = re.compile(rf"{SPACE}[零又]?{SPACE}")


@dataclass(slots=True)
class Length:
    """A length as written: `[start, end)` of the text. An unknown number is None."""

    start: int
    end: int
    parts: list[tuple[Decimal | None, str]] = field(default_factory=list)
    high: Decimal | None = None  # the upper number of a range (两三年)
    more: bool = False  # 一年多
    nearly: bool = False  # 历时近3年
    opener: str = ""
    closer: str = ""
    core: int = 0  # where the length itself ends


class Lengths:
    """The patterns of lengths, compiled from the vocabulary."""

    def __init__(self, words: Vocabulary) -> None:
        rules = words.rules
        self._words = words
        self._part = re.compile(
            rf"(?:(?P<vague>{any_of(rules.vague)})|(?P<a>{NUMBER})"
            rf"(?:(?:{RANGE}|、)(?P<b>{NUMBER}))?{SPACE}(?P<more>[多余来几])?){SPACE}"
            rf"(?P<half>个?半)?(?:个(?P<ge>多))?(?P<u>{any_of(rules.lengths)})"
            r"(?P<tail>半|多|有余|余)?"
        )
        self._closer = re.compile(rf"{SPACE}({any_of(words.length_closers)})")
        self._prefix = re.compile(rf"({any_of(words.length_prefixes)})的?{SPACE}$")
        self._nearly = re.compile(rf"(?:{any_of(rules.nearly)})$")

    def match(self, text: str, at: int) -> Length | None:
        """The length at `at` with what opens and closes it: 8天20小时, 过去5年, 三年前."""
        found, end = Length(at, at), at
        while m := self._part.match(text, end):
            part = self._read(m, inner=bool(found.parts))
            again = bool(part and found.parts and part[1] == found.parts[-1][1])
            if part is None or (again and m["u"] != "夜"):
                break
            if not again:  # 3天3夜 is three days
                found.parts.append(part)
            found.end = m.end()
            joint = _JOINT.match(text, m.end())
            end = joint.end() if joint else m.end()
            self._tail(m, found)
        if not found.parts or text[at - 1 : at] == "第":
            return None
        found.core = found.end
        self._open(text, found)
        opened = found.opener in ("past", "future")
        if _bare_month(text, found) and (not opened or "的" in text[found.start : found.core]):
            return None  # 过去的 | 10月
        self._close(text, found)
        return found

    def prefixed(self, text: str, at: int, word: str) -> bool:
        """Whether `word` only opens the length at `at`: 未来3年."""
        return word in self._words.length_prefixes and self._part.match(text, at) is not None

    def _read(self, m: re.Match[str], inner: bool) -> tuple[Decimal | None, str] | None:
        grain = self._words.rules.lengths[m["u"]]
        if len(m["u"]) == 1 and self._words.vetoed(m.string, m.end()):
            return None  # 3年级; a unit of two characters (小时) is never part of another word
        if m["u"] == "分" and not (inner or _SECONDS.match(m.string, m.end())):
            return None  # 分 by itself is a point of a score or a hundredth of 元
        only = self._words.rules.only_before.get(m[0])
        if only and m.string[m.end() : m.end() + 1] not in only:
            return None
        if m["vague"]:
            return None, grain
        if m["a"] in ("百", "千", "万"):  # 百年, 千年: said of old things
            return None if grain == "year" else (Decimal(1), grain)
        found = number(m["a"])
        year = grain == "year" and not m["more"]  # 2035年 is no length, 5000年 may be one
        if found is None or (year and 1500 < found[0] < 3000 and found[0] % 100):
            return None
        other = number(m["b"]) if m["b"] else None
        if other and "、" in m[0] and not 0 < other[0] - found[0] <= 2:
            return None  # 一、2024年: a list marker, not one to 2024 years
        half = bool(m["half"] or m["tail"] == "半")
        return found[0] + (Decimal("0.5") if half else 0), grain

    def _tail(self, m: re.Match[str], found: Length) -> None:
        low = number(m["a"]) if m["a"] else None
        high = number(m["b"]) if m["b"] else low
        found.high = high[1] if low and high and high[1] > low[0] else None
        found.more = bool(m["more"] or m["ge"] or (m["tail"] or "半") != "半")

    def _open(self, text: str, found: Length) -> None:
        prefix = self._prefix.search(text, max(0, found.start - 6), found.start)
        if prefix is None:
            return
        before = max(0, prefix.start() - 4)
        if prefix[1] == "近" and self._nearly.search(text, before, prefix.start()):
            found.nearly = True
            return
        found.opener, found.start = self._words.length_prefixes[prefix[1]], prefix.start()

    def _close(self, text: str, found: Length) -> None:
        closer = self._closer.match(text, found.end)
        if closer is None or self._words.vetoed(text, closer.end()):
            return
        kind = self._words.length_closers[closer[1]]
        if not (found.opener and kind == "within"):
            found.closer, found.end = kind, closer.end()


def _bare_month(text: str, found: Length) -> bool:
    """三月 is a month of the year; only 近三月, 仨月 are lengths."""
    inner = text[found.start : found.end]
    return inner.endswith("月") and not any(c in inner for c in "个仨两半多几数")


def resolve_length(found: Length, start: int, scene: Scene) -> Date:
    """The Date, from offset `start` on, for a length: 近3个月, 三年前, 17天内, 连续5年."""
    timex = length(found.parts)
    if found.high is not None:
        timex += "/" + length([(found.high, found.parts[0][1])])
    mods = {"about": "APPROX", "within": "EQUAL_OR_LESS"}
    mod = "MORE_THAN" if found.more else "LESS_THAN" if found.nearly else mods.get(found.closer)
    date = Date(
        start=start, end=found.end, kind="duration", timex=timex, rule="dates/duration", mod=mod
    )
    if found.opener == "every":
        return date.model_copy(update={"kind": "recurring", "rule": "dates/recurring"})
    side = _direction(found, scene.alone)
    if side:
        try:
            _place(date, side, found, scene)
        except (ValueError, OverflowError):
            return date
    return date


def _direction(found: Length, alone: bool) -> str | None:
    if found.closer in ("ago", "later", "since"):
        return found.closer
    if found.opener in ("past", "future"):
        return found.opener
    return "future" if found.closer == "within" and alone else None


def _place(date: Date, side: str, found: Length, scene: Scene) -> None:
    """Give `date` its interval, as far as the day of publication is known."""
    point = side in ("ago", "later")
    date.kind, date.rule = ("date", "dates/date") if point else ("interval", "dates/interval")
    if point:
        date.timex = "PAST_REF" if side == "ago" else "FUTURE_REF"
    base = scene.near if side == "later" and scene.near else scene.now
    grain = found.parts[-1][1]
    if base is None or found.high is not None or any(n is None for n, _ in found.parts):
        return
    if RANK[base.grain] < RANK["day"] and not (point and grain == "year"):
        return
    if point and _round(found):
        return
    sign = -1 if side in ("ago", "past", "since") else 1
    at = base.start
    for n, name in found.parts:
        at = add(at, name, (n or 0) * sign)
    date.anchor = "published" if base is scene.now else "context"
    if point:
        _point(date, at, found)
    else:
        _span(date, at, base, side, found)


def _round(found: Length) -> bool:
    """2000多年前, 600年前: hundreds of years, counted roughly."""
    n, grain = found.parts[0]
    return grain == "year" and n is not None and n >= 100 and n % 100 == 0


def _point(date: Date, at: datetime, found: Length) -> None:
    n, grain = found.parts[-1]
    if n is not None and n != int(n):
        grain = _HALF_GRAINS.get(grain, grain)
    grain = _POINT_GRAINS.get(grain, grain)
    if grain in _FINE:
        grain = "second" if at.second else "minute"
    whole = unit(at, grain)
    date.timex, date.date_start, date.date_end = whole.value, whole.first, whole.last


def _span(date: Date, at: datetime, now: Period, side: str, found: Length) -> None:
    n, grain = found.parts[-1]
    start, end = (now.start, at) if side == "future" else (at, now.start)
    if side == "since" and found.more and grain in ("year", "month"):
        start = floor(start, grain)
    if grain in _FINE:
        date.date_start, date.date_end = unit(start, "minute").first, unit(end, "minute").last
    else:
        exact = side == "future" and n == int(n or 0) and grain in ("year", "month")
        end = add(end, "day", -1) if exact else end
        date.date_start, date.date_end = value(start, "day"), value(end, "day")
