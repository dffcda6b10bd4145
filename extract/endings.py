"""A set of words, asked which of them end at an offset of a text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator


class Endings:
    """Words by their last character, so that most offsets are answered with one look."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(words)
        sizes: defaultdict[str, set[int]] = defaultdict(set)
        for word in self._words:
            sizes[word[-1]].add(len(word))
        self._sizes = {char: sorted(found, reverse=True) for char, found in sizes.items()}

    def starts(self, text: str, end: int, first: int = 0) -> Iterator[int]:
        """Where the words start, not before `first`, that end at `end` of `text`; longest first."""
        for size in self._sizes.get(text[end - 1 : end], ()):
            if end - size >= first and text[end - size : end] in self._words:
                yield end - size
