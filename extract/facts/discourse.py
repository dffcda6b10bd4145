"""The discourse state: whom and when a sentence is about when it does not say so itself.

The state is small, and what is taken from it carries its origin (`clause`, `sentence`, `paragraph`,
`section`, `article`, `speaker`, `heading`), which ends up in `Fact.rule`. `scene.py` moves it,
`clock.py` its period.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import inf
from typing import NamedTuple

from extract.facts.actors import COUNTRY, Subject
from extract.facts.period import ENDS, MONTH, Period
from extract.text import BlockKind

_BRANCH = re.compile(  # 规上工业企业 | 利润总额
    "(.{2,16}业)(?:增加值|利润总额|利润|营业总?收入|总产值|产值|主营业务收入|产量|销量|总产量|总销量)"
)
_CLASS = re.compile(
    "(.{2,10}企业)(?:数量|户数|总数|家数|数|营业总?收入|进出口(?:总?[额值])?)|(.{2,10}港口)(?:完成)?货物吞吐量"
)
_GAPS = ("差距", "差额", "缺口")
_TOWNS = ("镇", "乡", "街道")
_SMALL = (*_TOWNS, "村")
_AREAS = ("地区", "经济带", "流域", "大湾区", "三角洲")
_YEAR = 366  # days
_LASTING = (
    "before",
    "paragraph",
    "set",
    "moved",
    "heading",
)  # of what was told before, whatever follows
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
        if subject and subject.name.endswith((*_TOWNS, "村")):
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

    def paragraph(self, kind: BlockKind) -> None:
        """A new paragraph: firms are left behind, dates and measures end. Where the article has
        no place of its own, the heading's holds, else for one paragraph the last, or the country.
        """
        told = self.subject if kind == self.kind == "body" else None
        wide = self.first is not None and (
            self.first.id == COUNTRY.id or self.first.name.endswith(_AREAS)
        )
        if told and wide:
            told = self.first  # a province named on the way is an example
        if told and (told.type != "place" or (told.why == "section" and told.id != COUNTRY.id)):
            told = None
        if kind in ("heading", "title"):
            self.first, self.latest = None, {}
            self.section = self.town = None
            self.firm = self.issuer
            self.dated = self.dated if kind == self.kind == "title" else None
        self.beside = None
        if self.firm:
            if self.firm.why not in ("section", "next"):
                self.beside = self.firm
            goes = self.subject is not None and self.subject.id == self.firm.id
            self.firm = self.firm.because("next" if goes else "section")  # not of this paragraph
        goes_on = kind == self.kind == "body" and not self.home
        self.kind, self.told, self.lead, self.theme = kind, False, None, None
        self.subject = self.base or self.section or told
        if self.subject and self.subject not in (self.focus, self.home):
            self.subject = self.subject.because("section")
        self._set_off()
        before = self.period._replace(why="before") if self.period and goes_on else None
        self.period = self.dated or before
        self.span = self.began = None
        self.recent, self.pointed_at, self.tally = [], [], None
        self.branch = self.line = self.class_ = ""
        self.site = self.planned = None
        self.aimed = False

    def sentence(
        self,
        goes_on: bool = False,
        inside: bool = False,
        figures: bool = True,
        further: bool = False,
    ) -> None:
        """A new sentence in the same paragraph; a foreign place gives way to the article's own.
        Long ago (三年前) holds for its own sentence only.
        One that goes on (其中，…; of a person 他…) keeps period and person, one that tells what is
        `inside` the works just built keeps them; one that tells something `further` (此外，…) is on
        what the paragraph began with."""
        if figures and not goes_on:
            self._set_off()  # 8月当月，…。其中，…: still of August
        # 南安366亿元，与福清的差距缩小到10亿元。惠安 | 210亿元: no gap
        self.recent = [m for m in self.recent if m.measure not in _GAPS] or self.recent
        moved = self.period is not None and self.period.why == "moved"
        if self.period and self.period.days <= 1 and not (self.told or moved):
            self.period = self.period._replace(bound=True)  # the day of an event
        shown = self._just_shown()
        if shown and self.theme and self.theme.type == "place":
            self.theme = self.subject
        self.told, self.pointed_at, self.began = False, [], None
        self.branch = "" if not goes_on else self.branch
        self.class_ = "" if not goes_on else self.class_
        if self.frame and self.frame.why == "holiday" and not goes_on:
            self.period = None  # one day of it is over with its sentence
        self._past_the_point(goes_on)
        lead, self.lead = self.lead, None
        wide = lead and lead.type == "place" and not lead.name.endswith(_TOWNS)
        if further and self.theme and self.theme.type == "place" and self.subject:
            firm = self.subject.type == "firm"
            self.subject = self.theme if firm else self.subject  # 此外，用户…: no more of a firm
        if lead and wide and self.subject and self.subject.type == "firm":
            self.subject = lead  # 全县实现…，仅某公司就贡献…: the next sentence is on the county
        if self.subject and self.subject.type == "person" and not goes_on:
            alone = self.theme is not None and self.theme.name == self.subject.name
            self.subject = self.subject if alone else self.base or self.section or self.place
        main = self.subject is not None and self.subject.id in self.mains
        main = main or self._on_the_country()
        if (inside or shown) and self.subject:
            self.subject = self.subject.because("paragraph")
        elif self.subject and self.subject.type == "place" and self._back_at_the_works():
            self.subject = self.theme
        elif self.subject and self.subject.type in ("place", "other") and self.home and not main:
            theme = self.theme if self.theme and self.subject.type == "other" else None
            stays = theme and theme.type in ("firm", "other")
            if county := self._county():
                theme, stays = county, True
            if self.focus and self.focus.name.endswith("村") and self._on_a_town():
                theme, stays = self.theme, True  # a village's story, a paragraph on its town
            self.subject = theme if stays else self.base
        elif self.subject and self.subject.why in ("clause", "sentence"):
            self.subject = self.subject.because("paragraph")
        if self.period and self.period.why not in _LASTING and not goes_on:
            self.period = self.period._replace(why="paragraph")

    def _just_shown(self) -> bool:
        """Whether the sentence before gave no figure and only showed works: 产业园 | 就在这里。"""
        who = self.subject
        return who is not None and who.type == "other" and who.why == "paragraph" and not self.told

    def _on_the_country(self) -> bool:
        """Whether the paragraph has told of nobody but the country."""
        told = self.theme, self.subject
        return all(s is not None and s.id == COUNTRY.id for s in told)

    def _county(self) -> Subject | None:
        """The county that a paragraph of its province's article begins with."""
        first = self.theme or self.subject
        home, county = (who.id or "" if who else "" for who in (self.home, first))
        size = 2 if home.endswith("0000") else 4
        inside = home.endswith("00") and home != county and county[:size] == home[:size]
        return first if inside else None

    def _on_a_town(self) -> bool:
        """Whether the paragraph began with a town."""
        return self.theme is not None and self.theme.name.endswith(_TOWNS)

    def semicolon(self) -> None:
        """Behind ； some days of a holiday are over (10月2日至5日满房；宾川县接待游客…), and so is
        another place that the article's own was compared with."""
        if self.home and self._compared():
            self.subject = self.home.because("paragraph")
        if self.frame and self.frame.why == "holiday":
            self.period = None

    def _compared(self) -> bool:
        """Whether what was told last, of another county, was told of the article's own before:
        甲县增长11.8%，乙县 | 为8.9%."""
        last = self.recent[-1] if self.recent else None
        if last is None or last.subject is None or last.subject.type != "place" or not self.home:
            return False
        other = last.subject.id not in (self.home.id, None) and last.subject.id not in self.mains
        alike = (m.subject for m in self.recent if m.measure == last.measure)
        return other and any(who and who.id == self.home.id for who in alike)

    def _back_at_the_works(self) -> bool:
        """Whether the paragraph is on works that another place has a part in: 甲县与乙区共建园区。
        乙区出资四成。首期土地1800亩…."""
        works = self.site and self.theme and self.theme.name == self.site.name
        away = self.home and self.subject and self.subject.id != self.home.id
        return bool(works and away)

    def _set_off(self) -> None:
        """转折始于2023年9月。 dates the next sentence as if it stood there; behind one on a part of
        the time (单看二季度，…) that goes on."""
        if self.outer:
            self.period, self.outer = self.outer, None
        if self.coming:
            self.period, self.coming = self.coming, None

    def _past_the_point(self, goes_on: bool) -> None:
        """Long ago is over with its sentence; behind a day or 截至 the months told before go on
        (上半年，…。截至6月底，…。全市进出口…)."""
        if self.period is None:
            return
        told = self.period.why in ("sentence", "clause") and self.period.days > _YEAR
        if self.period.past or (told and self.period.text.startswith(LOOKING_BACK)):
            self.period = None  # 近三年累计建成学校6所。 居民收入5万元: not of three years
        elif MONTH <= self.period.days < inf and not self.period.text.endswith(("初", *ENDS)):
            self.span = self.period
        elif not self.period.start or self.period.text.endswith(ENDS):
            self.period = self.period if goes_on else self.span or self._at_the_point()

    def _at_the_point(self) -> Period | None:
        """The end of a month in a report on some months or a year is over with its sentence:
        9月末，存款余额…。城镇新增就业…."""
        told = self.frame if self.frame and self.frame.why == "heading" else self.year
        if told is None or told.why not in ("title", "heading"):
            return self.period
        end = self.period.end if self.period else None
        covers = (told.start or "9") <= (end or "") <= (told.end or "")
        return None if covers else self.period
