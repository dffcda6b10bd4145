"""The firms of a run as a table."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from extract.errors import ConfigError
from extract.firms import table as firmtable


def firm(article: str, start: int, text: str, key: str, name: str, coref: bool = False) -> Any:
    return {
        "type": "firm", "article": article, "start": start, "end": start + len(text),
        "text": text, "firm": key, "name": name, "coref": coref,
    }  # fmt: skip


def place(article: str, start: int, path: str | None) -> Any:
    return {
        "type": "place", "article": article, "start": start, "end": start + 2,
        "text": "缙云", "path": path, "coref": False,
    }  # fmt: skip


@pytest.fixture
def run(tmp_path: Path) -> Path:
    mentions = [
        firm("a", 10, "凯卓", "f-1", "凯卓阀门有限公司"),
        firm("a", 40, "凯卓阀门有限公司", "f-1", "凯卓阀门有限公司"),
        firm("b", 90, "该公司", "f-1", "凯卓阀门", coref=True),
        firm("b", 5, "明礼", "f-2", "明礼"),
        firm("a", 500, "明礼", "f-3", "明礼"),
        place("a", 0, "浙江省/丽水市/缙云县"),
        place("a", 90, None),
        {"type": "date", "article": "a", "start": 1, "end": 2, "text": "今"},
    ]
    facts = [
        {"subject_type": "firm", "subject_id": "f-1"},
        {"subject_type": "place", "subject_id": "331122"},
    ]
    for name, rows in (("mentions", mentions), ("facts", facts)):
        lines = [json.dumps(row, ensure_ascii=False) for row in rows]
        (tmp_path / f"{name}.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    return tmp_path


def test_one_row_a_firm_most_mentioned_first(run: Path) -> None:
    table = firmtable.firms(run)
    assert list(table["firm"]) == ["f-1", "f-2", "f-3"]
    first = table.iloc[0]
    assert first["name"] == "凯卓阀门有限公司"
    assert first["aliases"] == ["凯卓"]
    assert first["places"] == ["浙江省/丽水市/缙云县"]
    assert (first["articles"], first["mentions"], first["facts"]) == (2, 3, 1)


def test_equal_names_that_did_not_join_say_so(run: Path) -> None:
    table = firmtable.firms(run).set_index("firm")
    assert table.loc["f-2", "namesakes"] == ["f-3"]
    assert table.loc["f-1", "namesakes"] == []


def test_a_run_without_firms_is_an_empty_table(tmp_path: Path) -> None:
    for name in ("mentions", "facts"):
        (tmp_path / f"{name}.jsonl").write_text("", "utf-8")
    assert list(firmtable.firms(tmp_path).columns) == firmtable.COLUMNS


def test_no_run_folder(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="xianzhi extract"):
        firmtable.firms(tmp_path)
