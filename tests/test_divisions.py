"""The table of divisions: its shape, its years, its lineages, and that names lead back to codes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from conftest import read

from extract import divisions, places, rules
from extract.divisions import Division, lineage, stem
from extract.errors import RulesError

RULES = rules.load()
TABLE = RULES.compiled(divisions.load)


@pytest.mark.parametrize("year", range(1982, 2026))
def test_official_names_lead_to_codes(year: int) -> None:
    """A sample of every year; docs/places.md has the rate over all pairs of code and year. In
    six of 141,570 one name stood for two codes, so one miss in a sample is let pass."""
    rows = [d for d in TABLE.rows if d.valid(year)][year % 60 :: 60]
    wrong = []
    for row in rows:
        text = TABLE.path(row, year).replace("/", "")
        found = list(places.find(read(text, published=str(year)), RULES))
        if not any(p.end == len(text) and p.code == row.code for p in found):  # type: ignore[union-attr]
            wrong.append((row.code, text))
    assert len(wrong) <= 1, wrong


def test_counts_of_a_year() -> None:
    """As the ministry published them for the end of 2023 (without 台湾, 香港 and 澳门)."""
    levels = [d.level for d in TABLE.rows if d.valid(2023)]
    assert levels.count("province") == 34
    assert levels.count("prefecture") == 333


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        ("溧水县", ["322626", "320124", "320117"]),
        ("320117", ["322626", "320124", "320117"]),
        ("下城区", ["330103", "330105"]),
        ("江干区", ["330104", "330102", "330114"]),
        ("余杭区", ["330125", "339021", "330184", "330110", "330110", "330113"]),
        ("临平区", ["330125", "339021", "330184", "330110", "330113"]),
        ("永嘉", ["332422", "330322", "330324"]),
        ("襄阳市", None),
        ("江苏省南京市鼓楼区", ["320107", "320106"]),
        ("南京鼓楼区", ["320107", "320106"]),
        ("通县", None),
        ("重庆市", ["510200", "500000"]),
        ("火星县", []),
    ],
)
def test_lineage(asked: str, codes: list[str] | None) -> None:
    found = [stage.code for stage in lineage(asked, RULES)]
    if codes is None:
        assert found
    else:
        assert found == codes


def test_lineage_of_a_shared_name_gives_every_place() -> None:
    assert {"320106", "320302", "350102", "410204"} <= {s.code for s in lineage("鼓楼区", RULES)}


def test_stage_is_complete() -> None:
    last = lineage("溧水县", RULES)[-1]
    assert (last.name, last.level, last.path) == ("溧水区", "county", "江苏省/南京市/溧水区")
    assert (last.first, last.last, last.successors) == (2013, None, ())


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("永嘉县", "永嘉"),
        ("景宁畲族自治县", "景宁"),
        ("恩施土家族苗族自治州", "恩施"),
        ("积石山保安族东乡族撒拉族自治县", "积石山"),
        ("内蒙古自治区", "内蒙古"),
        ("西藏自治区", "西藏"),
        ("新疆维吾尔自治区", "新疆"),
        ("巴音郭楞蒙古自治州", "巴音郭楞"),
        ("鄂温克族自治旗", "鄂温克"),
        ("浦东新区", "浦东"),
        ("新林区", "新林"),
        ("神农架林区", "神农架"),
        ("六枝特区", "六枝"),
        ("香港特别行政区", "香港"),
        ("大兴安岭地区", "大兴安岭"),
        ("赵县", ""),
        ("郊区", ""),
    ],
)
def test_stem(name: str, short: str) -> None:
    assert stem(name) == short


def row(code: str = "330324", **changes: object) -> Division:
    fields = {"name": "永嘉县", "level": "county", "parent": "330300", "first": 1982, "last": None}
    return Division.model_validate({"code": code, **fields, **changes})


PARENTS = [
    row("330000", name="浙江省", level="province", parent="", first=1980),
    row("330300", name="温州市", level="prefecture", parent="330000", first=1980),
]


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        (lambda: [row("33032")], "six digits"),
        (lambda: [row("33032a")], "six digits"),
        (lambda: [row(level="prefecture")], "does not fit"),
        (lambda: [row(parent="330400")], "no parent 330400"),
        (lambda: [row(parent="")], "no parent"),
        (lambda: [row(last=1981)], "backwards"),
        (lambda: [row(last=1990), row(first=1990)], "overlap"),
        (lambda: [row(), row(first=1990)], "overlap"),
        (lambda: [row(successors="330399")], "no successor 330399"),
    ],
)
def test_bad_table_is_refused(bad: Callable[[], list[Division]], says: str) -> None:
    divisions.validate([*PARENTS, row()], "table")
    with pytest.raises(RulesError, match=says):
        divisions.validate([*PARENTS, *bad()], "table")
