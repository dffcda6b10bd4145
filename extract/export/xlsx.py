"""An Excel workbook: a sheet a table, typed cells, header frozen, filters, links to the evidence.

Numbers are numbers as far as Excel holds them exactly (15 digits), texts are never formulas. A fact
leads to its number among the mentions, a mention to its article, an article to its file.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import regex

from extract import present
from extract.errors import ConfigError
from extract.records import plain
from extract.store import StoredRun
from extract.store.database import select
from extract.tables import TABLES, Table

ROWS, LINKS, CHARACTERS = 1_048_575, 65_000, 32_767  # what a sheet holds, what a cell holds
_DAY = regex.compile(r"(?:19|2\d)\d\d-\d\d-\d\d")
_WIDTHS = {"text": 60, "key": 40, "measure": 24, "subject": 16, "title": 40, "message": 60}
_LINKED = {"facts": ("quantity", "mentions"), "mentions": ("article", "articles")}


def write(run: StoredRun, out: Path) -> None:
    """Make the workbook."""
    try:
        import xlsxwriter
    except ImportError:
        raise ConfigError("workbooks need XlsxWriter: pip install 'xianzhi[excel]'") from None
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with run.connect() as connection, xlsxwriter.Workbook(out, options) as book:
        writer = _Writer(book)
        order = sorted(TABLES, key=lambda t: ("articles", "mentions").count(t.name), reverse=True)
        for table in TABLES:
            writer.add(table)
        for table in order:
            writer.fill(table, present.rows(select(connection, f"SELECT * FROM {table.name}")))


class _Writer:
    def __init__(self, book: Any) -> None:
        self.book = book
        self.head = book.add_format({"bold": True, "bg_color": "#DDDDDD"})
        self.day = book.add_format({"num_format": "yyyy-mm-dd"})
        self.sheets: dict[str, Any] = {}
        self.places: dict[str, dict[str, int]] = {}  # sheet → id → row, from 1

    def add(self, table: Table) -> None:
        """An empty sheet: the order of the sheets is that of the tables, not of the filling."""
        sheet = self.sheets[table.name] = self.book.add_worksheet(table.name)
        for i, name in enumerate(table.columns()):
            sheet.write_string(0, i, name, self.head)
            sheet.set_column(i, i, _WIDTHS.get(name, 14))
        sheet.freeze_panes(1, 0)

    def fill(self, table: Table, rows: Iterator[present.Row]) -> None:
        """The rows of a table, linked to the sheets that are filled already."""
        sheet, places = self.sheets[table.name], self.places.setdefault(table.name, {})
        last = 0
        for last, row in enumerate(rows, 1):
            if last > ROWS:
                raise ConfigError(f"{table.name}: more rows than a sheet holds; try --to duckdb")
            places[row.get("id") or ""] = last + 1
            for column, (name, value) in enumerate(row.items()):
                if value is None or self._link(table.name, (last, column), name, value):
                    continue
                self._cell(sheet, last, column, value)
        sheet.autofilter(0, 0, last, len(table.columns()) - 1)

    def _link(self, table: str, at: tuple[int, int], name: str, value: Any) -> bool:
        """Write a cell as a link, if it is one that leads somewhere."""
        source, target = _LINKED.get(table, ("", ""))
        found = self.places[target].get(value) if name == source else None
        address = f"internal:'{target}'!A{found}" if found else ""
        if table == "articles" and name == "source" and Path(value).is_file():
            address = f"external:{Path(value).resolve()}"
        if not address or at[0] > LINKS or len(address) > 2000:
            return False
        return bool(self.sheets[table].write_url(*at, address, string=value) == 0)

    def _cell(self, sheet: Any, row: int, column: int, value: Any) -> None:
        if isinstance(value, bool):
            sheet.write_boolean(row, column, value)
        elif isinstance(value, int | float) or _is_short(value):
            sheet.write_number(row, column, value)
        elif isinstance(value, str) and _DAY.fullmatch(value) and (day := _date(value)):
            sheet.write_datetime(row, column, day, self.day)
        else:
            sheet.write_string(row, column, present.cell(value)[:CHARACTERS])


def _is_short(value: Any) -> bool:
    """Whether Excel's numbers, which have 15 digits, hold a decimal exactly."""
    return isinstance(value, Decimal) and len(plain(abs(value)).replace(".", "").strip("0")) <= 15


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
