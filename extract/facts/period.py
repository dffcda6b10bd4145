"""A period as the text tells it: which date says so, its interval, and where it was taken from."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from math import inf
from typing import Literal, NamedTuple

from extract.records import Date

MONTH = 28  # days of the shortest
ENDS = ("末", "底")  # of dates that mean the last day: 6月末, 去年底
_PART_OF_DAY = re.compile(
    r"(?:凌晨|清晨|早晨|早上|清早|一早|上午|中午|正午|午后|下午|傍晚|晚上|晚间|夜里|夜间|深夜|半夜"
    r"|[一二三四五六七八九十两\d]{1,3}(?:[点时:：].*)|\s)+"
    r"|.*(?:秒|分钟|小时)(?:之?[后前内])?"
)


class Period(NamedTuple):
    """When a figure holds: the date mention and its interval. `bound`: the date stood in a clause
    that told an event of its own (去年荣获…), so that it need not hold for what follows."""

    mention: str | None
    text: str
    start: str | None
    end: str | None
    why: str = "clause"
    bound: bool = False

    @property
    def past(self) -> bool:
        """Whether it is so long ago that it only sets off what follows: 五年前要110人."""
        return self.text.endswith("前") and self.text[:1] not in "前之"

    @property
    def days(self) -> float:
        """How long it is; endless where an end is open."""
        return _days(self.start, self.end) if self.start and self.end else inf

    def a_year_before(self, later: Period, whole: bool = False) -> bool:
        """Whether it is the same part of the year before: 上半年…，而去年上半年…; or, if asked for,
        the `whole` year before."""
        start, end = self.start or "", self.end or ""
        part = (start[4:], end[4:]) == ((later.start or "")[4:], (later.end or "")[4:])
        year = start[5:] == "01-01" and end[5:] == "12-31"
        years = start[:4], (later.start or "")[:4]
        return part and (whole or not year) and all(years) and int(years[0]) + 1 == int(years[1])

    def of_its_year(self) -> Period:
        """The whole year that it is in."""
        year = (self.end or self.start or "")[:4]
        return self._replace(start=f"{year}-01-01", end=f"{year}-12-31") if year else self

    def of_a_day(self, wider: Period) -> bool:
        """Whether it is a day or a few, and `wider` only months or a year around it: 25日，股价
        上涨4.6%，年内涨幅37%."""
        inside = (wider.start or "9") <= (self.start or "") and (self.end or "9") <= (
            wider.end or ""
        )
        return self.days < MONTH and inside and wider.days > self.days


@lru_cache(maxsize=4096)
def _days(start: str, end: str) -> int:
    first, last = (date.fromisoformat(at[:10]) for at in (start, end))
    return (last - first).days + 1


def edge(period: Period, end: Literal["first", "last"]) -> Period:
    """Of a span of years the first or the last (2000—2020年，从…上升到…); others as they are."""
    start, stop = period.start or "", period.end or ""
    if period.text.endswith("年代"):
        return period  # is no span of years told one by one
    if start[5:] != "01-01" or stop[5:] != "12-31" or start[:4] == stop[:4]:
        return period
    year = start[:4] if end == "first" else stop[:4]
    return period._replace(start=f"{year}-01-01", end=f"{year}-12-31")


def period_of(date: Date, why: str = "clause") -> Period | None:
    """The period a date gives: none for a duration, a recurrence or a vague reference; one without
    ends for a rolling window (近三年), whose ends the text does not say."""
    if date.kind in ("duration", "recurring") or (date.timex or "").endswith("_REF"):
        return None
    if (date.timex or "").startswith("P"):
        return Period(date.id or None, date.text, None, None, why)
    if not (date.date_start or date.date_end):
        return None
    if "T" in (date.timex or "") and _PART_OF_DAY.fullmatch(date.text):
        return None  # 上午九点收工: of which day the text does not say
    return Period(date.id or None, date.text, date.date_start, date.date_end, why)
