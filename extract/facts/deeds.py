"""What is done with a number that has no noun of its own: 10亿人 | 领用社保卡, 斥资1亿元."""

from __future__ import annotations

import re

from extract.clauses import Site
from extract.facts.edges import Phrase
from extract.facts.phrases import Reader
from extract.facts.reading import Reading

_MARKS = ("", "、", "和", "及", "与")  # no deed begins with them
_THERE_ARE = ("有", "共有", "已有", "就有", "仅有")
_TAIL = 12  # characters of what is done by a share
_BECAME = re.compile("^(?:当上|做了|成为|成了|升任|晋升为?|考取|评上)了?")  # 31人 | 当上了班组长
_WHAT_FOR = "([^，。；]{2,10}?)(?:[上中里]|领域|方面)?$"
_TOWARD = re.compile(rf"(?:投|花|用)(?:向|进|到|在|于|入到)了?{_WHAT_FOR}")  # 近六成 | 投向技术改造
_SPENT = re.compile(rf"花(?:在|到|进)了?{_WHAT_FOR}")  # 21.8亿元 | 花在民生上
_GROWS = re.compile("(?:在|都)?[种养开办做](?:起|上)?[一-鿿]{2,5}")
_PUT_INTO = re.compile(rf"投(?:进|入到|向|在)了?{_WHAT_FOR}")  # 腾出来的2600万元 | 投进离焦镜片
_DEED = 8  # characters of what people do behind their number


class Deeds:
    """Names measures by what was done."""

    def __init__(self, reader: Reader) -> None:
        self.reader, self.text, self.words = reader, reader.text, reader.wording

    def _does(self, at: int) -> bool:
        """Whether what stands at `at` tells what people do: no adverb (40个人 | 就够了)."""
        return self.reader.tag(self.reader.word_at(at), "")[:1] != "d"

    def behind(self, site: Site, reading: Reading, right: Phrase) -> str | None:
        """What is done by so many, or for so much: 10亿人 | 领用社保卡, 以30亿元 | 收购某银行."""
        q = site.quantity
        tail = "".join(self.text[q.end : site.right].split())
        there = not any(word not in _THERE_ARE for _, word in reading.peeled.words)
        put = q.dimension == "currency" and reading.aspect == "level" and _PUT_INTO.match(tail)
        if put:
            return put[1] + "投入"
        if right or reading.aspect != "level" or not there:
            return None
        if q.dimension == "currency" and (spent := _SPENT.match(tail)):
            return spent[1] + "支出"
        if q.dimension == "currency" and tail.startswith(self.words.deal):
            return next(w for w in self.words.deal if tail.startswith(w)) + "金额"
        if q.unit == "户" and _GROWS.fullmatch(tail):
            return tail  # 358户 | 种蓝莓
        if q.unit not in self.words.people or not _DEED // 2 <= len(tail) <= 2 * _DEED:
            return None
        verb = self.text[slice(*next(self.reader.words(q.end, site.right)))]
        if self.text.startswith("着", q.end + len(verb)):
            return tail  # 12.6万人 | 端着“陶瓷饭碗”
        lives = tail.startswith(self.words.living_on)  # 2万余人 | 靠刷子吃饭
        return tail if lives or (len(verb) > 1 and self.reader.tag(verb, "") in ("v", "")) else None

    def attended(self, site: Site, reading: Reading) -> str | None:
        """Of those who did so: 活动吸引3000人 | 参加."""
        q, level = site.quantity, reading.aspect == "level"
        tail = "".join(self.text[q.end : site.clause.end].split())
        ours = level and q.unit in self.words.people and tail in self.words.attending
        return tail.removeprefix("前来") + "人数" if ours else None

    def of_part(self, site: Site, reading: Reading) -> str | None:
        """What a share at the head of its clause does: 九成 | 种茉莉, 六成以上 | 供给本地主机厂."""
        q = site.quantity
        tail = "".join(self.text[q.end : site.right].split())
        if q.dimension != "ratio" or site.right < site.clause.end or not 1 < len(tail) <= _TAIL:
            return None
        begun = site.clause.start + 2 * self.text.startswith("其中", site.clause.start)
        head = reading.aspect in ("level", "share") and reading.end <= begun
        if head and (toward := _TOWARD.match(tail)):
            return toward[1]  # 近六成 | 投向了技术改造
        return tail if head and self._verb(q.end, site.right) else None

    def _verb(self, start: int, end: int) -> bool:
        """Whether a verb stands at `start` that no noun of statistics begins with."""
        word = self.text[slice(*next(self.reader.words(start, end)))]
        if word in self.words.nominal or not word[0].isalpha():
            return False
        kind = self.words.kinds.get(word)
        if kind == "counted":
            return True
        tag = self.reader.tag(word, "") if kind is None else ""
        return tag in ("v", "vd") or (tag == "vn" and end - start > len(word) + 2)

    def action(self, site: Site, reading: Reading) -> str | None:
        """No noun on either side: what was done, with the amount (斥资1亿元, 接待360万人次)."""
        verb = reading.peeled.first("counted")
        tail = "".join(self.text[site.quantity.end : site.right].split())
        if site.quantity.unit in self.words.people and self._does(site.quantity.end):
            if verb is None:
                told = 2 < len(tail) <= 20 and tail[-1] not in "到至为成"  # 3个人 | 扩充到28人
                told = told and not self.words.ranking.match(tail)  # 684万人次 | 紧随其后
                return _BECAME.sub("", tail) if told else None
            if tail[:1] in _MARKS:
                return self.words.deployed.get(verb, verb)  # 出动 | 5.5万人、发电车547辆
            if len(tail) <= _DEED:
                return verb + tail  # 带动3万人增收
        moved = reading.peeled.first("up", "down")
        if verb is None:
            money = site.quantity.dimension == "currency"
            return self.words.amount.get(moved) if moved and money else None  # 减亏3亿元
        if site.quantity.dimension == "currency":
            if founded := self.words.founded.match(self.text, site.quantity.end, site.right):
                return founded.group(1)
            return self.words.amount.get(verb, verb + "金额")
        if verb in self.words.made:
            return self.words.made[verb]
        unit = site.quantity.unit
        if unit == "%":
            return verb  # 中稻收获 | 已近8成
        if site.quantity.dimension == "area":
            if site.quantity.text.endswith("地"):
                return "用地"  # 拿下48亩地
            if verb in self.words.land:
                return verb + "用地"  # 盘活了260亩
            return verb + "面积"  # 累计推广1.7万亩
        if unit == "家":
            return verb + "企业"  # 关停9家
        if unit == "个" or not unit:
            return verb + "数量"
        return verb + unit if len(unit) > 1 else verb  # 接待人次, 开行 | 1724列
