"""The period that one date means, by its own words and those right beside it."""

from __future__ import annotations

import re

from extract.facts.period import ENDS, Period, period_of
from extract.facts.wording import Wording
from extract.records import Date
from extract.segment import Layout

_ALREADY = re.compile("[，,]?(?:[一-鿿]{0,4}?(?:已经?|共有)|[^，。；将]{0,10}?累计)")
_EVER_SINCE = re.compile("[^，。；]{1,40}以来")
_THAT_YEAR = ("那年", "那一年")
_SINCE_IT = re.compile("[^，。；、\\d年月创]{2,12}以来，")  # 2022年1月投产 | 以来，
_ONCE = re.compile(  # 早在宋代，…；今天，…: these days
    "(?:早在|曾|从前|昔日|过去|当年|世纪|年前|[宋元明清唐汉]代|时期)[^。！？]*$"
)
_CONTRAST = 60  # characters before it in which that stands
_YEARS = re.compile(r"(20\d\d)年(?!\d|末|底)")
_DAYTIME = ("白天", "晚上", "夜里", "夜间", "早上", "傍晚", "中午")  # of no day: 白天跟班，晚上开会
_AFTER = re.compile(r"[一二两三四五六七八九十半几数\d]+(?:个?[月年周]|个?星期|天)多?[之以]?后")
_WILL = re.compile("将|预计|计划|有望|拟|力争|打算|准备|可望|目标|要")
_FOR_THE_FIRST_TIME = ("首次", "首度", "第一次", "以来首次")
_YEAR_OR_MONTH = re.compile(r"\d{1,2}月|[一二三四]季度|半年|20\d\d年")  # 9月份，…今年 | 首次增长
_NTH_YEAR = re.compile("第[一二三四五六七八九十]+年")
_STOP = re.compile("[，。；\n]")
_LAST_YEAR = re.compile("去年|上年")
_NEAR = 12  # characters behind a date
_REACHED = re.compile("[^，。；不]{0,10}?(?:实现|完成|突破|超过|达到|达|超)")
_PAST_YEAR = re.compile(r"(?:刚刚?)?过去的?一年")


class Dating:
    """Reads it in one article."""

    def __init__(self, plan: Layout, wording: Wording) -> None:
        self.text, self.words, self.published = plan.text, wording, plan.published or ""

    def dated(self, date: Date, why: str = "clause") -> Period | None:
        """The period of a date; None where it only says in passing that it is by now or by day."""
        period = period_of(date, why)
        if period and date.text in _THAT_YEAR and self._described(date.start):
            return period._replace(start=None, end=None)  # 他接班 | 那年
        if period is None or self._of_no_time(date, period):
            return None
        period = self._up_to_its_end(date, period)
        if over := self._year_over(date, period) or self._past_year(date):
            return period._replace(start=f"{over}-01-01", end=f"{over}-12-31")
        if period.end and self._of_this_year(date):
            period = period._replace(start=f"{period.end[:4]}-01-01")  # 今年 | 截至9月底
        since = self.text.endswith(("自", "从"), 0, date.start)
        event = _SINCE_IT.match(self.text, date.end)
        if event or (since and _EVER_SINCE.match(self.text, date.end)):
            period = period._replace(end=None)  # 自9月29日国庆运输启动 | 以来
        return period

    def _described(self, at: int) -> bool:
        """Whether what happened then stands right before a date: 疫情最重的 | 那一年."""
        return "一" <= self.text[at - 1 : at] <= "鿿" and self.text[at - 1] not in "从自到在至于"

    def _of_no_time(self, date: Date, period: Period) -> bool:
        """Whether a date means these days (早在宋代，…；今天，…), no day (白天跟班), or some time
        after what was told."""
        if date.text in _DAYTIME or self._later_on(date, period):
            return True
        if date.text == "今年" and self.text.startswith(_FOR_THE_FIRST_TIME, date.end):
            return len(_YEAR_OR_MONTH.findall(self.text, self._begun(date), date.start)) > 0
        if _NTH_YEAR.fullmatch(date.text) and self.text.endswith("的", 0, date.start):
            return "是" in self.text[self._begun(date) : date.start]  # 今年是实施政策的 | 第二年
        since = max(0, date.start - _CONTRAST)
        today = date.text in ("今天", "今日")
        return today and _ONCE.search(self.text, since, date.start) is not None

    def _up_to_its_end(self, date: Date, period: Period) -> Period:
        """One that a clause goes up to: 到7月底 | 已开工29个, 到去年底，企业增至57家."""
        if not (period.start and self._up_to(date)):
            return period
        if _ALREADY.match(self.text, date.end):
            return period._replace(start=None)
        ends = period.end and (self.later(period.end) or self.text.startswith("，", date.end))
        return period._replace(start=period.end) if ends else period

    def _past_year(self, date: Date) -> str | None:
        """过去一年 in the months of the yearly reports is the last year."""
        early = "01" <= self.published[5:7] <= "03"
        past = early and _PAST_YEAR.fullmatch(date.text)
        return str(int(self.published[:4]) - 1) if past else None

    def _year_over(self, date: Date, period: Period) -> str | None:
        """The last year, if that is the one the text has told of and 全年 is told as done while
        this one is not over: 2024年，…。初步核算，全年 | 实现1318亿元."""
        if date.text != "全年" or not self.later(period.end or ""):
            return None
        if self._in_last_year(date):
            return str(int(self.published[:4]) - 1)
        if not self.words.done_so.match(self.text, date.end):
            return None
        told = _YEARS.findall(self.text, 0, date.start)
        before = told and int(told[-1]) == int(self.published[:4]) - 1
        return told[-1] if before else None

    def _later_on(self, date: Date, period: Period) -> bool:
        """Whether a length of time behind what was told is no plan: 改了工序，四个月后 | 合格率
        升至99.2%."""
        if not (_AFTER.fullmatch(date.text) and self.later(period.start or "")):
            return False
        begun = self._begun(date)
        stop = next((m.start() for m in _STOP.finditer(self.text, date.end)), len(self.text))
        return _WILL.search(self.text, begun, stop) is None

    def _begun(self, date: Date) -> int:
        """Where the sentence of a date begins."""
        return max(self.text.rfind(mark, 0, date.start) for mark in "。\n") + 1

    def _in_last_year(self, date: Date) -> bool:
        """Whether the sentence is on the last year and tells what came of it: 截至去年底，开店
        126家，全年 | 销售额突破1.5亿元."""
        begun = self._begun(date)
        on_it = (
            _LAST_YEAR.search(self.text, begun, date.start)
            and "今年" not in self.text[begun : date.start]
        )
        planned = self.words.target.search(self.text, begun, date.end + _NEAR)
        return bool(on_it) and not planned and _REACHED.match(self.text, date.end) is not None

    def later(self, day: str) -> bool:
        """Whether a day lies behind publication, if that is known."""
        return day[: len(self.published)] > self.published > ""

    def _of_this_year(self, date: Date) -> bool:
        """Whether 今年 before it says from when on it counts: 今年 | 截至9月底, 今年到 | 10月底."""
        start = date.start - (self.text[date.start - 1 : date.start] in ("到", "至"))
        counts = start < date.start or date.text.startswith(("截至", "截止"))
        return counts and self.text.endswith(("今年", "今年以来"), 0, start)

    def _up_to(self, date: Date) -> bool:
        """Whether a clause goes up to the end of a month or a year."""
        return self.text.endswith(("到", "至"), 0, date.start) and date.text.endswith(ENDS)
