"""How long `xianzhi diff` takes for two large runs, and how much memory: `python bench/diff.py`.

Makes two run folders of synthetic facts, a tenth of them changed in every way a diff tells apart,
and compares them in a process of its own. Options: facts in a run, and the share that differs.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from time import monotonic

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from extract import sinks
from extract.records import Run
from extract.tables import TABLES

# Of fact i: every 7th key is shared by three facts, every 11th has no period, every 13th a target.
FACTS = """
SELECT
    concat('art', i // 20, '#f', i % 20 * 50, '-', i % 20 * 50 + 6) AS id,
    concat('art', i // 20) AS article, replace(id, '#f', '#q') AS quantity,
    concat('县', k % 3000) AS subject, 'place' AS subject_type,
    (330000 + k % 3000)::VARCHAR AS subject_id, concat('指标', k % 401) AS measure,
    concat('measure_', k % 401) AS measure_id, 'level' AS aspect,
    (k % 9973 + CASE WHEN change < {share} / 4 THEN 5 WHEN change < {share} / 2 THEN 0.04 ELSE 0 END
    )::DECIMAL(38, 18) AS value,
    'exact' AS bound, '元' AS unit, 'currency' AS dimension, value AS si_value, 'CNY' AS si_unit,
    if(k % 11 = 0, NULL, 'p') AS period, if(k % 11 = 0, NULL, span[:10]) AS period_start,
    if(k % 11 = 0, NULL, span[12:]) AS period_end, if(k % 13 = 0, 'target', 'actual') AS modality,
    0 AS start, 40 AS end, concat('第', k, '号县的指标是', value, '元，比去年有所增加') AS text,
    'rule' AS rule, 1.0 AS confidence,
    concat_ws('|', 330000 + k % 3000, measure_id, 'level', if(k % 11 = 0, '', span), '',
        k // 1200000, modality, 'currency') AS key
FROM (
    SELECT i, if(i % 7 = 0, n // 3 * 3, n) AS k,
        replace('Y-01-01/Y-12-31', 'Y', (2000 + k % 25)::VARCHAR) AS span,
        if({seed} = 0, 1, hash(i) % 100000 / 100000) AS change
    FROM (
        SELECT i, i + if(hash(i, {seed}) % 1000 < {share} * 250, 100000000, 0) AS n
        FROM range({facts}) t(i)
    )
)"""
MENTIONS = """
SELECT concat('art', i // 60, '#', ['q', 'd', 'p'][i % 3 + 1], i % 60 // 3 * 50, '-',
        i % 60 // 3 * 50 + 6) AS id,
    concat('art', i // 60) AS article, 0 AS start, 6 AS end, '12.3亿元' AS text, 'rule' AS rule,
    ['quantity', 'date', 'place'][i % 3 + 1] AS type, 0.1::DECIMAL(38, 18) AS precision
FROM range({facts} * 3) t(i)"""
ARTICLES = """
SELECT concat('art', i) AS id, concat('news/', i, '.txt') AS source,
    strftime(DATE '2025-01-01' + INTERVAL ({seed} * 40 + i % 30) DAY, '%Y-%m-%d') AS published
FROM range({facts} // 20) t(i)"""


def make(folder: Path, facts: int, share: float, seed: int) -> Path:
    """A run folder with so many facts."""
    folder.mkdir()
    rows = {"facts": FACTS, "mentions": MENTIONS, "articles": ARTICLES}
    for table in TABLES:
        if not table.columnar:
            (folder / f"{table.name}.jsonl").write_text("")
            continue
        columns = sinks.schema(table)
        found = columns.empty_table()
        if table.name in rows:
            sql = rows[table.name].format(facts=facts, share=share, seed=seed)
            made = duckdb.sql(sql).to_arrow_table()
            cells = [_column(made, field) for field in columns]
            found = pa.Table.from_arrays(cells, schema=columns)
        pq.write_table(found, folder / f"{table.name}.parquet", compression="zstd")
    about = Run(version="bench", rules_sha256=str(seed), started="", ended="", seconds=0)
    (folder / "run.json").write_text(about.model_dump_json())
    return folder


def _column(made: pa.Table, field: pa.Field) -> pa.Array | pa.ChunkedArray:
    if field.name in made.column_names:
        return made[field.name].cast(field.type)
    return pa.nulls(len(made), field.type)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--facts", type=int, default=1_000_000)
    options.add_argument("--share", type=float, default=0.1)
    options.add_argument("--format", default="stat")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        a = make(Path(folder) / "a", given.facts, given.share, 0)
        b = make(Path(folder) / "b", given.facts, given.share, 1)
        shown = ["--stat"] if given.format == "stat" else ["--format", given.format]
        clock = monotonic()
        command = [sys.executable, "-m", "extract.cli", "diff", str(a), str(b), *shown]
        done = subprocess.run(command, capture_output=True, text=True)
        seconds = monotonic() - clock
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 2**20
    print(done.stdout[-2000:] if given.format == "stat" else f"{len(done.stdout):,} characters")
    print(done.stderr[-2000:], file=sys.stderr)
    print(f"{given.facts:,} against {given.facts:,} facts: {seconds:.1f} s, {peak:.2f} GiB")


if __name__ == "__main__":
    main()
