"""Rows for people and programs: a table on the terminal, JSON, JSON Lines, CSV, Markdown, HTML.

Numbers are decimal strings in JSON and CSV, as in the run's own files. Rows come in Arrow batches
and go out as they come, but for the formats that must see them all to be drawn.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from html import escape
from itertools import chain, islice
from typing import IO, Any, Literal

import pyarrow as pa
import regex
from rich.console import Console
from rich.table import Table

from extract.records import plain

Format = Literal["table", "json", "jsonl", "csv", "markdown", "html"]
Row = dict[str, Any]
Draw = Callable[[Row], dict[str, str]]  # a row as it is shown to people
_FORMULA = regex.compile(r"[=+@\t\r]|-(?:$|[^0-9])")  # what a spreadsheet would run
_SIGNS = {"about": "≈", "over": ">", "under": "<", "at_least": "≥", "at_most": "≤"}
_FIGURE = ("value", "low", "high", "bound", "unit", "direction")
_STEPS = ((Decimal(10**12), "万亿"), (Decimal(10**8), "亿"), (Decimal(10**4), "万"))
_WORDED = frozenset({"%", "百分点", "倍", "℃", "‰"})  # units that take no 万
_STYLE = (
    "table{border-collapse:collapse;font:14px sans-serif}"
    "td,th{border:1px solid #bbb;padding:.2em .5em;text-align:left;vertical-align:top}"
    "th{background:#eee;position:sticky;top:0}"
)


def rows(batches: Iterable[pa.RecordBatch]) -> Iterator[Row]:
    """The rows of Arrow batches, as Python values."""
    for batch in batches:
        yield from batch.to_pylist()


def write(found: Iterable[Row], form: Format, file: IO[str], draw: Draw | None = None) -> None:
    """Write rows; `draw` says what of a row is shown where people read it."""
    found = iter(found)
    shown = map(draw or _texts, found)
    match form:
        case "jsonl":
            file.writelines(_json(row) + "\n" for row in found)
        case "json":
            file.write("[")
            file.writelines((",\n" if i else "\n") + _json(row) for i, row in enumerate(found))
            file.write("\n]\n")
        case "csv":
            first = list(islice(found, 1))
            csv_file(chain(first, found), list(first[0]) if first else [], file)
        case "markdown":
            file.writelines(_markdown(shown))
        case "html":
            file.writelines(_html(shown))
        case "table":
            _table(shown, file)


def readable(value: Decimal, unit: str | None) -> str:
    """A number as people write it: `342.4亿元`, not `34240000000元`; exact all the same."""
    unit = unit or ""
    for step, word in _STEPS if unit not in _WORDED else ():
        if abs(value) >= step:
            return f"{plain(value / step)}{word}{unit}"
    return f"{plain(value)}{unit}"


def figure(row: Row, prefix: str = "") -> str:
    """The value of a fact, with its bound, its direction and its unit; '' if the row has none."""
    value, low, high, bound, unit, direction = (row[prefix + name] for name in _FIGURE)
    numbers = [n for n in ([low, high] if value is None else [value]) if n is not None]
    if not numbers:
        return ""
    text = "–".join(readable(n, unit) for n in numbers)
    return _SIGNS.get(bound, "") + ("↓" if direction == "down" else "") + text


def period(start: str | None, end: str | None) -> str:
    """`2024`, `2024-05`, or both days."""
    if not start or not end:
        return (start and f"{start}…") or (end and f"…{end}") or ""
    if (start[4:10], end[4:10]) == ("-01-01", "-12-31"):
        return start[:4] if start[:4] == end[:4] else f"{start[:4]}–{end[:4]}"
    if start == end:
        return start
    month = start[:7] == end[:7] and start[8:] == "01" and end[8:] >= "28"
    return start[:7] if month else f"{start}…{end}"


def cell(value: Any) -> str:
    """A value of any column as text; '' for none."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=cell)
    return str(value)


def safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula: those that it would get an apostrophe."""
    return "'" + text if _FORMULA.match(text) else text


def _texts(row: Row) -> dict[str, str]:
    return {name: cell(value) for name, value in row.items()}


def _json(row: Row) -> str:
    return json.dumps(row, ensure_ascii=False, default=cell)


def csv_file(found: Iterable[Row], columns: list[str], file: IO[str]) -> None:
    """Write rows as CSV with a BOM, so that Excel reads UTF-8; the header stands in any case."""
    file.write("\ufeff")
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([safe(cell(value)) for value in row.values()] for row in found)


def _markdown(shown: Iterable[dict[str, str]]) -> Iterator[str]:
    for i, row in enumerate(shown):
        if i == 0:
            yield "| " + " | ".join(row) + " |\n" + "|---" * len(row) + "|\n"
        cells = (" ".join(text.split()).replace("|", "\\|") for text in row.values())
        yield "| " + " | ".join(cells) + " |\n"


def _html(shown: Iterable[dict[str, str]]) -> Iterator[str]:
    yield f'<!doctype html><meta charset="utf-8"><title>xianzhi</title><style>{_STYLE}</style>\n'
    yield "<table>\n"
    for i, row in enumerate(shown):
        if i == 0:
            yield "<tr>" + "".join(f"<th>{escape(name)}</th>" for name in row) + "</tr>\n"
        yield "<tr>" + "".join(f"<td>{escape(text)}</td>" for text in row.values()) + "</tr>\n"
    yield "</table>\n"


def _table(shown: Iterable[dict[str, str]], file: IO[str]) -> None:
    table: Table | None = None
    for row in shown:
        if table is None:
            table = Table(*row)
        table.add_row(*(text.replace("[", "\\[") for text in row.values()))
    if table:
        width = None if file.isatty() else 200
        Console(file=file, highlight=False, width=width).print(table)
