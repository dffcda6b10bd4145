"""Calendar periods: arithmetic on them and their TIMEX3 values.

A `Period` is half-open, `[start, end)`, in naive local time; what is written out is inclusive
(`first`, `last`). What the text leaves open is a placeholder in `start` and an `X` in `value`
(`XXXX-05-23`: the year is not known), and `missing` says so. Values follow TIMEX3 (HeidelTime's
guidelines), spans of two ends the ISO 8601 form `2021-01/2021-07`.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Literal, NamedTuple

Anchor = Literal["absolute", "published", "context", "unresolved"]

# coarse to fine; a date is read from left to right through this list
GRAINS = [
    "century",
    "decade",
    "plan",
    "years",
    "year",
    "half",
    "quarter",
    "season",
    "months",
    "month",
    "tendays",
    "weeks",
    "week",
    "days",
    "day",
    "part",
    "hour",
    "minute",
    "second",
]
UNITS = frozenset(["year", "half", "quarter", "month", "week", "day"])
RANK = {grain: i for i, grain in enumerate(GRAINS)}
_MONTHS = {"century": 1200, "decade": 120, "plan": 60, "year": 12, "half": 6, "quarter": 3}
_MONTHS |= {"season": 3, "month": 1}
_SECONDS = {"tendays": 864000, "week": 604800, "day": 86400, "hour": 3600, "minute": 60}
_SECONDS |= {"quarterhour": 900, "second": 1}
_CODES = {"year": "Y", "month": "M", "week": "W", "day": "D"}
_TIME_CODES = {"hour": "H", "minute": "M", "second": "S"}
_LENGTHS = {"century": (100, "year"), "quarter": (3, "month"), "tendays": (10, "day")}
_LENGTHS |= {"decade": (10, "year"), "half": (6, "month"), "quarterhour": (15, "minute")}
_ONE_OF = {"days": "day", "weeks": "week", "months": "month", "years": "year"}
_DAY = timedelta(days=1)
PLACEHOLDER = datetime(2000, 1, 1)  # a leap year that begins on no particular day


class Period(NamedTuple):
    """`[start, end)`; `value` is its TIMEX3 value, `missing` the coarsest part not known."""

    start: datetime
    end: datetime
    grain: str
    value: str
    anchor: Anchor = "absolute"
    missing: Literal["", "year", "month", "day"] = ""
    mod: str | None = None
    interval: bool = False  # more than one calendar unit
    open: Literal["", "start", "end", "both"] = ""

    @property
    def first(self) -> str | None:
        """ISO start, inclusive: a day, or a minute where a clock time is given."""
        return (
            None if self.missing or self.open in ("start", "both") else _iso(self.start, self.timed)
        )

    @property
    def last(self) -> str | None:
        """ISO end, inclusive."""
        if self.missing or self.open in ("end", "both"):
            return None
        if self.grain in ("hour", "minute", "second"):
            midnight = self.interval and floor(self.end, "day") == self.end
            return _iso(self.end - timedelta(minutes=midnight), True)  # 0时至24时
        step = timedelta(minutes=1) if self.timed else timedelta(days=1)
        return _iso(self.end - step, self.timed)

    @property
    def timed(self) -> bool:
        """Whether it says more than days."""
        return RANK[self.grain] >= RANK["part"]


def _iso(at: datetime, timed: bool) -> str:
    if not timed:
        return f"{at.date().isoformat()}"
    return at.isoformat(timespec="seconds" if at.second else "minutes")


def floor(at: datetime, grain: str) -> datetime:
    """The start of the calendar unit that holds `at`; weeks begin on Monday."""
    if grain == "minute":
        return at.replace(second=0)
    if grain == "hour":
        return at.replace(minute=0, second=0)
    if grain == "second":
        return at
    at = at.replace(hour=0, minute=0, second=0)
    if grain in ("day", "days"):
        return at
    if grain in ("week", "weeks"):
        return at - timedelta(days=at.weekday())
    if grain == "tendays":
        return at.replace(day=min((at.day - 1) // 10, 2) * 10 + 1)
    if grain in ("century", "decade"):
        years = _MONTHS[grain] // 12
        return at.replace(year=max(at.year // years * years, 1), month=1, day=1)
    months = _MONTHS.get(grain, 1)
    return at.replace(month=(at.month - 1) // months * months + 1, day=1)


def add(at: datetime, grain: str, n: int | Decimal) -> datetime:
    """`at` moved by `n` units; a day that the month lacks becomes its last day.

    Raises ValueError or OverflowError outside of years 1 to 9999.
    """
    months = _MONTHS.get(grain)
    if months is None:
        return at + timedelta(seconds=int(n * _SECONDS[grain]))
    total = months * n
    whole = int(total)
    years, month = divmod(at.year * 12 + at.month - 1 + whole, 12)
    day = at.day if at.day <= 28 else min(at.day, monthrange(years, month + 1)[1])
    moved = at.replace(year=years, month=month + 1, day=day)
    return moved if whole == total else moved + timedelta(days=int((total - whole) * 30))


def unit(at: datetime, grain: str) -> Period:
    """The calendar unit (`year`, `half`, `month`, `week` …) that holds `at`; of several the one."""
    grain = _ONE_OF.get(grain, grain)
    start = floor(at, grain)
    end = start if grain in ("hour", "minute", "second") else _end(start, grain)
    return Period(start, end, grain, value(start, grain))


def _end(start: datetime, grain: str) -> datetime:
    if grain == "tendays" and start.day == 21:
        return add(start.replace(day=1), "month", 1)
    if start.year >= 9999:
        return datetime.max.replace(microsecond=0)
    return add(start, grain, 1)


def value(at: datetime, grain: str) -> str:
    """TIMEX3 value of the calendar unit of `grain` that starts at `at`."""
    year = f"{at.year:04d}"
    if grain == "century":
        return year[:2]
    if grain == "decade":
        return year[:3]
    if grain == "half":
        return f"{year}-H{1 + at.month // 7}"
    if grain == "quarter":
        return f"{year}-Q{(at.month + 2) // 3}"
    if grain == "week":
        iso = at.isocalendar()
        return f"{iso.year:04d}-W{iso.week:02d}"
    if grain in ("hour", "minute", "second"):
        return _iso(at, True)
    length = {"year": 4, "month": 7, "tendays": 7}.get(grain, 10)
    return at.date().isoformat()[:length]


def of(year: int, month: int = 0, day: int = 0) -> Period:
    """A year, a month or a day. Raises ValueError where the calendar has none."""
    start = datetime(year, month or 1, day or 1)
    if day:
        return Period(start, start + _DAY, "day", f"{year:04d}-{month:02d}-{day:02d}")
    if month:
        end = datetime(year + month // 12, month % 12 + 1, 1)
        return Period(start, end, "month", f"{year:04d}-{month:02d}")
    return Period(start, datetime(year + 1, 1, 1), "year", f"{year:04d}")


def join(a: Period, b: Period, grain: str | None = None) -> Period:
    """From the start of `a` to the end of `b`."""
    found = a._replace(end=b.end, value=f"{a.value}/{b.value}", interval=True, mod=None)
    finer = max(a.grain, b.grain, key=RANK.__getitem__)
    missing = a.missing or b.missing
    anchor = b.anchor if (a.anchor, b.anchor) == ("absolute", "published") else a.anchor
    return found._replace(grain=grain or finer, missing=missing, anchor=anchor)


def hide(period: Period, missing: Literal["year", "month", "day"]) -> Period:
    """The period with its year (and month, and day) taken for unknown."""
    text = period.value
    if missing == "year":
        text = "/".join("XXXX" + part[4:] for part in text.split("/"))
    elif period.grain == "week":
        text = "XXXX-WXX"
    else:
        masks = {"month": "XXXX-XX", "day": "XXXX-XX-XX"}
        text = "/".join(
            (masks[missing] + p[len(masks[missing]) :])[: len(p)] for p in text.split("/")
        )
    return period._replace(value=text, missing=missing, anchor="unresolved")


def length(parts: Sequence[tuple[Decimal | None, str]]) -> str:
    """ISO 8601 duration: `[(8, day), (20, hour)]` → `P8DT20H`; an unknown number is `X`."""
    dates, times = "", ""
    for n, grain in parts:
        factor, base = _LENGTHS.get(grain, (1, grain))
        number = "X" if n is None else format((n * factor).normalize(), "f")
        if base in _CODES:
            dates += number + _CODES[base]
        else:
            times += number + _TIME_CODES[base]
    return "P" + dates + ("T" + times if times else "")
