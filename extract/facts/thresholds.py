"""Numbers that only say which ones another figure is of: 亿元以上 | 项目10个, 跨度30米的桥梁."""

from __future__ import annotations

import re

from extract.clauses import Site
from extract.facts.behind import THAT_SIZE
from extract.facts.phrases import Reader
from extract.facts.rightwards import LIMITS
from extract.measures import Catalogue
from extract.records import Quantity

_ROUND = re.compile(r"(?:[百千万十]|\d{1,3})?[万亿]元")
_CLASS = re.compile("的[一-鿿]{1,10}?(?:[就已也仅只共还]|已经)?(?:[有占为达]|达到|超过|突破)?")
_AMONG_THOSE = re.compile("的[^，。；]{1,10}[中里]，")
_THOSE = re.compile(
    r"的(?:(?:已经|[就已共仅只却也还]){0,3}(?:有|达|占|[仅只共](?=\d)|(?=不[到足]))|(?=\d))"
)
_SHARE_OF = re.compile("的?(?:占比|比例|比重|数量|总数|[家户]?数)$")
_SIZES = ("power", "mass", "area", "volume", "voltage", "data", "length", "energy")
_CLASSED_UNITS = ("个", "家", "户", "项", "宗")  # of what is told apart by its size
_COLON = tuple(":：∶")
_HELD = re.compile(
    "(?:高于|低于|好于|差于|强于|弱于|快于|慢于|超出|超过|逊于|不及)(?:[^，。；]{0,4}$|(?=[\\d.]))"
)
_EXPECTED = re.compile(
    "的?(?:市场|此前|先前|普遍|分析师|经济学家|机构)*的?(?:预期|预测|预估)(?:[值水中]|(?=[，。；、]|$))"
)


