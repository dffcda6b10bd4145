"""Frames in, a run folder out: joined in order, reconciled, put beside, renamed into place."""

from __future__ import annotations

import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import IO

from extract import sinks
from extract.errors import ConfigError, Reason, XianzhiError
from extract.records import Article, Reject, Run
from extract.shards import Frame, fill
from extract.tables import BY_NAME, TABLES

MANIFEST, INPUTS = "run.json", "inputs.jsonl"


class Seen:
    """Ids and contents of the articles so far, on disk: a run may have millions."""

    def __init__(self, path: Path) -> None:
        path.unlink(missing_ok=True)
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; BEGIN;"
            "CREATE TABLE seen (id TEXT PRIMARY KEY, source TEXT) WITHOUT ROWID;"
            "CREATE TABLE content (sha256 TEXT PRIMARY KEY, id TEXT) WITHOUT ROWID;"
        )

    def id(self, article: Article) -> str | None:
        """Where the id was seen before, if it was; from now on it is."""
        row = self._db.execute("SELECT source FROM seen WHERE id = ?", (article.id,)).fetchone()
        if row is None:
            self._db.execute("INSERT INTO seen VALUES (?, ?)", (article.id, article.source or ""))
        return None if row is None else str(row[0])

    def content(self, article: Article) -> str | None:
        """The id of the first article with the same content, if there is one."""
        self._db.execute(
            "INSERT OR IGNORE INTO content VALUES (?, ?)", (article.sha256, article.id)
        )
        query = "SELECT id FROM content WHERE sha256 = ?"
        first = str(self._db.execute(query, (article.sha256,)).fetchone()[0])
        return None if first == article.id else first

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()


def join(frames: Iterable[Frame], folder: Path) -> Counter[str]:
    """Write the frames' rows into the tables of `folder`; how many of each kind there are."""
    total: Counter[str] = Counter()
    seen = Seen(folder.with_name("seen.sqlite"))
    with ExitStack() as stack:
        names = [INPUTS, *(f"{table.name}.jsonl" for table in TABLES)]
        inputs, *files = [
            stack.enter_context((folder / n).open("w", encoding="utf-8", newline="\n"))
            for n in names
        ]
        for frame in frames:
            _settle(frame, seen)
            _write(inputs, [frame.head.model_dump_json()])
            for table, file in zip(TABLES, files, strict=True):
                _write(file, frame.rows[table.name])
            total.update({"inputs": 1, **frame.head.rows, **frame.head.tally})
            total["duplicates"] += any('"duplicate_of":"' in a for a in frame.rows["articles"])
    seen.close()
    return total


def _write(file: IO[str], lines: list[str]) -> None:
    if lines:
        file.write("\n".join(lines) + "\n")


def _settle(frame: Frame, seen: Seen) -> None:
    """Mark an article whose content was seen before; reject one whose id was.

    A frame holds one article at most: files of rows are one unit a row.
    """
    if not frame.rows["articles"]:
        return
    article = Article.model_validate_json(frame.rows["articles"][0])
    first = seen.id(article)
    if first is None:
        article.duplicate_of = seen.content(article)
        frame.rows["articles"] = [article.model_dump_json()]
        return
    reject = Reject(
        source=article.source,
        id=article.id,
        reason=Reason.DUPLICATE_ID,
        message=f"{first} has the same id (the same content, where no id is given) and is kept; "
        "this one is left out; give articles that differ ids of their own",
    )
    fill(frame, [("rejects", reject)])


def publish(folder: Path, total: Counter[str], manifest: Run) -> None:
    """Derive the tables' other formats, write the manifest: `folder` is a whole run then.

    Raises `XianzhiError` if an input is neither among the articles nor among the rejects.
    """
    if total["articles"] + total["rejects"] != total["inputs"]:
        raise XianzhiError(
            f"{total['inputs']} inputs, but {total['articles']} articles and {total['rejects']} "
            "rejects: nothing is published; please report this"
        )
    with ThreadPoolExecutor() as threads:
        work = [threads.submit(_derive, folder, t.name) for t in TABLES if t.columnar]
        for future in work:
            future.result()
    (folder / MANIFEST).write_text(manifest.model_dump_json(indent=2) + "\n", "utf-8")


def _derive(folder: Path, name: str) -> None:
    lines, table = folder / f"{name}.jsonl", BY_NAME[name]
    sinks.write_parquet(lines, folder / f"{name}.parquet", table)
    if name == "facts":
        sinks.write_csv(lines, folder / "facts.csv", table)


def swap(new: Path, out: Path, aside: Path) -> None:
    """Put the run `new` in the place of `out`; the run that was there goes, whole, in one step."""
    if out.exists():
        out.rename(aside)
    new.rename(out)
    shutil.rmtree(aside, ignore_errors=True)


def recover(out: Path, aside: Path) -> None:
    """Undo a swap that was cut off between its two steps."""
    if aside.exists() and not out.exists():
        aside.rename(out)


def check_place(out: Path) -> None:
    """Refuse an output folder that holds anything but a run: it would be replaced."""
    if out.exists() and not (out.is_dir() and (is_run(out) or not any(out.iterdir()))):
        raise ConfigError(f"{out} is there and is no run folder; choose another -o")


def is_run(folder: Path) -> bool:
    """Whether a folder holds a published run."""
    return (folder / MANIFEST).is_file()


def counts(total: Counter[str]) -> dict[str, dict[str, int]]:
    """What the manifest says of a run's numbers: `counts`, `status`, `numerals`."""
    numerals = {
        "quantity": total["mentions.quantity"],
        "date": total["mentions.date"],
        **{k.removeprefix("ledger."): n for k, n in total.items() if k.startswith("ledger.")},
    }
    status = {
        "done": total["articles"],
        "rejected": total["rejects"],
        "duplicates": total["duplicates"],
    }
    rows = {table.name: total[table.name] for table in TABLES}
    kinds = {k: n for k, n in total.items() if "." in k and not k.startswith("ledger.")}
    return {
        "counts": {"inputs": total["inputs"], **rows, **dict(sorted(kinds.items()))},
        "status": status,
        "numerals": dict(sorted(numerals.items())),
    }
