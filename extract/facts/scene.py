"""Moves the discourse state along with the text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.clauses import Clause
from extract.facts.actors import COUNTRY, Subject, subject_of
from extract.facts.clock import Clock
from extract.facts.headings import Headings
from extract.facts.period import Period
from extract.facts.state import Measured, State
from extract.facts.subjects import Subjects
from extract.facts.timing import Timing
from extract.facts.turning import Turning
from extract.facts.wording import Wording
from extract.records import Date, Firm, MentionBase, Place
from extract.segment import Layout, Sentence

_INSURED = re.compile(
    "保险(?:也|则|又|再|还|来|兜底|托底|跟上|上线|登场|护航|$)|(?:还有|再加上)[^，。；]{0,10}保险"
)


class Scene:
    """Moves the state; `timing` and `who` read periods and subjects off it."""

    def __init__(self, plan: Layout, wording: Wording, who: Subjects) -> None:
        self.plan, self.text, self.words, self.who = plan, plan.text, wording, who
        self.timing = Timing(plan, wording)
        self.clock = Clock(plan, wording, self.timing)
        self.headings = Headings(plan.text, wording, self.timing)
        self.turning = Turning(plan, wording, who)
        self.occasions = who.occasions
        self.built: tuple[Subject | None, ...] = ()  # the subject before works that were just built

    def open(self, sentence: Sentence) -> None:
        """Look through a sentence with figures once, for all its clauses."""
        self.clock.open(sentence)
        self.timing.open(sentence)
        self.who.open(sentence)
        self.built = ()

    def topic(self, state: State, sentence: Sentence, inside: Sequence[MentionBase]) -> None:
        """A sentence without figures may still say whom the next ones are about."""
        actors = [
            m for m in inside if isinstance(m, (Place, Firm)) and m.text not in self.words.deictic
        ]
        self.clock.topic(state, sentence, [m for m in inside if isinstance(m, Date)])
        self.turning.sentence(state, sentence, actors)

    def follow(self, state: State, clause: Clause) -> None:
        """A clause that gave no fact: its date and its topic hold for what follows."""
        if self.built:
            state.subject, self.built = self.built[0], ()
        actors = [m for m in clause.named if m.text not in self.words.deictic]
        group = self.turning.group(state, clause, actors)
        if group and (self.who.unlisted.described(clause) or self._led(clause, group)):
            group = []
        shared = self.who.several.of(clause, clause.end) if len(actors) > 1 else None
        if shared and shared[1].type == "other":
            group = []
            state.about(shared[1].because("sentence"))  # 作为主阵地的 | 甲县—乙县产业合作园，
        elif not group and (other := self.who.unlisted.at_head(state, clause)):
            state.about(other)
        elif not group and (nation := self._nation(state, clause)):
            state.subject = nation.because("sentence")
        if actors:
            self.turning.named(state, actors)
        villages = self.who.unlisted.villages
        if villages and (village := self.who.unlisted.hamlet(clause.start, clause.end)):
            state.town = village  # 某镇烟灯堡村的电商仓里，一箱箱…. 村里现有网店46家
        before = state.subject
        kind = "" if group else self.who.calls.governs(clause)
        if state.home and (kind or self._ruled(clause)) and not self._supports(state, clause):
            state.about((state.own(kind) or state.home).because("sentence"))
        if state.home and self._insures(state, clause):
            state.about(state.home.because("sentence"))
        if own := self.who.calls.institution(state.home, state.town, clause):
            state.about(own[1].because("sentence"))
        if official := self.who.speakers.official(state, clause.start):
            state.about(official.because("sentence"))
        if told := self.turning.clause(state, clause, actors, group):
            state.about(told.because("sentence"))
        if works := self.occasions.built(state, clause, actors):
            state.about(works.because("sentence"))
            state.site = works
            self.built = (before,)  # unless the next clause tells a figure of them
        person = self.who.person(state, clause.start, clause.end)
        if them := person[1] if person else self.who.theirs(clause):
            state.about(them.because("sentence"))
        if clause.dated:
            self.clock.date(state, clause, group)

    def _nation(self, state: State, clause: Clause) -> Subject | None:
        """The country that a clause turns to; not one of which it only tells what happened before a
        firm's story goes on: 4月美国加征关税 | 后，三个客户叫停了订单."""
        firm = state.subject is not None and state.subject.type == "firm"
        if firm and self.text.endswith(self.words.thereafter, clause.start, clause.end):
            return None
        return self.who.countries.nation(clause.start, clause.end)

    def _led(self, clause: Clause, group: Sequence[Place | Firm]) -> bool:
        """Whether a facility leads a clause before the places it names: 某海关 | 在安岳
        开设窗口."""
        named = self.who.unlisted.facilities.head(clause)
        if named is None or not named.name.endswith(self.who.words.leading_ones):
            return False
        places = all(isinstance(m, Place) for m in group)
        return places and not any(m.start < named.start for m in group)

    def ends(self, state: State, clause: Clause) -> None:
        """A clause that ends in a firm or a place it describes (相距2公里的某集团，走的是…;
        总量不及宜昌的潜江，增速…): what follows is about that one."""
        if institution := self.who.unlisted.founded(clause):
            state.about(institution.because("sentence"))
            state.theme = state.subject
            return
        if (village := self.who.unlisted.shown(clause.start, clause.end)) and clause.quantities:
            state.about(village.because("sentence"))  # 只有2600人的 | 艾村，
        last = clause.named[-1] if clause.named else None
        if last is None or last.end != clause.end:
            return
        founded = isinstance(last, Firm) and (
            self.text.endswith(self.words.founded_by, clause.start, last.start)
            or self.text.endswith(tuple(self.words.kinds_of_firms), clause.start, last.start)
        )
        if founded or self.text[last.start - 1] == "的":
            state.about(subject_of(last, "sentence"))

    def _insures(self, state: State, clause: Clause) -> bool:
        """Whether a clause behind a bank's figures turns to an insurance, which is not the bank's:
        价格指数保险 | 也来兜底."""
        bank = state.subject is not None and state.subject.name.endswith(self.words.banks)
        return bank and _INSURED.search(self.text, clause.start, clause.end) is not None

    def _supports(self, state: State, clause: Clause) -> bool:
        """Whether a clause only tells what a firm was given for what it tells: 改造花了2100万元，
        县里补贴了其中的15%，产量由…."""
        firm = state.subject is not None and state.subject.type == "firm" and state.told
        return firm and self.words.supports.search(self.text, clause.start, clause.end) is not None

    def _ruled(self, clause: Clause) -> bool:
        """Whether a clause names the rule that what follows goes by, or an office of the county
        that counted it: 按照这项政策，…; 据县经信局统计，…."""
        if self.words.counted_by.match(self.text, clause.start, clause.end):
            return True
        opened = self.text.startswith(("按", "根据", "依据"), clause.start)
        return opened and self.words.ruling.search(self.text, clause.start, clause.end) is not None

    def said(
        self,
        state: State,
        said: Sequence[Measured],
        period: Period | None,
        aspect: str,
        planned: bool,
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
        before = state.recent[-len(said) - 1 : -len(said)]
        again = aspect == "level" and any(m.measure == said[0].measure for m in before)
        self.clock.said(state, period, aspect, planned, again)

    def section(self, state: State, sentence: Sentence, inside: Sequence[MentionBase]) -> None:
        """The one place a heading names, or else the country, is what stands below it is about."""
        fair = None if state.home else self.occasions.titled(sentence.start, sentence.end)
        inside = [] if fair else inside
        places = {m.name: m for m in inside if isinstance(m, Place) and m.name and not m.coref}
        counties = [m for m in places.values() if m.level == "county"]
        only = counties if len(counties) == 1 else list(places.values())
        state.section = subject_of(only[0], "section") if len(only) == 1 else fair
        if not (places or fair) and self.who.countries.national(sentence):
            state.section = COUNTRY.because("section")
        if village := self.who.unlisted.heads(sentence.start, sentence.end):
            state.section = state.town = village.because("section")
        if not (state.home or state.section or places):
            works = self.occasions.opened(sentence.start, sentence.end)
            state.section = works and works[2].because("section")
        if not (state.home or state.section or places):
            state.section = self._headed(sentence)

    def _headed(self, heading: Sentence) -> Subject | None:
        """The facility that a heading begins with, or the one zone it names."""
        found = self.who.unlisted.facilities.within(heading.start, heading.end)
        zones = [f for f in found if f.name.endswith(self.words.zones)]
        first = next((f for f in found if f.start == heading.start), None)
        named = first or (zones[0] if len(zones) == 1 else None)
        return Subject(named.name, "other", None, "section") if named else None
