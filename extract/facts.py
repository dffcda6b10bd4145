"""A quantity in context → Fact: who, what, how much, for when.

Quantities are read clause by clause. What a clause leaves out is taken from the discourse state
(`discourse.py`); `Fact.rule` says how the number was read and where subject, period and measure
came from, e.g. `growth subject=sentence period=clause measure=carried`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import regex
from spacy.tokens import Doc

from extract import discourse, measures, wording
from extract.aspects import Reading, modality, read
from extract.clauses import Clause, Site, clauses, sites
from extract.discourse import Measured, Period, State, Subject
from extract.phrases import Phrase, Reader
from extract.records import Date, Fact, Firm, MentionBase, Place, Quantity
from extract.rules import Rules
from extract.segment import Layout, Sentence, layout

_LIST_GAP = regex.compile(r"(?:、|和|与|及|以及|或|，|\s)*")
_GROUP_UNITS = frozenset("县市省国村区州镇乡校院")
_TOTAL = regex.compile(r"(?:等)?$")


def assemble(doc: Doc, mentions: Sequence[MentionBase], rules: Rules) -> list[Fact]:
    """The facts of an article, in text order. Offsets count the restored text."""
    return list(_Assembler(layout(doc, rules), mentions, rules).run())


@dataclass(slots=True)
class _Told:
    """What one quantity says: a measure and whom it is said of."""

    measure: str
    subject: Subject | None
    how: str


class _Assembler:
    """One article. Holds the discourse state while it walks over the sentences."""

    def __init__(self, plan: Layout, mentions: Sequence[MentionBase], rules: Rules) -> None:
        self.plan = plan
        self.text = plan.text
        self.mentions = mentions
        self.words = rules.compiled(wording.build)
        self.catalogue = rules.compiled(measures.build)
        self.reader = Reader(plan, self.words)
        self.home = discourse.home(mentions, plan.title)
        self.state = State(self.home, self.home)

    def run(self) -> Iterator[Fact]:
        at, block = 0, None
        for sentence in self.plan.sentences:
            inside, at = _within(self.mentions, sentence, at)
            if sentence.block is not block:
                block = sentence.block
                self._new_block(sentence)
            else:
                self.state.sentence()
            if any(isinstance(m, Quantity) for m in inside):
                yield from self._sentence(sentence, inside)
            elif inside:
                self._topic(sentence, inside)

    def _new_block(self, sentence: Sentence) -> None:
        self.state.paragraph()
        if sentence.block.kind == "heading" and self.home is None:
            self.state = State()

    def _topic(self, sentence: Sentence, inside: Sequence[MentionBase]) -> None:
        """A sentence without figures may still say whom the next ones are about."""
        actors = [m for m in inside if isinstance(m, Place | Firm)]
        group = discourse.actor(self.text, sentence.start, actors[:1])
        if group and (self.home is None or isinstance(group[0], Firm)):
            self.state.subject = discourse.subject_of(group[0], "paragraph")

    def _sentence(self, sentence: Sentence, inside: Sequence[MentionBase]) -> Iterator[Fact]:
        for clause in clauses(self.plan, sentence, inside):
            self._enter(clause)
            told = False
            for run in _runs(self.text, self._sites(clause)):
                for fact in self._run(run, sentence):
                    told = True
                    yield fact
            if not told and (actors := clause.actors()):
                self._follow(clause, actors)

    def _enter(self, clause: Clause) -> None:
        """A word such as 目前 at the front of a clause ends the period in force."""
        match = self.words.timeless.search(self.text, clause.start, clause.end)
        if match and not any(discourse.period_of(d) for d in clause.dates(clause.end)):
            self.state.period = None

    def _follow(self, clause: Clause, actors: Sequence[Place | Firm]) -> None:
        group = discourse.actor(self.text, clause.start, actors)
        if group:
            self.state.subject = discourse.joint([discourse.subject_of(m, "sentence") for m in group])
        for date in clause.dates(clause.end):
            if period := discourse.period_of(date, "sentence"):
                self.state.period = period

    def _sites(self, clause: Clause) -> list[Site]:
        """The quantities of a clause that can make a fact; conditions and articles are read over."""
        found: list[Site] = []
        left = clause.start
        all_sites = list(sites(clause))
        for i, site in enumerate(all_sites):
            if self._transparent(site):
                continue
            right = next(
                (s.quantity.start for s in all_sites[i + 1 :] if not self._transparent(s)), clause.end
            )
            previous = found[-1].quantity if found else None
            found.append(Site(site.quantity, clause, left, right, previous))
            left = site.quantity.end
        return found

    def _transparent(self, site: Site) -> bool:
        """Articles, ordinals of names, group sizes in names (26县), thresholds (亿元以上项目)."""
        q = site.quantity
        if q.form == "article" or (q.unit in _GROUP_UNITS and len(q.text) <= 4):
            return True
        if q.unit == "%" or q.dimension == "rank" or q.bound not in ("at_least", "at_most"):
            return False
        if not q.text.endswith(("以上", "以下", "以内")) or self.text.startswith("的", q.end):
            return False
        return bool(self.reader.right(q.end, site.right, ()))

    def _run(self, run: list[Site], sentence: Sentence) -> Iterator[Fact]:
        """Quantities in a row (`45%、25%`) are read as the first of them is."""
        reading = read(self.text, run[0], self.words)
        told = self._told(run, reading, sentence)
        period = self._period(run[0], reading)
        said: list[Measured] = []
        for i, site in enumerate(run):
            for item in told[i]:
                if item.measure:
                    said.append(Measured(item.measure, item.subject, reading.aspect))
                    yield self._fact(site, reading, item, period, sentence)
        if said:
            self.state.recent = said
            self.state.subject = said[-1].subject or self.state.subject
        if period and period.why == "clause":
            self.state.period = Period(period.mention, period.text, period.start, period.end, "sentence")

    # -- measure and subject ---------------------------------------------------------------------

    def _told(self, run: list[Site], reading: Reading, sentence: Sentence) -> list[list[_Told]]:
        """For each quantity of the run, the measures and subjects it is said of."""
        subjects = self._subjects(run, reading, sentence)
        names, how = self._measures(run, reading)
        if len(run) > 1:
            if len(names) == len(run):
                return [[_Told(n, discourse.joint(subjects) if subjects else None, how)] for n in names]
            if len(subjects) == len(run):
                return [[_Told(n, s, how) for n in names[:1]] for s in subjects]
            if how == "carried" and len(self.state.recent) == len(run):
                return [[_Told(m.measure, m.subject, how)] for m in self.state.recent]
        each = subjects if self._one_each(run, reading, subjects) else _as_one(subjects)
        told = [_Told(n, s, how) for n in names for s in each]
        return [told for _ in run]

    def _one_each(self, run: list[Site], reading: Reading, subjects: list[Subject]) -> bool:
        """Whether a figure is said of each of several subjects, not of all together."""
        each = {w for _, w in reading.peeled.words} & {"均", "都", "各", "分别"}
        return bool(each) or (
            len(subjects) > 1 and subjects[0].type == "firm" and reading.aspect != "level"
        )

    def _subjects(self, run: list[Site], reading: Reading, sentence: Sentence) -> list[Subject]:
        site = run[0]
        after = self._subjects_after(run[-1], reading)
        if after:
            return after
        limit = min(reading.end, site.quantity.start)
        group = discourse.actor(self.text, site.clause.start, site.clause.actors(limit))
        if group:
            return [discourse.subject_of(m) for m in group]
        speaker = self._speaker(site, sentence)
        if speaker:
            return [speaker]
        subject = self.state.subject or self.home or self._country(sentence)
        return [subject] if subject else []

    def _subjects_after(self, site: Site, reading: Reading) -> list[Subject]:
        """`排名前10的A、B`: the firms or places that follow 的."""
        q = site.quantity
        if reading.aspect != "rank" or not self.text.startswith("的", q.end):
            return []
        found: list[Place | Firm] = []
        at = q.end + 1
        for m in site.clause.mentions:
            if isinstance(m, Firm | Place) and m.start >= at and m.start - at <= 1:
                found.append(m)
                at = m.end
        return [discourse.subject_of(m) for m in found]

    def _speaker(self, site: Site, sentence: Sentence) -> Subject | None:
        """Inside a quotation: the firm named with the speaker after it, or before it."""
        block, at = sentence.block, site.quantity.start
        opened = self.text.rfind("“", block.start, at)
        closed = self.text.find("”", at, block.end)
        if opened < 0 or closed < 0 or self.text.find("”", opened, at) >= 0 or closed - opened < 12:
            return None
        firms = [m for m in self.mentions if isinstance(m, Firm)]
        after = [m for m in firms if closed < m.start < min(closed + 40, block.end)]
        before = [m for m in firms if max(block.start, opened - 40) <= m.start < opened]
        chosen = after[:1] or before[-1:]
        return discourse.subject_of(chosen[0], "speaker") if chosen else None

    def _country(self, sentence: Sentence) -> Subject | None:
        line = self.text[sentence.block.start : sentence.end]
        if any(w in line for w in discourse.COUNTRY):
            return Subject("全国", "place", "100000", "paragraph")
        return None

    def _measures(self, run: list[Site], reading: Reading) -> tuple[list[str], str]:
        """The measures of a run and how they were found."""
        site, q = run[0], run[0].quantity
        left = self.reader.left(self._reach(site), reading.end, site.clause.mentions)
        right = self.reader.right(run[-1].quantity.end, run[-1].right, site.clause.mentions)
        if self._counts_right(q, reading, left, right):
            return [self._right(run[-1], left, right, reading)], "right"
        if left:
            return self._left(left, run, reading), "left"
        if self.state.recent and reading.aspect not in ("level", "from"):
            return self._carried(reading), "carried"
        if right:
            return [self._right(run[-1], left, right, reading)], "right"
        if self.state.recent and reading.peeled.has("level", "to"):
            return self._carried(reading), "carried"
        return self._action(run[-1], reading), "action"

    def _reach(self, site: Site) -> int:
        return site.left

    def _counts_right(self, q: Quantity, reading: Reading, left: Phrase, right: Phrase) -> bool:
        """Whether the noun behind the number is what is counted (106家规上企业)."""
        if not right or reading.aspect in ("rank", "growth", "multiple"):
            return False
        if reading.aspect == "share":
            return not left and not self.state.recent
        if q.dimension in ("count", "unknown"):
            return not left or reading.peeled.has("counted") or reading.end < q.start or self._tight(q)
        return not left or reading.peeled.has("counted") or self.text.startswith("的", q.end) is False and self._tight(q) and reading.peeled.has("level")

    def _tight(self, q: Quantity) -> bool:
        return self.plan.is_cut(q.end)

    def _left(self, left: Phrase, run: list[Site], reading: Reading) -> list[str]:
        """The measure before the number; several where the number is said of each."""
        parts = self.reader.parts(left)
        spread = len(run) == len(parts) or reading.aspect == "rank" or {
            w for _, w in reading.peeled.words
        } & {"均", "都", "各", "分别"}
        if len(parts) > 1 and spread:
            names = self._complete([self.reader.clean(p) for p in parts])
        else:
            names = [self.reader.clean(left)]
        if reading.whole:
            names = [f"{n}占{reading.whole}比重" for n in names]
        return [self._leaning(n) for n in names]

    def _complete(self, names: list[str]) -> list[str]:
        """Lend the head of the last member to members without one (城镇和农村居民收入)."""
        last = names[-1]
        match = self.catalogue.match(last)
        if match is None or any(self.catalogue.match(n) for n in names[:-1]):
            return names
        head = last[match.start :]
        return [*(n if n.endswith(head[-1:]) else n + head for n in names[:-1]), last]

    def _leaning(self, name: str) -> str:
        """`总量` after 规上工业增加值 is 规上工业增加值总量."""
        if name in self.words.leaning and self.state.recent:
            before = self.state.recent[-1].measure
            return before if before.endswith(name) else before + name
        return name

    def _carried(self, reading: Reading) -> list[str]:
        spread = {w for _, w in reading.peeled.words} & {"均", "都", "各", "分别"}
        names = list(dict.fromkeys(m.measure for m in self.state.recent))
        if not spread:
            names = names[-1:]
        if reading.whole:
            return [f"{n}占{reading.whole}比重" for n in names]
        return names

    def _right(self, site: Site, left: Phrase, right: Phrase, reading: Reading) -> str:
        name = self.reader.clean(right)
        if name in self.words.general:
            tail = "".join(self.text[right.end : site.right].split())
            if 2 < len(tail) <= 24 and "的" not in tail[:1]:
                return tail.rstrip("等、和") + name
        if left and self.reader.clean(left) in self.words.nominal:
            return self.reader.clean(left) + name
        return name

    def _action(self, site: Site, reading: Reading) -> list[str]:
        """No noun on either side: what was done with the amount (斥资1亿元 购置新设备)."""
        if not reading.peeled.has("counted"):
            return []
        tail = "".join(self.text[site.quantity.end : site.right].split())
        verb = reading.peeled.first("counted") or ""
        return [tail] if 2 < len(tail) <= 16 else [verb]

    # -- period and record -----------------------------------------------------------------------

    def _period(self, site: Site, reading: Reading) -> Period | None:
        """The date before the number in its clause, else the one in force."""
        near = [*reading.dates, *reversed(site.clause.dates(reading.end))]
        for date in near:
            if period := discourse.period_of(date):
                return period
        return self.state.period

    def _fact(
        self, site: Site, reading: Reading, told: _Told, period: Period | None, sentence: Sentence
    ) -> Fact:
        q, clause = site.quantity, site.clause
        if period and period.why == "paragraph" and not self._lasting(told, reading):
            period = None
        entry = self.catalogue.match(told.measure)
        start, end = clause.start, clause.end
        return Fact(
            quantity=q.id,
            subject=told.subject.name if told.subject else None,
            subject_type=told.subject.type if told.subject else None,
            subject_id=told.subject.id if told.subject else None,
            measure=told.measure,
            measure_id=entry.entry.id if entry else None,
            aspect=reading.aspect,
            direction=reading.direction,
            base=reading.base,
            **{name: getattr(q, name) for name in _COPIED},
            period=period.mention if period else None,
            period_text=period.text if period else None,
            period_start=period.start if period else None,
            period_end=period.end if period else None,
            modality=modality(self.text, start, q.start, sentence.start, self.words),
            scope=reading.scope,
            qualifier=self._qualifier(reading, site),
            start=start,
            end=end,
            text=self.text[start:end],
            rule=_reasons(reading, told, period),
        )

    def _lasting(self, told: _Told, reading: Reading) -> bool:
        """Whether a period of the paragraph still holds: for growth and for flows of the catalogue."""
        match = self.catalogue.match(told.measure)
        return reading.aspect == "growth" or bool(match and match.entry.kind == "flow")

    def _qualifier(self, reading: Reading, site: Site) -> str | None:
        left = self.text[site.left : site.quantity.start]
        found = [w for w in self.words.words.qualifier if w in left]
        return found[0] if found else None


_COPIED = ("value", "low", "high", "bound", "unit", "dimension", "si_value", "si_unit")


def _reasons(reading: Reading, told: _Told, period: Period | None) -> str:
    subject = told.subject.why if told.subject else "none"
    return f"{reading.aspect} subject={subject} period={period.why if period else 'none'} measure={told.how}"


def _as_one(subjects: list[Subject]) -> list[Subject | None]:
    return [discourse.joint(subjects)] if subjects else [None]


def _runs(text: str, found: Iterable[Site]) -> Iterator[list[Site]]:
    """Neighbouring quantities of one dimension with nothing but list marks between them."""
    run: list[Site] = []
    for site in found:
        if (
            run
            and site.quantity.dimension == run[-1].quantity.dimension
            and site.left == run[-1].quantity.end
            and _LIST_GAP.fullmatch(text, site.left, site.quantity.start)
        ):
            run.append(site)
            continue
        if run:
            yield run
        run = [site]
    if run:
        yield run


def _within(
    mentions: Sequence[MentionBase], sentence: Sentence, at: int
) -> tuple[list[MentionBase], int]:
    """The mentions of a sentence; `at` is where to go on looking."""
    while at < len(mentions) and mentions[at].start < sentence.start:
        at += 1
    first = at
    while at < len(mentions) and mentions[at].start < sentence.end:
        at += 1
    return list(mentions[first:at]), at
