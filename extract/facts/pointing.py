"""Whom a clause that begins with 这个县, 这座小镇 or 两地 points back to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extract.clauses import Clause, heads
from extract.facts.actors import JOINED, Subject, joint, subject_of
from extract.facts.homes import mains
from extract.facts.unlisted import Unlisted
from extract.records import Firm, Place
from extract.segment import Layout, Sentence

_THIS = re.compile(
    r"这[个座片方](?:[^，。；]{1,16}的)?[^，。；的]{0,5}?"
    r"(?:(?P<county>县城|县级市|县)|(?P<city>山城|小城|城市)|(?P<town>小镇|镇子|古镇|乡镇|镇)"
    r"|(?P<village>小村|村子|村庄|村落|村))(?![长委民级域里内外党支企均])"
)
_THIS_FIRM = re.compile(
    "的(这[家个][^，。；、的]{0,14}?(?:企业|公司|工厂|厂|集团|合作社))(?!里|家|主[，。、的们])"
)
_HEAD = 10  # characters before the place at the head of a clause
_BOTH = re.compile(r"两(?:地|县|市|区|城)(?![人民居级长])")
_EACH = re.compile("双方(?![的面])")
_HERE = "这里"
_NEAR = re.compile("这[个座片方里]|两[地县市区城]|[前后]者|双方|[三四五][地县市]")
_MANY = {"三": 3, "四": 4, "五": 5}
_ROW = re.compile("[三四五](?:地|县|市)(?![人民居级长])")
_PAIR = re.compile("[前后]者")
_LEVELS = {"county": ("county",), "city": ("county", "prefecture"), "town": ("township",)}


def _together(places: Sequence[Place]) -> Subject | None:
    """Three and more, as the text calls them: 沿河、石阡、松桃."""
    found = joint([subject_of(m) for m in places])
    return found and found._replace(name="、".join(m.text for m in places))


class Pointing:
    """Reads it off the places named before a clause."""

    def __init__(
        self,
        plan: Layout,
        places: Sequence[Place],
        firms: Sequence[Firm],
        unlisted: Unlisted,
        home: Subject | None,
    ) -> None:
        self.text, self.unlisted, self.home = plan.text, unlisted, home
        self.plan = plan
        self.near = False  # whether the sentence may hold such words
        self.firms = firms
        self.places = [m for m in places if m.name and not m.coref]
        codes = mains(places)
        firsts = {m.code: m for m in reversed(self.places) if m.code in codes}
        pair = sorted(firsts.values(), key=lambda m: m.start)
        self.rows = list(self._rows())[::-1]  # the last first
        self.pair = joint([subject_of(m) for m in pair]) if len(pair) == 2 else None

    def open(self, sentence: Sentence) -> None:
        """Look through a sentence with figures once, for all its clauses."""
        self.near = _NEAR.search(self.text, sentence.start, sentence.end) is not None

    def back(self, clause: Clause) -> tuple[int, Subject] | None:
        """Where the words that point end, and whom they mean: the place of that level that the
        text named last, in this paragraph or right before it; of 两地 the article's two counties.
        """
        if firm := self.this_firm(clause):
            return firm
        for at in heads(self.text, clause) if self.near else ():
            first = self.text[at : at + 1]
            if first in "两双" and self.unlisted.sites.shared(clause):
                return None  # 两地共建的 | 产业园 is not the two
            if first == "两" and (both := _BOTH.match(self.text, at, clause.end)):
                pair = self._two(clause) or self.pair
                return (both.end(), pair) if pair else None
            if first in _MANY and (row := _ROW.match(self.text, at, clause.end)):
                found = self._row(_MANY[first], clause)
                return (row.end(), found) if found else None
            if first == "双" and (each := _EACH.match(self.text, at, clause.end)):
                found = self._two(clause)
                return (each.end(), found) if found else None
            if first in "前后" and _PAIR.match(self.text, at):
                found = self._of_two(first == "后", clause)
                return (at + 2, found) if found else None
            if self.text.startswith(_HERE, at):
                found = self._here(clause)
                return (at + len(_HERE), found) if found else None
            if first == "这" and (this := _THIS.match(self.text, at, clause.end)):
                found = self._last(this.lastgroup or "", clause)
                return (this.end(), found) if found else None
        return None

    def this_firm(self, clause: Clause) -> tuple[int, Subject] | None:
        """The firm that a place at the head of a clause has: 江苏句容的 | 这家瞪羚企业; by its name
        where the paragraph before told one."""
        for place in clause.named:
            this = _THIS_FIRM.match(self.text, place.end, clause.end)
            if not this or not isinstance(place, Place) or place.start - clause.start > _HEAD:
                continue
            start = self.text.rfind("\n", 0, max(self.text.rfind("\n", 0, clause.start), 0)) + 1
            firms = [m for m in self.firms if start <= m.start and m.end <= clause.start]
            name = f"{place.text}的{this[1]}"
            who = subject_of(firms[-1]) if firms else Subject(name, "other", None)
            return this.end(), who
        return None

    def _row(self, many: int, clause: Clause) -> Subject | None:
        """The last `many` places that the paragraph has told of, in its order: 三地 | 依次为…."""
        if told := next((r for at, r in self.rows if at < clause.start and len(r) == many), None):
            return _together(told)
        near = self._near(clause, [m for m in self.places if m.level in _LEVELS["city"]])
        last = list({m.name: m for m in near if isinstance(m, Place)}.values())[-many:]
        return _together(last) if len(last) == many else None

    def _rows(self) -> Iterator[tuple[int, list[Place]]]:
        """The counties that the text calls so many by listing them: 沿河、石阡、松桃 | 三县."""
        ends = {m.end: i for i, m in enumerate(self.places)}
        for match in _ROW.finditer(self.text):
            i, many = ends.get(match.start()), _MANY[match.group()[0]]
            if i is None or i + 1 < many:
                continue
            row = list(self.places[i + 1 - many : i + 1])
            if all(self.text[a.end : b.start] in JOINED for a, b in pairwise(row)):
                yield match.start(), row

    def _near(self, clause: Clause, named: Sequence[Place | Firm]) -> list[Place | Firm]:
        """Those of `named` that stand in the paragraph before a clause."""
        sentence = self.plan.sentence(clause.start)
        start = sentence.block.start if sentence else 0
        return [m for m in named if start <= m.start and m.end <= clause.start]

    def _two(self, clause: Clause) -> Subject | None:
        """The two that a paragraph tells of: 宁海与庆元签下协议，… | 双方."""
        first, second = self._of_two(False, clause), self._of_two(True, clause)
        return joint([first, second]) if first and second else None

    def _of_two(self, second: bool, clause: Clause) -> Subject | None:
        """The first or the second of the two firms that the paragraph has named; of its two
        counties where it names no firm."""
        counties = [m for m in self.places if m.level == "county"]
        for named in (self.firms, counties):
            near = self._near(clause, named)
            two = list({subject_of(m).name: subject_of(m) for m in near}.values())
            if len(two) > 2 and self.text[near[-2].end : near[-1].start] in JOINED:
                two = two[-2:]  # 先后越过甲县和乙市。后者…
            if two:
                return two[second] if len(two) == 2 else None
        return None

    def _here(self, clause: Clause) -> Subject | None:
        """The town or the village that the paragraph has told of: 水头镇…。过去， | 这里有…."""
        near = (m for m in self.places if m.level == "township")
        towns = self._near(clause, list(near))
        sentence = self.plan.sentence(clause.start)
        start = sentence.block.start if sentence else clause.start
        village = self.unlisted.hamlet(start, clause.start)
        return village or (subject_of(towns[-1]) if towns else None)

    def _last(self, level: str, clause: Clause) -> Subject | None:
        sentence = self.plan.sentence(clause.start)
        since = sentence.block.start - 1 if sentence else 0
        start = self.text.rfind("\n", 0, max(since, 0)) + 1  # from the paragraph before on
        if level == "village":
            return self.unlisted.hamlet(start, clause.start)
        near = (m for m in reversed(self.places) if start <= m.start and m.end <= clause.start)
        found = next((m for m in near if m.level in _LEVELS[level]), None)
        if found:
            return subject_of(found)
        return self.home if level in ("county", "city") else None  # 甲县工业园里…. 这个小县
