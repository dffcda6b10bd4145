"""The files of a run folder, read and written input by input. A shard is a small run folder.

`inputs.jsonl` says in order what was read and how many rows of each table came of it; so the rows
of an input are found by reading all files side by side, and go into another run as they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import IO

from extract.columns import ColumnReader, ColumnWriter
from extract.frames import Frame
from extract.records import Input, Run
from extract.tables import BY_NAME, TABLES

MANIFEST, INPUTS = "run.json", "inputs.jsonl"


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
        self.articles: list[str] = []  # lines: the article of the input, if it is one
        self.columns = {t.name: ColumnReader(folder, t) for t in TABLES if t.columnar}
        self._inputs = _open(folder / INPUTS)
        self._files = {t.name: _open(folder / f"{t.name}.jsonl") for t in TABLES}
        self._unread = False

    def __iter__(self) -> Iterator[Input]:
        for line in self._inputs:
            self.skip()
            self.head = Input.model_validate_json(line)
            self.articles = list(self.lines("articles"))
            self._unread = True
            yield self.head
        self.skip()

    def lines(self, name: str) -> Iterator[str]:
        """The rows of one table, to be read once, by who has taken the input with `give`."""
        return islice(self._files[name], self.head.rows.get(name, 0))

    def frame(self) -> Frame:
        """All that came of the input."""
        self._unread = False
        rows = {name: list(self.lines(name)) for name in BY_NAME if name != "articles"}
        for name, columns in self.columns.items():
            columns.skip(self.head.rows.get(name, 0))
        return Frame(self.head, {"articles": self.articles, **rows})

    def skip(self) -> None:
        """Pass over what is left of the input."""
        if self._unread:
            self.frame()

    def give(self) -> Input:
        """The input, for one who will read all files on to the next one himself."""
        self._unread = False
        return self.head

    def close(self) -> None:
        """Let go of the files."""
        for file in (self._inputs, *self._files.values()):
            file.close()
        for columns in self.columns.values():
            columns.close()


class RunWriter:
    """Writes all tables of a folder that is there and empty; `total` counts as it goes."""

    def __init__(self, folder: Path) -> None:
        self.total: Counter[str] = Counter()
        self._inputs = _open(folder / INPUTS, "w")
        self._files = {t.name: _open(folder / f"{t.name}.jsonl", "w") for t in TABLES}
        self._columns = {t.name: ColumnWriter(folder, t) for t in TABLES if t.columnar}

    def add(self, frame: Frame) -> None:
        """What came of an input, new or changed."""
        self._note(frame.head)
        for name, lines in frame.rows.items():
            self._files[name].writelines(lines)
            if name in self._columns:
                self._columns[name].add(lines)

    def take(self, old: RunReader) -> None:
        """The input at which another run stands, as it is."""
        head = old.give()
        self._note(head)
        for name, rows in head.rows.items():
            self._files[name].writelines(old.articles if name == "articles" else old.lines(name))
            if name in self._columns:
                self._columns[name].take(old.columns[name], rows)

    def close(self) -> None:
        """Write what is left."""
        for file in (self._inputs, *self._files.values()):
            file.close()
        for columns in self._columns.values():
            columns.close()

    def _note(self, head: Input) -> None:
        self._inputs.write(head.model_dump_json() + "\n")
        self.total.update({"inputs": 1, **head.rows, **head.tally})


def _open(path: Path, mode: str = "r") -> IO[str]:
    return path.open(mode, encoding="utf-8", newline="\n")
