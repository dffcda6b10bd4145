"""The firms of a run as a table: one row a firm, with what the run says of it."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extract.errors import ConfigError

if TYPE_CHECKING:
    import pandas

NEAR = 40  # characters of raw text: a place this near a firm's mention is taken for its place
COLUMNS = ["firm", "name", "aliases", "places", "articles", "mentions", "facts", "namesakes"]


@dataclass(slots=True)
class _Firm:
    names: Counter[str] = field(default_factory=Counter)
    aliases: Counter[str] = field(default_factory=Counter)
    places: Counter[str] = field(default_factory=Counter)
    articles: set[str] = field(default_factory=set)
    mentions: int = 0
    facts: int = 0


def firms(run: Path) -> pandas.DataFrame:
    """The firms of the run folder `run`, most mentioned first.

    `aliases` and `places` are lists, commonest first; `facts` counts the facts whose subject is the
    firm; `namesakes` lists the ids of firms of the same name that nothing shows to be the same.
    """
    import pandas

    found = _collect(run)
    by_name: dict[str, list[str]] = defaultdict(list)
    rows: list[dict[str, Any]] = []
    for key, firm in found.items():
        name = max(firm.names, key=lambda n: (len(n), firm.names[n], n))
        by_name[name].append(key)
        rows.append(
            {
                "firm": key,
                "name": name,
                "aliases": [a for a, _ in _ranked(firm.aliases) if a != name],
                "places": [p for p, _ in _ranked(firm.places)],
                "articles": len(firm.articles),
                "mentions": firm.mentions,
                "facts": firm.facts,
            }
        )
    for row in rows:
        row["namesakes"] = [key for key in by_name[row["name"]] if key != row["firm"]]
    rows.sort(key=lambda r: (-r["mentions"], r["name"], r["firm"]))
    return pandas.DataFrame(rows, columns=COLUMNS)


def _collect(run: Path) -> dict[str, _Firm]:
    found: dict[str, _Firm] = defaultdict(_Firm)
    places: dict[str, list[dict[str, Any]]] = defaultdict(list)
    mentions = list(_lines(run / "mentions.jsonl"))
    for mention in mentions:
        if mention["type"] == "place" and not mention["coref"]:
            places[mention["article"]].append(mention)
    for mention in mentions:
        if mention["type"] == "firm":
            _add(found[mention["firm"]], mention, places[mention["article"]])
    for fact in _lines(run / "facts.jsonl"):
        if fact["subject_type"] == "firm" and fact["subject_id"] in found:
            found[fact["subject_id"]].facts += 1
    return found


def _add(firm: _Firm, mention: dict[str, Any], places: list[dict[str, Any]]) -> None:
    firm.names[mention["name"]] += 1
    firm.articles.add(mention["article"])
    firm.mentions += 1
    if not mention["coref"]:
        firm.aliases[mention["text"]] += 1
    for place in places:
        gap = max(place["start"] - mention["end"], mention["start"] - place["end"])
        if gap <= NEAR and place["path"]:
            firm.places[place["path"]] += 1


def _ranked(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    if not path.is_file():
        raise ConfigError(f"{path}: missing; give a folder that `xianzhi extract` wrote")
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)
