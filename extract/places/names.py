"""All names of places in one automaton: from characters to what they may mean.

Names are matched on a simplified copy of the text, character for character, so that offsets hold.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import ahocorasick
import regex
from pydantic import BaseModel, ConfigDict

from extract import divisions, gazetteer
from extract.divisions import Division, Divisions, stem
from extract.errors import RulesError
from extract.rules import Rules
from extract.script import simplify

_ASTRAL = regex.compile(r"[\U00010000-\U0010FFFF]")
_DIRECTIONAL = regex.compile(r"(?:[左右前后中]|联合)旗$")


class RunRules(BaseModel):
    """Where a run of abbreviations is one: what must follow, known runs, what must not follow."""

    model_config = ConfigDict(extra="forbid")

    provinces: str
    cities: str
    bare: str
    lines: str


class CueRules(BaseModel):
    """Words around an ordinary word that make it a place."""

    model_config = ConfigDict(extra="forbid")

    before: str
    after: str
    subject: str


class PlaceRules(BaseModel):
    """`rules/places.yml`; the file explains each part."""

    model_config = ConfigDict(extra="forbid")

    ordinary: str
    common: str
    things: str
    aliases: dict[str, str]
    provinces: dict[str, str]
    cities: dict[str, str]
    runs: RunRules
    regions: dict[str, list[str]]
    coref: dict[str, list[str]]
    near: list[str]
    nothing: str
    cues: CueRules
    after: list[str]
    surnames: str
    officers: str
    telling: str
    heads: list[str]
    stop: str
    offices: list[str]
    reach: int
    not_townships: str
    words_for_townships: str
    not_bare_towns: str
    before_township: str
    examples: dict[str, list[str]]


@dataclass(slots=True, eq=False)
class Name:
    """What one string of characters may mean."""

    text: str
    official: list[Division] = field(default_factory=list)
    short: list[Division] = field(default_factory=list)
    ordinary: bool = False  # also an ordinary word: needs evidence
    common: bool = False  # so common a word that the full form elsewhere is none
    thing: bool = False  # means the thing even behind its province (广西 | 港口)
    region: tuple[str, ...] = ()
    coref: str = ""  # what a word like 该县 refers to: how its name ends, `any`, `two`, `township`
    nothing: bool = False  # holds the name of a place and is none

    @property
    def other(self) -> bool:
        """Whether it means something beside divisions."""
        return bool(self.region or self.coref or self.nothing)


@dataclass(slots=True, eq=False)
class Hit:
    """A name at `[start, end)` of the text."""

    start: int
    end: int
    name: Name


class Names:
    """The automaton and the rules it was built from."""

    def __init__(self, rules: Rules) -> None:
        self.table: Divisions = rules.compiled(divisions.load)
        self.rules = rules.read("places.yml", PlaceRules)
        self._names: dict[str, Name] = {}
        self._add_divisions()
        self._add_words()
        if rules.gazetteer:
            self._add_gazetteer(gazetteer.load(rules.gazetteer, self.table))
        self._automaton = ahocorasick.Automaton()
        for text, name in self._names.items():
            self._automaton.add_word(_octets(simplify(text)), name)
        self._automaton.make_automaton()

    def scan(self, simple: str) -> Iterator[tuple[int, list[Hit]]]:
        """For every offset of the simplified text where names begin: these names, longest first."""
        found: dict[int, list[Hit]] = defaultdict(list)
        for last, name in self._automaton.iter(_octets(simple)):
            if last % 2:  # else it begins in the middle of a character
                end = (last + 1) // 2
                found[end - len(name.text)].append(Hit(end - len(name.text), end, name))
        for start in sorted(found):
            yield start, found[start][::-1]

    def _add_divisions(self) -> None:
        common = set(self.rules.common.split())
        ordinary = set(self.rules.ordinary.split()) | common
        for division in self.table.rows:
            self._name(division.name).official.append(division)
            for short in short_names(division.name):
                name = self._name(short)
                if division not in name.short:
                    name.short.append(division)
        for text, code in self.rules.aliases.items():
            name = self._name(text)
            name.short.extend(d for d in self._rows(code, text) if d not in name.short)
        for text in ordinary & self._names.keys():
            self._names[text].ordinary = True
            self._names[text].common = text in common
        for text in set(self.rules.things.split()) & self._names.keys():
            self._names[text].thing = True

    def _add_words(self) -> None:
        for text, codes in self.rules.regions.items():
            for code in codes:
                self._rows(code, text)
            self._name(text).region = tuple(codes)
        for level, words in self.rules.coref.items():
            for text in words:
                self._name(text).coref = level
        for text in self.rules.nothing.split():
            self._name(text).nothing = True

    def _add_gazetteer(self, entries: list[tuple[Division, tuple[str, ...]]]) -> None:
        for division, aliases in entries:
            for text in (division.name, *aliases):
                self._name(text).official.append(division)

    def _name(self, text: str) -> Name:
        return self._names.setdefault(text, Name(text))

    def _rows(self, code: str, text: str) -> list[Division]:
        if code not in self.table.by_code:
            raise RulesError(f"places.yml: {text}: {code} is not in divisions.csv")
        return self.table.by_code[code]


def _octets(text: str) -> str:
    """Two characters below U+0100 for each one of `text`: pyahocorasick looks through the children
    of a node one by one, and with octets a node has few. Five times as fast on Chinese."""
    if not text.isascii():
        text = _ASTRAL.sub("\ufffd", text)
    return text.encode("utf-16-be", "surrogatepass").decode("latin-1")


def short_names(official: str) -> Iterator[str]:
    """`永嘉` for 永嘉县; `景宁`, `景宁县` for 景宁畲族自治县; none for 土默特左旗."""
    short = stem(official)
    if not short or short == official or _DIRECTIONAL.search(official):
        return
    yield short
    if official[-3:-1] == "自治" and official[-1] in "州县旗":
        yield short + official[-1]


def names(rules: Rules) -> Names:
    """The names of these rules; use it as `rules.compiled(names)`."""
    return Names(rules)


def codes(found: Iterable[Division]) -> list[str]:
    """The codes of `found`, each once, ascending."""
    return sorted({d.code for d in found})
