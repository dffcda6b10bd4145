"""Where articles come from: files, folders, globs, standard input, compressed files as streams."""

from __future__ import annotations

import glob
import gzip
import io
import os
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from extract.errors import Reason, RejectedError
from extract.records import Reject

MARKDOWN = frozenset({".md", ".markdown"})
TEXTS = MARKDOWN | {".txt", ".text"}
PAGES = frozenset({".html", ".htm", ".xhtml"})
ROWS = frozenset({".jsonl", ".ndjson", ".csv", ".tsv", ".parquet"})
PACKED = frozenset({".gz", ".zst", ".zip"})
_KNOWN = TEXTS | PAGES | ROWS
_FREE = 64 << 20  # bytes that anything may expand to
_RATIO = 200  # beyond that, how many bytes one packed byte may become; text packs 3 to 20 fold


@dataclass(frozen=True, slots=True)
class Item:
    """A file or member of an archive: its name as given, what it is, and how to open it."""

    name: str
    suffix: str
    open: Callable[[], BinaryIO]


def walk(paths: Iterable[str | Path]) -> Iterator[str | Reject]:
    """The files behind `paths`, by name as given: folders searched whole, in order of names, for
    files of a known kind (a README is about the folder, no article); a glob in order of names;
    `-` standard input.
    """
    for given in paths:
        path = os.fspath(given)
        if path == "-" or os.path.isfile(path):
            yield path
        elif os.path.isdir(path):
            yield from _folder(path)
        elif os.path.exists(path):
            yield _reject(path, "this is no file and no folder")
        elif glob.has_magic(path) and (found := sorted(glob.glob(path, recursive=True))):
            yield from walk(p for p in found if os.path.isfile(p))
        else:
            yield _reject(path, "no such file or folder")


def _folder(folder: str) -> Iterator[str | Reject]:
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda e: e.name)
    except OSError as error:
        yield _reject(folder, f"the folder cannot be read: {error.strerror}")
        return
    for entry in found:
        if entry.name.startswith(".") or Path(entry.name).stem.lower() == "readme":
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _folder(entry.path)
        elif entry.is_file() and _suffix(entry.name) in _KNOWN | PACKED:
            yield entry.path


def _reject(source: str, message: str) -> Reject:
    return Reject(source=source, reason=Reason.UNREADABLE, message=message)


def items(name: str) -> Iterator[Item]:
    """What a file holds: itself, or the members of an archive.

    Raises `RejectedError`, `OSError`.
    """
    suffix = Path(name).suffix.lower()
    if name == "-":
        yield Item(name, "", lambda: cast(BinaryIO, sys.stdin.buffer))
    elif suffix == ".zip":
        yield from _members(name)
    elif suffix in PACKED:
        opener = _gzip if suffix == ".gz" else _zstd
        yield Item(name, _suffix(name), lambda: _bounded(opener(name), os.path.getsize(name)))
    else:
        yield Item(name, suffix, lambda: cast(BinaryIO, open(name, "rb")))  # noqa: SIM115


def _suffix(name: str) -> str:
    """The suffix that says what the content is: `.jsonl` of `a.jsonl.gz`."""
    path = Path(name)
    suffix = path.suffix.lower()
    if suffix in (".gz", ".zst"):
        return Path(path.stem).suffix.lower() or ".txt"
    return suffix


def _members(name: str) -> Iterator[Item]:
    try:
        archive = zipfile.ZipFile(name)
    except zipfile.BadZipFile as error:
        raise RejectedError(Reason.FORMAT, f"not a ZIP archive: {error}", name) from error
    with archive:
        for info in sorted(archive.infolist(), key=lambda i: i.filename):
            suffix = _suffix(info.filename)
            if info.is_dir() or Path(info.filename).name.startswith(".") or suffix not in _KNOWN:
                continue

            def opener(info: zipfile.ZipInfo = info) -> BinaryIO:
                return _bounded(cast(BinaryIO, archive.open(info)), info.compress_size)

            yield Item(f"{name}!{info.filename}", suffix, opener)


def _gzip(name: str) -> BinaryIO:
    return cast(BinaryIO, gzip.open(name, "rb"))


def _zstd(name: str) -> BinaryIO:
    import pyarrow  # takes a while to load, and only this needs it

    return cast(BinaryIO, pyarrow.CompressedInputStream(name, "zstd"))


class _Bounded(io.RawIOBase):
    """A stream that stops with a `RejectedError` when it has given more than `limit` bytes."""

    def __init__(self, stream: BinaryIO, limit: int) -> None:
        self._stream, self._left = stream, limit

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            data = self._stream.read(len(buffer))
        except (OSError, EOFError, zlib.error, zipfile.BadZipFile, RuntimeError) as error:
            raise RejectedError(Reason.FORMAT, f"the archive is damaged: {error}") from error
        self._left -= len(data)
        if self._left < 0:
            raise RejectedError(
                Reason.TOO_LARGE, f"it expands more than {_RATIO}-fold: unpack it if it is no bomb"
            )
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._stream.close()
        super().close()


def _bounded(stream: BinaryIO, packed: int) -> BinaryIO:
    limit = max(_FREE, packed * _RATIO)
    return cast(BinaryIO, io.BufferedReader(_Bounded(stream, limit), 1 << 16))
