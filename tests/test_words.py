"""Words: the boundaries are jieba's own, whatever the text."""

from __future__ import annotations

import jieba
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.words import Words

OWN = Words(None)
JIEBA = jieba.Tokenizer()
CHARACTERS = "缙云县工业增加值同比的和一二三百亿元增长率aZ09.%-+#& ，。“”\n鵝"
TEXTS = [
    "",
    "缙云县规上工业增加值同比增长7.1%，位居全市第一。",
    "ERP 2.0系统与MES平台，C919、A股、A-ICV大赛",
    "企鵝科技獲得「天工鼎」",
    "3.14%+5#_x",
    "一一一一一一",
    "\t 空 白\n",
]


def boundaries(text: str) -> list[int]:
    found = [0]
    for word in JIEBA.cut(text, HMM=False):
        found.append(found[-1] + len(word))
    return found


@pytest.mark.parametrize("text", TEXTS)
def test_cut_as_jieba_cuts(text: str) -> None:
    assert OWN.cuts(text) == boundaries(text)


@settings(max_examples=300, deadline=None)
@given(
    st.text(
        st.sampled_from("缙云县工业增加值同比的和一二三三百亿元增长率aZ09.%-+#& ，。“”\n鵝"),
        max_size=40,
    )
)
def test_cut_any_text_as_jieba_cuts(text: str) -> None:
    assert OWN.cuts(text) == boundaries(text)
    assert OWN.cuts(text, 7) == [at + 7 for at in boundaries(text)]


def test_tags_are_the_dictionary_s() -> None:
    assert OWN.tag("增长") == "v"
    assert OWN.tag("没有这个词") == ""
    assert OWN.known("工业")
    assert not OWN.known("没有这个词")
