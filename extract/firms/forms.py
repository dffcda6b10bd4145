"""What `rules/firms.yml` knows of firms' names, compiled for looking up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

import ahocorasick
import regex as re
from pydantic import BaseModel, ConfigDict

from extract.divisions import stem
from extract.firms.schema import Cue, FirmList, FirmRules, Frame
from extract.rules import Rules
from extract.words import Words

PieceKind = Literal["own", "named", "rare", "trade", "place", "bracket", "loose", "stop"]

# Dictionary classes (ICTCLAS) that names are not made of: prepositions, conjunctions, particles,
# adverbs, pronouns, measure words, times, numerals, verbs, interjections, idioms, positions.
_STOP_TAGS = {
    "p",
    "c",
    "d",
    "r",
    "rr",
    "rz",
    "y",
    "q",
    "t",
    "tg",
    "m",
    "e",
    "o",
    "i",
    "b",
    "f",
    "s",
}
_STOP_TAGS |= {"v", "vd", "vi", "vq", "u", "ug", "uj", "ul", "uv", "uz"}
_OWN_TAGS = {"nz", "nr", "nrt", "nrfg", "x", "eng", "g", "zg", ""}

RARE = 50  # occurrences in the dictionary's corpus: a rare noun before a trade is a name (报喜鸟)


@dataclass(slots=True)
class Lexicon:
    """The rules compiled: `tails` finds every tail of a text in one pass."""

    rules: FirmRules
    tails: ahocorasick.Automaton
    trades: frozenset[str]
    lenders: tuple[str, ...]  # forms of banks, which 该公司 never means
    heads: frozenset[str]
    stops: frozenset[str]
    inner: frozenset[str]
    generic: frozenset[str]
    materials: frozenset[str]
    places: dict[str, bool]  # place names; whether they stay in a name that has an own part
    counties: frozenset[str]  # their short names, ordinary words included
    place_names: ahocorasick.Automaton
    spoilt: re.Pattern[str]  # after a tail: makes another word of it
    field_spoilt: re.Pattern[str]  # the same for a tail that is also an industry
    known_spoilt: re.Pattern[str]  # the same for a known name
    never: re.Pattern[str]  # the recogniser's proposals that are none
    cues: list[tuple[Cue, re.Pattern[str]]]
    lists: list[tuple[FirmList, re.Pattern[str], re.Pattern[str]]]
    frames: list[tuple[Frame, re.Pattern[str], re.Pattern[str], re.Pattern[str]]]
    _kinds: dict[str, PieceKind] = field(default_factory=dict)

    def kind(self, word: str, words: Words) -> PieceKind:
        """What `word` can be within a firm's name. `stop` ends the name; so does `loose`, a word of
        a class names are not made of, but where something else shows the name it may belong.
        Own parts: `own` no dictionary word, `named` a proper noun, `rare` a rare noun."""
        if word not in self._kinds:
            if len(self._kinds) > 50_000:  # bounded: texts may hold endless new strings
                self._kinds.clear()
            self._kinds[word] = self._kind(word, words)
        return self._kinds[word]

    def _kind(self, word: str, words: Words) -> PieceKind:
        if word in self.trades or (word[:2] in self.trades and word[2:] in self.trades):
            return "trade"  # 体育 | 用品
        if word in self.stops or not all(c.isalnum() or c in "·-&" for c in word):
            return "stop"
        if word.isascii():
            return "stop" if word.isdigit() else "own"
        if word in self.places:
            return "place"
        if len(word) == 1:
            return "own"
        if word in self.inner:
            return "trade"
        return self._by_class(word, words)

    def _by_class(self, word: str, words: Words) -> PieceKind:
        tag = words.tag(word)
        if tag == "ns":  # 上海东方 is in the dictionary too: a city and a name
            return "named" if self.places.get(word[:2]) and len(word) == 4 else "place"
        if tag in _STOP_TAGS:
            return "loose"
        if tag in _OWN_TAGS and len(word) <= 3:
            return "named" if tag else "own"
        rare = words.frequency(word) <= RARE and tag in ("n", "a")
        return "rare" if rare else "trade"


def compile_rules(rules: Rules) -> Lexicon:
    """Read and compile `firms.yml`; kept by `Rules.compiled`."""
    own = rules.read("firms.yml", FirmRules)
    tails = ahocorasick.Automaton()
    trades = set(own.industries) | set(lexicon_words(rules))
    for kind, tail in own.tails.items():
        for form in tail.forms:
            tails.add_word(form, (kind, form))
            if kind in ("trade", "field"):
                trades.add(form)
    tails.make_automaton()
    places = _places(rules, own)
    counties = {stem(d.name) for d in _divisions(rules) if d.level == "county"}
    counties -= {"", *own.announcers}  # 比如 | 澜湾阀门有限公司
    place_names = ahocorasick.Automaton()
    for name in places:
        place_names.add_word(name, name)
    place_names.make_automaton()
    return Lexicon(
        rules=own,
        tails=tails,
        trades=frozenset(trades),
        lenders=tuple(own.tails["bank"].forms),
        heads=frozenset(own.tails["head"].forms),
        stops=frozenset(own.announcers) | frozenset(own.function_characters),
        inner=frozenset(own.inner),
        generic=frozenset(own.generic),
        materials=frozenset(own.materials),
        places=places,
        counties=frozenset(counties),
        place_names=place_names,
        spoilt=re.compile("|".join(own.not_after)),
        field_spoilt=re.compile("|".join(own.not_after_field)),
        known_spoilt=re.compile("|".join(own.not_after_known)),
        never=re.compile("|".join(own.recogniser.never)),
        cues=[(c, re.compile(_beside(c))) for c in own.cues],
        lists=[(x, re.compile(f"(?:{x.lead})$"), re.compile(x.pattern)) for x in own.lists],
        frames=[
            (f, re.compile(f"(?:{f.before})$"), re.compile(f.after), re.compile(f.need))
            for f in own.frames
        ],
    )


def _beside(cue: Cue) -> str:
    return cue.pattern if cue.side == "after" else f"(?:{cue.pattern})$"


class _Division(BaseModel):
    model_config = ConfigDict(extra="ignore")
    name: str
    level: str


def _divisions(rules: Rules) -> Iterator[_Division]:
    yield from rules.rows("divisions.csv", _Division)


def _places(rules: Rules, own: FirmRules) -> dict[str, bool]:
    """Names of divisions, long and short: provinces and prefectures stay in a firm's name."""
    found: dict[str, bool] = {}
    words = rules.compiled(word_source)
    for row in _divisions(rules):
        wide = row.level in ("province", "prefecture")
        found[row.name] = True
        short = stem(row.name)
        plain = words.tag(short) in ("", "ns", "nr", "nz", "nrt")
        if len(short) >= 2 and (wide or (plain and words.frequency(short) < 2000)):
            found[short] = found.get(short, False) or wide
    return found | dict.fromkeys(own.states, False) | dict.fromkeys(own.kept_places, True)


def lexicon_words(rules: Rules) -> Iterator[str]:
    """The project's own words, all of them terms of statistics and industry."""
    for line in rules.path("lexicon.txt").read_text("utf-8").splitlines():
        yield from line.split("#")[0].split()[:1]


def word_source(rules: Rules) -> Words:
    """The project's segmenter, for looking words up."""
    from extract.segment import _words

    return rules.compiled(_words)
