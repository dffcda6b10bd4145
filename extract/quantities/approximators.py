"""Approximators and comparators around a number (`rules/numerals.yml`): 约, 超过, 以上, 突破."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import partial

from pydantic import BaseModel, ConfigDict

from extract.records import Bound
from extract.rules import Rules


class BoundWords(BaseModel):
    """Words that state one bound, and the neighbours that make them something else."""

    model_config = ConfigDict(extra="forbid")

    bound: Bound
    words: list[str]
    not_after: str = ""
    not_before: str = ""
    only_after: str = ""
    needs_after: str = ""


class RankWords(BaseModel):
    """What stands around an ordinal."""

    model_config = ConfigDict(extra="forbid")

    after: list[str]
    scopes: list[str]
    not_top: list[str]
    not_after: list[str]
    names: list[str]


class NegativeWords(BaseModel):
    """Words in front of a number that make it negative, and the neighbours that do not."""

    model_config = ConfigDict(extra="forbid")

    words: list[str]
    not_after: str


class NumeralRules(BaseModel):
    """`rules/numerals.yml`."""

    model_config = ConfigDict(extra="forbid")

    before: list[BoundWords]
    after: list[BoundWords]
    outside: list[BoundWords]
    compared: dict[Bound, list[str]]
    negative: NegativeWords
    inner: dict[str, Bound]
    range: list[str]
    list: list[str]
    rank: RankWords


class Bounds:
    """The bound words, compiled: looked up at the edges of a number."""

    def __init__(self, rules: NumeralRules) -> None:
        self._before: dict[str, list[_Before]] = {}
        for group in rules.before:
            for word in group.words:
                self._before.setdefault(word, []).append(_entry(group))
        self._outside = {w: group.bound for group in rules.outside for w in group.words}
        self._last = frozenset(w[-1] for w in self._before)
        self._last_outside = frozenset(w[-1] for w in self._outside)
        self._longest = max(map(len, [*self._before, *self._outside]))
        self._after = {
            w: (group.bound, frozenset(group.not_before.split()) if len(w) < 3 else frozenset())
            for group in rules.after
            for w in group.words
        }
        self._first_after = frozenset(" ") | {w[0] for w in self._after}
        self._after_words = re.compile(" ?(" + any_of(self._after) + ")")
        self._negative = tuple(rules.negative.words)
        self._not_after = frozenset(rules.negative.not_after.split())
        self.compared = {w: bound for bound, words in rules.compared.items() for w in words}

    def before(self, text: str, at: int) -> tuple[int, Bound | None]:
        """Where the words before a number that starts at `at` begin, and the bound they state."""
        bound: Bound | None = None
        for _ in range(2):  # 至少约300: the first word decides
            found = self._one_before(text, at)
            if found is None:
                break
            at, bound = found
        return at, bound

    def _one_before(self, text: str, at: int) -> tuple[int, Bound] | None:
        end = at - 1 if text[at - 1 : at] == " " else at
        if text[end - 1 : end] not in self._last:
            return None
        for size in range(min(self._longest, end), 0, -1):
            prior = text[end - size - 1 : end - size]
            for entry in self._before.get(text[end - size : end], ()):
                if entry.allows(prior, text, at):
                    return end - size, entry.bound
        return None

    def negative(self, text: str, at: int) -> int:
        """The length of the word before `at` that makes a number negative, 0 without one."""
        if not text.endswith(self._negative, 0, at):
            return 0
        size = next(len(w) for w in self._negative if text.endswith(w, 0, at))
        return 0 if text[at - size - 1 : at - size] in self._not_after else size

    def outside(self, text: str, at: int) -> Bound | None:
        """The bound stated by a verb right before `at`."""
        end = at - 1 if text[at - 1 : at] == " " else at
        if text[end - 1 : end] not in self._last_outside:
            return None
        for size in range(min(self._longest, end), 0, -1):
            bound = self._outside.get(text[end - size : end])
            if bound is not None:
                return bound
        return None

    def after(self, text: str, at: int) -> tuple[int, Bound | None]:
        """Where the words after a number that ends at `at` end, and the bound they state."""
        if text[at : at + 1] not in self._first_after:
            return at, None
        match = self._after_words.match(text, at)
        if match is None:
            return at, None
        bound, blocked = self._after[match[1]]
        if text[match.end() : match.end() + 1] in blocked:
            return at, None
        return match.end(), bound


class _Before:
    """A word that may stand before a number."""

    def __init__(self, group: BoundWords) -> None:
        self.bound = group.bound
        self._not_after = frozenset(group.not_after.split())
        self._only_after = frozenset(group.only_after.split())
        self._needs = tuple(group.needs_after.split())

    def allows(self, prior: str, text: str, at: int) -> bool:
        """Whether the word states a bound behind `prior` and before the number at `at`."""
        if prior in self._not_after:
            return False
        return not self._needs or text.startswith(self._needs, at) or prior in self._only_after


_entry = partial(_Before)


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of `words`, longest first."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def numeral_rules(rules: Rules) -> NumeralRules:
    """`rules/numerals.yml`, read once."""
    return rules.compiled(_read)


def _read(rules: Rules) -> NumeralRules:
    return rules.read("numerals.yml", NumeralRules)
