"""Whom a sentence or a clause turns to: a name at its head, one it shows, one who speaks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.clauses import Clause
from extract.facts.actors import JOINED, Subject, actor, joint, subject_of
from extract.facts.discourse import State
from extract.facts.subjects import FOR_IT, Subjects
from extract.facts.wording import Wording
from extract.records import Firm, MentionBase, Place
from extract.segment import Layout, Sentence

_DESCRIBES = 24  # characters of what describes the head of a clause
_RANK = 4  # characters of a rank behind its scope (全省 | 规模最大)
_WITH = ("与", "同", "跟")
_NEAR = frozenset("离距邻")
_EXAMPLE = re.compile("(?:例如)?以([^，。；]{2,12})为例")
_CLAUSES = re.compile("[，。；：！？]")
_ROW = ("、", "和", "与", "及", "等")


class Turning:
    """Reads it off the names and the words around them."""

    def __init__(self, plan: Layout, wording: Wording, who: Subjects) -> None:
        self.text, self.words, self.who = plan.text, wording, who
        self.occasions = who.occasions

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

    def sentence(self, state: State, sentence: Sentence, actors: Sequence[Place | Firm]) -> None:
        """Whom a sentence without figures turns to: a person, a firm it shows or leads with, else
        the name at its head. Its one firm is what 公司 means from here on."""
        self.named(state, actors)
        if village := self.who.unlisted.hamlet(sentence.start, sentence.end):
            state.town = village
        firm = self._walked_into(sentence, actors)
        if firm:
            state.about(firm.because("paragraph"))
        elif person := self.who.person(state, sentence.start, sentence.end):
            state.about(person[1].because("paragraph"))
        elif village := self._village(sentence):
            state.town = village  # 石井村是…之一。全村1026户
            state.about(village.because("paragraph"))
        elif other := self.occasions.presented(state, sentence.start, sentence.end, actors):
            state.about(other.because("paragraph"))
            state.site = other
        elif self.presents(state, sentence):
            return
        elif shown := self._shown_last(sentence, actors) or self._last_led(actors):
            state.about(subject_of(shown, "paragraph"))
        elif actors:
            group = actor(self.words, self.text, sentence.start, self._row(actors))
            beside = self._beside(group)
            group = group[:1] if beside else group
            firms = {m.firm for m in actors if isinstance(m, Firm)}
            alone = group and (isinstance(group[0], Place) or len(firms) == 1 or beside)
            if alone and self._leads(sentence.start, group[0]):
                state.about(joint([self.who.meaning.of(m, "paragraph") for m in group]))

    def _village(self, sentence: Sentence) -> Subject | None:
        """The village that a sentence begins with, or says where something is: 试验在曹泥洼村。"""
        end = sentence.end - (self.text[sentence.end - 1] in "。！")
        begun = self.who.unlisted.village(sentence.start, sentence.end)
        return begun or self.who.unlisted.shown(sentence.start, end)

    def _walked_into(self, sentence: Sentence, actors: Sequence[Place | Firm]) -> Subject | None:
        """The only firm of a sentence without figures, if somebody walks into it."""
        if len({m.firm for m in actors if isinstance(m, Firm)}) != 1:
            return None
        start = sentence.start
        for mark in _CLAUSES.finditer(self.text, sentence.start, sentence.end):
            inside = [m for m in actors if start <= m.start and m.end <= mark.start()]
            found = self.who.speakers.visited(Clause(start, mark.start(), named=inside))
            if found:
                return found
            start = mark.end()
        return None

    def unnamed(self, state: State, sentence: Sentence) -> None:
        """A sentence without a place, a firm or a date may still present a facility or somebody:
        装箱的王秀兰是脱贫户。“每天工钱100元…”."""
        person = self.who.person(state, sentence.start, sentence.end)
        if self.presents(state, sentence):
            return
        if person:
            state.about(person[1].because("paragraph"))
        elif village := self._village(sentence):
            state.town = village  # 后岸村是有名的民宿村。全村…
            state.about(village.because("paragraph"))

    def presents(self, state: State, sentence: Sentence) -> bool:
        """Whether a sentence begins with a facility, which what follows is about: 周末的某博物馆
        人头攒动。馆藏陶器4300件."""
        led = state.subject is not None and state.subject.type == "firm"
        works = None if led else self.who.unlisted.presented(state, sentence)
        if works:
            state.about(works.because("paragraph"))
            state.theme = state.theme or works
        return works is not None

    def clause(
        self,
        state: State,
        clause: Clause,
        actors: Sequence[Place | Firm],
        group: Sequence[Place | Firm],
    ) -> Subject | None:
        """Whom a clause turns to: the firm that speaks, that is walked into or called 公司, works
        that open, a fair, or those it begins with."""
        if works := self.occasions.made_by(clause):
            state.site = works
            return works
        speakers = self.who.speakers
        firm = speakers.named(clause.start, clause.end) or speakers.visited(clause)
        if firm is None and (leading := speakers.leading(state, clause)):
            firm = leading[1]
        if firm or (state.firm and self.who.calls.owns(clause, state.firm)):
            return firm or state.firm
        if state.firm and any(self._runs_a_plant(m) for m in actors):
            return state.firm
        if len(actors) == 1 and self._looks_at(clause, actors[0]):
            return self.who.meaning.of(actors[0], "sentence")
        for m in actors:
            if isinstance(m, Firm) and self._to_whom(clause.start, m):
                return subject_of(m, "sentence")
        if other := self.occasions.presented(state, clause.start, clause.end, actors):
            state.site = other
            return other
        if state.town and not group and self.who.calls.local(state.town, clause):
            return state.town
        if example := _EXAMPLE.fullmatch(self.text, clause.start, clause.end):
            return self._named_so(example)
        if pointed := self.who.pointing.back(clause):
            return pointed[1]
        if group and self._opens(clause, actors, group):
            return joint([self.who.meaning.of(m, "sentence") for m in group])
        return None

    def _runs_a_plant(self, actor: Place | Firm) -> bool:
        """Whether somebody is told of who heads what a firm has at a place: 富平基地 | 负责人."""
        if not isinstance(actor, Place) or actor.start in self.who.ends:
            return False  # 某公司富平基地 is told of by that name
        what = (*self.words.branch, self.who.meaning.plant(actor))
        ends = [actor.end + len(w) for w in what if w and self.text.startswith(w, actor.end)]
        return any(self.text.startswith(tuple(self.words.officer), end) for end in ends)

    def _named_so(self, found: re.Match[str]) -> Subject:
        """What a pattern found: the place or firm of exactly that name, or something else."""
        named = outer = self.who.ends.get(found.end(1))
        while outer and outer.start > found.start(1):
            outer = self.who.ends.get(outer.start)  # 江苏省 | 昆山市
        whole = outer is not None and outer.start == found.start(1)
        return (
            subject_of(named, "sentence") if named and whole else Subject(found[1], "other", None)
        )

    def group(
        self, state: State, clause: Clause, actors: Sequence[Place | Firm]
    ) -> list[Place | Firm]:
        """The names that a clause without a figure is about; not 两地 in 两地共建的产业园, nor
        those of a clause that speaks of 它的."""
        person = state.subject is not None and state.subject.type == "person"
        firm = any(isinstance(m, Firm) for m in actors)  # 她创办的某公司
        if (not firm and self.who.theirs(clause)) or (
            person and self.text.startswith(self.words.living, clause.start)
        ):
            return []  # 他 | 在石头咀镇办起民宿, 她在某公司做质检, 家在城川镇
        found = actor(self.words, self.text, clause.start, actors[:4]) if actors else []
        if found and isinstance(found[-1], Place) and found[-1].coref:
            row = self._row(actors)  # 吕梁市 | 将再生水纳入全市水资源调配体系
            found = row if actors[0].start == clause.start else found
        found = found[:1] if self._beside(found) else found
        if state.told and found and self._ranks_in(found[-1], clause):
            return []
        span = clause.start, clause.end
        # 全县的果子进了它的发酵罐
        aside = self.text.find("它的", *span) >= 0 or FOR_IT.search(self.text, *span) is not None
        if found and self.who.elsewhere(state, clause, found[0]):
            return []
        return [] if found and (aside or self.who.unlisted.sites.shared(clause)) else found

    def _ranks_in(self, scope: Place | Firm, clause: Clause) -> bool:
        """Whether a clause only tells the rank of what was told: 897万人，全省 | 最多，但…."""
        whole = isinstance(scope, Place) and scope.coref and scope.start == clause.start
        short = clause.end - scope.end <= _RANK  # but 全省第一产业…
        return whole and short and self.text.startswith(self.words.first, scope.end)

    def named(self, state: State, actors: Sequence[Place | Firm]) -> None:
        """The one firm of a clause is what 公司 means from here on, if none is spoken of."""
        firms = {m.firm: m for m in actors if isinstance(m, Firm)}
        if len(firms) == 1 and not (state.subject and state.subject.type == "firm"):
            firm = subject_of(next(iter(firms.values())), "sentence")
            state.firm = state.issuer or firm

    def _beside(self, group: Sequence[Place | Firm]) -> bool:
        """Whether a firm is told of in relation to another: 某公司与另一家厂一墙之隔."""
        pair = len(group) == 2 and isinstance(group[0], Firm)
        return pair and self.text[group[0].end : group[1].start] in _WITH

    def _shown_last(self, sentence: Sentence, actors: Sequence[Place | Firm]) -> Firm | None:
        """The firm that a sentence ends with: 园区里最大的，是某公司。2022年，他创办了某公司。"""
        last = actors[-1] if actors else None
        if not isinstance(last, Firm):
            return None
        if self.words.his_office.match(self.text, last.end, sentence.end):
            return last  # 王强是某公司的总经理。
        if sentence.end - last.end > 1:
            return None
        before = self.text[sentence.start : last.start]
        shows = (*self.words.showing, *self.words.showing_firms, *self.words.founded_by)
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

    def _leads(self, start: int, mention: MentionBase) -> bool:
        """Whether a mention is at the head of `[start, …)`: no verb or preposition before it but in
        what describes it (同一条街上的某厂); not where somebody works (她所在的某厂)."""
        at = mention.start
        while (place := self.who.ends.get(at)) and isinstance(place, Place) and at > start:
            at = place.start  # 与瓯鼎隔江相望的 | 青田恒佑阀业
        if example := self.words.for_example.match(self.text, start, at):
            start = example.end()
        before = self.text[start:at]
        if self._to_whom(start, mention):
            return True
        if isinstance(mention, Firm) and before.endswith(self.words.belonging):
            return False
        if before.endswith(("的", *self.words.called)) and len(before) <= _DESCRIBES:
            return True
        return self.who.countries.leads(start, mention.start)

    def _looks_at(self, clause: Clause, place: Place | Firm) -> bool:
        """Whether a clause turns to a whole place: 放眼全市，储能装机达438万千瓦."""
        looks = self.text.startswith(self.words.looks, clause.start)
        return looks and isinstance(place, Place) and clause.end - place.end <= 2

    def _to_whom(self, start: int, mention: MentionBase) -> bool:
        """Whether a clause says to whom something means much: 对某公司来说，这是一次豪赌."""
        means = self.text.startswith(("来说", "而言", "来讲"), mention.end)
        return means and self.text[start : mention.start] == "对"

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
        most = "最" in before and before.endswith("的是")  # 增速最快的是 | 泉港区
        last = group[-1].end == clause.end and (firm or most or len(group) > 1)
        also = firm and before.endswith(self.words.showing_firms)
        return last and (also or before.endswith(self.words.showing))

    def _row(self, actors: Sequence[Place | Firm]) -> list[Place | Firm]:
        """The first of `actors` and those coordinated with it: A、B和C; not where it only says
        where the next one is (金渠镇的某公司)."""
        first = actors[0]
        while len(actors) > 1 and isinstance(first, Place):
            gap = self.text[first.end : actors[1].start]
            if gap.endswith("的") and self.text[first.start - 1] in _NEAR:
                gap = ""  # 离大唐不远的 | 山下湖镇
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
