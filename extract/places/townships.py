"""Towns, townships and streets, found by their form; they have no code of their own."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

import regex

from extract.places.choice import Spot
from extract.places.context import cuts
from extract.places.names import PlaceRules
from extract.records import Place
from extract.segment import Layout

_FORM = regex.compile(
    r"镇镇?(?![压静定痛守住里区江海平远安]|上(?![马线新市演])|长(?![期年大久远]))"
    r"|乡(?![村镇亲愁土音情间民贤野下风居]|长(?![期年大久远]))|街道(?!口)|苏木"
)
_NO_NAME = frozenset("vpdcurmqyt")  # first letters of tags of words that name no town
_HAN = regex.compile(r"\p{Han}+")
_NUMBER = regex.compile(r"[一两二三四五六七八九十百千万几数多各里]+[个座些]?$")
_WALLED = regex.compile(  # 天长市 | 铜城镇
    "[^\\P{Han}新老古旧小大中各全个座区县市乡村等多名强与和的及是在]城镇"
)
_LARGER = frozenset("村镇乡路街区县市江河湖山")  # after a bare name: part of another one
_DIVISIONS = frozenset("省市县区旗州盟")
_LONGEST = 4
_WHOLE = regex.compile("全[县市区州旗镇乡]")
_NEAR = (-2, -1, 0, 1, 2)  # blocks between a town and a place of the table


class Townships:
    """The mechanism with the words of `rules/places.yml` that it needs."""

    def __init__(self, rules: PlaceRules) -> None:
        self._generic = tuple(rules.not_townships.split())
        self._words = frozenset(rules.words_for_townships.split())
        self._ordinary = frozenset(rules.not_bare_towns.split())
        self._before = frozenset(rules.before_township.split())

    def find(self, plan: Layout, simple: str, spots: list[Spot], taken: set[int]) -> list[Place]:
        """Full forms (`桥下镇`) outside the offsets `taken` and near one of `spots` or 全县, for
        the table has no towns abroad; and the bare names (`桥下`) of those."""
        ends = {s.end for s in spots if not s.orphan and simple[s.end : s.end + 1] != "路"}
        closed = {s.end for s in spots}  # 桐乡 is no 乡
        starts = [b.start for b in plan.blocks]
        here = [bisect_right(starts, m.start()) for m in _WHOLE.finditer(simple)]
        blocks = {at + away for at in (*(s.block for s in spots), *here) for away in _NEAR}
        found: list[Place] = []
        for match in _FORM.finditer(simple):
            at, end = match.span()
            generic = simple.endswith(self._generic, max(at - _LONGEST, 0), end)
            if generic and not (at - 2 in ends and _WALLED.match(simple, at - 2)):
                continue
            start = self._start(plan, simple, at, end, ends)
            known = not spots or bisect_right(starts, at) in blocks
            apart = start is not None and (not found or found[-1].end <= start)
            if (
                start is not None
                and known
                and apart
                and simple[start:end] not in self._words
                and end not in closed
                and taken.isdisjoint(range(start, end))
            ):
                found.append(_place(start, end, simple[start:end], "township"))
                ends.add(end)
        return [*found, *self._bare(plan, simple, found, taken)]

    def _bare(
        self, plan: Layout, simple: str, full: list[Place], taken: set[int]
    ) -> Iterator[Place]:
        """Later mentions of a town by its name alone."""
        busy = taken | {at for p in full for at in range(p.start, p.end)}
        for short, name in {_stem(p.name or ""): p.name or "" for p in full}.items():
            if (
                len(short) < 2
                or short[-1] in _LARGER
                or short in self._ordinary
                or plan.words.tag(short)[:1] in _NO_NAME - {""}
            ):
                continue
            for match in regex.finditer(regex.escape(short), simple):
                start, end = match.span()
                whole = {start, end} <= set(cuts(plan, simple, start))
                whole = whole and simple[end : end + 1] not in _LARGER
                if whole and busy.isdisjoint(range(start, end)):
                    yield _place(start, end, name, "township bare")

    def _start(self, plan: Layout, simple: str, at: int, end: int, ends: set[int]) -> int | None:
        """Where the name that ends at `at` begins: whole words, back to its parent, a mark, or a
        word that may stand before a name; in a list any word (三班镇、龙浔镇). None where it runs
        on into something longer."""
        parent = next((e for e in range(at - 1, at - _LONGEST - 1, -1) if e in ends), at)
        if _HAN.fullmatch(simple, parent, at) and simple[parent] not in self._before:
            return None if _NUMBER.fullmatch(simple, parent, at) else parent
        start = at
        found = cuts(plan, simple, at)
        for word in reversed(found[: bisect_left(found, at)]):
            piece = simple[word:start]
            tag = plan.words.tag(piece)[:1]
            town = start == at and simple[at - 1] not in _DIVISIONS  # 浦口 | 镇, not 县 | 镇
            listed = (
                start == at and simple[end : end + 1] == "、" and not _HAN.match(simple, word - 1)
            )
            if (
                (start in ends and not town)
                or piece in self._before
                or (tag in _NO_NAME and len(piece) > 1 and not listed)
            ):
                break
            if at - word > _LONGEST:
                return None
            start = word
        return None if start == at or _NUMBER.fullmatch(simple, start, at) else start


def _stem(name: str) -> str:
    return name.removesuffix("街道").removesuffix("镇").removesuffix("乡")


def _place(start: int, end: int, name: str, rule: str) -> Place:
    return Place(start=start, end=end, name=name, level="township", rule=rule)
