"""Looking after a rules folder: does it load, and do its entries do what their examples say.

An entry that states a rule carries examples. What an example is depends on what the entry is for;
each file of rules has one reader below that turns its examples into texts with what is expected.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import regex
from pydantic import RootModel

from extract.pipeline import Pipeline, load
from extract.records import Date, Firm, Place
from extract.restore import lines
from extract.rules import Rules

DATES_AS_OF = "2022-05-20"  # the day on which the examples of rules/dates.yml are read
_TRY = "# 某县\n\n2025年5月，永嘉县某某有限公司产值3.2亿元，增长7%。\n"


class _Anything(RootModel[Any]):
    """A file whose own reader has validated it already."""


@dataclass(slots=True, frozen=True)
class Example:
    """A text of the file `file`, what it is to give, and what it gives."""

    file: str
    text: str
    expected: str
    found: str


@dataclass(slots=True)
class Outcome:
    """How many examples were run, and those that did not come out."""

    run: int = 0
    failures: list[Example] = field(default_factory=list)


def check(folder: Path | None) -> Rules:
    """Load every file by using it once; raises `RulesError` with file and entry."""
    pipeline = load(folder)
    pipeline(_TRY)
    return pipeline.rules


def test(folder: Path | None) -> Outcome:
    """Run all examples of a rules folder."""
    pipeline = load(folder)
    outcome = Outcome()
    for reader in READERS:
        for example in reader(pipeline):
            outcome.run += 1
            if example.expected != example.found:
                outcome.failures.append(example)
    return outcome


def _measures(pipeline: Pipeline) -> Iterator[Example]:
    for group in _data(pipeline, "measures.yml")["groups"].values():
        for entry in group:
            for text in entry["examples"]:
                ids = {fact.measure_id for fact in pipeline(text).facts}
                found = entry["id"] if entry["id"] in ids else _listed(i for i in ids if i)
                yield Example("measures.yml", text, entry["id"], found)


def _dates(pipeline: Pipeline) -> Iterator[Example]:
    data = _data(pipeline, "dates.yml")
    entries = (e for table in data.values() if isinstance(table, list) for e in table)
    pairs = [p for e in entries if isinstance(e, dict) for p in e.get("examples", {}).items()]
    pairs += [(text, "none") for texts in data["not_dates"].values() for text in texts]
    for text, expected in pairs:
        mentions = pipeline(text, published=DATES_AS_OF).mentions
        last = next((m for m in reversed(mentions) if isinstance(m, Date)), None)
        if last is not None and ".." in str(expected):
            found = f"{last.date_start or ''} .. {last.date_end or ''}"
        else:
            found = str(last.timex) if last else "none"
        yield Example("dates.yml", text, str(expected), found)


def _places(pipeline: Pipeline) -> Iterator[Example]:
    for text, names in _data(pipeline, "places.yml")["examples"].items():
        mentions = pipeline(text, published="2024").mentions
        found = (m.text for m in mentions if isinstance(m, Place))
        yield Example("places.yml", text, _listed(names), _listed(found))


def _firms(pipeline: Pipeline) -> Iterator[Example]:
    for text, names in _nested(_data(pipeline, "firms.yml")):
        mentions = pipeline(text).mentions
        found = (m.text for m in mentions if isinstance(m, Firm) and not m.coref)
        yield Example("firms.yml", text, _listed(names), _listed(found))


def _nested(data: Any) -> Iterator[tuple[str, list[str]]]:
    """The `examples` of all entries, however deep: text → names found in it."""
    if isinstance(data, dict):
        for pair in data.get("examples", ()):
            yield from pair.items()
        data = list(data.values())
    if isinstance(data, list):
        for value in data:
            yield from _nested(value)


def _lines(pipeline: Pipeline) -> Iterator[Example]:
    kind = lines.shapes(pipeline.rules)
    for entry in _data(pipeline, "restore.yml")["lines"]:
        for text in entry["examples"]:
            yield Example("restore.yml", text, entry["kind"], str(kind(text)))
        for text in entry["not"]:
            other = kind(text)
            found = f"no {entry['kind']}" if other != entry["kind"] else entry["kind"]
            yield Example("restore.yml", text, f"no {entry['kind']}", found)


def _datelines(pipeline: Pipeline) -> Iterator[Example]:
    size = lines.datelines(pipeline.rules)
    for entry in _data(pipeline, "restore.yml")["datelines"]:
        for text in entry["examples"]:
            dateline, _, rest = text.partition("|")
            line = dateline + rest
            yield Example("restore.yml", line, dateline, line[: size(line)])
        for line in entry["not"]:
            yield Example("restore.yml", line, "", line[: size(line)])


def _names(pipeline: Pipeline) -> Iterator[Example]:
    for entry in _data(pipeline, "names.yml"):
        pattern = regex.compile(entry["pattern"])
        wanted = {"found": entry["examples"], "not found": entry.get("counter", ())}
        for expected, texts in wanted.items():
            for text in texts:
                found = "found" if pattern.search(text) else "not found"
                yield Example("names.yml", text, expected, found)


READERS: tuple[Callable[[Pipeline], Iterator[Example]], ...] = (
    _measures,
    _dates,
    _places,
    _firms,
    _lines,
    _datelines,
    _names,
)


def _data(pipeline: Pipeline, name: str) -> Any:
    return pipeline.rules.read(name, _Anything).root


def _listed(texts: Any) -> str:
    return "、".join(sorted(texts)) or "none"
