"""Where a firm's name begins: reading backwards from its end, piece by piece.

A name is `[place] own-part [trade …] [tail]`. Going left from the tail, trade words may come first,
then the own part, then a place; anything else ends the name. Offsets count code points of the text
of the `Layout`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extract.firm_rules import Lexicon, PieceKind
from extract.segment import Layout

LONGEST = 32  # characters of a name before its tail; registered names are shorter
_OWN_LONGEST = 9
_BRACKETS = {")": "(", "）": "（"}


@dataclass(slots=True, frozen=True)
class Piece:
    """A word, or a bracket within a name, and what it is there."""

    start: int
    end: int
    kind: PieceKind


@dataclass(slots=True, frozen=True)
class Name:
    """A name `[start, end)` read from its end, and the parts it shows. Its own part, characters
    that no common word explains, is `[own_start, own_end)`; empty where it has none."""

    start: int
    end: int
    own_start: int
    own_end: int
    trade: bool = False
    place: bool = False

    @property
    def own(self) -> int:
        """How many characters are its own."""
        return self.own_end - self.own_start


def read_back(plan: Layout, lexicon: Lexicon, end: int, tail: int | None = None) -> Name | None:
    """The name that ends at `end`, its tail (if any) starting at `tail`; None where there is none."""
    pieces = list(_pieces(plan, lexicon, end if tail is None else tail))
    own = [p for p in pieces if p.kind == "own"]
    start, stop = (own[-1].start, own[0].end) if own else (end, end)
    if plan.text[start:stop] in lexicon.trades:  # a ware the dictionary does not know: 泵阀
        start = stop = end
    pieces = _without_announcing_places(plan, lexicon, pieces, start < stop)
    if not pieces:
        return None
    return Name(
        pieces[-1].start,
        end,
        start,
        stop,
        any(p.kind in ("trade", "bracket") for p in pieces),
        any(p.kind == "place" for p in pieces),
    )


def _pieces(plan: Layout, lexicon: Lexicon, at: int) -> Iterator[Piece]:
    """Pieces from `at` leftwards, nearest first, as far as they can belong to one name."""
    sentence = plan.sentence(at - 1) if at else None
    low = max(sentence.start, at - LONGEST) if sentence else at
    passed, own = "trade", 0
    while at > low:
        piece = _piece(plan, lexicon, at, low)
        if piece.kind == "bracket":
            passed = "trade"
        elif piece.kind == "stop" or _ORDER[piece.kind] < _ORDER[passed]:
            return
        else:
            passed = piece.kind
            own += (piece.end - piece.start) * (piece.kind == "own")
        if own > _OWN_LONGEST:
            return
        yield piece
        at = piece.start


_ORDER = {"trade": 0, "own": 1, "place": 2}


def _piece(plan: Layout, lexicon: Lexicon, at: int, low: int) -> Piece:
    text = plan.text
    opening = _BRACKETS.get(text[at - 1])
    if opening:
        start = text.rfind(opening, max(low, at - 8), at)
        inner = text[start + 1 : at - 1]
        kind: PieceKind = "bracket" if start > low and inner.isalpha() else "stop"
        return Piece(max(start, low), at, kind)
    start = max(plan.word(at - 1)[0], low)
    word = text[start:at]
    if word in "年月日时分" and text[start - 1 : start].isdigit():
        return Piece(start, at, "stop")
    return Piece(start, at, lexicon.kind(word, plan.words))


def _without_announcing_places(
    plan: Layout, lexicon: Lexicon, pieces: list[Piece], owned: bool
) -> list[Piece]:
    """Without the states and counties that only say where the firm is (缙云 in 缙云浙江君鸿机械)."""
    if not owned:
        return pieces
    for i, piece in enumerate(pieces):
        word = plan.text[piece.start : piece.end]
        if piece.kind == "place" and not _kept(word, lexicon):
            return pieces[:i]
    return pieces


def _kept(word: str, lexicon: Lexicon) -> bool:
    return word in lexicon.rules.kept_places or word[-1] in "省市县区"
