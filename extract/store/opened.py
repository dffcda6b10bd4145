"""Run folders opened again: their tables as DataFrames, and as views of a database.

The views beside the tables are made by `views.sql` and are described in `docs/query.md`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq

from extract.errors import ConfigError
from extract.run.files import MANIFEST, is_run
from extract.store.attach import attach, attach_history
from extract.store.database import engine, frame, run_sql
from extract.tables import BY_NAME

if TYPE_CHECKING:
    import duckdb
    import pandas

HISTORY = "runs"  # the folder of a store that holds the runs it was made of


class StoredRun:
    """One run, or several taken as one: of an article in more than one of them, the run that began
    last tells. Tables are read when they are asked for, and kept.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        self.folders = list(folders)

    def __repr__(self) -> str:
        return f"StoredRun({', '.join(map(str, self.folders))})"

    @cached_property
    def manifests(self) -> list[dict[str, Any]]:
        """`run.json` of every folder."""
        return [json.loads((f / MANIFEST).read_text("utf-8")) for f in self.folders]

    @cached_property
    def articles(self) -> pandas.DataFrame:
        """One row an article."""
        return self.table("articles")

    @cached_property
    def mentions(self) -> pandas.DataFrame:
        """One row a mention: quantities, dates, places, firms."""
        return self.table("mentions")

    @cached_property
    def facts(self) -> pandas.DataFrame:
        """One row a fact."""
        return self.table("facts")

    @cached_property
    def checks(self) -> pandas.DataFrame:
        """One row a check."""
        return self.table("checks")

    def table(self, name: str) -> pandas.DataFrame:
        """Any table of the run; columns are Arrow's, numbers exact decimals."""
        if name not in BY_NAME:
            raise ConfigError(f"no table is called {name}; there are {', '.join(BY_NAME)}")
        if BY_NAME[name].columnar and len(self.folders) == 1:
            return frame(pq.read_table(self.paths(name)[0]))
        return self.query(f"SELECT * FROM {name}")

    def query(self, sql: str, parameters: Iterable[Any] = ()) -> pandas.DataFrame:
        """What a SELECT over the tables and views of the run gives; `?` stand for `parameters`."""
        return frame(run_sql(self.connect(), sql, parameters))

    def diff(self, other: StoredRun, **options: Any) -> pandas.DataFrame:
        """What changed from this run to `other`; the options are those of `extract.diff.diff`."""
        from extract.diff import diff

        return diff(self, other, **options)

    def series(self, **options: Any) -> pandas.DataFrame:
        """A measure of a place over time; the options are those of `extract.series.series`."""
        from extract.series import series

        return series(self, **options)

    def paths(self, name: str) -> list[Path]:
        """The files of a table, one a folder."""
        suffix = "parquet" if BY_NAME[name].columnar else "jsonl"
        found = [f / f"{name}.{suffix}" for f in self.folders]
        if missing := [p for p in found if not p.is_file()]:
            raise ConfigError(f"{missing[0]}: missing; the run is not whole, make it again")
        return found

    def connect(self) -> duckdb.DuckDBPyConnection:
        """A database of its own, in memory, with a view for each table and those of `views.sql`.

        Of a store the schema `history` has all runs it was made of, told apart by `run`.
        """
        connection = engine()
        attach(self, connection, "main")
        parts = [
            p.parent for folder in self.folders for p in folder.glob(f"{HISTORY}/*/{MANIFEST}")
        ]
        if parts:
            attach_history(StoredRun(sorted(parts)), connection)
        return connection


def open_run(*paths: Path | str) -> StoredRun:
    """Open run folders, stores made by `merge`, or folders that hold run folders, as one run.

    Raises `ConfigError` if there is no run at one of the paths.
    """
    return StoredRun([folder for path in paths for folder in _runs(Path(path))])


def _runs(path: Path) -> Iterator[Path]:
    if is_run(path):
        yield path
        return
    inside = sorted(p.parent for p in path.glob(f"*/{MANIFEST}"))
    if not inside:
        raise ConfigError(f"{path}: no run folder; xianzhi extract makes one")
    yield from inside