class Thresholds:
    """Tells them from what is stated."""

    def __init__(self, reader: Reader, catalogue: Catalogue) -> None:
        self.reader, self.text, self.words = reader, reader.text, reader.wording
        self.catalogue = catalogue

    def only(self, site: Site) -> bool:
        """Whether a number only says which ones another figure is of, or what it is held to."""
        q = site.quantity
        if q.value == 1 and self._per_one(site):
            return True
        if self._expected(site) or self._bounds_a_class(site):
            return True
        if q.dimension == "currency" and self.text[q.start - 1] in "离距":
            return True  # 离千亿元 | 只差14亿元
        if q.unit == "%" or q.dimension in ("rank", "ratio"):
            return False
        if self._sizes(site):
            return True
        over = q.bound == "over" or q.text.startswith("上")  # 上亿元
        if over and q.dimension != "count" and site.right < site.clause.end:
            other = next(m for m in site.clause.quantities if m.start == site.right)
            whose = self.reader.clean(self.reader.right(q.end, site.right))
            counted = other.dimension == "count"  # 产值超10亿元的企业 | 达8家
            if counted and _THOSE.match(self.text, q.end):
                return True  # 年产值过亿元的 | 仅21家
            close = self.text.startswith("的", q.end) or whose in self.words.classed
            return counted and close and whose.endswith(self.words.classed)
        if _ROUND.fullmatch(q.text) and site.right < site.clause.end:
            noun = self.reader.right(q.end, site.right)
            counted = noun.end == site.right or not q.text[0].isdigit()  # 10亿元 | 项目5个
            return counted and self.reader.clean(noun) in self.words.classed  # 百亿元 | 项目2个
        if q.bound not in ("at_least", "at_most"):
            return False
        if not q.text.endswith(LIMITS):
            return False
        if q.dimension == "count" and q.unit not in self.words.people:
            # 存栏300只以上 | 的牧场有412个, but 推进7000家以上中小企业改造: so many, no class
            return self.text.startswith("的", q.end) and self._of_a_class(site)
        if _AMONG_THOSE.match(self.text, q.end, site.clause.end + 1):
            return True  # 在总量300亿元以上 | 的县（市）中，
        if self.text[site.clause.start] in "对凡" and self.text.startswith("的", q.end):
            return True  # 对年采购500吨以上 | 的企业，
        if self.text.startswith("的", q.end):
            those = _THOSE.match(self.text, q.end)  # 产值亿元以上 | 的有8家
            return those is not None or self._of_a_class(site) or self._heads_one(site)
        counts = (n for n in site.clause.quantities if n.start == q.end)
        if any(n.unit in _CLASSED_UNITS for n in counts):
            return True  # 其中亿元以上12个、10亿元以上 | 2个
        return bool(self.reader.right(q.end, site.right))

    def _per_one(self, site: Site) -> bool:
        """Whether it is what a proportion is to: 1.85: | 1; not the part of one with others."""
        before, q = site.previous, site.quantity
        of_two = before is not None and before.end == q.start - 1 and before.dimension == "number"
        colons = (self.text[q.start - 1], self.text[(before or q).start - 1])
        return of_two and colons[0] in _COLON and colons[1] not in _COLON

    def _expected(self, site: Site) -> bool:
        """Whether it is only what was expected of the figure before: 低于增长0.5%的 | 市场预期."""
        q = site.quantity
        held = _HELD.search(self.text, site.clause.start, q.start) or _HELD.match(q.text)
        return held is not None and _EXPECTED.match(self.text, q.end) is not None

    def _bounds_a_class(self, site: Site) -> bool:
        """Whether it says with others which ones a figure behind it counts: 年产值超亿元、员工
        过千人的 | 龙头企业有20家."""
        q = site.quantity
        if q.bound not in ("over", "at_least", "at_most") or q.dimension == "rank":
            return False
        behind = (m for m in site.clause.quantities if m.dimension in ("count", "ratio"))
        spans = ((q.end, m.start) for m in behind if m.start > q.end)
        return any(self.words.which_class.fullmatch(self.text, *span) for span in spans)

    def _sizes(self, site: Site) -> bool:
        """Whether it only says of which size those are that the number right before it counts:
        16台 | 百万千瓦机组, 3000家 | 10人以上的小企业."""
        q, before = site.quantity, site.previous
        if before is None or before.dimension != "count":
            return False
        if before.text.startswith("一"):
            return False  # 租下一间 | 18平方米的门面
        sized = self.words.sized.fullmatch(self.text, before.end, q.start)
        if sized and THAT_SIZE.match(self.text, q.end):
            return True  # 12座 | 跨度30多米的 | 桥梁
        over = q.dimension == "currency" and q.bound == "over"
        summed = over and self.words.of_sums.fullmatch(self.text, before.end, q.start)
        if summed and THAT_SIZE.match(self.text, q.end):
            return True  # 10个 | 年销售额 | 超亿元的 | 品牌
        if before.end != q.start and not self._by_size(before.end, q):
            return False
        limit = q.bound in ("at_least", "at_most") and q.dimension != "time"
        noun = self.reader.right(q.end, site.clause.end)
        return (limit or q.dimension in _SIZES) and bool(noun)

    def _by_size(self, start: int, q: Quantity) -> bool:
        """Whether a limit says by what size those before it are told apart: 120家 | 年产值 |
        亿元以上 | 的企业."""
        if not q.text.endswith(LIMITS) or not self.text.startswith("的", q.end):
            return False
        size = self.text[start : q.start]
        return size.isalpha() and self.catalogue.match(size) is not None

    def _heads_one(self, site: Site) -> bool:
        """Whether the class that it bounds is what the next figures tell of: 收入20万元以上 | 的
        农户占比，由9.6%提高到18.3%."""
        noun = self.reader.clean(self.reader.right(site.quantity.end + 1, site.clause.end))
        kind = _SHARE_OF.sub("", noun)
        told = noun != kind or site.quantity.end + 1 + len(noun) == site.clause.end
        return told and kind.endswith(self.words.classed)

    def _of_a_class(self, site: Site) -> bool:
        """Whether it says which ones the next figure counts: 投资10亿元以上 | 的项目有12个."""
        other = next((m for m in site.clause.quantities if m.start == site.right), None)
        if other is None or other.dimension not in ("count", "ratio"):
            return False
        return _CLASS.fullmatch(self.text, site.quantity.end, site.right) is not None
