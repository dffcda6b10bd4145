"""A recogniser of firms at work on a Doc: the trained one, or any spaCy pipeline in its place.

What it finds is a proposal with a probability, kept in `doc.user_data[PROPOSALS]` as offsets into
the text of the Doc and, for other users of the Doc, in `doc.ents`; `firms.find` weighs it together
with the rules. Clauses without a cue (`rules/firms.yml`) are not looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Protocol

import regex as re
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import filter_spans

from extract import rules
from extract.errors import RulesError
from extract.firms import ner
from extract.firms.field import Field
from extract.firms.finder import PROPOSALS
from extract.firms.forms import compile_rules, word_source
from extract.rules import Rules, data_path
from extract.script import simplify
from extract.segment import Layout, layout

OWN = "own"
_PAUSE = re.compile("[，；：]")
Proposal = tuple[int, int, float]  # start, end, probability


class Recogniser(Protocol):
    """Proposes spans of a Doc that may be firms."""

    sha256: str | None

    def __call__(self, doc: Doc) -> Iterator[Proposal]:
        """Start, end (code points of `doc.text`) and probability of each."""
        ...


@dataclass(slots=True)
class Trained:
    """The trained field on the clauses that have a cue."""

    rules: Rules
    crf: Field = field(init=False)
    sha256: str | None = field(init=False)

    def __post_init__(self) -> None:
        model = ner.load(data_path("models"))
        self.crf = Field(model, ner.sight(self.rules, model.clusters))
        self.sha256 = model.sha256

    def __call__(self, doc: Doc) -> Iterator[Proposal]:
        """Proposals of each clause with a cue, in text order."""
        plan = layout(doc, self.rules)
        text = simplify(plan.text)
        clauses = [(a, (text[a:b], _cuts(plan, a, b))) for a, b in cued(plan, self.rules)]
        clauses = [(start, clause) for start, clause in clauses if self._promising(*clause)]
        if not clauses:
            return
        found = ner.recognise(self.crf, [clause for _, clause in clauses])
        for (start, _), spans in zip(clauses, found, strict=True):
            yield from ((start + a, start + b, p) for a, b, kind, p in spans if kind == ner.FIRM)

    def _promising(self, text: str, cuts: list[int]) -> bool:
        """Whether a clause has anything that can be a name: a word that is or may be one, or two
        characters in a row that belong to no word (嘉禾 is a county, 嘉禾源 a name)."""
        words, kind = self.rules.compiled(word_source), self.rules.compiled(compile_rules).kind
        alone = False
        for a, b in pairwise(cuts):
            what = kind(text[a:b], words)
            if what in ("named", "rare") or (what == "own" and (alone or b - a > 1)):
                return True
            alone = what in ("own", "place")
        return False


@dataclass(slots=True)
class FromSpacy:
    """Another spaCy pipeline: its organisations are proposals, each with probability `trust`."""

    nlp: Language
    trust: float = 0.6
    sha256: str | None = None

    def __call__(self, doc: Doc) -> Iterator[Proposal]:
        """Its entities labelled as organisations."""
        for entity in self.nlp(doc.text).ents:
            if entity.label_ in ("ORG", "COMPANY", "FIRM"):
                yield entity.start_char, entity.end_char, self.trust


def load(name: str | None, own_rules: Rules) -> Recogniser | None:
    """The recogniser called `name`: `own`, an installed spaCy pipeline, or None for rules only."""
    if name is None:
        return None
    if name == OWN:
        return Trained(own_rules)
    try:
        return FromSpacy(spacy.load(name))
    except OSError as error:
        raise RulesError(
            f"{name}: no such spaCy pipeline; install it (python -m spacy download {name}), "
            f"or use --ner {OWN}"
        ) from error


def propose(doc: Doc, recogniser: Recogniser) -> Doc:
    """`doc` with the proposals of `recogniser` in its user data and its entities."""
    found = list(recogniser(doc))
    doc.user_data[PROPOSALS] = found
    spans = [doc.char_span(a, b, label="FIRM", alignment_mode="expand") for a, b, _ in found]
    doc.ents = filter_spans([*doc.ents, *(s for s in spans if s is not None)])
    return doc


def cued(plan: Layout, own_rules: Rules) -> Iterator[tuple[int, int]]:
    """Start and end of the clauses in which a firm may be named."""
    cue, done, text = own_rules.compiled(_cue), 0, plan.text
    for match in cue.finditer(text):
        sentence = plan.sentence(match.start())
        if match.start() < done or sentence is None:
            continue
        start = max(
            [
                sentence.start,
                *(m.end() for m in _PAUSE.finditer(text, sentence.start, match.start())),
            ]
        )
        pause = _PAUSE.search(text, match.end(), sentence.end)
        done = pause.end() if pause else sentence.end
        yield start, done


def _cuts(plan: Layout, start: int, end: int) -> list[int]:
    """Word boundaries of a clause, from its start."""
    inner = [c - start for c in plan.cuts(plan.index(start)) if start < c < end]
    return [0, *inner, end - start]


def _cue(own_rules: Rules) -> re.Pattern[str]:
    return re.compile("|".join(own_rules.compiled(compile_rules).rules.recogniser.cues))


def make_ner(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """The spaCy component `xianzhi_ner`: proposals in `doc.ents`, with the package's own rules."""
    recogniser = Trained(rules.load())
    return lambda doc: propose(doc, recogniser)


Language.factory("xianzhi_ner", func=make_ner)
