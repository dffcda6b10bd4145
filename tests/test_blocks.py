"""Lines → blocks: a table of cases, the examples of `rules/restore.yml`, and wrapping undone."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from conftest import cases
from hypothesis import given, settings
from hypothesis import strategies as st

from extract import rules
from extract.read import Source, read
from extract.restore import restore
from extract.restore.lines import shapes

RULES = rules.load()
BODY = "全县规上工业增加值39.29亿元，同比增长39.6%，总量居全市之首。"
SHAPES = yaml.safe_load(RULES.path("restore.yml").read_text("utf-8"))["lines"]
NO_START = "，。、；：！？”）》％%…"
NO_END = "“（《"


@pytest.mark.parametrize("case", cases("blocks"))
def test_case(case: dict[str, Any]) -> None:
    text = restore(case["text"].replace("{body}", BODY), RULES)
    found = [f"{b.kind}: {text.text[b.start : b.end]}" for b in text.blocks]
    assert found == [line.replace("{body}", BODY) for line in case["expect"]]


@pytest.mark.parametrize("shape", SHAPES, ids=lambda s: s["name"].replace(" ", "-"))
def test_examples_of_the_rules(shape: dict[str, Any]) -> None:
    kind = shapes(RULES)
    for line in shape["examples"]:
        assert kind(line) == shape["kind"], line
    for line in shape["not"]:
        assert kind(line) is None, line


def wrap(paragraph: str, width: float) -> list[str]:
    """Lines of at most `width` em, ASCII half an em, figures and Latin words kept whole, no line
    beginning with a closing mark or ending with an opening one: as a newspaper sets it."""
    lines, line, size, i = [], "", 0.0, 0
    while i < len(paragraph):
        j = i + 1
        while paragraph[i].isascii() and j < len(paragraph) and paragraph[j].isascii():
            j += 1
        token = paragraph[i:j]
        wide = sum(0.5 if c.isascii() else 1 for c in token)
        if line and size + wide > width and token[0] not in NO_START and line[-1] not in NO_END:
            lines.append(line)
            line, size = "", 0.0
        line, size, i = line + token, size + wide, j
    return [*lines, line]


def paragraphs() -> list[str]:
    """Running text of the sample corpus, as it reads when restored."""
    found = []
    for source in read([rules.data_path("corpus")]):
        assert isinstance(source, Source), source
        text = restore(source.raw, RULES, source.spans)
        found += [text.text[b.start : b.end] for b in text.blocks if b.kind == "body"]
    return [p for p in found if " " not in p]


CORPUS = paragraphs()


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(CORPUS), min_size=3, max_size=6), st.integers(12, 30))
def test_hard_wraps_are_undone(text: list[str], width: int) -> None:
    """Paragraphs wrapped to a column and set apart by a blank line come back whole."""
    raw = "\n\n".join("\n".join(wrap(p, width)) for p in text)
    assert restore(raw, RULES).text.split("\n") == text


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(CORPUS), min_size=3, max_size=6), st.integers(12, 24))
def test_columns_with_blank_lines_are_undone(text: list[str], width: int) -> None:
    """A blank line after every line: sentences come back whole, paragraphs need not."""
    raw = "\n\n".join("\n\n".join(wrap(p, width)) for p in text)
    blocks = restore(raw, RULES).text.split("\n")
    assert "".join(blocks) == "".join(text)
    assert all(block[-1] in "。！？；”" for block in blocks)


def test_corpus_restores() -> None:
    assert len(CORPUS) > 30
