"""How the discourse state goes on from one sentence and paragraph to the next.

What a state is, and how it is filled, is in `state.py`; `scene.py` moves it by what clauses say,
`clock.py` its period.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from extract.facts.actors import COUNTRY
from extract.facts.period import ENDS, MONTH, Period
from extract.facts.state import LOOKING_BACK, TOWNS, State
from extract.text import BlockKind

_GAPS = ("差距", "差额", "缺口")
_AREAS = ("地区", "经济带", "流域", "大湾区", "三角洲")
_YEAR = 366  # days
_LASTING = (
    "before",
    "paragraph",
    "set",
    "moved",
    "heading",
)  # of what was told before, whatever follows


@dataclass(slots=True)
class Discourse(State):
    """The state of one article, moved along with its text."""

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
        body = kind == self.kind == "body"
        who = self.subject if body else None
        stayed = who is not None and self.theme is not None and who.name == self.theme.name
        self.left = who if stayed and who and who.type in ("firm", "other") else None
        goes_on = body and not self.home
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

    def further(self) -> None:
        """Before a sentence that tells something more (此外，用户…): no more of a firm, but of the
        place that the paragraph began with."""
        firm = self.subject is not None and self.subject.type == "firm"
        if firm and self.theme and self.theme.type == "place":
            self.subject = self.theme

    def sentence(self, goes_on: bool = False, inside: bool = False, figures: bool = True) -> None:
        """A new sentence in the same paragraph; a foreign place gives way to the article's own.
        Long ago (三年前) holds for its own sentence only.
        One that goes on (其中，…; of a person 他…) keeps period and person, one that tells what is
        `inside` the works just built keeps them."""
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
        if self._of_the_holiday() and not goes_on:
            self.period = None  # one day of it is over with its sentence
        self._past_the_point(goes_on)
        lead, self.lead = self.lead, None
        wide = lead and lead.type == "place" and not lead.name.endswith(TOWNS)
        if lead and wide and self.subject and self.subject.type == "firm":
            self.subject = lead  # 全县实现…，仅某公司就贡献…: the next sentence is on the county
        if self.subject and self.subject.type == "person" and not goes_on:
            alone = self.theme is not None and self.theme.name == self.subject.name
            self.subject = self.subject if alone else self.base or self.section or self.place
        self._goes_on_about(inside or shown)
        if self.period and self.period.why not in _LASTING and not goes_on:
            self.period = self.period._replace(why="paragraph")

    def _goes_on_about(self, shown: bool) -> None:
        """Whom the next sentence is on: works just `shown`, the article's own place, or whoever
        the last one was on."""
        main = self.subject is not None and self.subject.id in self.mains
        main = main or self._on_the_country()
        if shown and self.subject:
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

    def _just_shown(self) -> bool:
        """Whether the sentence before gave no figure and only showed works: 产业园 | 就在这里。"""
        who = self.subject
        return who is not None and who.type == "other" and who.why == "paragraph" and not self.told

    def _on_the_country(self) -> bool:
        """Whether the paragraph has told of nobody but the country."""
        told = self.theme, self.subject
        return all(s is not None and s.id == COUNTRY.id for s in told)

    def _on_a_town(self) -> bool:
        """Whether the paragraph began with a town."""
        return self.theme is not None and self.theme.name.endswith(TOWNS)

    def semicolon(self) -> None:
        """Behind ； some days of a holiday are over (10月2日至5日满房；宾川县接待游客…), and so is
        another place that the article's own was compared with."""
        if self.home and self._compared():
            self.subject = self.home.because("paragraph")
        if self._of_the_holiday():
            self.period = None

    def _of_the_holiday(self) -> bool:
        """Whether the period in force is some days of the holiday that the story is on."""
        festive = self.frame is not None and self.frame.why == "holiday"
        return festive and (self.period is None or self.period.days < MONTH)

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
