"""What the numbers of an article say about one another.

Each check looks for facts that must agree and compares them as intervals (`intervals.py`). It
passes, fails, or, where the facts do not meet its conditions, says nothing. `unit`, `range` and
`period` are guards over single facts: they are written only when they fail.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from extract.checks import guards, parts, steps
from extract.checks.book import Book
from extract.records import Article, Check, Fact, MentionBase
from extract.rules import Rules

KINDS: dict[str, Callable[[Book], Iterator[Check]]] = {
    "ratio": parts.ratios,
    "share": parts.shares,
    "sum": parts.sums,
    "growth": steps.growths,
    "list_count": parts.list_counts,
    "multiple": steps.multiples,
    "unit": guards.units,
    "range": guards.ranges,
    "period": guards.periods,
    "contradiction": steps.contradictions,
}


def check(
    article: Article,
    text: str,
    found: Sequence[MentionBase],
    facts: Sequence[Fact],
    rules: Rules,
) -> list[Check]:
    """All checks of one article, in order of kind and text. Offsets of `found` and `facts` count
    code points of `text`, the raw article."""
    book = Book(article, text, found, facts, rules)
    return [c for kind in KINDS.values() for c in kind(book)]
