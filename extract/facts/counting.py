"""Whether the noun behind a number is what is counted, and what it is called then."""

from __future__ import annotations

import re

from extract.clauses import Site
from extract.facts.carrying import Carrier
from extract.facts.edges import Phrase
from extract.facts.phrases import Reader
from extract.facts.ratios import RATES
from extract.facts.reading import Reading
from extract.facts.state import State
from extract.facts.wording import SUFFIXES
from extract.measures import Catalogue
from extract.records import Quantity

_MADE = re.compile("[年月日]产$")
_SCALE = "规模"
_SUCH_A_PLACE = re.compile("[国省市县区州镇乡村](?:的?地位)?")  # 茶叶第一大 | 县
_WITHIN = re.compile(
    "((?:我国|全国|全球|世界|国内|全省|全市|全区|全县|本省|[东中西]部|东北|长三角|[鄂湘赣皖浙苏鲁豫冀晋陕川黔滇桂粤闽辽吉黑甘][东西南北中]|[^，。；]{1,4}[省市])?的?)(.*)",
    re.DOTALL,
)
_SPENT_ON = re.compile(
    "(?:都|全部|全)?(?:投进|投入到?|投向|投到|用于|用在|用到|花在|花到|搞|做)了?([一-鿿]{2,8}?)(?:上|中|里|领域)?(?=[，。；]|$)"
)

_GOES = re.compile(  # 70个城市中有12个城市新房价格 | 环比上涨
    "(?:均|都)?((?:同比|环比)?(?:实现|保持|出现|有所|继续|呈现)?(?:正|负|稳步|快速|小幅|较快|两位数)?"
    "(?:增长|上涨|上升|回升|提高|扩大|下降|下跌|回落|下滑|减少|持平|收窄))"
)


