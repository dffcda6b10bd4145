"""Measures that say too little by themselves, completed: by the words at the number, or by what was
told before."""

from __future__ import annotations

import re

from extract.clauses import Site
from extract.facts.edges import Phrase
from extract.facts.phrases import Reader
from extract.facts.reading import Reading
from extract.facts.state import State
from extract.measures import Catalogue

_PRICED = ("降价", "降价了", "涨价", "涨价了", "提价", "提价了")
_GAINS = ("增收", "减收", "减支")
_SHARE_OF = re.compile("占([^，。；占]{2,14}?)的?(?:比重|比例|份额)")
_TO = re.compile("与([^，。；与]{2,14}?)[的之](?:比率|比例|比值|比)")  # 费用8.8万亿元， | 与GDP之比
_NEAR = 40  # characters before a number in which the measure told last may stand
_A_DAY = re.compile("[日月年周]均")


class Completing:
    """Completes the one measure of a noun phrase."""

    def __init__(self, reader: Reader, catalogue: Catalogue, state: State) -> None:
        self.reader, self.text, self.words = reader, reader.text, reader.wording
        self.catalogue, self.state = catalogue, state

    def of(self, name: str, left: Phrase, site: Site, reading: Reading) -> str:
        """`name`, read off `left`, in full."""
        name = self._named(name, site, reading)
        if told := self._by_its_verb(name, left, site, reading):
            return told
        told = self._told_at_length(site, name) or self._counterpart(name)
        return told or self._averaged(site, name) or self._theirs(left, site) + name

    def _named(self, name: str, site: Site, reading: Reading) -> str:
        """What grows by what it does, or is no measure: 煤炭 | 增产, 世界经济."""
        way = reading.peeled.first("up", "down") or ""
        if way in self.words.producing and not name.endswith("产量"):
            name += "产量"  # 煤炭 | 增产 | 9000万吨
        if way in _PRICED and not name.endswith(("价", "价格")):
            name += "价格"  # 药品 | 降价 | 56%
        ranks = site.quantity.dimension == "rank"
        counts = site.quantity.dimension == "count"
        if name in self.words.economies and reading.aspect != "share" and not (ranks or counts):
            name = "经济增长"  # 发达经济体 | 增长1.8%
        if name.endswith("经济") and (rate := reading.peeled.first("rate", "rate_down")):
            name += rate  # 世界经济 is no measure
        return name

    def _by_its_verb(self, name: str, left: Phrase, site: Site, reading: Reading) -> str:
        """The measure with the word before the number that makes it one; '' if none does."""
        q, way = site.quantity, reading.peeled.first("up", "down") or ""
        did = reading.peeled.first("counted") or ""
        if did in self.words.progress and q.dimension == "ratio":
            return name + did  # 秋粮 | 收获 | 过四成
        if share := self._share_of_it(left, site):
            return share
        high = reading.aspect == "level" and self.text[left.end : q.start] == "高"
        if high and name and q.dimension == "length":
            return name + "高"  # 坝 | 高78.5米
        if way in _GAINS and not self.catalogue.match(name):
            return name + way  # 为桑农 | 增收 | 1200万元
        if pulled := self._pulled(name, left, site, reading):
            return pulled
        return name + way if name in self.words.per and way else ""  # 亩均 | 增收 | 8000元

    def _share_of_it(self, left: Phrase, site: Site) -> str:
        """The share that what was told has: 产品增长21%，占全部产值的比重 | 提高4.5个百分点."""
        start = site.clause.start
        told = self.state.recent[-1].measure if self.state.recent else ""
        of = _SHARE_OF.fullmatch(self.text, start, left.end) if told else None
        to = _TO.fullmatch(self.text, start, left.end) if told and not of else None
        return f"{told}占{of[1]}比重" if of else f"{told}与{to[1]}之比" if to else ""

    def _pulled(self, name: str, left: Phrase, site: Site, reading: Reading) -> str:
        """What is added to the growth of another, which is no change of that: 拉动 | 全市 | 出口 |
        增长 | 4.1个百分点; '' if it is none."""
        sums = site.quantity.dimension == "currency" and reading.aspect == "level"
        if sums and left.verb in self.words.pulling and left.end == site.quantity.start:
            return left.verb + name  # 以旧换新 | 拉动 | 消费17亿元: not all that is consumed
        if site.quantity.dimension != "percentage_point" or reading.aspect != "change":
            return ""
        place = next((m for m in site.clause.mentions if m.end == left.start), None)
        at = place.start if place else left.start
        rated = reading.peeled.has("rate")  # 带动总额增速 | 加快1.2个百分点
        way = "" if rated else reading.peeled.first("up") or ""
        for verb in self.words.pulling:
            if self.text.endswith(verb, site.left, at):
                return verb + name + way
            if any(word == verb for _, word in reading.peeled.words):
                return name + verb + way  # 旅游业 | 拉动增长 | 1.2个百分点
        return ""

    def _told_at_length(self, site: Site, name: str) -> str:
        """The measure that begins with the deed told here, if one was told in the same unit:
        发送旅客4.8亿人次，日均发送 | 1209万人次; '' if none was."""
        average = _A_DAY.match(name)
        deed = name[average.end() :] if average else name
        if not self.reader.tag(deed, "").startswith("v"):
            return ""
        told = (m.measure for m in reversed(self.state.recent) if m.unit == site.quantity.unit)
        begins = (m for m in told if (average and deed in m) or m.startswith(deed))
        whole = next((m for m in begins if not m.endswith(deed)), "")
        return name.removesuffix(deed) + whole if whole else ""

    def _theirs(self, left: Phrase, site: Site) -> str:
        """Those just counted whose measure it is, where the text is on nobody: 12家 | 上市券商 |
        净利润300亿元."""
        before, last = site.previous, self.state.recent[-1] if self.state.recent else None
        if before is None or last is None or before.unit != last.unit or self.state.subject:
            return ""
        noun = last.measure.endswith(self.words.holders) and last.measure not in self.words.general
        counted = noun and self.text[before.end : left.start] == last.measure
        told = self.catalogue.match(self.reader.clean(left)) is not None
        return last.measure if counted and told and before.dimension == "count" else ""

    def _counterpart(self, name: str) -> str:
        """Another measure of what the sentence just told one of, in full: 保险基金总收入2.7万亿元，
        总支出 | 2.2万亿元; '' if none was told."""
        family = next((f for f in self.words.families if name in f), [])
        told = [m.measure for m in reversed(self.state.recent)] if family else []
        for whole in told if self.state.told else []:
            ends = [w for w in family if w != name and whole.endswith(w)]
            other = max(ends, key=len, default="")
            if other and len(whole) > len(other) + 1:
                return whole.removesuffix(other).removesuffix("总") + name
        return ""

    def _averaged(self, site: Site, per: str) -> str:
        """An average of the sum told last in the unit of a number: 村集体收入4144万元，村均 |
        56万元; '' if none was."""
        last = self.state.recent[-1] if self.state.recent and per in self.words.per else None
        if last is None or last.unit != site.quantity.unit or last.aspect != "level":
            return ""
        at = site.quantity.start
        if (
            last.measure in self.words.amount.values()
            and last.measure not in self.text[max(0, at - _NEAR) : at]
        ):
            return ""  # 拿出162万元
        whole = last.measure.removeprefix(
            next((p for p in self.words.per if last.measure.startswith(p)), "")
        )
        return per + whole.removeprefix("全村").removeprefix(per[0])
