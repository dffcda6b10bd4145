"""The period that an article reports on: 披露2024年半年度报告, 各市2025年经济数据公布."""

from __future__ import annotations

import re

from extract.facts.period import Period
from extract.facts.stories import REPORT
from extract.facts.wording import Wording
from extract.segment import Layout

# First and last month of what each is on.
_MONTHS = {"半年": (1, 6), "中": (1, 6), "一季": (1, 3), "三季": (1, 9), "年": (1, 12), "": (1, 12)}
_LAST_DAY = {3: 31, 6: 30, 9: 30, 12: 31}
_REPORT = re.compile(REPORT)
_SAID = re.compile("[，。；《]")  # in a line that is no heading
_LEAD = 300  # characters from the start in which a story on reports says so


def reported(plan: Layout, wording: Wording) -> Period | None:
    """The period of the figures that the text says are out, else that of the first report that the
    title names or the text says was given out."""
    if not plan.published:
        return None
    told = wording.figures_out.search(plan.text, 0, _LEAD)
    if out := told or wording.reviewed.search(plan.text, 0, _LEAD):
        return _period(out, plan.published)._replace(why="title")  # of places as well
    yearly = wording.yearly_report.search(plan.text, 0, _LEAD)
    if yearly and _heads(plan.text, yearly) and "01" <= plan.published[5:7] <= "03":
        year = int(plan.published[:4]) - 1
        return Period(None, yearly.group(), f"{year}-01-01", f"{year}-12-31", "title")
    found = gives_out(plan) or wording.given_report.search(plan.text, 0, _LEAD)
    return _period(found, plan.published) if found else None


def _heads(text: str, found: re.Match[str]) -> bool:
    """Whether a report is what its line says, not one that the line only speaks of: 国务院全体会议
    讨论《政府工作报告》；."""
    start, end = text.rfind("\n", 0, found.start()) + 1, text.find("\n", found.end())
    return not _SAID.search(text, start, end if end >= 0 else len(text))


def gives_out(plan: Layout) -> re.Match[str] | None:
    """The report that the title says a text is: 某公司2024年半年度报告摘要."""
    title = plan.blocks[0].end if plan.blocks and plan.blocks[0].kind == "title" else 0
    return _REPORT.search(plan.text, 0, title)


def _period(found: re.Match[str], published: str) -> Period:
    """The part of the year that a report names; without a year the last that was over."""
    first, last = _MONTHS[found["part"]]
    over = last < 12 and published[5:7] > f"{last:02}"
    year = int(found["year"] or int(published[:4]) - (not over))
    start, end = f"{year}-{first:02}-01", f"{year}-{last:02}-{_LAST_DAY[last]}"
    return Period(None, found.group(), start, end, "report")
