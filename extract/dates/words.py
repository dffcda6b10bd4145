"""The vocabulary of `rules/dates.yml`, and the patterns that the grammar of dates is made of."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from extract.dates import lunar
from extract.dates.parts import DayPart, Edge, Festival, Season, TenDays
from extract.dates.scene import Basis
from extract.dates.steps import Nth, Relative, SamePeriod, Step
from extract.rules import Rules

_INNER = str.maketrans("“”", "‘’")  # in a quotation: ‘双11’
# Tables written as kind → words, used as word → kind.
_TURNED = ("fuzzy", "recurring", "closers", "openers", "length_closers", "length_prefixes")


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid")
    words: list[str]
    examples: dict[str, str] = {}


class _Relative(_Entry):
    grain: str
    shift: int
    basis: Basis = "published"


class _DayPart(_Entry):
    hours: tuple[int, int]
    code: str


class _Season(_Entry):
    months: tuple[int, int]
    code: str
    ahead: bool = False


class _Edge(_Entry):
    mod: Literal["START", "MID", "END"]
    of: str | None = None


class _Festival(_Entry):
    day: str | None = None
    weekday: tuple[int, int, int] | None = None
    lunar: str | None = None
    term: str | None = None
    holiday: int = 1
    around: tuple[int, int] | None = None  # days from it on which it begins and ends
    bare: bool = True

    @property
    def month(self) -> int:
        """Its month, where it is a day of the lunar calendar."""
        return int(self.lunar.split("-")[0]) if self.lunar else 0

    def find(self, year: int) -> datetime:
        """Its day in a Gregorian year. Raises ValueError where there is none."""
        if self.term:
            return lunar.term(self.term, year)
        if self.lunar:
            month, day = map(int, self.lunar.split("-"))
            at = lunar.solar(year, month, day or 1)
            return at if day else at - timedelta(days=1)
        if self.weekday:
            month, weekday, n = self.weekday
            first = datetime(year, month, 1)
            return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (n - 1))
        month, day = map(int, (self.day or "").split("-"))
        return datetime(year, month, day)


class DateRules(BaseModel):
    """`rules/dates.yml`; each table is explained there."""

    model_config = ConfigDict(extra="forbid")
    relative: list[_Relative]
    shifts: dict[str, int]
    shiftable: dict[str, str]
    shift_needs_ge: list[str]
    day_parts: list[_DayPart]
    day_and_part: dict[str, tuple[str, str]]
    seasons: list[_Season]
    slices: dict[str, dict[str, Any]]
    edges: list[_Edge]
    tendays: dict[str, tuple[int, int, str]]
    festivals: list[_Festival]
    holiday_words: list[str]
    eras: dict[str, tuple[int, int | None]]
    fuzzy: dict[str, list[str]]
    clause_initial: list[str]
    recurring: dict[str, list[str]]
    lengths: dict[str, str]
    vague: list[str]
    only_before: dict[str, list[str]]
    length_prefixes: dict[str, list[str]]
    nearly: list[str]
    sooner: list[str]
    measured: list[str]
    taking: list[str]
    pieces: str
    rides: list[str]
    lasting: list[str]
    so_long: list[str]
    this_day: list[str]
    enough: list[str]
    shortened: list[str]
    once: list[str]
    took: list[str]
    plan_words: list[str]
    estimate_words: list[str]
    coming_words: list[str]
    just_over: list[str]
    booked: list[str]
    ever_since: list[str]
    begun: list[str]
    comparing: list[str]
    year_heads: list[str]
    not_clock: list[str]
    score_words: list[str]
    not_before: dict[str, list[str]]
    not_before_unless: dict[str, str]
    plan_years: dict[str, int]
    same_period: list[str]
    closers: dict[str, list[str]]
    not_closed: dict[str, str]
    openers: dict[str, list[str]]
    length_closers: dict[str, list[str]]
    not_dates: dict[str, list[str]]
    not_after: dict[str, list[str]]

    def examples(self) -> dict[str, str]:
        """All examples of the entries, text → expected."""
        tables = (self.relative, self.day_parts, self.seasons, self.edges, self.festivals)
        found = {k: v for table in tables for entry in table for k, v in entry.examples.items()}
        return found | {text: "none" for texts in self.not_dates.values() for text in texts}


@dataclass(slots=True)
class Vocabulary:
    """The words by what they say, and the compiled patterns."""

    rules: DateRules
    steps: dict[str, list[Step]] = field(default_factory=dict)
    needs: set[str] = field(default_factory=set)  # festivals that need a year, 节 or 期间
    holidays: dict[str, Step] = field(default_factory=dict)
    fuzzy: dict[str, str] = field(default_factory=dict)
    recurring: dict[str, str] = field(default_factory=dict)
    closers: dict[str, str] = field(default_factory=dict)
    openers: dict[str, str] = field(default_factory=dict)
    length_closers: dict[str, str] = field(default_factory=dict)
    length_prefixes: dict[str, str] = field(default_factory=dict)
    _not_before: dict[str, frozenset[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        rules = self.rules
        slices = {
            mod: {
                grain: (str(cuts["unit"]), int(cuts[mod][0]), int(cuts[mod][1]))
                for grain, cuts in rules.slices.items()
            }
            for mod in ("START", "MID", "END")
        }
        for rel in rules.relative:
            self._add(rel.words, Relative(rel.grain, rel.shift, rel.basis))
        for part in rules.day_parts:
            self._add(part.words, DayPart(*part.hours, part.code))
        for season in rules.seasons:
            self._add(season.words, Season(*season.months, season.code, not season.ahead))
        for edge in rules.edges:
            self._add(edge.words, Edge(edge.mod, edge.of, slices[edge.mod]))
        for word, (first, last, mod) in rules.tendays.items():
            self._add([word], TenDays(first, last, mod))
        for feast in rules.festivals:
            names = [*feast.words, *(w.translate(_INNER) for w in feast.words if "“" in w)]
            day = Festival(feast.find, 1, feast.day is None, feast.month, feast.around)
            self._add(names, day)
            self.needs.update(() if feast.bare else names)
            off = replace(day, days=feast.holiday, month=0)
            self.holidays.update(dict.fromkeys(names, off))
        self._add(rules.same_period, SamePeriod())
        for word, n in rules.plan_years.items():
            self._add([word], Nth("year", n))
        for word, pair in rules.day_and_part.items():
            self.steps[word] = [self.steps[p][0] for p in pair]
        for name in _TURNED:
            table = getattr(rules, name)
            setattr(self, name, {word: kind for kind, words in table.items() for word in words})
        self._not_before = {char: frozenset(rest) for char, rest in rules.not_before.items()}

    @property
    def fixed(self) -> dict[str, str]:
        """Words that are a whole date: fuzzy ones and recurrences."""
        return {**self.fuzzy, **self.recurring}

    def vetoed(self, text: str, end: int) -> bool:
        """Whether what ends at `end` is part of another word: 今年初 in 今年初步."""
        behind, then = text[end : end + 1], text[end + 1 : end + 2]
        if not behind or behind not in self._not_before.get(text[end - 1], ()):
            return False
        return not then or then not in self.rules.not_before_unless.get(behind, "")

    def _add(self, words: list[str], step: Step) -> None:
        for word in words:
            self.steps[word] = [step]


def any_of(words: Any) -> str:
    """A pattern for one of `words`, the longest first."""
    return "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)))


def vocabulary(rules: Rules) -> Vocabulary:
    """The vocabulary of a rules folder."""
    return Vocabulary(rules.read("dates.yml", DateRules))
