"""Measures of figures without a noun of their own: carried over from what was told before."""

from __future__ import annotations

import re

from extract.clauses import Site
from extract.facts.before import Before
from extract.facts.carrying import Carrier
from extract.facts.edges import Phrase
from extract.facts.named import Named, View
from extract.facts.phrases import Reader
from extract.facts.ratios import RATES
from extract.facts.state import State
from extract.measures import Catalogue

_SHARE = re.compile("占.+比重$")
_PER_SHARES = re.compile(r"^每\d+股")
_BOTH = re.compile("[这那]?[两三四][个项组](?:数字|数据|指标|数)")  # 去年分别变成7.86亿元和9100万元
_ITEMS = re.compile("(?:主要|核心|关键)?(?:指标|数据|数量|总量|数)?[均都皆]")
_FOREIGN = ("美元", "欧元", "港元", "日元", "英镑")
_GONE = re.compile("[走关倒停散撤跑](?:掉|停|闭|产)?了$")
_EACH_TIME = re.compile(  # 一天 | 80元, 一个月下来有 | 3200元
    "(?:(?:一|每)(?:天|个?月|年|晚|季|趟)|[日月]薪)(?:下来|大概|也|就|能|可|约|有|是|差不多)*$"
)
_THOSE = re.compile("(?:其中)?([一-鿿]{2,10}?)的(?:就|也|还|则|已|仅|只)*(?:占了?|占到)[约近超]?")
_PART_OF_SALES = re.compile("([一-鿿]{2,5})(占.+比重)")
_KIND = (2, 3)  # characters of one of a kind: 男工, 农村
_COUNTED = ("人", "名", "户", "家", "个", "位")


