"""Parts of what was told before that are named without their measure: 其中，装备制造业 | 增长8%."""

from __future__ import annotations

import re

from extract.clauses import Site
from extract.facts.discourse import State
from extract.facts.phrases import Reader
from extract.facts.reading import Reading

_TRADE = re.compile("(?:其中)?[：，]?(对[^，。；、对]{2,18})$")  # 对哈萨克斯坦等中亚五国 | 增长44%


class Partial:
    """Lends a part the measure of its whole."""

    def __init__(self, reader: Reader, state: State) -> None:
        self.reader, self.text, self.words = reader, reader.text, reader.wording
        self.state = state

    def of(self, name: str, site: Site, reading: Reading) -> str:
        """`name` with the measure that was told last if it is only a branch, 城镇 or a partner in
        trade; else as it is."""
        if reading.aspect not in ("growth", "level") or reading.whole:
            return name
        measure = self._told(site, reading)
        if not measure:
            return name
        trade = measure.endswith(self.words.trade_sums)
        partner = _TRADE.match(self.text, site.clause.start, reading.end) if trade else None
        named = name.endswith(self.words.trade_sums)  # 对美出口 | 下降3.8%
        if partner and partner[1].endswith(name) and not named:
            return "".join(partner[1].split()) + measure
        retail = "零售" in measure and name in self.words.sides
        return name + measure if retail or self._branch(name) else name

    def _branch(self, name: str) -> bool:
        """Whether a name is a branch of the economy and no more: 装备制造业, not 企业."""
        return name.endswith(self.words.branches) and not name.endswith(self.words.no_branches)

    def _told(self, site: Site, reading: Reading) -> str:
        """What the measure told last is called for its parts, '' where it has none or is told in
        another way."""
        last = self.state.recent[-1] if self.state.recent else None
        alike = last and (reading.aspect == "growth" or last.unit == site.quantity.unit)
        if last is None or not alike:
            return ""
        ends = (w for w in self.words.parts_of if last.measure.endswith(w))
        return self.words.parts_of[longest] if (longest := max(ends, key=len, default="")) else ""
