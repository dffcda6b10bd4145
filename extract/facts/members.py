"""The measure before a number spelled out: coordinated members, classes of firms, generic nouns."""

from __future__ import annotations

import re

from extract.clauses import Site
from extract.facts.completing import Completing
from extract.facts.edges import Phrase
from extract.facts.partial import REACHED, Partial
from extract.facts.phrases import Reader
from extract.facts.reading import Reading
from extract.facts.rows import Rows
from extract.facts.state import State
from extract.facts.wording import SHARED
from extract.measures import Catalogue
from extract.records import Quantity

_SECTORS = re.compile(
    r"(第?[一二](?:产业)?(?:[、和与]第?[二三](?:产业)?)+?)(?<=业)((?![、和与]).*)"
)
_VIRTUES = re.compile("^[^的]{2,12}(?:、[^的]{2,12})+[好高强大优多全新足]的(?=..)")
_THOSE = re.compile("([两三四五])[县市区地镇乡村省州国家]")
_SIZES = ("总量", "体量", "规模")
_WORLD = ("全球", "世界", "全世界")
_IN_ALL = "累计"
_TWO = 2
_OF_THINGS = ("产量", "单产", "面积", "余额")  # measures, but of something
_LONGEST = 16  # characters of a member that stands far before its measure


class Members:
    """Spells out the measures of a noun phrase."""

    def __init__(self, reader: Reader, catalogue: Catalogue, state: State) -> None:
        self.reader, self.text, self.words = reader, reader.text, reader.wording
        self.catalogue, self.state = catalogue, state
        self.partial, self.completing = Partial(reader, state), Completing(reader, catalogue, state)
        self.rows = Rows(reader, catalogue)

    def of(self, left: Phrase, run: list[Site], reading: Reading) -> list[str]:
        """The measure before the number; several where the number is said of each."""
        if pair := self._pair(run, left):
            return pair
        each = bool(reading.each(self.words.each))
        names = self._several(left, run, reading, each)
        if names and left.start == run[0].clause.start:
            names = [self.partial.branch(n) + n for n in names]  # 收入和利润 | 分别增长
        names = names or [self._one(left, run[0], reading)]
        if reading.whole and names[0] in _WORLD:
            return [names[0] + reading.whole]  # 全球 | 新增森林面积的四分之一来自中国
        if reading.whole:
            return [f"{self._summed(n)}占{reading.whole}比重" for n in names]
        if self._ranked(names[-1], reading):
            names = [n + "排名" for n in names]
        names = [n[:1] + n[1:].replace("累计", "") for n in names]  # 惠林卡 | 累计 | 授信
        return [name for n in names for name in self._leaning(n, each, run[0].quantity)]

    def _several(self, left: Phrase, run: list[Site], reading: Reading, each: bool) -> list[str]:
        """The members of a row before the number; [] where the number has one measure."""
        parts = self.rows.parts(left, len(run))
        if each and len(parts) == 1 and self.text[left.start - 1] in "、和":
            row = self.reader.left(run[0].left, left.start - 1)
            parts = [*self.rows.parts(row, 0), left] if row else [*self._half(left), left]
        if len(parts) == len(run) and self._of_as_many(left, parts):
            parts = [left]
        if sectors := _SECTORS.fullmatch(self.reader.clean(left)):
            return [f"第{n}产业{sectors[2]}" for n in sectors[1] if n in "一二三"]
        if len(parts) > 1 and (each or len(run) == len(parts) or reading.aspect == "rank"):
            return self.rows.complete([self.reader.clean(p) for p in parts])
        return self._members(run, left) if len(run) > 1 else []

    def _half(self, left: Phrase) -> list[Phrase]:
        """The half of a word before the `、` that a phrase stands behind: 内 | 、外贸吞吐量, 省内 |
        、省外游客."""
        end = left.start - 1
        start = self.reader.before(end)
        word = self.text[start:end]
        half = word in self.words.shared or (len(word) == 1 and word.isalpha())
        return [Phrase(start, end)] if half else []

    def _one(self, left: Phrase, site: Site, reading: Reading) -> str:
        """The one measure, with what the words between it and the number add to it."""
        left = self._accomplished(left)
        name = self.reader.clean(self._last_item(left))
        name = _VIRTUES.sub("", name)  # 信用良好、带动力强的 | 龙头企业
        whose = self.partial.of(name, left, site, reading)
        held = self._holder(site, left) if whose == name else ""
        name = self.partial.of(held + name, left, site, reading) if held else whose
        return self.completing.of(name, left, site, reading)

    def _ranked(self, name: str, reading: Reading) -> bool:
        """Whether a rank by a name that is no measure is that of the ranking:
        经济实力 | 排名第三."""
        ranking = reading.aspect == "rank" and "排名" in reading.verb
        return ranking and name not in self.words.leaning and not self.catalogue.match(name)

    def _pair(self, run: list[Site], left: Phrase) -> list[str]:
        """The two that a word such as 产销量 or 城乡居民 means, where there are two values."""
        name = self.reader.clean(left)
        both = next((w for w in self.words.pairs if w in name), "")
        ratio = name.endswith("比")  # 城乡居民收入比 | 2.5:1
        if len(run) != _TWO or not both or ratio or self._row_before(run[0], left):
            return []  # 对美国、欧盟进出口分别为…
        if self.text[left.start - _TWO : left.start] == "分别":
            return []
        whose = self.partial.whose(name, left, run[0])  # 乘用车 | 8月份 | 产销分别完成…
        return [whose + name.replace(both, each) for each in self.words.pairs[both]]

    def _of_as_many(self, left: Phrase, parts: list[Phrase]) -> bool:
        """Whether as many places as values have what is measured in common: 两县 | 自行车及童车产量
        分别为…; but 两市GDP和人口."""
        found = _THOSE.fullmatch(self.text, left.start - 2, left.start)
        many = found and "两三四五".find(found[1]) + 2
        return many == len(parts) and not self.catalogue.match(self.reader.clean(parts[0]))

    def _row_before(self, site: Site, left: Phrase) -> bool:
        """Whether the values are those of a row of names before the measure."""
        marks = "、" in self.text[site.clause.start : left.start]
        return marks or "、" in self.reader.clean(left)

    def _accomplished(self, left: Phrase) -> Phrase:
        """`营业收入` of 整个集群完成营业收入; a class before the verb stays (重点项目完成投资)."""
        for a, b in self.reader.words(left.start, left.end):
            if self.text[a:b] in ("完成", "实现") and a > left.start:
                match = self.catalogue.match(self.text[b : left.end])
                whose = self.text[left.start : a]
                if match and match.exact and not whose.endswith(self.words.accomplishing):
                    return Phrase(b, left.end, self.text[a:b])
        return left

    def _holder(self, site: Site, left: Phrase) -> str:
        """The class of firms before 实现 or 完成: 规上工业企业 | 实现 | 利润总额; of a firm's own
        sums the wares: 精密轴承 | 实现 | 收入."""
        if left.verb not in (*REACHED, _IN_ALL):
            return ""
        verb = self.text.rfind(left.verb, site.left, left.start)
        if left.verb == _IN_ALL and verb + len(_IN_ALL) != left.start:
            return ""  # 规上企业累计 | 实施项目38个
        end = self._before_its_time(site, verb)
        before = self.reader.left(site.left, end) if end > site.left else Phrase(verb, verb)
        name = self.reader.clean(before)
        if name.startswith("整个"):
            return ""
        if name in self.words.holders or (len(name) > 2 and name.endswith(self.words.holders)):
            return name
        who = self.state.subject
        sums = who and who.type == "firm" and self.reader.clean(left) in self.words.of_wares
        alone = before.start == site.clause.start
        return name if sums and alone and self.partial.of_the_firm(before) else ""

    def _before_its_time(self, site: Site, end: int) -> int:
        """Where what is before a verb ends, its date and adverbs apart: 纺织行业 | 2023年 | 累计 |
        实现."""
        end = self.reader.peel(site.left, end).end if end > site.left else end
        date = next((d for d in site.clause.dates(end) if d.end == end), None)
        return date.start if date else end

    def _members(self, run: list[Site], left: Phrase) -> list[str]:
        """`挖掘机和装载机前5个月出口量分别…`, `对东盟、欧盟分别进出口…`: members that stand further
        before the measure than its noun phrase; [] if there are not as many as values."""
        start, end = run[0].clause.start, left.start
        for date in run[0].clause.dates(end):
            if date.end == end:
                end = date.start
        while end > start and self.text[end - 2 : end] in ("分别", "各自"):
            end -= 2
        parts = self.rows.parts(Phrase(start, end), len(run))[-len(run) :]
        if len(parts) < len(run):
            return []
        parts[0] = self.reader.left(parts[0].start, parts[0].end)
        names = [self.reader.clean(p) for p in parts]
        measure = self.reader.clean(left)
        return (
            [n + measure for n in names] if all(names) and max(map(len, names)) <= _LONGEST else []
        )

    def _last_item(self, phrase: Phrase) -> Phrase:
        """Of `签下大单、总投资` the part behind the last `、` if a verb stands before it."""
        cut = self.text.rfind("、", phrase.start, phrase.end)
        if cut < 0:
            return phrase
        told = phrase.verb in self.words.halting or any(
            self.text[a:b] in self.words.verbs for a, b in self.reader.words(phrase.start, cut)
        )
        return Phrase(cut + 1, phrase.end, phrase.verb) if told else phrase

    def _leaning(self, name: str, each: bool, q: Quantity) -> list[str]:
        """`总量` after 规上工业增加值 is 规上工业增加值总量; 均 makes it one of each before."""
        if self.words.grade.fullmatch(name) and (noun := self._graded(q)):
            return [name + noun]
        row = self.state.row()
        if name in self.words.shared and row and row[-1].unit == q.unit and q.dimension == "count":
            whole = next((m.measure for m in row if m.measure[:2] not in self.words.shared), "")
            return [name + whole]  # 航线108条，其中国内59条、国际49条
        built = row and self.state.told and row[-1].measure.endswith(self.words.built_things)
        if built and name in self.words.extents and q.dimension in ("area", "volume", "length"):
            return [row[-1].measure + name]  # 新建公园12座，| 面积300公顷
        if name not in self.words.leaning or not row:
            return [name]
        people = name == "面积" and row[-1].measure.endswith(("人口", "人数"))
        if people or (q.dimension == "rank" and self.catalogue.match(name)):
            return [name]  # 产量居全国第三: a measure of its own
        if name in _OF_THINGS and row[-1].measure.endswith((*self.words.quantified, "率")):
            return [name]  # 效率提高30%，| 产量提高20%
        alike = row[-1].unit == q.unit and self.state.told
        if q.dimension not in ("rank", "ratio", "percentage_point") and not alike:
            return [name]
        recent = list(dict.fromkeys(SHARED.sub("", m.measure) for m in row))
        meant = (self._without_size(m) for m in (recent if each else recent[-1:]))
        return [m if m.endswith(name) else m + name for m in meant]

    def _without_size(self, measure: str) -> str:
        """地区生产总值 of 地区生产总值总量, whose 增速 is told next."""
        size = next((w for w in _SIZES if measure.endswith(w)), "")
        match = self.catalogue.match(measure.removesuffix(size)) if size else None
        return measure.removesuffix(size) if match and match.exact else measure

    def _summed(self, name: str) -> str:
        """The sum that the sentence told last, where the name only says that it is one: 进出口总额
        31.5亿元，| 总量占全市的22.7%."""
        if name not in self.words.totals or not self.state.told:
            return name
        sums = (m.measure for m in reversed(self.state.recent) if m.unit == "元")
        return next(sums, name)

    def _graded(self, q: Quantity) -> str:
        """What a grade alone is one of: 龙头企业45家，其中国家级1家."""
        counted = (m.measure for m in reversed(self.state.recent) if m.unit == q.unit)
        noun = next(counted, "")
        for found in reversed(list(self.words.grade.finditer(noun))):
            return noun[found.end() :].removeprefix("以上").removeprefix("及以上")
        return noun
