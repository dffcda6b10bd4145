"""What a batch was given → units, in an order that does not depend on how it was given."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from extract import sources
from extract.read import ReadOptions, Source, read
from extract.records import Reject
from extract.shards import Unit


def units(paths: Iterable[Path | str], options: ReadOptions, limit: int | None) -> Iterator[Unit]:
    """One unit an article: files with one are read by workers later, rows are read here."""
    return islice(_units(settle(paths), options), limit)


def settle(paths: Iterable[Path | str]) -> list[str]:
    """The paths in order of names, each once, without those that lie in another one given."""
    given = {os.path.normpath(os.fspath(path)) for path in paths}
    return sorted(p for p in given if not given & {str(parent) for parent in Path(p).parents})


def total(paths: Iterable[Path | str]) -> int:
    """Bytes of all files behind `paths`, for a progress bar."""
    names = (name for name in sources.walk(settle(paths)) if isinstance(name, str))
    return sum(os.path.getsize(name) for name in names if name != "-")


def _units(paths: list[str], options: ReadOptions) -> Iterator[Unit]:
    for name in sources.walk(paths):
        if isinstance(name, Reject):
            yield row(name)
        elif name == "-" or Path(name).suffix.lower() in sources.ROWS | sources.PACKED:
            yield from map(row, read([name], options))
        else:
            yield file(name)


def file(name: str) -> Unit:
    """A file that holds one article; only its bytes are read here, to know them again."""
    try:
        with open(name, "rb") as data:
            digest = hashlib.file_digest(data, "sha256").hexdigest()
            return Unit(name, digest, os.fstat(data.fileno()).st_size)
    except OSError:  # the reader will say why
        return Unit(name, "", 0)


def row(item: Source | Reject) -> Unit:
    """An article of a file of rows, or what could not be made one."""
    if isinstance(item, Reject):
        text, source = item.model_dump_json(), item.source
    else:
        text, source = item.article.model_dump_json() + item.raw, item.article.source
    data = text.encode()
    return Unit(source or "", hashlib.sha256(data).hexdigest(), len(data), item)
