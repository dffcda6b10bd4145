"""`doctor`: a sound run is said to be, and every kind of damage is found."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests_of_runs import STUB, articles

from extract import extract_files
from extract.errors import ConfigError
from extract.run.doctor import Report, examine, stands


@pytest.fixture(autouse=True)
def stub_can_be_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))


@pytest.fixture
def run(tmp_path: Path) -> Path:
    folder = articles(tmp_path / "in", 5)
    lines = [f'{{"id": "r{n}", "text": "产值{n}万元"}}\n' for n in range(3)]
    (folder / "rows.jsonl").write_text("".join(lines), "utf-8")
    extract_files(folder, tmp_path / "out", **STUB)
    return tmp_path / "out"


def forgive_hashes(run: Path) -> None:
    """As if the files had been published as they are."""
    manifest = json.loads((run / "run.json").read_text("utf-8"))
    manifest["files"] = {}
    (run / "run.json").write_text(json.dumps(manifest), "utf-8")


def change(run: Path, table: str, edit: Callable[[str], str]) -> Report:
    """Change the first row of a table that has `edit`'s mark, and have the run looked at.

    The row keeps its length, so that the rows after it are still found."""
    path = run / f"{table}.jsonl"
    old = path.read_text("utf-8")
    new = edit(old)
    assert new != old
    path.write_text(new, "utf-8")
    forgive_hashes(run)
    return examine(run)


def test_a_sound_run(run: Path) -> None:
    report = examine(run)
    assert report.problems == report.notes == []
    assert report.checked["articles"] == 8
    assert report.checked["evidence"] == report.checked["mentions"] + report.checked["facts"]


def test_a_changed_file(run: Path) -> None:
    with (run / "facts.csv").open("a") as file:
        file.write("one more\n")
    (run / "facts.parquet").unlink()
    assert [p.split(":")[0] for p in examine(run).problems] == ["facts.csv", "facts.parquet"]


@pytest.mark.parametrize(
    ("table", "old", "new", "message"),
    [
        ("mentions", '"bound":"exact"', '"bound":"exacd"', "Input should be"),
        ("mentions", '"text":"3"', '"text":"4"', "is not at"),
        ("facts", '#q1"', '#x1"', "not there"),
        ("articles", '"id":"r2"', '"id":"r1"', "is there twice"),
    ],
)
def test_a_changed_row(run: Path, table: str, old: str, new: str, message: str) -> None:
    report = change(run, table, lambda text: text.replace(old, new, 1))
    assert any(message in problem for problem in report.problems), report.problems


def test_counts(run: Path) -> None:
    manifest = json.loads((run / "run.json").read_text("utf-8"))
    manifest["counts"]["facts"] += 1
    (run / "run.json").write_text(json.dumps(manifest), "utf-8")
    assert ["facts, but there are" in p for p in examine(run).problems] == [True]


def test_sources_that_changed_or_went(run: Path, tmp_path: Path) -> None:
    (tmp_path / "in" / "001.txt").write_text("不同的文字", "utf-8")
    (tmp_path / "in" / "002.txt").unlink()
    report = examine(run)
    assert not report.problems
    assert ["has changed" in n or "no longer" in n for n in report.notes] == [True, True]


def test_what_is_no_run(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no run folder"):
        examine(tmp_path)


@pytest.mark.parametrize(
    ("text", "raw", "fits"),
    [
        ("12.6亿元", "12.6\n亿元", True),
        ("产值12亿元", "产值**12亿元**", True),
        ("12.6亿元", "12.8亿元", False),
        ("", "12", False),
    ],
)
def test_evidence(text: str, raw: str, fits: bool) -> None:
    assert stands(text, raw) is fits
