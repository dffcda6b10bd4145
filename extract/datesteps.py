"""What each part of a date makes of the period before it: 今年 | 上半年, 去年 | 9月 | 3日 | 晚上 | 8点.

A step narrows the period that the steps before it gave (`outer`), or, where it comes first, finds
its place from the `Scene`: the day of publication and the date that the narrative last set.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal, Protocol

from extract import lunar
from extract.timex import PLACEHOLDER, RANK, Period, add, cut, floor, hide, join, of, unit, value

Basis = Literal["published", "context"]
# What must be known of a date before a unit of it can be named.
_NEEDS = {"half": "month", "quarter": "month", "week": "day", "tendays": "day", "century": "year"}
_NEEDS |= {"decade": "year", "plan": "year"}
FAR = timedelta(days=62)  # further ahead than this nothing is reported as done
SOON = timedelta(days=10)  # the same for a bare day of the month
_MASKS: dict[str, Literal["year", "month", "day"]] = {"year": "year", "month": "month"}


@dataclass(slots=True)
class Scene:
    """Where the reader stands. `ahead`: a plan, or a date that stands by itself."""

    now: Period | None = None  # the day, month or year of publication
    last: Period | None = None  # what the narrative last set
    near: Period | None = None  # the same, within this block
    ahead: bool = False

    def base(self, grain: str, basis: Basis = "published") -> Period:
        """The unit of `grain` that holds now, or the narrative's date where it set one."""
        found = self.last if basis == "context" and self.last else self.now
        if found is None or RANK[found.grain] < RANK[_NEEDS.get(grain, grain)]:
            return hide(unit(PLACEHOLDER, grain), _MASKS.get(grain, "day"))
        anchor: Basis = "published" if found is self.now else "context"
        return replace(unit(found.start, grain), anchor=anchor)

    def in_year(self, build: Callable[[int], Period], shift: bool = True) -> Period:
        """What `build` makes of the year that a date without one is in."""
        if self.near and (not self.now or self.near.start < self.now.end):
            return replace(build(self.near.start.year), anchor="context")
        if not self.now:
            return hide(build(PLACEHOLDER.year), "year")
        year = self.now.start.year
        found = _possible(build, year, -1)
        if shift and not self.ahead and self.now.grain != "year":
            late = found.start - self.now.end > FAR
            found = build(year - 1) if late else found
        return replace(found, anchor="published")

    def in_month(self, build: Callable[[int, int], Period]) -> Period:
        """What `build` makes of the month that a day without one is in."""
        month = RANK["month"]
        near, now = self.near, self.now
        if near and RANK[near.grain] >= month and (not now or near.start < now.end):
            return replace(build(near.start.year, near.start.month), anchor="context")
        if not now or RANK[now.grain] < month:
            return hide(build(PLACEHOLDER.year, 1), "month")
        found = _possible(lambda n: build(*divmod_month(now.start, n)), 0, -1)
        if RANK[now.grain] > month and not self.ahead and found.start - now.end > SOON:
            found = _possible(lambda n: build(*divmod_month(now.start, n)), -1, -1)
        return replace(found, anchor="published")


def divmod_month(at: datetime, n: int) -> tuple[int, int]:
    """Year and month that lie `n` months from `at`."""
    moved = add(at.replace(day=1), "month", n)
    return moved.year, moved.month


def _possible(build: Callable[[int], Period], at: int, step: int) -> Period:
    """`build(at)`, or the nearest earlier one that the calendar has (29 February)."""
    for n in range(4):
        try:
            return build(at + n * step)
        except ValueError:
            if n == 3:
                raise
    raise ValueError(at)


def _within(found: Period, outer: Period) -> Period:
    """`found` was placed by `outer`: it shares its anchor, and what it does not know."""
    found = replace(found, anchor=outer.anchor)
    return hide(found, outer.missing) if outer.missing else found


class Step(Protocol):
    """One part of a date."""

    @property
    def grain(self) -> str: ...

    def apply(self, outer: Period | None, scene: Scene) -> Period:
        """The period it gives. Raises ValueError or OverflowError where there is none."""
        ...


