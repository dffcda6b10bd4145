"""What changed from one run to another: figures matched by key and by evidence, told apart by kind.

A figure is a value of a key (`keys.py`): several articles that say the same make one figure, told
last by the one published last. A number without a subject or a measure is a figure of its article
only: `@` and the article follow its key. The work is done by DuckDB in `diff.sql`;
`docs/diff.md` has the rules in words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Literal

from extract.diff import evidence
from extract.errors import ConfigError
from extract.store import Filter, StoredRun
from extract.store.attach import attach
from extract.store.database import engine, frame, quoted, run_sql, sql

if TYPE_CHECKING:
    import duckdb
    import pandas
    import pyarrow as pa

By = Literal["key", "evidence"]
STATUSES = {
    "new": "said only in B",
    "gone": "said only in A",
    "revised": "another value of the same figure, told at another time or by the same article",
    "updated": "another value, told at another time, of a figure that names no period",
    "rounded": "the same within rounding",
    "reworded": "the same value, in another unit or other words",
    "reread": "the same characters, read as another figure",
    "contradicted": "another value of the same figure, told at the same time",
    "reached": "a target of the other side, met by what this side says later",
    "missed": "a target of the other side, not met by its date",
}
FIGURE = ("key", "value", "low", "high", "bound", "unit", "direction")
_TOLD = ("fact", "article", "published", "text")
_MEMORY = "1200MiB"


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two runs are compared."""

    by: By = "key"
    tolerance: Decimal | None = None  # a share: 0.005; None: the printed precision decides
    only: Filter = field(default_factory=Filter)
    statuses: Sequence[str] = ()  # none: all

    def __post_init__(self) -> None:
        if wrong := [s for s in self.statuses if s not in self.known]:
            raise ConfigError(f"{wrong[0]} is no kind of change; there are {', '.join(self.known)}")

    @property
    def known(self) -> dict[str, str]:
        """The kinds of change there are, and what they mean."""
        return STATUSES if self.by == "key" else evidence.STATUSES

    @contextmanager
    def of(self, a: StoredRun, b: StoredRun) -> Iterator[Delta]:
        """The changes from `a` to `b`, while the block lasts."""
        import duckdb

        with TemporaryDirectory(prefix="xianzhi-") as folder, engine() as connection:
            try:
                connection.execute(f"SET temp_directory = {quoted(folder)}")
                connection.execute(f"SET memory_limit = '{_MEMORY}'")
                connection.execute("SET preserve_insertion_order = false")
                attach(a, connection, "a", self.only)
                attach(b, connection, "b", self.only)
                if self.by == "evidence":
                    evidence.compare(connection, a, b)
                else:
                    connection.execute(sql("diff/compare"))
                    connection.execute(self._steps())
                yield Delta(connection, self)
            except duckdb.Error as error:
                raise ConfigError(f"the runs cannot be compared: {error}") from error

    def _steps(self) -> str:
        share = "NULL" if self.tolerance is None else f"{self.tolerance:f}"
        columns = ", ".join(
            f"{side}.{'identity' if name == 'key' else name} AS {side}_{name}"
            for side in "ab"
            for name in (*FIGURE, *_TOLD)
        )
        return sql("diff/diff").replace("{tolerance}", share).replace("{columns}", columns)


@dataclass(slots=True)
class Delta:
    """The view `changes` of a connection, narrowed to the statuses asked for, in stable order."""

    connection: duckdb.DuckDBPyConnection
    comparison: Comparison

    def __post_init__(self) -> None:
        by_key = self.comparison.by == "key"
        wanted = ", ".join(quoted(s) for s in self.comparison.statuses)
        where = f"WHERE status IN ({wanted})" if wanted else ""
        order = "coalesce(b_key, a_key), a_fact, b_fact" if by_key else "ALL"
        self.connection.execute(
            f"CREATE TEMP TABLE asked AS SELECT * FROM changes {where} ORDER BY {order}"
        )

    def stat(self) -> dict[str, int]:
        """How many changes there are of each kind, in the order of `STATUSES`."""
        counted = self.connection.execute("SELECT status, count(*) FROM asked GROUP BY ALL")
        counts = dict(counted.fetchall())
        return {s: counts[s] for s in self.comparison.known if s in counts}

    def batches(self) -> Iterator[pa.RecordBatch]:
        """All changes, one a row, in Arrow batches."""
        return iter(self.connection.sql("SELECT * FROM asked").to_arrow_reader())

    def frame(self) -> pandas.DataFrame:
        """All changes, one a row."""
        return frame(run_sql(self.connection, "SELECT * FROM asked"))


def diff(
    a: StoredRun,
    b: StoredRun,
    *,
    by: By = "key",
    tolerance: str | float | None = None,
    statuses: Sequence[str] = (),
    **only: Any,
) -> pandas.DataFrame:
    """What changed from `a` to `b`, one row a change, in the order of keys.

    `only` are the fields of `Filter`. `tolerance` (`"0.5%"` or `0.005`) takes the place of the
    printed precision. `by="evidence"` compares what was read from the same characters.
    """
    comparison = Comparison(by, share(tolerance), Filter(**only), statuses)
    with comparison.of(a, b) as changes:
        return changes.frame()


def share(tolerance: str | float | None) -> Decimal | None:
    """`0.5%` or `0.005` as a share; raises `ConfigError` for anything not from 0 to 1."""
    if tolerance is None:
        return None
    text = str(tolerance).strip()
    try:
        found = Decimal(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except InvalidOperation:
        found = Decimal(-1)
    if found.is_nan() or not 0 <= found < 1:
        raise ConfigError(f"--tolerance {tolerance}: write a share such as 0.5% or 0.005")
    return found


def figures(run: StoredRun) -> pandas.DataFrame:
    """The figures of a run, each once: what `diff` compares and `apply` changes."""
    return run.query(
        "SELECT DISTINCT identity AS key, value, low, high, bound, unit, direction "
        "FROM statements ORDER BY ALL"
    )


def apply(changes: pandas.DataFrame, before: pandas.DataFrame) -> pandas.DataFrame:
    """`before`, the figures of A, with the changes from A to B made to it: the figures of B."""
    import pandas

    taken = changes[changes["change"].isin(["removed", "replaced"])]
    given = changes[changes["change"].isin(["added", "replaced"])]
    drop, add = (
        part[[f"{side}_{name}" for name in FIGURE]].set_axis(FIGURE, axis=1)
        for part, side in ((taken, "a"), (given, "b"))
    )
    marked = before.merge(drop.drop_duplicates(), on=list(FIGURE), how="left", indicator=True)
    kept = marked[marked["_merge"] == "left_only"].drop(columns="_merge")
    after = pandas.concat([kept, add]).drop_duplicates()
    return after.sort_values(list(FIGURE), ignore_index=True)
