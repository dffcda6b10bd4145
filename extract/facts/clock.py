"""Moves the period in force along with the text: what `timing.py` reads off it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import inf

from extract.clauses import Clause
from extract.facts.dateline import HALF, LEAD, Dateline
from extract.facts.period import ENDS, MONTH, Period, period_of
from extract.facts.state import State
from extract.facts.timing import QUARTER, Timing
from extract.facts.wording import Wording
from extract.records import Date, Firm, Place
from extract.segment import Layout, Sentence

_SINCE = ("年间", "年来", "年里", "间", "来")
_YEAR = 366  # days
_IN_YEARS, _SPAN = re.compile(r"P(\d{1,2})Y"), re.compile(r"(20\d\d)年?[—\-–至到~～]+(20\d\d)年")
_BACK = 80  # characters before a clause in which they stand
_LEARNT = re.compile(
    "记者[^，。；]{0,24}(?:获悉|了解到|了解)|据[^，。；]{2,16}(?:统计|介绍|消息)|"
    "(?:统计局|调查队|海关|发展改革局|发展和改革局|发改委|经信局|工信局|商务局|财政局)[^，。；]{0,10}(?:数据|统计|公报)显示"
)
_NEAR = 40  # characters
_OVER = re.compile("(?:正式)?(?:结束|止|为止|收官|落幕|闭幕)")
# What began then, up to the end of its clause.
_BEGAN = re.compile(r"(?!以?来|[起至到前后底末之，]|开始)[^，。；\d]{2,}(?<!以来)$")
_ANNIVERSARY = re.compile("[是正值迎来]{1,2}[^，。；]{0,20}周年")
_RECORD = re.compile(r"(?:以来)?的?(?:最|新高|新低|首次|历史)")  # 为2020年7月以来最大降幅


class Clock(Dateline):
    """Moves the period of the state, the months it reports on, and the days of a holiday."""

    def __init__(self, plan: Layout, wording: Wording, timing: Timing) -> None:
        super().__init__(plan, wording, timing)
        self.timeless: list[re.Match[str]] = []  # of the sentence
        self.headed = any(b.kind == "heading" for b in plan.blocks)  # a story of several parts
        self.learnt = False  # whether it leads a story on what an office has counted
        self.aside = False  # whether the sentence is on a part of the time: 单季度来看，…

    def open(self, sentence: Sentence) -> None:
        """Look through a sentence with figures once, for all its clauses."""
        self.timeless = list(self.words.timeless.finditer(self.text, sentence.start, sentence.end))
        self.aside = self.text.startswith(self.words.aside, sentence.start)
        lead = sentence.start < LEAD and not self.headed
        self.learnt = lead and _LEARNT.search(self.text, sentence.start, sentence.end) is not None

    def enter(self, state: State, clause: Clause) -> None:
        """A word such as 目前 in a clause without a date ends the period in force, and 累计 one
        that an earlier sentence named: a total of all time."""
        timeless = self.timeless and any(
            clause.start <= m.start() < clause.end
            and self.text[m.start() - 1] not in "从由"
            and self.plan.is_cut(m.start())  # 项目 | 前11个月
            for m in self.timeless
        )
        if timeless and not (self._dated(clause) or self._dated_before(state.period, clause)):
            state.period = None
        if state.year and self.text.startswith(self.words.report_period, clause.start):
            state.period = state.year._replace(why="sentence")
        elif state.year and self.text.startswith(self.words.report_end, clause.start):
            state.period = state.year._replace(start=None, why="sentence")  # 期末 | 资产负债率
        if state.period and self._the_half(state.period, clause):
            state.period = state.period._replace(why="sentence", bound=False)
        elif state.period and self._outlasted(state.period, clause):
            state.period = self._spanned(clause)
        far = state.period and state.period.why == "paragraph" and state.period.days <= _YEAR
        compared = state.line or self.timing.yearly  # 累计开行4186列，同比增长15%: in those months
        if far and not compared and self.words.total.search(self.text, clause.start, clause.end):
            if any(_around(period_of(d), state.period) for d in clause.dated):
                state.outer = state.outer or state.period
            state.period = None

    def _dated(self, clause: Clause) -> bool:
        return any(period_of(d) for d in clause.dates(clause.end))

    def _dated_before(self, period: Period | None, clause: Clause) -> bool:
        """Whether the date in force stands alone before a clause: 截至2月底，| 全市已累计…."""
        if period is None or not period.text:
            return False
        start = clause.start - len(period.text) - 1
        alone = start == 0 or (start > 0 and self.text[start - 1] in "，。；！？“\n\u3000 ")
        return alone and self.text.startswith(f"{period.text}，", start)

    def _outlasted(self, period: Period, clause: Clause) -> bool:
        """Whether a clause tells of more years than the one in force, if that is not where they
        end (到2023年, 四年间)."""
        if period.days > _YEAR or not self._lasted(clause):
            return False
        before = self.text[max(0, clause.start - _NEAR) : clause.start]
        return not any(f"{to}{period.text}" in before for to in "到至")

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
        return half and HALF - 3 <= period.days <= HALF

    def _lasted(self, clause: Clause) -> bool:
        """Whether a clause tells of all the years since: 四年间先后引来项目47个."""
        lengths = [d for d in clause.dated if d.kind == "duration"]
        since = any(self.text.startswith(_SINCE, d.end - 1) for d in lengths)
        return since and not any(period_of(d) for d in clause.dates(clause.end))

    def date(self, state: State, clause: Clause, named: Sequence[Place | Firm]) -> None:
        """The last date of a clause is in force: not one of comparison, of a record, of the report,
        or in a description (5家是今年新入库的). `named`: whom the clause is about."""
        cause = self.words.causes.search(self.text, clause.start, clause.end)
        if any(date.text in self.words.alone_told for date in clause.dated):
            state.outer = state.outer or state.period  # 8月份当月，
        for date in clause.dated:
            if cause and cause.start() < date.start < cause.end():
                continue  # 受8月连阴雨影响，
            if self.timing.passing.compared(date, None) or _RECORD.match(self.text, date.end):
                continue
            if self.timing.passing.builds_on(date, clause.end):
                continue
            if _ANNIVERSARY.match(self.text, date.end, clause.end):
                continue  # 今年 | 是派遣医疗队60周年
            if self._long_over(date, clause):
                state.period = None
                continue
            if self.text[date.start - 1] == "自" and _BEGAN.match(self.text, date.end, clause.end):
                state.period = None  # 自1958年 | 建成矿井，累计产煤3.2亿吨
                continue
            if self.timing.passing.reported(date, clause) or self.text[clause.end - 1] == "的":
                continue
            names = sum(m.end - m.start for m in named if m.start >= date.end)
            rest = clause.end - date.end - names
            if self.timing.framed(state, date):
                state.period = None
            elif period := self.timing.back(state, date, "sentence") or self.timing.dated(
                date, "sentence"
            ):
                aside = self.aside or self.text.startswith(self.words.aside, clause.start)
                if aside or _around(period, state.period):
                    state.outer = state.outer or state.period
                holds = self.words.dating.search(
                    self.text, date.end, clause.end
                ) or self.text.endswith(self.words.made_public, clause.start, date.start)
                begun = self._begun(state, date)
                period = period._replace(start=begun or period.start)
                state.period = period._replace(bound=rest > 1 and not holds and not begun)
                state.began = None
                self._review(state, period)
                if clause.start < LEAD and self.out(date):
                    state.year = state.year or period._replace(why="title")

    def _long_over(self, date: Date, clause: Clause) -> bool:
        """Whether a date is that of a founding, of which the sentence tells what there is by now:
        公司成立于 | 2011年，现有员工86人."""
        if not self.text.endswith(self.words.began_on, clause.start, date.start):
            return False
        stop = self.text.find("。", date.end)
        end = stop if stop >= 0 else len(self.text)
        return self.words.since_then.search(self.text, date.end, end) is not None

    def _begun(self, state: State, date: Date) -> str | None:
        """Where a season begins that a clause ends: 春运从1月14日开始，到2月22日 | 结束."""
        begun = state.period.start if state.period and state.period.why == "sentence" else None
        ends = self.text[date.start - 1] in "到至" and _OVER.match(self.text, date.end)
        return begun if ends and begun and begun < (date.date_end or "") else None

    def said(
        self, state: State, period: Period | None, aspect: str, planned: bool, again: bool
    ) -> None:
        """After a fact: its period is in force (not that of a starting value, nor the year before
        of what was told `again`: 去年产量50万吨，前年48万吨); that of a heading for what stands
        below it, if it is no plan beside what was done."""
        if period is None:
            return
        self.celebrate(state, period)
        told = aspect != "from" and not planned and period.why in ("clause", "sentence")
        if self.learnt and told and QUARTER <= period.days <= _YEAR:
            state.year = state.year or period._replace(why="lead")
        if aspect == "from" and period.why == "clause" and period.start:
            state.began = period
        if period.why != "clause" or period.bound or period.past:
            return
        if aspect == "level" and not (period.start or period.end):
            state.period = None  # 近两年共建设508万套，完成投资…; but 近6年年均增长7%
        wider = aspect == "growth" and state.period and state.period.of_a_day(period)
        back = state.period and period.a_year_before(state.period, whole=again)
        if aspect == "from" or wider or back or not (period.start or period.end):
            return
        self._review(state, period)
        alone = self.aside or period.text in self.words.alone_told
        if alone or self._beyond(period, state):
            state.outer = state.outer or state.period or state.frame or state.year
        point = period.start and period.text.endswith(ENDS)
        if point and state.period and MONTH <= state.period.days < inf:
            state.span = state.period  # 前三季度出栏38万头；9月末存栏10万头。产值…
        state.period = period._replace(why="sentence")
        if state.kind in ("title", "heading") and not (planned and state.dated):
            state.dated = period._replace(why="paragraph")

    def _review(self, state: State, period: Period) -> None:
        """Months first told are those the title looks through: 读懂江西“半年报”: 上半年，…."""
        told = state.year and state.year.why != "report"
        late = self.timing.reports(period)
        if state.reviewing and late and not told and QUARTER <= period.days <= _YEAR:
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


def _around(period: Period | None, now: Period | None) -> bool:
    """Whether a period is of the years that lead up to the one in force: 去年完成756亿元.
    “十四五”前四年累计完成3120亿元。"""
    if not (period and now and period.start and now.start and now.end and period.end):
        return False
    return period.days > _YEAR and period.start < now.start and now.end <= period.end
