"""All finders at work, one policy where they overlap, and the numeral ledger.

Policy: of two candidates that overlap, the longer one stays; of two equally long ones the first in
`ORDER`. One thing may lie inside another: a place inside a rank (`全市第一`: the rank's scope).
A numeral that is in the end neither in a quantity nor in a date is in the ledger with its reason.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import regex
from spacy.tokens import Doc

from extract import dates, firms, places, quantities
from extract.records import Date, Firm, Ignored, MentionBase, Place, Quantity
from extract.rules import Rules
from extract.segment import Layout, layout

FINDERS = {
    "quantities": quantities.find,
    "dates": dates.find,
    "places": places.find,
    "firms": firms.find,
}
ORDER: tuple[type, ...] = (Firm, Date, Quantity, Ignored, Place)
NUMERAL = regex.compile(
    r"[0-9０-９]+(?:[.,．，][0-9０-９]+)*|[〇零一二两三四五六七八九十百千万亿廿卅壹贰叁肆伍陆柒捌玖拾佰仟]+"
)


@dataclass(slots=True)
class Found:
    """What an article mentions, in text order, and what became of its other numerals."""

    mentions: list[MentionBase]
    ledger: list[Ignored]


def find(doc: Doc, rules: Rules) -> Found:
    """Run the finders over `doc`, settle overlaps and account for every numeral."""
    plan = layout(doc, rules)
    candidates = [c for finder in FINDERS.values() for c in finder(doc, rules)]
    candidates += _furniture(plan)
    kept = sorted(arbitrate(candidates), key=lambda c: (c.start, c.end))
    mentions = [c for c in kept if isinstance(c, MentionBase)]
    ignored = [
        c for c in kept if isinstance(c, Ignored) and NUMERAL.search(plan.text, c.start, c.end)
    ]
    ledger = sorted([*ignored, *_unclaimed(plan, kept)], key=lambda c: c.start)
    found: list[Candidate] = [*mentions, *ledger]
    for item in found:
        item.text = plan.text[item.start : item.end]
    return Found(mentions, ledger)


Candidate = MentionBase | Ignored


def arbitrate(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The candidates that stay, by the policy above."""
    return [candidate for candidate, winner in contest(candidates) if winner is None]


def contest(candidates: Iterable[Candidate]) -> Iterator[tuple[Candidate, Candidate | None]]:
    """Each candidate with the one it lost to, None if it stays; the strongest first."""
    ranked = sorted(candidates, key=lambda c: (c.start - c.end, ORDER.index(type(c)), c.start))
    starts: list[int] = []  # of those that stay, ascending; they do not overlap
    kept: list[Candidate] = []
    for candidate in ranked:
        i = bisect_left(starts, candidate.start)
        if i and kept[i - 1].end > candidate.start:
            i -= 1
        if i == len(kept) or kept[i].start >= candidate.end:
            starts.insert(i, candidate.start)
            kept.insert(i, candidate)
            yield candidate, None
        elif isinstance(candidate, Place) and _holds(kept[i], candidate):
            yield candidate, None
        else:
            yield candidate, kept[i]


def _holds(rank: Candidate, place: Place) -> bool:
    """Whether `rank` is a rank that names its own scope: `全市第一`."""
    return (
        isinstance(rank, Quantity)
        and rank.dimension == "rank"
        and rank.start <= place.start
        and place.end <= rank.end
    )


def _furniture(plan: Layout) -> Iterator[Ignored]:
    """Page furniture tells nothing: each block of it, longer than all it holds, is ignored."""
    for block in plan.blocks:
        if block.kind == "furniture":
            yield Ignored(start=block.start, end=block.end, reason="page furniture", rule="restore")


def _unclaimed(plan: Layout, kept: list[Candidate]) -> Iterator[Ignored]:
    """Numerals that no candidate covers: part of a word, of a name, or not explained."""
    spans = sorted((k.start, k.end) for k in kept if not isinstance(k, Place))
    i = 0
    for match in NUMERAL.finditer(plan.text):
        start, end = match.span()
        while i < len(spans) and spans[i][1] <= start:
            i += 1
        if i < len(spans) and spans[i][0] < end:
            continue
        word = plan.word(start)
        reason = "word" if word[0] < start or word[1] > end else "unexplained"
        yield Ignored(start=start, end=end, reason=reason, rule="ledger")
