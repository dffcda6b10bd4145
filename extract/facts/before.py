"""The noun phrase before a number."""

from __future__ import annotations

import re

from extract.clauses import Site
from extract.facts.carrying import SUCH
from extract.facts.edges import Phrase
from extract.facts.phrases import HELPED, Reader
from extract.facts.reading import Reading
from extract.measures import Catalogue
from extract.records import Place, Quantity

_MADE = re.compile(
    r"(?:(?<![一-鿿\d])|(?<=[厂司线县市镇园里可业后]))[年日月]产(?![量值能业])([一-鿿]{1,10}?)(?:可达|[可约近超达已将])*$"
)
_EVERY = re.compile(
    "(?<=[一-鿿])每(?:\\d+|百|千|万)?(?:斤|吨|亩|桶|件|分钟|秒|度|小时|天|日|月|年|立方厘米|立方米|平方米|平方公里|百公里|公里|公斤|升|毫升)$"
)
_IN_ALL = "累计"
_FIRMS = ("公司", "集团", "品牌")
_BESIDE = re.compile("[与和同跟][^，。；]{1,12}相比$")
_ADVERBS = ("d", "t", "ad", "zg")
_KIND = re.compile("(?:行业|产业|业态|领域|作物|商品|产品|品类)(?=..)")
_LENT = re.compile("对[^，。；对]{2,12}(?:发放|投放)的$")
_SPENT_ON = ("用于", "投向", "投入")
_PORTION = re.compile("的(?:比重|比例|占比|支出|资金|投入)$")
_MAINLY = re.compile("以[^，。；以为]{2,16}为[^，。；以为的]{1,6}的")  # 以水稻为主的 | 粮食产量
_SCOPE = re.compile("全[球国省市县区州]|世界|国内|省内|市内")
_ONE = re.compile("一[单斤件台只辆车箱袋盒把张条双套瓶顿趟次]")
_PIECES = frozenset("台座架艘辆颗根支张条件只套款")
_SUMS = ("总计", "合计", "总数", "总额", "准备")


_BRANCH = 3  # characters of the shortest: 零售业


