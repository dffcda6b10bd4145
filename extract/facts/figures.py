"""Which quantities of a clause make facts; the others are read over."""

from __future__ import annotations

import re

from extract.clauses import Clause, Site, heads, sites
from extract.facts.people import People
from extract.facts.phrases import Reader
from extract.facts.ratios import FROM
from extract.facts.thresholds import Thresholds
from extract.facts.topics import ranked_by
from extract.measures import Catalogue
from extract.records import Place

_NEAR = 12  # characters behind a number in which an idle noun can end its phrase
_ADJECTIVE = 2  # characters before an idle noun: 重要方面
MAX_SCOPE = 14  # characters of a rank's scope: 全省所有县（市、区）
_AMONG = re.compile(
    r"[^，。；]{0,12}[中里][稳连续仍]{0,2}(?:[排居位列名]|[跃上提晋]?升|跃|前移|进|退|[下]?降|下?滑|[从由][^，。；]{0,10}第)"
)
_FIRST_OF = re.compile(r"[^，。；]{1,8}(?:之首|首位|中?第[一二三四五六七八九十\d])")
_LISTED = re.compile(r"[、和与及]|的$")
# 由第九位 | 升到第四位, 跃居首位 (居首位 is the rank)
_MOVES = re.compile("[升降跃进退移滑跌][^，。；]{0,2}?[到至居]")
_ORDINARY = ("个", "次", "轮", "场", "站", "天")  # 倒数第二 | 个比赛日
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
_PLACES = re.compile(
    r"[\d一二三四五六七八九十百]+[个座]?(?:主要|大中)?(?:省份|省市|省区市|地市|城市|区县|县市区?|市)"
)
_SHIP = re.compile("”(?:轮|号|艇|舰|船)")
_SCOPED = re.compile("(?:全[国省市]|全球|世界)(?:县级|县域|同类|同行业?)$")  # 全国县级 | 第一


class Figures:
    """Picks the quantities that state something out of a clause the reader has entered."""

    def __init__(self, reader: Reader, people: People, catalogue: Catalogue) -> None:
        self.reader, self.text, self.words = reader, reader.text, reader.wording
        self.people, self.catalogue = people, catalogue
        self.thresholds = Thresholds(reader, catalogue)

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
        if q.dimension == "count" and self._places_out(site):
            return True  # 31省份 | 一季度GDP出炉
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

    def _places_out(self, site: Site) -> bool:
        """Whether it counts the places whose figures a clause says to be out, or those on which a
        statistic always is: 36个大中城市 | 客流量增长15%."""
        q = site.quantity
        if self.text.startswith(self.words.panels, q.end) and q.start in heads(
            self.text, site.clause
        ):
            return True
        places = _PLACES.match(self.text, q.start)
        ranked = places and ranked_by(self.reader, self.catalogue, places.end(), site.clause.end)
        return ranked is not None

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
        if site.quantity.dimension == "count" and self._idle(site) and not self._changes(site):
            return True
        return self.thresholds.only(site)

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
