"""Which quantities of a clause make facts; the others are read over."""

from __future__ import annotations

import re

from extract.clauses import Clause, Site, sites
from extract.facts.behind import SIZED, THAT_SIZE
from extract.facts.people import People
from extract.facts.phrases import Reader
from extract.facts.ratios import FROM
from extract.facts.rightwards import LIMITS
from extract.measures import Catalogue
from extract.records import Place, Quantity

_NEAR = 12  # characters behind a number in which an idle noun can end its phrase
_ADJECTIVE = 2  # characters before an idle noun: 重要方面
MAX_SCOPE = 14  # characters of a rank's scope: 全省所有县（市、区）
_AMONG = re.compile(
    r"[^，。；]{0,12}[中里][稳连续仍]{0,2}(?:[排居位列名]|[跃上提晋]?升|跃|前移|进|退|[下]?降|下?滑|[从由][^，。；]{0,10}第)"
)
_FIRST_OF = re.compile(r"[^，。；]{1,8}(?:之首|首位|中?第[一二三四五六七八九十\d])")
_ROUND = re.compile(r"(?:[百千万十]|\d{1,3})?[万亿]元")
_CLASS = re.compile("的[一-鿿]{1,10}?(?:[就已也仅只共还]|已经)?(?:[有占为达]|达到|超过|突破)?")
_AMONG_THOSE = re.compile("的[^，。；]{1,10}[中里]，")
_THOSE = re.compile(r"的(?:(?:已经|[就已共仅只却也还]){0,3}(?:有|达|占|[仅只共](?=\d))|(?=\d))")
_LISTED = re.compile(r"[、和与及]|的$")
# 由第九位 | 升到第四位, 跃居首位 (居首位 is the rank)
_MOVES = re.compile("[升降跃进退移滑跌][^，。；]{0,2}?[到至居]")
_SIZES = ("power", "mass", "area", "volume", "voltage", "data", "length", "energy")
_ORDINARY = ("个", "次", "轮", "场", "站", "天")  # 倒数第二 | 个比赛日
_CLASSED_UNITS = ("个", "家", "户", "项", "宗")  # of what is told apart by its size
_COLON = tuple(":：∶")
_OUT = ("外", "之外", "以外", "开外", "远的")
_LASTING = re.compile(r"的?(?:时间|里|内|间|之间|来|以来|后|之后|前|之前|以后|以前)")
_CHANGED = re.compile(
    "[^，。；]{0,6}(?:[减并变改降缩压扩增拓][少为到至成短简大加展]|精简|合并)[为到至成]?"
)
GREATEST = re.compile(  # 东盟为我国 | 第一大贸易伙伴
    "(?:[为是成]|跃居|稳居|位居|仍是|成为)(?:[^，。；：、为是成]{0,10})?$"
)
_IS = re.compile("[却也则都还又仍]*[是为]$")
_ONWARD = re.compile(
    "[位名]?(?:上升|跃升|前移|前进|晋升|提升|升|跃|下滑|滑落|降|退|跌)(?:至|到|居|为)(?:全[国省市州县]|第)"
)


_SHIP = re.compile("”(?:轮|号|艇|舰|船)")
_HELD = re.compile(
    "(?:高于|低于|好于|差于|强于|弱于|快于|慢于|超出|超过|逊于|不及)(?:[^，。；]{0,4}$|(?=[\\d.]))"
)
_EXPECTED = re.compile(
    "的?(?:市场|此前|先前|普遍|分析师|经济学家|机构)*的?(?:预期|预测|预估)(?:[值水中]|(?=[，。；、]|$))"
)
_SCOPED = re.compile("(?:全[国省市]|全球|世界)(?:县级|县域|同类|同行业?)$")  # 全国县级 | 第一


