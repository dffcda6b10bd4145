"""The measure that a clause without a figure is about, so that the next one need not say it."""

from __future__ import annotations

import re

from extract.clauses import Clause
from extract.facts.actors import subject_of
from extract.facts.edges import Phrase
from extract.facts.leading import MOST
from extract.facts.phrases import Reader
from extract.facts.state import Measured, State
from extract.measures import Catalogue

_MORE = re.compile(  # 作坊越开越多，到1992年已有 | 430余户
    "(?:[^，。；]{1,8}的)?([^，。；的]{2,6}?)(?:也|便|就)?(?:越[^，。；越]{1,2}越多|(?:逐渐|渐渐|慢慢|日渐|陆续|也)?多了起来|日[益渐]增多|逐年增多)了?"
)
_GREW = ("越多", "起来", "增多", "多了", "来了")
_MOST_END = re.compile("最[高低多少大小快慢强]")
_SAID_OF = re.compile("([^，。；]{2,24}?)(?:则|却|还|就|也)*(?:是|以|要数|当属)")
_BESIDE = re.compile(
    "([^，。；]{2,24}?)(?:与|同|和|跟)[^，。；]{1,12}相比"
)  # 平均浓度 | 与2013年相比，降幅…
_GAP = re.compile("(?:[^，。；]*的)?([一-鿿]{0,6}差距)")
_FRONTED = re.compile(  # 做尺子的企业 | ，全县有1217家。
    "，(?:(?:我们|咱们?|这座|这个|整个|全)?(?:城市|[省市县区镇乡村厂店城家])[里内上中]?"
    r"|\d{4}年|[两三四五六七八九十\d]+年前|[去前]年|最多时|[高顶]峰时|鼎盛时期?"
    "|眼下|现在|目前|如今|当时|当地|这里|总共|[仅就只还也共已])*"
    "(?:现有|不下|不少于|[有达近超约剩])[了到过近超约]*"
    "[\\d.一二三四五六七八九十百千万两几]+[多余来]?[万千]?"
    "(?:[家个户名位人口条座台辆艘]|万人)(?=[，。；！？”]|$)"
)
_SPEAKING = re.compile("(?:说起|提起|谈起|论起|至于|要说)")
_SHORT = 20  # characters of a measure that is a clause of its own


def ranked_by(reader: Reader, catalogue: Catalogue, start: int, end: int) -> str | None:
    """The measure by which `[start, end)` says places to be ranked: 31省份 | 一季度GDP出炉."""
    if not reader.text.endswith(tuple(reader.wording.out), start, end):
        return None
    out = reader.wording.ranked_by.fullmatch(reader.text, start, end)
    match = catalogue.ending(out[1]) if out else None
    return out[1][match.start :] if out and match and match.end == len(out[1]) else None