class Counting:
    """Decides it in the clause that the reader has entered."""

    def __init__(
        self, reader: Reader, catalogue: Catalogue, state: State, carrier: Carrier
    ) -> None:
        self.reader, self.text, self.words = reader, reader.text, reader.wording
        self.catalogue, self.state, self.carrier = catalogue, state, carrier

    def matters(self, site: Site, reading: Reading, left: Phrase) -> bool:
        """Whether the noun behind the number matters: not behind growth, nor behind most ranks."""
        if reading.aspect == "rank":
            matters = site.quantity.text.endswith("大")
        else:
            matters = reading.aspect not in ("growth", "multiple")
        return matters and not self._in_a_row(site, left)

    def _in_a_row(self, site: Site, left: Phrase) -> bool:
        """Whether the numbers of a row follow their nouns, so that what is behind the last one is
        the deed of all: 医生37名、教师54名、干部16名 | 来到武平."""
        before, told = site.previous, self.state.recent
        if before is None or not left or not told or left.start != before.end + 1:
            return False
        joined = self.text[before.end] in "、和及"
        return joined and self.text.endswith(told[-1].measure, 0, before.start)

    def whole(self, site: Site, reading: Reading, left: Phrase, right: Phrase) -> str:
        """What is behind its share or its rank: 占全国18.4%的 | 外商投资, 第四大 | 贸易伙伴; of the
        first 大国 in something that is it. '' where a noun stands before."""
        name = self.reader.clean(right) if right else ""
        if reading.aspect == "rank" and site.quantity.text.endswith("大"):
            name = name or self.text[site.quantity.end : site.quantity.end + 1]
            place = _SUCH_A_PLACE.fullmatch(name)
            if left.end - left.start > 2 or (len(name) < 2 and not place):
                return ""
            if not place:
                return name
            scope = _WITHIN.fullmatch(reading.scope or "")
            within, of = scope.groups("") if scope else ("", "")
            reading.scope = within or None
            return of.strip() or f"大{name[0]}"
        spent = _SPENT_ON.match(self.text, site.quantity.end, site.right)
        if reading.aspect == "share" and reading.whole and spent:
            return f"{spent[1]}投入占{reading.whole}比重"  # 把销售收入的7% | 投进研发
        reached = reading.end <= site.left + 2 or reading.peeled.has("level", "counted")
        behind = self.text.startswith("的", site.quantity.end) and reached
        if behind and name in self.words.partial and left:
            return ""  # 原料药约占全国三成的 | 市场份额
        shared = reading.aspect == "share" and reading.whole and behind and name
        return f"{name}占{reading.whole}比重" if shared else ""

    def counts(self, site: Site, reading: Reading, left: Phrase, right: Phrase) -> bool:
        """Whether the noun behind the number is what is counted (106家规上企业)."""
        q = site.quantity
        if not right or reading.aspect in ("rank", "growth", "multiple"):
            return False
        if self.carrier.deed(q, right):
            return False
        if self._next_in_row(q, left) and (self._acts(right) or self.begins_with_a_deed(right)):
            return False  # 出动1200人、车辆35台 | 参与救援
        then = q.unit in self.words.people and right.end == site.right < site.clause.end
        if left and then and self._acts(right):
            return False  # 抽调干部千余人 | 组成240个工作组
        done = right.end == site.right == site.clause.end and left.end == q.start
        if left and done and self.reader.clean(right) in self.words.attending:
            return False  # 企业200家 | 参展
        if left and reading.aspect == "from":
            return False  # 采摘期从40天 | 拉长到110天
        moved = site.previous is not None and site.previous.unit == q.unit and not left
        policy = moved and reading.direction and self.text.startswith("的", q.end)
        if policy and q.dimension in ("ratio", "currency"):
            return False  # 比例由75%提高至 | 100%的政策
        if left and reading.peeled.has("level") and q.dimension == "age":
            return False  # 平均年龄只有24岁的团队
        if left and self.reader.clean(left).endswith(self.words.tracts):
            return True  # 黄河三角洲地区 | 356万亩盐碱地
        if not left or reading.peeled.has("counted"):
            return reading.aspect != "share" or not self.state.recent or bool(reading.whole is None)
        if reading.behind:
            return True
        if reading.aspect == "share":
            return False
        if q.dimension == "ratio" and self.text.endswith(RATES, left.start, left.end):
            return False  # 森林覆盖率84.4%的 | 小城
        doers = q.unit is None and self.reader.clean(right).endswith(self.words.doers)
        if q.dimension not in ("count", "unknown") and self._acts(right) and not doers:
            return False  # 流转梯田1100亩 | 种稻养鱼, but 近8万 | 受灾村民
        if q.dimension in ("count", "unknown") and not self.text.startswith("的", q.end):
            return True
        if self.reader.clean(right).endswith(self.words.ordered) and q.dimension == "currency":
            return True  # 拿下一家石化企业 | 1.3亿元的订单
        of_it = q.dimension not in ("count", "unknown", "currency") and left.end == q.start
        if (
            of_it
            and (name := self.reader.clean(left)).endswith(self.words.amounts_of)
            and "、" not in name
        ):
            return False  # 起重量 | 550吨的桥机
        return self.catalogue.match(self.reader.clean(left)) is None

    def called(self, site: Site, reading: Reading, left: Phrase, right: Phrase) -> str:
        """The noun behind the number, with what it did where the noun alone says too little."""
        if those := self._faring(site, right):
            return those
        name = self.reader.clean(right)
        before = self.reader.clean(left) if left else ""
        money = site.quantity.dimension == "currency"
        if money and name in self.words.building_up and right.end == site.right < site.clause.end:
            return name + "投资"  # 拿出3.2亿元 | 改造8条生产线
        if money and name in self.words.wares and (verb := reading.peeled.first("counted")):
            return self.words.amount.get(verb, name)  # 卖出15.9亿元的 | 货
        if self.words.grade.fullmatch(name) and (noun := self._graded_next(site)):
            return name + noun
        if size := self.words.by_adjective.get(name):
            return before + size  # 跑步机只有13厘米 | 厚
        if name == _SCALE and before:
            return before  # 年产纸箱 | 12亿平方米的规模
        if name == _SCALE and (of := self._of_scale(right, site.right)):
            return of
        if name in self.words.general:
            tail = "".join(self.text[right.end : site.right].split())
            tail = tail.partition("、")[0].rstrip("等和")
            done = self.words.deed(self.text, right.end, site.right)
            if 2 < len(tail) <= 24 and done:
                return tail if tail.endswith(name) else tail + name
        lead = self.state.headline
        if (
            lead
            and name in self.words.totals
            and not self.state.recent
            and lead.unit == site.quantity.unit
        ):
            return lead.measure  # 泉州以9638亿元的总量 | 居首
        made = _MADE.search(self.text, site.clause.start, site.quantity.start)
        if made and name.endswith(self.words.plants) and site.quantity.dimension != "currency":
            return made[0] + "量"  # 年产1000吨的 | 染色生产线
        was_done = bool(left) and self.text.startswith("了", left.end)  # 建设 | 了16座泵站
        partial = before in self.words.nominal and not was_done
        return before + name if partial or name in self.words.partial else name

    def _faring(self, site: Site, right: Phrase) -> str:
        """Those of which a measure goes one way: 12个 | 城市新房价格环比上涨 are
        新房价格环比上涨城市; '' if nothing of the kind is told."""
        goes = _GOES.fullmatch(self.text, right.end, site.clause.end) if right else None
        if goes is None or site.quantity.dimension != "count":
            return ""
        name = self.reader.clean(right)
        first = self.text[right.start : next(self.reader.words(right.start, right.end))[1]]
        head = next((noun for noun in self.words.general if name.startswith(noun)), first)
        measure = name.removeprefix(head)
        if name in self.words.general:
            return goes[1] + name  # 48种产品 | 实现增长
        if not measure:  # 75种 | 产量同比增长
            head, measure = self.carrier.widest(site.quantity), head
        known = measure.endswith((*self.words.quantified, *SUFFIXES))
        known = known or self.catalogue.match(measure) is not None
        return f"{measure}{goes[1]}{head}" if known and head else ""

    def _graded_next(self, site: Site) -> str:
        """What those of a grade are, told behind those of the next: 20个省级、30个市级 | 产业园."""
        then = next((n for n in site.clause.quantities if n.start >= site.right), None)
        if then is None or then.unit != site.quantity.unit:
            return ""
        noun = self.reader.clean(self.reader.right(then.end, site.clause.end))
        other = self.words.grade.match(noun)
        return noun[other.end() :] if other else ""

    def _next_in_row(self, q: Quantity, left: Phrase) -> bool:
        """Whether a noun stands between its number and the `、` behind the number before."""
        return bool(left) and left.end == q.start and self.text[left.start - 1] in "、和及"

    def _of_scale(self, right: Phrase, end: int) -> str:
        """What has the size: 100亿元规模的 | 产业基金."""
        what = self.reader.right(right.end, end) if self.text.startswith("的", right.end) else right
        return self.reader.clean(what) + _SCALE if what and what is not right else ""

    def _acts(self, right: Phrase) -> bool:
        """Whether a phrase begins with a verb that is no noun too."""
        first = next((self.text[a:b] for a, b in self.reader.words(right.start, right.end)), "")
        return self.reader.tag(first, "") == "v" and first not in self.words.nominal

    def begins_with_a_deed(self, right: Phrase) -> bool:
        first = next((self.text[a:b] for a, b in self.reader.words(right.start, right.end)), "")
        return len(first) > 1 and (first in self.words.counted or first in self.words.sets_going)
