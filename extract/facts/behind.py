"""The noun phrase behind a number: what is counted."""

from __future__ import annotations

import re

from extract.clauses import Site
from extract.facts.edges import Phrase
from extract.facts.phrases import Reader
from extract.facts.reading import Reading
from extract.measures import Catalogue
from extract.records import Quantity

_NUMBER = re.compile(r"\D{0,3}[\d.,]+[多余]?[十百千万亿]*[多余]?")
_COPULA = re.compile(r"[都全多]?是((?:本[县乡镇村市区地省]人?|附近的?|周边的?|当地的?)?)")
_KINDS = ("类", "种", "大类", "项")
_MEAN = ("平均", "人均", "户均")
_AVERAGE = (*_MEAN, "总", "综合")
_HEADS = ("人", "名", "口")
_SIZED = ("mass", "area", "length", "volume", "energy")
THAT_SIZE = re.compile("(?:以上|以下|左右|多|余)?的(?=[一-鿿])")
ANOTHER = re.compile("(?:、|以及|[和与及])([一-鿿]{2,4})")
_AND = re.compile("(?:以及|[和与及])[一-鿿]")
_OF_THEM = re.compile("[^，。；的\\d]{1,12}的(?=[一-鿿])")
_CLEFT = re.compile("[都也]?是[从由在被经靠自]")
_ROW_AFTER = re.compile("[和及与][^，。；\\d和及与]{2,20}等$")
_ITEM = re.compile("((?!和|以及|的)[一-鿿]{3,10})[、和]")
_HIGH = re.compile("[较更最很]?[高低好快]?(?:水平|位)")  # 保持在10%以上的 | 较高水平
_LAST_ITEM = re.compile("((?!和|以及|的)[一-鿿]{3,8})")


