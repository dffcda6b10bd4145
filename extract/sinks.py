"""JSON Lines into Parquet and CSV. Columns come from the record models; nothing is named by hand.

Numbers are decimal strings in JSON Lines and `decimal128(38, 18)` in Parquet: exact to 18 decimals,
up to 20 digits before the point. What does not fit is rounded half to even (too many decimals) or
null (too large) in Parquet only; the JSON Lines hold it in full. Files are read and written in
blocks of a fixed number of rows, so that memory does not grow with the run, and the bytes do not
depend on how the run was cut up.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from itertools import islice
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pcsv
import pyarrow.json as pjson
import pyarrow.parquet as pq

from extract.records import Record
from extract.tables import Table

NUMBER = pa.decimal128(38, 18)
_STEP, _LIMIT = Decimal(1).scaleb(-18), Decimal(10) ** 20
_ROWS = 50_000  # rows of a block: one row group of the Parquet file
_SIMPLE = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}
_FORMULA = r"^([=+@\t\r]|-$|-[^0-9])"  # what a spreadsheet would run


def parquet_schema(table: Table) -> pa.Schema:
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


def write_parquet(lines: Path, out: Path, table: Table) -> None:
    """`out` as Parquet: the rows of the JSON Lines file `lines`, one row group a block."""
    schema = parquet_schema(table)
    with pq.ParquetWriter(out, schema, compression="zstd", compression_level=1) as writer:
        for block in _blocks(lines, schema):
            columns = [_cast(block[f.name].combine_chunks(), f.type) for f in schema]
            writer.write_table(pa.Table.from_arrays(columns, schema=schema), _ROWS)


def write_csv(lines: Path, out: Path, table: Table) -> None:
    """`out` as CSV in UTF-8 with BOM, so that Excel opens it; the same rows and columns.

    A text that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    schema = parquet_schema(table)
    with out.open("wb") as file:
        file.write("\ufeff".encode())
        file.write((",".join(schema.names) + "\n").encode())
        options = pcsv.WriteOptions(include_header=False, quoting_style="needed")
        for block in _blocks(lines, schema):
            columns = [_text(block[f.name].combine_chunks(), f.type) for f in schema]
            pcsv.write_csv(pa.Table.from_arrays(columns, schema.names), file, options)


def _blocks(lines: Path, schema: pa.Schema) -> Iterator[pa.Table]:
    """The file in tables of `_ROWS` rows, numbers still as they are printed."""
    printed = pa.schema([(f.name, pa.string() if f.type == NUMBER else f.type) for f in schema])
    parse = pjson.ParseOptions(explicit_schema=printed, unexpected_field_behavior="error")
    with lines.open("rb") as file:
        while rows := b"".join(islice(file, _ROWS)):
            read = pjson.ReadOptions(block_size=len(rows) + 1)
            yield pjson.read_json(io.BytesIO(rows), read, parse)


def _cast(column: pa.Array, kind: pa.DataType) -> pa.Array:
    if kind != NUMBER:
        return column
    try:
        return pc.cast(column, NUMBER)
    except pa.ArrowInvalid:
        return pa.array([_fit(n) for n in column.to_pylist()], NUMBER)


def _fit(number: str | None) -> Decimal | None:
    """The number as far as Parquet can hold it: to 18 decimals, null from 10^20 on."""
    if number is None or abs(Decimal(number)) >= _LIMIT:
        return None
    with localcontext(prec=60):
        return Decimal(number).quantize(_STEP, ROUND_HALF_EVEN)


def _text(column: pa.Array, kind: pa.DataType) -> pa.Array:
    if kind == pa.string():
        return pc.replace_substring_regex(column, _FORMULA, r"'\1")
    if pa.types.is_list(kind):
        return pc.binary_join(column, "|")
    return column
