"""The branch of the economy that a clause begins with, as part of what it measures: 全国铁路 |
发送旅客970万人次 is no figure of all passengers."""

from __future__ import annotations

from extract.clauses import Clause
from extract.facts.named import Named
from extract.facts.wording import Wording
from extract.records import Date, Place


class Sectors:
    """Reads it off the head of the clause, or the one before that turns to it (民航方面，…)."""

    def __init__(self, text: str, wording: Wording) -> None:
        self.text, self.words = text, wording

    def of(self, clause: Clause, start: int, named: Named) -> Named:
        """What was named, in the sector of its clause; `start`: where the sentence begins."""
        if named.how not in ("left", "action"):
            return named  # what is carried has its own, what is counted behind the number is told
        found = self._in(clause) or self._before(clause, start)
        if not found or any(self._has_one(m) for m in named.measures):
            return named
        measures = [found + m for m in named.measures]
        return Named(measures, named.how, named.project, named.end)

    def _has_one(self, measure: str) -> bool:
        """Whether a measure names a branch itself, or is of none."""
        apart = measure.startswith(self.words.not_of_sectors)
        return apart or self.words.a_sector.search(measure) is not None

    def _in(self, clause: Clause) -> str:
        """At its head, behind its date and its place: 今天，| 全国铁路预计…."""
        behind = (m.end for m in clause.mentions if isinstance(m, (Date, Place)))
        heads = (clause.start, *behind)
        found = (self.words.sector_opens.match(self.text, at, clause.end) for at in heads)
        return next((m[1] for m in found if m), "")

    def _before(self, clause: Clause, start: int) -> str:
        """In a clause before that turns to it or begins with it, where this one names no other:
        公路方面，| 预计…, 全国铁路运输两旺，| 完成…."""
        if clause.named:
            return ""
        turned = [*self.words.sector_leads.finditer(self.text, start, clause.start)]
        return turned[-1][1] if turned else ""
