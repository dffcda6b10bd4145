"""An SQLite file with all tables, indexed by id, article and key.

SQLite has no decimals: numbers are NUMERIC, exact to 15 digits (whole ones to 18). Lists are JSON.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa

from extract import present, sinks
from extract.records import plain
from extract.store import StoredRun
from extract.store.database import select
from extract.tables import TABLES

_TYPES = {
    pa.int64(): "INTEGER",
    pa.float64(): "REAL",
    pa.bool_(): "BOOLEAN",
    sinks.NUMBER: "NUMERIC",
}
_INDEXED = ("id", "article", "key")


def write(run: StoredRun, out: Path) -> None:
    """Make the file."""
    database = sqlite3.connect(out)
    with run.connect() as connection, database:
        for table in TABLES:
            schema = sinks.schema(table)
            columns = ", ".join(f'"{f.name}" {_TYPES.get(f.type, "TEXT")}' for f in schema)
            database.execute(f"CREATE TABLE {table.name} ({columns})")
            marks = ", ".join("?" * len(schema))
            batches = select(connection, f"SELECT * FROM {table.name}")
            database.executemany(f"INSERT INTO {table.name} VALUES ({marks})", _rows(batches))
            for name in _INDEXED:
                if name in schema.names:
                    database.execute(f"CREATE INDEX {table.name}_{name} ON {table.name} ({name})")
    database.close()


def _rows(batches: Iterator[pa.RecordBatch]) -> Iterator[tuple[Any, ...]]:
    for row in present.rows(batches):
        yield tuple(_value(value) for value in row.values())


def _value(value: Any) -> Any:
    if isinstance(value, Decimal):
        return plain(value)
    return present.cell(value) if isinstance(value, list | dict) else value
