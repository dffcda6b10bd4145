"""Numerals that are no numbers: idioms, words, names, list markers, addresses, scores.

Words come from `rules/idioms.yml` (one automaton over all of them), patterns from
`rules/names.yml`. What is found is reported with its reason, never dropped.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

import ahocorasick
from pydantic import BaseModel, ConfigDict, RootModel

from extract.rules import Rules


class WordGroup(BaseModel):
    """Words with one reason; `word/chars` does not hold before one of `chars`."""

    model_config = ConfigDict(extra="forbid")

    reason: str
    words: list[str]


class Idioms(RootModel[list[WordGroup]]):
    """`rules/idioms.yml`."""


class NamePattern(BaseModel):
    """One form of name (address, score …) that holds numbers: a pattern that matches all of it,
    tried at each numeral after the look back of at most `back` characters."""

    model_config = ConfigDict(extra="forbid")

    reason: str
    pattern: str
    trigger: list[str] = []  # the text must hold one of these
    examples: list[str]
    counter: list[str] = []  # texts in which it must not be found


class Names(RootModel[list[NamePattern]]):
    """`rules/names.yml`."""


@dataclass(slots=True, frozen=True)
class Veto:
    """A span of the text whose numerals are no numbers, and why."""

    start: int
    end: int
    reason: str
    rule: str


class Vetoes:
    """The compiled vocabulary."""

    def __init__(self, idioms: Idioms, names: Names) -> None:
        self._automaton = ahocorasick.Automaton()
        for group in idioms.root:
            for entry in group.words:
                word, _, spared = entry.partition("/")
                self._automaton.add_word(word, (len(word), group.reason, spared))
        self._automaton.make_automaton()
        self._names = [(n, re.compile(n.pattern)) for n in names.root]

    def find(self, text: str) -> Vetoed:
        """All vetoed spans of `text`; words do not overlap each other, the longest first."""
        spans: list[Veto] = []
        for last, (size, reason, spared) in self._automaton.iter_long(text):
            if not spared or text[last + 1 : last + 2] not in spared:
                spans.append(Veto(last + 1 - size, last + 1, reason, "idioms.yml"))
        for name, pattern in self._names:
            if name.trigger and not any(t in text for t in name.trigger):
                continue
            spans.extend(
                Veto(*m.span(), name.reason, "names.yml") for m in pattern.finditer(text)
            )
        return Vetoed(spans)


class Vetoed:
    """The vetoed spans of one text, to be asked from left to right."""

    def __init__(self, spans: list[Veto]) -> None:
        self._spans = sorted(spans, key=lambda v: (v.start, -v.end))
        self._starts = [v.start for v in self._spans]

    def covering(self, start: int, end: int) -> Veto | None:
        """The veto that covers all of `[start, end)`."""
        i = bisect_right(self._starts, start)
        for veto in reversed(self._spans[max(0, i - 4) : i]):
            if veto.end >= end:
                return veto
        return None

    def starts_word(self, at: int) -> bool:
        """Whether a vetoed word starts at `at`."""
        i = bisect_right(self._starts, at) - 1
        return i >= 0 and self._starts[i] == at


def vetoes(rules: Rules) -> Vetoes:
    """The vocabulary of `rules`, compiled once."""
    return rules.compiled(_build)


def _build(rules: Rules) -> Vetoes:
    return Vetoes(rules.read("idioms.yml", Idioms), rules.read("names.yml", Names))
