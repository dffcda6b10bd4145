"""Finder of firms: by the tail of a name, by what is said around it, by a trained recogniser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc

from extract.firms.forms import compile_rules
from extract.firms.identity import Identity, identify, repeated, short_names
from extract.firms.join import decide, disjoint
from extract.firms.known import compile_known
from extract.firms.references import references
from extract.firms.tails import Candidate
from extract.records import Firm, Ignored, MentionBase
from extract.rules import Rules
from extract.script import simplify
from extract.segment import Layout, layout

PROPOSALS = "xianzhi_ner"  # key of `doc.user_data`: start, end, probability from a recogniser


def find(doc: Doc, rules: Rules) -> Iterator[MentionBase | Ignored]:
    """Firms named in `doc`; offsets count code points of its text. Proposals of a recogniser
    (`recogniser.propose`) are weighed with the rules; without them the rules decide alone."""
    printed = layout(doc, rules)
    plan = _simplified(printed)
    lexicon, known = rules.compiled(compile_rules), rules.compiled(compile_known)
    named = decide(plan, lexicon, known, doc.user_data.get(PROPOSALS, ()))
    more = [*repeated(plan, named), *short_names(plan, lexicon, named)]
    found = sorted([*named, *_apart(disjoint(more), named)], key=lambda c: c.start)
    firms = identify(plan, lexicon, printed.text, found, known)
    for c in found:
        yield _mention(c.start, c.end, firms[c], c)
    for start, end, c in references(plan, lexicon, firms):
        yield _mention(start, end, firms[c], c, coref=True)


def _mention(start: int, end: int, firm: Identity, c: Candidate, coref: bool = False) -> Firm:
    rule = "reference" if coref else c.rule
    return Firm(
        start=start, end=end, firm=firm.id, name=firm.name, rule=rule, score=c.score, coref=coref
    )


def _simplified(plan: Layout) -> Layout:
    """The same layout over the text in simplified characters, segmented anew."""
    text = simplify(plan.text)
    return plan if text is plan.text else replace(plan, text=text, _cuts={}, _steps={})


def _apart(more: list[Candidate], found: list[Candidate]) -> list[Candidate]:
    """Those of `more` that touch none of `found`; both are in text order."""
    kept, i = [], 0
    for c in more:
        while i < len(found) and found[i].end <= c.start:
            i += 1
        if i == len(found) or c.end <= found[i].start:
            kept.append(c)
    return kept
