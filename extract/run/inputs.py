"""What a batch was given → units, in an order that does not depend on how it was given."""

from __future__ import annotations

import glob
import hashlib
import os
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from extract.errors import ConfigError, Reason
from extract.read import ReadOptions, Source, read, sources
from extract.records import Reject
from extract.run.shards import Unit


def units(paths: Iterable[Path | str], options: ReadOptions, limit: int | None) -> Iterator[Unit]:
    """One unit an article: files with one are read by workers later, rows are read here."""
    return islice(_units(settle(paths), options), limit)


def settle(paths: Iterable[Path | str]) -> list[str]:
    """The paths in order of names, each once, without those that lie in another one given."""
    given = {os.path.normpath(os.fspath(path)) for path in paths}
    return sorted(p for p in given if not given & {str(parent) for parent in Path(p).parents})


def check(paths: Iterable[Path | str]) -> None:
    """Raise `ConfigError` for a path that is not there: a slip of the pen is no empty run."""
    for path in settle(paths):
        if path != "-" and not os.path.lexists(path) and not glob.glob(path, recursive=True):
            raise ConfigError(f"{path}: no such file or folder")


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
    if not _utf8(name):
        shown = os.fsencode(name).decode("utf-8", "replace")
        message = "the file's name is not UTF-8: rename it"
        return row(Reject(source=shown, reason=Reason.ENCODING, message=message))
    try:
        with open(name, "rb") as data:
            digest = hashlib.file_digest(data, "sha256").hexdigest()
            return Unit(name, digest, os.fstat(data.fileno()).st_size)
    except OSError:  # the reader will say why
        return Unit(name, "", 0)


def row(item: Source | Reject) -> Unit:
    """An article of a file of rows, or what could not be made one."""
    record, raw = (item, "") if isinstance(item, Reject) else (item.article, item.raw)
    if not all(_utf8(value) for _, value in record if isinstance(value, str)):
        message = "half a surrogate pair in its id, title or publisher"
        return row(Reject(source=record.source, reason=Reason.ENCODING, message=message))
    data = (record.model_dump_json() + raw).encode()
    return Unit(record.source or "", hashlib.sha256(data).hexdigest(), len(data), item)


def _utf8(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
