"""A folder with a JSON Lines file for every table: numbers in full, as decimal strings."""

from __future__ import annotations

import shutil
from pathlib import Path

from extract.store import StoredRun
from extract.tables import TABLES


def write(run: StoredRun, out: Path) -> None:
    """Make the folder."""
    out.mkdir()
    for table in TABLES:
        with (out / f"{table.name}.jsonl").open("wb") as file:
            for folder in run.folders:
                with (folder / f"{table.name}.jsonl").open("rb") as rows:
                    shutil.copyfileobj(rows, file)
