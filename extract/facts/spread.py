"""Values in a row that are told of as many times: 2021年、2022年和2023年，营收分别为1亿元、2亿元和
3亿元; 今年一、二、三季度，外贸总额分别为….

A list of dates before the row is dealt out one by one; so is one stretch of whole years, quarters
or months that there are as many of.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from itertools import pairwise

from extract.clauses import Site
from extract.facts.period import Period, period_of
from extract.records import Date

_LISTED = re.compile(r"[、和与及，,\s]{1,2}")
_UNITS = (12, 3, 1)  # months of what a stretch is cut into


def over(text: str, run: Sequence[Site], dates: Sequence[Date]) -> list[Period]:
    """The periods of the values of `run`, by the `dates` of its sentence; [] where these are not
    told one by one. Offsets count `text`."""
    before = [d for d in dates if d.end <= run[0].quantity.start and not _against(text, d)]
    if not before:
        return []
    row = [p for d in _row(text, before, len(run)) if (p := period_of(d))]
    if len(row) == len(run):
        return row
    last = period_of(before[-1])
    return _cut(last, len(run)) if last else []


def _against(text: str, date: Date) -> bool:
    """Whether something is only held against that date: 较 | 年初增加46.2亿元."""
    return text[date.start - 1 : date.start] in ("较", "比")


def _row(text: str, dates: Sequence[Date], many: int) -> Sequence[Date]:
    """The last `many` dates if nothing but list marks stands between them, and none before."""
    last = dates[-many:]
    listed = all(_LISTED.fullmatch(text, a.end, b.start) for a, b in pairwise(last))
    more = len(dates) > many and _LISTED.fullmatch(text, dates[-many - 1].end, last[0].start)
    return last if len(last) == many and listed and not more else []


def _cut(period: Period, many: int) -> list[Period]:
    """A stretch as `many` whole years, quarters or months."""
    if not (period.start and period.end):
        return []
    first, last = (int(at[:4]) * 12 + int(at[5:7]) - 1 for at in (period.start, period.end))
    whole = period.start[8:10] == "01" and period.end[:10] == _end(last)
    unit = next((u for u in _UNITS if last - first + 1 == u * many and first % u == 0), 0)
    if not whole or not unit:
        return []
    months = range(first, last + 1, unit)
    return [period._replace(start=_start(m), end=_end(m + unit - 1)) for m in months]


def _start(month: int) -> str:
    return f"{month // 12}-{month % 12 + 1:02d}-01"


def _end(month: int) -> str:
    year, month = month // 12, month % 12 + 1
    return f"{year}-{month:02d}-{monthrange(year, month)[1]:02d}"
