"""The ruler itself: what counts as found, as right, and as one too many."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from extract.pipeline import Result
from extract.records import Article, Date, Fact, Firm, MentionBase, Place, Quantity
from extract.score import Score, agree, score
from extract.score.gold import GoldItem
from extract.text import Text

RAW = "2023年，缙云县地区生产总值318.6亿元，增长6%。"
GDP = {
    "subject": ["缙云县"],
    "subject_id": "331122",
    "measure": ["地区生产总值"],
    "aspect": "level",
}
START = {"date_start": "2023-01-01"}
WHOLE = {"date_start": "2023-01-01", "date_end": "2023-12-31"}
YEAR = {"period_start": "2023-01-01", "period_end": "2023-12-31"}


def item(surface: str, t: str = "q", **fields: Any) -> GoldItem:
    start = RAW.index(surface)
    row = {"t": t, "s": surface, "start": start, "end": start + len(surface)} | fields
    return GoldItem.model_validate(row)


def money(**fields: Any) -> GoldItem:
    return item("318.6亿元", value="31860000000", unit="元", dimension="currency", **fields)


def quantity(surface: str = "318.6亿元", **fields: Any) -> Quantity:
    start = RAW.index(surface)
    given = {"value": Decimal("31860000000"), "unit": "元", "dimension": "currency"} | fields
    return Quantity(id="q", start=start, end=start + len(surface), text=surface, **given)


def fact(**fields: Any) -> Fact:
    given: dict[str, Any] = {"subject": "缙云县", "measure": "地区生产总值", "unit": "元"}
    given |= {"value": Decimal("31860000000"), "dimension": "currency", **YEAR}
    return Fact(quantity="q", start=0, end=1, **(given | fields))


def run(gold: list[GoldItem], mentions: list[MentionBase], facts: list[Fact] = []) -> Score:  # noqa: B006
    result = Result(Article(id="a"), Text.unchanged(RAW), mentions, facts, [], [], [])
    return score([(result, gold)])


def test_all_right() -> None:
    told = run([money(facts=[GDP | YEAR])], [quantity()], [fact()])
    assert set(told.figures().values()) <= {1.0, 0.0}
    assert told.figures()["fact full f1"] == 1
    assert told.misses == []


def test_missed() -> None:
    tally = run([money()], []).tallies["quantity"]
    assert (tally.recall, tally.precision, tally.f1) == (0, 0, 0)


def test_spurious() -> None:
    told = run([money()], [quantity(), quantity("6%")])
    assert told.tallies["quantity"].precision == 0.5
    assert [m.kind for m in told.misses] == ["quantity spurious"]
    assert told.misses[0].article == "a"


def test_optional_gold_neither_hits_nor_misses() -> None:
    gold = [money(), item("6%", optional=True)]
    for found in ([quantity()], [quantity(), quantity("6%")]):
        tally = run(gold, found).tallies["quantity"]
        assert (tally.hits, tally.gold, tally.found) == (1, 1, 1)


def test_what_optional_gold_of_another_type_covers_is_not_spurious() -> None:
    place = Place(start=6, end=9, text="缙云县")
    assert run([item("缙云县", "f", optional=True)], [place]).tallies["place"].found == 0


def test_a_span_counts_when_it_overlaps_and_exactly_when_it_is_the_same() -> None:
    told = run([money()], [quantity("318.6亿元，增长")])
    assert told.tallies["quantity"].f1 == 1
    assert told.tallies["quantity exact"].f1 == 0


def test_the_better_overlap_is_paired() -> None:
    told = run([money()], [quantity("总值318.6亿元", value=Decimal(1)), quantity()])
    assert told.right["quantity value+unit"].recall == 1


@pytest.mark.parametrize(
    ("fields", "right"),
    [
        ({}, True),
        ({"value": Decimal("31860000001")}, True),  # within one part in a million
        ({"value": Decimal("31900000000")}, False),
        ({"value": None}, False),
        ({"unit": "美元"}, False),
        ({"low": Decimal(1)}, False),
    ],
)
def test_value_and_unit(fields: dict[str, Any], right: bool) -> None:
    assert run([money()], [quantity(**fields)]).right["quantity value+unit"].hits == right


def test_alternatives_and_bounds() -> None:
    told = run([money(bound_alt=["over"])], [quantity(bound="over")])
    assert told.right["quantity bound"].recall == 1
    assert run([money()], [quantity(bound="over")]).right["quantity bound"].recall == 0


@pytest.mark.parametrize(
    ("gold", "found", "right"),
    [
        (WHOLE, WHOLE, 1),
        (WHOLE, START, 0),
        (START, {"date_start": "2023-01-01T08:00:00", "date_end": "2023-02-01"}, 1),
        ({"kind": "duration", "timex": "P1Y"}, {"timex": "P1Y"}, 1),
        ({"kind": "duration", "timex": "P1Y"}, {"timex": "P2Y"}, 0),
        ({"timex": "P3M"}, {"timex": "P9M"}, None),
    ],
)
def test_dates(gold: dict[str, str], found: dict[str, str], right: int | None) -> None:
    date = Date(start=0, end=5, kind="date", **found)  # type: ignore[arg-type]
    told = run([item("2023年", "d", **gold)], [date])
    assert (told.right["date interval"].hits if "date interval" in told.right else None) == right


def test_places_by_code_and_firms_by_name() -> None:
    place = Place(start=6, end=9, code="331122")
    told = run([item("缙云县", "p", code="330000", code_alt=["331122"])], [place])
    assert told.figures()["place code"] == 1
    firm = Firm(start=6, end=9, name="缙云县凌岳管业有限公司")
    assert run([item("缙云县", "f", firm="凌岳管业")], [firm]).figures()["firm name"] == 1
    assert run([item("缙云县", "f", firm="恒砺工具")], [firm]).figures()["firm name"] == 0


@pytest.mark.parametrize(
    ("fields", "core", "full"),
    [
        ({}, 1, 1),
        ({"measure": "全县“地区生产总值”"}, 1, 1),
        ({"measure": "税收"}, 0, 0),
        ({"aspect": "growth"}, 0, 0),
        ({"subject": "永嘉县"}, 1, 0),
        ({"subject": "本县", "subject_id": "331122"}, 1, 1),
        ({"period_end": None}, 1, 0),
        ({"modality": "target"}, 1, 0),
    ],
)
def test_core_and_full(fields: dict[str, Any], core: int, full: int) -> None:
    told = run([money(facts=[GDP | YEAR])], [quantity()], [fact(**fields)])
    assert (told.tallies["fact core"].hits, told.tallies["fact full"].hits) == (core, full)


def test_two_facts_of_one_quantity_are_paired_with_their_own() -> None:
    other = GDP | {"measure": ["税收收入"]}
    told = run(
        [money(facts=[other | YEAR, GDP | YEAR])], [quantity()], [fact(), fact(measure="税收收入")]
    )
    assert told.tallies["fact full"].f1 == 1


def test_a_fact_too_many_costs_precision() -> None:
    told = run([money(facts=[GDP | YEAR])], [quantity()], [fact(), fact()])
    assert told.tallies["fact core"].precision == 0.5
    stray = run([], [quantity()], [fact()])
    assert stray.tallies["fact core"].found == 1


def test_optional_facts_and_facts_of_optional_quantities_do_not_count() -> None:
    told = run([money(facts=[GDP | YEAR | {"optional": True}])], [quantity()], [fact()])
    assert told.tallies["fact core"].found == 0
    told = run([money(optional=True)], [quantity()], [fact()])
    assert told.tallies["fact core"].found == 0


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("1/3", "0.333333333333", True),
        ("1/3", "0.33", False),
        (None, None, True),
        (None, "0", False),
        ("1/0", None, True),
        ("0", "0.0", True),
    ],
)
def test_numbers(a: str | None, b: str | None, same: bool) -> None:
    assert agree.same_number(a, b) is same


@pytest.mark.parametrize(
    ("found", "wordings", "same"),
    [
        ("省“隐形冠军”企业", ["省隐形冠军企业"], True),
        ("规上工业增加值", ["缙云县规上工业增加值"], True),
        ("增加值", ["缙云县规上工业增加值"], False),
        ("", ["增加值"], False),
        (None, [""], True),
        ("甲", ["乙"], False),
    ],
)
def test_likeness(found: str | None, wordings: list[str], same: bool) -> None:
    assert agree.like(found, wordings, 0.7) is same
