"""Steps for named parts of the calendar: edges, seasons, festivals, lunar days, times of day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from extract.dates import lunar
from extract.dates.holidays import days_off
from extract.dates.scene import Scene, within
from extract.dates.timex import RANK, Period, add, floor, join, of, unit, value


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
            if self.mod == "END" and outer.anchor == "published" and scene.begun(outer.start.year):
                outer = of(outer.start.year - 1)._replace(anchor="published")  # 年末, read in March
        whole = outer or scene.base(self.of or "month", "block")  # 10月产量…，月末库存…
        if whole.grain not in self.slices:
            return whole._replace(mod=self.mod)
        name, first, last = self.slices[whole.grain]
        start, end = add(whole.start, name, first), min(add(whole.start, name, last), whole.end)
        if start >= end:  # an edge already: 同期年底
            return whole._replace(mod=self.mod)
        return whole._replace(start=start, end=end, mod=self.mod, interval=True)


@dataclass(frozen=True, slots=True)
class TenDays:
    """上旬, 中旬, 下旬, 上半月: days of a month; one that the month lacks is its end."""

    first: int
    last: int
    mod: str
    grain: str = "tendays"

    def apply(self, outer: Period | None, scene: Scene) -> Period:
        month = outer or scene.base("month")
        start = month.start.replace(day=self.first)
        end = min(add(month.start, "day", self.last), month.end)
        return month._replace(start=start, end=end, grain="tendays", mod=self.mod, interval=True)


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
            year = outer.start.year - self._begun(outer, scene)
            return within(self._build(year), outer)
        found = scene.in_year(self._build, self.shift)
        if self.code == "H1" and found.anchor == "published" and scene.begun(found.start.year):
            return self._build(found.start.year - 1)._replace(anchor="published")
        return found

    def _begun(self, outer: Period, scene: Scene) -> bool:
        """Whether `outer` is the year of publication, in whose first months the season is the one
        that began the year before: 今冬, read in February."""
        now = scene.now
        if self.last <= 12 or now is None or now.grain == "year" or scene.ahead:
            return False
        if outer.anchor != "published":
            return False
        return outer.start.year == now.start.year and now.start.month <= self.last - 11

    def _build(self, year: int) -> Period:
        start = datetime(year, self.first, 1)
        grain = {"H": "half", "Q": "quarter"}.get(self.code[0], "season")
        end = add(start, "month", self.last - self.first + 1)
        return Period(start, end, grain, f"{year:04d}-{self.code}")


@dataclass(frozen=True, slots=True)
class Festival:
    """A day that a function of the year finds, or its holiday: the days off as the State Council
    gave them, for years not known `days` days from it on."""

    find: Callable[[int], datetime]
    days: int = 1
    floating: bool = True  # not the same day of our calendar every year
    month: int = 0  # of the lunar calendar, where it is a day of that
    around: tuple[int, int] | None = None  # days from it on which it begins and ends

    def apply(self, outer: Period | None, scene: Scene) -> Period:
        if outer:
            return within(self._build(outer.start.year), outer)
        found = scene.in_year(self._build, nearest=True)
        return _floating(found) if self.floating else found

    @property
    def grain(self) -> str:
        return "days" if self.days > 1 or self.around else "day"

    def _build(self, year: int) -> Period:
        day = self.find(year)
        if self.around:
            first, last = (add(day, "day", n) for n in self.around)
            return join(unit(first, "day"), unit(last, "day"), "days")
        if self.days == 1:
            return unit(day, "day")
        first, last = days_off(day) or (day, add(day, "day", self.days - 1))
        return join(unit(first, "day"), unit(last, "day"), "days")


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
            return within(self._build(outer.start.year), outer)
        turn = self.month > 10  # 冬月 and 腊月 lie around the turn of our year
        return _floating(scene.in_year(self._build, nearest=turn))

    def _build(self, year: int) -> Period:
        if self.day:
            return unit(lunar.solar(year, self.month, self.day, self.leap), "day")
        start, end = lunar.month(year, self.month, self.leap)
        span = f"{value(start, 'day')}/{value(end - timedelta(days=1), 'day')}"
        return Period(start, end, "month", span, interval=True)


def _floating(found: Period) -> Period:
    """A day of another calendar has no month and day of ours while the year is not known."""
    return found._replace(value="XXXX-XX-XX") if found.missing else found


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
        return day._replace(
            start=start, end=end, value=day.value + self.code, grain="part", interval=True
        )


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
        found = Period(at, at, grain, value(at, grain), day.anchor)
        if not day.missing:
            return found
        name = day.value.split("T")[0] + found.value[10:]  # XXXX-WXX-1T20:00
        return found._replace(value=name, missing=day.missing)


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
