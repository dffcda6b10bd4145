"""Which of several divisions a name means: parents, neighbours, the rest of the article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from extract.divisions import Division, Divisions
from extract.placenames import Hit

_PRIOR = {"province": 8, "prefecture": 3, "county": 0, "township": 0}


@dataclass(slots=True)
class Spot:
    """A name in the text and what it may be; `chosen` once that is settled."""

    hit: Hit
    block: int
    options: list[Division]
    full: bool  # by its official name
    belongs: bool = False  # part of an institution's name: evidence, no mention
    parent: Spot | None = None  # the name right before that is above it
    chosen: Division | None = None
    rivals: list[Division] = field(default_factory=list)

    @property
    def start(self) -> int:
        return self.hit.start

    @property
    def end(self) -> int:
        return self.hit.end


class Evidence:
    """What the settled names of an article speak for."""

    def __init__(self, table: Divisions, year: int) -> None:
        self.table = table
        self.year = year
        self.full: set[str] = set()
        self.whole: Counter[str] = Counter()
        self.local: dict[int, Counter[str]] = {}

    def add(self, spot: Spot) -> None:
        """Count a settled name for itself and for all that lies above it."""
        assert spot.chosen is not None
        if spot.full:
            self.full.add(spot.chosen.code)
        local = self.local.setdefault(spot.block, Counter())
        for code in self.codes(spot.chosen):
            self.whole[code] += 1
            local[code] += 1

    def codes(self, division: Division) -> list[str]:
        """The codes of `division` and of all above it."""
        return [division.code, *(d.code for d in self.table.ancestors(division, self.year))]

    def score(self, option: Division, spot: Spot) -> int:
        """How much speaks for `option`; own full form, prefecture and province, near before far."""
        above = self.codes(option)
        total = 0 if spot.full else _PRIOR[option.level]
        total += 6 * (option.code in self.full)
        for code, near, far in zip(above[1:][::-1], (2, 3), (1, 1), strict=False):
            total += near * any(
                self.local.get(b, {}).get(code, 0) for b in (spot.block - 1, spot.block)
            )
            total += far * (self.whole[code] > 0)
        return total


def link(spots: list[Spot], table: Divisions, year: int) -> None:
    """Let names that touch settle one another: `丽水市缙云县`, `浙江永嘉`."""
    for outer, inner in zip(spots, spots[1:], strict=False):
        if outer.end != inner.start:
            continue
        above = {d.code for d in outer.options}
        fitting = [d for d in inner.options if above & {a.code for a in table.ancestors(d, year)}]
        if fitting:
            inner.options, inner.parent = fitting, outer
            over = {a.code for d in fitting for a in table.ancestors(d, year)}
            outer.options = [d for d in outer.options if d.code in over]


def choose(spots: list[Spot], evidence: Evidence) -> None:
    """Settle every spot that can be settled; the others keep their rivals."""
    waiting = []
    for spot in spots:
        if len(spot.options) == 1:
            spot.chosen = spot.options[0]
            evidence.add(spot)
        else:
            waiting.append(spot)
    for spot in waiting:
        _decide(spot, evidence)
    for spot in waiting:
        if spot.chosen:
            evidence.add(spot)


def _decide(spot: Spot, evidence: Evidence) -> None:
    scores = {d: evidence.score(d, spot) for d in spot.options}
    best = max(scores.values())
    winners = [d for d, s in scores.items() if s == best]
    if len({d.code for d in winners}) == 1 and (best > 0 or not spot.full):
        spot.chosen = winners[0]
    else:
        spot.rivals = winners


def main_codes(evidence: Evidence) -> Iterable[tuple[str, int]]:
    """The codes of the article, the most frequent first."""
    return evidence.whole.most_common()