class Behind:
    """Reads it in the clause that the reader has entered."""

    def __init__(self, reader: Reader, catalogue: Catalogue) -> None:
        self.reader, self.text, self.words = reader, reader.text, reader.wording
        self.catalogue = catalogue

    def of(self, site: Site, reading: Reading) -> Phrase:
        """The noun phrase behind the number, without the measure of the next number
        (20家企业 | 用电量 | 达5亿千瓦时)."""
        if own := self._own(site.quantity):
            return own
        end = site.quantity.end
        if people := self._same_people(site):
            return self._noun(self.reader.right(people.end, site.clause.end))
        if described := self._described(site):
            return described
        if shared := self._shared(site):
            return shared
        cleft = _CLEFT.match(self.text, end) is not None  # 其中11家 | 是从县城搬来的
        if cleft or end >= site.right or self._ranks(site) or self._of_the_next(site):
            return Phrase(end, end)  # nothing stands behind it
        if reading.aspect == "share" and (copula := _COPULA.match(self.text, end)):
            right = self.reader.right(copula.end(), site.right)  # 八成是本县 | 人
            head = self.reader.right(right.end, site.right)  # 家门口 | 的农民
            at = head.end if head and self.text.startswith("的", right.end) else right.end
            return Phrase(copula.start(1), max(at, copula.end()))
        size = next(
            (q for q in site.clause.quantities if q.start == end and q.end < site.right), None
        )
        if size and (noun := self.reader.right(size.end, site.right)):
            return Phrase(size.start, noun.end)  # 16台 | 百万千瓦机组
        right = self._noun(self.reader.right(end, site.right))
        return self._without_the_next(site, right or self._item(site))

    def _without_the_next(self, site: Site, right: Phrase) -> Phrase:
        """A noun phrase behind a number without what the next number measures."""
        end, name = site.quantity.end, self.reader.clean(right)
        where = name in self.words.landmark or name.endswith("区间") or _HIGH.fullmatch(name)
        if where or name.startswith(self.words.heights):
            return Phrase(right.start, right.start)  # 向千亿元 | 大关发起冲锋
        dated = next((d.end for d in site.clause.dated if d.start == right.end), right.end)
        borders = site.right < site.clause.end and not (
            self.reader.peel(dated, site.right).end > dated
        )
        match = self.catalogue.match(name) if right and borders else None
        then = self._measured_next(site)
        fits = match is not None and (then not in _SIZED or then in match.entry.dimension)
        if then == "rank" and self.text.startswith("的", end):
            return right  # 以9亿元的生产总值 | 居首位
        if match and fits and match.start and match.end == len(name):
            upto = match.start + self._of_its_own(name[match.start :])
            return Phrase(right.start, right.start + upto)  # 12个 | 重点项目 | 总投资30亿元
        if borders and site.quantity.unit in _KINDS and name.endswith(self.words.quantified):
            return Phrase(right.start, right.start)  # 11类 | 商品零售额 | 超3万亿元
        if match and (counted := self._of_its_own(name)):
            return Phrase(right.start, right.start + counted)
        if row := _ROW_AFTER.search(self.text, right.start, site.right):
            return right._replace(
                end=min(right.end, row.start())
            )  # 9个国家级集群 | 和电子、航空等5个
        return self._without_rate(right) if right and borders else right

    def _item(self, site: Site) -> Phrase:
        """What stands between a number of a row and the mark behind it, whatever its words:
        9公里 | 环太湖大堤、16公里 | 入湖河道."""
        q, text, before = site.quantity, self.text, site.previous
        then = next((n for n in site.clause.quantities if n.start == site.right), None)
        item = (_ITEM if then else _LAST_ITEM).fullmatch(text, q.end, site.right)
        follows = before is not None and before.unit == q.unit and text[q.start - 1] == "、"
        opens = then is not None and then.unit == q.unit
        if item is None or not (follows or opens):
            return Phrase(q.end, q.end)
        words = [text[a:b] for a, b in self.reader.words(*item.span(1))]
        does = len(words[0]) > 1 and self.reader.tag(words[0], "")[:1] == "v"
        if does or self.reader.tag(words[-1], "")[:1] != "n":
            return Phrase(q.end, q.end)  # 124个 | 恢复市电
        return Phrase(*item.span(1))

    def _noun(self, right: Phrase) -> Phrase:
        """A phrase without the adverb at its end: 贫困群众 | 稳定 | 脱贫."""
        words = list(self.reader.words(right.start, right.end))
        last = self.text[slice(*words[-1])] if len(words) > 1 else ""
        how = len(last) > 1 and self.reader.tag(last, "") in ("a", "ad", "d")
        how = how and self.reader.tag(self.reader.word_at(right.end), "")[:1] == "v"
        return right._replace(end=words[-1][0]) if how else right

    def _same_people(self, site: Site) -> Quantity | None:
        """The number right behind one of households, of the same people: 19852户 | 56430名群众."""
        if site.quantity.unit != "户" or site.right != site.quantity.end:
            return None
        then = next((q for q in site.clause.quantities if q.start == site.right), None)
        return then if then and then.unit in _HEADS else None

    def _ranks(self, site: Site) -> bool:
        """Whether a verb of ranking alone stands between two numbers: 7.2% | 名列 | 第三."""
        between = self.text[site.quantity.end : site.right]
        return self.words.ranking.fullmatch(between) is not None

    def _described(self, site: Site) -> Phrase | None:
        """What is counted behind how large or how old it is: 12座 | 跨度30多米的 | 桥梁."""
        end = site.quantity.end
        then = next((n for n in site.clause.quantities if n.start > end), None)
        if site.quantity.dimension != "count" or then is None:
            return None
        sums = then.dimension == "currency" and then.bound == "over"
        which = self.words.of_sums if sums else self.words.sized
        sized = which.fullmatch(self.text, end, then.start)
        of = THAT_SIZE.match(self.text, then.end) if sized else None
        between = self.text[end : then.start]
        if between in self.words.meant_for:
            of = _OF_THEM.match(self.text, then.end)  # 40款 | 面向16个行业的 | 数据产品
        summed = between in self.words.in_all or between in self.words.lengths_of_all
        if summed and then.dimension == "length":
            return self._noun(self.reader.right(then.end, site.clause.end))  # 66条 | 共658公里河道
        return self._noun(self.reader.right(of.end(), site.clause.end)) if of else None

    def _shared(self, site: Site) -> Phrase | None:
        """The noun behind the next number where each has a deed of its own: 续建 | 3个、新建17个 |
        创新联合体."""
        q, text = site.quantity, self.text
        then = next((n for n in site.clause.quantities if n.start == site.right), None)
        deed = ANOTHER.fullmatch(text, q.end, site.right) if then else None
        if then is None or deed is None or then.unit != q.unit or then.end >= site.clause.end:
            return None
        done = text[self.reader.before(q.start) : q.start]
        if not {done, deed[1]} <= self.words.deeds_of_works:
            return None
        return self._noun(self.reader.right(then.end, site.clause.end)) or None

    def _of_the_next(self, site: Site) -> bool:
        """Whether the noun behind 和 is that of the next number: 博士30名 | 和硕士 | 200名."""
        then = any(q.start == site.right for q in site.clause.quantities)
        return then and _AND.match(self.text, site.quantity.end) is not None

    def _measured_next(self, site: Site) -> str:
        """What dimension the next number has: 78家钢铁企业 | 3.9亿吨 measures no firms."""
        then = (m for m in site.clause.quantities if m.start == site.right)
        return next((str(m.dimension) for m in then), "")

    def _of_its_own(self, name: str) -> int:
        """How long the noun is that is counted before a measure of the next number: 167个 | 项目 |
        总投资达597亿元."""
        head = next((w for w in self.words.general if name.startswith(w)), "")
        match = self.catalogue.match(name[len(head) :]) if head else None
        return len(head) if match and match.exact else 0

    def _without_rate(self, right: Phrase) -> Phrase:
        """A noun without the rate or the mean that the next number gives: 186家民宿 | 平均入住率
        81%, 35名设计师 | 平均年龄28岁."""
        words = list(self.reader.words(right.start, right.end))
        if len(words) > 1 and self.text.startswith(_MEAN, words[-1][0]):
            return Phrase(right.start, words[-1][0])
        if len(words) > 2 and self.text[slice(*words[-2])] in _AVERAGE:
            return Phrase(right.start, words[-2][0])
        rate = len(words) > 1 and self.text[right.end - 1] == "率"
        return Phrase(right.start, words[-1][0]) if rate else right

    def _own(self, q: Quantity) -> Phrase | None:
        """The noun that the quantity itself ends in: 120万农村居民, 14亿人 | 口, 560张 | 床位."""
        if q.unit == "人" and self.text.startswith("人口", q.end - 1) and self._word(q.end):
            return Phrase(q.end - 1, q.end + 1)
        number = _NUMBER.match(self.text, q.start, q.end) if q.rule == "open count" else None
        if number:
            return Phrase(number.end(), q.end)
        _, unit, noun = q.text.partition(q.unit or " ")
        named = unit and q.dimension == "count" and self.reader.tag(noun, "")[:1] == "n"
        return Phrase(q.end - len(noun), q.end) if named else None

    def _word(self, at: int) -> bool:
        """Whether the one character at `at` is a word here (3万人 | 口岸 has none)."""
        return self.reader.is_cut(at + 1)
