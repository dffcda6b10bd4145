"""The catalogue of measures: what a phrase is looked up as, and what a bad file is told."""

from __future__ import annotations

import time
from typing import Any

import pytest
import yaml
from conftest import cases
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from extract import measures, rules
from extract.errors import RulesError
from extract.measures import Catalogue, MeasureFile

CATALOGUE = rules.load().compiled(measures.build)
PATH = rules.load().path(measures.FILE)


@pytest.mark.parametrize("case", cases("measures"))
def test_match(case: dict[str, Any]) -> None:
    match = CATALOGUE.match(case["text"])
    assert (match and match.entry.id) == case["expect"]
    if match is not None:
        assert case["text"][: match.start] == case.get("modifier", "")
        assert match.exact == ("modifier" not in case)


def test_offsets_are_of_the_phrase_as_given() -> None:
    phrase = "全县 规模以上的工业“增加值”增速"
    match = CATALOGUE.match(phrase)
    assert match is not None
    assert phrase[match.start : match.end] == " 规模以上的工业“增加值"


@pytest.mark.parametrize("entry", CATALOGUE.entries.values(), ids=lambda e: e.id)
def test_every_form_leads_to_its_entry(entry: measures.Measure) -> None:
    for form in entry.forms():
        match = CATALOGUE.match(form)
        assert match is not None
        assert match.exact
        assert match.entry is entry, form


@pytest.mark.parametrize("entry", CATALOGUE.entries.values(), ids=lambda e: e.id)
def test_examples_name_the_measure(entry: measures.Measure) -> None:
    for example in entry.examples:
        squeezed = measures.squeeze(example)
        assert any(form in squeezed for form in entry.forms()), example
        assert any(c.isdigit() for c in example)


def test_it_is_a_catalogue_of_county_statistics() -> None:
    assert len(CATALOGUE.entries) >= 220
    assert {e.kind for e in CATALOGUE.entries.values()} == {"flow", "stock", "rate"}


@given(st.text(alphabet="规模以上工业增加值占比重的“” \n数GDPx", max_size=40))
def test_a_match_lies_inside_the_phrase(phrase: str) -> None:
    match = CATALOGUE.match(phrase)
    if match is not None:
        assert 0 <= match.start < match.end <= len(phrase)
        assert measures.squeeze(phrase[match.start : match.end]) in match.entry.forms()


@pytest.mark.parametrize("unit", ["数", "占", "增加值", "的", "规模以上", "占比重"])
def test_linear_on_long_phrases(unit: str) -> None:
    phrase = unit * (200_000 // len(unit))
    start = time.process_time()
    CATALOGUE.match(phrase)
    assert time.process_time() - start < 1


def entry(**fields: Any) -> dict[str, Any]:
    """An entry that is right but for `fields`."""
    good = {"id": "a", "name": "甲", "dimension": ["count"], "kind": "stock", "examples": ["甲1个"]}
    return good | fields


def load(*entries: dict[str, Any]) -> Catalogue:
    """A catalogue of one group."""
    return Catalogue(
        MeasureFile.model_validate(
            {"dimensions": ["count"], "tails": ["数"], "shares": ["比重"], "groups": {"g": entries}}
        )
    )


BAD = {
    "the id a is there twice": [entry(), entry(name="乙")],
    "甲 is an alias of a and of b": [entry(), entry(id="b", name="乙", aliases=["甲"])],
    "乙丁 is an alias of a and of b": [
        entry(aliases=["乙(丙/丁)"]),
        entry(id="b", name="乙丁"),
    ],
    "规上甲 is an alias of a and of b": [
        entry(name="规上甲"),
        entry(id="b", name="规模以上“甲”"),
    ],
    "part_of b, and no entry has this id": [entry(part_of="b")],
    "part_of leads back to a": [entry(part_of="b"), entry(id="b", name="乙", part_of="a")],
    "no dimension is called colour": [entry(dimension=["colour"])],
    "Input should be 'flow', 'stock' or 'rate'": [entry(kind="flood")],
    "String should match pattern": [entry(id="Bad id")],
    "Extra inputs are not permitted": [entry(alias=["乙"])],
    "List should have at least 1 item": [entry(examples=[])],
}


@pytest.mark.parametrize("message", BAD)
def test_a_bad_file_is_told_what_is_wrong(message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        load(*BAD[message])


def test_the_error_names_the_file(tmp_path: Any) -> None:
    bad = {"dimensions": ["count"], "tails": ["数"], "shares": ["比重"]}
    bad["groups"] = {"g": [entry(), entry()]}  # type: ignore[assignment]
    (tmp_path / measures.FILE).write_text(yaml.safe_dump(bad, allow_unicode=True), "utf-8")
    with pytest.raises(RulesError, match=r"measures\.yml.*the id a is there twice"):
        rules.load(tmp_path).compiled(measures.build)


def test_choices() -> None:
    assert list(measures.expand("甲(乙/丙/)")) == ["甲乙", "甲丙", "甲"]
    assert list(measures.expand("甲")) == ["甲"]
    assert load(entry(aliases=["(乙/)丙"])).match("乙丙数") is not None
