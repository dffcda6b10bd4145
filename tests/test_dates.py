"""Dates: tables of cases, the examples of the vocabulary, and what holds for every text."""

from __future__ import annotations

import time
from datetime import date, timedelta

import pytest
from conftest import cases, read
from hypothesis import example, given, settings
from hypothesis import strategies as st

from extract import dates, rules
from extract.dates import finder, lunar
from extract.dates.words import DateRules
from extract.records import Date

TODAY = "2022-05-20"
WORDS = rules.load().read("dates.yml", DateRules)


def found(text: str, published: str | None = TODAY) -> list[Date]:
    """The dates of `text`."""
    doc = read(text, published)
    return [d for d in dates.find(doc, rules.load()) if isinstance(d, Date)]


def sound(text: str, result: list[Date]) -> bool:
    """Whether dates are in order, within the text, and none ends before it begins."""
    ends = [0, *(d.end for d in result)]
    ordered = all(end <= d.start < d.end <= len(text) for end, d in zip(ends, result, strict=False))
    return ordered and all((d.date_start or "") <= (d.date_end or "9") for d in result)


def told(text: str, d: Date) -> str:
    span = f"{text[d.start : d.end]} | {d.timex or '-'} | {d.date_start or ''}..{d.date_end or ''}"
    return f"{span} | {d.anchor}" + (f" | {d.mod}" if d.mod else "")


@pytest.mark.parametrize("row", [*cases("dates"), *cases("dates_context"), *cases("dates_none")])
def test_table(row: dict) -> None:
    text = row["text"]
    assert [told(text, d) for d in found(text, row.get("published", TODAY))] == row["expect"]


@pytest.mark.parametrize("row", cases("dates_none"))
def test_none_in_a_sentence(row: dict) -> None:
    assert found(f"他说，{row['text']}，效果很好。") == []


@pytest.mark.parametrize(("text", "expect"), WORDS.examples().items(), ids=str)
def test_examples_of_the_vocabulary(text: str, expect: str) -> None:
    """The last date of the text is what the entry says that it is."""
    last = found(text)[-1:]
    if expect == "none":
        assert last == []
    elif ".." in expect:
        assert f"{last[0].date_start or ''} .. {last[0].date_end or ''}" == expect
    else:
        assert last[0].timex == expect


def test_every_word_of_the_vocabulary_is_found() -> None:
    """No word is listed in vain: each is found alone, or behind a year, a month or a day."""
    tables = (WORDS.relative, WORDS.day_parts, WORDS.seasons, WORDS.festivals)
    words = [w for table in tables for entry in table for w in entry.words]
    words += [w for ws in (*WORDS.fuzzy.values(), *WORDS.recurring.values()) for w in ws]
    behind = ("", "2021年", "5月3日")
    missed = [w for w in words if not any(found(b + w)[-1:] and _ends(b + w) for b in behind)]
    assert missed == []


def _ends(text: str) -> bool:
    return found(text)[-1].end == len(text)


DIGITS = "〇一二三四五六七八九"


def numeral(n: int) -> str:
    tens, ones = divmod(n, 10)
    return ("" if tens == 0 else "十" if tens == 1 else DIGITS[tens] + "十") + (
        DIGITS[ones] if ones or not tens else ""
    )


def forms(day: date) -> list[str]:
    y, m, d = day.year, day.month, day.day
    year = "".join(DIGITS[int(c)] for c in str(y))
    return [
        f"{y}年{m}月{d}日", f"{y}年{m:02}月{d:02}日", f"{y}年{m}月{d}号", f"{y}-{m:02}-{d:02}",
        f"{y}/{m}/{d}", f"{y}.{m:02}.{d:02}", f"{y} 年 {m} 月 {d} 日", f"{y}{m:02}{d:02}",
        f"{year}年{numeral(m)}月{numeral(d)}日", f"{year.replace('〇', '零')}年{numeral(m)}月{d}日",
        f"公元{y}年{m}月{d}日", f"于{y}年{m}月{d}日举行",
    ]  # fmt: skip


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.sampled_from([TODAY, None, "1950"]))
@settings(max_examples=150, deadline=None)
def test_every_day_in_every_form_parses_back(day: date, published: str | None) -> None:
    for text in forms(day):
        (got,) = found(text, published)
        assert (got.date_start, got.date_end) == (day.isoformat(), day.isoformat())
        assert (got.timex, got.anchor) == (day.isoformat(), "absolute")


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
@settings(max_examples=100, deadline=None)
def test_yesterday_and_tomorrow(day: date) -> None:
    for text, shift in (("昨天", -1), ("明日", 1), ("大后天", 3)):
        (got,) = found(text, day.isoformat())
        assert got.date_start == (day + timedelta(days=shift)).isoformat()


