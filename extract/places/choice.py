"""Which of several divisions a name means: parents, neighbours, the rest of the article."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from extract.divisions import Division, Divisions, level_of
from extract.places.names import Hit

_PRIOR = {"province": 12, "prefecture": 5, "county": 2, "township": 0}
_NEAR = (6, 3)  # the parent in the same or the last paragraph, the parent of the parent
LISTED = frozenset("、和与及跟同—－-~至/")  # between the names of a list


@dataclass(slots=True, eq=False)
class Spot:
    """A name in the text and what it may be; `chosen` once that is settled."""

    hit: Hit
    block: int
    options: list[Division]
    full: bool  # by its official name
    belongs: bool = False  # part of an institution's name: evidence, no mention
    kept: bool = False  # a place after all
    person: bool = False  # looks like a given name: a place on evidence only
    parent: Spot | None = None  # the name right before that is above it
    orphan: bool = False  # right after a place that it does not lie in: part of another name
    chosen: Division | None = None
    rivals: list[Division] = field(default_factory=list)

    @property
    def level(self) -> str:
        """The level of what it may be."""
        return self.options[0].level

    @property
    def sure(self) -> bool:
        """Whether it is a place for certain; ordinary words are by their parent or full form."""
        ordinary = self.hit.name.ordinary
        return (
            self.parent is not None or not ordinary or (self.full and len(self.hit.name.text) > 2)
        )

    @property
    def start(self) -> int:
        return self.hit.start

    @property
    def end(self) -> int:
        return self.hit.end


_FEW, _MOST = 3, 0.7  # sure names, and the share of them in one province
CROWD = 4  # counties of one province that make a feature on it
PEERS = 3  # other cities of its province that make a name that of their peer


class Evidence:
    """What the settled names of an article speak for."""

    def __init__(self, table: Divisions, year: int) -> None:
        self.table = table
        self.year = year
        self.names = 0
        self.full: set[str] = set()
        self.led: set[str] = set()  # that stand behind their province somewhere
        self.rare: frozenset[str] = frozenset()  # common words that are nothing else here
        self.clear: frozenset[str] = frozenset()  # words named so often that they are places
        self.often: Counter[str] = Counter()  # how often each name is there, sure or not
        self.whole: Counter[str] = Counter()
        self.local: dict[int, Counter[str]] = defaultdict(Counter)

    def add(self, spot: Spot) -> None:
        """Count a settled name for itself and for all that lies above it."""
        if spot.chosen is None:
            return
        self.names += 1
        if spot.full:
            self.full.add(spot.chosen.code)
        local = self.local[spot.block]
        for code in self.codes(spot.chosen):
            self.whole[code] += 1
            local[code] += 1

    def at_home(self, spot: Spot) -> bool:
        """Whether the one meaning of a name lies in the province that most sure names lie in."""
        if len(spot.options) != 1 or self.names < _FEW:
            return False
        province = spot.options[0].code[:2] + "0000"
        return self.whole[province] >= _MOST * self.names

    def crowded(self, spot: Spot) -> bool:
        """Whether the article names several counties of the province that the one meaning of a
        name lies in, and hardly another: a feature on a province and its counties."""
        if not self.at_home(spot):
            return False
        province = spot.options[0].code[:2]
        counties = (c for c in self.whole if c[:2] == province and level_of(c) == "county")
        return sum(1 for _ in counties) >= CROWD

    def among_peers(self, city: Division) -> bool:
        """Whether the article goes through the cities of the province that `city` lies in."""
        province = city.code[:2]
        cities = (c for c in self.whole if c[:2] == province and level_of(c) == "prefecture")
        return city.level == "prefecture" and sum(c != city.code for c in cities) >= PEERS

    def peers(self, county: Division) -> int:
        """How many other counties of its city the article names."""
        return sum(c[:4] == county.code[:4] != c and level_of(c) == "county" for c in self.whole)

    def codes(self, division: Division) -> list[str]:
        """The codes of `division` and of all above it."""
        above = (d.code for d in self.table.ancestors(division, self.year))
        return [code for code in (division.code, *above) if code]

    def score(self, option: Division, spot: Spot) -> int:
        """How much speaks for `option`: its full form, its parent, its province; near first.

        A district by its short name is meant only where its city is near: 西安 is no district of
        牡丹江 because 黑龙江 is.
        """
        district = not spot.full and option.level == "county" and option.name.endswith("区")
        total = 0 if spot.full or district else _PRIOR[option.level]
        total += 6 * (option.code in self.full)
        for code, near in zip(self.codes(option)[1 : 2 if district else 3], _NEAR, strict=False):
            local = (self.local[b][code] for b in (spot.block - 1, spot.block))
            total += near * any(local) + (self.whole[code] > 0)
        return total


def link(outer: Spot, inner: Spot, table: Divisions, year: int) -> None:
    """Let names that touch settle one another: `丽水市缙云县`, `浙江永嘉`."""
    above = {d.code for d in outer.options}
    over = [{a.code for a in table.ancestors(d, year)} & above for d in inner.options]
    if any(over):
        inner.options = [d for d, codes in zip(inner.options, over, strict=True) if codes]
        inner.parent = outer
        outer.options = [d for d in outer.options if d.code in set().union(*over)]
    elif inner.options and not inner.full:
        inner.orphan = "county" in (inner.level, outer.level)


def decide(spot: Spot, evidence: Evidence) -> None:
    """Choose what `spot` means, or note between which divisions it stays undecided.

    Of a city and a county in it that share a short name (吉安市, 吉安县) the city is meant, unless
    only the county is named in full and the text is not about cities.
    """
    if len(spot.options) == 1:
        spot.chosen = spot.options[0]
        return
    codes = {d.code for d in spot.options}
    inner = [] if spot.full else [d for d in spot.options if codes & {*evidence.codes(d)[1:]}]
    named = evidence.full & codes  # 承德县 in full and 承德市 not: 承德 is the county
    outer = [d for d in spot.options if d not in inner]
    if not named or named - {d.code for d in inner} or any(map(evidence.among_peers, outer)):
        options = outer
    else:
        options = inner
    scores = {d: evidence.score(d, spot) for d in options}
    best = max(scores.values())
    winners = [d for d, score in scores.items() if score == best]
    if len(winners) == 1 and best > 0:
        spot.chosen = winners[0]
    else:
        spot.rivals = winners


def neighbours(spots: list[Spot], simple: str) -> Iterator[tuple[Spot, list[Spot]]]:
    """Each spot with those beside it in a list: `天台、仙居、三门`."""
    for i, spot in enumerate(spots):
        beside = []
        if i and LISTED.issuperset(gap := simple[spots[i - 1].end : spot.start]) and len(gap) == 1:
            beside.append(spots[i - 1])
        after = spots[i + 1] if i + 1 < len(spots) else None
        if after and len(gap := simple[spot.end : after.start]) == 1 and gap in LISTED:
            beside.append(after)
        yield spot, beside
