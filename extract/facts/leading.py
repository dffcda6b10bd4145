"""Measures of figures that tell of what the article leads with: ranks, firsts, those that have
most."""

from __future__ import annotations

import re

from extract.facts.carrying import Carrier
from extract.facts.named import Named, View
from extract.facts.phrases import Reader
from extract.facts.state import Measured, State
from extract.facts.wording import SUFFIXES
from extract.measures import Catalogue
from extract.records import Place, Quantity

# 产值 | 最高的 | 清河县; the measure is left out behind another of the same
MOST = re.compile(
    "([^，。；、的在]{0,14}?)最[高低多少大小快慢强弱长短好差](?:的|的是|的要数|的当属)$"
)
_BEYOND = re.compile(  # 首个 | 突破5000亿元的, 第三个GDP | 破千亿元的
    r"(?:首|第[一二三四五六七八九十\d]+|唯一[一的]?)[个座家位]"
    "(GDP|地区生产总值|经济总量)?(?:突破|超过?|跨过|达到?|迈上|破|过)"
)
_LIMIT_OF = re.compile(  # GDP | 过千亿元的县有5个：慈溪市（1312亿元）
    r"([一-鿿A-Z]{2,12}?)(?:超过?|过|突破|达|在)[\d一二三四五六七八九十百千万亿]+元"
)
_COUNTS = ("个", "家", "座", "席")


class Leading:
    """The ways of a namer that ask what the article has told first and last."""

    def __init__(
        self, reader: Reader, catalogue: Catalogue, state: State, carrier: Carrier
    ) -> None:
        self.text, self.words = reader.text, reader.wording
        self.catalogue, self.state, self.carrier = catalogue, state, carrier

    def headline(self, v: View) -> Named | None:
        """晋江市以874亿元 | 居首, 以35亿元的优势 | 压过乙市: of what the article leads with."""
        q = v.last.quantity
        if self.text[v.first.quantity.start - 1] not in "以凭":
            return None
        lead = self.state.leads.get(v.first.quantity.unit or "")
        ahead = self.text.startswith(self.words.ahead, q.end)
        overtakes = self.text.startswith(self.words.overtaking, q.end)
        ranks = ahead or overtakes or self.words.ranking.match(self.text, q.end) is not None
        if not ranks:
            return None
        told = self.state.recent[-1] if self.state.recent else None
        if v.first.quantity.unit == "%" and told and told.aspect == "growth":
            v.reading.aspect = "growth"  # 论速度，甲市以6.5% | 领跑
            return Named([told.measure], "carried")
        if lead is None:
            return None
        if ahead:
            v.reading.aspect, v.reading.direction = "change", "up"
        hint = self.state.recent[-1] if self.state.told and self.state.recent else lead
        lead = hint if hint.unit in (None, "%") and hint.aspect == "level" else lead
        return Named([lead.measure], "carried")

    def same_unit(self, v: View) -> Named | None:
        """犍为约 | 6万亩, 浏阳（91.6亿元）: right behind a place, of what the last value in that
        unit was of."""
        q, end = v.first.quantity, v.reading.end
        place = next((m for m in v.first.clause.named if m.end == end), None)
        told = self.state.subject if self.text[end - 1] in "（(" else None  # a clause of its own
        before = v.first.previous
        joined = before and self.text[before.end : q.start] in ("和", "、", "与", "及")
        if (
            not (isinstance(place, Place) or joined or (told and told.type == "place"))
            or v.left
            or v.right
            or v.reading.aspect != "level"
        ):
            return None
        recent = (m for m in reversed(self.state.recent) if m.unit == q.unit or self._fits(m, q))
        far = self.state.recent[-1] if joined and self.state.told else None  # 91艘次、 | 682万吨
        last = next(recent, far or self.state.latest.get(q.unit or ""))
        if last:
            return Named([last.measure], "carried")
        limits = (_LIMIT_OF.match(m.measure) for m in reversed(self.state.recent))
        limit = next((m for m in limits if m), None)
        return Named([limit[1]], "carried") if limit else None

    def _fits(self, told: Measured, q: Quantity) -> bool:
        """Whether what a clause turned to without a figure is measured so: 换成综合产值，潜江 |
        880亿元."""
        match = self.catalogue.match(told.measure) if told.unit is None else None
        return bool(match and match.exact and q.dimension in match.entry.dimension)

    def the_most(self, v: View) -> Named | None:
        """产值最高的清河县为 | 158亿元，最低的新河县只有24亿元: what a place has the
        most of, and the next one the least."""
        end = v.reading.end
        place = next((m for m in v.first.clause.named if m.end == end), None)
        if place is None or self.text[place.start - 1] not in "的是":
            return None
        most = MOST.search(self.text, v.first.clause.start, place.start)
        if most is None:
            return None
        if most[1].endswith(("速", "幅")) and v.first.quantity.unit == "%":
            v.reading.aspect = "growth"
        if not most[1] or most[1] in self.words.leaning:
            told = self.state.recent[-1] if self.state.recent else self.state.headline
            return Named([told.measure], "carried") if told else None
        noun = most[1].rpartition("和")[2]
        match = self.catalogue.ending(noun)
        known = match and match.end == len(noun)
        return Named([noun], "left") if known or noun.endswith(tuple(SUFFIXES)) else None

    def first_beyond(self, v: View) -> Named | None:
        """是全国首个突破 | 13万亿元的省份: says once more what was told, or nothing by itself."""
        q = v.last.quantity
        if q.dimension != "currency" or not self.text.startswith("的", q.end):
            return None
        beyond = _BEYOND.search(self.text, v.first.clause.start, v.first.quantity.start + 1)
        if beyond is None:
            return None
        if beyond[1]:
            return Named([beyond[1]], "left")
        told = next((m.measure for m in reversed(self.state.recent) if m.unit == q.unit), None)
        return Named([told] if told else [], "carried")

    def seats(self, v: View) -> Named | None:
        """湖南独占 | 4席: of what was counted before."""
        if v.first.quantity.unit not in ("席", "席位"):
            return None
        counted = [m for m in self.state.recent if m.unit in _COUNTS]
        return Named([counted[-1].measure if counted else "席位"], "carried")

    def grows(self, v: View) -> Named | None:
        """增速的排序倒了过来。宜都市 | 增长7.4%: of what the article leads with."""
        lead = self.state.headline
        if v.reading.aspect != "growth" or self.state.recent or v.left or v.right or not lead:
            return None
        end = v.reading.end
        place = next((m for m in v.first.clause.named if m.end == end), None)
        return Named([lead.measure], "carried") if isinstance(place, Place) else None
