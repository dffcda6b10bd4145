"""Measures that take more than a noun phrase: 从设计到量产的时间, 税收政策包括…等19项."""

from __future__ import annotations

import re

from extract.clauses import Site
from extract.facts.durations import duration
from extract.facts.phrases import Reader
from extract.facts.reading import Reading

_AWAY = re.compile(
    r"(?<=[一-鿿])距离?([^，。；距离的在了到为]{2,14}?)(?:大约|[仅只约近才就]|只有|不到|不足|不过)*$"
)
_ACCOUNT = re.compile(
    "账[上面](?:[只仅还就已才]|一共|总共)*(?:[有剩躺存]|剩下|余下)?(?:着|了|下)?(?:[只仅]?有)?$"
)
_TRADED = re.compile(
    r"([对与向][A-Za-z“”一-鿿]{0,12}?[中]?其他(?:\d+个)?(?:成员国|成员|国家|经济体|伙伴))(?:合计|的|累计)*"
    r"(货物贸易(?:总额|额)?|(?:货物)?进出口(?:总[值额])?|出口(?:总[值额])?|进口(?:总[值额])?|贸易(?:总额|额))"
)
_ONLINE = re.compile(  # of the bulletins: 限额以上单位通过公共网络实现的零售额 | 增长27.9%
    "((?:限额以上|限上)?(?:批发和?零售业|贸易)?(?:企业|单位|法人单位|商贸单位)?通过(?:公共|互联|信息)(?:信息)?网络?(?:实现|完成)的?(?:商品)?零售额)"
    "(?:同比|比上年|分别|达到|达|为|完成)*(?:增长|下降|提高)?$"
)
_RATIO = re.compile(r"[^，。；、“”]{2,14}[与和][^，。；、“”]{2,12}之比")
_NEEDED = re.compile(
    "(?:过去|原先|原来|以前|从前|早先|当初)(?:[^，。；\\d]{0,6}?)?(?:要|得|需要?|雇|请|用)(?:站|配|守|有)?$"
    "|(?:[每一]班|[每一]条线|[老旧新]线)[^，。；\\d]{0,3}?(?:要|得|需要?|用|配)$"
)
FEWER = re.compile(  # 这条线要站260人， | 现在62人就够了
    r"[，；](?:可|而)?(?:到)?(?:现在|如今|眼下|今年)[^，。；]{0,4}?\d+(?:来|多)?个?人?(?:就够|就行|足够|就能)"
)
_AGED = re.compile(
    r"(?!.*(?:寿命|年龄))(?:[^年，。；\d]{0,8}|[^，。；\d]*(?:今年|现年|年仅|年过))(?:已|才|刚满?)?"
)  # 刘国方今年 | 57岁
_PAYS = re.compile("(?:按照?|给予)[^，。；\\d]{0,10}$")  # 按投资额的 | 12%补助
_PAID = re.compile("(?:的?(?:比例|标准))?的?(?:给予|予以|进行)?(奖补|补助|补贴|奖励|返还|补|奖)")
_SMALL = re.compile(  # 47万人的 | 县里, 535平方公里的 | 小县集聚了…
    "的(?:[大小山穷老古边]{0,2}[县镇村城乡岛区]|[一-鿿]{2,3}[县镇村])"
    "(?=[里内中上域庄城，。；：、集聚拥有在是却把竟走成连]|$)"
)
_SIZED = re.compile("([一-鿿]{0,4}(?:面积|人口))(?:才|[只仅]有?|不足|不到|约|近)*$")
_SIZES = {"人": "人口", "口": "人口", "户": "户数", "平方公里": "面积"}
_ADDS = re.compile(
    r"(对[^，。；对]{2,24}?的?贡献率?)(?:将|已|可|[约近超达]|达到|超过|接近|只?有|为|是)*$"
)
_ALONE = re.compile("[光单]是?([一-鿿]{2,8}?)(?:一年|每年|一个月)?就(?!损失|亏损)[一-鿿]{1,3}$")
_AMONG_THE_BEST = re.compile(
    "([^，。；]{0,14}(?:百强[县区市镇村]?|百佳|[0-9]+强)(?:榜|企业)?)(?:单|榜单|排名)?[上中]?"
)
_UNDERGO = re.compile(
    "(?:进行|实施)(?:了|集中|紧急|全部)?([一-鿿]{2,4})(?=[，。；])"
)  # 2万人 | 进行转移安置
_BESIDE = re.compile("[一-鿿]{1,4}[、和]")
_STANDING = re.compile(
    "(在[^，。；在]{2,8}的|(?:在?(?:全[国省市县区州球]|世界|国内|省内|市内))?的?)(排名|位次|名次)中?$"
)


