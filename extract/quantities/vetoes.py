"""Numerals that are no numbers: idioms, words, names, list markers, addresses, scores.

Words come from `rules/idioms.yml` (one automaton over all of them), patterns from
`rules/names.yml`. What is found is reported with its reason, never dropped.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

import ahocorasick
from pydantic import BaseModel, ConfigDict, RootModel

from extract.records import Ignored
from extract.rules import Rules

_NUMERAL = re.compile(r"[0-9〇零一二两三四五六七八九十百千万亿廿卅壹贰叁肆伍陆柒捌玖拾佰仟]+")

_LATIN_FRONT = re.compile(r"(?<![A-Za-z0-9])[A-Za-z][A-Za-z0-9.]*(?:[-–]| )?$")
_LATIN_TAIL = re.compile(r"(?:[-/.]?[A-Za-z0-9]+)*")
_ACRONYM = re.compile(r"(?<![A-Za-z0-9&])(?:[A-Z]{2,}|[A-Z]&[A-Z])$")
_AMOUNT = re.compile(r"\d[\d.,]*(?:[万亿]|[%％]|元|美元)")
_VERSION = re.compile(r"\d\.\d(?!\d|[%万亿元个米吨公千])")
_PREFIXES = frozenset(
    ["USD", "RMB", "CNY", "EUR", "HKD", "JPY", "GBP", "US", "TWD", "AUD", "CAD", "KRW", "V"]
)


class WordGroup(BaseModel):
    """Words with one reason; `word/chars` does not hold before one of `chars`."""

    model_config = ConfigDict(extra="forbid")

    reason: str
    words: list[str]


class Idioms(RootModel[list[WordGroup]]):
    """`rules/idioms.yml`."""


class NamePattern(BaseModel):
    """One form of name, address or marker; the fields are explained in `rules/names.yml`."""

    model_config = ConfigDict(extra="forbid")

    reason: str
    pattern: str
    next: str = ""
    trigger: list[str] = []
    examples: list[str]
    counter: list[str]


class Names(RootModel[list[NamePattern]]):
    """`rules/names.yml`."""


class Veto(NamedTuple):
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
                self._automaton.add_word(word, (len(word), group.reason, frozenset(spared)))
        self._automaton.make_automaton()
        compiled = [(n, re.compile(n.pattern)) for n in names.root]
        self._searched = [(n, p) for n, p in compiled if n.trigger]
        self._anywhere = [(n, p) for n, p in compiled if not n.trigger and not n.next]
        self._after: dict[str, list[tuple[NamePattern, re.Pattern[str]]]] = {}
        for name, pattern in compiled:
            for char in name.next:
                self._after.setdefault(char, []).append((name, pattern))

    def find(self, text: str) -> Vetoed:
        """All vetoed spans of `text`; they may overlap."""
        spans: list[Veto] = []
        addresses: list[Veto] = []
        for last, (size, reason, spared) in self._automaton.iter(text):
            if not spared or text[last + 1 : last + 2] not in spared:
                spans.append(Veto(last + 1 - size, last + 1, reason, "idioms.yml"))
        for name, pattern in self._searched:
            if any(trigger in text for trigger in name.trigger):
                found = pattern.finditer(text)
                addresses.extend(Veto(m.start(), m.end(), name.reason, "names.yml") for m in found)
        return Vetoed(spans, sorted(addresses, key=lambda v: v.start))

    def at(self, text: str, start: int, end: int, long: bool) -> Veto | None:
        """The name, marker or address that starts with the numeral `[start, end)`."""
        if text[start - 1 : start].isascii() and (found := self._glued(text, start, end)):
            return found
        candidates = self._after.get(text[end : end + 1], ())
        for name, pattern in (*candidates, *self._anywhere) if long else candidates:
            match = pattern.match(text, start)
            if match:
                return Veto(match.start(), match.end(), name.reason, "names.yml")
        return None

    def _glued(self, text: str, start: int, end: int) -> Veto | None:
        """A numeral glued to Latin letters in front: C919, COVID-19, `ERP 2.0`; no GDP342亿元."""
        front = _LATIN_FRONT.search(text, max(0, start - 12), start)
        if front is None or front[0].rstrip(" -–").upper() in _PREFIXES:
            return None
        if _ACRONYM.search(text, max(0, start - 12), start) and _AMOUNT.match(text, start):
            return None
        if front[0].endswith(" ") and not _VERSION.match(text, start):
            return None
        stop = _LATIN_TAIL.match(text, end)
        return Veto(front.start(), stop.end() if stop else end, "name", "glued")


class Vetoed:
    """The vetoed spans of one text, to be asked from left to right."""

    def __init__(self, spans: list[Veto], addresses: list[Veto]) -> None:
        self.addresses = addresses
        self._spans = sorted([*spans, *addresses], key=lambda v: (v.start, -v.end))
        self._starts = [v.start for v in self._spans]

    def covering(self, start: int, end: int) -> Veto | None:
        """The veto that covers all of `[start, end)`."""
        i = bisect_right(self._starts, start)
        for veto in reversed(self._spans[max(0, i - 6) : i]):
            if veto.end >= end:
                return veto
        return None

    def left(self, text: str, covered: list[tuple[int, int]]) -> Iterator[Ignored]:
        """The vetoed spans that hold a numeral and overlap none of `covered` (in text order).
        Of a word only the numeral is reported, so that a place name stays free."""
        i = done = 0
        for veto in self._spans:
            if veto.start < done:
                continue
            done = veto.end
            while i < len(covered) and covered[i][1] <= veto.start:
                i += 1
            if i < len(covered) and covered[i][0] < veto.end:
                continue
            whole = veto.reason not in ("word", "place")
            spans = [(veto.start, veto.end)]
            if not whole:
                numerals = _NUMERAL.finditer(text, veto.start, veto.end)
                spans = [m.span() for m in numerals]
            for start, end in spans:
                reason = "word" if veto.reason == "place" else veto.reason
                yield Ignored(start=start, end=end, reason=reason, rule=veto.rule)


def vetoes(rules: Rules) -> Vetoes:
    """The vocabulary of `rules`, compiled once."""
    return rules.compiled(_build)


def _build(rules: Rules) -> Vetoes:
    return Vetoes(rules.read("idioms.yml", Idioms), rules.read("names.yml", Names))
