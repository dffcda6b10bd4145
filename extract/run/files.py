"""The files of a run folder, read and written input by input. A shard is a small run folder.

`inputs.jsonl` says in order what was read and how many rows of each table came of it; so the rows
of an input are found by reading all files side by side, and go into another run as they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from extract.records import Input, Run
from extract.run.frames import Frame, line
from extract.tables import BY_NAME, TABLES

if TYPE_CHECKING:
    from extract.columns import ColumnReader, ColumnWriter

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
        from extract.columns import ColumnReader  # loads pyarrow: not needed to see nothing is new

        self.head = Input(source="", sha256="")
        self.articles: list[bytes] = []  # lines: the article of the input, if it is one
        self.columns: dict[str, ColumnReader] = {
            t.name: ColumnReader(folder, t) for t in TABLES if t.columnar
        }
        self._inputs = (folder / INPUTS).open("rb")
        self._files = {t.name: (folder / f"{t.name}.jsonl").open("rb") for t in TABLES}
        self._unread = False

    def __iter__(self) -> Iterator[Input]:
        for row in self._inputs:
            self.skip()
            self.head = Input.model_validate_json(row)
            self.articles = self.data("articles").splitlines(keepends=True)
            self._unread = True
            yield self.head
        self.skip()

    def data(self, name: str) -> bytes:
        """The rows of one table, to be read once, by who has taken the input with `give`."""
        return self._files[name].read(self.head.bytes.get(name, 0))

    def frame(self) -> Frame:
        """All that came of the input."""
        self._unread = False
        rows = {n: self.data(n).splitlines(True) for n in BY_NAME if n != "articles"}
        rows = {"articles": self.articles, **rows}
        for name, columns in self.columns.items():
            columns.skip(self.head.rows.get(name, 0))
        return Frame(self.head, rows)

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
        from extract.columns import ColumnWriter

        self.total: Counter[str] = Counter()
        self._inputs = (folder / INPUTS).open("wb")
        self._files = {t.name: (folder / f"{t.name}.jsonl").open("wb") for t in TABLES}
        self._columns: dict[str, ColumnWriter] = {
            t.name: ColumnWriter(folder, t) for t in TABLES if t.columnar
        }

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
            self._files[name].write(old.articles[0] if name == "articles" else old.data(name))
            if name in self._columns:
                self._columns[name].take(old.columns[name], rows)

    def close(self) -> None:
        """Write what is left."""
        for file in (self._inputs, *self._files.values()):
            file.close()
        for columns in self._columns.values():
            columns.close()

    def _note(self, head: Input) -> None:
        self._inputs.write(line(head))
        self.total.update({"inputs": 1, **head.rows, **head.tally})
