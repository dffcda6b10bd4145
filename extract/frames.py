"""What comes of one input: a frame, the piece that shards and runs are made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from extract.records import Input, Record
from extract.tables import BY_NAME


@dataclass(slots=True)
class Frame:
    """An input and its rows per table, each row a JSON line with its end. One article at most."""

    head: Input
    rows: dict[str, list[str]]


def frame(source: str, key: str, records: Iterable[tuple[str, Record]]) -> Frame:
    """The frame of records, each given with the name of its table."""
    rows: dict[str, list[str]] = {name: [] for name in BY_NAME}
    tally: Counter[str] = Counter()
    for name, record in records:
        rows[name].append(record.model_dump_json() + "\n")
        if kind := BY_NAME[name].kind:
            tally[f"{name}.{getattr(record, kind)}"] += 1
    counts = {name: len(lines) for name, lines in rows.items() if lines}
    head = Input(source=source, sha256=key, rows=counts, tally=dict(sorted(tally.items())))
    return Frame(head, rows)
