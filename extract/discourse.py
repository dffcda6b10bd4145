"""The discourse state: whom and when a sentence is about when it does not say so itself.

The state is small, and what is taken from it carries its origin (`clause`, `sentence`, `paragraph`,
`section`, `article`, `speaker`), which ends up in `Fact.rule`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import regex

from extract.clauses import Clause, Site
from extract.records import Date, Firm, MentionBase, Place, SubjectType
from extract.segment import Layout, Sentence
from extract.text import BlockKind
from extract.wording import Wording

_OBJECT = regex.compile(
    r"(?:与|和|同|向|对|为|给|把|被|由|从|到|赴|至|运往|发往|来自|针对|联合|携手|以|包括|除|除了|引进|占|超|比|较)"
    r"(?:央企|国企|名企|企业|龙头|客户|[“\"])?$"
)
_JOINED = frozenset(["、", "和", "与", "及", "以及"])
_LEVELS = {"township": 3, "county": 2, "prefecture": 1, "province": 0}


@dataclass(slots=True, frozen=True)
class Subject:
    """Whom a figure is about, and why it is thought so."""

    name: str
    type: SubjectType
    id: str | None
    why: str = "clause"


@dataclass(slots=True, frozen=True)
class Period:
    """When a figure holds: the date mention and its interval. `bound`: the date stood in a clause
    that told an event of its own (去年荣获…), so that it need not hold for what follows."""

    mention: str | None
    text: str
    start: str | None
    end: str | None
    why: str = "clause"
    bound: bool = False


@dataclass(slots=True, frozen=True)
class Measured:
    """A measure that later clauses may lean on, with whom it was said of and in what unit."""

    measure: str
    subject: Subject | None
    unit: str | None


@dataclass(slots=True)
class State:
    """What is in force. `home`: the article's own place."""

    home: Subject | None = None
    subject: Subject | None = None
    period: Period | None = None
    recent: list[Measured] = field(default_factory=list)
    place: Subject | None = None  # the last place that was a subject
    kind: BlockKind = "body"
    frame: Period | None = None  # the period of a dated title or heading (2023年统计公报)
    told: bool = False  # whether the sentence has given a fact yet

    def tell(self, said: Sequence[Measured]) -> None:
        """Measures that what follows may lean on: those of this sentence, last ones last."""
        self.recent = [*self.recent, *said] if self.told else list(said)
        self.told = True

    def row(self) -> list[Measured]:
        """The last measures of the sentence in one unit: what 均 and 分别 refer to."""
        found: list[Measured] = []
        for m in reversed(self.recent):
            if found and m.unit != found[0].unit:
                break
            found.append(m)
        return found[::-1]

    def paragraph(self, kind: BlockKind) -> None:
        """A new paragraph: firms are left behind, places stay (only from body to body when the
        article has no place of its own), dates and measures end."""
        keep = self.subject and self.subject.type == "place" and kind == self.kind == "body"
        self.kind = kind
        self.told = False
        self.subject = self.home or (self.subject if keep else None)
        if self.subject and self.subject is not self.home:
            self.subject = replace(self.subject, why="section")
        self.period = None
        self.recent = []

    def sentence(self) -> None:
        """A new sentence in the same paragraph; a foreign place gives way to the article's own."""
        self.told = False
        if self.subject and self.subject.type in ("place", "other") and self.home:
            self.subject = self.home
        elif self.subject and self.subject.type == "other":
            self.subject = self.place
        elif self.subject and self.subject.why in ("clause", "sentence"):
            self.subject = replace(self.subject, why="paragraph")
        if self.period:
            self.period = replace(self.period, why="paragraph")


