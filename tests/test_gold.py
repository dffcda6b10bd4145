"""The gate: every figure stays at or above its floor, on our articles and on the shared ones."""

from __future__ import annotations

import json
from pathlib import Path

import goldset
import pytest

from extract.score import Score, gold

SETS = goldset.floors()


OURS = sorted(goldset.FOLDERS)
GOLD = [path for which in OURS for path in sorted(goldset.FOLDERS[which].glob("*.jsonl"))]


@pytest.fixture(scope="module")
def ours() -> dict[str, Score]:
    return {which: goldset.scored(which) for which in OURS}


@pytest.mark.parametrize(("which", "name"), [(w, name) for w in OURS for name in SETS[w]])
def test_our_articles(ours: dict[str, Score], which: str, name: str) -> None:
    assert ours[which].figures()[name] >= SETS[which][name]


def test_shared_articles(shared: Path) -> None:
    figures = goldset.scored("shared").figures()
    assert {n: f for n, f in figures.items() if f < SETS["shared"].get(n, 0)} == {}


@pytest.mark.parametrize("which", OURS)
def test_every_figure_has_a_floor(ours: dict[str, Score], which: str) -> None:
    assert set(ours[which].figures()) == set(SETS[which])


def test_floors_only_rise() -> None:
    assert goldset.raised(0.9, 0.8) == 0.9
    assert goldset.raised(0.9, 0.9876) == 0.98
    assert goldset.raised(0.0, 1.0) == 1.0
    assert goldset.raised(0.57, 0.57) == 0.57


@pytest.mark.parametrize("path", GOLD, ids=lambda p: p.stem)
def test_gold_says_what_the_article_prints(path: Path) -> None:
    raw = goldset.article(path).read_bytes().decode("utf-8")
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    for row, item in zip(rows, gold.load(path), strict=True):
        printed = "".join(raw[item.start : item.end].split())
        assert printed.strip("“”") == "".join(item.s.split()).strip("“”"), row


def test_there_is_enough_to_go_by() -> None:
    items = [item for path in GOLD for item in gold.load(path)]
    assert len(GOLD) >= 8
    assert sum(len(item.facts) for item in items) >= 300
    assert {f.aspect for i in items for f in i.facts} == {
        "level", "growth", "change", "share", "rank", "multiple", "from",
    }  # fmt: skip
    assert {f.modality for i in items for f in i.facts} == {"actual", "target", "capacity"}
