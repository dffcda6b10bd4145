"""What a number without a noun of its own goes on about: measures said before in the sentence."""

from __future__ import annotations

import re

from extract.clauses import Site
from extract.facts.edges import Phrase
from extract.facts.phrases import Reader
from extract.facts.reading import Reading
from extract.facts.rightwards import LIMITS
from extract.facts.state import State
from extract.facts.wording import PLANNED, SHARED
from extract.measures import Catalogue
from extract.records import Quantity

_KEPT = ("饲养量", "出栏", "存栏")  # of the same beasts
_HEADS = ("人", "名", "位")  # 260名工人，如今只要95人
_DEED = 8  # characters of a deed behind a number
_TIMES = ("初", "时", "前", "后", "年", "月", "日")
# 其中规上 | 的有31家, 做乐器 | 的占了92户, 规模以上 | 38家
_OF_THEM = re.compile(
    r"[，；]?(?:其中)?[，：]?([一-鿿“”]{2,10}?)(?:的(?:就|已|也|还|则|仅|只|却|仍)*(?:有|剩下?|占|达|为|超过|不足)?了?|(?<=以[上下]))$"
)
SUCH = re.compile("(?:像|如)?(?:这样|这类|此类|类似)的?")
_PACE = re.compile("(?:增速|增幅|涨幅|降幅|跌幅)$")
_PEOPLE = "人口"
_BEYOND = re.compile(
    r"([^，。；、]{1,16}(?:以上|以下|以内)|[^，。；、]{1,12}(?:超过?|过|上|突破|不足|低于|不到|高于)[^，。；、的]{1,8}元?)"
    r"的(?:(?:[就已共仅只竟还也却仍]|已经|竟然)*[有达仅只共]|(?=\d))"
)
_LIMIT = re.compile(r"[\d.一二三四五六七八九十百千万亿]*([一-鿿]{1,2}?)及?以[上下内]")


