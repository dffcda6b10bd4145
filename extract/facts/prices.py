"""What one of a thing is sold for: 一粒 | 卖3角8分, 低开低走，收报 | 23.46元/股."""

from __future__ import annotations

import re

from extract.clauses import Site
from extract.facts.phrases import Reader
from extract.records import Firm

_PRICE = re.compile(  # of what is sold by the piece or the weight
    "[一每](?:公?斤|吨|担|克|立方米|平方米|[粒颗根只头条件台张箱瓶株棵支把盒袋套片块卷床双枚尾羽匹包桶份个串间晚夜])(?:[一每][晚夜天])?(?P<of>[^，。；\\d一每]{0,8}?)"
    r"(?:比20\d\d年(?:同期|[底末])?)?"
    "(?:卖|售|值|贵|便宜|[只就得还]要)(?:出|到|至)?[了过]?(?:上|近|约)?$"
    "|(?<![^，。；：\n])每(?:公?斤|吨|担|件|只|头|箱|瓶|盒|袋|套|台)(?:只要|仅|约|才)?$"
    "|[跌涨降升卖给出开](?:到|至)了?每(?:公?斤|吨|担|亩|[粒颗根只头条件台张箱瓶株棵支把盒袋套片块卷])$"
)
_PRICE_MOVED = re.compile(
    "[一每](?:公?斤|吨|担|克|[只头条台张箱瓶株棵件])(?:[比较][一-鿿]{1,6}?)?(?:又|再|已|就)?"
    "(?:上涨|下跌|涨|跌|降|贵|便宜|高|低)(?:了|出|到)?"
)
_QUOTED = re.compile("(?:(?:收盘|收)?报(?:收于?|价)?|收于)$")  # 某公司 | 报23.86元
_PIECE = re.compile(  # 苹果一斤 | 3元
    "[一每](?:公?斤|吨|担|[粒根只头条台张箱瓶株棵支把盒袋套片块卷床双枚尾羽匹桶份串趟单票])(?:才|只要|仅|约)?$"
)
_A_PIECE = re.compile(
    "[一每](?:公?斤|[粒根只头件条台张箱瓶株棵支把盒袋套片块个串])(?![一-鿿])|[一每]公?斤(?=[都也还就没])"
)
_ONLY = re.compile("(?:平均|[只仅才就还也都能可])*$")
_NO_WARES = ("比", "较", "能", "可", "可以", "能够", "可能")
_ONE_SUCH = re.compile(  # a ware that a sentence begins with: 同样一只盖碗，景德镇能卖300元
    r"(?:^|[。；：“”\n\u3000])(?:同样|同是)?一[台只把件条个套瓶斤盒双张床辆枚支](?:[\d.]+[万千]?[一-鿿]{1,2}的)?([一-鿿]{2,8})，$"
)
_SELLS_FOR = re.compile("(?:能|可|可以|只|就|要|还能|最多)?卖(?:到|出|上)?了?$")
_NEAR = 30
_DEAR = 50_000  # yuan, from which it is no price of one
_SELLS = re.compile(
    "(?:^|[，。；：“]|如今|现在|今年|去年)((?!有望|预计|可以|还能|[每一整])[一-鿿]{2,8}?)(?:可以|能|可|最高|已经?|都)*卖到了?$"
)


class Prices:
    """Reads them off a clause and the one before it."""

    def __init__(self, reader: Reader) -> None:
        self.reader, self.text, self.words = reader, reader.text, reader.wording

    def of(self, site: Site) -> str:
        """What one of a thing is sold for: 一粒 | 卖3角8分, 一公斤比去年贵了12元."""
        q = site.quantity
        start = site.clause.start
        share = q.unit in ("元", "元/股") and _QUOTED.search(self.text, start, q.start)
        if share and (q.unit != "元" or share.group().startswith("收") or share.group() == "报收"):
            return "股价"  # 低开低走，收报23.46元/股
        quoted = share if q.unit == "元" else None
        if quoted and any(
            isinstance(m, Firm) and m.end == quoted.start() for m in site.clause.named
        ):
            return "股价"
        if q.dimension == "currency" and (piece := self._by_the_piece(site)):
            return piece
        if q.dimension == "currency" and _A_PIECE.match(self.text, q.end):
            return "价格"  # 四块三一斤
        small = q.dimension == "currency" and (q.value or _DEAR) < _DEAR
        such = small and _SELLS_FOR.search(self.text, start, q.start)
        if such and (one := _ONE_SUCH.search(self.text, max(0, start - _NEAR), start)):
            return one[1] + "价格"  # 一台5吨的电动葫芦，2018年还能 | 卖1.6万元
        if small and (noun := _SELLS.search(self.text, max(0, start - 1), q.start)):
            return noun[1] if noun[1][-1] in "价格" else f"{noun[1]}价格"  # 智能阀门能卖到 | 3000元
        if q.dimension == "currency" and _PRICE_MOVED.fullmatch(self.text, start, q.start):
            return "价格"  # 每斤比昨天涨了5毛
        sold = q.dimension == "currency" and _PRICE.search(self.text, start, q.start)
        if not sold or "价" in self.text[start : q.start]:
            return ""
        return self._sold(*sold.span("of")) + "价格" if sold["of"] else "价格"

    def _by_the_piece(self, site: Site) -> str:
        """泡沫网套 | 一只 | 五分钱; '' where the noun is a sum itself (租金每亩800元)."""
        if self.text.startswith(("价", "的价"), site.quantity.end):
            return ""  # 设置每桶60美元的 | 价格上限
        found = _PIECE.search(self.text, site.left, site.quantity.start)
        noun = self.reader.clean(self.reader.left(site.left, found.start())) if found else ""
        if found and found.start() == site.clause.start:
            return "价格"  # 一天能做700只，一只 | 两毛四
        priced = not noun or noun.endswith(("价格", *self.words.moneys))
        return "" if priced else noun + "价格"

    def _sold(self, start: int, end: int) -> str:
        """What is sold, between its piece and the verb: 一件 | 出口泳衣 | 平均只卖…."""
        where = self.text.rfind("在", start, end)
        end = where if where > start else end  # 一把贴牌琴 | 在国外卖
        only = _ONLY.search(self.text, start, end)
        stop = only.start() if only else end
        first = self.reader.word_at(start)
        noun = stop - start > 1 and self.reader.tag(first, "")[:1] in ("n", "v", "a", "b", "")
        return "".join(self.text[start:stop].split()) if noun and first not in _NO_WARES else ""
