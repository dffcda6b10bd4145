"""What each part of a date makes of the period before it: 今年 | 上半年, 去年 | 9月 | 3日.

A step narrows the period that the steps before it gave (`outer`), or, where it comes first, finds
its place from the `Scene`: the day of publication and the date that the narrative last set.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from extract.dates.scene import Basis, Scene, within
from extract.dates.timex import PLACEHOLDER, UNITS, Period, add, floor, join, of, unit, value


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
                return within(self._run(outer.start.year, outer.start.month), outer)
            return scene.in_month(self._run)
        if outer:
            return within(self._run(outer.start.year, 0), outer)
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
            return within(unit(datetime(outer.start.year + self.first, 1, 1), "decade"), outer)
        return unit(datetime((1900 if self.first >= 30 else 2000) + self.first, 1, 1), "decade")


def plan(n: int) -> Period:
    """The n-th five-year plan: 1953–57, 1958–62, from the third (1966–70) on every five years."""
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
        if self.shift > 0 and self.basis == "context" and base.anchor == "published":
            return scene.unknown(self.grain)  # 第二年 where the text has told of no first
        if outer:
            moved = base.start.replace(year=outer.start.year)
            return within(unit(moved, self.grain), outer)
        found = unit(add(base.start, self.grain, self.shift), self.grain)
        return found._replace(anchor=base.anchor)


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
        found = week._replace(
            start=start, end=end, value=name, grain="day", interval=self.last > self.first
        )
        if week.missing or self.weekend:
            return found
        days = sorted({value(start, "day"), value(end - timedelta(days=1), "day")})
        return found._replace(value="/".join(days))


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
        return within(one._replace(start=start, end=end), outer)


@dataclass(frozen=True, slots=True)
class Nth:
    """The n-th unit within the period before it: 第二周, 第三个月, 第一个周二; -1 is the last."""

    grain: str
    n: int
    weekday: int = 0

    def apply(self, outer: Period | None, scene: Scene) -> Period:
        if outer is None:
            base = scene.base(self.grain, "context")
            found = unit(add(base.start, self.grain, self.n - 1), self.grain)
            return found._replace(anchor=base.anchor)
        if self.weekday or self.grain == "week":
            start = self._week(outer)
            grain = "day" if self.weekday else "week"
        elif self.n < 0:
            start, grain = add(outer.end, self.grain, -1), self.grain
        else:
            start, grain = add(outer.start, self.grain, self.n - 1), self.grain
        if not outer.start - timedelta(days=4) <= start < outer.end:
            raise ValueError("beyond the period")
        return within(unit(start, grain), outer)

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
class SamePeriod:
    """同期: what the narrative last set, moved into the year or month before it (去年同期)."""

    grain: str = "half"

    def apply(self, outer: Period | None, scene: Scene) -> Period:
        last = scene.last
        if last and scene.now and last.start >= scene.now.end:
            last = None  # a plan is the same period of nothing
        if last is None:
            if outer is None:
                raise ValueError("the same period as which")
            return outer
        if outer is None or outer.missing or outer.grain not in ("year", "month"):
            return last._replace(anchor="context")
        months = (outer.start.year - last.start.year) * 12
        if outer.grain == "year" and not months:  # 2024年…比去年同期, written in 2025
            months = -12
        if outer.grain == "month":
            months += outer.start.month - last.start.month
        return moved(last, months)


def moved(period: Period, months: int) -> Period:
    """The period the given number of months away, its value told anew."""
    start = add(period.start, "month", months)
    if period.end.day == 1:  # the end of a month stays one
        last = add(add(period.end, "month", months), "second", -1)
    else:
        last = add(add(period.end, "second", -1), "month", months)
    first = unit(start, period.grain if period.grain in UNITS else "day")
    if not period.interval and first.start == start:
        return first._replace(anchor="context")
    grain = {"months": "month", "years": "year"}.get(period.grain, "day")
    found = join(unit(start, grain), unit(last, grain), period.grain)
    return found._replace(anchor="context", mod=period.mod)


@dataclass(frozen=True, slots=True)
class BeforeChrist:
    """A year before our era: a value, no interval (ISO dates of files begin with year 1)."""

    year: int
    grain: str = "year"

    def apply(self, outer: Period | None, scene: Scene) -> Period:
        return unit(PLACEHOLDER, "year")._replace(value=f"BC{self.year:04d}", missing="year")


@dataclass(frozen=True, slots=True)
class Impossible:
    """What is written like a date and is none: 雍正十六年, after a reign of thirteen years."""

    grain: str

    def apply(self, outer: Period | None, scene: Scene) -> Period:
        raise ValueError("no such date")
