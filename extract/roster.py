"""The firms of a run: one row a firm, with the names it goes by and what is said of it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extract.errors import ConfigError


@dataclass(slots=True)
class Entry:
    """One firm. `aliases` counts the forms it is mentioned by, references (该公司) left out."""

    firm: str
    name: str = ""
    aliases: Counter[str] = field(default_factory=Counter)
    articles: set[str] = field(default_factory=set)
    mentions: int = 0
    facts: int = 0


def roster(run: Path) -> list[Entry]:
    """The firms of a run folder, the most mentioned first; raises `ConfigError` if it is none."""
    found: dict[str, Entry] = {}
    for row in _rows(run / "mentions.jsonl"):
        if row["type"] == "firm":
            entry = found.setdefault(row["firm"], Entry(row["firm"]))
            entry.mentions += 1
            entry.articles.add(row["article"])
            entry.name = max(entry.name, row["name"], key=lambda name: (len(name), name))
            if not row["coref"]:
                entry.aliases["".join(row["text"].split())] += 1
    for row in _rows(run / "facts.jsonl"):
        if row["subject_id"] in found:
            found[row["subject_id"]].facts += 1
    return sorted(found.values(), key=lambda e: (-e.mentions, e.name, e.firm))


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    try:
        with path.open(encoding="utf-8") as file:
            yield from map(json.loads, file)
    except FileNotFoundError:
        raise ConfigError(f"{path.parent}: no run folder; xianzhi extract makes one") from None