class Carrier:
    """Carries measures over from the state of the discourse."""

    def __init__(self, reader: Reader, catalogue: Catalogue, state: State) -> None:
        self.reader, self.text, self.words = reader, reader.text, reader.wording
        self.catalogue, self.state = catalogue, state

    def same(self, site: Site, reading: Reading, left: Phrase, right: Phrase) -> str | None:
        """What was counted before in the sentence in the same unit, where the clause has a deed but
        no noun for it: 签约项目147个，其中已开工89个; 其中强县派出143名."""
        q = site.quantity
        deed = self.deed(q, right)
        if (right and not deed) or reading.aspect != "level" or q.dimension != "count":
            return None
        if not deed and not reading.peeled.has("counted"):
            return None
        part = self.text.startswith(self.words.of_which, site.clause.start)
        if left and not (part and self.catalogue.match(self.reader.clean(left)) is None):
            return None
        told = [*self.state.recent[::-1], *([self.state.tally] if self.state.tally else [])]
        found = next((m.measure for m in told if m.unit == q.unit), None)
        return found and self.done_to(found, reading.peeled.first("counted") or "")

    def done_to(self, measure: str, deed: str) -> str:
        """A measure with another deed: 新开工项目29个，| 竣工22个; 生猪出栏9万头，| 存栏6万头;
        滩羊饲养量3万只，其中 | 存栏1万只."""
        kept = next((d for d in _KEPT if measure.endswith(d)), "")
        if kept and deed in _KEPT:
            return measure.removesuffix(kept) + deed
        begun = next((d for d in self.words.works_begun if measure.startswith(d)), "")
        if begun and deed in self.words.works_ended and "新" + deed not in self.words.new_deeds:
            return measure.removeprefix(begun)  # 新建基站3200个，累计建成 | 1.5万个
        before = next((d for d in self.words.new_deeds if measure.startswith(d)), "")
        another = (
            before and "新" + deed in self.words.new_deeds and before.removeprefix("新") != deed
        )
        return deed + measure.removeprefix(before) if another else measure

    def deed(self, q: Quantity, right: Phrase) -> bool:
        """Whether only a deed stands behind a number whose unit was counted before: 另有7个在建."""
        counted = any(m.unit == q.unit for m in self.state.recent)
        if not counted:
            return False
        if right:
            money = q.dimension == "currency"  # 账上有212万元 | 存款
            return not money and self.reader.clean(right) in self.words.nominal
        stop = min(q.end + _DEED, len(self.text))
        return self.words.done.match(self.text, q.end, stop) is not None  # 已有13个 | 投产

    def repeats(self, q: Quantity, left: Phrase) -> bool:
        """Whether the noun is only the deed (出让600亩) done to the measure before it."""
        recent = self.state.recent
        deed = self.reader.clean(left) in self.words.nominal
        return deed and bool(recent) and recent[-1].unit == q.unit and q.dimension != "currency"

    def leans(self, site: Site, reading: Reading) -> bool:
        """Whether a number without a noun of its own goes on about the measure before it."""
        q = site.quantity
        if not self.state.recent:
            return False
        whole = self.state.recent[-1].aspect == "share" and reading.aspect == "level"
        if whole and q.dimension == "count" and site.left == site.clause.start:
            return self.state.recent[-1].measure.endswith(q.unit or " ")  # 三成农户种柠檬，约12万户
        if q.dimension == "rank":
            return True  # 由上年的 | 第五位升至第三位
        if not self.words.restating.isdisjoint(w for _, w in reading.peeled.words):
            return True
        if q.text.startswith(tuple(self.words.restating)):
            return True
        if site.previous and site.left == q.start and site.previous.unit in self.words.people:
            return q.unit in self.words.people  # 1.37万户 | 5.2万人
        close = site.previous and site.left == q.start and q.dimension == "count"
        if close and site.previous and site.previous.dimension == "count":
            return True  # 鸟类175种 | 6万多只
        if reading.aspect == "change" and self._of_another_kind(q, reading):
            return False
        if reading.aspect in ("growth", "change", "rank", "share", "multiple") or reading.whole:
            return True
        if q.dimension == "currency" and reading.peeled.first("counted") in self.words.spending:
            return False  # 产值29亿元，某公司花3800万元上了生产线
        if q.dimension == "currency" and (reading.peeled.first("counted") or "").startswith("净"):
            return False  # 营业额38万元，净挣17万元
        if self._of_another_time(site):
            return True
        if self._grown_to(site, reading):
            return True
        last = self.state.recent[-1].unit
        if self._turned(q):
            return not reading.peeled.has("counted")
        heads = last in _HEADS and q.unit in _HEADS and reading.peeled.words
        points = last == "百分点" and q.unit == "%" and reading.aspect == "from"
        alike = last in (q.unit or "", None) or points  # 下调0.2个百分点，由 | 1.70%调整为…
        return bool(heads) or reading.direction is not None or alike

    def _of_another_kind(self, q: Quantity, reading: Reading) -> bool:
        """Whether a change behind a deed is in a unit that nothing before was told in: 每只亏
        100元，全县存栏少了 | 24万只."""
        told = {m.unit for m in self.state.recent}
        counted = q.dimension in ("count", "mass", "area", "volume")
        return counted and reading.peeled.has("counted") and told.isdisjoint((q.unit, None, "%"))

    def _grown_to(self, site: Site, reading: Reading) -> bool:
        """Whether a clause only says what something has grown to: 拥有量翻了一番，| 达73件."""
        last = self.state.recent[-1]
        alone = reading.end == site.left == site.clause.start and reading.peeled.has("level", "to")
        behind = site.quantity.end == site.clause.end
        return alone and behind and last.aspect in ("growth", "multiple") and site.clause.start > 0

    def _turned(self, q: Quantity) -> bool:
        """Whether the clause before told what has turned, in the unit of `q` or in growth: 净额由负
        转正，为 | 5.96亿元."""
        rest, last = self.state.recent[:-1], self.state.recent[-1]
        grew = last.aspect == "growth" and rest and rest[-1].measure == last.measure
        return bool(grew) and rest[-1].aspect == "level" and rest[-1].unit == q.unit != last.unit

    def _of_another_time(self, site: Site) -> bool:
        """Whether a number tells for another time what was told with its growth: 8月产量2.5万吨，
        增长5%；1—8月 | 累计18万吨."""
        last = self.state.recent[-1]
        told = (m.measure for m in self.state.recent if m.unit == (site.quantity.unit or ""))
        dated = site.clause.dates(site.quantity.start)
        return bool(dated) and last.aspect == "growth" and last.measure in told

    def deeds_in_a_row(self, site: Site, noun: str) -> str | None:
        """What was done to further firms in a row: 关停9家、 | 改造11家."""
        told = self.state.recent[-1].measure if self.state.recent else ""
        row = site.previous and site.previous.unit == site.quantity.unit == "家"
        deeds = told.endswith("企业") and told.startswith(self.words.doing)
        return f"{noun}企业" if row and deeds and noun in self.words.nominal else None

    def counted(self, q: Quantity) -> str | None:
        """The measure told last in the unit of `q`."""
        told = (m.measure for m in reversed(self.state.recent) if m.unit == (q.unit or ""))
        return next(told, None)

    def widest(self, q: Quantity) -> str:
        """The plainest measure told in the unit of `q`, none of those of a kind; '' if none was."""
        told = (m.measure for m in reversed(self.state.recent) if m.unit == q.unit)
        return min(told, key=len, default="")

    def named(self, noun: str) -> str | None:
        """The measure said before that ends in `noun`."""
        ends = (m.measure for m in reversed(self.state.recent) if m.measure.endswith(noun))
        return next(ends, None)

    def those(self, site: Site, reading: Reading) -> str | None:
        """Of what was counted before, those beyond a threshold: 企业300家，亿元以上 | 的有8家."""
        q = site.quantity
        if q.dimension != "count":
            return None
        if match := _BEYOND.match(self.text, site.left, q.start):
            noun = self.widest(q)
            if noun.endswith(LIMITS):
                return "".join(match.group(1).split())  # 就业3个月以上的342人，6个月以上的 | 191人
            return "".join(match.group(1).split()) + noun.removesuffix("数") if noun else None
        return self._such(site) or self._of_them(site)

    def _such(self, site: Site) -> str | None:
        """Things like those counted before: “小巨人”企业10家。这样的 | 企业 | 全市有4家."""
        start = max([site.left, *(m.end for m in site.clause.dates(site.quantity.start))])
        such = SUCH.match(self.text, start)
        place = next((m for m in site.clause.named if such and m.start > such.end()), None)
        if such is None or place is None:
            return None
        things = self.text[such.end() : place.start]
        told = (m for m in reversed(self.state.recent) if m.unit == site.quantity.unit)
        return next((m.measure for m in told if m.measure.endswith(things)), None)

    def _of_them(self, site: Site) -> str | None:
        """Of what the sentence counted first, those of a kind: 轴承企业82家，规上 | 的有31家."""
        start = max([site.left, *(m.end for m in site.clause.dates(site.quantity.start))])
        match = _OF_THEM.match(self.text, start, site.quantity.start)
        noun = next((m.measure for m in self.state.recent if m.unit == site.quantity.unit), None)
        if match is None or noun is None:
            return None
        kind = match.group(1)
        if noun.endswith(_PEOPLE) and len(kind) == len(_PEOPLE):
            return kind + _PEOPLE  # 户籍人口1.2万人，常住 | 的只剩3600来人
        if kind.endswith(_TIMES) or "方面" in noun:
            return None  # 从2021年设立之初 | 的50只
        done = noun.startswith(self.words.doing) and kind in self.words.counted
        done = done or kind.endswith("中") or self.reader.tag(noun, "") == "v"
        return None if done else kind + noun.removesuffix("数")

    def _rate(self, name: str) -> bool:
        """Whether a share is a rate of its own (研发费用占主营收入比重), not what something is of a
        larger whole (占榆林的三成，是府谷的2.8倍)."""
        match = self.catalogue.match(name)
        return match is not None and match.exact and match.entry.kind == "rate"

    def measures(self, site: Site, reading: Reading) -> list[str]:
        """What a number goes on about, with the limit its clause begins with: 60岁及以上人口占30%，
        65岁及以上 | 占22%."""
        q, last = site.quantity, site.previous
        if q.unit == "户" and last and site.left == q.start and last.unit not in self.words.people:
            return ["户数"]  # 惠及13个村 | 1.3万户
        before = (m for m in site.clause.quantities if m.end <= site.quantity.start)
        told, limit = self._told(site, reading), max(before, key=lambda m: m.end, default=None)
        span = (limit.start, limit.end) if limit else (0, 0)
        found = _LIMIT.fullmatch(self.text, *span)
        if found is None:
            return told
        amount = rf"[\d.一二三四五六七八九十百千万亿]*{found[1]}"
        alike = re.compile(rf"{amount}及?以[上下内]|(?:超过?|[过上]|突破){amount}")
        names = [alike.sub(found.group(), name) for name in told]
        of_them = site.quantity.dimension == "count" and limit and limit.unit != site.quantity.unit
        return [
            f"{found.group()}{n}" if of_them and found.group() not in n else n for n in names
        ]  # 项目320个，其中10亿元以上 | 12个

    def _in_all(self, reading: Reading) -> bool:
        """Whether a growth is that of the total, not of the part told last."""
        words = {w for _, w in reading.peeled.words}
        return reading.aspect in ("growth", "change") and not words.isdisjoint(self.words.totals)

    def _risen(self, site: Site, reading: Reading) -> str | None:
        """What an amount has risen to where the last measure is a rate: 产值260亿元，贡献率过半，
        今年有望冲到 | 320亿元."""
        q, last = site.quantity, self.state.recent[-1]
        rate = last.unit in ("%", "百分点") and last.aspect in ("level", "share")
        moved = reading.aspect == "level" and reading.peeled.has("to", "to_up", "to_down", "level")
        return self.counted(q) if rate and moved and q.dimension == "currency" else None

    def _told(self, site: Site, reading: Reading) -> list[str]:
        """The last measure of the sentence, or with 均, 分别 all in one unit; `占X比重` of it."""
        names = [m.measure for m in self.state.row()]
        if reading.aspect == "growth" and names and names[-1].endswith(self.words.placings):
            told = [m.measure for m in self.state.recent]  # 列第3位，位次前移4位；乙县 | 仅增2.7%
            names = [n for n in told if not n.endswith(self.words.placings)][-1:]
        if len(names) > 1 and self._in_all(reading):
            names = names[:1]  # 人才4860人，其中博士73人、硕士612人，总数 | 增长21%
        each = reading.each(self.words.each) and not reading.several
        names = list(dict.fromkeys(names)) if each else names[-1:]
        if names and not each and (known := self._risen(site, reading)):
            names = [known]
        if reading.peeled.first("counted", "level") in self.words.finished:
            names = [PLANNED.sub("完成", n) for n in names]  # 年度计划投资58亿元，| 已完成31.4亿元
        if reading.aspect in ("multiple", "rank", "growth") or reading.whole:
            names = [n if self._rate(n) else SHARED.sub("", n) for n in names]
        if reading.aspect in ("growth", "share", "multiple") or reading.whole:
            names = [_PACE.sub("", n) or n for n in names]  # 进出口增速 | 占全国18.4% is no share
        if not reading.whole:
            return names
        return [f"{n.removesuffix('占比')}占{reading.whole}比重" for n in names]
