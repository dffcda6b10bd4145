"""Numerals parse to exact decimals, in every style, and never raise."""

from __future__ import annotations

import time
from decimal import Decimal
from typing import Any

import pytest
from conftest import cases
from hypothesis import example, given, settings
from hypothesis import strategies as st

from extract.numerals import parse, scan
from extract.records import plain

DIGITS = "零一二三四五六七八九"
FORMAL = "零壹贰叁肆伍陆柒捌玖"
whole = st.integers(min_value=0, max_value=10**16)
decimal = st.builds(
    lambda n, places: Decimal(n).scaleb(-places),
    st.integers(min_value=0, max_value=10**16),
    st.integers(min_value=0, max_value=6),
)


@pytest.mark.parametrize("row", cases("numerals"))
def test_table(row: dict[str, Any]) -> None:
    found = parse(row["text"])
    if row["expect"] is None:
        assert found is None
        return
    assert found is not None
    low, _, high = row["expect"].partition("~")
    assert (plain(found.low), plain(found.high)) == (low, high or low)
    assert found.bound == row.get("bound", "exact")
    assert "step" not in row or plain(found.step) == row["step"]


@given(decimal)
def test_arabic(value: Decimal) -> None:
    check(f"{value:f}", value)


@given(decimal)
def test_grouped(value: Decimal) -> None:
    check(f"{value:,f}", value)


@given(decimal)
def test_full_width(value: Decimal) -> None:
    wide = {ord("0") + i: chr(ord("０") + i) for i in range(10)} | {ord("."): "．"}
    check(f"{value:f}".translate(wide), value)


@given(whole)
def test_chinese(value: int) -> None:
    check(chinese(value, DIGITS, "十百千"), Decimal(value))


@given(whole)
def test_financial(value: int) -> None:
    check(chinese(value, FORMAL, "拾佰仟"), Decimal(value))


@given(decimal)
def test_chinese_decimal(value: Decimal) -> None:
    left, _, right = f"{value:f}".partition(".")
    text = chinese(int(left), DIGITS, "十百千")
    check(text + ("点" + "".join(DIGITS[int(c)] for c in right) if right else ""), value)


@given(decimal, st.sampled_from([("万", 4), ("亿", 8), ("千万", 7), ("万亿", 12)]))
def test_mixed(value: Decimal, power: tuple[str, int]) -> None:
    name, zeros = power
    check(f"{value:f}{name}", value.scaleb(zeros))


@given(whole)
def test_negative(value: int) -> None:
    check(f"负{chinese(value, DIGITS, '十百千')}", Decimal(-value))
    check(f"-{value}", Decimal(-value))


@given(st.text())
def test_any_text(text: str) -> None:
    for at in range(min(len(text), 20)):
        got = scan(text, at)
        assert got is None or at < got.end <= len(text)
    whole = parse(text)
    assert whole is None or whole.end == len(text.strip())


@settings(max_examples=300)
@given(st.text(alphabet="0123456789.,，/^eE+-×一二两三十百千万亿兆零〇点分之又半几数多余上 廿"))
@example("0^-1")  # has no value
def test_any_numerals(text: str) -> None:
    for at in range(len(text)):
        found = scan(text, at)
        assert found is None or at < found.end <= len(text)


@pytest.mark.parametrize("char", ["1", "一", "亿", "万", "十", "点", "，", " ", "1 ", "1,", "一点"])
def test_linear(char: str) -> None:
    text = char * (10**6 // len(char))
    started = time.process_time()
    scan(text, 0)
    assert time.process_time() - started < 2


def check(text: str, value: Decimal) -> None:
    found = parse(text)
    assert found is not None, text
    assert found.low == found.high == value, text


def chinese(value: int, digits: str, powers: str) -> str:
    """`value` as it is written out: 一亿零五十万, sections of four digits with 万 and 亿."""
    if value == 0:
        return digits[0]
    sections = []
    for name in ("", "万", "亿", "万亿"):
        value, part = divmod(value, 10**4)
        sections.append((part, name))
    sections.append((value, "亿亿"))
    text, gap = "", False
    for part, name in reversed(sections):
        if not part:
            gap = gap or bool(text)
            continue
        if text and (gap or part < 1000):
            text += digits[0]
        text += _section(part, digits, powers) + ("万" if name == "万亿" else name)
        text += "亿" if name == "万亿" and not sections[2][0] else ""
        gap = False
    return text


def _section(part: int, digits: str, powers: str) -> str:
    text, zero = "", False
    for size in (3, 2, 1, 0):
        digit, part = divmod(part, 10**size)
        if digit:
            text += (digits[0] if zero and text else "") + digits[digit]
            text += powers[size - 1] if size else ""
            zero = False
        else:
            zero = True
    return text