class Topics:
    """Reads them off one clause after the other."""

    def __init__(self, reader: Reader, catalogue: Catalogue, state: State) -> None:
        self.reader, self.text, self.words = reader, reader.text, reader.wording
        self.catalogue, self.state = catalogue, state

    def of(self, start: int, end: int, clause: Clause) -> list[Measured] | None:
        """The measure of a clause that says who has the most of it, that names it and no more, or
        tells of a gap; None where it does not."""
        named = clause.named[-1] if clause.named else None
        if named and named.end == end and (most := MOST.search(self.text, start, named.start)):
            noun = most[1][max([0, *(d.end - most.start() for d in clause.dated)]) :]
            return self.turned_to(noun, "growth" if noun.endswith(("速", "幅")) else "level")
        if told := self.first_in(start, end, clause) or self.alone(start, end):
            return told
        if beside := _BESIDE.fullmatch(self.text, start, end):
            noun = self.reader.clean(self._noun_of(clause, start, beside.end(1)))
            return [self.measured(noun)] if len(noun) > 1 else None
        if self.text[end - 1] == "距" and (gap := _GAP.search(self.text, start, end)):
            return [self.measured(gap[1])]  # 它与仙桃的总量差距，已由 | 346亿元收窄至…
        return None

    def _noun_of(self, clause: Clause, start: int, end: int) -> Phrase:
        """The noun phrase that ends at `end` of a clause."""
        self.reader.enter(clause)
        return self.reader.left(start, end)

    def alone(self, start: int, end: int) -> list[Measured] | None:
        """A measure that is a clause of its own: 人均GDP，甲县最高，达 | 18.6万元."""
        if end - start > _SHORT or self.text[end : end + 1] != "，":
            return None
        name = self.text[start:end].removeprefix("全国")
        match = self.catalogue.match(name)
        return [self.measured(name)] if match and match.exact else None

    def ranking(self, start: int, end: int) -> list[Measured] | None:
        """What a ranking that is out is of, for its lines: 各县地区生产总值 | 排名出炉。"""
        name = ranked_by(self.reader, self.catalogue, start, end)
        if name is None:
            return None
        if "增速" in self.text[start:end]:
            return [self.measured(name, "%")._replace(aspect="growth")]
        return [self.measured(name)]

    def first_in(self, start: int, end: int, clause: Clause) -> list[Measured] | None:
        """农村居民收入则是 | 潜江 | 最高，为…: what it is that a place has the most of."""
        place = next((m for m in clause.named if _MOST_END.fullmatch(self.text, m.end, end)), None)
        if place is None or not (said := _SAID_OF.match(self.text, start, place.start)):
            return None
        if said.end() != place.start:
            return None
        told = self.turned_to(said[1][max([0, *(d.end - start for d in clause.dated)]) :])
        if told:
            self.state.about(subject_of(place, "sentence"))
            return [self.measured(told[0].measure, told[0].unit)]
        return None

    def more(self, start: int, end: int) -> list[Measured]:
        """What there are more and more of, if that is a noun."""
        more = _MORE.fullmatch(self.text, start, end) if self.text[end - 2 : end] in _GREW else None
        noun = more and self.reader.tag(self.reader.word_at(more.start(1)), "n").startswith("n")
        return [self.measured(more[1])] if more and noun else []

    def fronted(self, start: int, end: int, clause: Clause) -> list[Measured]:
        """A noun that is a clause of its own, where the next one only says how many there are:
        做尺子的 | 企业，全县有1217家."""
        if _FRONTED.match(self.text, end) is None:
            return []
        self.reader.enter(clause)
        spoken = _SPEAKING.match(self.text, start)
        start = max([spoken.end() if spoken else start, *(m.end for m in clause.mentions)])
        start += self.text.startswith("的", start)
        left = self.reader.left(start, end)
        described = "的" in self.text[start:end]  # with the verb that clean() takes off
        name = self.text[start:end] if described else self.reader.clean(left)
        noun = end - len(name.rpartition("的")[2])
        first, last = next(self.reader.words(noun, end)), self.reader.word_at(end - 1)
        things = self.reader.tag(last, "")[:1] == "n"
        does = self.reader.tag(self.text[slice(*first)], "")[:1] == "v"
        if len(name) < 2 or left.end != end or not things or does:
            return []
        self.state.fronted = end, name
        return [self.measured(name)]

    def measured(self, measure: str, unit: str | None = None) -> Measured:
        return Measured(measure, self.state.subject, unit)

    def turned_to(self, noun: str, aspect: str = "level") -> list[Measured]:
        """What 增速方面 turns to: the measure the article leads with, or one named in full."""
        lead = self._just_told() or self.state.headline
        unit = "%" if aspect == "growth" else None
        if noun == "人均" and lead and lead.unit == "元":
            each = lead.measure if lead.measure.startswith(noun) else noun + lead.measure
            return [lead._replace(measure=each, subject=self.state.subject, aspect=aspect)]
        if noun in self.words.leaning and lead:
            who, unit = self.state.subject, unit or lead.unit
            return [lead._replace(subject=who, unit=unit, aspect=aspect)]
        match = self.catalogue.match(noun)
        return [self.measured(noun, unit)._replace(aspect=aspect)] if match and match.exact else []

    def _just_told(self) -> Measured | None:
        """The last sum that the sentence told: 地区生产总值61.3亿元；但论 | 增速，…."""
        sums = (m for m in reversed(self.state.recent) if m.unit != "%" and m.aspect == "level")
        last = next(sums, None) if self.state.told else None
        match = self.catalogue.match(last.measure) if last else None
        return last if match and match.exact else None
