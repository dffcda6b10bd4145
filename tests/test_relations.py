"""Relations: the table, and the examples that the rules carry."""

from __future__ import annotations

from typing import Any

import conftest
import pytest

import extract
from extract import relations, rules
from extract.records import Relation

PIPE = extract.load()
GRAMMAR = rules.load().compiled(relations.build)
EXAMPLES = [(k, e) for k, kind in GRAMMAR.file.kinds().items() for e in kind.examples]


def brief(relation: Relation) -> str:
    """A relation as the table writes it."""
    names = " ".join(a.name for a in relation.arguments)
    thing = f" > {relation.object}" if relation.object else ""
    when = f" @{relation.period_start}" if relation.period_start else ""
    return f"{relation.kind}: {names}{thing}{when}"


@pytest.mark.parametrize("case", conftest.cases("relations"))
def test_text(case: dict[str, Any]) -> None:
    result = PIPE(case["text"], published="2025-05")
    assert [brief(r) for r in result.relations] == case["expect"]
    mentions = {m.id for m in result.mentions}
    for relation in result.relations:
        assert {a.mention for a in relation.arguments} <= mentions
        assert case["text"][relation.start : relation.end] == relation.text


@pytest.mark.parametrize(("kind", "example"), EXAMPLES, ids=[e.text for _, e in EXAMPLES])
def test_examples_of_the_rules(kind: str, example: relations.Example) -> None:
    (found,) = PIPE(example.text, published="2025-05").relations
    assert found.kind == kind
    assert [a.name for a in found.arguments] == example.arguments
    assert found.object == example.object
