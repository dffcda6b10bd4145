"""A user's own table of places: towns, development zones, villages (`--gazetteer FILE.csv`).

Columns: `name` (needed), `code`, `level` (default `township`), `parent` (six-digit code of the
county or city it lies in), `aliases` (separated by spaces), `first`, `last` (years). The names are
looked up like those of `rules/divisions.csv`; `code` may have any form and is reported as it is.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from extract.divisions import Division, Divisions
from extract.errors import RulesError
from extract.rules import numbered_rows


def _words(value: object) -> object:
    return tuple(value.split()) if isinstance(value, str) else value


class Entry(BaseModel):
    """One row of a gazetteer."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    name: Annotated[str, Field(min_length=2, max_length=40)]
    code: Annotated[str, Field(pattern=r"^[0-9A-Za-z-]*$")] = ""
    level: Literal["province", "prefecture", "county", "township"] = "township"
    parent: Annotated[str, Field(pattern=r"^\d{6}$")] = ""
    aliases: Annotated[tuple[str, ...], BeforeValidator(_words)] = ()
    first: Annotated[int, Field(ge=0, le=9999)] = 0
    last: Annotated[int | None, Field(ge=0, le=9999)] = None


def load(path: Path, table: Divisions) -> list[tuple[Division, tuple[str, ...]]]:
    """The rows of `path` as divisions, each with its aliases; bad rows are refused with line."""
    found = []
    for line, entry in numbered_rows(path, Entry):
        if entry.parent and entry.parent not in table.by_code:
            raise RulesError(f"{path}:{line}: parent {entry.parent} is not in divisions.csv")
        if entry.last is not None and entry.last < entry.first:
            raise RulesError(f"{path}:{line}: last {entry.last} is before first {entry.first}")
        fields = entry.model_dump(exclude={"aliases"})
        found.append((Division(**fields), entry.aliases))
    return found
