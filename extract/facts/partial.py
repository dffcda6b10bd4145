"""Parts of what was told before that are named without their measure: 其中，装备制造业 | 增长8%."""

from __future__ import annotations

import re

from extract.clauses import Site
from extract.facts.edges import Phrase
from extract.facts.phrases import Reader
from extract.facts.reading import Reading
from extract.facts.state import State

_TRADE = re.compile("(?:其中)?[：，]?(对[^，。；、对]{2,18})$")  # 对哈萨克斯坦等中亚五国 | 增长44%
_RESIDENTS = re.compile("(?:城镇|农村|城乡|全体|渔农村)(?:常住)?居民")
REACHED = ("实现", "完成", "实现了", "完成了")
_NOT_NAMED = ("v", "p", "d", "r", "c", "u", "m", "t", "f", "x")


class Partial:
    """Lends a part the measure of its whole."""

    def __init__(self, reader: Reader, state: State) -> None:
        self.reader, self.text, self.words = reader, reader.text, reader.wording
        self.state = state

    def of(self, name: str, left: Phrase, site: Site, reading: Reading) -> str:
        """`name` with the measure that was told last if it is only a branch, 城镇 or a partner in
        trade, with whose it is if that stands before the date or the clause; else as it is."""
        if whose := self.whose(name, left, site):
            return whose + name
        if reading.aspect not in ("growth", "level") or reading.whole:
            return name
        if residents := self._residents(name):
            return residents
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

    def _residents(self, name: str) -> str:
        """The measure told last of other residents: 城镇居民人均可支配收入7万元、农村居民 |
        4万元."""
        last = self.state.recent[-1].measure if self.state.recent else ""
        whose = _RESIDENTS.fullmatch(name)
        other = _RESIDENTS.match(last)
        if whose is None or other is None or not last[other.end() :]:
            return ""
        return name + last[other.end() :]

    def whose(self, name: str, left: Phrase, site: Site) -> str:
        """Whose the measure is: 软件业务 | 前11个月 | 收入9.5万亿元, 电子行业受…带动， | 利润….."""
        deed = left.verb if left.verb in REACHED else ""
        at = left.start - len(deed)
        date = next((d for d in site.clause.dated if d.end == at), None)
        if date and date.start > site.left:
            noun = self.reader.left(site.left, date.start)
            done = noun.verb in self.words.verbs or self.reader.tag(noun.verb, "")[:1] == "v"
            of = self.text.rfind("的", noun.start, noun.end) + 1
            class_ = self.text.endswith((*self.words.branches, *self.words.holders), 0, noun.end)
            led = self.text[noun.start - 1] == "的"  # 倚重 | 的 | 光伏产业上半年产值
            done = done and not (led and class_)
            noun = noun._replace(start=of) if of and class_ else noun
            whole = noun and noun.end == date.start and not done and not self._subject(noun)
            return self.reader.clean(noun) if whole and self._named(noun) else ""
        alone = at == site.clause.start or (date and date.start == site.clause.start)
        alone = alone or not self.reader.peel(site.clause.start, at).end > site.clause.start
        return self.branch(name) if alone else ""

    def branch(self, name: str) -> str:
        """The branch of the economy, or the class of firms, that a measure is of by what was told
        before it; '' if it is of none."""
        state = self.state
        if state.subject is not None and state.subject.type in ("firm", "person"):
            return ""
        if state.branch.endswith("行业"):
            name = name.removeprefix("行业")
        if name in self.words.sub_indices:
            told = state.recent[-1].measure if state.recent else ""
            return self.words.whose_index(told)
        if name in self.words.of_branches:
            return state.branch or state.class_ or state.line
        return state.class_ or state.line if name in self.words.of_lines else ""

    def of_the_firm(self, noun: Phrase) -> bool:
        """Whether a phrase is a noun that is not the firm told of: its wares, or where they go."""
        return bool(noun) and not self._subject(noun) and self._named(noun)

    def _subject(self, noun: Phrase) -> bool:
        """Whether a phrase is the subject itself, by a part of its name: 安江电缆, 园区."""
        who, name = self.state.subject, self.reader.clean(noun)
        called = name in self.words.this_park or name in self.words.company
        branch = name.endswith(self.words.branch) and not name.endswith("项目")  # 公司的饮片车间
        called = called or branch
        return called or (who is not None and name in who.name)

    def _named(self, noun: Phrase) -> bool:
        """Whether a phrase is a noun and no more: no verb, preposition or number in it."""
        words = [self.text[a:b] for a, b in self.reader.words(noun.start, noun.end)]
        tags = (self.reader.tag(w, "")[:1] for w in words if w not in self.words.nominal)
        name = self.reader.clean(noun)
        if len(name) < 2 or not name[0].isalpha() or name.endswith((*self.words.agent, "方面")):
            return False
        if name[-1] in "较比" or words[-1] in self.words.kinds or self.reader.tag(name, "") == "vn":
            return False
        return not any(tag in _NOT_NAMED for tag in tags)

    def _branch(self, name: str) -> bool:
        """Whether a name is a branch of the economy and no more: 装备制造业, not 企业."""
        return name.endswith(self.words.branches) and not name.endswith(self.words.no_branches)

    def _told(self, site: Site, reading: Reading) -> str:
        """What the measure told last is called for its parts, '' where it has none or is told in
        another way."""
        last = self.state.recent[-1] if self.state.recent else None
        if last is None:
            return ""
        part = self._part(last.measure)
        if reading.aspect == "growth" or last.unit == site.quantity.unit:
            return part
        sum_of = self.state.leads.get(site.quantity.unit or "") if last.aspect == "growth" else None
        # 零售总额1208亿元，增长5.4%。城镇 | 1013亿元
        return part if sum_of and self._part(sum_of.measure) == part else ""

    def _part(self, measure: str) -> str:
        """What a measure is called for its parts, '' where it has none."""
        ends = (w for w in self.words.parts_of if measure.endswith(w))
        longest = max(ends, key=len, default="")
        return self.words.parts_of.get(longest, "")
