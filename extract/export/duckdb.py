"""A DuckDB file with all tables and the views of `docs/query.md`."""

from __future__ import annotations

from pathlib import Path

from extract.store import StoredRun
from extract.store.database import quoted, sql
from extract.tables import TABLES


def write(run: StoredRun, out: Path) -> None:
    """Make the file."""
    with run.connect() as connection:
        connection.execute(f"ATTACH {quoted(str(out))} AS made")
        for table in TABLES:
            connection.execute(f"CREATE TABLE made.{table.name} AS SELECT * FROM {table.name}")
        connection.execute("USE made")
        connection.execute(sql("store/views").replace("{run}.", ""))
        connection.execute("USE memory")
        connection.execute("DETACH made")
