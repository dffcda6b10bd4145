"""One place (or firm), one measure: a point for each period, with growth as computed and as stated.

What is told of a period is one point, however many articles tell it: the statement published last
gives the value, the others are its sources, and those that are not the same within rounding make it
a conflict. A figure without a period stands at the day its article was published.
"""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from extract.errors import ConfigError
from extract.intervals import Interval, interval
from extract.present import Row, figure
from extract.records import Quantity
from extract.store import Filter, StoredRun
from extract.store.attach import attach
from extract.store.database import engine, frame, run_sql

if TYPE_CHECKING:
    import pandas

NUMBER = pa.decimal128(38, 18)
_WORDS = pa.list_(pa.string())
_SELECT = """
SELECT
    id, article, subject, subject_id, measure, scope, qualifier, modality, base, direction,
    split_part(key, '|', 3) AS told_as, regexp_replace(told_as, ':.*', '') AS aspect,
    value, low, high, bound, unit, si_value, si_unit, precision, period_start, period_end,
    published, text,
    regexp_replace(split_part(key, '|', 2), '(增速|增幅|增长率|增长)$', '') AS told_of
FROM facts_wide
WHERE duplicate_of IS NULL AND repeats IS NULL
    AND regexp_matches(split_part(key, '|', 3), concat('^(', ?::VARCHAR, '|growth)(:|$)'))
ORDER BY coalesce(published, ''), id
"""
_YEARLY = ("同比", "比上年", "较上年", "比去年", "较去年", "比上一年", "较上一年", "比前一年")
_TAKEN = (
    *("measure", "scope", "qualifier", "modality", "base", "value", "low", "high", "bound", "unit"),
    *("published", "text"),
)


@dataclass(slots=True)
class Point:
    """A value of one period. Growth is in per cent, over the same period of the year before."""

    measure: str
    scope: str | None
    qualifier: str | None
    modality: str
    base: str | None  # of growth and change: what they are over, if it is not the year before
    subject: str
    code: str | None
    period_start: str
    period_end: str
    dated: bool  # False: no period is told, the two are the day of publication
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    bound: str
    unit: str | None
    published: str | None
    growth_computed: Decimal | None = None
    growth_stated: Decimal | None = None
    growth_agrees: bool | None = None  # within rounding; None where one of the two is missing
    conflict: bool = False
    others: list[str] = field(default_factory=list)  # values that are in conflict with this one
    articles: list[str] = field(default_factory=list)
    facts: list[str] = field(default_factory=list)
    text: str = ""  # the clause of the statement published last


SCHEMA = pa.schema(
    [
        (name, pa.string())
        for name in ("measure", "scope", "qualifier", "modality", "base", "subject")
    ]
    + [(name, pa.string()) for name in ("code", "period_start", "period_end")]
    + [("dated", pa.bool_()), ("value", NUMBER), ("low", NUMBER), ("high", NUMBER)]
    + [(name, pa.string()) for name in ("bound", "unit", "published")]
    + [("growth_computed", NUMBER), ("growth_stated", NUMBER), ("growth_agrees", pa.bool_())]
    + [("conflict", pa.bool_()), ("others", _WORDS), ("articles", _WORDS), ("facts", _WORDS)]
    + [("text", pa.string())]
)


def series(run: StoredRun, *, aspect: str = "level", **only: Any) -> pandas.DataFrame:
    """The points as a DataFrame; `only` are the fields of `Filter`, a measure and a place or firm
    among them, `aspect` is what of the measure is followed."""
    rows = [asdict(point) for point in points(run, Filter(**{"below": False, **only}), aspect)]
    return frame(pa.Table.from_pylist(rows, SCHEMA))


