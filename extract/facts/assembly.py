"""A quantity in context → Fact: who, what, how much, for when.

Quantities are read clause by clause. What a clause leaves out is taken from the discourse state
(`discourse.py`); `Fact.rule` says how the number was read and where subject, period and measure
came from, e.g. `growth subject=sentence period=clause measure=carried`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from extract import measures
from extract.clauses import Site, clauses, sentences
from extract.facts import homes, nations, wording
from extract.facts.aspects import read
from extract.facts.continuing import Continuing
from extract.facts.dealing import Dealer
from extract.facts.discourse import Discourse
from extract.facts.figures import Figures
from extract.facts.focus import Focus
from extract.facts.hints import Hints
from extract.facts.leads import Leads
from extract.facts.listing import Listing
from extract.facts.named import Named
from extract.facts.naming import Namer
from extract.facts.occasions import Occasions
from extract.facts.period import Period
from extract.facts.phrases import Reader
from extract.facts.rating import Rating
from extract.facts.reading import Reading
from extract.facts.recording import Recorder
from extract.facts.reports import gives_out, reported
from extract.facts.runs import runs, up_to_the_last_figure
from extract.facts.scene import Scene
from extract.facts.sectors import Sectors
from extract.facts.state import Measured
from extract.facts.subjects import Subjects
from extract.records import Aspect, Date, Fact, Firm, MentionBase, Place, Quantity
from extract.rules import Rules
from extract.segment import Sentence, layout
from extract.text import Block, BlockKind

_DATA_SHOW = re.compile("(?:据|最新)?[^，。；]{0,14}(?:数据|统计|监测|调度|调查)(?:显示|表明|，)")
_THINGS = ("count", "mass", "area", "volume", "energy")


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
        headings = homes.items(plan)
        self.items = headings if headings[:1] == [0] else []  # a digest: each is a headline
        who = self._orient(rules, headings)
        self.scene = Scene(plan, self.words, who)
        self.continuing = Continuing(plan.text, self.words, mentions, who.speakers)
        self.leads = Leads(plan.text, who)
        self.listing = Listing(plan.text, self.words, who.unlisted)
        self.figures = Figures(self.reader, who.people, self.catalogue)
        self.caption: tuple[Measured, Period | None] | None = None  # of the list below it
        self.dates: list[Date] = []  # of the sentence
        self.used = 0  # up to here the text has named a quantity
        self.namer = Namer(self.reader, self.catalogue, self.state)
        self.dealer = Dealer(self.text, self.words, self.scene, self.state)
        self.hints = Hints(self.reader, self.catalogue, self.state)
        self.rating = Rating(self.words, self.state)
        self.sectors = Sectors(self.text, self.words)
        self.recorder = Recorder(self.reader, self.catalogue, self.state, self.scene.timing)

    def _orient(self, rules: Rules, headings: Sequence[int]) -> Subjects:
        """Whom and when the article is on, where the discourse begins; and who reads subjects."""
        plan = self.plan
        places = [m for m in self.mentions if isinstance(m, Place)]
        firms = [m for m in self.mentions if isinstance(m, Firm)]
        first = next((b for b in plan.blocks[:1] if b.kind == "title"), None)
        headline = plan.text[first.start : first.end] if first else ""
        occasions = Occasions(plan.text, self.words, places)
        places = [m for m in places if m.start not in occasions.naming]  # 杭州 | 亚运会
        self.home = homes.home(places, plan.text, plan.title, headings, headline)
        mains = homes.mains(places)
        if self.items or (self.home and self.home.id not in mains):
            mains = frozenset()  # each item has its own; a prefecture and its counties
        heads = [plan.text[b.start : b.end] for b in plan.blocks if b.kind in ("title", "heading")]
        known = rules.compiled(nations.build)
        who = Subjects(plan, self.mentions, self.words, self.catalogue, known, self.home, occasions)
        fair = occasions.titled(first.start, first.end) if first else None
        focus = Focus(plan.text, heads, headings, self.words, self.home).of(
            firms, places, who.unlisted, fair
        )
        who.meaning.focus = focus
        year = reported(plan, self.words)
        if year and year.why == "report" and not firms:
            year = year._replace(why="title")  # 某市县域年报出炉: of places
        pair = homes.pair(mains, places, homes.titles(plan))
        self.state = Discourse(self.home, focus, mains, pair, focus or self.home, year=year)
        if focus and focus.name.endswith("村"):
            self.state.town = focus
        if focus and focus.type == "firm" and gives_out(plan):
            self.state.issuer = focus
        return who

    def run(self) -> Iterator[Fact]:
        block, head = None, 0
        found = sentences(self.plan, self.mentions)
        for sentence, inside, figures in up_to_the_last_figure(found):
            if sentence.block is not block:
                block = sentence.block
                self.state.paragraph(block.kind)
                if self.items and block.kind in ("title", "heading"):
                    self.state.year = self.state.frame = self.state.title = None
                    self.state.mains = self._item_mains(block.start)
                if who := self.continuing.whom(self.state, block):
                    self.state.about(who)
                    self.state.theme = who if who.type == "other" else None
                self._data_opens(sentence, inside)
                self._listed(block.kind, sentence, inside)
                head = self._headed(block)
            elif self.text[sentence.start - 1] not in "；;":
                goes_on = self.continuing.sentence(self.state, sentence)
                inner = self.continuing.inside(self.state, sentence)
                if self.text.startswith(self.words.further, sentence.start):
                    self.state.further()
                self.state.sentence(goes_on, inner, figures)
            else:
                self.state.semicolon()
            if block.kind in ("title", "heading"):
                self.scene.headings.frame(self.state, sentence, inside, block.kind)
                self.scene.section(self.state, sentence, inside)
                self.listing.head(sentence)
            if sentence.end <= head:
                continue
            self.scene.headings.announce(self.state, sentence)
            if not inside:
                self.scene.turning.unnamed(self.state, sentence)
                self.hints.line(sentence, inside)
            elif figures:
                yield from self._sentence(sentence, inside)
            else:
                self.scene.topic(self.state, sentence, inside)
                self.hints.line(sentence, inside)

    def _data_opens(self, sentence: Sentence, inside: Sequence[MentionBase]) -> None:
        """A paragraph that begins with what data show, and not of whom, has left the place of the
        one before: 在甲县，商场…。\n电商平台数据显示，订单增长三成."""
        lent = self.state.subject is not None and self.state.subject.why == "section"
        if not lent or self.state.section or self.state.subject in (self.home, self.state.focus):
            return
        opens = _DATA_SHOW.match(self.text, sentence.start, sentence.end)
        named = opens and [m for m in inside if isinstance(m, (Place, Firm))]
        if opens and not any(m.start < opens.end() for m in named or ()):
            self.state.subject = None

    def _item_mains(self, start: int) -> frozenset[str]:
        """The counties that the item of a digest is about whose headline is at `start`."""
        after = [i for i in self.items if i > start]
        end = after[0] if after else len(self.text)
        named = (m for m in self.mentions if isinstance(m, Place))
        return homes.mains([m for m in named if start <= m.start < end])

    def _headed(self, block: Block) -> int:
        """Where the name ends of the works that an item of a list is about."""
        works, end = self.listing.works(block) or (None, 0)
        if works:
            self.state.about(works)
            self.state.site = self.state.theme = works
            self.state.frame = None  # works last longer than what the report is on
        return end

    def _listed(self, kind: BlockKind, line: Sentence, inside: Sequence[MentionBase]) -> None:
        """A line of a list without a figure is what the figures of the next lines measure."""
        if kind != "list":
            self.caption = None
            self.listing.columns, self.listing.told, self.state.columns = [], [], {}
            return
        self.listing.row(self.state, line, inside)
        if self.state.columns:
            return
        if any(isinstance(m, Quantity) for m in inside):
            if self.caption:
                self.state.tell([self.caption[0]])
                self.state.period = self.caption[1]
            elif again := self.listing.each(self.state, line, inside):
                self.state.tell([again])
        else:
            self.caption = self.hints.caption(line.start, line.end, inside)

    def _sentence(self, sentence: Sentence, inside: Sequence[MentionBase]) -> Iterator[Fact]:
        self.scene.open(sentence)
        if any(isinstance(m, (Place, Firm)) for m in inside):
            self.state.line = ""  # turns to somebody
        self.dates = [m for m in inside if isinstance(m, Date)]
        self.scene.turning.expect(self.state, sentence, inside)
        for clause in clauses(self.plan, sentence, inside):
            told = False
            self.scene.clock.enter(self.state, clause)
            self.used = clause.start
            figures = self.figures.of(clause) if clause.quantities else []
            for run in runs(self.text, figures):
                run[0].left = max(
                    run[0].left, self.used, self.leads.end(self.state, clause, run[0])
                )
                for fact in self._run(run, sentence):
                    told = True
                    yield fact
            if not told:
                self.scene.follow(self.state, clause)
                if not figures:
                    self.hints.hint(clause.start, clause.end, clause)
            self.scene.ends(self.state, clause)

    def _run(self, run: list[Site], sentence: Sentence) -> Iterator[Fact]:
        """Quantities in a row (`45%、25%`) are read as the first of them is."""
        reading = read(self.reader, run[0])
        first = run[0].quantity
        aged = first.dimension == "age" and self.scene.who.people.aged(first.end)
        named = Named(["年龄"], "action") if aged else self.namer.name(run, reading)
        named = self.sectors.of(run[0].clause, sentence.start, named)
        self.used = self._up_to(run[-1], named)
        told, times = self.dealer.deal(run, reading, named, sentence, self.dates)
        self.rating.read(first, reading, told)
        period = self._when(run[0], reading)
        said: list[Measured] = []
        planned = total = False
        rated = reading.aspect == "from" and reading.peeled.has("rate", "rate_down")
        aspect = "growth" if rated else reading.aspect  # 增速由3% | 升至5%
        moves: Aspect = "from" if reading.standard else reading.aspect  # no time of what follows
        for i, site in enumerate(run):
            for item in told[i]:
                unit = site.quantity.unit or ""
                measure = reading.saved + item.measure  # 减少垫付666亿元，| 增长87%
                said.append(Measured(measure, item.subject, unit, aspect))
                when = times[i] if times and len(told[i]) == 1 else period
                for own in reading.one_by_one(i, len(run)):
                    fact = self.recorder.fact(site, own, item, when, sentence)
                    planned = fact.modality == "target"
                    total = not fact.period_text and "累计" in (fact.qualifier or "")
                    yield fact
        if said:
            self.listing.tell(self.state, said)
            self._leads_with(said[0])
            if told[0][0].how != "part":
                self.state.tell(said)
            if self.state.tally in said:
                when = None if total else period  # 累计落地项目46个，其中 | 28个: undated too
                self.state.tallied = when and when._replace(why="paragraph", bound=False)
            self.scene.said(self.state, said, period, moves, planned)

    def _up_to(self, site: Site, named: Named) -> int:
        """How far a quantity uses its noun up: 三项保险费 | 1330亿元 are told of the same fees,
        12家合作社 | 3万亩茶园 of two things."""
        clause = site.clause
        then = next((q for q in clause.quantities if q.start == named.end), None)
        both = then is not None and then.dimension != site.quantity.dimension
        things = both and then and then.dimension in _THINGS
        own = things and then and self.reader.right(then.end, clause.end)
        return site.quantity.end if both and not own else named.end

    def _when(self, site: Site, reading: Reading) -> Period | None:
        """The period of a quantity; one held against another has its own (高于去年的38亿元)."""
        timing, own = self.scene.timing, reading.standard
        if isinstance(own, Date):
            return timing.standard(self.state, own)
        last = reading.ends == "last"
        period = timing.period(self.state, site, reading.dates, reading.base, last)
        lent = period is not None and period.why == "sentence"
        began = self.state.began if reading.aspect == "from" and lent else None
        if reading.aspect == "from" and (period is None or lent) and not began:
            began = timing.since(self.dates, site)
        return began or period  # 从2017年的98亿元增至2021年的142亿元；税收由 | 6亿元增至10亿元

    def _leads_with(self, first: Measured) -> None:
        """The first measure of the catalogue is what the article goes back to (增速方面，…)."""
        if self.state.kind != "body" or (self.state.headline and first.unit in self.state.leads):
            return
        match = self.catalogue.match(first.measure)
        if match and match.exact:
            self.state.headline = self.state.headline or first
        if match and first.aspect == "level" and first.unit:
            self.state.leads.setdefault(first.unit, first)
