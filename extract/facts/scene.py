"""Moves the discourse state along with the text, and reads subjects off both."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extract.clauses import Clause, Site
from extract.facts.actors import COUNTRY, JOINED, OBJECT, Subject, actor, joint, region, subject_of
from extract.facts.discourse import Measured, Period, State, period_of
from extract.facts.nations import Nations
from extract.facts.timing import Timing
from extract.facts.wording import Wording
from extract.records import Date, Firm, MentionBase, Place
from extract.segment import Layout, Sentence

_BEFORE, _DESCRIBES = 16, 24  # characters before the head of a clause
_ROW = ("、", "和", "与", "及", "等")
_OPENING = ("“", "，", " ", "\n", "\u3000")
_RECORD = re.compile(r"(?:以来)?的?(?:最|新高|新低|首次|历史)")  # 为2020年7月以来最大降幅


class Scene:
    """Moves the state along with the text, and reads subjects off both."""

    def __init__(
        self, plan: Layout, mentions: Sequence[MentionBase], wording: Wording, countries: Nations
    ) -> None:
        self.plan, self.text, self.words = plan, plan.text, wording
        self.countries = countries
        self.timing = Timing(plan, wording)
        self.region = region(mentions)
        self.firms = [m for m in mentions if isinstance(m, Firm)]
        self.nations: list[re.Match[str]] = []  # of the sentence, as is what follows
        self.timeless: list[re.Match[str]] = []
        self.institutions = False

    def open(self, sentence: Sentence) -> None:
        """Look through a sentence with figures once, for all its clauses."""
        self.nations = list(self.countries.named.finditer(self.text, sentence.start, sentence.end))
        self.timeless = list(self.words.timeless.finditer(self.text, sentence.start, sentence.end))
        self.timing.open(sentence)
        found = self.words.institutions.search(self.text, sentence.start, sentence.end)
        self.institutions = found is not None

    def topic(self, state: State, sentence: Sentence, inside: Sequence[MentionBase]) -> None:
        """A sentence without figures may still say whom the next ones are about."""
        actors = [
            m for m in inside if isinstance(m, Place | Firm) and m.text not in self.words.deictic
        ]
        if self.words.timeless.search(self.text, sentence.start, sentence.end):
            state.period = None
        first = next((m for m in inside if isinstance(m, Date)), None)
        if first and first.start == sentence.start and (period := period_of(first, "paragraph")):
            state.period = period
        if shown := self._last_led(actors):
            state.about(subject_of(shown, "paragraph"))
        elif actors and self._leads(sentence.start, actors[0]):
            group = actor(self.text, sentence.start, self._row(actors))
            firms = {m.firm for m in actors if isinstance(m, Firm)}
            if group and (isinstance(group[0], Place) or len(firms) == 1):
                state.subject = joint([self._meant(m, "paragraph") for m in group])

    def _last_led(self, actors: Sequence[Place | Firm]) -> Firm | None:
        """Of several firms of a sentence the last that is at the head of a clause: 甲公司胜在规模，
        乙公司则胜在灵巧."""
        firms = [m for m in actors if isinstance(m, Firm)]
        if len({m.firm for m in firms}) < 2:
            return None
        for m in reversed(firms):
            start = max(self.text.rfind(mark, 0, m.start) for mark in "，。；\n") + 1
            row = self.text[m.start - 1] in _ROW or self.text[m.end : m.end + 1] in _ROW
            if not row and self._leads(start, m):
                return m
        return None

    def enter(self, state: State, clause: Clause) -> None:
        """A word such as 目前 in a clause without a date ends the period in force, and 累计 one
        that an earlier sentence named: a total of all time."""
        timeless = any(
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
        actors = [m for m in clause.actors() if m.text not in self.words.deictic]
        group = actor(self.text, clause.start, actors[:4]) if actors else []
        if not group and (institution := self._institution(state, clause)):
            state.about(institution)
        elif not group and (nation := self._nation(clause.start, clause.end)):
            state.subject = nation._replace(why="sentence")
        if state.firm and self._own(clause):
            state.about(state.firm._replace(why="sentence"))
        elif group and self._opens(clause, actors, group):
            state.about(joint([self._meant(m, "sentence") for m in group]))
        for date in clause.dates(clause.end):
            if self.timing.compared(date, None) or _RECORD.match(self.text, date.end):
                continue
            if self.timing.reported(date, clause):
                continue
            rest = clause.end - date.end - sum(m.end - m.start for m in group)
            if state.frame and date.anchor != "absolute" and date.text in self.words.framed:
                state.period = None
            elif period := self.timing.dated(date, "sentence"):
                state.period = period._replace(bound=rest > 2)

    def said(
        self, state: State, said: Sequence[Measured], period: Period | None, aspect: str
    ) -> None:
        """After a fact: its subject and period are in force (not that of a starting value)."""
        last = said[-1].subject
        state.theme = state.theme or last
        if last and last.type == "place" and (state.place is None or state.place.id != last.id):
            state.place = last._replace(why="paragraph")
        if last and last.why != "behind":
            state.about(last._replace(why="sentence") if last.why == "clause" else last)
        own = period is not None and period.why == "clause" and not period.bound
        if own and period and (period.start or period.end) and aspect != "from":
            state.period = period._replace(why="sentence")
            if state.kind in ("title", "heading"):
                state.dated = period._replace(why="paragraph")

    def subjects(self, state: State, site: Site, end: int, sentence: Sentence) -> list[Subject]:
        """Whom a quantity is said of: named before `end`, else speaking, else in force."""
        if state.firm and self._own(site.clause):
            return [state.firm._replace(why="clause")]
        if state.home and self._governs(site.clause):
            return [state.home._replace(why="clause")]
        named = [m for m in site.clause.actors(end) if m.text not in self.words.deictic]
        if state.subject and state.subject.type == "firm":
            named = [m for m in named if not self.text.startswith(self.words.branch, m.end)]
        group = actor(self.text, site.clause.start, named)
        if len(group) > 3 or (group and self._listed(group, site)):
            group = []  # `A、B、C等3家企业`: the list is what is counted
        if group:
            return [self._meant(m, "clause") for m in group]
        if institution := self._institution(state, site.clause):
            return [institution]
        if nation := self._nation(site.clause.start, end):
            return [nation]
        if speaker := self._speaker(site.quantity.start, sentence):
            return [speaker]
        subject = state.subject or state.home or self._country(sentence) or self.region
        return [subject] if subject else []

    def _own(self, clause: Clause) -> bool:
        """Whether a clause begins, or goes on after its date, with 公司 alone."""
        covered = {m.start for m in clause.mentions if isinstance(m, Firm)}
        for at in self._heads(clause):
            word = next((w for w in self.words.company if self.text.startswith(w, at)), None)
            if word and at not in covered and self.plan.is_cut(at + len(word)):
                return True
        return False

    def _governs(self, clause: Clause) -> bool:
        """Whether a clause begins with the article's own county as an actor: 县财政, 市里."""
        return any(self.text.startswith(self.words.governing, at) for at in self._heads(clause))

    def _heads(self, clause: Clause) -> Iterator[int]:
        """Where the first noun of a clause may stand: at its beginning, and behind its dates."""
        for at in [clause.start, *(m.end for m in clause.mentions if isinstance(m, Date))]:
            while self.text[at : at + 1] in _OPENING:
                at += 1
            yield at

    def _institution(self, state: State, clause: Clause) -> Subject | None:
        """The institution at the head of a clause, or behind its date, by the name it had first."""
        if not self.institutions:
            return None
        for at in self._heads(clause):
            if match := self.words.institution_name.match(self.text, at, clause.end):
                name = match.group().strip("“”")
                known = state.works.setdefault(name[-2:], name) if len(name) > 3 else None
                return Subject(known or state.works.get(name[-2:], name), "other", None)
        return None

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

    def section(self, state: State, inside: Sequence[MentionBase]) -> None:
        """The one place a heading names is what stands below it is about."""
        places = {m.name: m for m in inside if isinstance(m, Place) and m.name and not m.coref}
        counties = [m for m in places.values() if m.level == "county"]
        only = counties if len(counties) == 1 else list(places.values())
        state.section = subject_of(only[0], "section") if len(only) == 1 else None

    def _leads(self, start: int, mention: MentionBase) -> bool:
        """Whether a mention is at the head of `[start, …)`: no verb or preposition before it but in
        what describes it (同一条街上的某厂)."""
        before = self.text[start : mention.start]
        if before.endswith("的") and len(before) <= _DESCRIBES:
            return True
        if len(before) > _BEFORE:
            return False
        words = (before[a:b] for a, b in pairwise(self.plan.words.cuts(before)))
        return not any(
            w not in ("在", "于", "据", "位于", "地处")
            and (w in self.words.verbs or self.plan.words.tag(w).startswith(("v", "p")))
            for w in words
        )

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
        last = isinstance(group[-1], Firm) and group[-1].end == clause.end
        return last and before.endswith(self.words.showing)

    def _row(self, actors: Sequence[Place | Firm]) -> list[Place | Firm]:
        """The first of `actors` and those coordinated with it: A、B和C; not where it only says
        where the next one is (金渠镇的某公司)."""
        first = actors[0]
        while len(actors) > 1 and isinstance(first, Place) and isinstance(actors[1], Firm):
            if self.text[first.end : actors[1].start] not in ("", "的"):
                break
            actors = actors[1:]
            first = actors[0]
        row = [first]
        for m in actors[1:]:
            if self.text[row[-1].end : m.start].strip() not in JOINED:
                break
            row.append(m)
        return row

    def _meant(self, mention: Place | Firm, why: str) -> Subject:
        """A name that only says whose project it is stands for the project: 某集团二期项目."""
        part = next((w for w in self.words.port if self.text.startswith(w, mention.end)), None)
        if isinstance(mention, Place) and part:
            return Subject(mention.text + part, "other", None, why)
        if isinstance(mention, Place) and self._situated(mention):
            site = self.words.seated.match(self.text, mention.end)
            return Subject(site[1], "other", None, why) if site else subject_of(mention, why)
        owned = self.words.possession.match(self.text, mention.end)
        if isinstance(mention, Firm) and owned and not self._acts(mention.end, owned.end()):
            name = "".join(self.text[mention.start : owned.end()].split())
            return Subject(name, "other", None, why)
        return subject_of(mention, why)

    def _situated(self, place: Place) -> bool:
        """Whether 位于 or 地处 stands right before a place."""
        return self.text[place.start - 2 : place.start] in ("位于", "地处")

    def _acts(self, start: int, end: int) -> bool:
        """Whether a verb stands in `[start, end)`: 某公司新上了生产线 tells what the firm did."""
        words = [self.text[a:b] for a, b in self.plan.spans(start, end)]
        told = self.words.halt | self.words.verbs
        return any(w == "了" or w in told or self.plan.words.tag(w) == "v" for w in words)

    def _listed(self, group: Sequence[Place | Firm], site: Site) -> bool:
        gap = self.text[group[-1].end : site.quantity.start].strip()
        counted = site.quantity.dimension == "count"
        return counted and (gap == "等" or (gap == "" and len(group) > 1))

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

    def _nation(self, start: int, end: int) -> Subject | None:
        """The last country named in `[start, end)` that is not the object of a preposition."""
        inside = [m for m in self.nations if start <= m.start() and m.end() <= end]
        found = [m for m in inside if self._whole(m)]
        for i, match in reversed(list(enumerate(found))):
            if OBJECT.search(self.text[start : match.start()]):
                continue
            if self.text.startswith("等", match.end()):
                return None  # 卖到意大利等12个国家
            if match.group() == "全国" and i and found[i - 1].end() == match.start():
                match = found[i - 1]  # 英国全国
            code = self.countries.codes.get(match.group())
            return Subject(match.group(), "place", code) if code else COUNTRY
        return None

    def _whole(self, match: re.Match[str]) -> bool:
        """Whether the name is a word of its own: not 约旦 in 约旦河西岸, 墨西哥 in 新墨西哥州."""
        a, b = match.span()
        return self.plan.is_cut(a) and self.plan.word(a)[1] <= b

    def _country(self, sentence: Sentence) -> Subject | None:
        found = self.words.country.search(self.text, sentence.block.start, sentence.end)
        return COUNTRY._replace(why="paragraph") if found else None
