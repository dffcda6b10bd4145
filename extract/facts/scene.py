"""Moves the discourse state along with the text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.clauses import Clause
from extract.facts.actors import COUNTRY, Subject, subject_of
from extract.facts.discourse import Measured, Period, State, period_of
from extract.facts.subjects import Subjects
from extract.facts.timing import QUARTER, Timing
from extract.facts.turning import Turning
from extract.facts.wording import Wording
from extract.records import Date, Firm, MentionBase, Place
from extract.segment import Layout, Sentence

_SINCE = ("年间", "年来", "年里", "间", "来")
_YEAR, _HALF = 366, 184  # days
_IN_YEARS, _SPAN = re.compile(r"P(\d{1,2})Y"), re.compile(r"(20\d\d)年?[—\-–至到~～]+(20\d\d)年")
_BACK = 80  # characters before a clause in which they stand
_LEAD = 300  # characters from the start in which a story on figures says so
_OF_WHAT = 8  # characters of what is made public: 经济运行成绩单
_NEAR = 40  # characters
_RECORD = re.compile(r"(?:以来)?的?(?:最|新高|新低|首次|历史)")  # 为2020年7月以来最大降幅


class Scene:
    """Moves the state; `timing` and `who` read periods and subjects off it."""

    def __init__(self, plan: Layout, wording: Wording, who: Subjects) -> None:
        self.plan, self.text, self.words, self.who = plan, plan.text, wording, who
        self.timing = Timing(plan, wording)
        self.turning = Turning(plan, wording, who)
        self.occasions = who.occasions
        self.timeless: list[re.Match[str]] = []  # of the sentence
        self.built: tuple[Subject | None, ...] = ()  # the subject before works that were just built

    def open(self, sentence: Sentence) -> None:
        """Look through a sentence with figures once, for all its clauses."""
        self.timeless = list(self.words.timeless.finditer(self.text, sentence.start, sentence.end))
        self.timing.open(sentence)
        self.who.open(sentence)
        self.built = ()

    def topic(self, state: State, sentence: Sentence, inside: Sequence[MentionBase]) -> None:
        """A sentence without figures may still say whom the next ones are about."""
        actors = [
            m for m in inside if isinstance(m, (Place, Firm)) and m.text not in self.words.deictic
        ]
        if self.words.timeless.search(self.text, sentence.start, sentence.end):
            state.period = None
        first = next((m for m in inside if isinstance(m, Date)), None)
        opens = first and self._opening_date(sentence, first)
        period = self.timing.dated(first, "paragraph") if first else None
        if period and state.kind == "body":
            self.timing.celebrate(state, period)
        if period and opens:
            state.period = period._replace(bound=period.days <= 1)  # the day of an event
        if out := next((m for m in inside if isinstance(m, Date) and self._out(m)), None):
            state.period = self.timing.dated(out, "paragraph") or state.period
            if state.period and sentence.start < _LEAD:
                state.year = state.year or state.period._replace(why="title")
        last = next((m for m in reversed(inside) if isinstance(m, Date)), None)
        if (
            last
            and last.end >= sentence.end - 1
            and self.words.setting.search(self.text, sentence.start, last.start)
        ):
            state.coming = self.timing.dated(last, "set")
        self.turning.sentence(state, sentence, actors)

    def _out(self, date: Date) -> bool:
        """Whether the figures of a part of a year are made public: 公布 | 前三季度 | 成绩单."""
        public = self.text.endswith(self.words.made_public, 0, date.start)
        ends = range(date.end + 2, date.end + _OF_WHAT)
        return public and any(self.words.dating.search(self.text, date.end, at) for at in ends)

    def _opening_date(self, sentence: Sentence, date: Date) -> bool:
        """Whether a sentence begins with a date, if need be behind who tells it (记者获悉，)."""
        if date.start == sentence.start:
            return self.text[date.end : date.end + 1] != "的"  # 今天的中国, 天更蓝
        apart = self.text[date.start - 1] == self.text[date.end : date.end + 1] == "，"
        return apart and self.text.endswith(self.words.learnt, 0, date.start - 1)

    def enter(self, state: State, clause: Clause) -> None:
        """A word such as 目前 in a clause without a date ends the period in force, and 累计 one
        that an earlier sentence named: a total of all time."""
        timeless = self.timeless and any(
            clause.start <= m.start() < clause.end
            and self.text[m.start() - 1] not in "从由"
            and self.plan.is_cut(m.start())  # 项目 | 前11个月
            for m in self.timeless
        )
        if timeless and not any(period_of(d) for d in clause.dates(clause.end)):
            state.period = None
        if state.year and self.text.startswith(self.words.report_period, clause.start):
            state.period = state.year._replace(why="sentence")
        elif state.year and self.text.startswith(self.words.report_end, clause.start):
            state.period = state.year._replace(start=None, why="sentence")  # 期末 | 资产负债率
        period = state.period
        if (
            period
            and period.days <= _YEAR
            and self._lasted(clause)
            and not self._the_half(period, clause)
            and not self._ends(period, clause)
        ):
            state.period = self._spanned(clause)
        if state.period and self._the_half(state.period, clause):
            state.period = state.period._replace(why="sentence", bound=False)
        far = state.period and state.period.why == "paragraph"
        if far and self.words.total.search(self.text, clause.start, clause.end):
            if any(_around(period_of(d), state.period) for d in clause.dated):
                state.outer = state.outer or state.period
            state.period = None

    def _ends(self, period: Period, clause: Clause) -> bool:
        """Whether a period is where a length of time before a clause ends: 到2023年, 四年间."""
        before = self.text[max(0, clause.start - _NEAR) : clause.start]
        return any(f"{to}{period.text}" in before for to in "到至")

    def _spanned(self, clause: Clause) -> Period | None:
        """The years told just before that a length of time in the clause goes back to: 三年行动方案
        （2022—2024年）。三年间，…."""
        years = [m[1] for d in clause.dated if (m := _IN_YEARS.fullmatch(d.timex or ""))]
        told = list(_SPAN.finditer(self.text, max(0, clause.start - _BACK), clause.start))
        if not years or not told:
            return None
        first, last = told[-1][1], told[-1][2]
        fits = int(last) - int(first) + 1 == int(years[-1])
        span = Period(None, told[-1].group(), f"{first}-01-01", f"{last}-12-31", "sentence")
        return span if fits else None

    def _the_half(self, period: Period, clause: Clause) -> bool:
        """Whether a clause goes on about a half year: 上半年出口52.8亿元。半年里，发出快递…."""
        half = any(d.text.startswith("半年") and d.kind == "duration" for d in clause.dated)
        return half and _HALF - 3 <= period.days <= _HALF

    def _lasted(self, clause: Clause) -> bool:
        """Whether a clause tells of all the years since: 四年间先后引来项目47个."""
        lengths = [d for d in clause.dated if d.kind == "duration"]
        since = any(self.text.startswith(_SINCE, d.end - 1) for d in lengths)
        return since and not any(period_of(d) for d in clause.dates(clause.end))

    def follow(self, state: State, clause: Clause) -> None:
        """A clause that gave no fact: its date and its topic hold for what follows."""
        if self.built:
            state.subject, self.built = self.built[0], ()
        actors = [m for m in clause.named if m.text not in self.words.deictic]
        group = self.turning.group(state, clause, actors)
        if not group and (other := self.who.unlisted.at_head(state, clause)):
            state.about(other)
        elif not group and (nation := self.who.countries.nation(clause.start, clause.end)):
            state.subject = nation.because("sentence")
        if actors:
            self.turning.named(state, actors)
        villages = self.who.unlisted.villages
        if villages and (village := self.who.unlisted.hamlet(clause.start, clause.end)):
            state.town = village  # 某镇烟灯堡村的电商仓里，一箱箱…. 村里现有网店46家
        before = state.subject
        ours = state.home and not group and self.who.calls.governs(clause)
        if state.home and (ours or self._ruled(clause)):
            state.about(state.home.because("sentence"))
        if told := self.turning.clause(state, clause, actors, group):
            state.about(told.because("sentence"))
        if works := self.occasions.built(state, clause, actors):
            state.about(works.because("sentence"))
            state.site = works
            self.built = (before,)  # unless the next clause tells a figure of them
        person = self.who.person(state, clause.start, clause.end)
        if them := person[1] if person else self.who.theirs(clause):
            state.about(them.because("sentence"))
        if clause.dated:
            self._date(state, clause, sum(m.end - m.start for m in group))

    def ends(self, state: State, clause: Clause) -> None:
        """A clause that ends in a firm or a place it describes (相距2公里的某集团，走的是…;
        总量不及宜昌的潜江，增速…): what follows is about that one."""
        if institution := self.who.unlisted.founded(clause):
            state.about(institution.because("sentence"))
            state.theme = state.subject
            return
        last = clause.named[-1] if clause.named else None
        if last is None or last.end != clause.end:
            return
        founded = isinstance(last, Firm) and (
            self.text.endswith(self.words.founded_by, clause.start, last.start)
            or self.text.endswith(tuple(self.words.kinds_of_firms), clause.start, last.start)
        )
        if founded or self.text[last.start - 1] == "的":
            state.about(subject_of(last, "sentence"))

    def _ruled(self, clause: Clause) -> bool:
        """Whether a clause names the rule that what follows goes by, or an office of the county
        that counted it: 按照这项政策，…; 据县经信局统计，…."""
        if self.words.counted_by.match(self.text, clause.start, clause.end):
            return True
        opened = self.text.startswith(("按", "根据", "依据"), clause.start)
        return opened and self.words.ruling.search(self.text, clause.start, clause.end) is not None

    def _date(self, state: State, clause: Clause, named: int) -> None:
        """The last date of a clause, `named` characters of which are names, is in force: not one of
        comparison, of a record, of the report, or in a description (5家是今年新入库的)."""
        if self.words.causes.search(self.text, clause.start, clause.end):
            return  # 受8月连阴雨影响，
        if any(date.text in self.words.alone_told for date in clause.dated):
            state.outer = state.outer or state.period  # 8月份当月，
        for date in clause.dated:
            if self.timing.compared(date, None) or _RECORD.match(self.text, date.end):
                continue
            if self.timing.builds_on(date, clause.end):
                continue
            if self.timing.reported(date, clause) or self.text[clause.end - 1] == "的":
                continue
            rest = clause.end - date.end - named
            if self.timing.framed(state, date):
                state.period = None
            elif period := self.timing.dated(date, "sentence"):
                aside = self.text.startswith(self.words.aside, clause.start)
                if aside or _around(period, state.period):
                    state.outer = state.outer or state.period
                holds = self.words.dating.search(
                    self.text, date.end, clause.end
                ) or self.text.endswith(self.words.made_public, clause.start, date.start)
                state.period = period._replace(bound=rest > 1 and not holds)
                self._review(state, period)
                if clause.start < _LEAD and self._out(date):
                    state.year = state.year or period._replace(why="title")

    def said(
        self, state: State, said: Sequence[Measured], period: Period | None, aspect: str
    ) -> None:
        """After a fact: its subject and period are in force (not that of a starting value)."""
        last = said[-1].subject
        self.built = ()
        if state.tally in said:
            state.tallied = period and period._replace(why="paragraph", bound=False)
        state.theme = state.theme or last
        state.first = state.first or (last if state.kind == "body" else None)
        if last and last.type == "place" and (state.place is None or state.place.id != last.id):
            state.place = last.because("paragraph")
        if last and last.why != "behind":
            state.about(last.because("sentence") if last.why == "clause" else last)
        if period:
            self.timing.celebrate(state, period)
        own = period is not None and period.why == "clause" and not (period.bound or period.past)
        wider = period and aspect == "growth" and state.period and state.period.of_a_day(period)
        back = period and state.period and period.a_year_before(state.period)
        passing = aspect == "from" or wider or back
        if own and period and aspect == "level" and not (period.start or period.end):
            state.period = None  # 近两年共建设508万套，完成投资…; but 近6年年均增长7%
        if own and period and (period.start or period.end) and not passing:
            self._review(state, period)
            if self._beyond(period, state) or period.text in self.words.alone_told:
                state.outer = state.outer or state.period or state.frame or state.year
            state.period = period._replace(why="sentence")
            if state.kind in ("title", "heading"):
                state.dated = period._replace(why="paragraph")

    def _review(self, state: State, period: Period) -> None:
        """Months first told are those the title looks through: 读懂江西“半年报”: 上半年，…."""
        told = state.year and state.year.why != "report"
        if state.reviewing and not told and QUARTER <= period.days <= _YEAR:
            state.year = period._replace(why="title")

    def _beyond(self, period: Period, state: State) -> bool:
        """Whether a sentence looks beyond the months that the article reports on: 上半年…，预计全年
        产干莲9600吨。茶树菇产量…."""
        told = state.frame if state.frame and state.frame.why == "heading" else state.year
        if not (period.start and period.end):
            return False
        if _around(period, state.period):
            return True
        if told is None or not (told.start and told.end):
            return False
        return period.start <= told.start and told.end < period.end

    def section(self, state: State, sentence: Sentence, inside: Sequence[MentionBase]) -> None:
        """The one place a heading names, or else the country, is what stands below it is about."""
        places = {m.name: m for m in inside if isinstance(m, Place) and m.name and not m.coref}
        counties = [m for m in places.values() if m.level == "county"]
        only = counties if len(counties) == 1 else list(places.values())
        state.section = subject_of(only[0], "section") if len(only) == 1 else None
        if not places and self.who.countries.national(sentence):
            state.section = COUNTRY.because("section")
        if not (state.home or state.section or places):
            works = self.occasions.opened(sentence.start, sentence.end)
            state.section = works and works[2].because("section")


def _around(period: Period | None, now: Period | None) -> bool:
    """Whether a period is of the years that lead up to the one in force: 去年完成756亿元.
    “十四五”前四年累计完成3120亿元。"""
    if not (period and now and period.start and now.start and now.end and period.end):
        return False
    return period.days > _YEAR and period.start < now.start and now.end <= period.end
