"""Checks a run folder as it lies there: its files, records, counts, and the sources behind them."""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from extract.errors import ConfigError
from extract.read import Source, read
from extract.records import Run
from extract.run.files import RunReader, is_run, manifest
from extract.run.frames import Frame
from extract.run.options import Options
from extract.tables import TABLES


@dataclass(slots=True)
class Report:
    """What was looked at, and what is wrong with it."""

    checked: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)  # not wrong, but worth knowing


def examine(folder: Path) -> Report:
    """Everything that can be verified about a run; raises `ConfigError` if `folder` is none."""
    if not is_run(folder):
        raise ConfigError(f"{folder}: no run folder; xianzhi extract makes one")
    run, report = manifest(folder), Report()
    _files(folder, run, report)
    if not report.problems:  # rows of a damaged file say nothing more
        _rows(folder, run, report)
    return report


def _files(folder: Path, run: Run, report: Report) -> None:
    for name, sha256 in run.files.items():
        path = folder / name
        report.checked["files"] += 1
        if not path.is_file():
            report.problems.append(f"{name}: missing")
            continue
        with path.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
                report.problems.append(f"{name}: not the file that was published (SHA-256)")


def _rows(folder: Path, run: Run, report: Report) -> None:
    """Go through the run input by input."""
    reader, originals = RunReader(folder), Originals(run)
    adapters = {table.name: table.adapter for table in TABLES}
    total: Counter[str] = Counter()
    ids: set[str] = set()
    for head in reader:
        total.update({"inputs": 1, **head.rows, **head.tally})
        frame = reader.frame()
        rows = dict(_valid(frame, adapters, report))
        for article in rows["articles"]:
            if article["id"] in ids:
                report.problems.append(f"articles.jsonl: {article['id']} is there twice")
            ids.add(article["id"])
            _evidence(article, rows, originals, report)
        _references(rows, report)
    reader.close()
    for name, count in run.counts.items():
        if total[name] != count:
            report.problems.append(f"run.json: {count} {name}, but there are {total[name]}")


def _valid(
    frame: Frame, adapters: dict[str, TypeAdapter[Any]], report: Report
) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The rows by table, after each was held against its model."""
    for name, lines in frame.rows.items():
        for line in lines:
            report.checked[name] += 1
            try:
                adapters[name].validate_json(line)
            except ValidationError as error:
                where = f"{name}.jsonl: {line.decode()[:80].strip()}…"
                report.problems.append(f"{where}: {error.errors()[0]['msg']}")
        if len(lines) != frame.head.rows.get(name, 0):
            report.problems.append(f"{name}.jsonl: rows of {frame.head.source} are missing")
        yield name, [json.loads(line) for line in lines]


def _references(rows: dict[str, list[dict[str, Any]]], report: Report) -> None:
    """Facts name mentions, checks name facts: all of the same article."""
    mentions = {row["id"] for row in rows["mentions"]}
    facts = {row["id"] for row in rows["facts"]}
    for fact in rows["facts"]:
        for name in (fact["quantity"], fact["period"]):
            if name and name not in mentions:
                report.problems.append(f"facts.jsonl: {fact['id']} names {name}: not there")
    for check in rows["checks"]:
        if lost := (set(check["facts"]) - facts) | (set(check["mentions"]) - mentions):
            report.problems.append(f"checks.jsonl: {check['id']} names {min(lost)}: not there")


class Originals:
    """The texts that a run was made from, in the order in which it read them."""

    def __init__(self, run: Run) -> None:
        names = ("published", "encoding", "columns")
        given = {name: run.options[name] for name in names if name in run.options}
        self._how = Options(**given).reading()
        self._file = ""
        self._items: Iterator[Source] = iter(())

    def raw(self, source: str) -> str | None:
        """The raw text of a source, None where it is gone."""
        file = next((f for f in _containers(source) if os.path.isfile(f)), None)
        if file is None:
            return None
        if file != self._file or file == source:
            self._file = file
            self._items = (item for item in read([file], self._how) if isinstance(item, Source))
        return next((item.raw for item in self._items if item.article.source == source), None)


def _containers(source: str) -> Iterator[str]:
    """The files a source may lie in: `a.zip!b.jsonl#3` in `a.zip!b.jsonl` or `a.zip`."""
    yield source
    row = source.rpartition("#")[0]
    yield row
    yield (row or source).partition("!")[0]


def _evidence(
    article: dict[str, Any],
    rows: dict[str, list[dict[str, Any]]],
    originals: Originals,
    report: Report,
) -> None:
    """Hold the evidence of an article's rows against the source, if it is there unchanged."""
    raw = originals.raw(article["source"] or "")
    if raw is None:
        report.notes.append(f"{article['source']}: no longer there, evidence not compared")
        return
    if hashlib.sha256(raw.encode()).hexdigest() != article["sha256"]:
        report.notes.append(f"{article['source']}: has changed since")
        return
    for name in ("mentions", "facts", "relations", "ledger"):
        for row in rows[name]:
            report.checked["evidence"] += 1
            if not stands(row["text"], raw[row["start"] : row["end"]]):
                span = f"[{row['start']}, {row['end']})"
                report.problems.append(f"{name}.jsonl: {row['text']!r} is not at {span}")


def stands(text: str, raw: str) -> bool:
    """Whether restored evidence is what is printed: the same but for white space, or with markup
    left out."""
    text, raw = "".join(text.split()), "".join(raw.split())
    if text == raw:
        return True
    printed = iter(raw)
    return bool(text) and all(char in printed for char in text)