class Figures:
    """Picks the quantities that state something out of a clause the reader has entered."""

    def __init__(self, reader: Reader, people: People, catalogue: Catalogue) -> None:
        self.reader, self.text, self.words = reader, reader.text, reader.wording
        self.people, self.catalogue = people, catalogue

    def of(self, clause: Clause) -> list[Site]:
        """The quantities of a clause that can make a fact; the others are read over. The reader
        enters the clause only if there may be one."""
        every = list(sites(clause))
        solid = [s for s in every if not self._transparent(s)]
        if solid:
            self.reader.enter(clause)
            solid = [s for s in solid if not self._absorbed(s)]
        if len(solid) == len(every):
            return every
        found: list[Site] = []
        for i, site in enumerate(solid):
            left = solid[i - 1].quantity.end if i else clause.start
            right = solid[i + 1].quantity.start if i + 1 < len(solid) else clause.end
            found.append(
                Site(site.quantity, clause, left, right, solid[i - 1].quantity if i else None)
            )
        return found

    def _transparent(self, site: Site) -> bool:
        """Articles, group sizes in names (26县), lengths that say when: no facts, read over."""
        q = site.quantity
        if q.dimension == "rank":
            return not self._ranks(site)
        if q.form == "article" or (q.unit in self.words.groups and len(q.text) <= 4):
            return True
        if q.text.endswith("周年") or self._per(site):
            return True  # an anniversary is a date in disguise
        if q.text in self.words.figurative or self._titled(site):
            return True
        if q.dimension == "age" and self.text.startswith("的", q.end):
            return self.people.aged(q.end) is None  # 58岁的 | 牧羊人, but 58岁的张生明
        lies = self.words.part_of_country.search(self.text, site.clause.start, site.clause.end)
        if lies and lies.start() < q.start < lies.end() <= site.right < site.clause.end:
            return True  # 北方 | 10个省区灌溉面积8000万亩
        if self.text.startswith("成员国", q.end) and self.text[q.start - 2 : q.start] == "其他":
            return True  # 与RCEP其他 | 14个成员国
        limit = q.dimension == "age" and q.text.endswith(("以上", "以下"))
        if limit and self.text[q.end : q.end + 1] not in "，。；）占达为有是仅只约超的":
            return True  # 3岁以下 | 婴幼儿
        if q.dimension == "age" and q.low != q.high:
            return self.text.startswith(self.words.aged, q.end)
        if q.dimension == "length" and self.text.startswith(_OUT, q.end):
            return True  # 2000多公里外的中卫
        describes = q.dimension == "length" and self.text.startswith("的", q.end)
        if describes and self.words.distance.search(self.text, site.left, q.start):
            return True  # 海拔800米的什寒村, 距某厂不到2公里的某集团
        if "在" in self.text[site.left : q.start] and _AMONG.match(self.text, q.end):
            return True  # 在9个县（市、区）中排第5位
        if _FIRST_OF.match(self.text, q.end) and self.words.ranking.search(
            self.text, site.left, q.start
        ):
            return True  # 列全州8个县市之首
        return q.dimension == "time" and bool(_LASTING.match(self.text, q.end))  # 在两三年时间内

    def _titled(self, site: Site) -> bool:
        """Whether it stands in a title or in a name: 《传统文化百部经典》, “海巡03”轮."""
        if _SHIP.match(self.text, site.quantity.end):
            return True
        start, at = site.clause.start, site.quantity.start
        return self.text.rfind("《", start, at) > self.text.rfind("》", start, at)

    def _per(self, site: Site) -> bool:
        """Whether it says of how much the next figure is told: 每百斤 | 45元, 一亩 | 净赚6800元."""
        q = site.quantity
        if site.right == site.clause.end:
            return False
        if self.text[q.start - 1] == "每":
            return True
        if q.text[0] != "一" or q.value != 1 or not 0 <= site.right - q.end <= _NEAR:
            return False
        other = next(m for m in site.clause.quantities if m.start == site.right)
        joined = _LISTED.search(self.text, q.end, site.right)
        return other.dimension == "currency" != q.dimension and not joined

    def _absorbed(self, site: Site) -> bool:
        """Whether the noun behind the number takes it in: two matters of speech, a threshold."""
        q = site.quantity
        if q.dimension == "count" and self._idle(site) and not self._changes(site):
            return True
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
            return those is not None or self._of_a_class(site)
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
        if SIZED.fullmatch(self.text, before.end, q.start) and THAT_SIZE.match(self.text, q.end):
            return True  # 12座 | 跨度30多米的 | 桥梁
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

    def _of_a_class(self, site: Site) -> bool:
        """Whether it says which ones the next figure counts: 投资10亿元以上 | 的项目有12个."""
        other = next((m for m in site.clause.quantities if m.start == site.right), None)
        if other is None or other.dimension not in ("count", "ratio"):
            return False
        return _CLASS.fullmatch(self.text, site.quantity.end, site.right) is not None

    def _idle(self, site: Site) -> bool:
        """Whether what is counted is a matter of speech: 两个大局, 三个重要方面, 7方面."""
        end = site.quantity.end
        if site.quantity.unit in self.words.idle:
            return True
        lone = site.quantity.unit in self.words.classes and not self._changes(site)
        if lone and not self.reader.right(end, site.right):
            before = site.quantity.start
            if self.text[before - 1] != "等" and not self.reader.peel(site.left, before).words:
                return True
        if not self.words.idling.search(self.text, end, min(end + _NEAR, site.right)):
            return False
        name = self.reader.clean(self.reader.right(end, site.right))
        head = next((w for w in self.words.idle if name.endswith(w)), "")
        return (bool(head) and len(name) <= len(head) + _ADJECTIVE) or name.startswith("方面")

    def _changes(self, site: Site) -> bool:
        """Whether it is one end of a change: 由5个 | 环节并为1个环节."""
        same = [q for q in site.clause.quantities if q.unit == site.quantity.unit]
        if len(same) < 2 or site.quantity not in same[:2]:
            return False
        first, then = same[0], same[1]
        moved = _CHANGED.fullmatch(self.text, first.end, then.start)
        opened = FROM.search(self.text, site.clause.start, first.start)  # 从国家规定的 | 9类
        return moved is not None and opened is not None

    def _moves(self, site: Site) -> bool:
        """Whether an ordinal is where a rank moves from or to: 由第九位升到了去年的第四位."""
        ranks = [q for q in site.clause.quantities if q.dimension == "rank"]
        if len(ranks) != 2 or site.quantity not in ranks:
            return False
        return _MOVES.search(self.text, ranks[0].end, ranks[1].start + 1) is not None

    def _ranks(self, site: Site) -> bool:
        """Whether an ordinal ranks (居第二, 全省第一) or merely counts (第二次会议)."""
        before = self.text[site.clause.start : site.quantity.start]
        if self.words.placing.search(before):
            return True  # 位次由2012年的第34位升到第11位
        if self._moves(site):
            return True
        if _ONWARD.match(self.text, site.quantity.end):
            return True  # 由上年的 | 第五位升至第三位
        if site.quantity.text.endswith("大") and GREATEST.search(before):
            return True
        if before.endswith("的") or self.text.startswith(_ORDINARY, site.quantity.end):
            return False
        at_end = self.text[site.quantity.end : site.quantity.end + 1] in "，。；、"
        if at_end and self.words.lying_at.search(before):
            return True  # 增速位于四大区域板块第二
        at = site.quantity.start
        if at_end and any(m.end == at and isinstance(m, Place) for m in site.clause.named):
            return True  # 宜都 | 第61，枣阳第82
        if self.words.ranking.search(before):  # 以色列 holds no 列
            before = self.words.not_ranking.sub(lambda m: "□" * len(m.group()), before)
        scoped = site.quantity.text[0] not in "第首前头" or _SCOPED.search(before) is not None
        verb = next(reversed(list(self.words.ranking.finditer(before))), None)
        near = verb is not None and len(before) - verb.end() <= MAX_SCOPE
        is_so = _IS.sub("", before) if at_end else before  # 增速却是 | 第1位
        return scoped or near or is_so.endswith(tuple(self.words.leaning))
