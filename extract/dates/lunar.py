"""The Chinese calendar: lunar dates by `lunardate`, solar terms by the sun's longitude.

Both hold for civil days of Beijing time (UTC+8), lunar dates for the lunar years 1900 to 2099.
"""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import pairwise

from lunardate import LunarDate

TERMS = [
    "小寒",
    "大寒",
    "立春",
    "雨水",
    "惊蛰",
    "春分",
    "清明",
    "谷雨",
    "立夏",
    "小满",
    "芒种",
    "夏至",
    "小暑",
    "大暑",
    "立秋",
    "处暑",
    "白露",
    "秋分",
    "寒露",
    "霜降",
    "立冬",
    "小雪",
    "大雪",
    "冬至",
]
_J2000 = datetime(2000, 1, 1, 12)
# The earth's heliocentric longitude: leading terms of VSOP87 (Bretagnon & Francou 1988), as
# amplitude (1e-8 rad), phase (rad), frequency (rad per thousand years), for t⁰, t¹, t².
_SERIES = (
    (
        (175347046, 0, 0), (3341656, 4.6692568, 6283.07585), (34894, 4.6261, 12566.1517),
        (3497, 2.7441, 5753.3849), (3418, 2.8289, 3.5231), (3136, 3.6277, 77713.7715),
        (2676, 4.4181, 7860.4194), (2343, 6.1352, 3930.2097), (1324, 0.7425, 11506.7698),
        (1273, 2.0371, 529.691), (1199, 1.1096, 1577.3435), (990, 5.233, 5884.927),
        (902, 2.045, 26.298), (857, 3.508, 398.149), (780, 1.179, 5223.694),
        (753, 2.533, 5507.553), (505, 4.583, 18849.228), (492, 4.205, 775.523),
        (357, 2.92, 0.067), (317, 5.849, 11790.629), (284, 1.899, 796.298),
        (271, 0.315, 10977.079), (243, 0.345, 5486.778), (206, 4.806, 2544.314),
        (205, 1.869, 5573.143), (202, 2.458, 6069.777), (156, 0.833, 213.299),
        (132, 3.411, 2942.463), (126, 1.083, 20.775), (115, 0.645, 0.98),
        (103, 0.636, 4694.003), (102, 0.976, 15720.839), (102, 4.267, 7.114),
    ),
    (
        (628331966747, 0, 0), (206059, 2.678235, 6283.07585), (4303, 2.6351, 12566.1517),
        (425, 1.59, 3.523), (119, 5.796, 26.298), (109, 2.966, 1577.344),
    ),
    ((52919, 0, 0), (8720, 1.0721, 6283.0758), (309, 0.867, 12566.152)),
)  # fmt: skip


def solar(year: int, month: int, day: int, leap: bool = False) -> datetime:
    """The day of a lunar date. Raises ValueError where the lunar calendar has none."""
    found = LunarDate(year, month, day, leap).to_solar_date()
    return datetime(found.year, found.month, found.day)


def month(year: int, number: int, leap: bool = False) -> tuple[datetime, datetime]:
    """Start and end (exclusive) of a lunar month."""
    start = solar(year, number, 1, leap)
    try:
        solar(year, number, 30, leap)
    except ValueError:
        return start, start + timedelta(days=29)
    return start, start + timedelta(days=30)


@lru_cache(maxsize=4096)
def term(name: str, year: int) -> datetime:
    """The day of a solar term in a Gregorian year; right to about a minute of the term."""
    index = TERMS.index(name)
    target = (285 + 15 * index) % 360  # 小寒 is at 285°
    days = (datetime(year, 1, 6) - _J2000) / timedelta(days=1) + index * 15.2184
    for _ in range(6):
        days += ((target - _longitude(days) + 180) % 360 - 180) * 365.2422 / 360
    beijing = _J2000 + timedelta(days=days, hours=8, seconds=-_delta_t(year))
    return beijing.replace(hour=0, minute=0, second=0, microsecond=0)


def _longitude(days: float) -> float:
    """Apparent longitude of the sun in degrees, `days` (TT) after J2000.

    Geocentric, with nutation and aberration (Meeus, Astronomical Algorithms, chapters 22, 25).
    """
    t = days / 365250
    powers = (sum(a * math.cos(b + c * t) for a, b, c in terms) for terms in _SERIES)
    earth = math.degrees(sum(p * t**i for i, p in enumerate(powers)) * 1e-8)
    node = math.radians(125.04452 - 19341.36261 * t)
    mean = math.radians(2 * (280.4665 + 360007.698 * t))
    nutation = -17.2 * math.sin(node) - 1.32 * math.sin(mean) + 0.21 * math.sin(2 * node)
    distance = 1.00014 - 0.01671 * math.cos(math.radians(357.529 + 359990.5 * t))
    return (earth + 180 + (nutation - 20.4898 / distance - 0.09) / 3600) % 360


def _delta_t(year: int) -> float:
    """TT − UT in seconds: linear pieces through Espenak & Meeus' values."""
    known: tuple[tuple[int, int], ...] = (
        (1900, -3),
        (1920, 21),
        (1940, 24),
        (1960, 33),
        (1980, 51),
        (2000, 64),
        (2025, 69),
    )
    known = (*known, (2050, 93), (2100, 203))
    year = min(max(year, known[0][0]), known[-1][0])
    (y0, d0), (y1, d1) = next(p for p in pairwise(known) if year <= p[1][0])
    return d0 + (d1 - d0) * (year - y0) / (y1 - y0)
