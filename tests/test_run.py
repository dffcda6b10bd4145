"""A batch: what it writes, what it refuses, and that nothing but its input decides its bytes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from jsonschema import Draft202012Validator

from extract import Options, extract_files, load, schemas
from extract.errors import XianzhiError
from extract.read import Source, read
from extract.records import Run
from extract.rules import data_path
from extract.tables import TABLES

NEWS = {
    "a/20250523.md": "# 云和县**工业**\n\n1—4月，云和县规上工业增加值12.6亿元，同比增长8.3%。\n",
    "a/b.txt": "缙云县带锯床产量占全国的七成，全县现有企业300多家。\n",
    "c/rows.jsonl": '{"id": "r1", "text": "去年青田县出口41亿元。", "published": "2025-03"}\n'
    '{"oops\n{"id": "r2", "text": "松阳县茶园面积15.3万亩。", "published": "2025-03-02"}\n',
    "c/empty.txt": "",
    "c/copy.txt": "缙云县带锯床产量占全国的七成，全县现有企业300多家。\n",
}
TABLE_NAMES = [table.name for table in TABLES]


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def rows(run: Path, table: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (run / f"{table}.jsonl").open(encoding="utf-8")]


def content(run: Path) -> dict[str, bytes]:
    """All bytes of a run but the manifest's."""
    return {p.name: p.read_bytes() for p in sorted(run.iterdir()) if p.name != "run.json"}


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("news"), NEWS)


@pytest.fixture(scope="module")
def run(news: Path) -> Path:
    out = news.parent / "run"
    extract_files(news, out, workers=1)
    return out


def test_every_record_fits_its_schema(run: Path) -> None:
    for table in TABLES:
        validator = Draft202012Validator(schemas.document(table.schema))
        for row in rows(run, table.name):
            assert not list(validator.iter_errors(row)), row
    manifest = json.loads((run / "run.json").read_text("utf-8"))
    Draft202012Validator(schemas.document("run")).validate(manifest)


def test_every_input_ends_exactly_once(run: Path) -> None:
    assert len(rows(run, "inputs")) == 7
    sources = [r["source"].rpartition("/")[2] for r in rows(run, "articles")]
    assert sources == ["20250523.md", "b.txt", "copy.txt", "rows.jsonl#1", "rows.jsonl#3"]
    assert [(r["reason"], r["line"]) for r in rows(run, "rejects")] == [
        ("empty", None),
        ("bad_row", 2),
    ]


def test_evidence_is_what_is_printed(run: Path, news: Path) -> None:
    raw = {r["id"]: r for r in rows(run, "articles")}
    by_row = {json.loads(line)["id"]: json.loads(line)["text"] for line in _good_rows()}
    for row in rows(run, "mentions") + rows(run, "facts"):
        article = raw[row["article"]]
        text = by_row.get(article["id"]) or Path(article["source"]).read_text("utf-8")
        assert "".join(text[row["start"] : row["end"]].split()) == "".join(row["text"].split())


def _good_rows() -> list[str]:
    return [line for line in NEWS["c/rows.jsonl"].splitlines() if line.endswith("}")]


def test_same_content_twice_is_said(run: Path) -> None:
    first, copy = (a for a in rows(run, "articles") if a["source"].endswith(("b.txt", "copy.txt")))
    assert first["duplicate_of"] is None
    assert copy["duplicate_of"] == first["id"] != copy["id"]


def test_tables_hold_the_same_rows(run: Path) -> None:
    for table in TABLES:
        if table.columnar:
            assert pq.read_table(run / f"{table.name}.parquet").num_rows == len(
                rows(run, table.name)
            )
    assert (run / "facts.csv").read_text("utf-8-sig").count("\n") >= len(rows(run, "facts")) + 1


def test_manifest_counts(run: Path) -> None:
    manifest = Run.model_validate_json((run / "run.json").read_text("utf-8"))
    for name in TABLE_NAMES:
        assert manifest.counts[name] == len(rows(run, name))
    assert manifest.status == {"done": 5, "rejected": 2, "duplicates": 1}
    assert len(manifest.rules_sha256) == len(manifest.fingerprint) == 64


@pytest.mark.parametrize(
    ("settings", "env"),
    [
        ({"workers": 2, "shard": 1}, {"PYTHONHASHSEED": "7", "TZ": "Pacific/Kiritimati"}),
        ({"workers": 1, "shard": 3}, {"PYTHONHASHSEED": "8", "LC_ALL": "C", "TZ": "UTC"}),
    ],
)
def test_only_the_input_decides_the_bytes(
    run: Path, news: Path, tmp_path: Path, settings: dict[str, int], env: dict[str, str]
) -> None:
    paths = [str(news / "c"), str(news / "a"), str(news / "c" / "empty.txt")]  # another order
    code = f"import extract; extract.extract_files({paths!r}, 'out', **{settings!r})"
    subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env={**os.environ, **env}, check=True
    )
    assert content(tmp_path / "out") == content(run)


def test_limit(news: Path, tmp_path: Path) -> None:
    manifest = extract_files(news, tmp_path / "out", limit=2, workers=1)
    assert manifest.counts["inputs"] == 2


def test_a_run_is_replaced_whole(news: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    extract_files(news / "a", out, workers=1)
    (out / "stray.txt").write_text("not of this run")
    extract_files(news / "c", out, workers=1)
    assert not (out / "stray.txt").exists()
    assert [p.name for p in tmp_path.iterdir()] == ["out"], "nothing is left beside it"


def test_a_folder_of_other_things_is_not_replaced(news: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").write_text("years of work")
    with pytest.raises(XianzhiError, match="no run folder"):
        extract_files(news, tmp_path)
    assert (tmp_path / "thesis.doc").exists()


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"published": "last May"}, "no date"),
        ({"workers": "many"}, "auto or a number"),
        ({"columns": {"body": "x"}}, "no such field"),
        ({"encoding": "klingon"}, "klingon"),
        ({"rules": "/nowhere"}, "no such rules folder"),
    ],
)
def test_what_cannot_be_done_at_all(
    news: Path, tmp_path: Path, settings: dict[str, Any], message: str
) -> None:
    with pytest.raises(XianzhiError, match=message):
        extract_files(news, tmp_path / "out", **settings)
    assert not list(tmp_path.iterdir())


def test_an_unknown_option_is_named(news: Path, tmp_path: Path) -> None:
    with pytest.raises(TypeError, match="colour"):
        extract_files(news, tmp_path / "out", colour="red")


def test_nothing_to_read(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    with pytest.raises(XianzhiError, match="nothing to read"):
        extract_files(tmp_path / "in", tmp_path / "out")


def test_processes() -> None:
    assert Options(workers="3").processes() == 3
    assert Options().processes() >= 1


def test_a_page_is_read_as_by_the_pipeline(tmp_path: Path) -> None:
    """Only the article of a web page counts, not what stands around it."""
    page = data_path("corpus") / "anji-chairs.html"
    extract_files(page, tmp_path / "out", workers=1)
    (source,) = (s for s in read([page]) if isinstance(s, Source))
    result = load().extract(source.article, source.raw, source.spans)
    assert [r["id"] for r in rows(tmp_path / "out", "mentions")] == [m.id for m in result.mentions]
