"""Runs opened from Python and asked with SQL; many runs merged into one."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from itertools import count, permutations
from pathlib import Path

import pandas as pd
import pytest
from stored import Draft, save
from typer.testing import CliRunner

import extract
from extract.cli import app
from extract.errors import XianzhiError
from extract.store import StoredRun, open_run
from extract.store.merge import merge

Save = Callable[..., Path]
DAY = "2025-01-0{}T08:00:00+08:00"


@pytest.fixture(scope="module")
def keep(tmp_path_factory: pytest.TempPathFactory) -> Save:
    folder, number = tmp_path_factory.mktemp("runs"), count()
    return lambda draft, **about: save(draft, folder / str(next(number)), **about)


@pytest.fixture(scope="module")
def run(keep: Save) -> StoredRun:
    draft = Draft()
    draft.tell("a", "34240000000.5", published="2024-02", precision="100000")
    draft.tell("b", "36000000000", published="2025-02", period_start="2024-01-01", period="b#d1-5")
    draft.tell("b", "30", aspect="growth", direction="down", unit="%", dimension="ratio")
    draft.tell("b", "12", measure=None, measure_id=None)
    draft.facts[0].period_start, draft.facts[0].period_end = "2023-01-01", "2023-12-31"  # type: ignore[attr-defined]
    draft.facts[0].key = draft.facts[0].key.replace("2024", "2023")  # type: ignore[attr-defined]
    return open_run(keep(draft))


def test_frames(run: StoredRun) -> None:
    assert list(run.articles["id"]) == ["a", "b"]
    assert len(run.mentions) == len(run.facts) == 4
    assert len(run.checks) == 0
    assert run.facts is run.facts, "read once"
    assert run.facts["value"][0] == Decimal("34240000000.5"), "exact"
    assert {type(kind) for kind in run.facts.dtypes} == {pd.ArrowDtype}
    assert len(run.table("ledger")) == 0
    with pytest.raises(XianzhiError, match="no table is called nouns"):
        run.table("nouns")


def test_query(run: StoredRun) -> None:
    found = run.query("SELECT value FROM facts WHERE article = ? ORDER BY start", ["a"])
    assert list(found["value"]) == [Decimal("34240000000.5")]
    assert run.query("SELECT 1 AS one")["one"].tolist() == [1]
    with pytest.raises(XianzhiError, match="nowhere"):
        run.query("SELECT * FROM nowhere")


def test_views(run: StoredRun) -> None:
    wide = run.query("SELECT * FROM facts_wide ORDER BY id")
    assert list(wide["published"]) == ["2024-02", *["2025-02"] * 3]
    assert wide["precision"][0] == 100_000
    assert wide["signed"].tolist().count(Decimal(-30)) == 1
    assert (
        wide["thing"][0]
        == wide["thing"][1]
        == ("331122|above_scale_industry_value_added|level|||actual|currency")
    )
    latest = run.query("SELECT value, aspect FROM latest ORDER BY aspect")
    assert latest.to_numpy().tolist() == [[Decimal(30), "growth"], [Decimal(36 * 10**9), "level"]]
    assert len(run.query("SELECT * FROM relations")) == 0


def test_nothing_heavy_before_it_is_needed(run: StoredRun) -> None:
    code = (
        "import sys, extract.cli; print({'duckdb', 'pyarrow', 'pandas', 'altair'} & {*sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_commands(run: StoredRun, tmp_path: Path) -> None:
    where = ["-r", str(run.folders[0])]
    call = CliRunner().invoke
    statement = "SELECT id, value FROM facts ORDER BY id"
    done = call(app, ["query", statement, *where, "--format", "jsonl"])
    assert json.loads(done.output.splitlines()[0])["value"] == "34240000000.5"
    call(app, ["query", statement, *where, "--format", "csv", "-o", str(tmp_path / "q.csv")])
    assert len(pd.read_csv(tmp_path / "q.csv")) == 4
    shell = call(
        app,
        ["query", "--shell", *where],
        input="SELECT count(*)\n\nFROM facts;\nSELECT x;\n.quit\n",
    )
    assert "│ 4 " in shell.output
    assert '"x"' in shell.output
    assert isinstance(call(app, ["query", *where]).exception, XianzhiError)


def test_no_run(tmp_path: Path) -> None:
    with pytest.raises(XianzhiError, match="no run folder"):
        open_run(tmp_path)
    with pytest.raises(XianzhiError, match="no run folder"):
        merge([tmp_path], tmp_path / "store")


def test_a_run_of_an_older_version(keep: Save) -> None:
    """Columns that it did not have yet are empty."""
    draft = Draft()
    draft.tell("a", "1")
    folder = keep(draft)
    facts = pd.read_parquet(folder / "facts.parquet", dtype_backend="pyarrow").drop(
        columns="repeats"
    )
    facts.to_parquet(folder / "facts.parquet")
    old = open_run(folder)
    assert old.query("SELECT repeats FROM facts")["repeats"].isna().all()
    changes = open_run(keep(draft)).diff(old, by="evidence")
    assert changes[["status", "text"]].to_numpy().tolist() == [["column", "repeats"]]


@pytest.fixture(scope="module")
def days(keep: Save) -> list[Path]:
    """Three runs; all of them have the article `x`, each has one of its own."""
    folders = []
    for day in (1, 2, 3):
        draft = Draft()
        draft.tell("x", str(day), published="2024-12")
        draft.tell(f"own{day}", "7", measure="出口", measure_id="exports")
        folders.append(keep(draft, started=DAY.format(day)))
    return folders


def values(run: StoredRun) -> list[str]:
    found = run.query("SELECT id, value FROM facts ORDER BY id")
    return [f"{i} {v:.0f}" for i, v in found.to_numpy()]


def test_merge_whatever_the_order(days: list[Path], tmp_path: Path) -> None:
    stores = []
    for i, order in enumerate(permutations(days)):
        merge(order, tmp_path / str(i))
        stores.append(open_run(tmp_path / str(i)))
    told = ["own1#f10-15 7", "own2#f10-15 7", "own3#f10-15 7", "x#f0-5 3"]
    assert all(values(store) == told for store in stores)
    tables = [sorted(p for p in s.folders[0].iterdir() if p.suffix == ".jsonl") for s in stores]
    assert len({b"".join(p.read_bytes() for p in paths) for paths in tables}) == 1


def test_merge_step_by_step(days: list[Path], tmp_path: Path) -> None:
    store = tmp_path / "store"
    merge(days[1:], store)
    merge([store, days[0]], store)
    merge([store, days[1]], store)
    merge(days, tmp_path / "at once")
    assert open_run(store).diff(open_run(tmp_path / "at once")).empty
    assert values(open_run(store)) == values(open_run(tmp_path / "at once"))
    assert [p.name for p in sorted(tmp_path.iterdir())] == ["at once", "store"]


def test_history_is_kept(days: list[Path], tmp_path: Path) -> None:
    manifest = merge(days, tmp_path / "store")
    store = open_run(tmp_path / "store")
    told = store.query("SELECT run, value FROM history.facts WHERE article = 'x' ORDER BY run")
    assert list(told["value"]) == [1, 2, 3]
    assert list(told["run"])[::-1] == manifest.options["merged"]
    first = open_run(tmp_path / "store" / "runs" / told["run"][0])
    assert list(first.diff(store)["status"]) == ["revised"]


def test_open_many_is_merge(days: list[Path], tmp_path: Path) -> None:
    merge(days, tmp_path / "store")
    assert values(open_run(*days)) == values(open_run(*reversed(days)))
    assert open_run(*days).diff(open_run(tmp_path / "store")).empty
    beside = open_run(tmp_path / "store" / "runs")
    assert values(beside) == values(open_run(tmp_path / "store"))


def test_merge_command(days: list[Path], tmp_path: Path) -> None:
    out = tmp_path / "store"
    done = CliRunner().invoke(app, ["merge", *map(str, days), "-o", str(out)])
    assert done.exit_code == 0
    assert "3 runs, 4 articles, 4 facts" in done.output
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "x.doc").write_text("years of work")
    failed = CliRunner().invoke(app, ["merge", str(days[0]), "-o", str(tmp_path / "thesis")])
    assert isinstance(failed.exception, XianzhiError)


def test_a_frame_in(tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {
            "id": ["n1", "n2"],
            "text": ["2023年，云和县规上工业增加值12.6亿元，同比增长8.3%。", ""],
            "published": ["2024-02-01", None],
        }
    )
    run = extract.extract_frame(frame, workers=1)
    assert list(run.articles["id"]) == ["n1"]
    assert 12.6e8 in [float(v) for v in run.facts["value"]]
    assert list(run.table("rejects")["id"]) == ["n2"] or len(run.table("rejects")) == 1
    kept = extract.extract_frame(
        frame.rename(columns={"text": "正文"}),
        tmp_path / "run",
        columns={"text": "正文"},
        workers=1,
    )
    assert kept.folders == [tmp_path / "run"]
    assert extract.open_run(tmp_path / "run").diff(run).empty
