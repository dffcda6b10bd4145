"""Whom a sentence without figures shows: the next ones are about them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.clauses import Clause
from extract.facts.actors import COUNTRY, JOINED, Subject, actor, joint, subject_of
from extract.facts.state import State
from extract.facts.subjects import Subjects
from extract.facts.wording import Wording
from extract.records import Firm, MentionBase, Place
from extract.segment import Layout, Sentence

_IT_IS = ("，是", "就是", "便是", "正是", "则是", "要数", "当属")
_DESCRIBES = 24  # characters of what describes the head of a clause
_WITH = ("与", "同", "跟")
_NEAR = frozenset("离距邻挨接")
_CLAUSES = re.compile("[，。；：！？]")
ROW = ("、", "和", "与", "及", "等")

_TOPIC = re.compile(
    "[一-鿿]{2,6}(?:上|方面|领域|来看)，|(?:再|先)?看[一-鿿]{2,6}[，。]|[一-鿿]{2,6}呢[？，]"
)
_FOREMOST = ("要数", "当属", "当数", "首推", "非", "就是", "是")
_OURS = re.compile("(?<![^，；。\n])我国")


class Showing:
    """Reads it off the names and the words around them."""

    def __init__(self, plan: Layout, wording: Wording, who: Subjects) -> None:
        self.text, self.words, self.who = plan.text, wording, who
        self.occasions = who.occasions

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
        elif self._given(state, sentence):
            return
        elif village := self._village(sentence):
            state.town = village  # 石井村是…之一。全村1026户
            state.about(village.because("paragraph"))
        elif site := self._facility(sentence):
            state.about(site.because("paragraph"))
        elif other := self.occasions.presented(state, sentence.start, sentence.end, actors):
            state.about(other.because("paragraph"))
            state.site = other
        elif self.presents(state, sentence):
            return
        elif shown := self._shown_last(sentence, actors) or self._last_led(actors):
            state.about(subject_of(shown, "paragraph"))
        elif not actors and self._to_the_country(state, sentence):
            state.about(COUNTRY.because("paragraph"))
        elif actors:
            group = actor(self.words, self.text, sentence.start, self._row(actors))
            beside = self._beside(group)
            group = group[:1] if beside else group
            firms = {m.firm for m in actors if isinstance(m, Firm)}
            alone = group and (isinstance(group[0], Place) or len(firms) == 1 or beside)
            if alone and self._leads(sentence.start, group[0]):
                state.about(joint([self.who.meaning.of(m, "paragraph") for m in group]))

    def _to_the_country(self, state: State, sentence: Sentence) -> bool:
        """Whether a sentence turns from a place to the country, in an article without a place of
        its own: 随着各地加快转型，| 我国产业结构不断升级。"""
        of_a_place = state.subject is not None and state.subject.type == "place"
        away = of_a_place and not (state.home or state.focus)
        return away and _OURS.search(self.text, sentence.start, sentence.end) is not None

    def _village(self, sentence: Sentence) -> Subject | None:
        """The village that a sentence begins with, or says where something is: 试验在曹泥洼村。"""
        end = sentence.end - (self.text[sentence.end - 1] in "。！")
        begun = self.who.unlisted.village(sentence.start, sentence.end)
        return begun or self.who.unlisted.shown(sentence.start, end)

    def _facility(self, sentence: Sentence) -> Subject | None:
        """What a sentence says that it is: 管着出货“最后一关”的，是 | 松江河冷链物流园。"""
        end = sentence.end - (self.text[sentence.end - 1] in "。！")
        found = self.who.unlisted.facilities.ending(end)
        if found is None or not found.own or found.start <= sentence.start:
            return None
        it_is = self.text.endswith(_IT_IS, sentence.start, found.start)
        return Subject(found.name, "other", None) if it_is else None

    def _given(self, state: State, sentence: Sentence) -> bool:
        """Whether a sentence gives what it tells of to an institution, which what follows is about:
        村里的地归 | 某合作社管。"""
        end = sentence.end - (self.text[sentence.end - 1] in "。！")
        start = self.text.rfind("，", sentence.start, end) + 1 or sentence.start
        clause = Clause(start, end)
        found = self.who.unlisted.founded(clause) if self.who.unlisted.runs_it(clause) else None
        if found:
            state.about(found.because("paragraph"))
            state.theme = state.subject
        return found is not None

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
        if self._given(state, sentence) or self.presents(state, sentence):
            return
        if person:
            state.about(person[1].because("paragraph"))
        elif village := self._village(sentence):
            state.town = village  # 后岸村是有名的民宿村。全村…
            state.about(village.because("paragraph"))
        elif self._to_the_country(state, sentence):
            state.about(COUNTRY.because("paragraph"))

    def presents(self, state: State, sentence: Sentence) -> bool:
        """Whether a sentence begins with a facility, which what follows is about: 周末的某博物馆
        人头攒动。馆藏陶器4300件."""
        led = state.subject is not None and state.subject.type == "firm"
        works = None if led else self.who.unlisted.presented(state, sentence)
        if works:
            state.about(works.because("paragraph"))
            state.theme = state.theme or works
        return works is not None

    def named(self, state: State, actors: Sequence[Place | Firm]) -> None:
        """The one firm of a clause is what 公司 means from here on, if none is spoken of."""
        told = [m for m in actors if not self.text.startswith(self.words.observer, m.end)]
        firms = {m.firm: m for m in told if isinstance(m, Firm)}
        if len(firms) == 1 and not (state.subject and state.subject.type == "firm"):
            firm = subject_of(next(iter(firms.values())), "sentence")
            state.firm = state.issuer or firm

    def _beside(self, group: Sequence[Place | Firm]) -> bool:
        """Whether a firm is told of in relation to another: 某公司与另一家厂一墙之隔."""
        pair = len(group) == 2 and isinstance(group[0], Firm)
        return pair and self.text[group[0].end : group[1].start] in _WITH

    def _shown_last(
        self, sentence: Sentence, actors: Sequence[Place | Firm]
    ) -> Place | Firm | None:
        """The firm that a sentence ends with: 园区里最大的，是某公司。2022年，他创办了某公司。; the
        place that is said to be foremost: 最热闹的要数黄岗镇。"""
        last = actors[-1] if actors else None
        if isinstance(last, Place) and last.end >= sentence.end - 1:
            before = self.text[sentence.start : last.start]
            return last if "最" in before and before.endswith(_FOREMOST) else None
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
            row = self.text[m.start - 1] in ROW or self.text[m.end : m.end + 1] in ROW
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
        if turned := _TOPIC.match(self.text, start, at):
            start = turned.end()  # 投资上，| 南安动静最大
        before = self.text[start:at]
        if self._to_whom(start, mention):
            return True
        if isinstance(mention, Firm) and before.endswith(self.words.belonging):
            return False
        if before.endswith(("的", *self.words.called)) and len(before) <= _DESCRIBES:
            return True
        return self.who.countries.leads(start, mention.start)

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

    def _to_whom(self, start: int, mention: MentionBase) -> bool:
        """Whether a clause says to whom something means much: 对某公司来说，这是一次豪赌."""
        means = self.text.startswith(("来说", "而言", "来讲"), mention.end)
        return means and self.text[start : mention.start] == "对"
