"""Where a date without a year, a month or a day finds them.

The `Scene` is what a reader has in mind: when the text was published, and what day or month the
narrative last spoke of. What neither says stays open: a placeholder, shown as `X`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from extract.dates.timex import PLACEHOLDER, RANK, Anchor, Period, add, hide, of, unit
from extract.text import BlockKind

Basis = Literal["published", "context", "block", "whole", "compared"]
Build = Callable[[int], Period]
# What must be known of a date before a unit of it can be named.
_NEEDS = {"half": "month", "quarter": "month", "week": "day", "tendays": "day", "century": "year"}
_NEEDS |= {"decade": "year", "plan": "year"}
_ISO = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:[T ](\d\d):(\d\d)(?::(\d\d))?)?")
BEGUN = 3  # in the first months of a year nothing is told of the whole of it
LATELY = timedelta(days=62)  # a festival or a 截至 no longer ago than this is the last one
FAR = timedelta(days=62)  # further ahead than this nothing is reported as done
LAST_PLANS = 2  # years; plans told of earlier ones are those of the story
SOON = timedelta(days=5)  # the same for a bare day of the month
_FRAMES = ("year", "half", "quarter")
_MASKS: dict[str, Literal["year", "month", "day"]] = {"year": "year", "month": "month"}


@dataclass(slots=True)
class Scene:
    """Where the reader stands when a date comes."""

    now: Period | None = None  # the day, month or year of publication
    last: Period | None = None  # what the narrative last set
    near: Period | None = None  # the same, within this block
    close: bool = False  # `near` was set in this sentence
    frame: Period | None = None  # what the last dated heading set: 一、2024年工作回顾
    title: Period | None = None  # the same of the title: 2024年统计公报
    ahead: bool = False  # it may lie ahead of publication: a plan, a date by itself
    coming: bool = False  # it does: 将于1月30日
    until: bool = False  # it is where a count stops: 截至7月底
    alone: bool = False  # the block is nothing but the date

    def enter(self, kind: BlockKind) -> None:
        """A new block: the narrative begins with what the title or the heading above it set."""
        if kind == "heading":
            self.frame = self.title
        self.near = self.frame

    def framed(self, kind: BlockKind) -> None:
        """A date in a title or a heading, of months or a year, sets what stands below it."""
        if kind not in ("title", "heading") or not self.near or self.near.grain not in _FRAMES:
            return
        self.frame = self.near
        self.title = self.near if kind == "title" else self.title

    def base(self, grain: str, basis: Basis = "published") -> Period:
        """The unit of `grain` that holds now, or the narrative's date where it set one."""
        told = {"context": self.last, "block": self.near, "whole": self.near}.get(basis)
        if basis == "context" and grain == "year" and self.near and self.close:
            told = self.near  # 2018年…；到2023年底，…，| 当年…
        need = RANK[_NEEDS.get(grain, grain)]
        if told and self.now and told.start >= self.now.end:
            told = None
        if told and self.now and self._over(told, self.now):
            told = None
        if told and basis != "context" and RANK[told.grain] < need:
            told = None
        found = told or self.now
        if found is None or RANK[found.grain] < need:
            return self.unknown(grain)
        anchor: Anchor = "published" if found is self.now else "context"
        if basis == "whole" and self.begun(found.start.year):
            return unit(datetime(found.start.year - 1, 1, 1), grain)._replace(anchor=anchor)
        return unit(found.start, grain)._replace(anchor=anchor)

    @staticmethod
    def unknown(grain: str) -> Period:
        """One of which only the grain is known."""
        return hide(unit(PLACEHOLDER, grain), _MASKS.get(grain, "day"))

    def _over(self, told: Period, now: Period) -> bool:
        """Whether a plan cannot be for the narrative's date: it was over in another sentence, or
        in this one, and somebody means to do it by then (前年回乡，她打算 | 年底前再开一家)."""
        lately = self.coming and told.start.year >= now.start.year - LAST_PLANS
        over = lately or not self.close
        return self.ahead and not self.alone and over and told.end <= now.start

    def begun(self, year: int) -> bool:
        """Whether a year has only just begun and no plan is spoken of."""
        now = self.now
        if self.ahead or now is None or RANK[now.grain] < RANK["month"]:
            return False
        return now.start.year == year and now.start.month <= BEGUN

    def just_begun(self) -> bool:
        """Whether the year of publication is so young that its results are not yet told."""
        now = self.now
        return now is not None and RANK[now.grain] >= RANK["month"] and now.start.month == 1

    def in_year(self, build: Build, shift: bool = True, nearest: bool = False) -> Period:
        """What `build` makes of the year that a date without one is in.

        The narrative's year, where the date carries the narrative on; else the year of
        publication, or the one before where the date would lie far ahead of publication and no
        plan is spoken of. `nearest`: the year that brings it closest (festivals).
        """
        near, now = self.near, self.now
        lately = (nearest or self.until) and not self.close and now and self._lately(build, now)
        if near and now and self._over(near, now):
            near = None
        if nearest and near is self.frame:
            near = None  # a festival is no part of a report
        if near and now and self._past(near, build, now):
            near = None
        if near and not lately and (self.close or not now or near.start < now.end):
            found = build(near.start.year)
            if self.close or found.end > near.start:
                return found._replace(anchor="context")
        if not now:
            return hide(build(PLACEHOLDER.year), "year")
        year = now.start.year
        found = _possible(build, year)
        if nearest and not self.alone and RANK[now.grain] >= RANK["month"]:
            years = [build(y) for y in (year - 1, year, year + 1)]
            near_by = [p for p in years if self.ahead or p.start - now.end <= FAR]
            found = min(near_by, key=lambda p: abs(p.start - now.start))
        elif shift and not self.ahead and now.grain != "year" and found.start - now.end > FAR:
            found = build(year - 1)
        elif self.coming and found.end <= now.start:
            found = build(year + 1)
        return found._replace(anchor="published")

    def _past(self, near: Period, build: Build, now: Period) -> bool:
        """Whether another sentence only looked back, and what `build` makes of the year of
        publication is over: 去年产值2亿元。前7个月出口…; 2019年只占6%。上半年…."""
        if self.close or near.grain != "year" or near.end > now.start:
            return False
        found = _possible(build, now.start.year)
        long_ago = near is not self.frame and near.start.year < now.start.year - 1
        looked_back = near.anchor == "published" or (
            long_ago and (found.interval or found.grain in _FRAMES)
        )
        return looked_back and found.end <= now.start

    def _lately(self, build: Build, now: Period) -> bool:
        """Whether what `build` makes of the year of publication was over not long before it; where
        a count stops, also what has begun (截至1月5日, read on 7 January)."""
        found = _possible(build, now.start.year)
        begun = found.start < now.end if self.until else found.end <= now.end
        return begun and now.start - found.end < LATELY

    def in_month(self, build: Callable[[int, int], Period]) -> Period:
        """What `build` makes of the month that a day without one is in; as `in_year`."""
        near, now = self.near, self.now
        fine = near is not None and RANK[near.grain] >= RANK["month" if self.close else "days"]
        if near and fine and (self.close or not now or near.start < now.end):
            found = build(near.start.year, near.start.month)
            if self.close or found.start >= near.start:
                return found._replace(anchor="context")
        if not now or RANK[now.grain] < RANK["month"]:
            return hide(build(PLACEHOLDER.year, 1), "month")
        start = now.start
        found = _possible(lambda n: build(*month_at(start, n)), 0)
        if RANK[now.grain] > RANK["month"] and not self.ahead and found.start - now.end > SOON:
            found = _possible(lambda n: build(*month_at(start, n)), -1)
        elif self.coming and found.end <= start:
            found = build(*month_at(start, 1))
        return found._replace(anchor="published")


def month_at(at: datetime, n: int) -> tuple[int, int]:
    """Year and month that lie `n` months from `at`."""
    moved = add(at.replace(day=1), "month", n)
    return moved.year, moved.month


def _possible(build: Build, at: int) -> Period:
    """`build(at)`, or the nearest earlier one that the calendar has (30日, read in March)."""
    for n in (at, at - 1, at - 2):
        try:
            return build(n)
        except ValueError:
            continue
    return build(at - 3)


def within(found: Period, outer: Period) -> Period:
    """`found` was placed by `outer`: it shares its anchor, and what it does not know."""
    found = found._replace(anchor=outer.anchor)
    return hide(found, outer.missing) if outer.missing else found


def publication(published: str | None) -> Period | None:
    """The period that the article was published in: a moment, a day, a month or a year."""
    m = _ISO.match(published or "")
    if m is None:
        return None
    year, month, day, hour, minute, second = (int(g or 0) for g in m.groups())
    try:
        if m[4]:
            return unit(datetime(year, month, day, hour, minute, second), "second")
        return of(year, month, day)
    except ValueError:
        return None
