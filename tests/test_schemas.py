"""The published schemas: in step with the models, and valid themselves."""

from __future__ import annotations

import pytest
from jsonschema import Draft202012Validator

from extract import schemas
from extract.records import Quantity
from extract.rules import data_path


@pytest.mark.parametrize("name", schemas.ADAPTERS)
def test_file_is_in_step_with_the_model(name: str) -> None:
    path = data_path("schemas") / f"{name}.schema.json"
    assert path.read_text("utf-8") == schemas.render(name), "run: make schemas"


def test_no_file_without_a_model() -> None:
    found = {path.name.split(".")[0] for path in data_path("schemas").glob("*.schema.json")}
    assert found == set(schemas.ADAPTERS)


@pytest.mark.parametrize("name", schemas.ADAPTERS)
def test_is_a_schema(name: str) -> None:
    Draft202012Validator.check_schema(schemas.document(name))


@pytest.mark.parametrize(
    ("row", "fits"),
    [
        ({"value": "34240000000"}, True),
        ({"value": "-0.5"}, True),
        ({"value": 342}, False),  # a number that is not a string has passed through a float
        ({"value": "3.4e10"}, False),
        ({"bound": "roughly"}, False),
        ({"colour": "red"}, False),
    ],
)
def test_a_reader_that_is_not_ours_judges_the_same(row: dict[str, object], fits: bool) -> None:
    plain = Quantity(id="a#q0-1", article="a", start=0, end=1, text="1").model_dump(mode="json")
    validator = Draft202012Validator(schemas.document("mention"))
    assert validator.is_valid({**plain, **row}) is fits
