"""Which facts of a run are asked for: by place, measure, firm, period.

A place is its whole life and all that lies in it: 丽水市 takes in the counties below it, under
every name and code that one of them had, each in the years in which it had it.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa
import regex

from extract import divisions, measures, rules
from extract.divisions import Division, Divisions, lineage
from extract.errors import ConfigError
from extract.keys import measure_key
from extract.store.database import quoted

if TYPE_CHECKING:
    import duckdb

Span = tuple[str, int, int]  # a code, the first and the last year it is meant in
_FOREVER = 9999
_PERIOD = regex.compile(r"(\d{4})(?:-(?:(\d\d)(?:-(\d\d))?|Q([1-4])|H([12])))?")


@dataclass(frozen=True, slots=True)
class Filter:
    """What a fact must be about; None where anything will do.

    `place`: a name or code, as `xianzhi place` takes it, or the name of a town; `measure`: a name
    as an article writes it, or an id of the catalogue; `firm`: a name or id; `period`: a year,
    half-year, quarter, month or day (`2024`, `2024-H1`, `2024-Q3`, `2024-05`), or two with `..`
    between, within which the fact's own period lies.
    """

    place: str | None = None
    measure: str | None = None
    firm: str | None = None
    period: str | None = None
    below: bool = True  # a place takes in the places below it

    def __bool__(self) -> bool:
        return any((self.place, self.measure, self.firm, self.period))

    def narrow(self, connection: duckdb.DuckDBPyConnection, schema: str) -> None:
        """Make the view `facts` of `schema`: the rows of `every_fact` that are asked for."""
        conditions = []
        if self.place:
            asked = pa.Table.from_pylist(
                [{"code": c, "first": a, "last": b} for c, a, b in places(self.place, self.below)],
                pa.schema({"code": pa.string(), "first": pa.int64(), "last": pa.int64()}),
            )
            connection.register("spans", asked)
            connection.execute(f"CREATE TABLE {schema}.places_asked AS SELECT * FROM spans")
            conditions.append(_PLACE.replace("{name}", quoted(self.place)))
        if self.measure:
            conditions.append(_measure(self.measure))
        if self.firm:
            conditions.append(_FIRM.replace("{name}", quoted(self.firm)))
        if self.period:
            start, end = period(self.period)
            conditions.append(f"period_start >= '{start}' AND period_end <= '{end}'")
        where = " AND ".join(f"({c})" for c in conditions).replace("{run}", schema)
        connection.execute(
            f"CREATE VIEW {schema}.facts AS SELECT * FROM {schema}.every_fact f WHERE {where}"
        )


_PLACE = """subject_type = 'place' AND (subject = {name} OR EXISTS (
    SELECT 1 FROM {run}.places_asked p LEFT JOIN {run}.articles a ON a.id = f.article
    WHERE p.code = f.subject_id
    AND coalesce(try_cast(a.published[:4] AS INT), p.last) BETWEEN p.first AND p.last))"""
_FIRM = """subject_type = 'firm' AND (subject = {name} OR subject_id = {name} OR subject_id IN (
    SELECT firm FROM {run}.mentions WHERE type = 'firm' AND {name} IN (name, text)))"""


def places(name: str, below: bool = True) -> list[Span]:
    """The codes meant by a place, each with the years in which it is meant.

    Empty for a name that is in no year's table: a town, which has no code.
    """
    own = rules.load()
    table = own.compiled(divisions.load)
    stages = lineage(name, own)
    found = {(s.code, s.first) for s in stages}
    if below:
        above = {s.code for s in stages if s.level in ("province", "prefecture")}
        found |= {(d.code, d.first) for d in table.rows if _lies_under(table, d, above)}
    return sorted(_years(table, code, first, found) for code, first in found)


def _lies_under(table: Divisions, row: Division, codes: set[str]) -> bool:
    """Whether one of `codes` was above `row` in the first or the last of its years."""
    last = table.latest if row.last is None else row.last
    return any(d.code in codes for year in (row.first, last) for d in table.ancestors(row, year))


def _years(table: Divisions, code: str, first: int, found: set[tuple[str, int]]) -> Span:
    """When a code means the place: until it meant, or after it had meant, something else. What is
    written of last year uses last year's code, and so its own years are not the bounds."""
    others = [d for d in table.by_code[code] if (code, d.first) not in found]
    before = [d.last + 1 for d in others if d.first < first and d.last is not None]
    after = [d.first - 1 for d in others if d.first > first]
    return code, max(before, default=0), min(after, default=_FOREVER)


def _measure(name: str) -> str:
    """Facts of the measure that is called `name`, in any wording that the catalogue knows; the
    growth of it may be told with words behind it: 增加值增速."""
    catalogue = rules.load().compiled(measures.build)
    if name in catalogue.entries:
        return f"measure_id = {quoted(name)}"
    told_of = quoted(measure_key(name, catalogue))
    of_growth = (
        f"aspect IN ('growth', 'change') AND starts_with(split_part(key, '|', 2), {told_of})"
    )
    return f"split_part(key, '|', 2) = {told_of} OR {of_growth}"


def period(text: str) -> tuple[str, str]:
    """First and last day of a period as `Filter` takes it; raises `ConfigError` if it is none."""
    first, _, last = text.partition("..")
    return _days(first)[0], _days(last or first)[1]


def _days(text: str) -> tuple[str, str]:
    match = _PERIOD.fullmatch(text)
    if match is None or not 1 <= int(match[2] or 1) <= 12:
        raise ConfigError(
            f"{text}: write a period as 2024, 2024-H1, 2024-Q3, 2024-05 or 2024-05-23"
        )
    year, month, day, quarter, half = match.groups()
    if day:
        return text, text
    length = 1 if month else 3 if quarter else 6 if half else 12
    begin = int(month or 1) if month else (int(quarter or half or 1) - 1) * length + 1
    end = begin + length - 1
    return f"{year}-{begin:02d}-01", f"{year}-{end:02d}-{monthrange(int(year), end)[1]}"
