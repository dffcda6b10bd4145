"""What stands around a name: is it cut out of longer words, or part of an institution's name?"""

from __future__ import annotations

from collections.abc import Callable

import regex

from extract.measures import Catalogue
from extract.places.choice import Spot
from extract.places.names import Hit, Names
from extract.segment import Layout

_TOWN = regex.compile(r"\p{Han}{2,3}(?:镇|乡(?!村|镇)|街道)")
_WINDOW = 8  # characters on either side that are segmented to see how a word is cut
_LEFT = regex.compile(r"\p{Han}+\Z")
_RIGHT = regex.compile(r"[\p{Han}]*")
_WORD = regex.compile(r"[\p{Han}A-Za-z0-9]")
_KIND = 2  # characters that say what kind of place it is (地区)
_HEAD = 12  # characters a head word may have


def _part_of_a_town(plan: Layout, simple: str, hit: Hit) -> bool:
    """Whether a name that ends as towns do goes on to the left: 孝 | 丰镇, but not 在 | 丰镇."""
    at = hit.start
    if hit.name.text[-1] not in "镇乡" or at == 0 or not _WORD.match(simple, at - 1):
        return False
    before = plan.words.tag(simple[at - 1])[:1]
    return plan.word(at - 1)[0] == at - 1 and before in ("n", "a", "m", "b", "q", "x", "")


class Context:
    """The vetoes, compiled from `rules/places.yml`."""

    def __init__(self, names: Names, catalogue: Catalogue) -> None:
        rules = names.rules
        self._catalogue = catalogue
        self._after = regex.compile("|".join(rules.after))
        self._office = regex.compile("|".join(rules.offices))
        self._head = regex.compile("|".join(rules.heads))
        self._stop = regex.compile("|".join(filter(None, "".join(rules.stop.split()).split("|"))))
        self._before = regex.compile(f"(?<={rules.cues.before})")
        self._behind = regex.compile(rules.cues.after)
        self._subject = regex.compile(rules.cues.subject)
        self._surnames = frozenset(rules.surnames)
        self._given = regex.compile(rf"\p{{Han}}?(?:{rules.telling})")
        self._officer = regex.compile(f"(?:{rules.officers})$")
        self._reach = rules.reach

    def stands(self, plan: Layout, simple: str, hit: Hit, full: bool) -> bool:
        """Whether the name is a word of its own: no dictionary word runs across its edges, or the
        segmenter cuts there all the same (not `环渤|海南|部`), or a town follows a full name
        (`江阴市|长泾镇`)."""
        if self._measured(simple, hit):
            return False
        for edge in (hit.start, hit.end):
            if edge == hit.end and full and _TOWN.match(simple, edge):
                continue
            if _crossed(plan.words.known, simple, hit, edge) and edge not in cuts(
                plan, simple, edge
            ):
                return False
        return full or not _part_of_a_town(plan, simple, hit)

    def _measured(self, simple: str, hit: Hit) -> bool:
        """Whether the end of a name begins a measure of the catalogue: 台州 | 地区生产总值."""
        at = hit.end - _KIND
        end = self._catalogue.opening(simple, at) if at - hit.start >= _KIND else None
        return end is not None and end > hit.end

    def cued(self, simple: str, hit: Hit) -> bool:
        """Whether the words around an ordinary word make it a place: `在黄梅，`, `安平全县`."""
        if self._subject.match(simple, hit.end):
            return True
        return bool(self._before.match(simple, hit.start) and self._behind.match(simple, hit.end))

    def person(self, plan: Layout, simple: str, hit: Hit) -> bool:
        """Whether a name of two characters follows a surname: `高志丹`."""
        at = hit.start
        if len(hit.name.text) == 2 and self._officer.search(simple, max(at - 6, 0), at):
            return self._given.match(simple, hit.end) is not None  # 总经理 | 罗定国 | 说
        surname = len(hit.name.text) == 2 and at > 0 and simple[at - 1] in self._surnames
        return surname and not (at > 1 and plan.words.known(simple[at - 2 : at]))

    def mark(self, simple: str, spots: list[Spot]) -> None:
        """Mark the spots that are part of the name of something that is no division."""
        limit = len(simple)
        after: Spot | None = None
        for spot in reversed(spots):
            if after and after.start == spot.end:  # 广东省河源市: no river
                spot.belongs = spot.orphan or (after.parent is spot and after.belongs)
            else:
                spot.belongs = spot.orphan or self._belongs(simple, spot, limit)
            limit, after = spot.start, spot

    def _belongs(self, simple: str, spot: Spot, limit: int) -> bool:
        end = spot.end
        if not _WORD.match(simple, end) or self._catalogue.measured(simple, end):
            return False
        if self._office.match(simple, end):
            return True
        if not spot.full and self._after.match(simple, end):
            return True
        head = self._head.search(simple, end, end + self._reach + _HEAD)
        if head is None or head.start() > min(end + self._reach, limit):
            return False
        return self._stop.search(simple, end, head.start()) is None


def cuts(plan: Layout, simple: str, at: int) -> list[int]:
    """Word boundaries around `at`, of as much of its clause as tells how it is cut: to segment the
    whole sentence would cost more than all else here."""
    left, right = (
        _LEFT.search(simple, max(at - _WINDOW, 0), at),
        _RIGHT.match(simple, at, at + _WINDOW),
    )
    start, end = left.start() if left else at, right.end() if right else at
    return plan.words.cuts(simple[start:end], start)


def _crossed(known: Callable[[str], bool], simple: str, hit: Hit, edge: int) -> bool:
    """Whether a dictionary word lies across `edge` (one that holds the whole name does not)."""
    for start, end in ((edge - 1, edge + 1), (edge - 2, edge + 1), (edge - 1, edge + 2)):
        if known(simple[start:end]) and not (start <= hit.start and hit.end <= end):
            return True
    return False
