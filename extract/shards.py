"""A batch cut into shards: what goes into one, and the file that holds what came of it.

A shard is a short list of units. Its name follows from its place, what its units hold and all
that may change a record; a finished file of that name is therefore this very result, whoever
made it, and is never made twice. The file is a series of frames: one `Input` record as a JSON line,
then the rows it announces, table by table, as they will stand in the run.
"""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from extract.read import ReadOptions, Source
from extract.records import Input, Record, Reject
from extract.tables import BY_NAME


@dataclass(frozen=True, slots=True)
class Job:
    """What every worker must know; plain data that crosses processes and machines."""

    folder: Path  # where finished shards go
    fingerprint: str  # of all that may change a record
    rules: str | None = None
    read: ReadOptions = field(default_factory=ReadOptions)


UNITS, SIZE = 64, 400_000  # a shard is full at so many units, or bytes of input


@dataclass(frozen=True, slots=True)
class Unit:
    """One input: a file that a worker will read, or a row that has been read already."""

    source: str
    key: str  # SHA-256 of the bytes of the file, or of the row
    size: int  # bytes or characters
    item: Source | Reject | None = None  # None: read the file


@dataclass(frozen=True, slots=True)
class Shard:
    """Units `first`, `first + 1`, … of a run."""

    first: int
    units: tuple[Unit, ...]

    def name(self, fingerprint: str) -> str:
        """File name of the result, in the order of the input."""
        total = hashlib.sha256(fingerprint.encode())
        for unit in self.units:
            total.update(f"\0{unit.source}\0{unit.key}".encode("utf-8", "surrogateescape"))
        return f"{self.first:09d}-{total.hexdigest()[:24]}.shard"


def cut(units: Iterable[Unit], most: int = UNITS) -> Iterator[Shard]:
    """Units in their order, at most `most` and about `SIZE` bytes together."""
    held: list[Unit] = []
    first, size = 0, 0
    for unit in units:
        if held and (len(held) >= most or size + unit.size > SIZE):
            yield Shard(first, tuple(held))
            first, held, size = first + len(held), [], 0
        held.append(unit)
        size += unit.size
    if held:
        yield Shard(first, tuple(held))


@dataclass(slots=True)
class Frame:
    """What came of one unit: rows per table, each a JSON line without its end."""

    head: Input
    rows: dict[str, list[str]]


def frame(unit: Unit, records: Iterable[tuple[str, Record]]) -> Frame:
    """What came of a unit: records, each with the name of its table."""
    new = Frame(Input(source=unit.source, sha256=unit.key), {})
    fill(new, records)
    return new


def fill(frame: Frame, records: Iterable[tuple[str, Record]]) -> None:
    """Make `records` what the frame holds, in place of what it held."""
    frame.rows = {name: [] for name in BY_NAME}
    tally: Counter[str] = Counter()
    for name, record in records:
        frame.rows[name].append(record.model_dump_json())
        if kind := BY_NAME[name].kind:
            tally[f"{name}.{getattr(record, kind)}"] += 1
    frame.head.rows = {name: len(lines) for name, lines in frame.rows.items() if lines}
    frame.head.tally = dict(sorted(tally.items()))


def save(path: Path, frames: Iterable[Frame]) -> None:
    """The shard file, whole or not at all: written beside, flushed to disk and renamed."""
    beside = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    with beside.open("w", encoding="utf-8", newline="\n") as file:
        for item in frames:
            file.write(item.head.model_dump_json() + "\n")
            for lines in item.rows.values():
                file.writelines(line + "\n" for line in lines)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def load(path: Path) -> Iterator[Frame]:
    """The frames of a shard file."""
    with path.open(encoding="utf-8", newline="\n") as file:
        for line in file:
            head = Input.model_validate_json(line)
            yield Frame(
                head,
                {
                    name: [row.rstrip("\n") for row in islice(file, head.rows.get(name, 0))]
                    for name in BY_NAME
                },
            )
