"""Rules carry examples: they come out as they say, and one that does not is named."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from extract.cli import rulebook
from extract.errors import RulesError
from extract.rules import data_path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A rules folder of one's own."""
    return Path(shutil.copytree(data_path("rules"), tmp_path / "rules"))


def test_all_examples_of_the_package() -> None:
    outcome = rulebook.test(None)
    assert outcome.run > 600
    assert outcome.failures == []


def test_a_wrong_example_is_named(folder: Path) -> None:
    path = folder / "dates.yml"
    text = path.read_text("utf-8")
    assert "{去年9月: 2021-09}" in text
    path.write_text(text.replace("{去年9月: 2021-09}", "{去年9月: 2021-08}"), "utf-8")
    (failure,) = [f for f in rulebook.test(folder).failures if f.text == "去年9月"]
    assert (failure.file, failure.expected, failure.found) == ("dates.yml", "2021-08", "2021-09")


@pytest.mark.parametrize("name", ["units.yml", "measures.yml", "dates.yml", "firms.yml"])
def test_check_names_the_file(folder: Path, name: str) -> None:
    (folder / name).write_text("unexpected: [1\n", "utf-8")
    with pytest.raises(RulesError, match=name):
        rulebook.check(folder)


def test_check_of_a_missing_file(folder: Path) -> None:
    (folder / "places.yml").unlink()
    with pytest.raises(RulesError, match=r"places.yml: missing"):
        rulebook.check(folder)