@dataclass(frozen=True, slots=True)
class Unit:
    """A numbered calendar unit, or a run of them: 2021年, 1-7月, 三季度, 5日至7日."""

    grain: str
    first: int
    last: int

    def apply(self, outer: Period | None, scene: Scene) -> Period:
        one = self._build
        if self.grain in ("year", "century", "plan"):
            found = one(self.first, 0, 0)
            return found if self.last == self.first else join(found, one(self.last, 0, 0), "years")
        if self.grain == "decade":
            return self._decade(outer)
        if self.grain == "day":
            if outer:
                return _within(self._run(outer.start.year, outer.start.month), outer)
            return scene.in_month(self._run)
        if outer:
            return _within(self._run(outer.start.year, 0), outer)
        return scene.in_year(lambda year: self._run(year, 0))

    def _run(self, year: int, month: int) -> Period:
        found = self._build(self.first, year, month)
        if self.last == self.first:
            return found
        plural = {"month": "months", "day": "days"}.get(self.grain, self.grain)
        return join(found, self._build(self.last, year, month), plural)

    def _build(self, n: int, year: int, month: int) -> Period:
        if self.grain == "year":
            return of(n)
        if self.grain == "century":
            return unit(datetime((n - 1) * 100 or 1, 1, 1), "century")
        if self.grain == "plan":
            return plan(n)
        if self.grain == "month":
            return of(year, n)
        if self.grain == "quarter":
            return unit(datetime(year, n * 3 - 2, 1), "quarter")
        return of(year, month, n)

    def _decade(self, outer: Period | None) -> Period:
        if self.first >= 1000:
            return unit(datetime(self.first, 1, 1), "decade")
        if outer and outer.grain == "century":
            return _within(unit(datetime(outer.start.year + self.first, 1, 1), "decade"), outer)
        return unit(datetime((1900 if self.first >= 30 else 2000) + self.first, 1, 1), "decade")


def plan(n: int) -> Period:
    """The n-th five-year plan: 1953–57, 1958–62, and from the third (1966–70) on every five years."""
    start = {1: 1953, 2: 1958}.get(n, 1951 + 5 * n)
    return Period(
        datetime(start, 1, 1),
        datetime(start + 5, 1, 1),
        "plan",
        f"{start}/{start + 4}",
        interval=True,
    )