@given(
    st.text(
        alphabet="0123456789〇一二三十百年月日号点时周季世纪前后上下去今明近初末至-—.:/（） 每第",
        max_size=40,
    )
)
@example("0时-1—一〇日")  # a clock time, then a range of days
@settings(max_examples=300, deadline=None)
def test_text_of_date_characters_gives_sound_dates(text: str) -> None:
    assert sound(text, found(text))
    assert sound(text, found(text, None))


@given(st.text(max_size=60), st.text(max_size=12))
@settings(max_examples=150, deadline=None)
def test_arbitrary_text_and_publication_give_sound_dates(text: str, published: str) -> None:
    assert sound(text, found(text, published))


PIECES = [
    "今天",
    "昨晚",
    "明年",
    "去年",
    "上月",
    "本周",
    "2023年",
    "2月",
    "12月",
    "5日",
    "29日",
    "31日",
    "晚上",
    "凌晨",
    "8时30分",
    "至",
    "到",
    "—",
    "前",
    "后",
    "以来",
    "截至",
    "上半年",
    "三季度",
    "年底",
    "上旬",
    "春节",
    "周五",
    "3天",
    "5年",
    "近",
    "未来",
    "每",
    "同期",
    "当天",
    "次日",
    "十四五",
    "期间",
    "世纪",
    "90年代",
    "，",
    "（",
    "）",
]


@given(
    st.lists(st.sampled_from(PIECES), max_size=8),
    st.sampled_from([None, "2024", "2024-02", "2024-02-29", "2023-01-01", "2024-12-31T18:30"]),
)
@settings(max_examples=400, deadline=None)
def test_pieces_of_dates_in_any_order_give_sound_dates(
    pieces: list[str], published: str | None
) -> None:
    text = "".join(pieces)
    assert sound(text, found(text, published))


@pytest.mark.parametrize(
    "char", ["1", "年", "一", "月", "前", "至", "（", "几", " ", "十", "近", "第"]
)
def test_a_megabyte_of_one_character(char: str) -> None:
    assert seconds(char * 1_000_000) < 2


@pytest.mark.parametrize(
    "piece", ["2021年", "今天（", "3天", "1至", "十四五", "从5月", "第3", "2021-"]
)
def test_linear_in_dense_text(piece: str) -> None:
    assert seconds(piece * 20_000) < 4


def seconds(text: str) -> float:
    """CPU time of the finder alone; the text is put under a layout that is already made."""
    doc = read("今天", TODAY)
    finder.layout(doc, rules.load()).text = text
    start = time.process_time()
    for _ in dates.find(doc, rules.load()):
        pass
    return time.process_time() - start


TERMS = """小满 2008-05-21|冬至 2021-12-21|立春 2021-02-03|小雪 1978-11-23|清明 2025-04-04
雨水 2026-02-18|春分 2084-03-19
白露 1927-09-09|小寒 2019-01-05|大暑 1922-07-24|立冬 2089-11-07|夏至 1928-06-22|小暑 2016-07-07"""


@pytest.mark.parametrize("entry", TERMS.replace("\n", "|").split("|"))
def test_solar_terms_by_the_almanac(entry: str) -> None:
    name, day = entry.split()
    assert lunar.term(name, int(day[:4])).date().isoformat() == day


@pytest.mark.parametrize(
    "day", ["1949-01-29", "1985-02-20", "2000-02-05", "2024-02-10", "2033-01-31"]
)
def test_new_year_of_the_lunar_calendar(day: str) -> None:
    assert found(f"{day[:4]}年春节")[0].date_start == day
