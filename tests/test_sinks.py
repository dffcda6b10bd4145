"""JSON Lines into Parquet and CSV: the same rows, exact numbers, whatever the numbers are."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract import columns, sinks
from extract.columns import ColumnReader, ColumnWriter
from extract.records import Date, Fact, Place, Quantity, Record
from extract.run.frames import line
from extract.tables import BY_NAME

FACTS, MENTIONS = BY_NAME["facts"], BY_NAME["mentions"]


def write(folder: Path, records: list[Record], name: str = "facts") -> None:
    writer = ColumnWriter(folder, BY_NAME[name])
    writer.add([line(record) for record in records])
    writer.close()


def parquet(folder: Path, records: list[Record], name: str = "facts") -> pa.Table:
    write(folder, records, name)
    return pq.read_table(folder / f"{name}.parquet")


def fact(value: str | None, **more: object) -> Fact:
    number = None if value is None else Decimal(value)
    return Fact(quantity="q", value=number, start=0, end=1, **more)  # type: ignore[arg-type]


def test_every_column_has_a_type() -> None:
    assert sinks.schema(FACTS).field("value").type == pa.decimal128(38, 18)
    assert sinks.schema(MENTIONS).field("candidates").type == pa.list_(pa.string())
    assert len(sinks.schema(MENTIONS)) == len(MENTIONS.columns())


def test_mentions_of_all_types_in_one_table(tmp_path: Path) -> None:
    rows: list[Record] = [
        Quantity(start=0, end=2, value=Decimal("1.5"), unit="元"),
        Date(start=3, end=5, kind="date", timex="2025"),
        Place(start=6, end=8, coref=True, candidates=["330324", "330382"]),
    ]
    table = parquet(tmp_path, rows, "mentions")
    assert table.column("type").to_pylist() == ["quantity", "date", "place"]
    assert table.column("coref").to_pylist() == [None, None, True]
    assert table.column("candidates").to_pylist()[2] == ["330324", "330382"]


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("34240000000", "34240000000"),
        ("-0.000000000000000001", "-0.000000000000000001"),
        ("0.3333333333333333333", "0.333333333333333333"),  # 19 decimals: rounded
        ("99999999999999999999", "99999999999999999999"),
        ("100000000000000000000", None),  # 10^20: more than the column holds
        (None, None),
    ],
)
def test_numbers_in_parquet(tmp_path: Path, value: str | None, kept: str | None) -> None:
    found = parquet(tmp_path, [fact(value), fact("1")]).column("value").to_pylist()
    assert found == [None if kept is None else Decimal(kept), Decimal(1)]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.decimals(-(10**15), 10**15, places=6), min_size=1, max_size=5))
def test_numbers_stay_exact(
    tmp_path_factory: pytest.TempPathFactory, numbers: list[Decimal]
) -> None:
    folder = tmp_path_factory.mktemp("sink")
    found = parquet(folder, [fact(str(n)) for n in numbers]).column("value").to_pylist()
    assert found == numbers


def test_csv_is_for_excel(tmp_path: Path) -> None:
    texts = ["产值342.4亿元，增长7.1%", '他说“好”,"是"\n第二行', "=1+1", "-5%", "@sum", "+a"]
    write(tmp_path, [fact("342.4", text=t) for t in texts])
    out = tmp_path / "facts.csv"
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == list(FACTS.columns())
    assert [r["text"] for r in rows] == [
        texts[0],
        texts[1].replace("\n", " "),
        "'=1+1",
        "-5%",
        "'@sum",
        "'+a",
    ]
    assert {r["value"] for r in rows} == {"342.4"}


@pytest.mark.parametrize("cuts", [(0, 25), (1, 24), (10, 10, 5), (3, 19, 3)])
def test_pieces_do_not_show(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cuts: tuple[int, ...]
) -> None:
    monkeypatch.setattr(columns, "ROWS", 10)
    rows: list[Record] = [fact(str(n), text=f"第{n}行\n") for n in range(25)]
    (tmp_path / "whole").mkdir()
    write(tmp_path / "whole", rows)
    (tmp_path / "joined").mkdir()
    writer = ColumnWriter(tmp_path / "joined", FACTS)
    for cut in cuts:
        (tmp_path / "piece").mkdir(exist_ok=True)
        write(tmp_path / "piece", rows[:cut])
        writer.take(ColumnReader(tmp_path / "piece", FACTS), 0, cut)
        rows = rows[cut:]
    writer.close()
    for name in ("facts.parquet", "facts.csv"):
        joined = (tmp_path / "joined" / name).read_bytes()
        assert joined == (tmp_path / "whole" / name).read_bytes()


def test_an_empty_table_has_its_columns(tmp_path: Path) -> None:
    assert parquet(tmp_path, []).schema.names == list(FACTS.columns())
    assert len((tmp_path / "facts.csv").read_text("utf-8-sig").splitlines()) == 1