@dataclass(frozen=True, slots=True)
class Relative:
    """A unit counted from now or from the narrative: 去年, 上上周, 次日."""

    grain: str
    shift: int
    basis: Basis = "published"

    def apply(self, outer: Period | None, scene: Scene) -> Period:
        base = scene.base(self.grain, self.basis)
        if base.missing:
            return base
        if outer:
            moved = base.start.replace(year=outer.start.year)
            return _within(unit(moved, self.grain), outer)
        return replace(
            unit(add(base.start, self.grain, self.shift), self.grain), anchor=base.anchor
        )


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of a week, or a run of them: 周三, 周六至周日; 1 is Monday."""

    first: int
    last: int
    weekend: bool = False
    grain: str = "day"

    def apply(self, outer: Period | None, scene: Scene) -> Period:
        week = outer or scene.base("week")
        start = week.start + timedelta(days=self.first - 1)
        end = week.start + timedelta(days=self.last)
        name = f"{week.value}-{'WE' if self.weekend else self.first}"
        found = cut(week, start, end, value=name, grain="day", interval=self.last > self.first)
        if week.missing or self.weekend:
            return found
        return replace(found, value=value(start, "day"))


@dataclass(frozen=True, slots=True)
class First:
    """The first or last n units: 前三季度, 前5个月, 最后一周."""

    grain: str
    n: int
    last: bool = False

    def apply(self, outer: Period | None, scene: Scene) -> Period:
        if outer:
            return self._cut(outer)
        if self.grain in ("month", "quarter", "half"):
            return scene.in_year(lambda year: self._cut(of(year)))
        return self._cut(scene.base("month" if self.grain in ("day", "week") else "year"))

    def _cut(self, outer: Period) -> Period:
        if self.last:
            start, end = floor(add(outer.end, self.grain, -self.n), self.grain), outer.end
        else:
            start, end = outer.start, add(outer.start, self.grain, self.n)
        if end > outer.end or start < outer.start:
            raise ValueError("more units than there are")
        one = unit(start, self.grain)
        if self.n > 1:
            one = join(one, unit(end - timedelta(seconds=1), self.grain))
        return _within(replace(one, start=start, end=end), outer)


@dataclass(frozen=True, slots=True)
class Nth:
    """The n-th unit within the period before it: 第二周, 第三个月, 第一个周二; -1 is the last."""

    grain: str
    n: int
    weekday: int = 0

    def apply(self, outer: Period | None, scene: Scene) -> Period:
        if outer is None:
            raise ValueError("the n-th of what")
        if self.weekday or self.grain == "week":
            start = self._week(outer)
            grain = "day" if self.weekday else "week"
        elif self.n < 0:
            start, grain = add(outer.end, self.grain, -1), self.grain
        else:
            start, grain = add(outer.start, self.grain, self.n - 1), self.grain
        if not outer.start - timedelta(days=4) <= start < outer.end:
            raise ValueError("beyond the period")
        return _within(unit(start, grain), outer)

    def _week(self, outer: Period) -> datetime:
        """Weeks of a year are ISO weeks, weeks of a month begin with its first Monday."""
        day = self.weekday or 1
        if self.n < 0:
            last = outer.end - timedelta(days=1)
            return last - timedelta(days=(last.isoweekday() - day) % 7)
        if outer.grain == "year" and not self.weekday:
            start = floor(datetime(outer.start.year, 1, 4), "week")
        else:
            start = outer.start + timedelta(days=(day - outer.start.isoweekday()) % 7)
        return start + timedelta(weeks=self.n - 1)


@dataclass(frozen=True, slots=True)
class Edge:
    """The beginning, middle or end of a unit: 年初, 5月底, 90年代中期."""

    mod: str
    of: str | None
    slices: dict[str, tuple[str, int, int]]  # grain of the unit → unit of the slice, from, to
    grain: str = "tendays"

    def apply(self, outer: Period | None, scene: Scene) -> Period:
        if outer is None and self.of == "year":
            outer = scene.in_year(of, shift=False)
        whole = outer or scene.base(self.of or "month")
        if whole.grain not in self.slices:
            return replace(whole, mod=self.mod)
        name, first, last = self.slices[whole.grain]
        end = min(add(whole.start, name, last), whole.end)
        return cut(whole, add(whole.start, name, first), end, mod=self.mod, interval=True)


@dataclass(frozen=True, slots=True)
class TenDays:
    """上旬, 中旬, 下旬: days 1–10, 11–20 and the rest of a month."""

    index: int
    grain: str = "tendays"

    def apply(self, outer: Period | None, scene: Scene) -> Period:
        month = outer or scene.base("month")
        found = unit(month.start.replace(day=1 + 10 * self.index), "tendays")
        mod = ("START", "MID", "END")[self.index]
        return _within(replace(found, mod=mod, interval=True), month)


@dataclass(frozen=True, slots=True)
class Season:
    """A named run of months, counted from January of the year; 13 is the next January."""

    first: int
    last: int
    code: str
    shift: bool = True
    grain: str = "season"

    def apply(self, outer: Period | None, scene: Scene) -> Period:
        if outer:
            return _within(self._build(outer.start.year), outer)
        return scene.in_year(self._build, self.shift)

    def _build(self, year: int) -> Period:
        start = datetime(year, self.first, 1)
        grain = {"H": "half", "Q": "quarter"}.get(self.code[0], "season")
        end = add(start, "month", self.last - self.first + 1)
        return Period(start, end, grain, f"{year:04d}-{self.code}")


@dataclass(frozen=True, slots=True)
class Festival:
    """A day that a function of the year finds, or the holiday of `days` days from it on."""

    find: Callable[[int], datetime]
    days: int = 1
    grain: str = "day"

    def apply(self, outer: Period | None, scene: Scene) -> Period:
        if outer:
            return _within(self._build(outer.start.year), outer)
        return scene.in_year(self._build)

    def _build(self, year: int) -> Period:
        start = self.find(year)
        one = unit(start, "day")
        return join(one, unit(add(start, "day", self.days - 1), "day")) if self.days > 1 else one


@dataclass(frozen=True, slots=True)
class LunarDate:
    """A month or a day of the lunar calendar."""

    month: int
    day: int = 0
    leap: bool = False

    @property
    def grain(self) -> str:
        return "day" if self.day else "month"

    def apply(self, outer: Period | None, scene: Scene) -> Period:
        if outer:
            return _within(self._build(outer.start.year), outer)
        return scene.in_year(self._build)

    def _build(self, year: int) -> Period:
        if self.day:
            return unit(lunar.solar(year, self.month, self.day, self.leap), "day")
        start, end = lunar.month(year, self.month, self.leap)
        span = f"{value(start, 'day')}/{value(end - timedelta(days=1), 'day')}"
        return Period(start, end, "month", span, interval=True)


@dataclass(frozen=True, slots=True)
class DayPart:
    """A named part of the day, in hours; above 24 it reaches into the next day."""

    first: int
    last: int
    code: str
    grain: str = "part"

    def apply(self, outer: Period | None, scene: Scene) -> Period:
        day = outer or _day(scene)
        start = day.start + timedelta(hours=self.first)
        end = day.start + timedelta(hours=self.last)
        return cut(day, start, end, value=day.value + self.code, grain="part", interval=True)


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day, 24 allowed for the midnight that ends it; `None` where not said."""

    hour: int
    minute: int | None = None
    second: int | None = None

    @property
    def grain(self) -> str:
        return "second" if self.second is not None else "minute"

    def apply(self, outer: Period | None, scene: Scene) -> Period:
        if self.hour > 24 or (self.minute or 0) > 59 or (self.second or 0) > 59:
            raise ValueError("no time of day")
        day = outer or _day(scene)
        hour = self.hour
        if day.grain == "part":
            code = day.value[-3:]
            hour = _half_of_day(hour, code)
        midnight = floor(day.start, "day")
        at = midnight + timedelta(hours=hour, minutes=self.minute or 0, seconds=self.second or 0)
        grain = "hour" if self.minute is None else self.grain
        return _within(Period(at, at, grain, value(at, grain)), day)


