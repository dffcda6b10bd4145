"""A text under repair: edits go in, the way back to the raw text stays exact."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from functools import cache
from operator import ne

from extract.text import Step, Text

Edit = tuple[int, int, str]  # [start, end) of the draft's text now, and what stands there instead


class Draft:
    """The text as it is now, and for each of its characters the raw span it came from."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.text = raw
        self.steps: list[Step] = []
        self._starts: array[int] | None = None  # None: nothing was moved yet
        self._ends: array[int] | None = None

    def exchange(self, fixer: str, text: str) -> None:
        """Characters exchanged one for one: the map stays as it is."""
        if text != self.text:
            edits = sum(map(ne, text, self.text))
            self.steps.append(Step(fixer, edits))
            self.text = text

    def apply(self, fixer: str, edits: Iterable[Edit]) -> None:
        """Make the edits, which are ascending and disjoint. What is put in points to the raw span
        of all that it replaces; an insertion points to the character before it."""
        done = list(edits)
        if not done:
            return
        starts, ends = self._maps()
        new_starts, new_ends = array("I"), array("I")
        pieces, at = [], 0
        for start, end, new in done:
            pieces.append(self.text[at:start])
            new_starts += starts[at:start]
            new_ends += ends[at:start]
            if new:
                pieces.append(new)
                last = max(end - 1, 0)
                new_starts.extend([starts[start] if start < end else starts[last]] * len(new))
                new_ends.extend([ends[last]] * len(new))
            at = end
        pieces.append(self.text[at:])
        self.text = "".join(pieces)
        self._starts, self._ends = new_starts + starts[at:], new_ends + ends[at:]
        self.steps.append(Step(fixer, len(done)))

    def finish(self) -> Text:
        """The restored text; a text in which nothing moved shares its ranges."""
        if self._starts is None or self._ends is None:
            plain = Text.unchanged(self.raw)
            plain.text, plain.steps = self.text, self.steps
            return plain
        return Text(self.raw, self.text, self._starts, self._ends, steps=self.steps)

    def _maps(self) -> tuple[array[int], array[int]]:
        if self._starts is None or self._ends is None:
            n = len(self.raw)
            count = _counting(n.bit_length())
            return count[:n], count[1 : n + 1]
        return self._starts, self._ends


@cache
def _counting(bits: int) -> array[int]:
    """0, 1, 2 … up to `2 ** bits`: slices of it are copied at once, not number by number."""
    return array("I", range((1 << bits) + 1))
