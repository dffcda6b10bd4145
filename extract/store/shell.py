"""Statements over a run, and their answers: one, or one after the other."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from extract import present
from extract.errors import ConfigError
from extract.present import Format
from extract.store.database import select
from extract.store.opened import StoredRun

if TYPE_CHECKING:
    import duckdb

PROMPT, MORE = "xianzhi> ", "    ...> "
HELP = """Statements end in ; and may take several lines. Tables and views:
    SELECT table_schema, table_name FROM information_schema.tables;
Columns: DESCRIBE facts_wide;   Leave: .quit or the end of input."""


def answer(
    connection: duckdb.DuckDBPyConnection, statement: str, form: Format, file: IO[str]
) -> None:
    """Write the rows that a statement gives."""
    present.write(present.rows(select(connection, statement)), form, file)


def run(stored: StoredRun, lines: IO[str], file: IO[str]) -> None:
    """Answer statements until the input ends; one that fails is told and forgotten."""
    asks = lines.isatty()
    connection = stored.connect()
    if asks:
        print(HELP, file=file)
    held = ""
    while (line := _line(lines, MORE if held else PROMPT, asks)) is not None:
        if line.strip() in (".quit", ".exit"):
            return
        held += line + "\n"
        if line.rstrip().endswith(";"):
            try:
                answer(connection, held, "table", file)
            except ConfigError as error:
                print(error, file=file)
            held = ""


def _line(lines: IO[str], prompt: str, asks: bool) -> str | None:
    if not asks:
        line = lines.readline()
        return line.rstrip("\n") if line else None
    try:
        return input(prompt)
    except EOFError:
        return None
