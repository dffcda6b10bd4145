"""The gate: every figure stays at or above its floor, on our articles and on the shared ones."""

from __future__ import annotations

import json
from pathlib import Path

import goldset
import pytest

from extract.score import Score, gold

SETS = goldset.floors()


@pytest.fixture(scope="module")
def own() -> Score:
    return goldset.scored("own")


@pytest.mark.parametrize("name", SETS["own"])
def test_own_articles(own: Score, name: str) -> None:
    assert own.figures()[name] >= SETS["own"][name]


def test_shared_articles(shared: Path) -> None:
    figures = goldset.scored("shared").figures()
    assert {n: f for n, f in figures.items() if f < SETS["shared"].get(n, 0)} == {}


def test_every_figure_has_a_floor(own: Score) -> None:
    assert set(own.figures()) == set(SETS["own"])


def test_floors_only_rise() -> None:
    assert goldset.raised(0.9, 0.8) == 0.9
    assert goldset.raised(0.9, 0.9876) == 0.98
    assert goldset.raised(0.0, 1.0) == 1.0
    assert goldset.raised(0.57, 0.57) == 0.57


@pytest.mark.parametrize("path", sorted(goldset.OWN.glob("*.jsonl")), ids=lambda p: p.stem)
def test_gold_says_what_the_article_prints(path: Path) -> None:
    (raw_path,) = (p for p in goldset.OWN.glob(f"{path.stem}.*") if p != path)
    raw = raw_path.read_bytes().decode("utf-8")
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    for row, item in zip(rows, gold.load(path), strict=True):
        printed = "".join(raw[item.start : item.end].split())
        assert printed.strip("“”") == "".join(item.s.split()).strip("“”"), row


def test_there_is_enough_to_go_by() -> None:
    files = list(goldset.OWN.glob("*.jsonl"))
    items = [item for path in files for item in gold.load(path)]
    assert len(files) >= 8
    assert sum(len(item.facts) for item in items) >= 300
    assert {f.aspect for i in items for f in i.facts} == {
        "level", "growth", "change", "share", "rank", "multiple", "from",
    }  # fmt: skip
    assert {f.modality for i in items for f in i.facts} == {"actual", "target", "capacity"}
