"""A quantity in context → Fact: who, what, how much, for when.

Quantities are read clause by clause. What a clause leaves out is taken from the discourse state
(`discourse.py`); `Fact.rule` says how the number was read and where subject, period and measure
came from, e.g. `growth subject=sentence period=clause measure=carried`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from extract import measures
from extract.clauses import Clause, Site, clauses, within
from extract.facts import actors, discourse, nations, wording
from extract.facts.actors import Subject
from extract.facts.aspects import read
from extract.facts.discourse import Measured, Period, State
from extract.facts.figures import Figures
from extract.facts.hints import Hints
from extract.facts.modality import modality
from extract.facts.naming import Named, Namer
from extract.facts.phrases import Reader
from extract.facts.reading import Reading
from extract.facts.scene import Scene
from extract.keys import key
from extract.records import Fact, MentionBase, Quantity
from extract.rules import Rules
from extract.segment import Sentence, layout
from extract.text import BlockKind

_LIST_GAP = re.compile(r"(?:、|和|与|及|以及|或|，|\s)+")
_COPIED = ("value", "low", "high", "bound", "unit", "dimension", "si_value", "si_unit")


def assemble(doc: Doc, mentions: Sequence[MentionBase], rules: Rules) -> list[Fact]:
    """The facts of an article, in text order. Offsets count the restored text."""
    return list(_Assembler(doc, mentions, rules).run())


@dataclass(slots=True)
class _Told:
    """What one quantity says: a measure, whom it is said of, and how the measure was found."""

    measure: str
    subject: Subject | None
    how: str


class _Assembler:
    """Walks over one article; holds the discourse state."""

    def __init__(self, doc: Doc, mentions: Sequence[MentionBase], rules: Rules) -> None:
        plan = layout(doc, rules)
        self.plan, self.text, self.mentions = plan, plan.text, mentions
        self.words = rules.compiled(wording.build)
        self.catalogue = rules.compiled(measures.build)
        self.reader = Reader(plan, self.words)
        self.figures = Figures(self.reader)
        self.home = actors.home(mentions, plan.title)
        self.state = State(self.home, actors.mains(mentions), self.home)
        self.scene = Scene(plan, mentions, self.words, rules.compiled(nations.build))
        self.deeds: list[str] = []  # the qualifier of the quantity before
        self.caption: tuple[Measured, Period | None] | None = None  # of the list below it
        self.used = 0  # up to here the text has named a quantity
        self.namer = Namer(self.reader, self.catalogue, self.state)
        self.hints = Hints(self.reader, self.catalogue, self.state)

    def run(self) -> Iterator[Fact]:
        at, block = 0, None
        for sentence in self.plan.sentences:
            inside, at = within(self.mentions, sentence, at)
            if sentence.block is not block:
                block = sentence.block
                self.state.paragraph(block.kind)
                self._listed(block.kind, sentence, inside)
            elif self.text[sentence.start - 1] not in "；;":
                self.state.sentence(self.text.startswith("其中", sentence.start))
            if block.kind in ("title", "heading"):
                self.scene.timing.frame(self.state, inside, block.kind)
                self.scene.section(self.state, inside)
            if any(isinstance(m, Quantity) for m in inside):
                yield from self._sentence(sentence, inside)
            elif inside:
                self.scene.topic(self.state, sentence, inside)

    def _listed(self, kind: BlockKind, line: Sentence, inside: Sequence[MentionBase]) -> None:
        """A line of a list without a figure is what the figures of the next lines measure."""
        if kind != "list":
            self.caption = None
        elif any(isinstance(m, Quantity) for m in inside):
            if self.caption:
                self.state.tell([self.caption[0]])
                self.state.period = self.caption[1]
        else:
            self.caption = self.hints.caption(line.start, line.end, inside)

    def _sentence(self, sentence: Sentence, inside: Sequence[MentionBase]) -> Iterator[Fact]:
        self.scene.open(sentence)
        self.scene.expect(self.state, sentence, inside)
        for clause in clauses(self.plan, sentence, inside):
            told = False
            self.scene.enter(self.state, clause)
            self.used = clause.start
            for run in _runs(self.text, self.figures.of(clause)):
                run[0].left = max(run[0].left, self.used)
                for fact in self._run(run, sentence):
                    told = True
                    yield fact
            if not told:
                self.scene.follow(self.state, clause)
                if not clause.quantities:
                    self.hints.hint(clause.start, clause.end, clause)

    def _run(self, run: list[Site], sentence: Sentence) -> Iterator[Fact]:
        """Quantities in a row (`45%、25%`) are read as the first of them is."""
        reading = read(self.reader, run[0])
        told = self._told(run, reading, sentence)
        counts_behind = any(item.how == "right" for item in told[0])
        part = run[0].quantity.unit == "%" or run[0].quantity.dimension == "ratio"
        rate = any(item.measure.endswith(("率", "比重", "占比")) for item in told[0])
        if counts_behind and part and not rate and reading.aspect == "level":
            reading.aspect = "share"  # 80%规上企业, 三分之二销往海外
        if reading.aspect == "level" and part and told[0]:
            self._rated(reading, told)
        period = self.scene.timing.period(
            self.state, run[0], reading.dates, reading.base, reading.ends == "last"
        )
        said: list[Measured] = []
        for i, site in enumerate(run):
            for item in told[i]:
                said.append(Measured(item.measure, item.subject, site.quantity.unit))
                yield self._fact(site, reading, item, period, sentence)
        if said:
            self.state.tell(said)
            self.scene.said(self.state, said, period, reading.aspect)

    def _rated(self, reading: Reading, told: list[list[_Told]]) -> None:
        """A percentage of a measure that is a rate of growth itself: 增加值增速（天台县 9.4%）."""
        rate = next((w for w in self.words.rate if told[0][0].measure.endswith(w)), "")
        stem = told[0][0].measure.removesuffix(rate)
        if rate and stem and told[0][0].how == "carried":
            reading.aspect, reading.direction = "growth", "up"
            for items in told:
                items[:] = [
                    replace(item, measure=item.measure.removesuffix(rate)) for item in items
                ]

    def _told(self, run: list[Site], reading: Reading, sentence: Sentence) -> list[list[_Told]]:
        """For each quantity of the run, the measures and subjects it is said of."""
        named = self.namer.name(run, reading)
        self.used = named.end
        subjects = self._subjects(run, reading, named, sentence)
        names, how = named.measures, named.how
        each = reading.each(self.words.each)
        if each and self.state.group and subjects == [self.state.subject]:
            subjects = self.state.group
        if len(run) > 1 and len(names) == len(run):
            if states := self.scene.who.states(run[0], names):
                return [[_Told(m, s, how)] for m, s in states]  # 法国、德国对我国投资分别增长
            return [[_Told(n, actors.joint(subjects), how)] for n in names]
        if len(run) > 1 and len(subjects) == len(run):
            return [[_Told(n, s, how) for n in names[:1]] for s in subjects]
        if len(run) > 1 and how == "carried" and len(self.state.recent) >= len(run):
            return [[_Told(m.measure, m.subject, how)] for m in self.state.recent[-len(run) :]]
        row = self.state.row() if how == "carried" and each and len(run) == 1 else []
        if len({m.subject for m in row}) > 1 and len({m.measure for m in row}) == 1:
            return [[_Told(m.measure, m.subject, how) for m in row]]  # 均增加5万元
        if len(run) > 1 and "分别" in each:
            how = "unshared"  # which value belongs to which member the clause does not say
        firms = len(subjects) > 1 and subjects[0].type == "firm" and reading.aspect != "level"
        who = list(subjects) if subjects and (each or firms) else [actors.joint(subjects)]
        return [[_Told(n, s, how) for n in names for s in who] for _ in run]

    def _subjects(
        self, run: list[Site], reading: Reading, named: Named, sentence: Sentence
    ) -> list[Subject]:
        if named.project:
            return [Subject(named.project, "other", None)]
        if reading.aspect == "rank" and (after := self.scene.who.behind(run[-1])):
            return after
        return self.scene.who.of(self.state, run[0], reading.end, sentence)

    def _fact(
        self, site: Site, reading: Reading, told: _Told, period: Period | None, sentence: Sentence
    ) -> Fact:
        q, clause = site.quantity, site.clause
        match = self.catalogue.match(told.measure)
        kind = match.entry.kind if match else None
        meant = modality(self.reader, site, told.measure, reading.aspect, sentence)
        if meant == "actual" and self.state.plan and self._planned(site):
            meant = "target"
        once = self.words.once.search(self.text, sentence.start, q.start)  # 达产后: some day
        if self.words.fresh.search(self.text, site.left, q.start):
            kind = "flow"
        acted = told.how == "right" and not reading.peeled.first("counted", "level")
        money = q.dimension == "currency"
        lasts = period and self.scene.timing.lasts(
            period, reading.aspect, kind, meant, acted, money
        )
        if once or not lasts:
            period = self.state.frame
        if meant == "target" and period and (period.end or "9") < (self.plan.published or ""):
            meant = "actual"  # 预计 said of a year that is over
        elif period and self._foretold(period, clause, sentence):
            meant = "target"
        if period and period.start and kind == "stock" and period.text.endswith(("月末", "月底")):
            period = period._replace(start=period.end)  # what there is on the last day
        if period and reading.ends:
            period = discourse.edge(period, reading.ends)
        fact = Fact(
            quantity=q.id,
            subject=told.subject.name if told.subject else None,
            subject_type=told.subject.type if told.subject else None,
            subject_id=told.subject.id if told.subject else None,
            measure=told.measure,
            measure_id=match.entry.id if match else None,
            aspect=reading.aspect,
            direction=reading.direction,
            base=reading.base,
            **{name: getattr(q, name) for name in _COPIED},
            period=period.mention if period else None,
            period_text=period.text if period else None,
            period_start=period.start if period else None,
            period_end=period.end if period else None,
            modality=meant,
            scope=reading.scope,
            qualifier=self._qualifier(site, told, reading),
            start=clause.start,
            end=clause.end,
            rule=_reasons(reading, told, period),
            confidence=self._confidence(site, told, reading),
        )
        fact.key = key(fact, self.catalogue)
        return fact

    def _planned(self, site: Site) -> bool:
        """Whether a figure below the heading of a plan is part of it: not told as reached."""
        clause = site.clause
        return not self.words.reached.search(self.text, clause.start, site.quantity.end)

    def _foretold(self, period: Period, clause: Clause, sentence: Sentence) -> bool:
        """Whether a figure of a time to come is announced as such: 明年经济将萎缩0.4%."""
        start, published = period.start or "", self.plan.published or "9999"
        later = bool(start) and start[: len(published)] > published[: len(start)]
        if not later:
            return False
        opened = self.text.rfind("。", sentence.block.start, clause.start) + 1  # over ；
        span = max(opened, sentence.block.start), clause.end
        cues = self.words.future, self.words.target
        return any(cue.search(self.text, *span) for cue in cues)

    def _confidence(self, site: Site, told: _Told, reading: Reading) -> float:
        """How much of the text before the number has been understood: 1 if every word of it went
        into the fact, less for words left over, for carried measures and borrowed subjects."""
        if told.how == "unshared":
            return 0.5
        sure = {"left": 1.0, "right": 0.85, "project": 0.95, "carried": 0.9}.get(told.how, 0.7)
        if told.subject is None:
            sure -= 0.2
        elif told.subject.why in ("section", "paragraph"):
            sure -= 0.15
        elif told.subject.why not in ("clause", "sentence", "behind"):
            sure -= 0.05
        if told.how == "left" and self.reader.idle(site.left, reading.end, told.measure):
            sure -= 0.25
        return round(sure, 2)

    def _deed_behind(self, site: Site) -> str | None:
        """The deed right behind a count that has no noun: 另有7个 | 在建."""
        end, stop = site.quantity.end, site.right
        if site.quantity.dimension != "count" or end >= stop:
            return None
        word = self.text[end : next(b for _, b in self.reader.words(end, stop))]
        return word if word in self.words.nominal else None

    def _qualifier(self, site: Site, told: _Told, reading: Reading) -> str | None:
        """新增, 累计 … before the number, what was done to a measure said before (解决121个),
        and the grade in the measure (省级, 国家级)."""
        left = self.text[site.left : site.quantity.start]
        found: list[str] = []
        if self.words.qualified.search(left):
            words = {self.text[a:b] for a, b in self.reader.words(site.left, site.quantity.start)}
            near = (w for w in self.words.qualifier if w in words or (len(w) > 2 and w in left))
            found = [w for w in near if w not in told.measure]
        if not found and site.previous and left.lstrip().startswith(("、", "和", "及")):
            found = [w for w in self.deeds if w in self.words.doing]  # 参与制定标准4项、专利10项
        self.deeds = found[:1]
        deed = None
        if told.how == "carried":
            deed = reading.peeled.first("counted") or self._deed_behind(site)
        found = [*found[:1], *([deed] if deed and deed not in found else [])]
        grade = self.words.grade.search(told.measure)
        return "、".join([*found, *([grade.group()] if grade else [])]) or None


def _reasons(reading: Reading, told: _Told, period: Period | None) -> str:
    who = told.subject.why if told.subject else "none"
    when = period.why if period else "none"
    return f"{reading.aspect} subject={who} period={when} measure={told.how}"


def _runs(text: str, found: Iterable[Site]) -> Iterator[list[Site]]:
    """Neighbouring quantities of one dimension with nothing but list marks between them."""
    run: list[Site] = []
    for site in found:
        joined = run and site.quantity.dimension == run[-1].quantity.dimension
        if joined and _LIST_GAP.fullmatch(text, site.left, site.quantity.start):
            run.append(site)
            continue
        if run:
            yield run
        run = [site]
    if run:
        yield run
