"""The vocabulary of `rules/facts.yml`: what the words around a number make of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from pydantic import BaseModel, ConfigDict

from extract.rules import Rules

Kind = Literal[
    "up",
    "down",
    "to",
    "to_up",
    "to_down",
    "level",
    "adverb",
    "base",
    "rate",
    "rate_down",
    "rank",
    "counted",
]
# Where a word is in two lists the first of these decides.
_PRECEDENCE: tuple[Kind, ...] = (
    "base", "rate_down", "rate", "to_up", "to_down", "up", "down", "to",
    "adverb", "level", "counted",
)  # fmt: skip


class FactWords(BaseModel):
    """`rules/facts.yml`; each list is explained there."""

    model_config = ConfigDict(extra="forbid")

    up: list[str]
    down: list[str]
    pulling: list[str]
    to: list[str]
    to_up: list[str]
    to_down: list[str]
    level: list[str]
    adverb: list[str]
    base: list[str]
    rate: list[str]
    rate_down: list[str]
    rank: list[str]
    share_noun: list[str]
    not_share: list[str]
    counted: list[str]
    qualifier: list[str]
    edge: list[str]
    nominal: list[str]
    target: list[str]
    capacity: list[str]
    general: list[str]
    project: list[str]
    leaning: list[str]
    origin: list[str]
    speech: list[str]
    timeless: list[str]
    total: list[str]
    toward: list[str]
    planned: list[str]
    reached: list[str]
    institution: list[str]
    company: list[str]
    deictic: list[str]
    each: list[str]
    per: list[str]
    people: list[str]
    owned: list[str]
    showing: list[str]
    trade: list[str]
    halt: list[str]
    after: list[str]
    once: list[str]
    above: list[str]
    manner: list[str]
    idle: list[str]
    not_capacity: list[str]
    ranking: list[str]
    report: list[str]
    future: list[str]
    pairs: dict[str, list[str]]
    framed: list[str]
    country: list[str]
    grade: list[str]
    not_target: list[str]
    amount: dict[str, str]
    agent: list[str]
    landmark: list[str]
    causing: list[str]


_SURE = frozenset("达超逾约近")  # never the end of a longer word before a number
_NOT_THE_NATION = r"(?!范围|首|第|最|各地|两会|人大|政协|性|统一|前列|劳模|文明|重点|百强)"
SUFFIXES = frozenset("率量额值度数费")  # 解决率: a verb and one of these is a noun


class Nation(BaseModel):
    """A row of `rules/countries.csv`."""

    model_config = ConfigDict(extra="forbid")
    code: str
    name: str


@dataclass(slots=True)
class Peeled:
    """What was taken off the end of the text before a number, nearest word first."""

    end: int  # offset where the rest ends
    words: list[tuple[Kind, str]] = field(default_factory=list)

    def first(self, *kinds: Kind) -> str | None:
        """The word nearest to the number that is of one of `kinds`."""
        return next((w for k, w in self.words if k in kinds), None)

    def has(self, *kinds: Kind) -> bool:
        return self.first(*kinds) is not None


class Wording:
    """`rules/facts.yml`, compiled."""

    def __init__(self, words: FactWords, countries: list[Nation]) -> None:
        self.words = words
        self.nation_codes = {c.name: c.code for c in countries}
        self.nations = _search(["全国", "我国", *self.nation_codes], _NOT_THE_NATION)
        self.kinds: dict[str, Kind] = {
            word: kind
            for kind in reversed(_PRECEDENCE)
            for word in getattr(words, kind)
            if kind != "counted" or word not in words.nominal
        }
        self._longest = max(map(len, self.kinds))
        self._last = frozenset(word[-1] for word in self.kinds)
        self.rank = _search(words.rank, "$")
        self.ranking = _search(words.ranking)
        self.report = _search(words.report)
        self.target = _search(words.target)
        self.capacity = _search([*words.capacity, *words.once])
        self.once = _search(words.once)
        self.country = _search(words.country)
        self.share = re.compile(
            rf"(?<!{'|'.join(w[0] for w in words.not_share if w.endswith('占'))})"
            rf"占(?!{'|'.join(w[1:] for w in words.not_share if w.startswith('占'))}|比)"
        )
        self.share_tail = _search(words.share_noun, "$")
        self.speech = _search(words.speech)
        self.timeless = _search(words.timeless)
        self.origin = _search(words.origin)
        self.qualifier = frozenset(words.qualifier)
        self.qualified = _search(words.qualifier)
        self.edge = frozenset(words.edge)
        self.nominal = frozenset(words.nominal)
        self.agents = tuple(words.agent)
        self.doing = tuple(words.counted)
        self.verbs = (
            frozenset(
                [
                    *words.counted,
                    *words.up,
                    *words.down,
                    *words.level,
                    *words.to_up,
                    *words.to_down,
                    *words.base,
                ]
            )
            - self.nominal
        )
        self.known = frozenset([*self.kinds, *words.edge, *words.nominal, *words.timeless])
        self.future = _search([*words.future, *words.target])
        self.showing = tuple(words.showing)
        self.deictic, self.each = frozenset(words.deictic), frozenset(words.each)
        self.per, self.people = frozenset(words.per), frozenset(words.people)
        self.owned = re.compile(rf"[一-鿿]{{0,4}}(?:{'|'.join(words.owned)})")
        self.company = tuple(words.company)
        self.planned = _search(words.planned)
        self.reached = _search(words.reached)
        self.institution = re.compile(
            rf"[一-鿿“”]{{0,14}}?(?:{'|'.join(words.institution)})(?=[，是自里内已现共今去从由把为在拥有承累])"
        )
        self.toward = frozenset(words.toward)
        self.traded = frozenset(words.trade)
        self.trade = _search(words.trade, "$")
        self.total = _search(words.total)
        self.idle = tuple(words.idle)
        self.idling = _search(words.idle)
        self.institutions = _search(words.institution)
        self.pulling = frozenset(words.pulling)
        self.moving = _search([*words.up, *words.down, *words.pulling])
        self.halt = frozenset([*words.halt, *words.origin])
        self.outer = self.verbs | self.edge | self.halt  # what ends a noun phrase leftwards
        self.after = frozenset(words.after)
        self.framed = frozenset(words.framed)
        self.manner = frozenset(words.manner)
        self.not_capacity = _search(words.not_capacity)
        self.above = _search(words.above)
        self.grade = _search(words.grade)
        self.not_target = _search(words.not_target)
        self.landmark = frozenset(words.landmark)
        self.causing = frozenset(words.causing)
        self._deeds = _search([v for v in self.verbs if len(v) > 1 and v in words.counted])
        self.general = frozenset(words.general)
        self.leaning = frozenset(words.leaning)
        self.project = tuple(sorted(words.project, key=len, reverse=True))
        heads = "|".join(self.project)
        self.project_name = re.compile(rf"的([^，。；、的]{{2,30}}(?:{heads}))")
        self.work = re.compile(rf".*的([^的]{{2,16}}?(?:{heads}))([^的]+)")
        self.possession = re.compile(rf"[^，。；、的]{{0,14}}?(?:{heads})")

    def deed(self, text: str, start: int, end: int) -> str:
        """The verb of counting at the head of `[start, end)` if something follows it, else ''."""
        match = self._deeds.match(text, start, end)
        rest = text[match.end() : end] if match else ""
        return match.group() if match and len(rest) > 1 and rest[0] not in SUFFIXES else ""

    def peel(self, text: str, start: int, end: int, is_cut: Callable[[int], bool]) -> Peeled:
        """Take known words off the end of `text[start:end]`, longest first. A word of one
        character must be a word for the segmenter too (能 is not one in 产能)."""
        peeled = Peeled(end)
        while peeled.end > start:
            while peeled.end > start and text[peeled.end - 1].isspace():
                peeled.end -= 1
            if text[peeled.end - 1] not in self._last:
                break
            for size in range(min(self._longest, peeled.end - start), 0, -1):
                word = text[peeled.end - size : peeled.end]
                kind = self.kinds.get(word)
                if kind and (size > 1 or word in _SURE or is_cut(peeled.end - 1)):
                    peeled.words.append((kind, word))
                    peeled.end -= size
                    break
            else:
                break
        return peeled


def _search(words: list[str], behind: str = "") -> re.Pattern[str]:
    """A pattern for any of `words`, longest first, with `behind` after it (`$`: at the end)."""
    inner = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return re.compile(f"(?:{inner}){behind}")


def build(rules: Rules) -> Wording:
    """For `rules.compiled`."""
    words = rules.read("facts.yml", FactWords)
    return Wording(words, rules.rows("countries.csv", Nation))
