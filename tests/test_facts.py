"""Facts: the table of sentences, the keys, and what no text may do to the stage."""

from __future__ import annotations

from typing import Any

import conftest
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import extract
from extract.records import Fact, plain

PIPE = extract.load()
PARTS = {"dir": "direction", "base": "base", "scope": "scope", "q": "qualifier"}


def brief(fact: Fact) -> dict[str, Any]:
    """A fact as the table writes it."""
    value = plain(fact.value) if fact.value is not None else f"{fact.low}~{fact.high}"
    said: dict[str, Any] = {
        "s": fact.subject, "m": fact.measure, "a": fact.aspect, "v": value, "u": fact.unit,
    }  # fmt: skip
    said |= {short: got for short, name in PARTS.items() if (got := getattr(fact, name))}
    if fact.bound != "exact":
        said["b"] = fact.bound
    if fact.period or fact.period_start or fact.period_end:
        said["p"] = f"{fact.period_start or ''}/{fact.period_end or ''}"
    if fact.modality != "actual":
        said["mod"] = fact.modality
    return said


@pytest.mark.parametrize("case", conftest.cases("facts"))
def test_sentence(case: dict[str, Any]) -> None:
    result = PIPE(case["text"], published=case.get("published", "2025-05"))
    assert [brief(f) for f in result.facts] == case["expect"]


HALF = str.maketrans("，；：！？（）", ",;:!?()")


@pytest.mark.parametrize("case", conftest.cases("facts"))
def test_half_width_marks_say_the_same(case: dict[str, Any]) -> None:
    result = PIPE(case["text"].translate(HALF), published=case.get("published", "2025-05"))
    assert [brief(f) for f in result.facts] == case["expect"]


ALONE = [p for p in conftest.cases("facts") if "\n" not in p.values[0]["text"]]  # without a title


@pytest.mark.parametrize("case", ALONE)
def test_what_stands_around_changes_nothing(case: dict[str, Any]) -> None:
    """A paragraph that tells nothing before it and one behind it."""
    text = f"天气很好。\n\n{case['text']}\n\n天气很好。"
    result = PIPE(text, published=case.get("published", "2025-05"))
    assert [brief(f) for f in result.facts] == case["expect"]


def _filled() -> list[Any]:
    """Every frame of the table with every word that may stand in its gap."""
    frames = [p.values[0] for p in conftest.cases("frames")]
    return [
        pytest.param(f, word, id=f"{f['label']}: {word}") for f in frames for word in f["words"]
    ]


@pytest.mark.parametrize(("case", "word"), _filled())
def test_said_otherwise(case: dict[str, Any], word: str) -> None:
    """Words that mean the same in a sentence give the same fact."""
    text = case["frame"].format(word)
    result = PIPE(text, published=case.get("published", "2025-05"))
    found = [brief(f) for f in result.facts]
    assert case["expect"] in [{k: f.get(k) for k in case["expect"]} for f in found], found


@pytest.mark.parametrize("case", conftest.cases("checks"))
def test_checks(case: dict[str, Any]) -> None:
    result = PIPE(case["text"], published="2025-05")
    assert [f"{c.kind} {c.status}" for c in result.checks] == case["expect"]
    ids = {f.id for f in result.facts}
    for check in result.checks:
        assert set(check.facts) <= ids
        assert check.message
        assert check.message_en


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (
            "2024年，安吉县规上工业增加值50亿元。",
            "去年，浙江安吉规模以上工业增加值达到52亿元。",
            True,
        ),
        ("2024年，安吉县规上工业增加值50亿元。", "2023年，安吉县规上工业增加值50亿元。", False),
        ("2024年，安吉县规上工业增加值50亿元。", "2024年，德清县规上工业增加值50亿元。", False),
        ("2024年，安吉县规上工业增加值50亿元。", "2024年，安吉县规上工业增加值增长5%。", False),
        ("2024年，安吉县出口增长5%。", "2024年，安吉县出口同比增长6%。", True),
        ("2024年，安吉县出口增长5%。", "2024年，安吉县出口环比增长6%。", False),
        ("2024年，安吉县税收增速居全市第一。", "2024年，安吉县税收总量居全市第一。", False),
        ("2024年，安吉县税收居全市第一。", "2024年，安吉县税收居全省第一。", False),
        ("力争2025年安吉县出口500亿元。", "2025年安吉县出口500亿元。", False),
        ("安吉县有省级工厂2家。", "安吉县有市级工厂2家。", False),
    ],
)
def test_key_says_the_same_of_the_same(one: str, other: str, same: bool) -> None:
    keys = [PIPE(text, published="2025-05").facts[0].key for text in (one, other)]
    assert (keys[0] == keys[1]) is same