class Before:
    """Reads it in the clause that the reader has entered."""

    def __init__(self, reader: Reader, catalogue: Catalogue) -> None:
        self.reader, self.text, self.words = reader, reader.text, reader.wording
        self.catalogue = catalogue

    def of(self, site: Site, reading: Reading) -> Phrase:
        """The noun phrase before the number; none right after `和` behind another quantity, nor
        before a verb that says what was done (省财政厅 | 安排 | 18亿元)."""
        if site.previous and site.left < reading.end:
            gap = self.text[site.left : reading.end].strip()
            joined = gap.endswith("、") and site.previous.unit == site.quantity.unit
            if joined or gap in ("和", "与", "及", "以及", "或"):
                return Phrase(reading.end, reading.end)  # 124个恢复市电、| 90个获得电源
        end = reading.end
        if every := _EVERY.search(self.text, site.left, end):
            end = self.reader.peel(site.left, every.start()).end  # 车速 | 每分钟 | 260米
        left = self._made(site) or self.reader.left(site.left, end)
        if left.verb == "新增" and left and site.quantity.dimension not in ("count", "unknown"):
            left = self._newly(site, left)
        if left.verb in HELPED and not left:
            return left  # 替全县企业 | 省下
        if not left and (beside := _BESIDE.search(self.text, site.left, reading.end)):
            reading.base = reading.base or beside.group()
            left = self.reader.left(site.left, beside.start())  # 食品价格 | 与去年同期相比上涨
        if not left and (ahead := self._ahead(site, reading)):
            return ahead
        if left and reading.peeled.has("counted") and self._where(left):
            return Phrase(left.end, left.end)  # 当天在网上 | 卖出3100把
        if _ONE.fullmatch(self.text, left.start, left.end):
            fee = self.reader.left(site.left, self.reader.peel(site.left, left.start).end)
            left = fee or left  # 快递费从前 | 一单 | 要5块5
        numbers = site.clause.quantities
        if left and reading.aspect == "change" and self.text[left.start] in "离距":
            return Phrase(left.end, left.end)  # 总量985亿元，离千亿元 | 只差14亿元
        several = left and len(numbers) > 1
        if several and any(q.start <= left.start < left.end <= q.end for q in numbers):
            return Phrase(left.end, left.end)  # 6大类 | 40余种
        one = next((q for q in numbers if q.start == left.start and q.text[0] == "一"), None)
        piece = one and one.text[-1] in _PIECES and left.end - one.end > 1
        piece = piece and site.quantity.dimension not in ("count", "currency")
        if one and one.end < left.end and (one.dimension != "count" or piece):
            left = Phrase(one.end, left.end, left.verb)  # 一亩 | 茶园
        left = self._widened(site, reading, left)
        left = left._replace(start=self._described(site, left))
        left = self._with_its_kinds(site, self._done_in_all(site, left))
        if left.end - left.start > 1 and self.text[left.start - 1] == "每":
            left = left._replace(start=left.start - 1)  # 每单 | 利润
        if site.quantity.dimension == "rank" and _SCOPE.fullmatch(self.reader.clean(left)):
            return Phrase(left.end, left.end)  # 总额增至…，全球排名 | 升至第一位
        topic = self._topic(site, left) if site.quantity.dimension == "count" else None
        return topic or left

    def _described(self, site: Site, left: Phrase) -> int:
        """Where a measure begins with whom it is for or what it is made of: 对农户发放的 |
        贷款余额, 以水稻为主的 | 粮食产量."""
        lent = _LENT.search(self.text, site.left, left.start) if left else None
        mainly = _MAINLY.search(self.text, site.left, left.end) if left and not lent else None
        if mainly and mainly.start() < left.start < mainly.end():
            return mainly.start()
        if self.text.endswith(_SPENT_ON, site.left, left.start) and _PORTION.search(
            self.reader.clean(left)
        ):
            at = left.start - len("用于")
            whose = self.reader.left(site.left, at)  # 财政支出 | 用于 | 民生的比重
            return whose.start if whose and whose.end == at else at
        return lent.start() if lent else left.start

    def _with_its_kinds(self, site: Site, left: Phrase) -> Phrase:
        """A measure of several branches or wares with their names: 钢铁、有色等 | 行业利润."""
        at = left.start - 1
        if not left or self.text[at] != "等" or not _KIND.match(self.text, left.start, left.end):
            return left
        row = self.reader.left(site.left, at)
        named = any(m.start < at and m.end > row.start for m in site.clause.mentions)
        whole = row.end == at and "、" in self.text[row.start : at] and not named
        return left._replace(start=row.start) if whole else left

    def _done_in_all(self, site: Site, left: Phrase) -> Phrase:
        """A deed with what it is done to: 房屋交易 | 累计 | 申报."""
        at = left.start - len(_IN_ALL)
        deed = self.reader.tag(self.text[left.start : left.end], "")[:1] == "v"
        if not (left and deed and self.text.startswith(_IN_ALL, at)):
            return left
        what = self.reader.left(site.left, at)
        named = any(m.end == at for m in site.clause.mentions)
        noun = what.end == at and what.end - what.start > 2 and not named
        return left._replace(start=what.start) if noun else left

    def _topic(self, site: Site, left: Phrase) -> Phrase | None:
        """What a verb of one character at the number is told of, over its adverbs and dates:
        梳绒机 | 今年只 | 开了34台."""
        if left.end - left.start != 1 or not self.text.startswith("了", left.end):
            return None
        at = left.start
        dates = {m.end: m.start for m in site.clause.dated}
        while at > site.left:
            if at in dates:
                at = dates[at]
                continue
            before = self.reader.before(at)
            if self.reader.tag(self.text[before:at], "") not in _ADVERBS:
                break
            at = before
        if at == left.start or at <= site.left:
            return None
        topic = self.reader.left(site.left, at)
        noun = topic.end == at and topic.end - topic.start > 1
        named = any(m.start < topic.end and topic.start < m.end for m in site.clause.named)
        return topic if noun and not named else None

    def _made(self, site: Site) -> Phrase | None:
        """What stands between 日产 and the number, however it is cut: 日产 | 钻针 | 12万支."""
        made = _MADE.search(self.text, site.left, site.quantity.start)
        reached = made and self.text.endswith(("达", "达到"), made.end(1), made.end())
        if made and (made[1].endswith("量") or (reached and made.group()[0] in "日月")):
            return Phrase(made.start(), made.end(1))  # 日产气量, 日产油 | 达: what was made
        return Phrase(*made.span(1), verb=made.group()[:2]) if made else None

    def _newly(self, site: Site, left: Phrase) -> Phrase:
        """A measure with what it is new of: 太阳能发电 | 新增 | 装机."""
        at = left.start - len(left.verb)
        if not self.text.startswith(left.verb, at):
            return left
        whose = self.reader.left(site.left, at)
        of = whose.end == at and whose.end - whose.start > 1
        return Phrase(whose.start, left.end, whose.verb) if of else left

    def _where(self, left: Phrase) -> bool:
        """Whether a phrase only says where: 在 | 网上."""
        at = left.start - 1
        if self.text.find("靠", left.start + 1, left.end) > 0:
            return True  # 全家靠柿子 | 挣了11万元
        if self.text.endswith(self.words.means, 0, left.start):
            return True  # 去年通过 | 直播 | 卖出2.3万床
        return self.text[at] == "在" and self.reader.is_cut(at) and self.reader.is_cut(left.start)

    def _ahead(self, site: Site, reading: Reading) -> Phrase | None:
        """A measure of the catalogue right before the place that it is said of:
        规上工业增加值 | 文成增长14.8%."""
        place = next((m for m in site.clause.named if m.end == reading.end), None)
        if not isinstance(place, Place) or place.start <= site.left:
            return None
        if site.quantity.dimension == "count" and (things := self._fronted(site, place)):
            return things
        match = self.catalogue.ending(self.text[site.left : place.start])
        whole = match and match.exact and match.end == place.start - site.left
        return self.reader.left(site.left, place.start) if whole else None

    def _fronted(self, site: Site, place: Place) -> Phrase | None:
        """Things before the place that has so many of them: 这样的车间 | 全县已 | 有143个."""
        counted = self.text[place.end : site.quantity.start].endswith("有")
        if not counted or site.quantity.end != site.clause.end:
            return None
        such = SUCH.match(self.text, site.left)
        start = such.end() if such else site.left
        things = self.reader.left(start, place.start)
        if (things.start, things.end) != (start, place.start):
            return None
        last = self.text[self.reader.before(things.end) : things.end]
        noun = self.reader.tag(last, "")[:1] == "n"
        firm = self.text.endswith(_FIRMS, things.start, things.end)  # 公司 | 全国有300家
        return things if noun and not firm and things.end - things.start > 1 else None

    def _widened(self, site: Site, reading: Reading, left: Phrase) -> Phrase:
        """A measure of the catalogue may hold a word that would end or be peeled off a phrase:
        `城镇 | 新增 | 就业`, `生猪 | 出栏`."""
        ends, at = [reading.end], site.quantity.start
        for kind, word in reading.peeled.words:
            sums = word in _SUMS  # 资产总计
            if (sums or kind in ("counted", "rate", "rate_down")) and self.text.endswith(
                word, 0, at
            ):
                ends.insert(0, at)
                break
            at -= len(word)
        bound = max([site.left, *[m.end for m in site.clause.mentions if m.end <= reading.end]])
        for end in ends:
            window = self.text[bound:end]
            match = self.catalogue.ending(window)
            if match and match.end == len(window):
                start = bound + match.start
                if (end > reading.end or start < left.start) and self.reader.is_cut(start):
                    start = min(start, left.start) if left else start
                    own = self.catalogue.match(self.reader.clean(left)) if left else None
                    same = own is not None and own.entry is match.entry
                    if same and self.text[start : left.start] in self.words.qualifier:
                        return left  # 新增 | 规上企业, but 新增贷款
                    if end > reading.end and match.entry.kind == "rate":
                        reading.aspect = "level"  # 人口自然增长率 is no growth of 人口自然
                    while self.text[start : start + 1] in ("的", "、", "）", ")"):
                        start += 1
                    rest = self.catalogue.match(self.text[start + 2 : end])
                    idle = self.text[start : start + 2] in self.words.qualifier
                    if idle and rest and rest.entry is match.entry:
                        start += 2  # 累计 | 发放贷款
                    return Phrase(self._holder(bound, start), end, left.verb)
        return left

    def _holder(self, bound: int, start: int) -> int:
        """Where the branch begins that a measure at `start` is one of: 高技术服务业 | 实际使用外资;
        `start` where none stands before it."""
        if not self.text.endswith(self.words.holders, bound, start):
            return start
        whose = self.reader.left(bound, start)
        named = whose.end == start and start - whose.start >= _BRANCH
        return whose.start if named else start

    def agent(self, q: Quantity, left: Phrase, reading: Reading) -> bool:
        """Whether the noun before the verb is who acted: 省财政厅 | 安排 | 18亿元, 各县 | 合计."""
        acted = reading.peeled.has("counted") and q.dimension == "currency"
        who = self.reader.clean(left)
        return who in self.words.parts_of_place or (acted and who.endswith(self.words.agent))
