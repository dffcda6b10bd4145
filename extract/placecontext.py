"""What stands around a name: is it cut out of longer words, or part of an institution's name?"""

from __future__ import annotations

import regex

from extract.placenames import Hit, Names
from extract.segment import Layout

_NOTHING = regex.compile(r"(?!)")
_LONGEST = 3  # characters a dictionary word may have on either side of an edge


class Context:
    """The vetoes, compiled from `rules/places.yml`."""

    def __init__(self, names: Names) -> None:
        rules = names.rules
        self._after = regex.compile("|".join(rules.after))
        self._head = regex.compile("|".join(rules.heads))
        self._stop = regex.compile(
            "|".join(w for p in rules.stop.split() for w in p.split("|") if w)
        )
        self._reach = rules.reach

    def stands(self, plan: Layout, simple: str, hit: Hit) -> bool:
        """Whether the name is a word of its own: no dictionary word runs across its edges, or the
        segmenter cuts there all the same (`江阴市|长泾镇`, `上海市|民营`, but `环渤海|南部`)."""
        for edge in (hit.start, hit.end):
            if _crossed(plan, simple, hit, edge) and not plan.is_cut(edge):
                return False
        return True

    def belongs(self, simple: str, end: int) -> bool:
        """Whether a name that ends at `end` is part of the name of something that is no division."""
        if self._after.match(simple, end):
            return True
        head = self._head.search(simple, end, end + self._reach + 8)
        if head is None or head.start() - end > self._reach:
            return False
        return self._stop.search(simple, end, head.start()) is None


def _crossed(plan: Layout, simple: str, hit: Hit, edge: int) -> bool:
    """Whether some dictionary word lies across `edge` without holding the whole name."""
    known = plan.words.known
    low = max(edge - _LONGEST, 0)
    for start in range(low, edge):
        for end in range(edge + 1, min(edge + _LONGEST, len(simple)) + 1):
            inside = start <= hit.start and hit.end <= end
            if not inside and end - start <= 4 and known(simple[start:end]):
                return True
    return False