def points(run: StoredRun, only: Filter, aspect: str = "level") -> list[Point]:
    """All points, in the order of what is measured and of time."""
    if not only.measure or not (only.place or only.firm):
        raise ConfigError("a series is of one measure, and of a place or a firm: name both")
    with engine() as connection:
        attach(run, connection, "main", only)
        told = run_sql(connection, _SELECT, [aspect]).to_pylist()
    groups: dict[tuple[str, ...], list[Any]] = defaultdict(list)
    stated = {}
    for row in told:
        if row["aspect"] == aspect:
            groups[_thing(row) + _period(row)].append(row)
        elif row["base"] is None or row["base"].startswith(_YEARLY):
            stated[_name(row) + _period(row)] = row
    found = []
    for key, rows in groups.items():
        point = _point(rows)
        before = groups.get((*key[:-2], *map(_year_before, key[-2:])), [None])
        _grow(point, rows[-1], before[-1], stated.get(_name(rows[-1]) + key[-2:]))
        found.append(point)
    return sorted(found, key=lambda p: (p.measure, *map(str, asdict(p).values())))


def _name(row: Row) -> tuple[str, ...]:
    """What growth is told of."""
    return row["told_of"], row["scope"] or "", row["modality"]


def _thing(row: Row) -> tuple[str, ...]:
    """What has one value at a time."""
    unit = row["si_unit"] or row["unit"] or ""
    return (*_name(row), row["told_as"], row["qualifier"] or "", unit)


def _period(row: Row) -> tuple[str, str]:
    if row["period_start"] or row["period_end"]:
        return row["period_start"] or "", row["period_end"] or ""
    return row["published"] or "", row["published"] or ""


def _point(rows: list[Row]) -> Point:
    """The statements of one period, the one published last at the end."""
    last = rows[-1]
    start, end = _period(last)
    others = [row for row in rows if _apart(row, last)]
    return Point(
        subject=last["subject"],
        code=last["subject_id"],
        period_start=start,
        period_end=end,
        dated=bool(last["period_start"] or last["period_end"]),
        conflict=bool(others),
        others=sorted({figure(row) for row in others}),
        articles=list(dict.fromkeys(row["article"] for row in rows)),
        facts=[row["id"] for row in rows],
        **{name: last[name] for name in _TAKEN},
    )


def _apart(one: Row, other: Row) -> bool:
    """Whether two statements cannot both be right."""
    if one["unit"] != other["unit"]:
        return bool(one["si_value"] != other["si_value"])
    ends = _printed(one), _printed(other)
    return ends[0] is not None and ends[1] is not None and not ends[0].meets(ends[1])


def _printed(row: Row) -> Interval | None:
    """The number as printed; a fall is negative."""
    names = ("value", "low", "high", "bound", "precision")
    found = interval(Quantity(start=0, end=0, **{name: row[name] for name in names}))
    falls = found is not None and row["direction"] == "down" and row["aspect"] == "growth"
    return found.times(-1) if found is not None and falls else found


def _grow(point: Point, now: Row, before: Row | None, stated: Row | None) -> None:
    """Put the growth of a point beside what is stated, and compare what is printed of both."""
    computed: Interval | None = None
    if before and before["unit"] == now["unit"] and before["value"] and now["value"] is not None:
        ratio = now["value"] / before["value"] - 1
        point.growth_computed = (100 * ratio).quantize(Decimal("0.01"))
        ends = _printed(now), _printed(before)
        quotient = ends[0].over(ends[1]) if ends[0] and ends[1] else None
        computed = quotient.shift(-1).times(100) if quotient else None
    if stated and stated["unit"] == "%" and stated["value"] is not None:
        falls = stated["direction"] == "down"
        point.growth_stated = -stated["value"] if falls else stated["value"]
        said = _printed(stated)
        if computed and said:
            point.growth_agrees = computed.meets(said)


def _year_before(day: str) -> str:
    """The same day of the year before; the last of February stays the last."""
    if not day[:4].isdigit():
        return day
    year, rest = int(day[:4]) - 1, day[4:]
    if rest.startswith("-02-2") and day.endswith(str(monthrange(year + 1, 2)[1])):
        rest = f"-02-{monthrange(year, 2)[1]}"
    return f"{year:04d}{rest}"