@dataclass(frozen=True, slots=True)
class ClockRange:
    """Two clock times that share their unit: 9~12点半."""

    first: int
    last: Clock
    grain: str = "minute"

    def apply(self, outer: Period | None, scene: Scene) -> Period:
        first = Clock(self.first).apply(outer, scene)
        last = self.last.apply(outer, scene)
        if last.start <= first.start:
            raise ValueError("ends before it begins")
        return join(first, last)


@dataclass(frozen=True, slots=True)
class BeforeChrist:
    """A year before our era: a value, no interval (ISO dates of files begin with year 1)."""

    year: int
    grain: str = "year"

    def apply(self, outer: Period | None, scene: Scene) -> Period:
        return replace(unit(PLACEHOLDER, "year"), value=f"BC{self.year:04d}", missing="year")


def _day(scene: Scene) -> Period:
    near = scene.near
    known = near is not None and RANK[near.grain] >= RANK["day"] and not near.interval
    return scene.base("day", "context" if known else "published")


def _half_of_day(hour: int, code: str) -> int:
    """The hour on the 24-hour clock: 下午5点 is 17, 晚上12点 is 24, 凌晨12点 is 0."""
    if code in ("TEV", "TNI") and (hour == 12 or 5 <= hour < 12):
        return hour + 12
    if code == "TAF" and hour < 12:
        return hour + 12
    if code == "TMI" and hour < 11:
        return hour + 12
    return 0 if code == "TMO" and hour == 12 and code else hour
