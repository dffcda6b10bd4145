"""Finder of places (not built yet)."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from extract.records import Ignored, MentionBase
from extract.rules import Rules


def find(doc: Doc, rules: Rules) -> Iterator[MentionBase | Ignored]:
    """Nothing, yet."""
    yield from ()
