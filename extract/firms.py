"""Finder of firms: by the tail of a name, by what is said around it, by a trained recogniser."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

from spacy.tokens import Doc

from extract.firm_cues import in_frames, in_lists, signs
from extract.firm_known import KnownFirms, compile_known
from extract.firm_names import Name
from extract.firm_rules import Lexicon, compile_rules
from extract.firm_tails import Candidate, by_tail
from extract.identity import Identity, identify, references, short_names
from extract.records import Firm, Ignored, MentionBase
from extract.rules import Rules
from extract.segment import Layout, layout

THRESHOLD = 0.55


def find(doc: Doc, rules: Rules) -> Iterator[MentionBase | Ignored]:
    """Firms named in `doc`; offsets count code points of its text."""
    plan, lexicon = layout(doc, rules), rules.compiled(compile_rules)
    known = rules.compiled(compile_known)
    named = candidates(plan, lexicon, known)
    found = sorted([*named, *_outside(short_names(plan, lexicon, named), named)], key=_start)
    firms = identify(plan, found, known, home="")
    for c in found:
        yield _mention(c.start, c.end, firms[c], c)
    for start, end, c in references(plan, found):
        yield _mention(start, end, firms[c], c, coref=True)


def _mention(start: int, end: int, firm: Identity, c: Candidate, coref: bool = False) -> Firm:
    rule = "reference" if coref else c.rule
    return Firm(
        start=start, end=end, firm=firm.id, name=firm.name, rule=rule, score=c.score, coref=coref
    )


def candidates(plan: Layout, lexicon: Lexicon, known: KnownFirms) -> list[Candidate]:
    """All that the rules take for a firm's name, overlaps settled, in text order."""
    found: dict[tuple[int, int], Candidate] = {}
    for c in chain(
        by_name(plan, lexicon, known),
        by_tail(plan, lexicon),
        in_lists(plan, lexicon),
        in_frames(plan, lexicon),
    ):
        old = found.get((c.start, c.end))
        if old:
            c = Candidate(c.name, min(1.0, c.score + old.score), f"{old.rule}+{c.rule}")
        found[c.start, c.end] = c
    scored = [_with_signs(plan, lexicon, c) for c in found.values()]
    kept = _disjoint([c for c in scored if c.score >= THRESHOLD])
    return _joined(kept)


def _joined(found: list[Candidate]) -> list[Candidate]:
    """Firm and subsidiary that touch are one name: 沈鼓集团 + 透平公司."""
    joined: list[Candidate] = []
    for c in found:
        if joined and joined[-1].end == c.start:
            first = joined.pop()
            name = replace(c.name, start=first.start, own_start=first.name.own_start)
            c = Candidate(name, c.score, c.rule)
        joined.append(c)
    return joined


def by_name(plan: Layout, lexicon: Lexicon, known: KnownFirms) -> Iterator[Candidate]:
    """Firms of the list of known ones."""
    for start, end, firm in known.find(plan.text):
        clear = end - start >= 3 or (plan.is_cut(start) and plan.is_cut(end))
        if clear and not lexicon.field_spoilt.match(plan.text, end):
            name = Name(start, end, start, end, sure=1.0)
            yield Candidate(name, 0.4 if firm.evidence else 0.9, "known")


def _with_signs(plan: Layout, lexicon: Lexicon, c: Candidate) -> Candidate:
    if c.score >= 0.9:
        return c
    beside = signs(plan, lexicon, c)
    score = min(1.0, c.score + sum(w for _, w in beside))
    return Candidate(c.name, round(score, 2), "+".join([c.rule, *(i for i, _ in beside)]))


def _outside(more: Iterable[Candidate], found: list[Candidate]) -> list[Candidate]:
    """Those of `more` that overlap none of `found`, nor a longer one of themselves."""
    return [c for c in _disjoint(more) if all(c.end <= f.start or f.end <= c.start for f in found)]


def _start(c: Candidate) -> int:
    return c.start


def _disjoint(found: Iterable[Candidate]) -> list[Candidate]:
    """The longest of those that overlap, in text order."""
    kept: list[Candidate] = []
    for c in sorted(found, key=lambda c: (not c.rule.startswith("known"), c.start - c.end, c.start)):
        if all(c.end <= k.start or k.end <= c.start for k in kept):
            kept.append(c)
    return sorted(kept, key=lambda c: c.start)
