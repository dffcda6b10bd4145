"""The words of a clause: cut anew around its mentions, read both ways, peeled off its end."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import pairwise

from extract.clauses import Clause
from extract.facts.wording import Peeled, Wording
from extract.records import MentionBase
from extract.segment import Layout


class Cutting:
    """One clause at a time (`enter` it first)."""

    def __init__(self, plan: Layout, wording: Wording) -> None:
        self.plan = plan
        self.text = plan.text
        self.wording = wording
        self.tag = plan.words.tags.get
        self._cuts: list[int] = []
        self._names: dict[int, MentionBase] = {}

    def enter(self, clause: Clause) -> None:
        """Segment a clause anew around its mentions: jieba glues `家` to `规` in 106家规上企业."""
        self._names = {}
        self._cuts = [clause.start]
        sentence = self.plan.index(clause.start)
        at = clause.start
        for m in clause.mentions:
            if m.start < at or m.end > clause.end:
                continue
            if at < m.start:
                self._cuts.extend(self.plan.cuts_of(sentence, at, m.start)[1:])
            self._cuts.append(m.end)
            self._names[m.start] = m
            at = m.end
        if at < clause.end:
            self._cuts.extend(self.plan.cuts_of(sentence, at, clause.end)[1:])

    def is_cut(self, at: int) -> bool:
        """Whether a word of the clause starts or ends at `at`."""
        i = bisect_left(self._cuts, at)
        return i < len(self._cuts) and self._cuts[i] == at

    def before(self, at: int) -> int:
        """Where the word that ends at `at` starts."""
        return self._cuts[max(0, bisect_left(self._cuts, at) - 1)]

    def words(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The words `[a, b)` within `[start, end)`, cut off at its edges."""
        i, j = bisect_right(self._cuts, start), bisect_left(self._cuts, end)
        yield from pairwise([start, *self._cuts[i:j], end])

    def word_at(self, at: int) -> str:
        """The word that starts at `at`, of at most four characters."""
        return self.text[at : next((b for _, b in self.words(at, at + 4)), at)]

    def backwards(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The same, from the last to the first."""
        i = bisect_left(self._cuts, end)
        while end > start:
            i -= 1
            at = max(self._cuts[i], start) if i >= 0 else start
            yield at, end
            end = at

    def peel(self, start: int, end: int) -> Peeled:
        """Known words, and adverbs of the dictionary, taken off the end of `[start, end)`."""
        peeled = self._peel(start, end)
        while peeled.end > start:
            at = max(self.before(peeled.end), start)
            word = self.text[at : peeled.end]
            if len(word) < 2 or self.tag(word, "") != "d":
                break
            more = self._peel(start, at)
            peeled = Peeled(more.end, [*peeled.words, ("adverb", word), *more.words])
        return peeled

    def _peel(self, start: int, end: int) -> Peeled:
        return self.wording.peel(self.text, start, end, self.is_cut, self._in_noun)

    def _in_noun(self, at: int, end: int) -> bool:
        """Whether a noun of the dictionary starts before `at` and ends at `end`."""
        start = self.before(end)
        return start < at and self.is_cut(end) and self.tag(self.text[start:end], "") == "n"
