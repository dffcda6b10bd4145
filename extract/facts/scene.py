"""Moves the discourse state along with the text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.clauses import Clause
from extract.facts.actors import COUNTRY, JOINED, Subject, actor, joint, subject_of
from extract.facts.discourse import Measured, Period, State, period_of
from extract.facts.subjects import Subjects
from extract.facts.timing import Timing
from extract.facts.wording import Wording
from extract.records import Date, Firm, MentionBase, Place
from extract.segment import Layout, Sentence

_DESCRIBES = 24  # characters of what describes the head of a clause
_WITH = ("与", "同", "跟")
_ROW = ("、", "和", "与", "及", "等")
_RECORD = re.compile(r"(?:以来)?的?(?:最|新高|新低|首次|历史)")  # 为2020年7月以来最大降幅


class Scene:
    """Moves the state; `timing` and `who` read periods and subjects off it."""

    def __init__(self, plan: Layout, wording: Wording, who: Subjects) -> None:
        self.plan, self.text, self.words, self.who = plan, plan.text, wording, who
        self.timing = Timing(plan, wording)
        self.occasions = who.occasions
        self.timeless: list[re.Match[str]] = []  # of the sentence
        self.built: tuple[Subject | None, ...] = ()  # the subject before works that were just built

    def open(self, sentence: Sentence) -> None:
        """Look through a sentence with figures once, for all its clauses."""
        self.timeless = list(self.words.timeless.finditer(self.text, sentence.start, sentence.end))
        self.timing.open(sentence)
        self.who.open(sentence)
        self.built = ()

    def expect(self, state: State, sentence: Sentence, inside: Sequence[MentionBase]) -> None:
        """A sentence that begins with a preposition may name its firm only behind the figures:
        从给人代工，到为300家品牌供货，某公司用了13年."""
        if not self.text.startswith(self.words.before_subject, sentence.start):
            return
        first = next((m for m in inside if isinstance(m, (Place, Firm))), None)
        if isinstance(first, Firm) and self.text[first.end : first.end + 1] not in _ROW:
            start = max(self.text.rfind(mark, sentence.start, first.start) for mark in "，；") + 1
            if start and self._leads(start, first):
                state.about(subject_of(first, "sentence"))

    def topic(self, state: State, sentence: Sentence, inside: Sequence[MentionBase]) -> None:
        """A sentence without figures may still say whom the next ones are about."""
        actors = [
            m for m in inside if isinstance(m, (Place, Firm)) and m.text not in self.words.deictic
        ]
        if self.words.timeless.search(self.text, sentence.start, sentence.end):
            state.period = None
        first = next((m for m in inside if isinstance(m, Date)), None)
        opens = first and self._opening_date(sentence, first)
        if first and opens and (period := period_of(first, "paragraph")):
            state.period = period
        self._turn(state, sentence, actors)

    def _opening_date(self, sentence: Sentence, date: Date) -> bool:
        """Whether a sentence begins with a date, if need be behind who tells it (记者获悉，)."""
        if date.start == sentence.start:
            return self.text[date.end : date.end + 1] != "的"  # 今天的中国, 天更蓝
        apart = self.text[date.start - 1] == self.text[date.end : date.end + 1] == "，"
        return apart and self.text.endswith(self.words.learnt, 0, date.start - 1)

    def _turn(self, state: State, sentence: Sentence, actors: Sequence[Place | Firm]) -> None:
        """Whom a sentence without figures turns to: a person, a firm it shows or leads with, else
        the name at its head. Its one firm is what 公司 means from here on."""
        self._firm_named(state, actors)
        if village := self.who.unlisted.hamlet(sentence.start, sentence.end):
            state.town = village
        if person := self.who.person(state, sentence.start, sentence.end):
            state.about(person[1].because("paragraph"))
        elif other := self.occasions.presented(state, sentence.start, sentence.end, actors):
            state.about(other.because("paragraph"))
        elif shown := self._shown_last(sentence, actors) or self._last_led(actors):
            state.about(subject_of(shown, "paragraph"))
        elif actors:
            group = actor(self.words, self.text, sentence.start, self._row(actors))
            beside = self._beside(group)
            group = group[:1] if beside else group
            firms = {m.firm for m in actors if isinstance(m, Firm)}
            alone = group and (isinstance(group[0], Place) or len(firms) == 1 or beside)
            if alone and self._leads(sentence.start, actors[0]):
                state.about(joint([self.who.meant(m, "paragraph") for m in group]))

    def _beside(self, group: Sequence[Place | Firm]) -> bool:
        """Whether a firm is told of in relation to another: 某公司与另一家厂一墙之隔."""
        pair = len(group) == 2 and isinstance(group[0], Firm)
        return pair and self.text[group[0].end : group[1].start] in _WITH

    def _shown_last(self, sentence: Sentence, actors: Sequence[Place | Firm]) -> Firm | None:
        """The firm that a sentence ends with: 园区里最大的，是某公司。"""
        last = actors[-1] if actors else None
        if not isinstance(last, Firm) or sentence.end - last.end > 1:
            return None
        before = self.text[sentence.start : last.start]
        shows = (*self.words.showing, *self.words.showing_firms)
        return last if before.endswith(shows) else None

    def _last_led(self, actors: Sequence[Place | Firm]) -> Firm | None:
        """The last firm of a sentence that is at the head of a clause: 甲公司胜在规模，乙公司则胜在
        灵巧; 与园区一墙之隔，某公司的车间里…."""
        firms = [m for m in actors if isinstance(m, Firm)]
        for m in reversed(firms):
            start = max(self.text.rfind(mark, 0, m.start) for mark in "，。；\n") + 1
            row = self.text[m.start - 1] in _ROW or self.text[m.end : m.end + 1] in _ROW
            if not row and self._leads(start, m):
                return m
        return None

    def enter(self, state: State, clause: Clause) -> None:
        """A word such as 目前 in a clause without a date ends the period in force, and 累计 one
        that an earlier sentence named: a total of all time."""
        timeless = self.timeless and any(
            clause.start <= m.start() < clause.end and self.text[m.start() - 1] not in "从由"
            for m in self.timeless
        )
        if timeless and not any(period_of(d) for d in clause.dates(clause.end)):
            state.period = None
        far = state.period and state.period.why == "paragraph"
        if far and self.words.total.search(self.text, clause.start, clause.end):
            state.period = None

    def follow(self, state: State, clause: Clause) -> None:
        """A clause that gave no fact: its date and its topic hold for what follows."""
        if self.built:
            state.subject, self.built = self.built[0], ()
        actors = [m for m in clause.named if m.text not in self.words.deictic]
        group = actor(self.words, self.text, clause.start, actors[:4]) if actors else []
        group = group[:1] if self._beside(group) else group
        aside = self.text.find("它的", clause.start, clause.end) >= 0  # 全县的果子进了它的发酵罐
        if group and (aside or self.who.unlisted.shared(clause)):  # 两地共建的产业园 is not the two
            group = []
        if not group and (other := self.who.unlisted.at_head(state, clause)):
            state.about(other)
        elif not group and (nation := self.who.countries.nation(clause.start, clause.end)):
            state.subject = nation.because("sentence")
        if actors:
            self._firm_named(state, actors)
        before = state.subject
        ours = state.home and not group and self.who.governs(clause)
        if state.home and (ours or self._ruled(clause)):
            state.about(state.home.because("sentence"))
        if told := self._told(state, clause, actors, group):
            state.about(told.because("sentence"))
        if works := self.occasions.built(state, clause, actors):
            state.about(works.because("sentence"))
            self.built = (before,)  # unless the next clause tells a figure of them
        if person := self.who.person(state, clause.start, clause.end):
            state.about(person[1].because("sentence"))
        if clause.dated:
            self._date(state, clause, sum(m.end - m.start for m in group))

    def ends(self, state: State, clause: Clause) -> None:
        """A clause that ends in a firm it describes (相距2公里的某集团，走的是…): what
        follows is about that one."""
        last = clause.named[-1] if clause.named else None
        described = isinstance(last, Firm) and (
            self.text[last.start - 1] == "的"
            or self.text.endswith(self.words.founded_by, clause.start, last.start)
        )
        if last and described and last.end == clause.end:
            state.about(subject_of(last, "sentence"))

    def _ruled(self, clause: Clause) -> bool:
        """Whether a clause names the rule that what follows goes by, or an office of the county
        that counted it: 按照这项政策，…; 据县经信局统计，…."""
        if self.words.counted_by.match(self.text, clause.start, clause.end):
            return True
        opened = self.text.startswith(("按", "根据", "依据"), clause.start)
        return opened and self.words.ruling.search(self.text, clause.start, clause.end) is not None

    def _firm_named(self, state: State, actors: Sequence[Place | Firm]) -> None:
        """The one firm of a clause is what 公司 means from here on, if none is spoken of."""
        firms = {m.firm: m for m in actors if isinstance(m, Firm)}
        if len(firms) == 1 and not (state.subject and state.subject.type == "firm"):
            state.firm = subject_of(next(iter(firms.values())), "sentence")

    def _told(
        self,
        state: State,
        clause: Clause,
        actors: Sequence[Place | Firm],
        group: Sequence[Place | Firm],
    ) -> Subject | None:
        """Whom a clause turns to: the firm that speaks, that is walked into or called 公司, works
        that open, a fair, or those it begins with."""
        speakers = self.who.speakers
        firm = speakers.named(clause.start, clause.end) or speakers.visited(clause)
        if firm or (state.firm and self.who.owns(clause, state.firm)):
            return firm or state.firm
        if other := self.occasions.presented(state, clause.start, clause.end, actors):
            return other
        if state.town and not group and self.who.local(state.town, clause):
            return state.town
        if pointed := self.who.pointing.back(clause):
            return pointed[1]
        if group and self._opens(clause, actors, group):
            return joint([self.who.meant(m, "sentence") for m in group])
        return None

    def _date(self, state: State, clause: Clause, named: int) -> None:
        """The last date of a clause, `named` characters of which are names, is in force: not one of
        comparison, of a record, of the report, or in a description (5家是今年新入库的)."""
        for date in clause.dated:
            if self.timing.compared(date, None) or _RECORD.match(self.text, date.end):
                continue
            if self.timing.reported(date, clause) or self.text[clause.end - 1] == "的":
                continue
            rest = clause.end - date.end - named
            if state.frame and date.anchor != "absolute" and date.text in self.words.framed:
                state.period = None
            elif period := self.timing.dated(date, "sentence"):
                holds = self.words.dating.search(self.text, date.end, clause.end)
                state.period = period._replace(bound=rest > 1 and not holds)

    def said(
        self, state: State, said: Sequence[Measured], period: Period | None, aspect: str
    ) -> None:
        """After a fact: its subject and period are in force (not that of a starting value)."""
        last = said[-1].subject
        self.built = ()
        state.theme = state.theme or last
        state.first = state.first or (last if state.kind == "body" else None)
        if last and last.type == "place" and (state.place is None or state.place.id != last.id):
            state.place = last.because("paragraph")
        if last and last.why != "behind":
            state.about(last.because("sentence") if last.why == "clause" else last)
        own = period is not None and period.why == "clause" and not (period.bound or period.past)
        if own and period and (period.start or period.end) and aspect != "from":
            state.period = period._replace(why="sentence")
            if state.kind in ("title", "heading"):
                state.dated = period._replace(why="paragraph")

    def section(self, state: State, sentence: Sentence, inside: Sequence[MentionBase]) -> None:
        """The one place a heading names, or else the country, is what stands below it is about."""
        places = {m.name: m for m in inside if isinstance(m, Place) and m.name and not m.coref}
        counties = [m for m in places.values() if m.level == "county"]
        only = counties if len(counties) == 1 else list(places.values())
        state.section = subject_of(only[0], "section") if len(only) == 1 else None
        if not places and self.who.countries.national(sentence):
            state.section = COUNTRY.because("section")
        if not (state.home or state.section or places):
            works = self.occasions.opened(sentence.start, sentence.end)
            state.section = works and works[2].because("section")

    def _leads(self, start: int, mention: MentionBase) -> bool:
        """Whether a mention is at the head of `[start, …)`: no verb or preposition before it but in
        what describes it (同一条街上的某厂)."""
        at = mention.start
        while (place := self.who.ends.get(at)) and isinstance(place, Place) and at > start:
            at = place.start  # 与瓯鼎隔江相望的 | 青田恒佑阀业
        before = self.text[start:at]
        if before.endswith(("的", *self.words.called)) and len(before) <= _DESCRIBES:
            return True
        return self.who.countries.leads(start, mention.start)

    def _opens(
        self, clause: Clause, actors: Sequence[Place | Firm], group: Sequence[Place | Firm]
    ) -> bool:
        """Whether `group`, of all the `actors` of a clause, is what the text is about from here on;
        a firm among others in a list is not."""
        others = [m.firm for m in actors if isinstance(m, Firm)]
        alone = {m.firm for m in group if isinstance(m, Firm)}.issuperset(others)
        return alone and (self._leads(clause.start, group[0]) or self._shown(clause, group))

    def _shown(self, clause: Clause, group: Sequence[Place | Firm]) -> bool:
        """Whether a clause presents its firm: 最大的一家是某集团."""
        before = self.text[clause.start : group[0].start]
        firm = isinstance(group[-1], Firm)
        last = group[-1].end == clause.end and (firm or len(group) > 1)
        also = firm and before.endswith(self.words.showing_firms)
        return last and (also or before.endswith(self.words.showing))

    def _row(self, actors: Sequence[Place | Firm]) -> list[Place | Firm]:
        """The first of `actors` and those coordinated with it: A、B和C; not where it only says
        where the next one is (金渠镇的某公司)."""
        first = actors[0]
        while len(actors) > 1 and isinstance(first, Place):
            gap = self.text[first.end : actors[1].start]
            if gap and (gap != "的" or not isinstance(actors[1], Firm)):
                break
            actors = actors[1:]
            first = actors[0]
        row = [first]
        for m in actors[1:]:
            if self.text[row[-1].end : m.start].strip() not in JOINED:
                break
            row.append(m)
        return row
