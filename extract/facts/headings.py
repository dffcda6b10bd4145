"""What the headings of a report, and a sentence that announces plans, set for the text below."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.facts.period import MONTH, Period
from extract.facts.state import State
from extract.facts.timing import QUARTER, Timing
from extract.facts.wording import Wording
from extract.records import Date, MentionBase
from extract.segment import Sentence
from extract.text import BlockKind

_DECADE, _HALF = 3653, 184  # days
_BELOW = re.compile(r"[（(][一二三四五六七八九十\d]+[)）]|\d{1,2}[.．、]")  # below a 一、
_MEANS = re.compile("[要将]|着力|重点|安排|计划|力争")
_THIS_YEAR = re.compile("(20\\d\\d)年|今年")
_PAST_YEAR = ("过去一年", "过去的一年", "过去这一年")


class Headings:
    """Reads them into the state."""

    def __init__(self, text: str, wording: Wording, timing: Timing) -> None:
        self.text, self.words, self.timing = text, wording, timing

    def frame(
        self, state: State, sentence: Sentence, inside: Sequence[MentionBase], kind: BlockKind
    ) -> None:
        """The title or heading of a report with a year (2023年统计公报, 2024年工作回顾) dates what
        stands below it, until the next one does; that of a story on a holiday, what is told first.
        """
        leads = self.text.endswith(("：", ":"), sentence.start, sentence.end)  # 抓好以下工作：
        part = leads or _BELOW.match(self.text, sentence.start) is not None
        below = kind == "heading" and part
        state.frame = state.title if kind == "heading" and not below else state.frame
        feast = self.words.festival.search(self.text, sentence.start, sentence.end) is not None
        state.festive = feast or (state.festive and state.titled)
        state.titled = state.festive if kind == "title" else state.titled
        if kind == "title" and self.words.reviewing.search(self.text, sentence.start, sentence.end):
            state.reviewing = True
        plans = self._plans(inside[0].start) if inside else False
        state.plan = plans or (below and state.plan)
        if not inside:
            return
        reports = self.words.report.search(self.text, inside[0].start, inside[0].end + 30)
        if not reports and kind != "title":
            return
        framed: list[Period] = []
        for m in inside:
            period = self.timing.dated(m, "heading") if isinstance(m, Date) else None
            if not (isinstance(m, Date) and period and MONTH <= period.days < _DECADE):
                continue
            if self.timing.passing.of_report(m):
                continue  # 2024年 | 半年度报告
            absolute = (m.anchor == "absolute" and "年" in m.text) or m.text.endswith(_PAST_YEAR)
            if reports and absolute:
                framed.append(period)
            elif absolute or (kind == "title" and (reports or period.days >= QUARTER)):
                state.year = state.year or period._replace(why="title")
        if framed:  # 2024年工作回顾和2025年工作安排: what was done comes first
            state.frame = min(framed, key=lambda period: period.end or "")
            state.plan = state.plan or self._to_do(state.frame, sentence)
            state.title = state.frame if kind == "title" else state.title

    def announce(self, state: State, sentence: Sentence) -> None:
        """A sentence that ends its paragraph may announce the plans below it, for a year that the
        paragraph names and that is not over: 做好今年的工作，我们将重点抓好以下六方面工作："""
        start, end = sentence.block.start, sentence.block.end
        if sentence.end < end - 1 or not self.words.sets_out.search(self.text, end - 8, end):
            return
        years = list(_THIS_YEAR.finditer(self.text, start, end))
        if not years or not _MEANS.search(self.text, sentence.start, sentence.end):
            return
        year = years[-1][1] or self.timing.published[:4]
        if self.timing.later(f"{year}-12-31"):
            state.plan = True
            state.frame = Period(None, years[-1][0], f"{year}-01-01", f"{year}-12-31", "heading")

    def _to_do(self, period: Period, heading: Sentence) -> bool:
        """Whether a heading with a year that is not over is of what is to be done in it: 2024年重点
        工作, but no 2024年工作回顾."""
        done = self.words.looks_back.search(self.text, heading.start, heading.end)
        return period.days >= _HALF and self.timing.later(period.end or "") and done is None

    def _plans(self, at: int) -> bool:
        """Whether the line that `at` lies in is the heading of a plan."""
        start, end = self.text.rfind("\n", 0, at) + 1, self.text.find("\n", at)
        return bool(
            self.words.planned.search(self.text, start, end if end >= 0 else len(self.text))
        )
