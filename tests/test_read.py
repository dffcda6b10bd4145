"""Sources → articles: kinds of files, encodings, dates, ids, and every kind of bad input."""

from __future__ import annotations

import gzip
import io
import json
import os
import sys
import zipfile
from pathlib import Path
from typing import Any

import pyarrow
import pytest
from conftest import cases
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from extract import rules
from extract.errors import ConfigError, Reason
from extract.read import ReadOptions, Source, published, read
from extract.records import Reject
from extract.restore import restore

TEXT = (
    "甲县规上工业增加值39.29亿元，同比增长39.6%，总量居全市之首。\n今年以来，全县新增企业12家。\n"
)
TRADITIONAL = "甲縣規上工業增加值39.29億元，同比增長39.6%，總量居全市之首。\n"


def all_of(*paths: Path | str, **options: Any) -> list[Source | Reject]:
    return list(read(paths, ReadOptions(**options)))


def one(*paths: Path | str, **options: Any) -> Source:
    (found,) = all_of(*paths, **options)
    assert isinstance(found, Source), found
    return found


def rejected(*paths: Path | str, **options: Any) -> Reject:
    (found,) = all_of(*paths, **options)
    assert isinstance(found, Reject), found
    assert found.message
    return found


def write(path: Path, data: str | bytes) -> Path:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


@pytest.mark.parametrize("case", cases("read_dates"))
def test_dates(case: dict[str, Any]) -> None:
    if "given" in case:
        assert published.iso(case["given"]) == case["expect"]
    elif "name" in case:
        assert published.from_name(case["name"]) == case["expect"]
    else:
        assert list(published.from_text(case["text"])) == case["expect"]


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", TEXT),
        ("utf-8-sig", TEXT),
        ("utf-16", TEXT),
        ("utf-16-le", TEXT),
        ("utf-16-be", TEXT),
        ("gb18030", TEXT),
        ("big5", TRADITIONAL),
    ],
)
def test_encodings(tmp_path: Path, encoding: str, text: str) -> None:
    found = one(write(tmp_path / "a.txt", text.encode(encoding)))
    assert found.raw == text
    assert found.article.chars == len(text)


def test_encoding_of_choice(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", TRADITIONAL.encode("big5"))
    assert one(path, encoding="big5").article.encoding == "big5"
    assert rejected(path, encoding="utf-8").reason == Reason.ENCODING


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip))
def test_utf8_is_never_mistaken(text: str) -> None:
    from extract.read.encodings import decode

    assert decode(("县" + text).encode())[0] == "县" + text


def test_line_ends_stay(tmp_path: Path) -> None:
    assert one(write(tmp_path / "a.txt", "甲县。\r\n乙县。\r\n")).raw == "甲县。\r\n乙县。\r\n"


# --- ids -----------------------------------------------------------------------------------------


def test_id_is_of_the_content(tmp_path: Path) -> None:
    first = one(write(tmp_path / "a.txt", TEXT))
    again = one(write(tmp_path / "b.txt", TEXT))
    assert first.article.id == again.article.id == first.article.sha256[:16]


def test_copies_get_ids_of_their_own(tmp_path: Path) -> None:
    for name in "abc":
        write(tmp_path / f"{name}.txt", TEXT)
    ids = [s.article.id for s in all_of(tmp_path) if isinstance(s, Source)]
    assert len(set(ids)) == 3
    assert ids == [s.article.id for s in all_of(tmp_path) if isinstance(s, Source)]
    assert ids[0] == one(tmp_path / "b.txt").article.id


def test_given_ids(tmp_path: Path) -> None:
    rows = [{"id": "x", "text": TEXT}, {"id": "x", "text": "乙县。"}, {"id": 7, "text": TEXT}]
    path = write(tmp_path / "a.jsonl", "\n".join(map(json.dumps, rows)))
    first, double, third = all_of(path)
    assert isinstance(first, Source)
    assert first.article.id == "x"
    assert isinstance(double, Reject)
    assert double.reason == Reason.DUPLICATE_ID
    assert isinstance(third, Source)
    assert third.article.id == "7"


