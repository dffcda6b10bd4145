"""Finder of firms: by the tail of a name, by what is said around it, by a trained recogniser."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from spacy.tokens import Doc

from extract.firm_cues import in_frames, in_lists, signs
from extract.firm_rules import Lexicon, compile_rules
from extract.firm_tails import Candidate, by_tail
from extract.identity import Identity, identify, references, short_names
from extract.records import Firm, Ignored, MentionBase
from extract.rules import Rules
from extract.segment import Layout, layout

THRESHOLD = 0.5


def find(doc: Doc, rules: Rules) -> Iterator[MentionBase | Ignored]:
    """Firms named in `doc`; offsets count code points of its text."""
    plan, lexicon = layout(doc, rules), rules.compiled(compile_rules)
    named = candidates(plan, lexicon)
    found = _disjoint([*named, *short_names(plan, lexicon, named)])
    known = identify(plan, found, home="")
    for c in found:
        yield _mention(c.start, c.end, known[c], c)
    for start, end, c in references(plan, found):
        yield _mention(start, end, known[c], c, coref=True)


def _mention(start: int, end: int, firm: Identity, c: Candidate, coref: bool = False) -> Firm:
    rule = "reference" if coref else c.rule
    return Firm(
        start=start, end=end, firm=firm.id, name=firm.name, rule=rule, score=c.score, coref=coref
    )


def candidates(plan: Layout, lexicon: Lexicon) -> list[Candidate]:
    """All that the rules take for a firm's name, overlaps settled, in text order."""
    found: dict[tuple[int, int], Candidate] = {}
    for c in chain(by_tail(plan, lexicon), in_lists(plan, lexicon), in_frames(plan, lexicon)):
        old = found.get((c.start, c.end))
        if old:
            c = Candidate(c.name, min(1.0, c.score + old.score), f"{old.rule}+{c.rule}")
        found[c.start, c.end] = c
    scored = [_with_signs(plan, lexicon, c) for c in found.values()]
    return _disjoint([c for c in scored if c.score >= THRESHOLD])


def _with_signs(plan: Layout, lexicon: Lexicon, c: Candidate) -> Candidate:
    if c.score >= 0.9:
        return c
    beside = signs(plan, lexicon, c)
    score = min(1.0, c.score + sum(w for _, w in beside))
    return Candidate(c.name, round(score, 2), "+".join([c.rule, *(i for i, _ in beside)]))


def _disjoint(found: list[Candidate]) -> list[Candidate]:
    """The longest of those that overlap, in text order."""
    kept: list[Candidate] = []
    for c in sorted(found, key=lambda c: (c.start - c.end, c.start)):
        if all(c.end <= k.start or k.end <= c.start for k in kept):
            kept.append(c)
    return sorted(kept, key=lambda c: c.start)
