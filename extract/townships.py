"""Towns, townships and streets, found by their form; they have no code of their own."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extract.placechoice import Spot
from extract.placenames import PlaceRules
from extract.records import Place
from extract.segment import Layout

_FORM = regex.compile(r"镇(?!压|静|定|痛|守|住|里|上|区)|乡(?![村镇亲愁土音情间民贤野])|街道(?!口)")
_CHINESE = regex.compile(r"[\u4e00-\u9fff]")
_LONGEST = 4


def townships(plan: Layout, simple: str, spots: list[Spot], rules: PlaceRules) -> Iterator[Place]:
    """Full forms (`桥下镇`), and the bare names (`桥下`) of those seen in full."""
    generic = frozenset(rules.not_townships.split())
    before = frozenset(rules.before_township.split())
    ends = {s.end for s in spots}
    seen: dict[str, str] = {}
    taken: set[int] = set()
    for match in _FORM.finditer(simple):
        start = _start(plan, simple, match.start(), ends, before)
        name = simple[start : match.end()]
        if start == match.start() or name in generic or any(name.endswith(g) for g in generic):
            continue
        taken.add(start)
        if match.start() - start >= 2:
            seen.setdefault(simple[start : match.start()], name)
        yield _place(start, match.end(), name, "township")
    for short, name in seen.items():
        for match in regex.finditer(regex.escape(short), simple):
            if match.start() not in taken and plan.is_cut(match.start()):
                yield _place(match.start(), match.end(), name, "township short")


def _place(start: int, end: int, name: str, rule: str) -> Place:
    return Place(start=start, end=end, name=name, level="township", rule=rule)


def _start(plan: Layout, simple: str, at: int, ends: set[int], before: frozenset[str]) -> int:
    """Where the name that ends at `at` begins: whole words, back to a word that may stand before."""
    start = at
    while start > 0 and at - start < _LONGEST:
        if start in ends or not _CHINESE.match(simple[start - 1]):
            return start
        word = plan.word(start - 1)[0]
        piece = simple[word:start]
        if piece in before or at - word > _LONGEST:
            return start
        start = word
    return start
