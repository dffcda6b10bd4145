"""Whether the period that is near a figure, or in force, lasts up to it."""

from __future__ import annotations

import re

from extract.clauses import Site
from extract.facts.lasting import Lasting, Told
from extract.facts.period import MONTH, Period, edge
from extract.facts.phrases import Reader
from extract.facts.reading import Reading
from extract.facts.state import State
from extract.facts.timing import Timing
from extract.records import Modality, Quantity
from extract.segment import Sentence

_EVERY = re.compile("每|一[天日月年]|[日月年]均")
_OF_A_YEAR = re.compile(
    "(?<![全今去每明前当0-9])年(?:发电|产|用|处理|输|供|吞吐|均|增收|收入|营收|销售|产值|接待|纯收|净收)"
)


class Holding:
    """Asks what a period is, what a figure is of, and what the article is on."""

    def __init__(self, reader: Reader, state: State, timing: Timing) -> None:
        self.plan, self.text, self.words = reader.plan, reader.text, reader.wording
        self.state, self.timing = state, timing
        self.lasting = Lasting(self.text, self.words)

    def holds(
        self,
        period: Period | None,
        site: Site,
        reading: Reading,
        told: Told,
        kind: str | None,
        meant: Modality,
        sentence: Sentence,
    ) -> Period | None:
        """The period, if it lasts up to this figure; else that of the dated heading."""
        q = site.quantity
        yearly = _OF_A_YEAR.search(told.measure) is not None
        stands = yearly or not self._festive(site, reading, told, sentence)
        if period is None or self.lasting.apart(period, site, reading, told, yearly, sentence):
            return self._framed(stands, period)
        year = self._report(told)
        kind = self._kind(site, reading, told, kind, bool(year and year.why == "report"))
        if self._happens(site, told) and period.days >= MONTH and not period.bound:
            kind = "flow"
        acted = told.how == "right" and not reading.peeled.first("counted", "level")
        acted = acted and not self.words.in_hand.search(self.text, site.clause.start, q.start)
        of_late = (period.end or "")[:4] == (self.plan.published or "")[:4]
        published = self.plan.published or "9999"
        if period.why == "sentence" and (period.start or "")[: len(published)] > published:
            return period  # 明年还要新建一座工厂，总投资4800万元
        if period.bound and period.why == "sentence" and reading.direction and of_late:
            return period  # 今年加装了减损装置，损失率降低至1.6%: the event brought it about
        if reading.aspect == "level" and self.lasting.all_since(period, site):
            return period
        if self.lasting.over(period, site, reading, kind, meant, sentence):
            return self._framed(stands, None)
        if self.lasting.of_then(period, site, sentence, self.plan.published or ""):
            return period
        money = q.dimension == "currency" and not self._trades(told)
        if self.state.reviewing and told.subject == self.state.home and kind is None:
            kind = "flow"  # what a report on some months tells of its place
        told_of = reading.aspect, kind, meant, acted, money, stands
        if year and self.lasting.is_now(year, site, reading, sentence):
            year = None
        if period.why in ("report", "lead") and year is None:
            return self._framed(stands, None)
        if self.timing.lasts(period, *told_of):
            return period
        again = year is not None and self.timing.lasts(year, *told_of)
        return year if again else self._framed(stands, period)

    def _festive(self, site: Site, reading: Reading, told: Told, sentence: Sentence) -> bool:
        """Whether a figure in a story on a holiday is of what the holiday brought: neither what
        stands there anyway, nor that of a year (一年交易额31亿元), nor what 目前 is told of."""
        q = site.quantity
        brought = self.words.festive.search(told.measure + (q.unit or "")) is not None
        yearly = self.text.startswith(("一年", "每年", "年"), site.left)
        stands = q.unit in self.words.standing_units and reading.aspect == "level"
        now = self.text.find("目前", sentence.start, q.start) >= 0
        return brought and not (stands or yearly or now)

    def _report(self, told: Told) -> Period | None:
        """The period that the article says it is on; that of reports of firms for a firm's figures
        only, that of what a place's office told for others only."""
        firm = told.subject is not None and told.subject.type == "firm"
        year = self.state.year
        ours = year is not None and year.why != ("lead" if firm else "report")
        return year if ours else None

    def _trades(self, told: Told) -> bool:
        """Whether a figure is one of a market."""
        return bool(told.subject and self.words.market.fullmatch(told.subject.name))

    def _kind(
        self, site: Site, reading: Reading, told: Told, kind: str | None, report: bool
    ) -> str | None:
        """The kind of a measure: by its noun a flow, though the catalogue does not know it, by what
        it is new of, or in a report of a firm by that."""
        q, name, words = site.quantity, told.measure, self.words
        flows = kind != "stock" and name.endswith(words.flowing)
        if report and q.dimension == "ratio" and reading.aspect != "rank":  # 海外收入 | 占比
            flows = flows or name.endswith(words.reported_rates) or bool(words.flows.search(name))
        able = name.endswith(("能力", "产能"))
        new = None if able else words.fresh.search(self.text, site.left, q.start)
        fresh = new and not self.text.endswith("累计", site.left, new.start())  # 班列累计 | 开行
        summed = self.text.find("累计", site.clause.start, q.start) >= 0
        fresh = fresh or (summed and self.timing.yearly)  # 累计开行4186列，同比增长15%
        return "flow" if flows or fresh or self._trades(told) else kind

    def _happens(self, site: Site, told: Told) -> bool:
        """Whether what is counted, or what a multiple is of, happens so many times in all."""
        q = site.quantity
        if _EVERY.search(self.text, site.clause.start, q.start):
            return False  # 过去一天只能跑1趟
        last = self.state.recent[-1:] if told.how == "carried" else []
        return not self.words.flow_units.isdisjoint([q.unit or "", *(m.unit or "" for m in last)])

    def tallied(self, q: Quantity, told: Told) -> Period | None:
        """When what a part is of was counted: 1至11月新签约67个. … 其中51个已动工."""
        tally = self.state.tally
        if tally is None or tally.unit != q.unit:
            return None
        if told.how != "carried" and not self.text.startswith(f"{told.measure}中", q.end):
            return None
        return self.state.tallied if tally.measure.endswith(told.measure) else None

    def _framed(self, stands: bool, period: Period | None) -> Period | None:
        """The period of the heading that a figure stands under, or of the holiday, unless it only
        `stands` there or its sentence is on another `period`."""
        frame = self.state.frame
        if frame is None or frame.why != "holiday":
            return frame
        other = period is not None and period.why in ("clause", "sentence")
        return None if stands or other else frame


def exact(period: Period | None, kind: str | None, reading: Reading) -> Period | None:
    """A stock holds on the last day of a month, what is told of 年末 on that of the year, and a
    value of a change at its own end."""
    ends = ("月末", "年末", "季度末", "季末", *(["月底"] if kind == "stock" else []))
    if period and period.start and kind != "flow" and period.text.endswith(ends):
        period = period._replace(start=period.end)
    point = period and period.end and period.start == period.end
    last = ("年底", "年末") if point else ("年末",)  # 年末有企业98家，完成产值126亿元
    if period and period.start and kind == "flow" and period.text.endswith(last):
        period = period._replace(start=f"{period.start}"[:4] + "-01-01")  # 到去年底，产值38亿元
    if period and reading.ends:
        period = edge(period, reading.ends)
    return period
