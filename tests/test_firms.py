"""Finder of firms, rules alone: the table, the examples of the rules file, identity, properties."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
import yaml
from conftest import HERE, cases, read
from hypothesis import given, settings
from hypothesis import strategies as st

from extract import firms, rules
from extract.firms.known import is_credit_code
from extract.records import Firm
from extract.rules import Rules, RulesError


def found(text: str) -> list[Firm]:
    """The firms of `text`, in text order."""
    mentions = [m for m in firms.find(read(text), rules.load()) if isinstance(m, Firm)]
    return sorted(mentions, key=lambda m: m.start)


@pytest.mark.parametrize("case", cases("firms"))
def test_table(case: dict[str, Any]) -> None:
    assert [case["text"][m.start : m.end] for m in found(case["text"])] == case["expect"]


def examples() -> list[Any]:
    data = yaml.safe_load((rules.load().folder / "firms.yml").read_text("utf-8"))
    entries = [*data["tails"].values(), *data["cues"], *data["lists"], *data["frames"]]
    return [
        pytest.param(text, names, id=text[:24])
        for entry in entries
        for example in entry.get("examples", ())
        for text, names in example.items()
    ]


@pytest.mark.parametrize(("text", "names"), examples())
def test_examples_of_the_rules(text: str, names: list[str]) -> None:
    assert [text[m.start : m.end] for m in found(text)] == names


@pytest.mark.parametrize("case", cases("firms-identity"))
def test_identity(case: dict[str, Any]) -> None:
    """`same`: groups of mentions that are one firm; `names`: the name of a mention."""
    mentions = found(case["text"])
    by_text = {case["text"][m.start : m.end]: m for m in mentions}
    groups = [[by_text[name].firm for name in group] for group in case["same"]]
    assert all(len(set(group)) == 1 for group in groups)
    assert len({group[0] for group in groups}) == len(groups)
    for text, name in case.get("names", {}).items():
        assert by_text[text].name == name


def test_registered_names_are_one_firm_everywhere() -> None:
    first, second = found("凯卓阀门有限公司扩产"), found("缙云引进凯卓阀门有限公司")
    assert first[0].firm == second[0].firm


def test_short_names_of_different_places_stay_apart() -> None:
    here = found("缙云的企业不少。缙云凯卓、明礼等企业扩产")
    there = found("遂昌的企业不少。遂昌凯卓、明礼等企业扩产")
    assert here[0].firm != there[0].firm


def test_credit_codes() -> None:
    assert is_credit_code("914403001922038216")
    assert not is_credit_code("914403001922038217")
    assert not is_credit_code("91440300192203821")
    assert not is_credit_code("91440300192203821I")


def test_a_wrong_credit_code_is_an_error(tmp_path: Any) -> None:
    for path in rules.load().folder.iterdir():
        if path.is_file():
            (tmp_path / path.name).write_bytes(path.read_bytes())
    known = tmp_path / "firms-known.csv"
    known.write_text("name,aliases,code,evidence\n凯卓公司,,914403001922038217,\n", "utf-8")
    with pytest.raises(RulesError, match=r"firms-known\.csv:2"):
        list(firms.find(read("凯卓公司"), Rules(tmp_path)))


def test_traditional_characters_keep_their_print() -> None:
    text = "凌瑞機械有限公司擴產，凌瑞機械總經理王強說"
    names = {m.name for m in found(text)}
    assert names == {"凌瑞機械有限公司"}


@given(st.text("凯卓阀门有限公司集团银行和、等三家企业在缙云市的a1（）“”。\n", max_size=60))
@settings(max_examples=150, deadline=None)
def test_spans_lie_in_the_text_and_do_not_overlap(text: str) -> None:
    mentions = found(text)
    assert all(0 <= m.start < m.end <= len(text) for m in mentions)
    assert all(a.end <= b.start for a, b in pairwise(mentions))
    assert all(m.firm and m.name for m in mentions)


def test_long_adversarial_texts_are_linear() -> None:
    import time

    for unit in ("1", "一", "百", "年", "等", "、", "（", "凯", "公司", "企业、", "等1"):
        start = time.process_time()
        found(unit * (100_000 // len(unit)))
        assert time.process_time() - start < 3, unit


def test_every_tail_is_said_once() -> None:
    data = yaml.safe_load((rules.load().folder / "firms.yml").read_text("utf-8"))
    forms = [form for tail in data["tails"].values() for form in tail["forms"]]
    assert len(forms) == len(set(forms))


def test_table_is_large_enough() -> None:
    rows = yaml.safe_load((HERE / "cases" / "firms.yml").read_text("utf-8"))
    assert len(rows) >= 200
    assert sum(not row["expect"] for row in rows) >= 80
