"""Where a firm's name begins: reading backwards from its end, piece by piece.

A name is `[place] own-part [trade …] [tail]`. Going left from the tail, trade words may come first,
then the own part, then a place; anything else ends the name. Offsets count code points of the text
of the `Layout`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extract.firms.forms import Lexicon, PieceKind
from extract.segment import Layout

LONGEST = 32  # characters of a name before its tail; registered names are shorter
_OWN_LONGEST = 9
_GRID = "国网"  # which stands before the place: 国网宁国市供电公司
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
    sure: float = 0.0  # how little the dictionary knows the own part: 1 nothing, 0 all of it

    @property
    def own(self) -> int:
        """How many characters are its own."""
        return self.own_end - self.own_start


def read_back(
    plan: Layout, lexicon: Lexicon, end: int, tail: int | None = None, *, lenient: bool = False
) -> Name | None:
    """The name that ends at `end`, or None; its tail, if it has one, starts at `tail`. A `lenient`
    reading lets a verb be the own part right after a city (中和 in 香港中和出版有限公司) or the
    end of one (远航 in 赛江远航重工有限公司)."""
    pieces = list(_pieces(plan, lexicon, end if tail is None else tail, lenient))
    own = [p for p in pieces if p.kind in _SURE]
    places = [p for p in pieces if p.kind == "place"]
    only_places = lenient and not own and len(places) > 1
    if only_places:
        own = places[:1]  # 石阡县 | 龙川 | 饮品有限公司
    start, stop = (own[-1].start, own[0].end) if own else (end, end)
    before = next((p for p in pieces if p.kind == "place" and p.end == start), None)
    lone = stop - start == 1 and plan.text[start] not in lexicon.rules.no_names
    if lone and (more := _begins_a_trade(plan.text, lexicon, pieces, stop)):
        stop = more
    elif before and lone:  # 嘉禾 is a county, 嘉禾源 a name
        start = before.start
        kept = pieces.index(before) + 1
        kept += any(_stays(plan, lexicon, p, lenient) for p in pieces[kept : kept + 1])
        pieces = pieces[:kept]
    if not _is_own(plan.text[start:stop], lexicon):
        start = stop = end
    sure = max((_SURE.get(p.kind, 0.4) for p in own), default=0.0)
    if not lexicon.materials.isdisjoint(plan.text[start:stop]):
        sure = min(sure, _SURE["rare"])
    if not only_places:
        pieces = _without_announcing_places(plan, lexicon, pieces, start, lenient)
    if not pieces:
        return None
    begun = pieces[-1].start
    begun -= len(_GRID) * plan.text.endswith(_GRID, 0, begun)
    return Name(
        begun,
        end,
        start,
        stop,
        any(p.kind in ("trade", "bracket") for p in pieces),
        any(p.kind == "place" for p in pieces),
        sure,
    )


def _begins_a_trade(text: str, lexicon: Lexicon, pieces: list[Piece], at: int) -> int | None:
    """Where an own part of one character ends if the word behind it is one more and a trade:
    安徽 | 徽链 | 传动, which the segmenter takes for 链传动."""
    behind = next((p for p in pieces if p.start == at and p.kind == "trade"), None)
    if behind is None or behind.end - at != 3 or text[at : behind.end] in lexicon.trades:
        return None
    return at + 1 if text[at + 1 : behind.end] in lexicon.trades else None


def _is_own(text: str, lexicon: Lexicon) -> bool:
    """Whether `text` can be a name: no ware unknown to the dictionary (泵阀), no count."""
    return text not in lexicon.trades and any(c not in lexicon.rules.no_names for c in text)


def _pieces(plan: Layout, lexicon: Lexicon, at: int, lenient: bool) -> Iterator[Piece]:
    """Pieces from `at` leftwards, nearest first, as far as they can belong to one name."""
    sentence = plan.sentence(at - 1) if at else None
    low = max(sentence.start, at - LONGEST) if sentence else at
    passed, own = "trade", 0
    while at > low:
        piece = _piece(plan, lexicon, at, low)
        near = max(at - 2, low)
        if lenient and at - piece.start == 1 and plan.text[near:at] in lexicon.trades:
            piece = Piece(near, at, "trade")  # 恒佑 | 阀业, which the segmenter cuts in two
        word = plan.text[piece.start : at]
        if lenient and own and len(word) > 1 and word in lexicon.counties:
            piece = Piece(piece.start, at, "place")  # 奉节 is a word too
        if word == "之" and lenient and own:
            piece = Piece(piece.start, at, "own")  # 锦之眠
        if piece.kind == "bracket":
            passed = "trade"
        elif (
            piece.kind == "loose"
            and lenient
            and not own
            and _goes_on(plan, lexicon, piece.start, low)
        ):
            piece = Piece(piece.start, piece.end, "own")
            passed, own = "own", piece.end - piece.start
        elif piece.kind in ("stop", "loose") or _ORDER[piece.kind] < _ORDER[passed]:
            return
        else:
            passed = piece.kind
            own += (piece.end - piece.start) * (piece.kind in _SURE)
        if own > _OWN_LONGEST:
            return
        yield piece
        at = piece.start


def _goes_on(plan: Layout, lexicon: Lexicon, at: int, low: int) -> bool:
    """Whether a place stands right before `at` (中和 in 香港中和出版), or characters that are no
    word."""
    if at <= low:
        return False
    before = _piece(plan, lexicon, at, low)
    return before.kind in ("place", "own")


_SURE: dict[PieceKind, float] = {"own": 1.0, "named": 0.7, "rare": 0.4}
_ORDER = {"trade": 0, "own": 1, "named": 1, "rare": 1, "place": 2}


def _piece(plan: Layout, lexicon: Lexicon, at: int, low: int) -> Piece:
    text = plan.text
    opening = _BRACKETS.get(text[at - 1])
    if opening:
        start = text.rfind(opening, max(low, at - 8), at)
        inner = text[start + 1 : at - 1]
        byline = any(word in inner for word in lexicon.rules.bylines)
        whole = start > low and inner.isalpha() and not byline
        kind: PieceKind = "bracket" if whole else "stop"
        return Piece(max(start, low), at, kind)
    start, stop = plan.word(at - 1)
    kept = (at - n for n in (2, 3) if at - n >= low and _kept(text[at - n : at], lexicon))
    if stop > at and (place := next(kept, None)) is not None:
        return Piece(place, at, "place")
    if stop > at:  # a compound of the dictionary that holds the tail: 美国波音|公司
        start = plan.words.cuts(text[start:at], start)[-2]
    start = max(start, low)
    if any(_kept(text[start - n : start + 1], lexicon) for n in (1, 2) if n <= start < at - 1):
        start += 1  # 河北 | 纬诺, which the segmenter takes for 北纬
    word = text[start:at]
    if word in lexicon.rules.joined and text.startswith(tuple(lexicon.rules.joined_to), at):
        return Piece(start, at, "trade")
    if text[at - 2 : at] in lexicon.stops:  # an announcer the segmenter does not know: 央企
        return Piece(start, at, "stop")
    if word in "年月日时分" and text[start - 1 : start].isdigit():
        return Piece(start, at, "stop")
    return Piece(start, at, lexicon.kind(word, plan.words))


def _without_announcing_places(
    plan: Layout, lexicon: Lexicon, pieces: list[Piece], own: int, registered: bool
) -> list[Piece]:
    """Without states and counties before the own part, which begins at `own`: they only say where
    the firm is (缙云 in 缙云浙江君鸿机械). A county right behind its province is part of the name
    (福建省德化某陶瓷股份有限公司), and so is one right before the own part of a `registered` one
    (奉节峡速物流有限公司)."""
    kept = [p.kind == "place" and _kept(plan.text[p.start : p.end], lexicon) for p in pieces]
    for i, piece in enumerate(pieces):
        placed = piece.kind == "place" and piece.end <= own < pieces[0].end
        behind = kept[i + 1 : i + 2] == [True] and not kept[i - 1]
        first = registered and piece.end == own and _county(plan, lexicon, piece)
        if placed and not kept[i] and not behind and not first:
            return pieces[:i]
    return pieces


def _stays(plan: Layout, lexicon: Lexicon, piece: Piece, registered: bool) -> bool:
    """Whether a place belongs to the name behind it: a province, of registered names a county."""
    if piece.kind != "place":
        return False
    wide = _kept(plan.text[piece.start : piece.end], lexicon)
    return wide or (registered and _county(plan, lexicon, piece))


def _county(plan: Layout, lexicon: Lexicon, piece: Piece) -> bool:
    name = plan.text[piece.start : piece.end].removesuffix("县")
    return piece.kind == "place" and name in lexicon.counties


def _kept(word: str, lexicon: Lexicon) -> bool:
    return lexicon.places.get(word, False)
