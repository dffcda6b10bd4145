"""The days off around a festival, as the State Council gives notice of them every year.

`chinesecalendar` holds the notices from 2004 on; it raises an error for years without one.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache

from chinese_calendar import is_holiday

_DAY = timedelta(days=1)


@lru_cache(maxsize=1024)
def days_off(festival: datetime) -> tuple[datetime, datetime] | None:
    """The first and the last of the days off in a row around a festival, week-ends with it; None
    where no notice is known, or the day is none of them."""
    try:
        if not is_holiday(festival.date()):
            return None
        first = last = festival
        while is_holiday((first - _DAY).date()):
            first -= _DAY
        while is_holiday((last + _DAY).date()):
            last += _DAY
    except NotImplementedError:  # a year that lies ahead
        return None
    return (first, last) if last > first else None
