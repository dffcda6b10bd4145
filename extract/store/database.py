"""DuckDB, the one engine behind query, diff, series and the exports.

It reads the columns it needs of the Parquet files and no more, works on disk where memory ends, and
its `decimal(38, 18)` is that of the files: no number becomes a float on the way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from extract.errors import ConfigError

if TYPE_CHECKING:
    import duckdb
    import pandas


def engine() -> duckdb.DuckDBPyConnection:
    """An empty database in memory."""
    import duckdb

    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    return connection


def run_sql(
    connection: duckdb.DuckDBPyConnection, query: str, parameters: Iterable[Any] = ()
) -> pa.Table:
    """The rows of a statement as Arrow; errors are told in the words of the database."""
    import duckdb

    try:
        found = connection.sql(query, params=list(parameters))
        return pa.table({}) if found is None else found.to_arrow_table()
    except duckdb.Error as error:
        raise ConfigError(str(error)) from error


def select(connection: duckdb.DuckDBPyConnection, query: str) -> Iterator[pa.RecordBatch]:
    """The rows of a statement in Arrow batches, as they come."""
    import duckdb

    try:
        found = connection.sql(query)
        yield from () if found is None else found.to_arrow_reader()
    except duckdb.Error as error:
        raise ConfigError(str(error)) from error


def frame(table: pa.Table) -> pandas.DataFrame:
    """Arrow → pandas without leaving Arrow: decimals stay decimals, missing stays missing."""
    import pandas

    found: pandas.DataFrame = table.to_pandas(types_mapper=pandas.ArrowDtype)
    return found


def sql(name: str) -> str:
    """The statements of `<name>.sql` in this package: `diff/compare`."""
    return (files("extract") / f"{name}.sql").read_text("utf-8")


def quoted(text: str) -> str:
    """`text` as a string of SQL."""
    return "'" + text.replace("'", "''") + "'"
