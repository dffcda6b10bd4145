"""Sentences with figures, cut into clauses, and the mentions that lie in each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extract.records import Date, Firm, MentionBase, Place, Quantity
from extract.segment import Layout, Sentence

_CUT = re.compile(r"[，,；;：:。！？!?（）()◆◇●○■□▲△★☆▪]|——|⋯⋯|……|\s(?=\S)")
_COLONS = "：:"
_OPENING = ("“", "，", " ", "\n", "\u3000", "仅", "光", "像", "把")  # what no noun begins with
_BRACKETS = re.compile(r"[（(][^（()）]*[）)]")


@dataclass(slots=True)
class Clause:
    """`[start, end)` of the text without its closing mark, and what is mentioned in it."""

    start: int
    end: int
    mentions: list[MentionBase] = field(default_factory=list)
    quantities: list[Quantity] = field(default_factory=list)
    dated: list[Date] = field(default_factory=list)
    named: list[Place | Firm] = field(default_factory=list)
    heads: tuple[int, ...] = ()  # where its first noun may stand, once somebody has asked

    def add(self, mention: MentionBase) -> None:
        """One more mention, in text order."""
        self.mentions.append(mention)
        match mention:
            case Quantity():
                self.quantities.append(mention)
            case Date():
                self.dated.append(mention)
            case Place() | Firm():
                self.named.append(mention)

    def dates(self, before: int) -> list[Date]:
        """Dates, in text order, that end before offset `before`."""
        return [m for m in self.dated if m.end <= before]

    def actors(self, before: int) -> list[Place | Firm]:
        """The same of places and firms."""
        return [m for m in self.named if m.end <= before]


@dataclass(slots=True)
class Site:
    """A quantity where it stands: `left` and `right` bound the text that is about it alone."""

    quantity: Quantity
    clause: Clause
    left: int  # end of the quantity before, or start of the clause
    right: int  # start of the next quantity, or end of the clause
    previous: Quantity | None = None


def clauses(plan: Layout, sentence: Sentence, mentions: Sequence[MentionBase]) -> list[Clause]:
    """The clauses of a sentence; no cut falls inside a mention (`1,100.9亿`)."""
    brackets = _idle_brackets(plan.text, sentence, mentions)
    found, at, i, last = [], sentence.start, 0, len(mentions)
    for match in _CUT.finditer(plan.text, sentence.start, sentence.end):
        start, end = match.span()
        if plan.text[start] in _COLONS and _within_a_ratio(plan.text, start):
            continue
        while i < last and (mentions[i].end <= start or isinstance(mentions[i], Place)):
            i += 1
        if i < last and (mentions[i].start < end or _is_of(plan.text, start, mentions, i)):
            continue
        if brackets and any(a < end and start < b for a, b in brackets):
            continue
        if start > at:
            found.append(Clause(at, start))
        at = end
    if at < sentence.end:
        found.append(Clause(at, sentence.end))
    i, last = 0, len(found) - 1
    for m in mentions:
        while i < last and found[i + 1].start <= m.start:
            i += 1
        found[i].add(m)
    return found


def _within_a_ratio(text: str, at: int) -> bool:
    """Whether digits stand on both sides of a colon: 9.7:45.7:44.6."""
    return text[at - 1].isdigit() and text[at + 1 : at + 2].isdigit()


def _is_of(text: str, comma: int, mentions: Sequence[MentionBase], i: int) -> bool:
    """Whether a comma only parts a place from its figure: 第二名是江阴市，| 4960亿元；"""
    q = mentions[i]
    if text[comma] != "，" or q.start != comma + 1 or not isinstance(q, Quantity):
        return False
    near = mentions[max(i - 2, 0) : i]
    place = next((m for m in near if m.end == comma and isinstance(m, Place)), None)
    return (
        place is not None
        and text[place.start - 1] in "是为"
        and text[q.end : q.end + 1] in "，。；"
    )


def _idle_brackets(
    text: str, sentence: Sentence, mentions: Sequence[MentionBase]
) -> list[tuple[int, int]]:
    """Brackets without a figure (`县（市、区）`) are no clauses of their own."""
    line = text[sentence.start : sentence.end]
    if "（" not in line and "(" not in line:
        return []
    return [
        m.span()
        for m in _BRACKETS.finditer(text, sentence.start, sentence.end)
        if not any(isinstance(q, Quantity) and m.start() < q.start < m.end() for q in mentions)
    ]


def sites(clause: Clause) -> Iterator[Site]:
    """The quantities of a clause, in text order, outer before inner ones left out."""
    quantities = clause.quantities
    for i, q in enumerate(quantities):
        before = quantities[i - 1] if i else None
        after = quantities[i + 1] if i + 1 < len(quantities) else None
        yield Site(
            q,
            clause,
            before.end if before else clause.start,
            after.start if after else clause.end,
            before,
        )


def sentences(
    plan: Layout, mentions: Sequence[MentionBase]
) -> Iterator[tuple[Sentence, list[MentionBase]]]:
    """The sentences of a text with the mentions that start in each."""
    at, last = 0, len(mentions)
    for sentence in plan.sentences:
        while at < last and mentions[at].start < sentence.start:
            at += 1
        first = at
        while at < last and mentions[at].start < sentence.end:
            at += 1
        yield sentence, list(mentions[first:at])


def heads(text: str, clause: Clause) -> tuple[int, ...]:
    """Where the first noun of a clause may stand: at its beginning, and behind its dates."""
    if not clause.heads:
        begun = (clause.start, *(m.end for m in clause.dated))
        clause.heads = tuple(_past_marks(text, at) for at in begun)
    return clause.heads


def _past_marks(text: str, at: int) -> int:
    while text[at : at + 1] in _OPENING:
        at += 1
    return at
