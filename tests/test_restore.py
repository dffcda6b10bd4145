"""Raw → restored: a table of cases, the offset map as a property, real articles where they are."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from conftest import cases
from hypothesis import example, given, settings
from hypothesis import strategies as st

from extract import rules
from extract.restore import restore
from extract.restore.draft import Draft
from extract.script import simplify
from extract.text import Text

RULES = rules.load()
ALPHABET = st.text(
    "甲县增长亿元，。；：“”（）\n\n \u3000\t\r\u2028\u200b12３.％%aZ"
    "<>p/&nbsp;#*_`[](){}|-—摄王李记者",
    max_size=200,
)


def solid(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("case", cases("restore"))
def test_case(case: dict[str, Any]) -> None:
    text = restore(case["text"], RULES)
    assert text.text == case["expect"]
    if "kinds" in case:
        assert [block.kind for block in text.blocks] == case["kinds"]


def check_map(text: Text) -> None:
    """What must hold of any restored text."""
    n = len(text.text)
    assert len(text.starts) == len(text.ends) == n
    starts, ends = list(text.starts), list(text.ends)
    assert all(0 <= a < b <= len(text.raw) for a, b in zip(starts, ends, strict=True))
    assert starts == sorted(starts)
    assert ends == sorted(ends)
    for i in range(n):
        printed = text.raw[starts[i] : ends[i]]
        same = printed == text.text[i]
        assert (
            same
            or not text.text[i].isalpha()
            or text.evidence(i, i + 1) == printed
            or "&" in printed
        )
    lines = text.text.split("\n") if text.text else []
    assert [text.text[b.start : b.end] for b in text.blocks] == lines
    assert all(line.strip() == line and line for line in lines)


@given(ALPHABET)
@example("&amp;&lt;p&gt;")
@example("<p>" * 20)
def test_map_of_any_text(raw: str) -> None:
    check_map(restore(raw, RULES))


@given(st.text(max_size=80))
def test_no_text_raises(raw: str) -> None:
    check_map(restore(raw, RULES))


@given(ALPHABET.filter(lambda raw: not set(raw) & set("<>&*_`[]~#|-\u200b\u2028—")))
def test_evidence_is_the_raw_text(raw: str) -> None:
    """Where only white space was taken out, evidence and raw span agree without white space."""
    text = restore(raw, RULES)
    for block in text.blocks:
        if any(step.fixer == "doubling" for step in text.steps):
            continue
        start, end = text.locate(block.start, block.end)
        assert solid(raw[start:end]) == solid(text.evidence(block.start, block.end))


@given(ALPHABET.filter(lambda raw: not set(raw) & set("<>&*_`[]~#|-—")))
def test_restoring_twice_takes_nothing_more(raw: str) -> None:
    """Markup and doubled captions aside, what was restored loses no character the next time."""
    once = restore(raw, RULES)
    again = restore(once.text, RULES)
    if "doubling" not in {step.fixer for step in (*once.steps, *again.steps)}:
        assert solid(again.text) == solid(once.text)


def test_clean_text_shares_its_offsets() -> None:
    raw = "甲县规上工业增加值5亿元，同比增长7.1%。\n乙县出口额3亿美元，下降2%。"
    text = restore(raw, RULES)
    assert text.text is raw
    assert isinstance(text.starts, range)
    assert text.steps == []


def test_full_width_evidence_is_printed() -> None:
    text = restore("产值３４２．４ 亿元。", RULES)
    at = text.text.index("342.4亿元")
    assert text.evidence(at, at + 7) == "３４２．４亿元"


def test_evidence_leaves_markup_out() -> None:
    raw = "<p>产值<b>342.4</b>亿元。</p>"
    text = restore(raw, RULES)
    at = text.text.index("342.4亿元")
    assert text.evidence(at, at + 7) == "342.4亿元"
    assert raw[slice(*text.locate(at, at + 7))] == "342.4</b>亿元"


def test_steps_name_the_fixers() -> None:
    text = restore("<p>产值 ３ 亿元。</p>", RULES)
    assert {step.fixer for step in text.steps} >= {"width", "markup", "spaces"}


def test_spans_keep_only_the_article() -> None:
    raw = "导航 首页\n甲县增长7%。\n广告\n乙县下降2%。\n版权"
    spans = [(raw.index("甲"), raw.index("\n广告")), (raw.index("乙"), raw.index("\n版权"))]
    text = restore(raw, RULES, spans)
    assert text.text == "甲县增长7%。\n乙县下降2%。"
    assert text.locate(0, 2) == (6, 8)
    check_map(text)


def test_doubled_lines_keep_evidence_in_one_piece() -> None:
    raw = "引进数字化的山引进数字化的山\n雀集团生产车间雀集团生产车间\n"
    text = restore("甲县增长7%，为全市第一。\n\n" + raw, RULES)
    at = text.text.index("山雀集团")
    assert solid(text.raw[slice(*text.locate(at, at + 4))]) == "山雀集团"


def test_draft_composes() -> None:
    draft = Draft("a<b>c</b>  d")
    draft.apply("tags", [(1, 4, ""), (5, 9, "")])
    assert draft.text == "ac  d"
    draft.apply("gap", [(2, 4, " ")])
    text = draft.finish()
    assert text.text == "ac d"
    assert list(text.starts) == [0, 4, 9, 11]
    assert list(text.ends) == [1, 5, 11, 12]


LONG = {
    "digits": ("1", 400_000),
    "one": ("一", 400_000),
    "newlines": ("\n", 400_000),
    "spaces": (" ", 400_000),
    "wide spaces": ("　", 400_000),
    "less than": ("<", 400_000),
    "open tags": ("<a ", 120_000),
    "scripts": ("<script>", 50_000),
    "ampersands": ("&", 400_000),
    "stars": ("**a", 120_000),
    "brackets": ("[a](", 100_000),
    "quotes": ("“", 400_000),
    "letter-spaced": ("甲 ", 200_000),
    "wrapped": ("甲" * 19 + "\n", 20_000),
    "headings without text": ("甲乙丙丁\n\n2024年1月1日\n\n", 5_000),
}


@pytest.mark.parametrize("name", LONG)
def test_linear_time(name: str) -> None:
    """Four times the text takes four times as long, not sixteen times."""
    unit, count = LONG[name]
    restore(unit * 1000, RULES)  # what loads on first use
    once = min(_spent(unit * (count // 4)) for _ in range(3))
    assert min(_spent(unit * count) for _ in range(2)) < 10 * once + 0.1


def _spent(text: str) -> float:
    before = time.process_time()
    restore(text, RULES)
    return time.process_time() - before


def test_real_articles_keep_their_evidence(shared: Path) -> None:
    for path in sorted((shared / "articles").glob("*.txt")):
        raw = path.read_bytes().decode("utf-8")
        text = restore(raw, RULES)
        check_map(text)
        for block in text.blocks:
            if block.kind == "body":
                start, end = text.locate(block.start, block.end)
                assert solid(raw[start:end]) == solid(text.evidence(block.start, block.end))


PLAIN = [  # articles of ours that are printed one paragraph a line
    path
    for path in sorted((Path(__file__).parent / "gold").rglob("*.txt"))
    if sum(len(line) > 60 for line in path.read_text("utf-8").split("\n")) > 3
]


def columns(text: str, width: int, blank: bool) -> str:
    """`text` as a paper prints it: paragraphs indented and broken every `width` characters, but
    before no mark and in no number; with a blank line between all lines."""
    lines: list[str] = []
    for line in filter(None, (line.strip(" \u3000") for line in text.split("\n"))):
        if len(line) <= 60 and line[-1] not in "。！？”…":
            lines.append(line)
            continue
        rest = "\u3000\u3000" + line
        while rest:
            end = width + (len(rest) > width and rest[width] in "，。；：、！？”）")
            while end < len(rest) and rest[end - 1].isascii() and rest[end].isascii():
                end -= 1
            lines.append(rest[:end])
            rest = rest[end:]
    return ("\n\n" if blank else "\n").join(lines)


@pytest.mark.parametrize("blank", [False, True])
@pytest.mark.parametrize("width", [18, 22, 27])
def test_paragraphs_set_in_columns_are_whole_again(width: int, blank: bool) -> None:
    whole = again = 0
    for path in PLAIN:
        raw = path.read_text("utf-8")
        text = restore(columns(raw, width, blank), RULES)
        read = set(text.text.split("\n"))
        paragraphs = restore(raw, RULES).text.split("\n")
        whole += len(paragraphs)
        again += sum(p in read for p in paragraphs)
    assert again / whole >= 0.97, f"{again} of {whole}"


def test_simplify_keeps_length() -> None:
    printed = "規上工業增加值達1,100.9億元，萬畝土地"
    assert simplify(printed) == "规上工业增加值达1,100.9亿元，万亩土地"
    assert len(simplify(printed)) == len(printed)


@pytest.mark.parametrize("text", ["著名企业产值5亿元", "乾隆年间", "甲县增长7%"])
def test_simplify_leaves_simplified_text(text: str) -> None:
    assert simplify(text) is text


@given(st.text(max_size=50))
def test_simplify_any_text(text: str) -> None:
    assert len(simplify(text)) == len(text)


settings.register_profile("quick", max_examples=150, deadline=None, derandomize=True)
settings.load_profile("quick")