def test_a_starting_value_is_the_level_of_its_date() -> None:
    change = PIPE("安吉县出口从2020年的80亿元增加到2024年的95亿元。").facts
    plainly = PIPE("2020年，安吉县出口80亿元。").facts
    assert change[0].key == plainly[0].key


@pytest.mark.parametrize(
    ("text", "repeats"),
    [
        ("安吉县出口超90亿元\n\n2024年，安吉县出口92.4亿元。", [1, None]),
        ("2024年，安吉县出口92亿元。2024年，安吉县出口92.4亿元。", [1, None]),
        ("2024年，安吉县出口92.4亿元。去年安吉县出口达92.4亿元。", [None, 0]),
        ("2024年，安吉县出口92.4亿元。2024年，安吉县出口95亿元。", [None, None]),
        ("2024年，安吉县出口92.4亿元。2024年，安吉县出口92.5亿元。", [None, None]),
        ("2023年，安吉县出口92.4亿元。2024年，安吉县出口92.4亿元。", [None, None]),
        ("安吉县出口92.4亿元，德清县出口92.4亿元。", [None, None]),
    ],
)
def test_the_same_figure_again(text: str, repeats: list[int | None]) -> None:
    facts = PIPE(text, published="2025-05").facts
    ids = [f.id for f in facts]
    assert [ids.index(f.repeats) if f.repeats else None for f in facts] == repeats


@settings(max_examples=120, deadline=None)
@given(
    st.text(
        st.sampled_from(
            "2024年，安吉县从由占比的同增长到至达第一居倍%亿元家和、其中“”（）。；分别均"
        ),
        max_size=60,
    )
)
@example("家分0")
@example("李家分0")
def test_any_text_gives_facts_that_lie_in_it(text: str) -> None:
    result = PIPE(text, published="2025-05")
    for fact in result.facts:
        assert 0 <= fact.start < fact.end <= len(text)
        assert fact.quantity in {m.id for m in result.mentions}
        assert fact.measure
        assert fact.key.count("|") == 7


TEXTS = [case.values[0]["text"] for case in conftest.cases("facts")]


@settings(max_examples=250, deadline=None)
@given(st.sampled_from(TEXTS), st.integers(0), st.integers(0))
@example("全市企业由去年的40家增至57家，到去年底", 0, 0)
@example("净利润率14.6%，减少3.2个百分点。分业务看，日用瓷器仍是第一大", 0, 0)
def test_a_text_may_begin_and_end_anywhere(text: str, start: int, end: int) -> None:
    """What crashes here is a look at the character before the first or behind the last one."""
    begin = start % len(text)
    cut = text[begin : len(text) - end % (len(text) - begin)]
    for fact in PIPE(cut, published="2025-05").facts:
        assert 0 <= fact.start < fact.end <= len(cut)


def test_a_text_may_end_behind_any_name() -> None:
    text = "澜湾新材料有限公司现有12家工厂，供应永嘉县的25家企业和浙江君鸿机械有限公司"
    for end in range(1, len(text) + 1):
        PIPE(text[:end], published="2025-05")
    told = PIPE("澜湾新材料有限公司现有12家工厂和浙江君鸿机械有限公司", published="2025-05").facts
    assert [f.subject for f in told] == ["澜湾新材料有限公司"]


def test_shared_articles_keep_their_evidence(shared: Any) -> None:
    for path in sorted((shared / "articles").glob("*.txt")):
        raw = path.read_bytes().decode("utf-8")
        for fact in PIPE(raw, published="2024").facts:
            assert "".join(raw[fact.start : fact.end].split()) == "".join(fact.text.split())