class Leaning:
    """The ways of a namer that lean on the state of the discourse."""

    def __init__(
        self,
        reader: Reader,
        catalogue: Catalogue,
        state: State,
        carrier: Carrier,
        before: Before,
    ) -> None:
        self.reader, self.text, self.words = reader, reader.text, reader.wording
        self.catalogue, self.state = catalogue, state
        self.carrier, self.before = carrier, before

    def column(self, v: View) -> Named | None:
        """乙县：64家， | 172亿元: what the first row of the table names in this place."""
        names = [self.state.columns.get(site.quantity.start, "") for site in v.run]
        return Named(names, "carried") if all(names) else None

    def held(self, v: View) -> Named | None:
        """PMI为50.2%，比上月的 | 49.8% | 高0.4个百分点: of what it is held against."""
        if v.reading.standard is None or self.catalogue.match(self.reader.clean(v.left)):
            return None
        told = self.carrier.counted(v.first.quantity)
        return Named([told], "carried") if told else None

    def pointed(self, v: View) -> Named | None:
        """这一收入为18640元, 今年的目标是85%: it goes on about a figure before. A noun that only
        points, or says who acted, is none to measure by."""
        left, q = v.left, v.first.quantity
        noun = self.reader.clean(left)
        if len(v.run) > 1 and _BOTH.fullmatch(noun):
            both = [m.measure for m in self.state.recent][-len(v.run) :]
            return Named(both, "carried") if len(both) == len(v.run) else None
        this = bool(left) and self.text[left.start - 2 : left.start] == "这一"
        pointing = noun in self.words.pointing or (this and "一" + noun in self.words.pointing)
        if this and (told := self.carrier.named(self.text[left.start : left.end])):
            return Named([told], "carried")
        if pointing and left and (told := self.carrier.counted(q)):
            return Named([told], "carried")
        if left and (pointing or self.before.agent(q, left, v.reading)):
            v.left = Phrase(left.start, left.start)
        return None

    def goes_on(self, v: View) -> Named | None:
        """No noun: the figure goes on about the measure before it."""
        leans = self.carrier.leans(v.first, v.reading)
        return self._carried(v) if leans else None

    def _carried(self, v: View) -> Named:
        """The measure before it; an amount goes on about the part of a share (拿出营收的5%搞研发，
        去年 | 达4700万元)."""
        told = self._items(v.first) or self._in_its_unit(v)
        told = told or self.carrier.measures(v.first, v.reading)
        if told in (["户数"], ["人口"]):
            told = ["人口" if v.first.quantity.unit in ("人", "口") else "户数"]  # 428户、1563人
        if v.first.quantity.dimension == "currency":
            told = [_PER_SHARES.sub("", _SHARE.sub("", n)) or n for n in told]
        return Named(told, "carried")

    def _in_its_unit(self, v: View) -> list[str]:
        """What was told before in the unit of an amount that the last measure cannot have: 面积
        11万亩；产量2万吨。邻县目前只有 | 2.4万亩."""
        q, last = v.first.quantity, self.state.recent[-1]
        sized = q.dimension in ("area", "mass", "length", "volume", "energy")
        other = last.aspect in ("level", "share") and last.unit not in (q.unit, None)
        if v.reading.aspect != "level" or v.first.previous or not (sized and other):
            return []  # nor 21个城市5大品种钢材社会库存 | 为823万吨
        latest = self.state.latest.get(q.unit or "")
        told = self.carrier.counted(q) or (latest.measure if latest else None)
        return [told] if told else []

    def _items(self, site: Site) -> list[str]:
        """As many measures told last as 三项 | 均居第一 counts, whatever their units."""
        items = site.previous
        if items is None or items.unit != "项" or items.value is None:
            return []
        each = _ITEMS.match(self.text, items.end, site.quantity.start)
        told = [m.measure for m in self.state.recent if m.unit != "项"][-int(items.value) :]
        return told if each and len(told) == items.value else []

    def gone(self, v: View) -> Named | None:
        """老师傅走了 | 一半, 1.2万名工人走了 | 三分之一: so many of them, or of those counted."""
        q = v.first.quantity
        told = self.state.recent[-1] if self.state.recent else None
        verb = _GONE.search(self.text, v.first.left, q.start)
        if verb is None or q.dimension != "ratio":
            return None
        noun, how = self.reader.clean(self.reader.left(v.first.left, verb.start())), "left"
        if not noun and told is not None and told.unit not in ("元", "%"):
            noun, how = told.measure, "carried"
        if noun:
            v.reading.aspect = "share"
        return Named([noun], how) if noun else None

    def fronted(self, v: View) -> Named | None:
        """做尺子的企业，全县有 | 1217家: what the clause before it is nothing but."""
        end, name = self.state.fronted
        first = end + 1 == v.first.clause.start and v.first.previous is None
        counts = first and v.reading.aspect == "level" and v.first.quantity.dimension == "count"
        return Named([name], "carried") if counts else None

    def of_those(self, v: View) -> Named | None:
        """员工320人，本地的 | 占六成: of those counted before; 就业率97.4%，留在本地的 | 占58%."""
        q, clause = v.first.quantity, v.first.clause
        start = max([v.first.left, *(d.end for d in clause.dates(q.start))])
        found = _THOSE.fullmatch(self.text, start, q.start) if v.reading.aspect == "share" else None
        if found is None or v.reading.whole or len(v.run) > 1:
            return None
        counted = (m.measure for m in reversed(self.state.recent) if m.unit in _COUNTED)
        noun = next(counted, "")
        verb = self.reader.tag(self.reader.word_at(start), "")[:1] == "v"
        kind = "" if verb or len(found[1]) > len("本地") else noun
        return Named([found[1] + (kind or "占比" * verb)], "left")

    def moved_behind(self, v: View) -> Named | None:
        """节约 | 50%的通行时间, 降低 | 20%成本: what moves stands behind the number."""
        q, end = v.last.quantity, v.last.right
        if v.reading.aspect != "growth" or q.unit != "%":
            return None
        verb = v.reading.peeled.first("up", "down") or ""
        moved = verb in self.words.causing and self.text.endswith(verb, 0, q.start)
        if not moved and (v.left or not self.text.startswith("的", q.end)):
            return None
        right = self.reader.right(q.end, end)
        whole = right and (right.end == end or self.text[right.end] in "、和")
        name = self.reader.clean(right) if whole else ""
        rate = name in self.words.kinds or name in self.words.leaning  # 10%以上的 | 增速
        return Named([name], "right", end=right.end) if name and not rate else None

    def once_more(self, v: View) -> Named | None:
        """财政收入59.4亿元。今年上半年又入库 | 35.1亿元: of the last sum."""
        told, q = self.state.recent[-1] if self.state.recent else None, v.first.quantity
        if told is None or told.unit != q.unit or q.dimension != "currency" or not v.left:
            return None
        deed = self.reader.clean(v.left) in self.words.counted
        again = self.text[v.left.start - 1] in "又再" and v.reading.aspect == "level"
        return Named([told.measure], "carried") if deed and again else None

    def alike(self, v: View) -> Named | None:
        """女工日薪100元，男工 | 130元; 猪肉产量5万吨，牛肉 | 1万吨: of another of the kind."""
        told = self.state.recent[-1] if self.state.told and self.state.recent else None
        noun, q = self.reader.clean(v.left) if v.left else "", v.first.quantity
        plain = told and v.reading.aspect == told.aspect == "level" and told.unit == q.unit
        if told is None or v.right or v.reading.peeled.has("counted"):
            return None
        if len(v.run) > 1 or len(noun) not in _KIND or noun in told.measure:
            return None
        part = _PART_OF_SALES.fullmatch(told.measure) if told.unit == q.unit == "%" else None
        if part and {self.reader.tag(w, "") for w in (part[1], noun)} == {"ns"}:
            v.reading.aspect = "share"  # 意大利占出口额的45%，英国 | 22%
            return Named([noun + part[2]], "left")
        if not plain:
            return None
        of, rest = told.measure[: len(noun)], told.measure[len(noun) :]
        match = self.catalogue.match(noun)
        pair = of[-1] == noun[-1] and of != noun and len(rest) > 1 and not (match and match.exact)
        return Named([noun + rest], "left") if pair else None

    def wage(self, v: View) -> Named | None:
        """邱桂英在坊里削皮，一天 | 80元."""
        q, who = v.first.quantity, self.state.subject
        alone = not v.left and not v.right and v.reading.aspect == "level"
        paid = alone and q.dimension == "currency" and who is not None and who.type == "person"
        each = paid and _EACH_TIME.search(self.text, v.first.left, q.start)
        return Named(["收入"], "wage") if each else None

    def goes_on_all_the_same(self, v: View) -> Named | None:
        """Behind 达到 and the like also in another unit, of what was told in its own if something
        was; but 已有9家 is no 销售额."""
        if (foreign := v.first.quantity.unit) in _FOREIGN and not v.left and not v.right:
            sums = [m.measure for m in self.state.recent if m.unit == "元" != foreign]
            if sums:
                return Named(sums[-1:], "carried")  # 18.6万元，…，已超过 | 2.6万美元
        apart = v.first.quantity.dimension == "count"
        if not self.state.recent or apart or not v.reading.peeled.has("level", "to"):
            return None
        money = v.first.quantity.dimension == "currency"
        rate = self.state.recent[-1].measure.endswith(RATES)
        if money and rate and (told := self.carrier.counted(v.first.quantity)):
            return Named([told], "carried")  # 产值700亿元，占比升至15%，力争迈上 | 千亿元台阶
        return self._carried(v)
