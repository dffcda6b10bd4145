"""The place finder: a table of cases, what it promises for any text, and what it costs."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from conftest import cases, read
from hypothesis import example, given, settings
from hypothesis import strategies as st

from extract import places, rules
from extract.errors import RulesError
from extract.places.names import PlaceRules
from extract.records import Place

RULES = rules.load()


def find(text: str, published: str | None = None, own: rules.Rules = RULES) -> list[Place]:
    doc = read(text, published=published)
    found = [p for p in places.find(doc, own) if isinstance(p, Place)]
    return sorted(found, key=lambda p: (p.start, p.end))


def shown(place: Place, text: str) -> str:
    """A mention as the table writes it."""
    code = place.code or {"township": "town", "region": "region"}.get(place.level or "", "")
    code = code or "?" + " ".join(place.candidates)
    return f"{text[place.start : place.end]} {'~' if place.coref else ''}{code}"


@pytest.mark.parametrize("row", cases("places"))
def test_case(row: dict[str, Any]) -> None:
    text = row["text"]
    assert [shown(p, text) for p in find(text, row.get("published"))] == row["expect"]


EXAMPLES = RULES.read("places.yml", PlaceRules).examples


@pytest.mark.parametrize("text", EXAMPLES)
def test_example_of_the_rules(text: str) -> None:
    assert [text[p.start : p.end] for p in find(text, "2024")] == EXAMPLES[text]


def test_record_is_complete() -> None:
    county = find("浙江永嘉的泵阀。", "2024-05")[1]
    assert county.name == "永嘉县"
    assert county.level == "county"
    assert county.path == "浙江省/温州市/永嘉县"
    assert county.rule == "short"


def test_undecided_says_so() -> None:
    (place,) = find("鼓楼区今年新增企业。", "2024")
    assert place.ambiguous
    assert place.code is None
    assert place.candidates == ["320106", "320302", "350102", "410204"]


def test_region_lists_its_members() -> None:
    (place,) = find("融入长三角一体化。", "2024")
    assert place.candidates == ["310000", "320000", "330000", "340000"]


@settings(max_examples=150, deadline=None)
@example("云乡乡永镇")  # one town within another
@given(st.text(alphabet="浙江省温州市永嘉县缙云该全当地镇乡街道、，。的在和 \n海南部", max_size=40))
def test_any_text(text: str) -> None:
    found = find(text, "2024")
    assert found == find(text, "2024")
    for place in found:
        assert 0 <= place.start < place.end <= len(text)
    for one, two in pairwise(found):
        assert one.end <= two.start


@pytest.mark.parametrize("unit", ["年", "一", "3", "永嘉", "海南部", "镇", "桥下镇", "浙江"])
def test_long_text(unit: str) -> None:
    text = unit * (30_000 // len(unit))
    spans = [(place.start, place.end) for place in find(text, "2024")]
    assert all(one[1] <= two[0] for one, two in pairwise(spans))
    assert not spans or spans[-1][1] <= len(text)


def gazetteer(folder: Path, *lines: str) -> rules.Rules:
    path = folder / "own.csv"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return rules.load(gazetteer=path)


def test_gazetteer(tmp_path: Path) -> None:
    own = gazetteer(
        tmp_path,
        "name,code,parent,aliases",
        "# a comment",
        "桥下镇,330324103,330324,桥下",
        "瓯北开发区,,330324,",
    )
    found = find("桥下镇和瓯北开发区。桥下的企业。", "2024", own)
    assert [(p.code, p.name, p.level) for p in found] == [
        ("330324103", "桥下镇", "township"),
        (None, "瓯北开发区", "township"),
        ("330324103", "桥下镇", "township"),
    ]
    assert found[0].path == "浙江省/温州市/永嘉县/桥下镇"
    assert own.sha256 != RULES.sha256


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (",330324103,330324", "name"),
        ("桥,330324103,330324", "name"),
        ("桥下镇,33 03,330324", "code"),
        ("桥下镇,330324103,永嘉县", "parent"),
        ("桥下镇,330324103,999999", "999999"),
        ("桥下镇,330324103,330324,more", "None"),
    ],
)
def test_bad_gazetteer_row(tmp_path: Path, line: str, says: str) -> None:
    own = gazetteer(tmp_path, "name,code,parent", "壶镇镇,331122101,331122", line)
    with pytest.raises(RulesError, match=rf"own\.csv:3: .*{says}"):
        find("永嘉", "2024", own)


def test_gazetteer_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(RulesError, match=r"own\.csv"):
        find("永嘉", "2024", rules.load(gazetteer=tmp_path / "own.csv"))
    with pytest.raises(RulesError, match="level"):
        find("永嘉", "2024", gazetteer(tmp_path, "name,level", "桥下镇,village"))
