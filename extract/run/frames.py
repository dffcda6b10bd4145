"""What comes of one input: a frame, the piece that shards and runs are made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from extract.records import Input, Record
from extract.tables import BY_NAME


@dataclass(slots=True)
class Frame:
    """An input and its rows per table, each row a JSON line (UTF-8, with its end). One article
    at most."""

    head: Input
    rows: dict[str, list[bytes]]


def frame(source: str, key: str, records: Iterable[tuple[str, Record]]) -> Frame:
    """The frame of records, each given with the name of its table."""
    rows: dict[str, list[bytes]] = {name: [] for name in BY_NAME}
    tally: Counter[str] = Counter()
    for name, record in records:
        rows[name].append(line(record))
        if kind := BY_NAME[name].kind:
            tally[f"{name}.{getattr(record, kind)}"] += 1
    head = Input(source=source, sha256=key, tally=dict(sorted(tally.items())))
    measure(head, rows)
    return Frame(head, rows)


def measure(head: Input, rows: dict[str, list[bytes]]) -> None:
    """Say in `head` how much there is of each table."""
    head.rows = {name: len(lines) for name, lines in rows.items() if lines}
    head.bytes = {name: sum(map(len, lines)) for name, lines in rows.items() if lines}


def line(record: Record) -> bytes:
    """A record as its files hold it."""
    return record.__pydantic_serializer__.to_json(record) + b"\n"
