"""`update=True`: what comes of it equals a run from nothing, byte for byte."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests_of_runs import STUB, articles, content

from extract import extract_files
from extract.records import Input
from extract.run.changes import Changes, Revision
from extract.run.options import Options
from extract.run.publish import DUPLICATE
from extract.run.shards import Unit
from extract.run.update import Plan


@pytest.fixture(autouse=True)
def stub_can_be_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))


def stamp(run: Path) -> dict[str, Any]:
    """What tells whether the files of a run were written again."""
    return {p.name: (p.stat().st_ino, p.stat().st_mtime_ns) for p in run.iterdir()}


def test_nothing_new_touches_nothing(tmp_path: Path) -> None:
    folder, out = articles(tmp_path / "in", 9), tmp_path / "out"
    extract_files(folder, out, **STUB)
    before = stamp(out)
    run = extract_files(folder, out, update=True, **STUB)
    assert stamp(out) == before
    assert run.update == {"taken": 9, "made": 0, "gone": 0}


def test_new_changed_and_gone(tmp_path: Path) -> None:
    folder, out = articles(tmp_path / "in", 12), tmp_path / "out"
    extract_files(folder, out, **STUB)
    (folder / "003.txt").write_text("第3号工厂去年产值999万元。", "utf-8")
    (folder / "005.txt").unlink()
    (folder / "0041.txt").write_text("又一家工厂产值17万元。", "utf-8")
    changes = Changes()
    run = extract_files(folder, out, update=True, changes=changes, **STUB)
    assert run.update == {"taken": 10, "made": 2, "gone": 2}
    extract_files(folder, tmp_path / "whole", **STUB)
    assert content(out) == content(tmp_path / "whole")
    assert changes.revised() == [Revision(f"{folder}/003.txt|9", "116元", "999元")]
    assert changes.new() == 1
    assert changes.dropped() > 9


def test_duplicates_are_settled_again(tmp_path: Path) -> None:
    """The second of two equal articles becomes the only one when the first goes."""
    folder, out = articles(tmp_path / "in", 6), tmp_path / "out"
    (folder / "900.txt").write_bytes((folder / "002.txt").read_bytes())
    extract_files(folder, out, **STUB)
    (folder / "002.txt").unlink()
    extract_files(folder, out, update=True, **STUB)
    extract_files(folder, tmp_path / "whole", **STUB)
    assert content(out) == content(tmp_path / "whole")
    (folder / "002.txt").write_bytes((folder / "900.txt").read_bytes())  # and back
    extract_files(folder, out, update=True, **STUB)
    extract_files(folder, tmp_path / "whole", **STUB)
    assert content(out) == content(tmp_path / "whole")
    assert b'"duplicate_of":"' in content(out)["articles.jsonl"]


def test_rows_of_a_table(tmp_path: Path) -> None:
    table, out = tmp_path / "a.jsonl", tmp_path / "out"
    lines = [f'{{"id": "r{n}", "text": "产值{n * 7}元"}}\n' for n in range(8)]
    table.write_text("".join(lines), "utf-8")
    extract_files(table, out, **STUB)
    table.write_text("".join([*lines[:3], '{"id": "x", "text": "1元"}\n', "{bad\n", *lines[5:]]))
    run = extract_files(table, out, update=True, **STUB)
    assert run.update == {"taken": 6, "made": 2, "gone": 2}
    extract_files(table, tmp_path / "whole", **STUB)
    assert content(out) == content(tmp_path / "whole")


def test_other_options_take_nothing_over(tmp_path: Path) -> None:
    folder, out = articles(tmp_path / "in", 3), tmp_path / "out"
    extract_files(folder, out, **STUB)
    run = extract_files(folder, out, update=True, published="2025-05", **STUB)
    assert run.update == {}
    assert b'"published":"2025-05"' in content(out)["articles.jsonl"]


def test_without_a_run_before(tmp_path: Path) -> None:
    run = extract_files(articles(tmp_path / "in", 2), tmp_path / "out", update=True, **STUB)
    assert run.counts["articles"] == 2


def test_fingerprint_holds_what_may_change_a_record() -> None:
    one = Options().fingerprint("r")
    assert one == Options(workers=7, shard=3, limit=2, timeout=9, update=True).fingerprint("r")
    others = [Options(published="2025"), Options(encoding="gbk"), Options(columns={"id": "n"})]
    assert len({one, Options().fingerprint("s"), *(o.fingerprint("r") for o in others)}) == 5


KEYS = st.lists(st.sampled_from("abcdefgh"), unique=True)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(old=KEYS, new=KEYS, marked=st.sets(st.sampled_from("abcdefgh")))
def test_a_plan_uses_every_input_once(
    tmp_path: Path, old: list[str], new: list[str], marked: set[str]
) -> None:
    heads = [Input(source=k, sha256=k, tally={DUPLICATE: 1} if k in marked else {}) for k in old]
    text = "".join(head.model_dump_json() + "\n" for head in heads)
    (tmp_path / "inputs.jsonl").write_text(text)
    plan = Plan(tmp_path)
    made = iter([u.source for u in plan.work((Unit(k, k, 1) for k in new), tmp_path / "index")])
    result = []
    for start, count in plan.steps:
        result += (
            [next(made) for _ in range(count)] if start is None else old[start : start + count]
        )
    assert result == new
    assert next(made, None) is None
    assert plan.taken + plan.made == len(new)
    assert plan.taken + plan.gone == len(old)
    if sorted(old) == old and sorted(new) == new:
        assert plan.taken == len(set(old) & set(new) - marked)
    assert os.path.exists(tmp_path / "index")
