"""Quantities found in text: spans, values, units, bounds; and what is no quantity."""

from __future__ import annotations

import time
from decimal import Decimal
from typing import Any

import pytest
from conftest import cases, read
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc
from spacy.vocab import Vocab

from extract import quantities, rules
from extract.quantities.approximators import numeral_rules
from extract.quantities.vetoes import Idioms, Names
from extract.records import Ignored, Quantity, plain

RULES = rules.load()
NAMES = RULES.read("names.yml", Names).root
IDIOMS = [(g.reason, w) for g in RULES.read("idioms.yml", Idioms).root for w in g.words]


def find(text: str) -> list[Quantity | Ignored]:
    return list(quantities.find(read(text), RULES))  # type: ignore[arg-type]


def shown(text: str, found: Quantity) -> str:
    """`span = value unit bound`, as the tables write it."""
    if found.value is not None:
        value = plain(found.value)
    else:
        assert found.low is not None
        assert found.high is not None
        value = f"{plain(found.low)}~{plain(found.high)}"
    unit = found.unit or {"rank": "#rank", "ratio": "#ratio"}.get(found.dimension)
    bound = found.bound if found.bound != "exact" else None
    parts = [f"{text[found.start : found.end]} = {value}", unit, bound, found.form]
    return " ".join(p for p in parts if p)


@pytest.mark.parametrize("row", [*cases("quantities"), *cases("quantities_context")])
def test_table(row: dict[str, Any]) -> None:
    text = row["text"]
    found = find(text)
    assert [shown(text, q) for q in found if isinstance(q, Quantity)] == row["expect"]
    if "ignored" in row:
        ignored = [i for i in found if isinstance(i, Ignored)]
        assert [f"{text[i.start : i.end]} {i.reason}" for i in ignored] == row["ignored"]


@pytest.mark.parametrize("name", NAMES, ids=lambda n: f"{n.reason}-{n.examples[0]}")
def test_names(name: Any) -> None:
    """Each form of name finds its examples and leaves its counter-examples alone."""
    for text in name.examples:
        assert name.reason in {i.reason for i in find(text) if isinstance(i, Ignored)}, text
    for text in name.counter:
        assert name.reason not in {i.reason for i in find(text) if isinstance(i, Ignored)}, text


@pytest.mark.parametrize(("reason", "entry"), IDIOMS, ids=[w for _, w in IDIOMS])
def test_idioms(reason: str, entry: str) -> None:
    """No word of the list is read as a quantity."""
    word = entry.partition("/")[0]
    assert not [q for q in find(word) if isinstance(q, Quantity) and q.dimension != "ratio"]


def test_bound_words() -> None:
    """Every approximator gives its bound and lies in the span; every verb stays outside."""
    words = numeral_rules(RULES)
    for group in words.before:
        for word in group.words:
            text = f"为{word}百万元" if group.needs_after else f"为{word}500亩"
            if group.needs_after:
                continue
            (found,) = find(text)
            assert (found.start, found.bound) == (1, group.bound), text  # type: ignore[union-attr]
    for group in words.after:
        for word in group.words:
            text = f"500亩{word}"
            (found,) = find(text)
            assert (found.end, found.bound) == (len(text), group.bound), text  # type: ignore[union-attr]
    for group in words.outside:
        for word in group.words:
            (found,) = find(f"{word}500亩")
            assert (found.start, found.bound) == (len(word), group.bound), word  # type: ignore[union-attr]


def test_si_and_precision() -> None:
    money, length, heat = find("产值342.4亿元、长1.5公里、25℃")
    assert isinstance(money, Quantity)
    assert (money.si_unit, money.precision) == ("CNY", Decimal(10_000_000))
    assert isinstance(length, Quantity)
    assert (length.si_value, length.si_unit) == (1500, "m")
    assert isinstance(heat, Quantity)
    assert (heat.si_value, heat.si_unit) == (Decimal("298.15"), "K")


def test_out_of_range() -> None:
    (found,) = find("1" * 25 + "元")
    assert isinstance(found, Ignored)
    assert found.reason == "out of range"


@settings(max_examples=150, deadline=None)
@given(st.text())
def test_any_text(text: str) -> None:
    check(text)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from([*"0123456789.,%元个年月第前近超约多余半一二三十百千万亿点分之",
                *"至—、和比:第负-￥$ \n",
                *["以上", "左右", "百分之", "公里/小时"],
            ])
    ).map("".join)
)  # fmt: skip
def test_any_numerals(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "一",
        "亿",
        "年",
        " ",
        "第",
        "1、",
        "一、",
        "1—",
        "元",
        "1元",
        "近",
        "1.",
        "（",
        "百分之",
    ],
)
def test_linear(unit: str) -> None:
    """A megabyte of one character; a tenth of it where half of the characters are findings."""
    size = 10**6 if len(unit) == 1 else 10**5
    doc = Doc(Vocab(), words=[unit * (size // len(unit))], spaces=[False])
    started = time.process_time()
    for _ in quantities.find(doc, RULES):
        pass
    assert time.process_time() - started < (2 if len(unit) == 1 else 5)


def check(text: str) -> None:
    """Spans lie in the text and hold something, values are written exactly."""
    for found in find(text):
        assert 0 <= found.start < found.end <= len(text)
        if isinstance(found, Quantity):
            assert (found.value is None) != (found.low is None)
            Quantity.model_validate(found.model_dump())
