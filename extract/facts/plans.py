"""What is still to come: figures below the heading of a plan, of a time after publication, of a
year that has just begun."""

from __future__ import annotations

import re

from extract.clauses import Site
from extract.facts.actors import Subject
from extract.facts.period import Period
from extract.facts.reading import GOAL_BEHIND
from extract.facts.state import State
from extract.facts.wording import Wording
from extract.records import Modality
from extract.segment import Layout, Sentence

_NEXT = ("明", "后年", "下")  # of dates that lie ahead whenever they are said: 明年, 下月
_MEANS_TO = re.compile("(?:[拟将]|计划|准备|力争|争取)(?![^，。；]*的)")
_GOALS = re.compile("(?:预期|主要|奋斗|工作)目标(?:任务)?(?:是|为|：)")
_AIMS = re.compile(
    "目标(?:任务)?(?:分别)?[是为：]|(?:规划|意见|方案|计划|通知|纲要|措施)[》”]?(?:中|还)?(?:明确|提出|要求)"
)
_BY_YEAR = re.compile(r"(?P<aims>目标[是为：]?[：，]?)?到(20\d\d)年[底末]?，")
_AT_LEAST = re.compile("不[少低小]于")
_ORDER = re.compile("要求|提出|明确|规定|通知|意见|方案|办法|决定")
_WHOLE = 300  # days of a year that is planned
_MONTH = 62  # days in which a plan was made known


