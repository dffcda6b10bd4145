"""Whom an article is about if that is no place: its firm, its cooperative or park, its village."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extract.facts.actors import Subject, subject_of
from extract.facts.homes import HEADED, at_home, company, one_item
from extract.facts.unlisted import Unlisted
from extract.facts.wording import Wording
from extract.records import Firm, Place

_SEVERAL = 4  # mentions, by name or by what it is
_FEW = 6  # headings of an article on one thing
_LEAD = 160  # characters in which an article names whom it is about
_VILLAGE = re.compile("(?<![一-鿿])(?:全村|村里|村上|村集体|本村|该村|这个村)")


class Focus:
    """Looks for it in one article. `heads`: its title and headings, which begin at `sections`."""

    def __init__(
        self,
        text: str,
        heads: Sequence[str],
        sections: Sequence[int],
        words: Wording,
        home: Subject | None,
    ) -> None:
        self.text, self.heads, self.sections = text, heads, sections
        self.words, self.home = words, home

    def of(
        self,
        firms: Sequence[Firm],
        places: Sequence[Place],
        unlisted: Unlisted,
        fair: Subject | None = None,
    ) -> Subject | None:
        """The one that is named, by its name or by what it is (园区, 合作社, 村里), most of all,
        and oftener than the article's own place; it must stand in the title or the lead. `fair`:
        that of the title."""
        if firm := company(firms, places, self.home, self.heads, self.text):
            mine = [m for m in firms if m.name == firm.name]
            titled = self.heads[:1] and any(m.text in self.heads[0] for m in mine)
            item = one_item([m.start for m in mine], self.sections)
            return firm if titled or not item else None
        if len(self.sections) > _FEW:
            return None  # a digest
        count: Counter[Subject] = Counter()
        for m in firms:
            count[subject_of(m, "article")] += 1
        alike: dict[str, Subject] = {}
        for facility in unlisted.facilities.named:
            name = self._in_short(facility.name)
            count[alike.setdefault(name, Subject(facility.name, "other", None, "article"))] += 1
        for village in unlisted.villages:
            count[Subject(village, "other", None, "article")] += self.text.count(village)
        if fair:
            count[fair.because("article")] += 1
        leading = {s: n for s, n in count.items() if self._leads(s) and self._lasts(s)}
        weights = {s: n + self._alone(s) for s, n in leading.items()}
        if not weights:
            return None
        most = max(weights, key=lambda s: (weights[s], s.name))
        rest = sum(n for s, n in count.items() if not most.name.endswith(s.name))
        clear = weights[most] >= max(_SEVERAL, rest, at_home(places, self.home))
        return most if clear else None

    def _in_short(self, name: str) -> str:
        """A zone by its short name: 芜湖经济技术开发区 is 芜湖经开区."""
        for whole, short in self.words.zones_in_short.items():
            name = name.replace(whole, short)
        return name

    def _leads(self, who: Subject) -> bool:
        """Whether the title or the lead names it."""
        return who.name in self.text[:_LEAD] or any(who.name in head for head in self.heads)

    def _lasts(self, who: Subject) -> bool:
        """Whether the article still names it in its second half: no item of several."""
        last = max(self.text.rfind(name) for name in (who.name, *self._called(who)))
        named = (m.start() for m in re.finditer(re.escape(who.name), self.text))
        return 2 * last > len(self.text) and not one_item(named, self.sections)

    def _called(self, who: Subject) -> list[str]:
        """What it is called without its name."""
        if who.name.endswith("村"):
            return ["全村", "村里", "村集体"]
        kinds = (
            *self.words.alone,
            *self.words.this_park,
            *self.words.facility_by_kind,
            *self.words.shortly,
            *self.words.event,
        )
        called = [w for w in dict.fromkeys(kinds) if who.name.endswith(w)]
        park = bool(called) and called[0] in self.words.this_park
        zone = park and who.name.endswith("区")
        return [*called, *(["园区"] if park else []), *(["全区", "区内"] if zone else [])]

    def _alone(self, who: Subject) -> int:
        """How often it is called by what it is alone, and what the title adds to that."""
        titled = HEADED if any(who.name in head for head in self.heads) else 0
        if who.name.endswith("村"):
            return titled + len(_VILLAGE.findall(self.text))
        called = self._called(who)
        if not called:
            return 0
        alone = re.compile(f"(?<![一-鿿])(?:全|该)?(?:{'|'.join(map(re.escape, called))})")
        return titled + len(alone.findall(self.text))
