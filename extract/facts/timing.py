"""When a figure holds: the date that gives its period, and how far a date in force reaches."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from math import inf

from extract.clauses import Site
from extract.facts.dating import Dating
from extract.facts.passing import Passing
from extract.facts.period import MONTH, Period
from extract.facts.state import LOOKING_BACK, State
from extract.facts.wording import Wording
from extract.records import Date
from extract.segment import Layout, Sentence

_SAME_PERIOD = ("上年同期", "去年同期")
_LAST_YEAR = "上年"
_IS = re.compile("[是为定设在达到]{1,3}")
_LAST_MONTH = ("上月", "上个月")
_IN_FORCE = ("sentence", "paragraph", "report")
_OF_TITLES = ("title", "heading")
QUARTER = 85  # days: 上半年某市经济运行述评, 江西前三季度经济总量近2.6万亿元
_NOW = re.compile(
    r"[从由](?:目前|现在|当前|现有|眼下|如今|当下|现今)的?[^，。；]{0,4}$"
)  # 由目前的1个增加到3个
_QUARTER = 92  # days of the longest
_DECADE = 3600  # days
_YEAR, _UNTIL = "今年", ("截至", "截止")
_NO_DATE = re.compile("占[^，。；]{0,4}$|上届$")
_THEN = re.compile(
    "[^，。；的]{0,12}?(?:(?:已经?|将|均|都|全部|预计|计划|拟|就)[于在]|预计|计划|拟)$"
    "|[^，。；的\\d]{2,10}$"
)
_YEARS_BACK = re.compile(r"P([2-9]|10)Y")


class Timing(Dating):
    """Reads periods off dates, the words around them, and the state."""

    def __init__(self, plan: Layout, wording: Wording) -> None:
        super().__init__(plan, wording)
        self.passing = Passing(self.text, wording)
        self.yearly = False  # whether the sentence compares with the year before

    def open(self, sentence: Sentence) -> None:
        """Look through a sentence with figures once, for all its clauses."""
        found = self.words.yearly.search(self.text, sentence.start, sentence.end)
        self.yearly = found is not None

    def period(
        self, state: State, site: Site, near: Sequence[Date], base: str | None, last: bool
    ) -> Period | None:
        """The date next to the number, else the last in its clause, else the one in force."""
        on_end = [d for d in near if d.kind == "duration" and d.text.startswith("连续")]
        if on_end:  # 连续三年第一: up to now; 5月，指数…，连续两个月 | 在50%以上: up to May
            now = state.period
            short = now is not None and MONTH <= now.days <= _QUARTER and "个月" in on_end[0].text
            return now if short else None
        if _NOW.search(self.text, site.left, site.quantity.start):
            return None
        dates = [*near, *reversed(self._told(site, last))]
        plain = [m for m in dates if "”" not in self.text[m.end - 1 : m.end + 1]]
        if dates and not plain and state.period and state.period.why == "sentence":
            return state.period  # 10月20日至31日，公司接下“双11”订单
        for date in plain or dates:
            period = None if self._of_another(date, site, base) else self.standard(state, date)
            if period:
                return self._bound(state, date, period, site)
        return (
            (last and self._a_year_on(state, site)) or self._behind(site) or self._in_force(state)
        )

    def _told(self, site: Site, last: bool) -> list[Date]:
        """The dates of its clause before a number, but those of the number before."""
        told, before = site.clause.dates(site.quantity.start), site.previous
        told = [
            d for d in told if not self.text.startswith("的零", d.end)
        ]  # 从2018年的零 | 升到92%
        if last and before:  # 由2021年的28%上升至46%: that year is the first value's
            began = before.start - 2  # 9月，增速由8月的1.3%跃升至23.4%: August is the first's
            told = [
                d
                for d in told
                if d.start >= before.end or (d.end < began and not self.passing.starts(d))
            ]
        elif last:
            told = [d for d in told if not self.passing.starts(d)]  # 从两年前的个位数升到400家
        elif before:
            told = [d for d in told if d.start > before.start or not self.passing.starts(d)]
        return [d for d in told if not self.passing.builds_on(d, site.quantity.start)]

    def _of_another(self, date: Date, site: Site, base: str | None) -> bool:
        """Whether a date is that of a cause, of what a figure is held against, or of its goal."""
        start = site.clause.start
        cause = self.words.causes.search(self.text, start, site.quantity.start)
        if cause and cause.start() < date.start < cause.end():
            return True  # 受8月连阴雨影响下降2%
        if self.passing.compared(date, base) or self._of_a_goal(date, site):
            return True
        # 占 | 同期全市出口的78%: of what is in force
        return date.text == "同期" and _NO_DATE.search(self.text, start, date.start) is not None

    def _bound(self, state: State, date: Date, period: Period, site: Site) -> Period:
        """The period of a date; the report's, if it only names that, and bound to its figure where
        it stands aside from what is in force."""
        if self.framed(state, date) and state.frame:
            return state.frame._replace(mention=period.mention, text=period.text)
        if date.text == _YEAR and (so_far := self._so_far(state, period)):
            return so_far
        now = state.period
        this = now is not None and now.text in (_YEAR, "今年以来")
        if date.text == "全年" and now and this and now.why == "sentence":
            year = now if now.end else now._replace(end=f"{(now.start or '')[:4]}-12-31")
            return year._replace(mention=period.mention, text=period.text)  # 今年，…，| 全年…
        whole = state.period or state.year
        aside = whole and self.text.startswith(self.words.aside, site.clause.start)
        return period._replace(bound=True) if aside or self.passing.starts(date) else period

    def _so_far(self, state: State, year: Period) -> Period | None:
        """The part of this year up to the day that the clause before tells: 截至4月29日，| 今年
        快递业务量已达500亿件; open up to now where it tells none (截至目前)."""
        now = state.period
        if now is None or now.why != "sentence" or now.start or not now.text.startswith(_UNTIL):
            return None
        inside = not now.end or (year.start or "") <= now.end <= (year.end or "")
        return year._replace(end=now.end) if inside else None

    def _in_force(self, state: State) -> Period | None:
        """What was told before: the sentence's, the report's, the article's."""
        now, year = state.period, state.year
        if now and year and now.why == "before" and not self.yearly:
            same = (now.start, now.end) == (year.start, year.end)
            now = None if same else now  # what the story is on lasts longer than a paragraph's
        return now or state.frame or year

    def _of_a_goal(self, date: Date, site: Site) -> bool:
        """Whether a date is that of a goal that a figure is held against (完成今年目标的 | 80%),
        not that of the figure itself (今年目标 | 3亿元)."""
        goal = next((g for g in self.words.goal if self.text.startswith(g, date.end)), None)
        if goal is None:
            return False
        end = date.end + len(goal)
        is_one = (
            _IS.fullmatch(self.text, end, site.quantity.start) is not None
        )  # 全年目标是 | 3亿元
        return not is_one and (goal.endswith("的") or end < site.quantity.start)  # 年初定下的 | 7%

    def since(self, dates: Sequence[Date], site: Site) -> Period | None:
        """When it was what a change starts from: 与2015年相比，企业由 | 680家增加到1076家."""
        against = self.passing.since(dates, site.quantity.start)
        return next((p for d in against if (p := self.dated(d))), None)

    def standard(self, state: State, date: Date) -> Period | None:
        """The period of what a figure is held against: 高于去年的 | 38亿元."""
        before = self._year_before(state, date) or self._month_before(state, date)
        return before or self.back(state, date) or self.dated(date)

    def back(self, state: State, date: Date, why: str = "clause") -> Period | None:
        """The years that a report on one of them looks back on: 回首近五年, in one on 2024."""
        frame = state.frame
        found = _YEARS_BACK.fullmatch(date.timex or "") if frame and frame.end else None
        since = date.text.startswith(LOOKING_BACK) or date.text.endswith("来")
        if not (found and since and frame and frame.end):
            return None
        year = int(frame.end[:4])
        if (frame.start, frame.end) != (f"{year}-01-01", f"{year}-12-31"):
            return None
        start = f"{year - int(found[1]) + 1}-01-01"
        return Period(date.id or None, date.text, start, frame.end, why)

    def _year_before(self, state: State, date: Date) -> Period | None:
        """上年同期 behind what the sentence is on, whatever date came last: 报告期内，收入
        7.64亿元，较上年同期的 | 4.83亿元; 上年 in a report on a year that is over."""
        if date.text == _LAST_YEAR and state.year and (told := self.dated(date)):
            span = state.year.start, state.year.end
            if all(span) and (told.start, told.end) == span:
                start, end = (_years_on(day or "", -1) for day in span)
                return told._replace(start=start, end=end)
        now = state.period or state.frame or state.year
        if date.text not in _SAME_PERIOD or now is None or now.why not in (*_IN_FORCE, *_OF_TITLES):
            return None
        if not (now.start and now.end) or now.text in _SAME_PERIOD:
            return None
        start, end = _years_on(now.start, -1), _years_on(now.end, -1)
        return Period(date.id or None, date.text, start, end)

    def _month_before(self, state: State, date: Date) -> Period | None:
        """上月 behind a month that is over: 4月份，指数由上月的 | 51.4降至49.4, told in May."""
        now, told = state.period, self.dated(date) if date.text in _LAST_MONTH else None
        if now is None or told is None or not (now.start and told.start):
            return None
        if now.why not in _IN_FORCE or (now.start, now.end) != (told.start, told.end):
            return None
        last = datetime.fromisoformat(now.start) - timedelta(days=1)
        return told._replace(start=f"{last:%Y-%m}-01", end=f"{last:%Y-%m-%d}")

    def _a_year_on(self, state: State, site: Site) -> Period | None:
        """Where a change ends that started a year before: 由上年同期的2.16缩小至 | 2.12, and in a
        report on a year one that started in the last: 由上年的1.82缩小到 | 1.78."""
        for date in site.clause.dates(site.quantity.start):
            known = date.text in (*_SAME_PERIOD, _LAST_YEAR)
            before = self.standard(state, date) if known else None
            if before is None or not (before.start and before.end):
                continue
            start, end = _years_on(before.start, 1), _years_on(before.end, 1)
            year = state.year
            if date.text != _LAST_YEAR or (year and (year.start, year.end) == (start, end)):
                return before._replace(mention=None, start=start, end=end)
        return None

    def _behind(self, site: Site) -> Period | None:
        """The period of a date that what is counted leads to: 36万片透镜 | 已于今年4月交付,
        28万平方米厂房 | 去年全部交付."""
        end = site.quantity.end
        for date in site.clause.dated:
            then = date.start > end and _THEN.match(self.text, end, date.start)
            if then and self.words.becomes.match(self.text, date.end, site.clause.end):
                period = self.dated(date)
                return period and period._replace(bound=True)  # of what became then, no other
        return None

    def framed(self, state: State, date: Date) -> bool:
        """Whether a date means the year of the report that it stands in: 全年, 年末."""
        frame = state.frame
        if frame is None or frame.why == "holiday" or date.anchor == "absolute":
            return False
        year = (frame.end or "")[5:10] == "12-31"  # 全年 is more than the 前三季度 of a title
        return year and date.text in self.words.framed

    def lasts(
        self,
        period: Period,
        aspect: str,
        kind: str | None,
        modality: str,
        acted: bool,
        money: bool,
        stands: bool,
    ) -> bool:
        """Whether a period found farther away still holds for this figure: over a sentence end, and
        past the date of an event, only for growth and flows; an event also dates those who acted
        in it (去年在招标会上，12家企业中标). The day of an event is not that of the sums of money
        told of it. What only `stands` there (门店十家) is none of a holiday."""
        if period.why in ("clause", "heading"):
            return True
        if period.why == "moved":
            return aspect in ("growth", "change")
        if period.why == "holiday":
            return modality == "actual" and not stands
        if period.why in ("title", "report", "lead"):
            moves = aspect == "growth" or (aspect == "change" and period.why == "report")
            return modality == "actual" and (moves or kind == "flow")
        if period.why == "paragraph" and inf > period.days > _DECADE:
            return False  # 上世纪80年代不足百株。…综合产值48亿元
        if period.why == "paragraph" and not (period.start or period.end):
            return False  # 近三年 is over with its sentence
        if modality == "target" and period.why == "sentence" and self.later(period.end or ""):
            return True  # 今年将继续…，完成 | 1亿亩
        planned = modality == "target" or self.later(period.start or "")
        if planned and period.why in ("before", "paragraph"):
            return False  # a plan of its own, or the date of one: 明年6月投产。近三成竹林无人打理
        if period.why == "before":
            return self.yearly and self.reports(period)
        if acted and period.why == "sentence":
            return True
        if period.why == "paragraph" and period.bound and period.days <= 1 and kind != "flow":
            return False  # 8月21日，两县签下协议。甲县年产铅笔45亿支，占全国近三成
        if period.why == "paragraph" and period.bound and aspect == "change" and kind != "flow":
            return False  # 厂房今年3月交付。…每吨运费省80元
        if money and period.why == "paragraph" and period.days < MONTH:
            return aspect in ("growth", "change", "share")
        if period.why == "paragraph" or period.bound:
            return aspect in ("growth", "change", "share") or kind == "flow"
        return True

    def reports(self, period: Period) -> bool:
        """Whether a period is one that a report is on: a month or more, of the year of publication,
        in its first months also of the year before."""
        year = int(self.published[:4] or 0) - ("01" <= self.published[5:7] <= "03")
        return MONTH <= period.days < inf and int((period.end or "")[:4]) >= year


def _years_on(day: str, years: int) -> str:
    """The same day so many years later; the end of February stays the end of February."""
    moved = f"{int(day[:4]) + years}{day[4:]}"
    return moved.replace("-02-29", "-02-28")
