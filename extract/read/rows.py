"""Files of rows, read in streams: JSONL, CSV, Parquet. A row is a mapping of column to value."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any, BinaryIO

from extract.errors import Reason, RejectedError
from extract.read import encodings
from extract.records import Reject

Row = tuple[int, dict[str, Any] | Reject]  # number from 1 (line, or row of a Parquet file)
Needed = Callable[[list[str]], list[str]]  # of the columns there are, those to read; may raise
_IN_MEMORY = 256 << 20  # bytes of a Parquet file that cannot be read in place
_BATCH = 256  # rows of a Parquet file held at a time


def jsonl(stream: BinaryIO, encoding: str | None, max_bytes: int) -> Iterator[Row]:
    """One JSON object a line; a line that is none is a reject, the others stand."""
    number = 0
    while line := stream.readline(max_bytes + 1):
        number += 1
        if len(line) > max_bytes:
            while line and not line.endswith(b"\n"):
                line = stream.readline(1 << 20)
            message = f"the line is longer than {max_bytes} bytes"
            yield number, Reject(reason=Reason.TOO_LARGE, message=message)
        elif line.strip():
            yield number, _object(line, encoding)


def _object(line: bytes, encoding: str | None) -> dict[str, Any] | Reject:
    try:
        found = json.loads(line.decode(encoding or "utf-8-sig"))
    except UnicodeDecodeError as error:
        return Reject(reason=Reason.ENCODING, message=f"the line is not UTF-8: {error.reason}")
    except (ValueError, RecursionError) as error:
        return Reject(reason=Reason.BAD_ROW, message=f"the line is not JSON: {error}")
    if not isinstance(found, dict):
        return Reject(reason=Reason.BAD_ROW, message="the line is no JSON object")
    return found


def table(
    stream: BinaryIO,
    needed: Needed,
    encoding: str | None,
    max_bytes: int,
    delimiter: str = ",",
) -> Iterator[Row]:
    """Rows of a CSV file with a header line; the number is the line where the row begins."""
    head = stream.peek(1 << 16) if isinstance(stream, io.BufferedReader) else b""
    name = encoding or (encodings.detect(_whole_lines(head)) if head else "utf-8-sig")
    csv.field_size_limit(max_bytes)
    text = io.TextIOWrapper(stream, "utf-8-sig" if name == "utf-8" else name, newline="")
    reader = csv.DictReader(text, delimiter=delimiter, restkey="")
    needed(list(_header(reader, name)))
    number = reader.line_num + 1
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:
            yield number, Reject(reason=Reason.BAD_ROW, message=f"the row is not CSV: {error}")
            number = reader.line_num + 1
            continue
        except UnicodeDecodeError as error:
            message = f"not {name} after line {reader.line_num}: {error.reason}; the rest is lost"
            yield number, Reject(reason=Reason.ENCODING, message=message)
            return
        if row is None:
            return
        yield number, row
        number = reader.line_num + 1


def _header(reader: csv.DictReader[str], encoding: str) -> Sequence[str]:
    try:
        names = reader.fieldnames
    except (csv.Error, UnicodeDecodeError) as error:
        raise RejectedError(Reason.FORMAT, f"not CSV in {encoding}: {error}") from error
    if not names:
        raise RejectedError(Reason.EMPTY, "the file is empty")
    return names


def _whole_lines(head: bytes) -> bytes:
    return head[: head.rfind(b"\n") + 1] or head


def columns(stream: BinaryIO, needed: Needed) -> Iterator[Row]:
    """Rows of a Parquet file, only the columns that `needed` picks of those there are."""
    import pyarrow  # takes a while to load, and only Parquet needs it
    from pyarrow import parquet

    if not stream.seekable():  # in an archive
        stream = io.BytesIO(stream.read(_IN_MEMORY + 1))
        if stream.getbuffer().nbytes > _IN_MEMORY:
            message = f"longer than {_IN_MEMORY} bytes within an archive: unpack it"
            raise RejectedError(Reason.TOO_LARGE, message)
    try:
        file = parquet.ParquetFile(stream, pre_buffer=False)
        number = 0
        for batch in file.iter_batches(_BATCH, columns=needed(file.schema_arrow.names)):
            for row in batch.to_pylist():
                number += 1
                yield number, row
    except (pyarrow.ArrowException, OSError) as error:
        raise RejectedError(Reason.FORMAT, f"not a Parquet file: {error}") from error
