"""The discourse state: whom and when a sentence is about when it does not say so itself.

The state is small, and what is taken from it carries its origin (`clause`, `sentence`, `paragraph`,
`section`, `article`, `speaker`, `heading`), which ends up in `Fact.rule`. `discourse.py` moves it
from sentence to sentence, `scene.py` by what clauses say, `clock.py` its period.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from extract.facts.actors import Subject
from extract.facts.period import Period
from extract.text import BlockKind

_BRANCH = re.compile(  # 规上工业企业 | 利润总额
    "(.{2,16}业)(?:增加值|利润总额|利润|营业总?收入|总产值|产值|主营业务收入|产量|销量|总产量|总销量)"
)
_CLASS = re.compile(
    "(.{2,10}企业)(?:数量|户数|总数|家数|数|营业总?收入|进出口(?:总?[额值])?)|(.{2,10}港口)(?:完成)?货物吞吐量"
)
TOWNS = ("镇", "乡", "街道")
_SMALL = (*TOWNS, "村")
LOOKING_BACK = ("近", "过去", "最近", "这")  # 近三年 in a report on a year
LENDERS = ("银行", "商行", "信用社", "证券", "期货")  # which nobody calls 公司


class Measured(NamedTuple):
    """A measure that later clauses may lean on, with whom it was said of and in what unit."""

    measure: str
    subject: Subject | None
    unit: str | None
    aspect: str = "level"


@dataclass(slots=True)
class State:
    """What is in force. `home`: the article's own place."""

    home: Subject | None = None
    focus: Subject | None = None  # the firm, park or village it is about, if it is about one
    mains: frozenset[str] = frozenset()  # codes of the counties it is about, if several
    pair: tuple[Subject, ...] = ()  # two side by side, of which `home` is the one told last
    subject: Subject | None = None
    period: Period | None = None
    branch: str = ""  # of the economy, that the sentence is on: 电子行业
    line: str = ""  # of the economy, that the sentences are on from one without figures on
    class_: str = ""  # of firms, whose number the sentence told: 民营企业
    recent: list[Measured] = field(default_factory=list)
    pointed_at: list[Measured] = field(default_factory=list)  # what 前者 and 后者 mean here
    columns: dict[int, str] = field(default_factory=dict)  # of a row of bare figures, by offset
    fronted: tuple[int, str] = (-1, "")  # where a clause ends that names what the next one counts
    section: Subject | None = None  # the place its heading names
    place: Subject | None = None  # the last place that was a subject
    lead: Subject | None = None  # the first subject of the sentence
    kind: BlockKind = "body"
    coming: Period | None = None  # what a sentence has set for the next: 转折始于2023年9月
    span: Period | None = None  # the last months or years that the paragraph told of
    began: Period | None = None  # where the last change of the sentence started: 从2017年的98亿元
    outer: Period | None = None  # what goes on behind a part of it (单看二季度，…)
    year: Period | None = None  # in a title that is none of a report (2024年泉州外贸…)
    frame: Period | None = None  # the period of a dated title or heading (2023年统计公报)
    dated: Period | None = None  # of a figure in the heading: growth and flows below it
    site: Subject | None = None  # works the paragraph presented: 项目, 园区 mean them
    festive: bool = False  # in a story on a holiday
    titled: bool = False  # told so by the title, so that headings do not end it
    reviewing: bool = False  # told by the title that it looks through the figures of some months
    plan: bool = False  # below a heading of what is to come
    aimed: bool = False  # whether the figure told last is a target
    planned: Period | None = None  # the year that the paragraph has set plans for
    title: Period | None = None  # the same of the title alone
    issuer: Subject | None = None  # the firm whose own report it is: 公司 means no other
    firm: Subject | None = None  # the last firm under this heading: what 公司 means
    beside: Subject | None = None  # the same, if the paragraph before spoke of it
    left: Subject | None = None  # the firm or the works that the paragraph before was on
    works: dict[str, str] = field(default_factory=dict)  # institutions by their last characters
    town: Subject | None = None  # the last town or village that was a subject
    first: Subject | None = None  # the first subject under this heading
    theme: Subject | None = None  # the first subject of the paragraph
    told: bool = False  # whether the sentence has given a fact yet
    headline: Measured | None = None  # the first measure of the catalogue that the article tells
    leads: dict[str, Measured] = field(default_factory=dict)  # the first value in each unit
    latest: dict[str, Measured] = field(default_factory=dict)  # the last value in each unit
    tallied: Period | None = None  # when that was
    tally: Measured | None = None  # what the paragraph counted first: 已开工113个 goes on about it

    def tell(self, said: Sequence[Measured]) -> None:
        """Measures that what follows may lean on: those of this sentence, last ones last."""
        self.recent = [*self.recent, *said] if self.told else list(said)
        self.latest |= {m.unit: m for m in said if m.unit and m.aspect in ("level", "from")}
        self.tally = self.tally or next((m for m in said if m.unit == "个"), None)
        self.told = True
        branch = _BRANCH.fullmatch(said[-1].measure) if said else None
        self.branch = branch[1] if branch else self.branch
        class_ = _CLASS.fullmatch(said[-1].measure) if said else None
        self.class_ = (class_[1] or class_[2]) if class_ else self.class_

    def about(self, subject: Subject | None) -> None:
        """From here on the text is about `subject`."""
        self.subject = subject
        self.lead = self.lead or subject
        self.home = next((who for who in self.pair if subject and who.id == subject.id), self.home)
        if subject and subject.type == "firm":
            self.heard(subject)
        if subject and subject.name.endswith(_SMALL):
            self.town = subject
        if subject and (subject.type == "person" or subject.name.endswith("村")):
            self.theme = self.theme or subject
        if subject and subject.type == "other" and len(subject.name) > 3:
            self.works[subject.name[-2:]] = subject.name

    @property
    def base(self) -> Subject | None:
        """Whom the text is on where nothing else is told: the village or town that the heading
        names (明台村：一亩芹菜顶九亩玉米), else whom the article is about."""
        section = self.section if self.section and self.section.name.endswith(_SMALL) else None
        return section or self.focus or self.home

    def own(self, kind: str) -> Subject | None:
        """The article's own place; of two the one that is a county or a city, as `kind` says."""
        fit = [who for who in self.pair if who.name.endswith(kind)]
        county = self._county()
        if county and county.name.endswith(kind or "县"):
            return county
        return fit[0] if len(fit) == 1 else self.home

    def heard(self, firm: Subject) -> None:
        """A firm that is what 公司 means from here on; nobody calls a bank so."""
        if not firm.name.endswith(LENDERS):
            self.firm = self.issuer or firm

    def pointed(self, word: str) -> Measured | None:
        """What 前者 or 后者 at the head of a clause means: of the two measures told last before
        the first of these words."""
        if word == "前者" or not self.pointed_at:
            self.pointed_at = self.recent[-2:]
        return self.pointed_at[word == "后者"] if len(self.pointed_at) == 2 else None

    def row(self) -> list[Measured]:
        """The last measures of the sentence in one unit: what 均 and 分别 refer to."""
        found: list[Measured] = []
        for m in reversed(self.recent):
            if found and m.unit != found[0].unit:
                break
            found.append(m)
        return found[::-1]

    def _county(self) -> Subject | None:
        """The county that a paragraph of its province's article begins with."""
        first = self.theme or self.subject
        home, county = (who.id or "" if who else "" for who in (self.home, first))
        size = 2 if home.endswith("0000") else 4
        inside = home.endswith("00") and home != county and county[:size] == home[:size]
        return first if inside else None
