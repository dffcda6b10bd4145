"""A folder with a Parquet file for every table, those that the run has as JSON Lines too."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from extract import sinks
from extract.store import StoredRun
from extract.store.database import select
from extract.tables import TABLES


def write(run: StoredRun, out: Path) -> None:
    """Make the folder."""
    out.mkdir()
    with run.connect() as connection:
        for table in TABLES:
            schema = sinks.schema(table)
            path = out / f"{table.name}.parquet"
            with pq.ParquetWriter(path, schema, compression="zstd") as file:
                for batch in select(connection, f"SELECT * FROM {table.name}"):
                    file.write_table(pa.Table.from_batches([batch]).cast(schema))
