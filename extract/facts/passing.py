"""Dates that say when something else was: what a figure is held against, the day of a report, a
founding, a meeting, where a change starts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.clauses import Clause
from extract.facts.ratios import AGAINST
from extract.facts.wording import Wording
from extract.records import Date

_REPORTED = re.compile(r"(?:记者[^，。]*(?:获悉|了解到|介绍)|(?:发布|公布|通报)(?:的?消息)?)$")
_FOUNDED = ("成立于", "创立于", "创办于", "创建于", "始建于", "建于", "诞生于", "起步于", "始于")
_MEETING = re.compile("[^，。；]{2,24}(?:仪式|活动|[大例推]?会|会议|论坛)")
_ANNOUNCED = re.compile("(?:公告|披露)(?:称|显示|表示)?$")
_ARRIVED = re.compile(
    "，?(?:本报|经济日报|新华社)?记者[^，。；]{0,8}?(?:来到|走进|走访|探访|采访|见到|看到)"
)
_AGAINST = re.compile(r"(?:同期)?相比|比[，,]")  # 与2019年相比
_LEVEL = re.compile("(?:同期)?(?:基本|大体|大致)?(?:持平|相当|相同|一致)")
_OF_REPORT = re.compile(  # 2024年 | 半年度报告, 2023年春季 | 经济展望报告
    "(?:半年|一季|三季)度?(?:业绩|财务)?(?:报告|报)|[《“]?(?:世界|全球|亚洲|中国)?经济(?:展望|预测|形势)[一-鿿]{0,4}"
)
_ON_END = re.compile("(?:以来|起)?[，]?连续[^，。；]{2,12}后")
_LASTS_TO = ("持续到", "持续至", "延续到", "延续至")
_SUM_OF = re.compile(  # 已达 | 去年全年总量, 超 | 去年全年开行量，
    "(?:全年)?的?(?:总量|总额|总和|总数|水平|规模|(?:[一-鿿]{1,6}[量额值数])?(?=[，。；]|$))"
)
_REACHED = ("达", "达到", "超", "超过", "接近", "逼近", "突破")
_TURNED = re.compile(  # 由上月 | 下降转为上涨0.7%
    "的?(?:[同环]比)?(?:下降|上涨|增长|回落|上升|持平|[正负]增长)[^，。；\\d]{0,4}转[为成正负]"
)
_GROUND = re.compile("[^，。；]{0,24}?基础上")


class Passing:
    """Tells them from the dates of figures."""

    def __init__(self, text: str, wording: Wording) -> None:
        self.text, self.words = text, wording

    def since(self, dates: Sequence[Date], end: int) -> Iterator[Date]:
        """Those before `end` that a change is told since, the last first: 与2015年相比，企业由 |
        680家增加到1076家; 较2002年保护初期的 | 2500吨增加到12万吨."""
        before = [d for d in dates if d.end <= end]
        return (d for d in reversed(before) if self._starts_it(d, end))

    def _starts_it(self, date: Date, end: int) -> bool:
        held = AGAINST.match(self.text, max(date.start - 1, 0), end)
        return (held or _AGAINST.match(self.text, date.end)) is not None

    def compared(self, date: Date, base: str | None) -> bool:
        """Whether a date is what the figure is compared with (比2020年, 与2019年相比), or only
        that of the foundation of whom it is about."""
        if base and self.text[date.start : date.end] in base:
            return True
        since = self.text[date.start - 1 : date.start] in ("自", "从")
        if since and _ON_END.match(self.text, date.end):
            return True  # 自去年6月份 | 连续15个月下降后首次增长
        if _AGAINST.match(self.text, date.end) or self.words.begun.match(self.text, date.end):
            return True  # 这家1998年起家的老厂: no time of what it does now
        if self.text.startswith("的", date.end) and self.text.endswith(_FOUNDED, 0, date.start):
            return True  # 成立于 | 2011年的小银行
        with_it = self.text.endswith(("与", "和", "同", "跟"), 0, date.start)
        if with_it and (self.text.startswith("比", date.end) or _LEVEL.match(self.text, date.end)):
            return True  # 与上年基本持平, 和去年同期比多了三成
        if self.text[date.start - 1] in "由从" and _TURNED.match(self.text, date.end):
            return True
        if self.text.endswith(_LASTS_TO, 0, date.start):
            return True  # 将持续到 | 5月8日
        sum_of = _SUM_OF.match(self.text, date.end)
        if sum_of and self.text.endswith(_REACHED, 0, date.start):
            return True  # 已达 | 去年全年总量
        return self.text.endswith(self.words.measuring, 0, date.start)

    def reported(self, date: Date, clause: Clause) -> bool:
        """记者今天获悉: the day of the report, not of the figures; nor is what a meeting is on."""
        if _ARRIVED.match(self.text, date.end):
            return True  # 10月上旬，记者来到…
        held = self.text.endswith(("举行", "举行了", "举办", "召开"), 0, date.start)
        if held and _MEETING.match(self.text, date.end, clause.end):
            return True  # 举行 | 二季度重大项目集中开工仪式
        if date.text.endswith("日") and _ANNOUNCED.search(self.text, date.end, clause.end):
            return True  # 于3月12日公告称，
        if self.of_report(date):
            return True
        day = date.anchor != "absolute" and "天" in date.text
        return day and bool(_REPORTED.search(self.text, clause.start, clause.end))

    def of_report(self, date: Date) -> bool:
        """Whether a date is the year of a report on a part of it: 2024年 | 半年度报告."""
        return _OF_REPORT.match(self.text, date.end) is not None

    def builds_on(self, date: Date, end: int) -> bool:
        """Whether a date is that of what the figure comes on top of: 在去年355个的基础上再建 |
        300个."""
        on = self.text[date.start - 1 : date.start] == "在"
        return on and _GROUND.match(self.text, date.end, end) is not None

    def starts(self, date: Date) -> bool:
        """Whether a date is only that of a starting value: 由一季度的下降2.4%转为…."""
        if self.text.endswith(self.words.overcome, 0, date.start):
            return True  # 扭转了 | 上年下降3.8%的局面
        onward = self.text.startswith(("起", "以来", "开始", "至今"), date.end)
        return self.text[date.start - 1 : date.start] in ("由", "从", "自") and not onward
