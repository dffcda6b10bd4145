"""A quantity in context → Fact: who, what, how much, for when.

Quantities are read clause by clause. What a clause leaves out is taken from the discourse state
(`discourse.py`); `Fact.rule` says how the number was read and where subject, period and measure
came from, e.g. `growth subject=sentence period=clause measure=carried`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from extract import measures
from extract.clauses import Site, clauses, sentences
from extract.facts import actors, nations, spread, wording
from extract.facts.actors import Subject
from extract.facts.aspects import read
from extract.facts.discourse import Measured, Period, State
from extract.facts.figures import Figures
from extract.facts.hints import Hints
from extract.facts.naming import Named, Namer
from extract.facts.phrases import Reader
from extract.facts.ratios import RATES
from extract.facts.reading import Reading
from extract.facts.recording import Recorder, Told
from extract.facts.scene import Scene
from extract.facts.subjects import Subjects
from extract.records import Date, Fact, Firm, MentionBase, Place, Quantity
from extract.rules import Rules
from extract.segment import Sentence, layout
from extract.text import BlockKind

_THE_SAME = re.compile(r"“?[^，。；]{0,4}(?:[他她](?!们)|自己|夫妻|一家)")
_NATIONAL = ("规模", "总产值", "总规模", "总额", "总量", "里程", "装机")
_ONE_BY_ONE = frozenset(["分别", "依次"])
_PAIR = ("前者", "后者")
_LIST_GAP = re.compile(r"(?:、|和|与|及|以及|或|，|\s)+|[:：∶/／]")


def assemble(doc: Doc, mentions: Sequence[MentionBase], rules: Rules) -> list[Fact]:
    """The facts of an article, in text order. Offsets count the restored text."""
    return list(_Assembler(doc, mentions, rules).run())


class _Assembler:
    """Walks over one article; holds the discourse state."""

    def __init__(self, doc: Doc, mentions: Sequence[MentionBase], rules: Rules) -> None:
        plan = layout(doc, rules)
        self.plan, self.text, self.mentions = plan, plan.text, mentions
        self.words = rules.compiled(wording.build)
        self.catalogue = rules.compiled(measures.build)
        self.reader = Reader(plan, self.words)
        self.figures = Figures(self.reader)
        places = [m for m in mentions if isinstance(m, Place)]
        headings = [b.start for b in plan.blocks if b.kind == "heading"]
        self.home = actors.home(places, plan.text, plan.title, headings)
        mains = actors.mains(places)
        if self.home and self.home.id not in mains:
            mains = frozenset()  # a prefecture and its counties
        self.state = State(self.home, mains, self.home)
        known = rules.compiled(nations.build)
        who = Subjects(plan, mentions, self.words, known, self.home)
        self.scene = Scene(plan, self.words, who)
        self.caption: tuple[Measured, Period | None] | None = None  # of the list below it
        self.dates: list[Date] = []  # of the sentence
        self.used = 0  # up to here the text has named a quantity
        self.namer = Namer(self.reader, self.catalogue, self.state)
        self.hints = Hints(self.reader, self.catalogue, self.state)
        self.recorder = Recorder(self.reader, self.catalogue, self.state, self.scene.timing)

    def run(self) -> Iterator[Fact]:
        block = None
        found = sentences(self.plan, self.mentions)
        for sentence, inside, figures in _up_to_the_last_figure(found):
            if sentence.block is not block:
                block = sentence.block
                self.state.paragraph(block.kind)
                self._listed(block.kind, sentence, inside)
            elif self.text[sentence.start - 1] not in "；;":
                self.state.sentence(self._goes_on(sentence))
            if block.kind in ("title", "heading"):
                self.scene.timing.frame(self.state, sentence, inside, block.kind)
                self.scene.section(self.state, sentence, inside)
            if not inside:
                continue
            if figures:
                yield from self._sentence(sentence, inside)
            else:
                self.scene.topic(self.state, sentence, inside)

    def _goes_on(self, sentence: Sentence) -> bool:
        """Whether a sentence goes on as if it were the last one: 其中，…; of a person 他…."""
        if self.state.subject and self.state.subject.type == "person":
            quoted = self.text[sentence.start] == "“"
            return quoted or bool(_THE_SAME.match(self.text, sentence.start, sentence.end))
        return self.text.startswith("其中", sentence.start)

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
        self.dates = [m for m in inside if isinstance(m, Date)]
        self.scene.turning.expect(self.state, sentence, inside)
        for clause in clauses(self.plan, sentence, inside):
            told = False
            self.scene.enter(self.state, clause)
            self.used = clause.start
            figures = self.figures.of(clause) if clause.quantities else []
            for run in _runs(self.text, figures):
                run[0].left = max(
                    run[0].left, self.used, self.scene.who.led(self.state, clause, run[0])
                )
                for fact in self._run(run, sentence):
                    told = True
                    yield fact
            if not told:
                self.scene.follow(self.state, clause)
                if not clause.quantities:
                    self.hints.hint(clause.start, clause.end, clause)
            self.scene.ends(self.state, clause)

    def _run(self, run: list[Site], sentence: Sentence) -> Iterator[Fact]:
        """Quantities in a row (`45%、25%`) are read as the first of them is."""
        reading = read(self.reader, run[0])
        told, times = self._told(run, reading, sentence)
        counts_behind = any(item.how == "right" for item in told[0])
        part = run[0].quantity.unit == "%" or run[0].quantity.dimension == "ratio"
        rate = any(item.measure.endswith(RATES) for item in told[0])
        if counts_behind and part and not rate and reading.aspect == "level":
            reading.aspect = "share"  # 80%规上企业, 三分之二销往海外
        if reading.aspect == "level" and part and told[0]:
            self._rated(reading, told)
        period = self.scene.timing.period(
            self.state, run[0], reading.dates, reading.base, reading.ends == "last"
        )
        said: list[Measured] = []
        rated = reading.aspect == "from" and reading.peeled.has("rate", "rate_down")
        aspect = "growth" if rated else reading.aspect  # 增速由3% | 升至5%
        for i, site in enumerate(run):
            for item in told[i]:
                unit = site.quantity.unit or ""
                said.append(Measured(item.measure, item.subject, unit, aspect))
                when = times[i] if times and len(told[i]) == 1 else period
                yield self.recorder.fact(site, reading, item, when, sentence)
        if said:
            self._leads_with(said[0])
            if told[0][0].how != "part":
                self.state.tell(said)
            self.scene.said(self.state, said, period, reading.aspect)

    def _leads_with(self, first: Measured) -> None:
        """The first measure of the catalogue is what the article goes back to (增速方面，…)."""
        if self.state.kind != "body" or (self.state.headline and first.unit in self.state.leads):
            return
        match = self.catalogue.match(first.measure)
        if match and match.exact:
            self.state.headline = self.state.headline or first
        if match and first.aspect == "level" and first.unit:
            self.state.leads.setdefault(first.unit, first)

    def _rated(self, reading: Reading, told: list[list[Told]]) -> None:
        """A percentage of a measure that is a rate of growth itself (增加值增速: 天台县 9.4%), or a
        share (前者 | 降到59.4%), or that goes on about growth (甲县增长9%，乙县 | 为8%)."""
        last = self.state.recent[-1:]
        if told[0][0].how == "carried" and last and last[0].aspect == "growth":
            reading.aspect = "growth"
            return
        if wording.SHARED.search(told[0][0].measure):
            reading.aspect = "share"
            return
        rate = next((w for w in self.words.rate if told[0][0].measure.endswith(w)), "")
        stem = told[0][0].measure.removesuffix(rate)
        if rate and stem and told[0][0].how == "carried":
            reading.aspect = "growth"
            for items in told:
                items[:] = [
                    replace(item, measure=item.measure.removesuffix(rate)) for item in items
                ]

    def _told(
        self, run: list[Site], reading: Reading, sentence: Sentence
    ) -> tuple[list[list[Told]], list[Period]]:
        """For each quantity of the run, the measures and subjects it is said of; and its own period
        where the row is told of as many."""
        named = self.namer.name(run, reading)
        self.used = named.end
        subjects = self._subjects(run, reading, named, sentence)
        names, how = named.measures, named.how
        if how == "action" and subjects and subjects[0].type == "person":
            names = ["收入" if n == "销售额" else n for n in names]  # 他家去年卖了15万元
        if how == "left" and len(names) == 1 and (own := _of_the_country(names[0])):
            subjects, names = [Subject(own, "place", "100000")], [names[0].removeprefix(own)]
        alone = len(subjects) == len(run) == len(names) == 1
        if alone and subjects[0].type == "place" and how == "left":
            names = [_without(n, subjects[0].name) for n in names]
        if of := self._pointed(run[0]):
            subjects = [of.subject] if of.subject else subjects
            names = [of.measure] if how == "carried" else names
        one = len(names) == 1 and len(subjects) < 2 and not (subjects and subjects[0].members)
        each = len(run) > 1 and not _ONE_BY_ONE.isdisjoint(reading.each(self.words.each))
        timed = one and each and how != "carried"  # else measures or subjects are told so
        times = spread.over(self.text, run, self.dates) if timed else []
        return self._shared_out(run, reading, names, how, subjects, bool(times)), times

    def _pointed(self, first: Site) -> Measured | None:
        """The measure that 前者 or 后者 at the head of a clause means, if it means no firm."""
        clause = first.clause
        word = self.text[clause.start : clause.start + 2]
        if word not in _PAIR or first.previous:
            return None
        back = self.scene.who.pointing.back(clause)
        return None if back and back[1].type == "firm" else self.state.pointed(word)

    def _shared_out(
        self,
        run: list[Site],
        reading: Reading,
        names: list[str],
        how: str,
        subjects: list[Subject],
        timed: bool,
    ) -> list[list[Told]]:
        """Measures and subjects dealt out to the quantities: one each, or all to all."""
        each = reading.each(self.words.each)
        if each and len(subjects) == 1 and subjects[0].members:
            subjects = list(subjects[0].members)
        if len(run) > 1 and len(names) == len(run):
            if states := self.scene.who.countries.states(run[0], names):
                return [[Told(m, s, how)] for m, s in states]  # 法国、德国对我国投资分别增长
            return [[Told(n, actors.joint(subjects), how)] for n in names]
        if len(run) > 1 and len(subjects) == len(run):
            return [[Told(n, s, how) for n in names[:1]] for s in subjects]
        if len(run) > 1 and how == "carried" and len(self.state.recent) >= len(run):
            return [[Told(m.measure, m.subject, how)] for m in self.state.recent[-len(run) :]]
        own = bool(subjects) and subjects[0].why == "clause"
        row = self.state.row() if how == "carried" and each and len(run) == 1 and not own else []
        if len({m.subject for m in row}) > 1 and len({m.measure for m in row}) == 1:
            return [[Told(m.measure, m.subject, how) for m in row]]  # 均增加5万元
        if len(run) > 1 and "分别" in each and not timed:
            how = "unshared"  # which value belongs to which member the clause does not say
        firms = len(subjects) > 1 and subjects[0].type == "firm" and reading.aspect != "level"
        top = reading.aspect == "rank" and "前" in run[-1].quantity.text  # 甲、乙、丙居前三
        who = list(subjects) if subjects and (each or firms or top) else [actors.joint(subjects)]
        return [[Told(n, s, how) for n in names for s in who] for _ in run]

    def _subjects(
        self, run: list[Site], reading: Reading, named: Named, sentence: Sentence
    ) -> list[Subject]:
        if named.project:
            firms = [m for m in run[0].clause.actors(run[0].quantity.start) if isinstance(m, Firm)]
            if firms:
                firm = actors.subject_of(firms[-1])
                self.state.heard(firm)  # what 公司 means from here on
                self.state.theme = self.state.theme or firm
            self.state.site = Subject(named.project, "other", None)
            return [self.state.site]
        if reading.aspect == "rank" and (after := self.scene.who.behind(run[-1])):
            return after
        return self.scene.who.of(self.state, run[0], reading.end, sentence)


def _of_the_country(measure: str) -> str:
    """中国 of 中国冰雪产业规模, which a county's article tells too."""
    country = next((w for w in ("中国", "我国", "全国") if measure.startswith(w)), "")
    whole = measure.endswith(_NATIONAL) and len(measure) > len(country) + 3
    return country if country and whole else ""


