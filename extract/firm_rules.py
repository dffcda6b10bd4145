"""What `rules/firms.yml` knows of firms' names, compiled for looking up."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import ahocorasick
import regex as re
from pydantic import BaseModel, ConfigDict

from extract.rules import Rules
from extract.segment import Words

TailKind = Literal["legal", "head", "bank", "works", "trade", "field"]
PieceKind = Literal["own", "trade", "place", "bracket", "stop"]

# Dictionary classes (ICTCLAS) that do not stand within a name: prepositions, conjunctions, particles,
# adverbs, pronouns, measure words, times, numerals, verbs, interjections, idioms, positions.
_STOP_TAGS = frozenset("p c u ug uj ul uv uz ud d r rr rz y q t tg m v vd vi vq e o i b f s".split())
_OWN_TAGS = frozenset("nz nr nrt nrfg nt j x eng g zg".split()) | {""}


class Strict(BaseModel):
    """A part of a rules file; a misspelt key is an error."""

    model_config = ConfigDict(extra="forbid")


class Tail(Strict):
    """Ends of names of one kind, and texts with the names that must be found in them."""

    forms: list[str]
    examples: list[dict[str, list[str]]] = []


class Cue(Strict):
    """What stands beside a name; `weight` is what it adds to the score."""

    id: str
    side: Literal["before", "after"]
    weight: float
    pattern: str
    examples: list[dict[str, list[str]]] = []


class FirmList(Strict):
    """What follows a list of firms; `each`: how many members must look like firms by themselves."""

    pattern: str
    each: Literal["one", "all"]
    examples: list[dict[str, list[str]]] = []


class Frame(Strict):
    """What stands around a short name alone, and what the sentence must say after it."""

    id: str
    before: str
    after: str
    need: str
    examples: list[dict[str, list[str]]] = []


class FirmRules(Strict):
    """`rules/firms.yml`."""

    tails: dict[TailKind, Tail]
    industries: list[str]
    inner: list[str]
    announcers: list[str]
    function_characters: str
    kept_places: list[str]
    not_firms: list[str]
    not_after: list[str]
    cues: list[Cue]
    lists: list[FirmList]
    frames: list[Frame]


@dataclass(slots=True)
class Lexicon:
    """The rules compiled: `tails` finds every tail of a text in one pass."""

    rules: FirmRules
    tails: ahocorasick.Automaton
    trades: frozenset[str]
    stops: frozenset[str]
    inner: frozenset[str]
    spoilt: re.Pattern[str]  # after a tail: makes another word of it
    cues: list[tuple[Cue, re.Pattern[str]]]
    lists: list[tuple[FirmList, re.Pattern[str]]]
    frames: list[tuple[Frame, re.Pattern[str], re.Pattern[str], re.Pattern[str]]]
    _kinds: dict[str, PieceKind] = field(default_factory=dict)

    def kind(self, word: str, words: Words) -> PieceKind:
        """What `word` can be within a firm's name; `stop` ends the name."""
        if word not in self._kinds:
            if len(self._kinds) > 50_000:  # bounded: texts may hold endless new strings
                self._kinds.clear()
            self._kinds[word] = self._kind(word, words)
        return self._kinds[word]

    def _kind(self, word: str, words: Words) -> PieceKind:
        if word in self.trades:
            return "trade"
        if word in self.stops or not all(c.isalnum() or c in "·-&" for c in word):
            return "stop"
        if word.isascii():
            return "stop" if word.isdigit() else "own"
        if len(word) == 1:
            return "own"
        if word in self.rules.kept_places:
            return "place"
        if word in self.inner:
            return "own"
        tag = words.tag(word)
        if tag == "ns":
            return "place"
        if tag in _STOP_TAGS:
            return "stop"
        return "own" if tag in _OWN_TAGS else "trade"


def compile_rules(rules: Rules) -> Lexicon:
    """Read and compile `firms.yml`; kept by `Rules.compiled`."""
    own = rules.read("firms.yml", FirmRules)
    tails = ahocorasick.Automaton()
    trades = set(own.industries)
    for kind, tail in own.tails.items():
        for form in tail.forms:
            tails.add_word(form, (kind, form))
            if kind in ("trade", "field"):
                trades.add(form)
    tails.make_automaton()
    return Lexicon(
        own,
        tails,
        frozenset(trades),
        frozenset(own.announcers) | frozenset(own.function_characters),
        frozenset(own.inner),
        re.compile("|".join(own.not_after)),
        [(c, re.compile(c.pattern if c.side == "after" else f"(?:{c.pattern})$")) for c in own.cues],
        [(x, re.compile(x.pattern)) for x in own.lists],
        [
            (f, re.compile(f"(?:{f.before})$"), re.compile(f.after), re.compile(f.need))
            for f in own.frames
        ],
    )

