"""A measure over time: growth, conflicts, lineage; the table, the files, the charts."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pandas as pd
import pytest
from conftest import cases
from stored import Draft, save
from typer.testing import CliRunner

from extract.cli import app
from extract.errors import XianzhiError
from extract.records import plain
from extract.series import chart, points
from extract.store import Filter, StoredRun, open_run

Make = Callable[[Draft], StoredRun]
MEASURE = "规上工业增加值"


@pytest.fixture(scope="module")
def make(tmp_path_factory: pytest.TempPathFactory) -> Make:
    folder, number = tmp_path_factory.mktemp("runs"), count()
    return lambda draft: open_run(save(draft, folder / str(next(number))))


def draft(facts: list[dict[str, Any]]) -> Draft:
    told = Draft()
    for fact in facts:
        more = {k: str(v) if k.startswith("period_") and v else v for k, v in fact.items()}
        if year := more.pop("year", None):
            more |= {"period_start": f"{year}-01-01", "period_end": f"{year}-12-31"}
        told.tell(**{"article": "a", "published": "2025-02"} | more)
    return told


@pytest.mark.parametrize("case", cases("series"))
def test_points(case: dict[str, Any], make: Make) -> None:
    found = make(draft(case["facts"])).series(place=case.get("place", "缙云县"), measure=MEASURE)
    rows = [
        " ".join(
            [
                row["period_end"],
                *(
                    "-" if pd.isna(row[name]) else plain(row[name])
                    for name in ("value", "growth_computed", "growth_stated")
                ),
                "-" if pd.isna(row["growth_agrees"]) else str(row["growth_agrees"]),
                "; ".join(row["others"]) or "-",
            ]
        )
        for row in found.to_dict("records")
    ]
    assert sorted(rows) == sorted(case["expect"])


LONG = [{"value": str(10**9 * n), "year": 2000 + n, "unit": "元"} for n in range(3, 25)]


@pytest.fixture(scope="module")
def run(make: Make) -> StoredRun:
    rival = {"article": "b", "value": "9000000000", "year": 2024, "published": "2025-01"}
    return make(draft([*LONG, rival]))


def test_sources_of_a_point(run: StoredRun) -> None:
    last = points(run, Filter("缙云县", MEASURE, below=False))[-1]
    assert (last.conflict, last.others, last.articles) == (True, ["90亿元"], ["b", "a"])
    assert len(last.facts) == 2
    assert last.text


def test_over_many_runs(make: Make) -> None:
    halves = [make(draft(LONG[:10])), make(draft([{"article": "b", **f} for f in LONG[10:]]))]
    whole = open_run(*(f for half in halves for f in half.folders))
    assert len(points(whole, Filter("缙云县", MEASURE, below=False))) == len(LONG)


def call(line: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, shlex.split(line))
    if done.exception and not isinstance(done.exception, SystemExit):
        assert isinstance(done.exception, XianzhiError), done.exception
        return 2, str(done.exception)
    return done.exit_code, done.output


def test_command(run: StoredRun) -> None:
    line = f"series {run.folders[0]} --place 缙云县 --measure {MEASURE}"
    code, output = call(line)
    assert code == 0
    assert "240亿元" in output
    assert "90亿元" in output
    rows = json.loads(call(f"{line} --format json")[1])
    assert (rows[0]["value"], rows[1]["growth_computed"]) == ("3000000000", "33.33")
    assert call(f"{line} --period 2010..2012 --format csv")[1].count("\n") == 4
    assert call(f"series {run.folders[0]} --place 永嘉县 --measure {MEASURE}")[0] == 1
    assert call(f"series {run.folders[0]} --measure {MEASURE}")[0] == 2


def test_charts(run: StoredRun, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chart, "writes_chinese", lambda: True)
    line = f"series {run.folders[0]} --place 缙云县 --measure {MEASURE} --chart {tmp_path}/c"
    for form in ("svg", "png", "html"):
        assert call(f"{line}.{form}") == (0, "")
    svg = ElementTree.parse(tmp_path / "c.svg").getroot()
    words = " ".join(t.text or "" for t in svg.iter("{http://www.w3.org/2000/svg}text"))
    assert "缙云县" in words
    assert MEASURE in words
    assert "亿元" in words
    assert (tmp_path / "c.png").read_bytes().startswith(b"\x89PNG")
    page = (tmp_path / "c.html").read_text("utf-8")
    assert MEASURE in page
    assert "https://cdn" not in page, "no network is needed to see it"


def test_no_chart(run: StoredRun, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chart, "writes_chinese", lambda: False)
    line = f"series {run.folders[0]} --place 缙云县 --measure {MEASURE} --chart {tmp_path}/c"
    assert "no font" in call(f"{line}.png")[1]
    assert ".svg, .png or .html" in call(f"{line}.bmp")[1]
    assert not list(tmp_path.iterdir())