class Plans:
    """Corrects the modality that a clause gives a figure by where and when it is told."""

    def __init__(self, plan: Layout, words: Wording, state: State) -> None:
        self.text, self.words, self.state = plan.text, words, state
        self.published = plan.published or ""

    def below_a_heading(self, meant: Modality, site: Site) -> Modality:
        """A figure below the heading of a plan is part of it, unless it is told as reached."""
        return "target" if meant == "actual" and self.state.plan and self._open(site) else meant

    def part_of_it(self, meant: Modality, site: Site, sentence: Sentence) -> Modality:
        """A part of what has just been planned is planned too (今年计划建设农田50万亩。其中，
        | 新建30万亩)."""
        part = self.text.startswith(self.words.of_which, sentence.start)
        planned = meant == "actual" and part and self.state.aimed and self._open(site)
        return "target" if planned else meant

    def said_then(self, period: Period, site: Site) -> bool:
        """Whether a period is only the day or the month in which its plan was made known."""
        past = (period.end or "9") < self.published and period.days <= _MONTH
        lent = past and period.why in ("sentence", "paragraph")
        span = site.clause.start, site.quantity.start
        return lent and _MEANS_TO.search(self.text, *span) is not None

    def comes_to_goals(
        self, meant: Modality, period: Period | None, site: Site, sentence: Sentence
    ) -> Period | None:
        """The year that goals are for where a report of the first months comes to them below the
        title of the year that is over; what follows is for it too."""
        over = period is not None and (period.end or "9") < self.published
        early = "01" <= self.published[5:7] <= "03"
        if meant != "target" or not (over and early) or period is None or period.why != "heading":
            return period
        if not _GOALS.search(self.text, sentence.start, site.quantity.start):
            return period
        year = self.published[:4]
        self.state.frame = Period(None, "今年", f"{year}-01-01", f"{year}-12-31", "heading")
        self.state.plan = True
        return self.state.frame

    def for_the_year_named(
        self, meant: Modality, period: Period | None, site: Site, sentence: Sentence
    ) -> tuple[Modality, Period | None]:
        """What a paragraph tells as an aim behind the year it names for all of them: 主要目标是：
        到2025年，体系更加完善。受害率 | 控制在0.9‰以内."""
        start = sentence.block.start
        if meant != "actual" or period or self.text.find("到20", start, sentence.start) < 0:
            return meant, period
        named = [*_BY_YEAR.finditer(self.text, start, sentence.start)]
        if not named or named[-1][2] <= self.published[:4] or not self._open(site):
            return meant, period
        if not (named[-1]["aims"] or _AIMS.search(self.text, start, named[-1].start())):
            return meant, period
        if self.words.reached.search(self.text, sentence.start, site.quantity.end):
            return meant, period
        year = named[-1][2]
        return "target", Period(None, f"{year}年", f"{year}-01-01", f"{year}-12-31", "paragraph")

    def in_its_time(
        self, meant: Modality, period: Period | None, site: Site, sentence: Sentence
    ) -> Modality:
        """The modality in the light of the period."""
        over = period is not None and (period.end or "9") < self.published
        if meant == "target" and over and not GOAL_BEHIND.match(self.text, site.quantity.end):
            return "actual"  # 预计 said of a year that is over; not its 1100万人 | 的预期目标
        if meant == "actual" and period and self._foretold(period, site, sentence):
            return "target"
        return meant

    def demanded(
        self, meant: Modality, period: Period | None, site: Site, sentence: Sentence
    ) -> Modality:
        """What is to be no less than so much is a demand, in an order (要求各地改造 | 不少于1000个
        小区) or for a year that is not over (全年募集 | 不少于100万个岗位)."""
        q = site.quantity
        if meant != "actual" or not _AT_LEAST.match(self.text, q.start) or not self._open(site):
            return meant
        if period and (period.end or "9") < self.published:
            return meant
        whole = period is not None and period.end is not None and period.days >= _WHOLE
        return "target" if whole or _ORDER.search(self.text, sentence.start, q.start) else meant

    def announced(
        self, meant: Modality, period: Period | None, site: Site, sentence: Sentence
    ) -> tuple[Modality, Period | None]:
        """What has been agreed on is a target, whenever that was (3月签约，约定共建海外仓5个); so
        is what somebody has set for the year that is not over (县里提出，全年增长6%), in its first
        months also what a report on the work of the government tells without a date."""
        span = sentence.start, site.quantity.start
        agreed = self.words.agreed.search(self.text, *span)
        if agreed and meant != "capacity" and period and self._open(site):
            return "target", None if (period.end or "9") < self.published else period
        found = self.words.set_for.search(self.text, *span) if meant != "capacity" else None
        if found is None or not self._open(site):
            return meant, period
        year, days = self.published[:4], period.days if period else 0
        if period and days >= _WHOLE and (period.start or "")[:4] == year:
            return "target", period
        last = period is not None and period.text == "全年" and (period.end or "9") < year
        undated = period is None and found["report"]
        if (last or undated) and "01" <= self.published[5:7] <= "03":
            return "target", Period(None, "全年", f"{year}-01-01", f"{year}-12-31", "sentence")
        return meant, period

    def of_the_year(
        self,
        meant: Modality,
        period: Period | None,
        site: Site,
        subject: Subject | None,
        sentence: Sentence,
    ) -> tuple[Modality, Period | None]:
        """At the start of a year, what is planned for it holds for what the paragraph tells of a
        place behind that without a date: 今年计划完成投资720亿元。建成高速公路项目4个."""
        state, early = self.state, "01" <= self.published[5:7] <= "03"
        if subject is None or subject.type != "place" or not early:
            return meant, period
        if meant == "target":
            year = period and period.days >= _WHOLE and (period.end or "")[:4]
            state.planned = period if year == self.published[:4] else state.planned
            if state.planned and state.year and (state.year.end or "") < self.published:
                state.year = None  # the report has come to what is to be done
            return meant, period or state.planned
        told = period is not None and period != state.planned
        if meant != "actual" or not state.planned or told or not self._open(site):
            return meant, period
        if self.words.reached.search(self.text, sentence.start, site.clause.start):
            return meant, None if period == state.planned else period  # 目前，全省50万家企业…
        return "target", state.planned

    def to_come(self, period: Period) -> bool:
        """Whether a period begins after the day of publication."""
        start, published = period.start or "", self.published or "9999"
        return bool(start) and start[: len(published)] > published[: len(start)]

    def _open(self, site: Site) -> bool:
        """Whether a clause does not say that its figure is reached."""
        return not self.words.reached.search(self.text, site.clause.start, site.quantity.end)

    def _foretold(self, period: Period, site: Site, sentence: Sentence) -> bool:
        """Whether a figure of a time to come is announced as such: 明年经济将萎缩0.4%."""
        if not self.to_come(period):
            return False
        if period.why == "clause" and period.text.startswith(_NEXT) and self._open(site):
            return True  # 明年新增贷款12亿元
        opened = self.text.rfind("。", sentence.block.start, site.clause.start) + 1  # over ；
        span = max(opened, sentence.block.start), site.clause.end
        cues = self.words.future, self.words.target
        return any(cue.search(self.text, *span) for cue in cues)
