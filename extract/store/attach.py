"""The tables of runs as views of a database: `articles`, `facts` …, and those of `views.sql`."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from extract import sinks
from extract.run.files import MANIFEST, manifest
from extract.store.database import quoted, sql
from extract.tables import TABLES, Table

if TYPE_CHECKING:
    import duckdb

    from extract.store.filters import Filter
    from extract.store.opened import StoredRun

_TYPES = {
    pa.string(): "VARCHAR",
    pa.int64(): "BIGINT",
    pa.float64(): "DOUBLE",
    pa.bool_(): "BOOLEAN",
    sinks.NUMBER: "DECIMAL(38, 18)",
}


def attach(
    run: StoredRun,
    connection: duckdb.DuckDBPyConnection,
    schema: str,
    only: Filter | None = None,
) -> None:
    """Make the views of a run in `schema`; `only` narrows its facts."""
    connection.execute(f"CREATE SCHEMA IF NOT EXISTS {schema}")
    if len(run.folders) > 1:
        connection.execute(_tellers(run, schema))
    for table in TABLES:
        name = f"{schema}.{'every_fact' if only and table.name == 'facts' else table.name}"
        connection.execute(f"CREATE VIEW {name} AS {_rows(run, table, schema)}")
    if only:
        only.narrow(connection, schema)
    connection.execute(sql("store/views").replace("{run}", schema))


def attach_history(run: StoredRun, connection: duckdb.DuckDBPyConnection) -> None:
    """Make the schema `history`: all rows of all folders of `run`, with the folder as `run`."""
    connection.execute("CREATE SCHEMA history")
    for table in TABLES:
        parts = (
            f"SELECT {quoted(folder.name)} AS run, * FROM {source}"
            for folder, source in zip(run.folders, _sources(run, table), strict=True)
        )
        rows = " UNION ALL BY NAME ".join(parts)
        connection.execute(f"CREATE VIEW history.{table.name} AS {rows}")


def _rows(run: StoredRun, table: Table, schema: str) -> str:
    """The rows of a table; of several folders those of each article that its teller has."""
    sources = _sources(run, table)
    if len(sources) == 1:
        return f"SELECT * FROM {sources[0]}"
    article = "id" if table.name == "articles" else "article"
    if article not in table.columns():
        return " UNION ALL BY NAME ".join(f"SELECT * FROM {source}" for source in sources)
    return " UNION ALL BY NAME ".join(
        f"SELECT t.* FROM {source} t LEFT JOIN {schema}.tellers w ON w.article_told = t.{article} "
        f"WHERE coalesce(w.folder, {i}) = {i}"
        for i, source in enumerate(sources)
    )


def _tellers(run: StoredRun, schema: str) -> str:
    """Which folder tells of an article: that of the run that began last, then the last given."""
    places = range(len(run.folders))
    ranked = sorted(places, key=lambda i: run_name(run.folders[i]))
    articles = " UNION ALL ".join(
        f"SELECT id, {i} AS folder, {ranked.index(i)} AS rank FROM read_parquet({quoted(str(p))})"
        for i, p in enumerate(run.paths("articles"))
    )
    return (
        f"CREATE TABLE {schema}.tellers AS "
        f"SELECT id AS article_told, max_by(folder, rank) AS folder FROM ({articles}) GROUP BY ALL"
    )


def run_name(folder: Path) -> str:
    """`20250523T101500Z-1f0c3a9b`: when the run began, and a digest of its manifest. Of two runs
    that tell of an article, the one with the larger name counts."""
    began = datetime.fromisoformat(manifest(folder).started).astimezone(UTC)
    digest = hashlib.sha256((folder / MANIFEST).read_bytes()).hexdigest()
    return f"{began:%Y%m%dT%H%M%SZ}-{digest[:8]}"


def _sources(run: StoredRun, table: Table) -> list[str]:
    if table.columnar:
        return [_parquet(path, table) for path in run.paths(table.name)]
    columns = ", ".join(f"{quoted(f.name)}: '{_type(f.type)}'" for f in sinks.schema(table))
    form = f"format = 'newline_delimited', columns = {{{columns}}}"
    return [f"read_json({quoted(str(path))}, {form})" for path in run.paths(table.name)]


def _parquet(path: Path, table: Table) -> str:
    """The rows of a file; columns that a run of an older version does not have are empty."""
    there = pq.read_schema(path).names
    columns = (
        f'"{f.name}"' if f.name in there else f'CAST(NULL AS {_type(f.type)}) AS "{f.name}"'
        for f in sinks.schema(table)
    )
    return f"(SELECT {', '.join(columns)} FROM read_parquet({quoted(str(path))}))"


def _type(kind: pa.DataType) -> str:
    if pa.types.is_list(kind):
        return f"{_type(kind.value_type)}[]"
    if pa.types.is_struct(kind):
        return "STRUCT(" + ", ".join(f'"{f.name}" {_type(f.type)}' for f in kind) + ")"
    return _TYPES[kind]
