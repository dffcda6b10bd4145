"""Numbers as printed are intervals: 342.4亿元 is all that rounds to it, 超350亿元 all above.

All arithmetic of the checks is done on these intervals, so that the tolerance of a check follows
the printed precision, exactly. Open ends are infinite.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from extract.records import Quantity

_INFINITE = Decimal("Infinity")
_ABOUT = Decimal("0.05")  # 约 and 左右 are read as within 5 %


@dataclass(slots=True, frozen=True)
class Interval:
    """All values from `low` to `high`, both included."""

    low: Decimal
    high: Decimal

    def meets(self, other: Interval) -> bool:
        """Whether the two have a value in common."""
        return self.low <= other.high and other.low <= self.high

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        return Interval(self.low - other.high, self.high - other.low)

    def over(self, other: Interval) -> Interval | None:
        """The quotient of two positive intervals; None if it cannot be formed."""
        if (
            self.low < 0
            or other.low <= 0
            or not self.high.is_finite()
            or not other.high.is_finite()
        ):
            return None
        return Interval(self.low / other.high, self.high / other.low)

    def times(self, factor: int | Decimal) -> Interval:
        ends = sorted([self.low * factor, self.high * factor])
        return Interval(ends[0], ends[1])

    def shift(self, by: int | Decimal) -> Interval:
        return Interval(self.low + by, self.high + by)

    def root(self, n: int) -> Interval:
        """The positive n-th root of both ends."""
        return Interval(*(x ** (Decimal(1) / n) for x in (self.low, self.high)))

    def __str__(self) -> str:
        return f"{_short(self.low)}…{_short(self.high)}"


def interval(q: Quantity) -> Interval | None:
    """What the printed quantity leaves open; None if it has no value."""
    if q.value is None:
        if q.low is None or q.high is None:
            return None
        return Interval(q.low, q.high)
    v = q.value
    half = (q.precision or Decimal(0)) / 2
    match q.bound:
        case "over" | "at_least":
            return Interval(v - half, _INFINITE)
        case "under" | "at_most":
            return Interval(-_INFINITE, v + half)
        case "about":
            return Interval(v - max(abs(v) * _ABOUT, half), v + max(abs(v) * _ABOUT, half))
    return Interval(v - half, v + half)


def _short(x: Decimal) -> str:
    if not x.is_finite():
        return "∞" if x > 0 else "-∞"
    return format(x.quantize(Decimal("0.01")).normalize(), "f")
