"""A folder with a CSV file (UTF-8 with BOM) for every table, safe to open in a spreadsheet."""

from __future__ import annotations

from pathlib import Path

from extract import present
from extract.store import StoredRun
from extract.store.database import select
from extract.tables import TABLES


def write(run: StoredRun, out: Path) -> None:
    """Make the folder."""
    out.mkdir()
    with run.connect() as connection:
        for table in TABLES:
            rows = present.rows(select(connection, f"SELECT * FROM {table.name}"))
            with (out / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as file:
                present.csv_file(rows, list(table.columns()), file)
