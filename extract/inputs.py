"""What a batch was given → units, in an order that does not depend on how it was given."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from extract.read import ReadOptions, Source, files, holds_rows, read
from extract.records import Reject
from extract.shards import Unit


def units(paths: Iterable[Path | str], options: ReadOptions, limit: int | None) -> Iterator[Unit]:
    """One unit an article: files with one are read by workers later, rows are read here."""
    return islice(_units(paths, options), limit)


def _units(paths: Iterable[Path | str], options: ReadOptions) -> Iterator[Unit]:
    for path in files(paths):
        if isinstance(path, Reject):
            yield row(path)
        elif holds_rows(path):
            yield from map(row, read([path], options))
        else:
            yield file(path)


def file(path: Path) -> Unit:
    """A file that holds one article; only its bytes are read here, to know them again."""
    try:
        with path.open("rb") as data:
            digest = hashlib.file_digest(data, "sha256").hexdigest()
        size = path.stat().st_size
    except OSError:  # the reader will say why
        digest, size = "", 0
    return Unit(str(path), digest, size)


def row(item: Source | Reject) -> Unit:
    """An article of a file of rows, or what could not be made one."""
    if isinstance(item, Reject):
        text = item.model_dump_json()
        source = item.source or ""
    else:
        text = item.article.model_dump_json() + "\0" + item.raw
        source = item.article.source or ""
    data = text.encode("utf-8", "surrogatepass")
    return Unit(source, hashlib.sha256(data).hexdigest(), len(data), item)
