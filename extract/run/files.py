"""The files of a run folder, read and written input by input. A shard is a small run folder.

`inputs.jsonl` says in order what was read and how many rows and bytes of each table came of it; so
the rows of an input are found in all files, and those of many inputs in a row go into another run
at once, as they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import IO, TYPE_CHECKING

from extract.records import Input, Run
from extract.run.frames import Frame, line
from extract.tables import BY_NAME, TABLES

if TYPE_CHECKING:
    from extract.columns import ColumnReader, ColumnWriter

MANIFEST, INPUTS = "run.json", "inputs.jsonl"
_PIECE = 1 << 16  # bytes copied at once: they stay in the processor's cache


def is_run(folder: Path) -> bool:
    """Whether a folder holds a published run."""
    return (folder / MANIFEST).is_file()


def manifest(folder: Path) -> Run:
    """The manifest of a published run."""
    return Run.model_validate_json((folder / MANIFEST).read_text("utf-8"))


class RunReader:
    """Steps from input to input; what was not read of one is passed over with the next step."""

    def __init__(self, folder: Path) -> None:
        self.head = Input(source="", sha256="")
        self.articles: list[bytes] = []  # lines: the article of the input, if it is one
        self.number = -1  # of the input, from 0
        self.rows: Counter[str] = Counter()  # of each table before the input
        self.bytes: Counter[str] = Counter()
        self.ending = ExitStack()  # what is done when the files are let go of
        self._folder = folder
        self._inputs = self._open(INPUTS)
        self._files = {t.name: self._open(f"{t.name}.jsonl") for t in TABLES}

    def _open(self, name: str) -> IO[bytes]:
        return self.ending.enter_context((self._folder / name).open("rb"))

    @cached_property
    def columns(self) -> dict[str, ColumnReader]:
        """The Parquet tables; who only wants the lines need not load pyarrow."""
        from extract.columns import ColumnReader

        found = {t.name: ColumnReader(self._folder, t) for t in TABLES if t.columnar}
        for reader in found.values():
            self.ending.callback(reader.close)
        return found

    def __iter__(self) -> Iterator[Input]:
        for row in self._inputs:
            self.rows.update(self.head.rows)
            self.bytes.update(self.head.bytes)
            self.number += 1
            self.head = Input.model_validate_json(row)
            self.articles = self._data("articles").splitlines(keepends=True)
            yield self.head

    def _data(self, name: str) -> bytes:
        """The rows of one table that came of the input."""
        size = self.head.bytes.get(name, 0)
        if size:
            self._files[name].seek(self.bytes[name])
        return self._files[name].read(size)

    def frame(self) -> Frame:
        """All that came of the input, free to be changed."""
        rows = {n: self._data(n).splitlines(True) for n in BY_NAME if n != "articles"}
        head = self.head.model_copy(deep=True)
        return Frame(head, {"articles": self.articles, **rows})

    def copy(self, name: str, start: int, size: int, target: IO[bytes]) -> None:
        """Bytes of a table, as they are."""
        source = self._files[name]
        source.seek(start)
        while size:
            piece = source.read(min(size, _PIECE))
            target.write(piece)
            size -= len(piece)

    def close(self) -> None:
        """Let go of the files."""
        self.ending.close()


@dataclass(slots=True)
class _Stretch:
    """Inputs in a row of another run that are taken over as they are."""

    reader: RunReader
    next: int  # the number of the input that would go on with it
    at_row: Counter[str]
    at_byte: Counter[str]
    rows: Counter[str] = field(default_factory=Counter)
    bytes: Counter[str] = field(default_factory=Counter)


class RunWriter:
    """Writes all tables of a folder that is there and empty; `total` counts as it goes."""

    def __init__(self, folder: Path) -> None:
        from extract.columns import ColumnWriter

        self.total: Counter[str] = Counter()
        self._inputs = (folder / INPUTS).open("wb")
        self._files = {t.name: (folder / f"{t.name}.jsonl").open("wb") for t in TABLES}
        self._columns: dict[str, ColumnWriter] = {
            t.name: ColumnWriter(folder, t) for t in TABLES if t.columnar
        }
        self._stretch: _Stretch | None = None  # what is still to be copied

    def add(self, frame: Frame) -> None:
        """What came of an input, new or changed."""
        self._copy()
        self._note(frame.head)
        for name, lines in frame.rows.items():
            self._files[name].writelines(lines)
            if name in self._columns:
                self._columns[name].add(lines)

    def take(self, old: RunReader) -> None:
        """The input at which another run stands, as it is; copied with those that follow it."""
        self._note(old.head)
        held = self._stretch
        if held is None or held.reader is not old or held.next != old.number:
            self._copy()
            held = _Stretch(old, old.number, Counter(old.rows), Counter(old.bytes))
            self._stretch = held
            old.ending.callback(self._copy)
        held.next += 1
        held.rows.update(old.head.rows)
        held.bytes.update(old.head.bytes)

    def close(self) -> None:
        """Write what is left."""
        self._copy()
        for file in (self._inputs, *self._files.values()):
            file.close()
        for columns in self._columns.values():
            columns.close()

    def _copy(self) -> None:
        held, self._stretch = self._stretch, None
        if held is None:
            return
        for name, size in held.bytes.items():
            held.reader.copy(name, held.at_byte[name], size, self._files[name])
            if name in self._columns:
                columns = held.reader.columns[name]
                self._columns[name].take(columns, held.at_row[name], held.rows[name])

    def _note(self, head: Input) -> None:
        self._inputs.write(line(head))
        self.total.update({"inputs": 1, **head.rows, **head.tally})