def _without(measure: str, subject: str) -> str:
    """A measure without the name of whom it is said of: 欧盟 | 经济增长预期."""
    rest = measure.removeprefix(subject)
    kept = len(rest) < 2 or rest == "经济" or rest.startswith(("的", "占"))
    return measure if kept else rest


def _up_to_the_last_figure(
    found: Iterable[tuple[Sentence, list[MentionBase]]],
) -> list[tuple[Sentence, list[MentionBase], bool]]:
    """Sentences, what is mentioned in each, and whether a quantity is; without those behind the
    last quantity of a section: no figure rests on them, and the next heading lets go of whom and
    when they told."""
    kept: list[tuple[Sentence, list[MentionBase], bool]] = []
    ahead = False  # whether a quantity follows in the section
    for sentence, inside in reversed(list(found)):
        heads = sentence.block.kind in ("title", "heading")
        figures = bool(inside) and Quantity in map(type, inside)
        ahead = ahead or figures
        if ahead or heads:
            kept.append((sentence, inside, figures))
        ahead = ahead and not heads
    return kept[::-1]


def _alike(a: Site, b: Site) -> bool:
    """Whether two quantities are of one dimension; 13.8倍、85.9% are both growth."""
    of = {a.quantity.dimension, b.quantity.dimension}
    return len(of) == 1 or of == {"multiple", "ratio"}


def _one_by_one(text: str, first: Site) -> bool:
    """Whether a quantity opens a row said of as many: 业务量和收入分别 | 1620亿件和1.5万亿元."""
    return "分别" in text[first.left : first.quantity.start]


def _runs(text: str, found: Iterable[Site]) -> Iterator[list[Site]]:
    """Neighbouring quantities of one dimension with nothing but list marks between them."""
    run: list[Site] = []
    for site in found:
        slash = text[site.left : site.quantity.start] in ("/", "／")  # 20万千瓦/40万千瓦时
        joined = run and (slash or _alike(site, run[-1]) or _one_by_one(text, run[0]))
        if joined and _LIST_GAP.fullmatch(text, site.left, site.quantity.start):
            run.append(site)
            continue
        if run:
            yield run
        run = [site]
    if run:
        yield run