class Scene:
    """Moves the state along with the text, and reads subjects and periods off both."""

    def __init__(self, plan: Layout, mentions: Sequence[MentionBase], wording: Wording) -> None:
        self.plan, self.text, self.words = plan, plan.text, wording
        self.firms = [m for m in mentions if isinstance(m, Firm)]

    def topic(self, state: State, sentence: Sentence, inside: Sequence[MentionBase]) -> None:
        """A sentence without figures may still say whom the next ones are about."""
        actors = [m for m in inside if isinstance(m, Place | Firm)]
        if self.words.timeless.search(self.text, sentence.start, sentence.end):
            state.period = None
        if actors and self._leads(sentence.start, actors[0]):
            group = actor(self.text, sentence.start, actors[:1])
            names = {m.firm for m in actors if isinstance(m, Firm)}
            if group and (isinstance(group[0], Place) or len(names) == 1):
                state.subject = subject_of(group[0], "paragraph")

    def enter(self, state: State, clause: Clause) -> None:
        """A word such as 目前 in a clause without a date ends the period in force."""
        dated = any(period_of(d) for d in clause.dates(clause.end))
        if not dated and self.words.timeless.search(self.text, clause.start, clause.end):
            state.period = None

    def follow(self, state: State, clause: Clause) -> None:
        """A clause that gave no fact: its date and its topic hold for what follows."""
        actors = clause.actors()
        group = actor(self.text, clause.start, actors[:4])
        if group and self._leads(clause.start, group[0]):
            state.subject = joint([subject_of(m, "sentence") for m in group])
        for date in clause.dates(clause.end):
            rest = clause.end - date.end - sum(m.end - m.start for m in group)
            if state.frame and date.anchor != "absolute" and date.text in self.words.framed:
                state.period = None
            elif period := period_of(date, "sentence"):
                state.period = replace(period, bound=rest > 2)

    def said(self, state: State, said: Sequence[Measured], period: Period | None) -> None:
        """After a fact: its subject and period are in force."""
        last = said[-1].subject
        if last and last.type == "place":
            state.place = replace(last, why="paragraph")
        if last and last.why != "behind":
            state.subject = replace(last, why="sentence") if last.why == "clause" else last
        if period and period.why == "clause" and (period.start or period.end):
            state.period = replace(period, why="sentence")

    def subjects(self, state: State, site: Site, end: int, sentence: Sentence) -> list[Subject]:
        """Whom a quantity is said of: named before `end`, else speaking, else in force."""
        group = actor(self.text, site.clause.start, site.clause.actors(end))
        if len(group) > 3 or (group and self._listed(group, site)):
            group = []  # `A、B、C等3家企业`: the list is what is counted
        if group:
            return [subject_of(m) for m in group]
        if speaker := self._speaker(site.quantity.start, sentence):
            return [speaker]
        subject = state.subject or state.home or self._country(sentence)
        return [subject] if subject else []

    def place_of(self, state: State) -> list[Subject]:
        """The place in force: the article's own, else the last one named."""
        place = state.home or state.place
        return [place] if place else []

    def behind(self, site: Site) -> list[Subject]:
        """`排名前10的A、B`: the firms or places that follow 的."""
        at = site.quantity.end
        if not self.text.startswith("的", at):
            return []
        at += 1
        found: list[Subject] = []
        for m in site.clause.mentions:
            if isinstance(m, Firm | Place) and 0 <= m.start - at <= 1:
                found.append(subject_of(m, "behind"))
                at = m.end
        return found

    def frame(self, state: State, inside: Sequence[MentionBase]) -> None:
        """A title or heading with a year dates what stands below it, until the next one does."""
        for date in inside:
            if isinstance(date, Date) and date.anchor == "absolute" and "年" in date.text:
                period = period_of(date, "heading")
                if period and period.start and period.end and period.start[:7] != period.end[:7]:
                    state.frame = period

    def period(self, state: State, site: Site, near: Sequence[Date]) -> Period | None:
        """The date next to the number, else the last in its clause, else the one in force."""
        for date in [*near, *reversed(site.clause.dates(site.quantity.start))]:
            if not self._compared(date) and (period := period_of(date)):
                if state.frame and date.anchor != "absolute" and date.text in self.words.framed:
                    return replace(state.frame, mention=period.mention, text=period.text)
                return period
        return state.period or state.frame

    def lasts(self, period: Period, aspect: str, kind: str | None, modality: str) -> bool:
        """Whether a period found farther away still holds for this figure: over a sentence end, and
        past the date of an event, only for growth and flows; for a capacity never."""
        if period.why in ("clause", "heading"):
            return True
        if modality == "target" and period.why == "paragraph":
            return False
        if period.why == "paragraph" or period.bound:
            return aspect in ("growth", "change", "share") or kind == "flow"
        return True

    def _leads(self, start: int, mention: MentionBase) -> bool:
        """Whether a mention is at the head of `[start, …)`: no verb or preposition before it."""
        before = self.text[start : mention.start]
        if len(before) > 16:
            return False
        return not any(
            (w := self.text[a:b]) in self.words.verbs
            or (self.plan.words.tag(w).startswith(("v", "p")) and w not in ("在", "于", "据"))
            for a, b in self.plan.spans(start, mention.start)
        )

    def _listed(self, group: Sequence[Place | Firm], site: Site) -> bool:
        gap = self.text[group[-1].end : site.quantity.start].strip()
        counted = site.quantity.dimension == "count"
        return counted and (gap == "等" or (gap == "" and len(group) > 1))

    def _compared(self, date: Date) -> bool:
        return bool(
            regex.search(r"(?:比|较|与|同)$", self.text[max(0, date.start - 2) : date.start])
        )

    def _speaker(self, at: int, sentence: Sentence) -> Subject | None:
        """Inside a quotation: the firm named with the speaker after it, else before it."""
        block = sentence.block
        opened = self.text.rfind("“", block.start, at)
        closed = self.text.find("”", at, block.end)
        if opened < 0 or closed < 0 or self.text.find("”", opened, at) >= 0 or closed - opened < 12:
            return None
        after = [m for m in self.firms if closed < m.start < min(closed + 40, block.end)]
        before = [m for m in self.firms if max(block.start, opened - 40) <= m.start < opened]
        chosen = after[:1] or before[-1:]
        return subject_of(chosen[0], "speaker") if chosen else None

    def _country(self, sentence: Sentence) -> Subject | None:
        found = self.words.country.search(self.text, sentence.block.start, sentence.end)
        return Subject("全国", "place", "100000", "paragraph") if found else None