class Spelled:
    """Reads them in the clause that the reader has entered; '' where there is none."""

    def __init__(self, reader: Reader) -> None:
        self.reader, self.text, self.words = reader, reader.text, reader.wording

    def comprised(self, site: Site) -> str:
        """What a counted list is of: 税收政策 | 包括…、…等19项; '' where none is."""
        if site.quantity.dimension != "count" or self.text[site.quantity.start - 1] != "等":
            return ""
        start = site.clause.start
        match = self.words.listing.search(self.text, start, site.quantity.start)
        if match is None:
            return ""
        begun = self.text.rfind("从", start, match.start())  # 产品从果干扩展到…等6大类
        return self.reader.clean(self.reader.left(start, begun if begun > 0 else match.start()))

    def way(self, site: Site) -> str:
        """A measure with a preposition in it: 从设计到量产的时间 | 由90天…,
        研发经费与生产总值之比 | 达到2.6%; '' if there is none."""
        q, start = site.quantity, site.clause.start
        paid = _PAID.match(self.text, q.end) if q.unit == "%" else None
        if paid and _PAYS.search(self.text, start, q.start):
            what = {"补": "补助", "奖": "奖励"}.get(paid[1], paid[1])
            return what if self.text.startswith("的", q.end) else what + "比例"  # 20%的 | 补贴
        alone = q.dimension == "age" and q.end == site.clause.end  # no 15岁 | 少年
        if alone and _AGED.fullmatch(self.text, start, q.start):
            return "年龄"
        if q.dimension == "length" and (away := _AWAY.search(self.text, site.left, q.start)):
            return f"距{''.join(away[1].split())}距离"
        alone = self.text[q.end : q.end + 1] in "，。；”"  # but 600万元 | 现金
        if q.dimension == "currency" and alone and _ACCOUNT.search(self.text, site.left, q.start):
            return "账上资金"
        if q.unit == "车道":
            return "车道"  # 双向 | 六车道
        if took := duration(self.text, site):
            return took
        through = self.text.find("通过", site.left, q.start)
        if through >= 0 and (net := _ONLINE.search(self.text, site.left, q.start)):
            return "".join(net[1].split())
        ratio = _RATIO.search(self.text, site.left, q.start) if q.dimension == "ratio" else None
        return "".join(ratio.group().split()) if ratio else ""

    def traded(self, site: Site, end: int) -> str:
        """Trade with those that a group counts: 与RCEP其他14个成员国 | 合计进出口 | 3.08万亿元."""
        found = _TRADED.search(self.text, site.clause.start, end)
        return found[1] + found[2] if found and found.end() == end else ""

    def reached(self, site: Site, left: str) -> str:
        """Whom something reaches, told by their number alone: 辐射带动周边 | 1900余户; `left` is
        the noun before it."""
        q, end = site.quantity, site.quantity.end
        who = self.words.reached_units.get(q.unit or "", "")
        verb = self.words.reaching.search(self.text, site.left, q.start) if who else None
        if who and not verb and (before := site.previous):  # 带动周边3个村、 | 420户增收
            beside = _BESIDE.fullmatch(self.text, before.end, q.start)
            span = site.clause.start, before.start
            verb = self.words.reaching.search(self.text, *span) if beside else None
        gains = "增收" if self.text.startswith("增收", end) else ""
        alone = self.text[end : end + 1] in "，。；、”" or gains
        if verb is None or not alone:
            return ""
        if left.endswith(self.words.schemes):
            return left + verb[1] + who  # 大病保险报销 | 惠及 | 1156万人次
        return (left if left.endswith(verb[1]) else verb[1]) + gains + who

    def alone(self, site: Site) -> str:
        """What is told to be so much alone: 去年光分红就 | 发了920万元; '' if there is none."""
        money = site.quantity.dimension == "currency"
        found = _ALONE.search(self.text, site.left, site.quantity.start) if money else None
        noun = found[1] if found else ""
        return "" if noun.startswith(("这", "那", "一")) or noun.endswith("项") else noun

    def companies(self, site: Site) -> str:
        """公司 that are counted, which elsewhere means the firm told of: 集聚 | 科技公司 | 35家."""
        q, noun = site.quantity, "公司"
        at = q.start - len(noun)
        if q.unit != "家" or at < site.left or not self.text.startswith(noun, at):
            return ""
        named = any(m.end == q.start for m in site.clause.named)
        if named or self.text[q.end : q.end + 1] not in "，。；、":
            return ""
        whose = self.reader.left(site.left, at)
        return (self.reader.clean(whose) if whose.end == at else "") + noun

    def adds(self, site: Site) -> str:
        """What is added to what: 对全球增长的贡献 | 达34.9%."""
        part = site.quantity.unit == "%"
        found = _ADDS.search(self.text, site.left, site.quantity.start) if part else None
        if found is None:
            return ""
        whose = self.reader.left(site.left, found.start())
        name = self.reader.clean(whose) if whose and whose.end == found.start() else ""
        return name + "".join(found[1].split())

    def fate(self, site: Site) -> str:
        """What happened to so many people: 造成以方至少350人 | 死亡."""
        q = site.quantity
        if q.unit not in ("人", "名", "例"):
            return ""
        if undergone := _UNDERGO.match(self.text, q.end):
            return undergone[1]
        fate = next((w for w in self.words.fates if self.text.startswith(w, q.end)), "")
        return "" if self.text.startswith("者", q.end + len(fate)) else fate

    def hands(self, site: Site) -> str:
        """How many it takes: 机加工车间过去 | 要110个人, 现在35个人 | 就够."""
        q = site.quantity
        if q.unit not in ("人", "名") or not q.text.endswith("人"):
            return ""
        needed = _NEEDED.search(self.text, site.clause.start, q.start)
        enough = self.text.startswith(("就够", "就行", "足够", "就能干"), q.end)
        return "用工" if needed or enough or FEWER.match(self.text, q.end) else ""

    def size(self, site: Site) -> str:
        """How large a county or a village is: 这个 | 47万人的县, 面积只有 | 535平方公里的小县."""
        q = site.quantity
        size = _SIZES.get(q.unit or "")
        if size is None or not _SMALL.match(self.text, q.end):
            return ""
        told = _SIZED.search(self.text, site.left, q.start)
        noun = self.reader.left(site.left, told.end(1)) if told else None
        return self.reader.clean(noun) if noun else size

    def _ranking(self, site: Site) -> re.Match[str] | None:
        """What a place is ranked in: 在全国百强县榜单上 | 排第69位, 跻身县域综合实力 | 前15名."""
        span = site.left, site.quantity.start
        return self.words.ranked_on.search(self.text, *span) or self.words.ranks_by.search(
            self.text, *span
        )

    def ranked_among(self, reading: Reading) -> str:
        """The ranking that is the scope of a rank without a noun: 跻身 | 全国百强县 | 第38位."""
        listed = _AMONG_THE_BEST.fullmatch(reading.scope or "")
        return f"{listed[1]}排名" if listed and reading.aspect == "rank" else ""

    def standing(self, site: Site, reading: Reading) -> str:
        """What is ranked before its place in a ranking: 亩均税收 | 在全省的排名 | 前移6位,
        综合实力 | 排名 | 前进3位."""
        listed = self._ranking(site) if reading.aspect == "rank" else None
        if listed:
            return listed[1].removesuffix("榜单").removesuffix("榜") + "排名"
        found = _STANDING.search(self.text, site.left, reading.end)
        if found is None or not (found[1].startswith("在") or reading.aspect == "change"):
            return ""
        of = self.reader.left(site.left, found.start())
        return self.reader.clean(of) + found[2] if of else ""
