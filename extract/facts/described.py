"""Whom a figure describes that stands behind it: 只有93名员工的 | 某公司, 排名前10的 | 甲县."""

from __future__ import annotations

import re

from extract.clauses import Site
from extract.facts.actors import Subject, subject_of
from extract.facts.meaning import Meaning
from extract.facts.people import People
from extract.facts.unlisted import Unlisted
from extract.facts.wording import Wording
from extract.records import Firm, Place
from extract.segment import Layout

_DESCRIBED = 10  # characters of what a figure counts before the firm it describes
_REACHES = re.compile("[，、给到向为与和]")  # 3亿元投给了控股的 | 某公司
_NAMED_SO_OLD = re.compile("([一-鿿]{2,3})(?:今年|现年|已经?|年|，)*$")  # 吴秀妹 | 今年42岁


class Described:
    """Reads subjects rightwards of their figure."""

    def __init__(
        self, plan: Layout, words: Wording, people: People, unlisted: Unlisted, meaning: Meaning
    ) -> None:
        self.text, self.words = plan.text, words
        self.people, self.unlisted, self.meaning = people, unlisted, meaning

    def of(self, site: Site) -> Subject | None:
        """The firm that a figure at the head of its clause describes: 只有93名员工的 | 某公司; the
        place that one describes at the end of its clause: 总量不到宜昌六分之一的 | 潜江，."""
        if site.quantity.dimension == "age" and (who := self._of_the_age(site)):
            return who
        if site.previous is None and (grower := self.people.grows(site.quantity.end)):
            return grower
        village = self.unlisted.shown(site.quantity.end, site.clause.end)
        if village and site.clause.end - site.quantity.end == len(village.name) + 1:
            return village  # 只有2600人的 | 艾村
        last = site.clause.named[-1] if site.clause.named else None
        ends = last and last.end == site.clause.end and last.start == site.quantity.end + 1
        if isinstance(last, Place) and ends and self.text[last.start - 1] == "的":
            return self.meaning.of(last, "clause")
        if site.previous or site.clause.actors(site.quantity.start):
            return None
        facility = self.unlisted.facilities.described(site.quantity.end, site.clause)
        if facility:
            return Subject(facility.name, "other", None)  # 全长134公里的 | 平陆运河
        firm = next((m for m in site.clause.named if m.start >= site.quantity.end), None)
        if not isinstance(firm, Firm) or self.text[firm.start - 1] != "的":
            return None
        gap = self.text[site.quantity.end : firm.start - 1]
        mine = len(gap) <= _DESCRIBED and not _REACHES.search(gap)
        return self.meaning.of(firm, "clause") if mine else None

    def behind(self, site: Site) -> list[Subject]:
        """`排名前10的A、B`: the firms or places that follow 的."""
        at = site.quantity.end
        if not self.text.startswith("的", at):
            return []
        at += 1
        found: list[Subject] = []
        for m in site.clause.named:
            if 0 <= m.start - at <= 1:
                found.append(subject_of(m, "behind"))
                at = m.end
        return found

    def _of_the_age(self, site: Site) -> Subject | None:
        """Whose age it is: 39岁的 | 向红梅, 车间组长吴秀妹 | 今年42岁."""
        named = _NAMED_SO_OLD.search(self.text, site.clause.start, site.quantity.start)
        name = named[1] if named and named[1][0] in self.words.surnames else ""
        known = self.people.aged(site.quantity.end)
        return known or (Subject(name, "person", None) if name else None)
