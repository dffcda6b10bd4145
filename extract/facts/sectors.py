"""The branch of the economy that a clause begins with, as part of what it measures: 全国铁路 |
发送旅客970万人次 is no figure of all passengers."""

from __future__ import annotations

import re

from extract.clauses import Clause
from extract.facts.named import Named
from extract.facts.vocabulary import search
from extract.facts.wording import Wording

_SCOPE = r"(?:全[国省市州县区]|我国|其中，?)?"
_TURNED_TO = r"(?:客运|货运|运输|出行)?方面，"


class Sectors:
    """Reads it off the head of the clause, or the one before that turns to it (民航方面，…)."""

    def __init__(self, text: str, wording: Wording) -> None:
        self.text, self.words = text, wording
        sector = search(wording.sectors).pattern
        self._opens = re.compile(
            rf"{_SCOPE}({sector})(?:客运|货运|系统|行业|部门|运输)?{search(wording.sector_deeds).pattern}"
        )
        self._turns = re.compile(rf"(?<![一-鿿、]){_SCOPE}({sector}){_TURNED_TO}")

    def of(self, clause: Clause, start: int, named: Named) -> Named:
        """What was named, in the sector of its clause; `start`: where the sentence begins."""
        if named.how not in ("left", "right", "action"):
            return named  # what is carried has its own
        found = self._in(clause) or self._before(clause, start)
        if not found or any(
            found in m or m.startswith(self.words.not_of_sectors) for m in named.measures
        ):
            return named
        measures = [found + m for m in named.measures]
        return Named(measures, named.how, named.project, named.end)

    def _in(self, clause: Clause) -> str:
        """At its head, behind its date and its place: 今天，| 全国铁路预计…."""
        heads = [clause.start, *(m.end for m in clause.mentions)]
        found = (self._opens.match(self.text, at, clause.end) for at in heads)
        return next((m[1] for m in found if m), "")

    def _before(self, clause: Clause, start: int) -> str:
        """In a clause before that does no more than turn to it: 公路方面，| 预计…."""
        turned = [m[1] for m in self._turns.finditer(self.text, start, clause.start)]
        return turned[-1] if turned else ""