# --- files, folders, globs ------------------------------------------------------------------------


def test_folder_in_order_of_names(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    for name in ("b.txt", "a.md", "sub/c.txt", "z.jpg", ".hidden.txt", "README.md"):
        write(tmp_path / name, f"甲县{name}")
    names = [s.article.source for s in all_of(tmp_path) if isinstance(s, Source)]
    assert names == [str(tmp_path / n) for n in ("a.md", "b.txt", "sub/c.txt")]


def test_glob_and_relative_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("b.txt", "a.txt", "c.md"):
        write(tmp_path / name, f"甲县{name}")
    monkeypatch.chdir(tmp_path)
    assert [s.article.source for s in all_of("*.txt") if isinstance(s, Source)] == [
        "a.txt",
        "b.txt",
    ]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    found = one("-")
    assert (found.raw, found.article.source) == (TEXT, "-")


def test_file_without_a_known_suffix_is_text(tmp_path: Path) -> None:
    assert one(write(tmp_path / "article", TEXT)).raw == TEXT


def test_date_of_the_option_wins(tmp_path: Path) -> None:
    path = write(tmp_path / "20240815.md", TEXT)
    assert one(path).article.published_from == "filename"
    article = one(path, published="2025年5月").article
    assert (article.published, article.published_from) == ("2025-05", "given")


# --- rows ----------------------------------------------------------------------------------------


def test_jsonl(tmp_path: Path) -> None:
    row = {"id": "a", "title": "题", "publisher": "报", "published": "2024-05", "text": TEXT}
    article = one(write(tmp_path / "a.jsonl", json.dumps(row))).article
    assert article.source == f"{tmp_path}/a.jsonl#1"
    assert (article.title, article.publisher, article.published) == ("题", "报", "2024-05")
    assert article.published_from == "given"


def test_csv_counts_lines(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", '\ufeffid,text\n1,"甲县。\n乙县。"\n2,丙县。\n')
    sources = [s.article.source for s in all_of(path) if isinstance(s, Source)]
    assert sources == [f"{path}#2", f"{path}#4"]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_csv_encodings(tmp_path: Path, encoding: str) -> None:
    path = write(tmp_path / "a.csv", f'id,text\n1,"{TEXT}"\n'.encode(encoding))
    assert one(path).raw == TEXT


def test_tsv(tmp_path: Path) -> None:
    assert one(write(tmp_path / "a.tsv", "id\ttext\n1\t甲县。\n")).raw == "甲县。"


def test_parquet_in_streams(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    days = pyarrow.array(["2024-01-02"] * 1000)
    table = {"body": [f"甲县{i}。" for i in range(1000)], "day": days, "id": list(range(1000))}
    parquet.write_table(pyarrow.table(table), path)
    found = all_of(path, columns={"text": "body", "published": "day"})
    assert len(found) == 1000
    assert isinstance(found[999], Source)
    assert (found[999].article.id, found[999].article.published) == ("999", "2024-01-02")


def test_columns_by_name(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "编号,正文\n1,甲县。\n")
    found = one(path, columns={"text": "正文", "id": "编号"})
    assert (found.article.id, found.raw) == ("1", "甲县。")


def test_bad_date_of_a_row_is_a_warning(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", json.dumps({"text": TEXT, "published": "昨天"}))
    article = one(path).article
    assert "昨天" in article.warnings[0]
    assert article.published_from is None


# --- compressed ----------------------------------------------------------------------------------


def test_gz_zst_zip(tmp_path: Path) -> None:
    write(tmp_path / "20240815.md.gz", gzip.compress(TEXT.encode()))
    with pyarrow.CompressedOutputStream(str(tmp_path / "b.jsonl.zst"), "zstd") as out:
        out.write((json.dumps({"text": "乙县。"}) + "\n").encode())
    with zipfile.ZipFile(tmp_path / "c.zip", "w") as archive:
        archive.writestr("y.csv", "text\n丁县。\n")
        archive.writestr("x.txt", "丙县。")
        archive.writestr("picture.jpg", "jpg")
    found = [s for s in all_of(tmp_path) if isinstance(s, Source)]
    assert [s.raw for s in found] == [TEXT, "乙县。", "丙县。", "丁县。"]
    assert found[2].article.source == f"{tmp_path}/c.zip!x.txt"
    assert found[0].article.published == "2024-08-15"


def test_parquet_in_a_zip(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    parquet.write_table(pyarrow.table({"text": ["甲县。"]}), buffer)
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.parquet", buffer.getvalue())
    assert one(tmp_path).raw == "甲县。"


def test_bomb(tmp_path: Path) -> None:
    write(tmp_path / "a.jsonl.gz", gzip.compress(b"1" * 80_000_000, 9))
    found = all_of(tmp_path, max_bytes=1 << 20)
    assert [r.reason for r in found if isinstance(r, Reject)][-1] == Reason.TOO_LARGE
    assert not any(isinstance(r, Source) for r in found)


@pytest.mark.parametrize("name", ["a.txt.gz", "a.txt.zst", "a.zip"])
def test_damaged_archive(tmp_path: Path, name: str) -> None:
    assert rejected(write(tmp_path / name, b"\x1f\x8b nothing of the kind")).reason in (
        Reason.FORMAT,
        Reason.UNREADABLE,
    )


def test_truncated_gzip(tmp_path: Path) -> None:
    data = gzip.compress(os.urandom(5000))
    assert rejected(write(tmp_path / "a.txt.gz", data[:-2000])).reason == Reason.FORMAT


# --- pages and front matter ----------------------------------------------------------------------


def test_page_of_the_corpus() -> None:
    source = one(rules.data_path("corpus") / "anji-chairs.html")
    article = source.article
    assert article.title == "安吉椅业转型记"
    assert (article.published, article.published_from) == ("2025-03-18", "given")
    assert article.offsets_into == "raw"
    text = restore(source.raw, rules.load(), source.spans)
    assert "版权所有" not in text.text
    assert "首页" not in text.text
    at = text.text.index("256.3亿元")
    assert source.raw[slice(*text.locate(at, at + 7))] == "256.3</strong>亿元"


def test_page_without_an_article(tmp_path: Path) -> None:
    assert rejected(write(tmp_path / "a.html", "<html><body></body></html>")).reason in (
        Reason.EMPTY,
        Reason.FORMAT,
    )


def test_front_matter(tmp_path: Path) -> None:
    head = "---\ntitle: 甲县工业\ndate: 2024-05-23\nsource: 甲县日报\n---\n"
    source = one(write(tmp_path / "a.md", head + TEXT))
    article = source.article
    assert (article.title, article.publisher) == ("甲县工业", "甲县日报")
    assert (article.published, article.published_from) == ("2024-05-23", "given")
    assert restore(source.raw, rules.load(), source.spans).text.startswith("甲县规上")


@pytest.mark.parametrize("head", ["---\n甲县\n---\n", "---\na: [\n---\n", "---\n"])
def test_ruler_is_no_front_matter(tmp_path: Path, head: str) -> None:
    assert one(write(tmp_path / "a.md", head + TEXT)).spans is None


# --- bad input -----------------------------------------------------------------------------------


BAD = {
    "empty.txt": (b"", Reason.EMPTY),
    "blank.txt": (b" \n\t\n", Reason.EMPTY),
    "wide-blank.txt": ("\u3000\n".encode(), Reason.EMPTY),
    "zeros.txt": (bytes(5000), Reason.BINARY),
    "random.txt": (bytes(range(256)) * 20, Reason.BINARY),
    "paper.txt": (b"%PDF-1.7\n1 0 obj", Reason.BINARY),
    "office.txt": (b"PK\x03\x04\x14\x00", Reason.BINARY),
    "half.txt": (TEXT.encode()[:40], Reason.ENCODING),
    "half-start.txt": (TEXT.encode()[1:], Reason.ENCODING),
    "damaged.txt": (TEXT.encode() + b"\xff" + TEXT.encode(), Reason.ENCODING),
    "no-text.csv": ("id,content\n1,甲县。\n".encode(), Reason.NO_TEXT_COLUMN),
    "only-a-header.csv": (b"id,content\n", Reason.NO_TEXT_COLUMN),
    "empty.csv": (b"", Reason.EMPTY),
    "no.parquet": (b"PAR1 nothing", Reason.FORMAT),
    "no-row.jsonl": (b"[1, 2]\n", Reason.BAD_ROW),
    "broken.jsonl": (b'{"text": "a"\n', Reason.BAD_ROW),
    "no-text.jsonl": (b'{"id": "a"}\n', Reason.EMPTY),
    "number.jsonl": (b'{"text": 5}\n', Reason.BAD_ROW),
    "surrogate.jsonl": (b'{"text": "\\ud83d"}\n', Reason.ENCODING),
    "half.jsonl": (b'{"text": "\xe7\x94"}\n', Reason.ENCODING),
    "deep.jsonl": (b'{"text": ' + b"[" * 100_000 + b"\n", Reason.BAD_ROW),
    "long.txt": (b"1" * 50_000_000, Reason.TOO_LARGE),
    "long.jsonl": (b'{"text": "' + b"1" * 50_000_000 + b'"}\n', Reason.TOO_LARGE),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_a_reject_and_the_rest_stands(tmp_path: Path, name: str) -> None:
    data, reason = BAD[name]
    write(tmp_path / name, data)
    write(tmp_path / "~good.txt", TEXT)
    bad, good = all_of(tmp_path)
    assert isinstance(bad, Reject)
    assert bad.reason == reason
    assert bad.source
    assert bad.source.startswith(str(tmp_path / name))
    assert isinstance(good, Source)


def test_one_broken_line(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", '{"text": "甲县。"}\n{oops\n\n{"text": "乙县。"}\n')
    first, broken, second = all_of(path)
    assert isinstance(first, Source)
    assert isinstance(broken, Reject)
    assert (broken.source, broken.line) == (str(path), 2)
    assert isinstance(second, Source)
    assert second.article.source == f"{path}#4"


def test_long_line_among_others(tmp_path: Path) -> None:
    rows = [json.dumps({"text": t}) for t in ("甲县。", "1" * 5000, "乙县。")]
    found = all_of(write(tmp_path / "a.jsonl", "\n".join(rows)), max_bytes=1000)
    assert [type(x) for x in found] == [Source, Reject, Source]


def test_nothing_there(tmp_path: Path) -> None:
    assert rejected(tmp_path / "nothing.txt").reason == Reason.UNREADABLE
    assert rejected(str(tmp_path / "*.txt")).reason == Reason.UNREADABLE


def test_folder_without_read_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root may read everything, so the refusal is made by hand."""
    (tmp_path / "closed").mkdir()
    write(tmp_path / "good.txt", TEXT)
    scan = os.scandir

    def refuse(path: str) -> Any:
        if path.endswith("closed"):
            raise PermissionError(13, "Permission denied", path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    closed, good = all_of(tmp_path)
    assert isinstance(closed, Reject)
    assert (closed.reason, closed.source) == (Reason.UNREADABLE, str(tmp_path / "closed"))
    assert isinstance(good, Source)


def test_file_without_read_permission(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", TEXT)
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything")
    assert rejected(path).reason == Reason.UNREADABLE


def test_loop_of_links(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nothing")
    write(tmp_path / "a.txt", TEXT)
    assert len(all_of(tmp_path)) == 1


def test_options_that_make_a_run_impossible() -> None:
    for options in (
        {"published": "昨天"},
        {"published": "2025-02-30"},
        {"encoding": "latin-99"},
        {"columns": {"body": "text"}},
    ):
        with pytest.raises(ConfigError):
            list(read([], ReadOptions(**options)))  # type: ignore[arg-type]
