"""What a percentage is of that tells how fast, or what part: a rate of growth, a pace, a share."""

from __future__ import annotations

from dataclasses import replace

from extract.facts.lasting import Told
from extract.facts.ratios import RATES
from extract.facts.reading import Reading
from extract.facts.state import State
from extract.facts.wording import SHARED, Wording
from extract.records import Quantity


class Rating:
    """Reads rates by what was told before them."""

    def __init__(self, words: Wording, state: State) -> None:
        self.words, self.state = words, state

    def read(self, q: Quantity, reading: Reading, told: list[list[Told]]) -> None:
        """Puts aspect and measure right of a figure that its noun alone does not settle."""
        if q.unit == "%" or q.dimension == "ratio":
            self._rated(reading, told)
        if q.dimension == "percentage_point" and reading.aspect == "change":
            self._paced(reading, told)

    def _paced(self, reading: Reading, told: list[list[Told]]) -> None:
        """A change of a rate of growth: 增速 | 比上月高0.5个百分点, or one behind a growth: 增长
        5.9%，比上年同期 | 加快3个百分点."""
        last = self.state.recent[-1] if self.state.recent else None
        rate = reading.peeled.first("rate", "rate_down") or ""
        for items in told:
            for i, item in enumerate(items):
                grew = item.how == "carried" and last and last.aspect == "growth"
                pace = rate or ("增速" if grew and last and last.measure == item.measure else "")
                if pace and not item.measure.endswith((*self.words.rate, *RATES, pace)):
                    items[i] = replace(item, measure=item.measure + pace)

    def _rated(self, reading: Reading, told: list[list[Told]]) -> None:
        """A percentage of what is counted behind it (80% | 规上企业), of a measure that is a rate
        of growth itself (增加值增速: 天台县 9.4%) or a share (前者 | 降到59.4%), or one that
        goes on about growth (甲县增长9%，乙县 | 为8%)."""
        if reading.aspect != "level" or not told[0]:
            return
        last, first = self.state.recent[-1:], told[0][0]
        rates = any(item.measure.endswith(RATES) for item in told[0])
        if not rates and any(item.how == "right" for item in told[0]):
            reading.aspect = "share"
            return
        rated = [m for m in self.state.recent if m.unit == "%" and m.measure == first.measure]
        if last and rated and (last[0].unit == "百分点" or last[0].aspect == "rank"):
            last = rated[-1:]  # 增长6.5%，比全省快0.7个百分点；乙市为 | 6%
        if first.how == "carried" and last and last[0].aspect == "growth":
            reading.aspect = "growth"
            return
        if reading.standard and last and last[0].aspect == "share":
            reading.aspect = "share"
            return
        if SHARED.search(first.measure):
            reading.aspect = "share"
            return
        rate = next((w for w in self.words.rate if first.measure.endswith(w)), "")
        if rate and first.measure != rate and first.how == "carried":
            reading.aspect = "growth"
            for items in told:
                items[:] = [
                    replace(item, measure=item.measure.removesuffix(rate)) for item in items
                ]
