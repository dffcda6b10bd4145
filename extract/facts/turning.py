"""Whom a clause turns to: a name at its head, one it shows, one who speaks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.clauses import Clause
from extract.facts.actors import Subject, actor, joint, subject_of
from extract.facts.showing import ROW, Showing
from extract.facts.state import State
from extract.facts.subjects import FOR_IT
from extract.records import Firm, MentionBase, Place
from extract.segment import Sentence

_RANK = 4  # characters of a rank behind its scope (全省 | 规模最大)
_EXAMPLE = re.compile("(?:例如)?以([^，。；]{2,12})为例")


class Turning(Showing):
    """Reads it off the names and the words around them."""

    def expect(self, state: State, sentence: Sentence, inside: Sequence[MentionBase]) -> None:
        """A sentence that begins with a preposition may name its firm only behind the figures:
        从给人代工，到为300家品牌供货，某公司用了13年."""
        if not self.text.startswith(self.words.before_subject, sentence.start):
            return
        first = next((m for m in inside if isinstance(m, (Place, Firm))), None)
        if isinstance(first, Firm) and self.text[first.end : first.end + 1] not in ROW:
            start = max(self.text.rfind(mark, sentence.start, first.start) for mark in "，；") + 1
            if start and self._leads(start, first):
                state.about(subject_of(first, "sentence"))

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
        if this := self.who.pointing.this_firm(clause):
            return this[1]
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
        one_of = self.text.endswith("之一", clause.start, clause.end)
        if one_of and found and isinstance(found[0], Place) and found[0].coref:
            return []  # 磐安，| 全省山区26县之一，
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

    def _looks_at(self, clause: Clause, place: Place | Firm) -> bool:
        """Whether a clause turns to a whole place: 放眼全市，储能装机达438万千瓦."""
        looks = self.text.startswith(self.words.looks, clause.start)
        return looks and isinstance(place, Place) and clause.end - place.end <= 2

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
