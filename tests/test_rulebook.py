"""Rules carry examples: they come out as they say, and one that does not is named."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

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


@pytest.mark.parametrize(
    "name", ["units.yml", "measures.yml", "dates.yml", "firms.yml", "facts/times.yml"]
)
def test_check_names_the_file(folder: Path, name: str) -> None:
    (folder / name).write_text("unexpected: [1\n", "utf-8")
    with pytest.raises(RulesError, match=name):
        rulebook.check(folder)


def test_check_of_a_missing_file(folder: Path) -> None:
    (folder / "places.yml").unlink()
    with pytest.raises(RulesError, match=r"places.yml: missing"):
        rulebook.check(folder)


def test_check_of_a_missing_folder(folder: Path) -> None:
    shutil.rmtree(folder / "facts")
    with pytest.raises(RulesError, match=r"facts: missing"):
        rulebook.check(folder)


def test_a_list_is_in_one_file_only(folder: Path) -> None:
    with (folder / "facts" / "times.yml").open("a", encoding="utf-8") as file:
        file.write("surnames: 王李\n")
    with pytest.raises(RulesError, match=r"times.yml: 'surnames' is there twice"):
        rulebook.check(folder)


def _lists(data: object) -> Iterator[list[str]]:
    """The lists of words anywhere in what a YAML file holds."""
    if isinstance(data, dict):
        data = list(data.values())
    elif isinstance(data, list) and data and all(isinstance(item, str) for item in data):
        yield data
    if isinstance(data, list):
        for item in data:
            yield from _lists(item)


@pytest.mark.parametrize("path", sorted(data_path("rules").rglob("*.yml")), ids=lambda p: p.name)
def test_a_word_stands_once_in_a_list(path: Path) -> None:
    found = _lists(yaml.safe_load(path.read_text("utf-8")))
    assert [w for words in found for w, n in Counter(words).items() if n > 1] == []


def test_a_word_has_one_line_in_the_lexicon() -> None:
    lines = (data_path("rules") / "lexicon.txt").read_text("utf-8").splitlines()
    words = Counter(line.split()[0] for line in lines if line.strip() and line[0] != "#")
    assert [w for w, n in words.items() if n > 1] == []
