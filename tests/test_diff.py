"""What changed between two runs: a table of cases, the algebra of differences, the command."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from conftest import cases
from hypothesis import given, settings
from hypothesis import strategies as st
from stored import Draft, save
from typer.testing import CliRunner

from extract.cli import app
from extract.diff import STATUSES, apply, diff, figures, share
from extract.errors import XianzhiError
from extract.intervals import Interval, interval
from extract.records import Quantity, plain
from extract.store import StoredRun, open_run

Make = Callable[[Draft], StoredRun]
DAYS = {"a": "2025-01-10", "b": "2025-02-10"}


@pytest.fixture(scope="module")
def make(tmp_path_factory: pytest.TempPathFactory) -> Make:
    folder, number = tmp_path_factory.mktemp("runs"), count()
    return lambda draft: open_run(save(draft, folder / str(next(number))))


def draft(facts: list[dict[str, Any]], side: str = "a") -> Draft:
    told = Draft()
    for fact in facts:
        more = {k: str(v) if k.startswith("period_") and v else v for k, v in fact.items()}
        told.tell(**{"article": f"{side}1", "published": DAYS[side]} | more)
    return told


def brief(changes: pd.DataFrame) -> list[str]:
    """A row as the cases write it."""
    values = [
        ["" if pd.isna(v) else plain(v) for v in changes[f"{side}_value"]] for side in ("a", "b")
    ]
    rows = zip(changes["status"], changes["change"], *values, strict=True)
    return [" ".join(cell or '""' for cell in row) for row in rows]


@pytest.mark.parametrize("case", cases("diff"))
def test_kinds(case: dict[str, Any], make: Make) -> None:
    a, b = make(draft(case["a"])), make(draft(case["b"], "b"))
    forth = diff(a, b)
    assert sorted(brief(forth)) == sorted(case["expect"])
    assert apply(forth, figures(a)).equals(figures(b))
    assert mirrored(diff(b, a)) == told(forth)


def told(changes: pd.DataFrame) -> set[tuple[Any, ...]]:
    """The rows of a diff without their order."""
    columns = ["status", "change", "a_fact", "a_key", "b_fact", "b_key", "difference"]
    return {tuple(None if pd.isna(v) else v for v in row) for row in changes[columns].to_numpy()}


def mirrored(changes: pd.DataFrame) -> set[tuple[Any, ...]]:
    """The rows of a diff as the other side sees them."""
    swap = {"new": "gone", "gone": "new", "added": "removed", "removed": "added"}
    return {
        (swap.get(s, s), swap.get(c, c), *b, *a, None if d is None else -d)
        for s, c, *sides, d in told(changes)
        for a, b in [(sides[:2], sides[2:])]
    }


VALUES = st.sampled_from(["99.6", "100", "100.4", "105", "-3", "0", None])
FACTS = st.fixed_dictionaries(
    {
        "article": st.sampled_from(["x1", "x2", "x3"]),
        "value": VALUES,
        "at": st.integers(0, 3).map(lambda n: 10 * n),
        "measure": st.sampled_from(["甲", "乙", None]),
        "measure_id": st.none(),
        "bound": st.sampled_from(["exact", "exact", "about", "over", "at_most"]),
        "precision": st.sampled_from([None, "1", "0.1"]),
        "modality": st.sampled_from(["actual", "actual", "target"]),
        "aspect": st.sampled_from(["level", "level", "growth"]),
        "direction": st.sampled_from([None, "up", "down"]),
        "year": st.sampled_from([None, 2024, 2025]),
    }
)
PUBLISHED = st.sampled_from([None, "2025", "2025-01-05", "2025-02-01"])


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    days = {f"x{n}": draw(PUBLISHED) for n in (1, 2, 3)}
    found = Draft()
    taken: set[str] = set()
    for fact in draw(st.lists(FACTS, max_size=8)):
        year, at = fact.pop("year"), (fact["article"], fact["at"])
        period = {"period": "p", "period_start": f"{year}-01-01", "period_end": f"{year}-12-31"}
        if str(at) not in taken:
            taken.add(str(at))
            none = dict.fromkeys(period)
            found.tell(**fact, **(period if year else none), published=days[fact["article"]])
    return found


@settings(max_examples=8, deadline=None)
@given(drafts(), drafts())
def test_algebra(make: Make, one: Draft, other: Draft) -> None:
    a, b = make(one), make(other)
    forth, back = diff(a, b), diff(b, a)
    assert diff(a, a).empty
    assert apply(forth, figures(a)).equals(figures(b))
    assert apply(back, figures(b)).equals(figures(a))
    assert mirrored(back) == told(forth)
    assert set(forth["status"]) <= set(STATUSES)


@settings(max_examples=4, deadline=None)
@given(drafts(), drafts(), st.randoms(use_true_random=False))
def test_order_and_splitting(make: Make, one: Draft, other: Draft, random: Any) -> None:
    whole = diff(make(one), make(other))
    for table in ("articles", "mentions", "facts"):
        random.shuffle(getattr(other, table))
    parts = [Draft(), Draft()]
    for article in other.articles:
        part = random.choice(parts)
        part.articles.append(article)
        part.mentions.extend(m for m in other.mentions if m.article == article.id)  # type: ignore[attr-defined]
        part.facts.extend(f for f in other.facts if f.article == article.id)  # type: ignore[attr-defined]
    split = open_run(*(folder for part in parts for folder in make(part).folders))
    assert diff(make(one), split).equals(whole)


NUMBERS = st.decimals(-(10**6), 10**6, places=2)
STEPS = st.sampled_from([None, "0.01", "0.1", "1", "100"])
BOUNDS = st.sampled_from(["exact", "exact", "about", "over", "under", "at_least", "at_most"])
PRINTED = st.tuples(NUMBERS, STEPS, BOUNDS)


@settings(max_examples=3, deadline=None)
@given(st.lists(st.tuples(PRINTED, NUMBERS, PRINTED), min_size=60, max_size=90))
def test_rounding_is_that_of_the_checks(make: Make, pairs: list[Any]) -> None:
    """`diff.sql` means by a printed number what `extract.intervals` does; it is stricter only with
    open ends and with intervals that touch."""
    sides, expected, loose = (Draft(), Draft()), {}, set()
    for i, (first, near, second) in enumerate(pairs):
        second = (first[0] + near / 10**6 * (i % 3), *second[1:])
        ends: list[Interval] = []
        for side, name, (value, step, bound) in zip(sides, "ab", (first, second), strict=True):
            told = {"bound": bound, "precision": step, "measure": str(i), "measure_id": None}
            side.tell(name, f"{value:f}", **told)
            step = None if step is None else Decimal(step)
            q = Quantity(start=0, end=0, value=value, precision=step, bound=bound)
            ends.append(interval(q))  # type: ignore[arg-type]
        expected[str(i)] = ends[0].meets(ends[1])
        touch = ends[0].low == ends[1].high or ends[1].low == ends[0].high
        if touch or {first[2], second[2]} - {"exact", "about"}:
            loose.add(str(i))
    changes = diff(make(sides[0]), make(sides[1]))
    for measure, status in zip(changes["measure"], changes["status"], strict=True):
        same = status in ("rounded", "reworded")
        assert same == expected[measure] or (measure in loose and not same)


@pytest.mark.parametrize(
    ("tolerance", "found"),
    [("0.5%", "rounded"), (0.005, "rounded"), ("0.1%", "revised"), ("0", "revised")],
)
def test_tolerance(make: Make, tolerance: Any, found: str) -> None:
    a, b = (
        make(draft([{"value": "1000", "precision": "100"}])),
        make(draft([{"value": "1004"}], "b")),
    )
    assert list(diff(a, b, tolerance=tolerance)["status"]) == [found]


@pytest.mark.parametrize("wrong", ["much", "-1%", "100%", "nan"])
def test_no_tolerance(wrong: str) -> None:
    with pytest.raises(XianzhiError, match="tolerance"):
        share(wrong)


LISHUI = [
    {"value": "1", "subject": "缙云县", "subject_id": "331122"},
    {"value": "2", "subject": "丽水市", "subject_id": "331100"},
    {"value": "3", "subject": "永嘉县", "subject_id": "330324"},
    {"value": "4", "subject": "甲公司", "subject_id": "f1", "subject_type": "firm"},
    {"value": "5", "subject": "缙云县", "subject_id": "331122", "measure": "出口",
     "measure_id": "exports"},
    {"value": "6", "subject": "缙云县", "subject_id": "331122", "period_start": "2025-01-01",
     "period_end": "2025-03-31"},
    {"value": "7", "subject": "壶镇镇", "subject_id": None},
    {"value": "8", "subject": "溧水县", "subject_id": "320124", "article": "y",
     "published": "2010-01-01"},
    {"value": "9", "subject": "溧水区", "subject_id": "320117"},
]  # fmt: skip


@pytest.mark.parametrize(
    ("only", "values"),
    [
        ({"place": "缙云县"}, "1 5 6"),
        ({"place": "缙云"}, "1 5 6"),
        ({"place": "丽水市"}, "1 2 5 6"),
        ({"place": "331100"}, "1 2 5 6"),
        ({"place": "浙江省"}, "1 2 3 5 6"),
        ({"place": "溧水县"}, "8 9"),
        ({"place": "南京市"}, "8 9"),
        ({"place": "壶镇镇"}, "7"),
        ({"firm": "甲公司"}, "4"),
        ({"firm": "f1"}, "4"),
        ({"measure": "出口"}, "5"),
        ({"measure": "规模以上工业增加值", "place": "丽水市"}, "1 2 6"),
        ({"period": "2025-Q1"}, "6"),
        ({"period": "2025-01"}, ""),
        ({"period": "2024..2025"}, "1 2 3 4 5 6 7 8 9"),
        ({"place": "缙云县", "period": "2024"}, "1 5"),
    ],
)
def test_filters(make: Make, only: dict[str, str], values: str) -> None:
    found = diff(make(Draft()), make(draft(LISHUI, "b")), **only)
    assert sorted(plain(v) for v in found["b_value"]) == values.split()


def test_what_a_change_of_rules_did(make: Make) -> None:
    one, other = Draft(), Draft()
    for side in (one, other):
        side.tell("x", "1", at=0)
        side.tell("x", "2", at=20)
    one.tell("x", "3", at=40)
    other.tell("x", "4", at=60, measure="出口")
    other.facts[0].measure = "产值"  # type: ignore[attr-defined]
    other.mentions[1].unit = "家"  # type: ignore[attr-defined]
    other.mentions[1].value = Decimal("2.50")  # type: ignore[attr-defined]
    longer = other.mentions[2].model_copy(update={"id": "x#q41-47", "start": 41, "end": 47})
    other.mentions.append(longer)
    other.mentions.sort(key=lambda m: m.start)  # type: ignore[attr-defined]
    found = diff(make(one), make(other), by="evidence")
    assert [
        tuple(r) for r in found[["status", "table", "start", "fields"]].fillna("").to_numpy()
    ] == [
        ("appeared", "facts", 60, ""),
        ("appeared", "mentions", 60, ""),
        ("changed", "facts", 0, "measure: 规上工业增加值 → 产值"),
        ("changed", "mentions", 20, "value: 2 → 2.5; unit: 元 → 家"),
        ("moved", "mentions", 41, "start: 40 → 41; end: 45 → 47; text: 3元 → 4元; value: 3 → 4"),
        ("vanished", "facts", 40, ""),
    ]
    assert diff(make(one), make(one), by="evidence").empty


def test_what_the_runs_were_made_with(tmp_path: Path) -> None:
    a = open_run(save(Draft(), tmp_path / "a"))
    b = open_run(save(Draft(), tmp_path / "b", rules_sha256="s"))
    (row,) = diff(a, b, by="evidence").to_dict("records")
    assert (row["status"], row["text"], row["fields"]) == ("made", "rules_sha256", '"r" → "s"')
    assert diff(a, b).empty


@pytest.fixture(scope="module")
def runs(make: Make) -> tuple[str, str]:
    a = make(
        draft([{"value": "34240000000"}, {"value": "7", "measure": "=甲|乙", "measure_id": None}])
    )
    b = make(draft([{"value": "35000000000", "bound": "over"}], "b"))
    return str(a.folders[0]), str(b.folders[0])


def call(line: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, shlex.split(line))
    if done.exception and not isinstance(done.exception, SystemExit):
        assert isinstance(done.exception, XianzhiError), done.exception
        return 2, str(done.exception)
    return done.exit_code, done.output


def test_exit_codes(runs: tuple[str, str]) -> None:
    a, b = runs
    assert call(f"diff {a} {a}")[0] == 0
    assert call(f"diff {a} {b}")[0] == 1
    assert call(f"diff {a} {b} --status reached")[0] == 0
    for wrong in ("/nowhere", f"{b} --status odd", f"{b} --tolerance x", f"{b} --period soon"):
        assert call(f"diff {a} {wrong}")[0] == 2
    assert call(f"diff {a} {b} --format klingon")[0] == 2


def test_formats(runs: tuple[str, str], tmp_path: Path) -> None:
    line = "diff {} {}".format(*runs)
    assert "342.4亿元" in call(line)[1]
    assert [row["status"] for row in json.loads(call(f"{line} --format json")[1])] == [
        "gone",
        "revised",
    ]
    lines = call(f"{line} --format jsonl")[1].splitlines()
    assert json.loads(lines[1])["a_value"] == "34240000000"
    frame = pd.read_csv(_out(line, "csv", tmp_path), dtype=str)
    assert list(frame["measure"]) == ["'=甲|乙", "规上工业增加值"], "safe in a spreadsheet"
    markdown = _out(line, "markdown", tmp_path).read_text("utf-8").splitlines()
    assert len({row.replace("\\|", "").count("|") for row in markdown}) == 1
    (table,) = pd.read_html(_out(line, "html", tmp_path))
    assert table["B"].tolist()[1] == ">350亿元"
    assert "1 gone" not in call(f"{line} --stat --status revised")[1]


def _out(line: str, form: str, folder: Path) -> Path:
    out = folder / f"out.{form}"
    assert call(f"{line} --format {form} -o {out}") == (1, "")
    return out


def test_two_articles(tmp_path: Path) -> None:
    for name, text in {"a": "12.6", "b": "13.1"}.items():
        (tmp_path / f"{name}.txt").write_text(
            f"2023年，云和县规上工业增加值{text}亿元。\n", "utf-8"
        )
    code, output = call(
        f"diff {tmp_path}/a.txt {tmp_path}/b.txt --published 2024-02 --published 2025-02"
    )
    assert code == 1
    assert "revised" in output
    assert "13.1亿元" in output
