"""What a sentence without a figure dates: the ones behind it, the days of a holiday, the report."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.facts.period import Period, period_of
from extract.facts.state import State
from extract.facts.timing import Timing
from extract.facts.wording import Wording
from extract.records import Date
from extract.segment import Layout, Sentence

LEAD = 300  # characters from the start in which a story on figures says so
HALF = 184  # days of half a year
_FEAST, _SEASON = 10, 62  # days of the longest holiday, of 春运 and 暑运
_OF_WHAT = 8  # characters of what is made public: 经济运行成绩单
_BULLETIN = re.compile("[^，。；]{2,16}公报")
_ASKS = re.compile("[^，。；]{0,6}(?:怎么|如何|咋)[干办做抓走看]|[^，。；]{0,4}干(?:什么|啥)")
_MOVED = 6  # characters of 大幅下跌。
_STOPS = frozenset("，。；")


class Dateline:
    """Reads it in one article."""

    def __init__(self, plan: Layout, wording: Wording, timing: Timing) -> None:
        self.plan, self.text, self.words, self.timing = plan, plan.text, wording, timing

    def celebrate(self, state: State, period: Period) -> None:
        """In a story on a holiday the first days it tells of are those of what follows."""
        longest = _SEASON if "运" in period.text else _FEAST
        ahead = self.timing.later(period.start or "")  # 年货节: before the holiday
        if state.festive and state.frame is None and 1 < period.days <= longest and not ahead:
            state.frame = period._replace(why="holiday")
            if state.titled:
                state.title = state.frame

    def topic(self, state: State, sentence: Sentence, dates: Sequence[Date]) -> None:
        """The dates of a sentence without figures hold for the next ones."""
        if self.words.timeless.search(self.text, sentence.start, sentence.end):
            state.period = None
        if not dates:
            return
        period = self.timing.dated(dates[0], "paragraph")
        if state.kind == "body" and (back := self.timing.back(state, dates[0], "paragraph")):
            state.period = back  # 回首近五年，变化有目共睹。
        if period and state.kind == "body":
            self.celebrate(state, period)
        opening = self._opening_date(sentence, dates[0])
        if period and (period.days <= 1 or not opening) and self._moved(sentence, dates[0]):
            state.period = period._replace(why="moved")  # 多家银行股 | 6日明显下跌。
        elif period and opening:
            state.period = period._replace(bound=period.days <= 1)  # the day of an event
        if out := next((date for date in dates if self.out(date)), None):
            state.period = self.timing.dated(out, "paragraph") or state.period
            if state.period and _BULLETIN.match(self.text, out.end):
                # 发布2022年…统计公报: all that it tells is of that year
                state.period = state.dated = state.period._replace(why="heading")
            if state.period and sentence.start < LEAD:
                state.year = state.year or state.period._replace(why="title")
        last = dates[-1]
        alone = state.kind == "body" and len(dates) == 1
        if (alone and self._looks_back(sentence, last)) or self._sets(sentence, last):
            state.coming = self.timing.dated(last, "set")

    def _sets(self, sentence: Sentence, date: Date) -> bool:
        """Whether a sentence ends with a date, or is nothing else, that the next one is told of:
        转折始于 | 2023年9月。"""
        alone = date.start == sentence.start  # 名次同样松动。2024年：
        if alone and _ASKS.match(self.text, date.end, sentence.end):
            return True  # 新的一年 | 怎么干？
        sets = alone or self.words.setting.search(self.text, sentence.start, date.start)
        return date.end >= sentence.end - 1 and bool(sets)

    def _looks_back(self, sentence: Sentence, date: Date) -> bool:
        """Whether a sentence is on a year long past, and not on what was founded or won in it and
        is there still: 顺风船在 | 2008年 | 翻了个底朝天。"""
        period = period_of(date)
        year, told = self.timing.published[:4], (sentence.start, sentence.end)
        if not (period and period.end and period.start) or date.start == sentence.start:
            return False
        past = year and int(period.end[:4]) < int(year) - 1 and period.days > HALF
        still = self.words.opens.search(self.text, *told) or self.words.since_then.search(
            self.text, *told
        )
        return bool(past) and still is None

    def out(self, date: Date) -> bool:
        """Whether the figures of a part of a year are made public: 公布 | 前三季度 | 成绩单."""
        public = self.text.endswith(self.words.made_public, 0, date.start)
        if public and _BULLETIN.match(self.text, date.end):
            return True  # 发布 | 2022年 | 全国教育事业发展统计公报
        ends = range(date.end + 2, date.end + _OF_WHAT)
        return public and any(self.words.dating.search(self.text, date.end, at) for at in ends)

    def _opening_date(self, sentence: Sentence, date: Date) -> bool:
        """Whether a sentence begins with a date, if need be behind who tells it (记者获悉，)."""
        if date.start == sentence.start:
            return self.text[date.end : date.end + 1] != "的"  # 今天的中国, 天更蓝
        apart = self.text[date.start - 1] == self.text[date.end : date.end + 1] == "，"
        return apart and self.text.endswith(self.words.learnt, 0, date.start - 1)

    def _moved(self, sentence: Sentence, date: Date) -> bool:
        """Whether a sentence ends by telling how something moved on a date: 股价 | 6日明显下跌。"""
        end = max(date.end, sentence.end - _MOVED)
        found = self.words.moving.finditer(self.text, end, sentence.end)
        return any(self.text[m.end() : m.end() + 1] in _STOPS for m in found)
