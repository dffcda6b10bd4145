"""A batch cut into shards: what goes into one, and by what name its result is known.

The name follows from what the units hold and all that may change a record. A finished folder
of that name is therefore this very result, whoever made it, and is never made twice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from extract.read import ReadOptions, Source
from extract.records import Reject


@dataclass(frozen=True, slots=True)
class Job:
    """What every worker must know; plain data that crosses processes and machines."""

    folder: Path  # where finished shards go
    fingerprint: str  # of all that may change a record
    rules: str | None = None
    gazetteer: str | None = None
    ner: str | None = None
    pipeline: str = "extract.pipeline:load"  # what makes it of these three, module:function
    read: ReadOptions = field(default_factory=ReadOptions)


UNITS, SIZE = 32, 1_000_000  # a shard is full at so many units, or bytes of input


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
        """Name of the folder that holds the result."""
        total = hashlib.sha256(fingerprint.encode())
        for unit in self.units:
            total.update(f"\0{unit.source}\0{unit.key}".encode("utf-8", "surrogateescape"))
        return f"{self.first:09d}-{total.hexdigest()[:24]}"


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
