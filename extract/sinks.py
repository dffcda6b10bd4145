"""Rows as Arrow, Parquet and CSV. Columns come from the record models; nothing is named by hand.

Numbers are decimal strings in JSON Lines and `decimal128(38, 18)` in Parquet: exact to 18 decimals,
up to 20 digits before the point. What does not fit is rounded half to even (too many decimals) or
null (too large) in Parquet only; JSON Lines and CSV hold it in full.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from types import NoneType, UnionType
from typing import IO, Annotated, Any, Literal, Union, get_args, get_origin

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pcsv
import pyarrow.json as pjson

from extract.records import Record
from extract.tables import Table

NUMBER = pa.decimal128(38, 18)
_STEP, _LIMIT = Decimal(1).scaleb(-18), Decimal(10) ** 20
_SIMPLE = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}
_FORMULA = r"^([=+@\t\r]|-$|-[^0-9])"  # what a spreadsheet would run
_CELLS = pcsv.WriteOptions(include_header=False, quoting_style="needed")


def schema(table: Table) -> pa.Schema:
    """The columns of a table with their Arrow types, every one of them nullable."""
    return pa.schema([(name, arrow_type(kind)) for name, kind in table.columns().items()])


def arrow_type(annotation: Any) -> pa.DataType:
    """The Arrow type of a field of a record model."""
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return arrow_type(args[0])
    if origin in (Union, UnionType):
        (inner,) = (a for a in args if a is not NoneType)
        return arrow_type(inner)
    if origin is Literal:
        return pa.string()
    if origin is list:
        return pa.list_(arrow_type(args[0]))
    if isinstance(annotation, type) and issubclass(annotation, Record):
        fields = annotation.model_fields.items()
        return pa.struct([(name, arrow_type(info.annotation)) for name, info in fields])
    return NUMBER if annotation is Decimal else _SIMPLE[annotation]


def parse(lines: Sequence[bytes], columns: pa.Schema) -> pa.Table:
    """JSON lines as a table of `columns`, but numbers still as they are printed."""
    data = b"".join(lines)
    printed = pa.schema([(f.name, pa.string() if f.type == NUMBER else f.type) for f in columns])
    return pjson.read_json(
        io.BytesIO(data),
        pjson.ReadOptions(block_size=len(data) + 1, use_threads=False),
        pjson.ParseOptions(explicit_schema=printed, unexpected_field_behavior="error"),
    ).combine_chunks()


def exact(printed: pa.Table, columns: pa.Schema) -> pa.Table:
    """The table with its numbers as decimals."""
    cells = [_cast(printed.column(f.name), f.type) for f in columns]
    return pa.Table.from_arrays(cells, schema=columns)


def _cast(column: pa.ChunkedArray, kind: pa.DataType) -> pa.ChunkedArray:
    if kind != NUMBER:
        return column
    try:
        return pc.cast(column, NUMBER)
    except pa.ArrowInvalid:
        return pa.chunked_array([[_fit(n) for n in column.to_pylist()]], NUMBER)


def _fit(number: str | None) -> Decimal | None:
    """The number as far as Parquet can hold it: to 18 decimals, null from 10^20 on."""
    if number is None or abs(Decimal(number)) >= _LIMIT:
        return None
    with localcontext(prec=60):
        return Decimal(number).quantize(_STEP, ROUND_HALF_EVEN)


def csv_head(table: Table) -> bytes:
    """BOM and first line, so that Excel reads UTF-8 and the columns have names."""
    return ("\ufeff" + ",".join(table.columns()) + "\n").encode()


def write_csv(printed: pa.Table, columns: pa.Schema, file: IO[bytes]) -> None:
    """Rows as CSV, one a line whatever their text holds.

    A text that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    cells = [_cell(printed.column(f.name), f.type) for f in columns]
    pcsv.write_csv(pa.Table.from_arrays(cells, columns.names), file, _CELLS)


def _cell(column: pa.ChunkedArray, kind: pa.DataType) -> pa.ChunkedArray:
    if kind != pa.string():
        return column
    plain = pc.replace_substring_regex(column, r"[\r\n]+", " ")
    return pc.replace_substring_regex(plain, _FORMULA, r"'\1")
