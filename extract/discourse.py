"""The discourse state: whom and when a sentence is about when it does not say so itself.

The state is small and every change of it has a name, so that a fact can say where its subject and
its period came from (`clause`, `sentence`, `paragraph`, `section`, `speaker`, `article`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import regex

from extract.records import Date, Firm, MentionBase, Place, SubjectType

COUNTRY = ("全国", "我国", "中国")
_OBJECT = regex.compile(r"(?:与|和|同|向|对|为|给|把|被|由|从|到|赴|至|运往|发往|来自|针对|联合|携手|以)$")
_LEVELS = {"county": 3, "township": 2, "prefecture": 1, "province": 0}


@dataclass(slots=True, frozen=True)
class Subject:
    """Whom a figure is about, and why it is thought so."""

    name: str
    type: SubjectType
    id: str | None
    why: str = "clause"

    def because(self, why: str) -> Subject:
        return Subject(self.name, self.type, self.id, why)


@dataclass(slots=True, frozen=True)
class Period:
    """When a figure holds: the date mention and the interval, and where it was taken from."""

    mention: str | None
    text: str
    start: str | None
    end: str | None
    why: str = "clause"


@dataclass(slots=True, frozen=True)
class Measured:
    """A measure that later clauses may lean on, with the subjects it was said of."""

    measure: str
    subject: Subject | None
    aspect: str = "level"


@dataclass(slots=True)
class State:
    """What is in force. `home`: the article's (or section's) own place."""

    home: Subject | None = None
    subject: Subject | None = None
    period: Period | None = None
    recent: list[Measured] = field(default_factory=list)

    def paragraph(self) -> None:
        """A new paragraph: firms are left behind, places stay, dates and measures end."""
        if self.subject and self.subject.type != "place":
            self.subject = self.home
        elif self.subject:
            self.subject = self.subject.because("section")
        self.period = None
        self.recent = []

    def sentence(self) -> None:
        """A new sentence in the same paragraph."""
        if self.subject and self.subject.why in ("clause", "sentence"):
            self.subject = self.subject.because("paragraph")
        if self.period:
            p = self.period
            self.period = Period(p.mention, p.text, p.start, p.end, "paragraph")


def subject_of(mention: Place | Firm, why: str = "clause") -> Subject:
    if isinstance(mention, Firm):
        return Subject(mention.name or mention.text, "firm", mention.firm or None, why)
    return Subject(mention.name or mention.text, "place", mention.code, why)


def home(mentions: Iterable[MentionBase], title: str | None = None) -> Subject | None:
    """The place an article is about: the county named most, if it has a third of all mentions of
    places (a mention in the title counts five times); else the place they all share."""
    places = [m for m in mentions if isinstance(m, Place) and m.name and not m.coref]
    count: Counter[str] = Counter(m.name for m in places if m.name)
    for name in count:
        if title and (name in title or name[:-1] in title):
            count[name] += 5
    ranked = sorted(count.items(), key=lambda item: (-item[1], item[0]))
    counties = [m for m in places if m.level == "county"]
    for name, n in ranked:
        place = next(m for m in places if m.name == name)
        share = n / sum(count.values())
        if share >= 0.34 and (place.level == "county" or not counties or share >= 0.5):
            return subject_of(place, "article")
    return None


def actor(text: str, start: int, actors: Sequence[Place | Firm]) -> list[Place | Firm]:
    """Of the places and firms before a number, those it is said of: the last group that is not the
    object of a preposition. Coordinated ones (`A、B和C`) come together; the most specific of a
    chain (`浙江丽水缙云`, `缙云浙江某公司`) stands for it."""
    groups: list[list[Place | Firm]] = []
    for m in actors:
        if _OBJECT.search(text[start : m.start]) and not groups:
            continue
        gap = text[groups[-1][-1].end : m.start] if groups else "，"
        if gap.strip() in ("、", "和", "与", "及", "以及") and type(groups[-1][-1]) is type(m):
            groups[-1].append(m)
        elif gap.strip() in ("", "省", "市") and groups:
            groups[-1] = [m]
        else:
            groups.append([m])
    if not groups:
        return []
    firms = [g for g in groups if isinstance(g[0], Firm)]
    return firms[-1] if firms else _narrowest(groups)


def _narrowest(groups: list[list[Place | Firm]]) -> list[Place | Firm]:
    """The last group of the finest level."""
    rank = [_LEVELS.get(g[0].level or "", 0) if isinstance(g[0], Place) else 0 for g in groups]
    if len(groups) > 1 and rank[-1] < max(rank) and isinstance(groups[-1][0], Place):
        return groups[rank.index(max(rank))]
    return groups[-1]


def joint(subjects: Sequence[Subject]) -> Subject:
    """One subject for a pair that did something together: `南湖区和遂昌县`."""
    if len(subjects) == 1:
        return subjects[0]
    return Subject("和".join(s.name for s in subjects), subjects[0].type, None, subjects[0].why)


def period_of(date: Date, why: str = "clause") -> Period | None:
    """The period a date gives; a duration and a vague reference give none."""
    if date.kind == "duration" or not (date.date_start or date.date_end or date.timex):
        return None
    rolling = bool(date.timex and date.timex.startswith("P") and date.kind != "recurring")
    if date.timex and date.timex.endswith("_REF"):
        return None
    if date.kind == "recurring":
        return None
    if rolling:
        return Period(date.id or None, date.text, None, None, why)
    return Period(date.id or None, date.text, date.date_start, date.date_end, why)
