"""The lists of `rules/facts/`, a model for each file; together they are one vocabulary."""

from __future__ import annotations

from extract.facts.vocabulary.forms import Ends, Words, search
from extract.facts.vocabulary.measures import MeasureWords
from extract.facts.vocabulary.numbers import NumberWords
from extract.facts.vocabulary.people import PersonWords
from extract.facts.vocabulary.phrases import PhraseWords
from extract.facts.vocabulary.sites import SiteWords
from extract.facts.vocabulary.subjects import SubjectWords
from extract.facts.vocabulary.times import TimeWords

__all__ = ["Ends", "Vocabulary", "Words", "search"]


class Vocabulary(
    NumberWords, PhraseWords, MeasureWords, TimeWords, SubjectWords, SiteWords, PersonWords
):
    """All lists that facts rest on."""
