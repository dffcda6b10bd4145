"""A Parquet file, and its CSV twin where there is one, written from new rows and from old files.

Row groups have a fixed number of rows, so that memory does not grow with the run and the bytes do
not depend on the pieces it was joined from.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import IO

import pyarrow as pa
import pyarrow.parquet as pq

from extract import sinks
from extract.tables import Table

ROWS = 16_384  # of a row group: what is known of each group is kept in memory to the end
_ORDERED = ["article"]  # its rows stand together: a query may skip row groups by it
_UNIQUE = {"id", "key", "quantity", "text"}  # no two rows the same: a dictionary would only cost


class ColumnWriter:
    """Takes rows as JSON lines or as tables, in order."""

    def __init__(self, folder: Path, table: Table) -> None:
        self._schema = sinks.schema(table)
        path = folder / f"{table.name}.parquet"
        repeated = [f.name for f in self._schema if f.type == pa.string() and f.name not in _UNIQUE]
        self._parquet = pq.ParquetWriter(
            path,
            self._schema,
            compression="zstd",
            compression_level=1,
            use_dictionary=repeated,
            write_statistics=_ORDERED,  # of other columns they would tell a query nothing
        )
        self._csv = (folder / f"{table.name}.csv").open("wb") if table.csv else None
        if self._csv:
            self._csv.write(sinks.csv_head(table))
        self._lines: list[bytes] = []
        self._ready: list[pa.Table] = []
        self._rows = 0  # in `_ready`

    def add(self, lines: Sequence[bytes]) -> None:
        """Rows that are new."""
        self._lines.extend(lines)
        if len(self._lines) >= ROWS:
            self._parse()

    def take(self, old: ColumnReader, start: int, rows: int) -> None:
        """Rows of another file from `start` on, as they are; `old` is read forwards only."""
        self._parse()
        old.skip(start)
        for table in old.read(rows):
            self._push(table)
        if self._csv:
            self._csv.writelines(old.lines(rows))

    def close(self) -> None:
        """Write what is left."""
        self._parse()
        self._write(self._rows)
        self._parquet.close()
        if self._csv:
            self._csv.close()

    def _parse(self) -> None:
        if self._lines:
            printed = sinks.parse(self._lines, self._schema)
            self._lines.clear()
            if self._csv:
                sinks.write_csv(printed, self._schema, self._csv)
            self._push(sinks.exact(printed, self._schema))

    def _push(self, table: pa.Table) -> None:
        self._ready.append(table)
        self._rows += table.num_rows
        while self._rows >= ROWS:
            self._write(ROWS)

    def _write(self, rows: int) -> None:
        if rows:
            table = pa.concat_tables(self._ready)
            self._parquet.write_table(table.slice(0, rows).combine_chunks(), rows)
            self._ready = [table.slice(rows)]
            self._rows -= rows
            pa.default_memory_pool().release_unused()


class ColumnReader:
    """The rows of a Parquet file in order, and the lines of its CSV twin."""

    def __init__(self, folder: Path, table: Table) -> None:
        file = pq.ParquetFile(folder / f"{table.name}.parquet", pre_buffer=False)  # not all of it
        self._batches: Iterator[pa.RecordBatch] = file.iter_batches(ROWS, use_threads=False)
        self._held: pa.Table | None = None
        self._at = 0  # rows read so far
        self._csv: IO[bytes] | None = None
        if table.csv:
            self._csv = (folder / f"{table.name}.csv").open("rb")
            self._csv.readline()

    def read(self, rows: int) -> Iterator[pa.Table]:
        """The next `rows` rows."""
        self._at += rows
        while rows:
            if self._held is None or not self._held.num_rows:
                self._held = pa.Table.from_batches([next(self._batches)])
            part = self._held.slice(0, rows)
            self._held = self._held.slice(part.num_rows)
            rows -= part.num_rows
            yield part

    def lines(self, rows: int) -> Iterator[bytes]:
        """The next `rows` lines of the CSV twin."""
        return islice(self._csv or iter(()), rows)

    def skip(self, to: int) -> None:
        """Pass over all rows before row `to`."""
        rows = to - self._at
        for _ in self.read(rows):
            pass
        for _ in self.lines(rows):
            pass

    def close(self) -> None:
        """Let go of the files."""
        if self._csv:
            self._csv.close()