def subject_of(mention: Place | Firm, why: str = "clause") -> Subject:
    """A mention as a subject."""
    if isinstance(mention, Firm):
        return Subject(mention.name or mention.text, "firm", mention.firm or None, why)
    return Subject(mention.name or mention.text, "place", mention.code, why)


def home(mentions: Iterable[MentionBase], title: str | None = None) -> Subject | None:
    """The place an article is about: the one named most (a mention in the title counts five times),
    if it is a county with a third of all mentions of places or any place with half of them."""
    places = [m for m in mentions if isinstance(m, Place) and m.name and not m.coref]
    count: Counter[str] = Counter(m.name for m in places if m.name)
    for name in count:
        if title and name[:2] in title:
            count[name] += 5
    for name, n in sorted(count.items(), key=lambda item: (-item[1], item[0])):
        place = next(m for m in places if m.name == name)
        if n / count.total() >= (0.34 if place.level == "county" else 0.5):
            return subject_of(place, "article")
    return None


def actor(text: str, start: int, actors: Sequence[Place | Firm]) -> list[Place | Firm]:
    """Of the places and firms before a number, those it is said of: coordinated ones
    (`A、B和C`) together; the most specific of a chain (`浙江丽水缙云`, `缙云浙江某公司`); a firm before a
    place, unless the place comes later; never the object of a preposition or what is in brackets."""
    groups: list[list[Place | Firm]] = []
    for m in actors:
        before = text[start : m.start]
        previous = groups[-1][-1] if groups else None
        gap = text[previous.end : m.start].strip() if previous else "，"
        if (
            previous
            and type(previous) is type(m)
            and (gap in _JOINED or _letters(previous, m, gap))
        ):
            groups[-1].append(m)
        elif previous and gap == "":
            groups[-1] = [m]
        elif not before.endswith(("（", "(")) and not _OBJECT.search(before):
            if not (previous and isinstance(m, Place) and before.endswith(("在", "于"))):
                groups.append([m])
    return _finest(groups)


def _letters(a: Place | Firm, b: Place | Firm, gap: str) -> bool:
    """Abbreviations in a row: 杭宁温."""
    return gap == "" and len(a.text) == len(b.text) == 1


def _finest(groups: list[list[Place | Firm]]) -> list[Place | Firm]:
    """The last group; of places the last of the finest level."""
    if not groups or isinstance(groups[-1][0], Firm):
        return groups[-1] if groups else []
    places = [g for g in groups if isinstance(g[0], Place)]
    return max(reversed(places), key=lambda g: _LEVELS.get(getattr(g[0], "level", None) or "", 0))


def joint(subjects: Sequence[Subject]) -> Subject | None:
    """One subject for several that did something together: `南湖区和遂昌县`."""
    if len(subjects) < 2:
        return subjects[0] if subjects else None
    return Subject("和".join(s.name for s in subjects), subjects[0].type, None, subjects[0].why)


def edge(period: Period, end: Literal["first", "last"]) -> Period:
    """Of a span of years the first or the last (2000—2020年，从…上升到…); others as they are."""
    start, stop = period.start or "", period.end or ""
    if start[5:] != "01-01" or stop[5:] != "12-31" or start[:4] == stop[:4]:
        return period
    year = start[:4] if end == "first" else stop[:4]
    return replace(period, start=f"{year}-01-01", end=f"{year}-12-31")


def period_of(date: Date, why: str = "clause") -> Period | None:
    """The period a date gives: none for a duration, a recurrence or a vague reference; one without
    ends for a rolling window (近三年), whose ends the text does not say."""
    if date.kind in ("duration", "recurring") or (date.timex or "").endswith("_REF"):
        return None
    if (date.timex or "").startswith("P"):
        return Period(date.id or None, date.text, None, None, why)
    if not (date.date_start or date.date_end):
        return None
    return Period(date.id or None, date.text, date.date_start, date.date_end, why)
