"""What stands around a measure and belongs to its value: sign, currency, comparison, bound."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from extract.quantities.amounts import Measure
from extract.quantities.approximators import Bounds
from extract.quantities.units import Unit, Units
from extract.records import Bound, Quantity

_HAN = re.compile(r"[一-鿿]")
_SIGNS = {
    "￥": "元", "¥": "元", "$": "美元", "US$": "美元", "€": "欧元", "£": "英镑", "HK$": "港元",
    "NT$": "新台币", "A$": "澳元", "C$": "加元", "₩": "韩元",
}  # fmt: skip
_MINUS = "-−﹣"
_SAID = "为的是达至到"  # 净额为-1.24亿元
_NO_MINUS = ")）%-—"


@dataclass(slots=True)
class Framed:
    """A measure with the span `[start, end)` that its bound words give it."""

    measure: Measure
    start: int
    end: int
    bound: Bound
    bounded: bool  # by a word, not only by 多, 余, 几 inside the numeral

    def record(self) -> Quantity:
        """The measure as it is written out."""
        measure, numeral, unit = self.measure, self.measure.numeral, self.measure.unit
        exact = None if numeral.is_range else numeral.low
        plain = "ratio" if measure.rule == "fraction" else "number"
        dimension = unit.dimension if unit else plain
        article = measure.printed == "一" and measure.rule == "number" and dimension == "count"
        return Quantity(
            start=self.start,
            end=self.end,
            value=exact,
            low=numeral.low if exact is None else None,
            high=numeral.high if exact is None else None,
            bound=self.bound,
            unit=unit.name if unit else None,
            dimension=dimension,
            si_value=unit.to_si(exact) if unit and exact is not None else None,
            si_unit=unit.si if unit else None,
            precision=numeral.step,
            form="article" if article and self.bound == "exact" else None,
            rule=measure.rule,
        )


# 零下30多度 is colder than -30.
_BELOW_ZERO: dict[Bound, Bound] = {"over": "under", "at_least": "at_most"}


class Edges:
    """Reads the edges of measures; holds what is compiled from the rules."""

    def __init__(self, bounds: Bounds, catalogue: Units) -> None:
        self._bounds = bounds
        self._money = {n: u for n, u in catalogue.aliases("currency") if len(n) > 1}
        self._money |= {sign: catalogue.by_name[name] for sign, name in _SIGNS.items()}
        self._money_ends = frozenset(n[-1] for n in self._money)

    def frame(self, text: str, measure: Measure) -> Framed:
        """`measure` with its sign, its currency and its bound."""
        measure = self._signed(text, measure)
        compared = measure.start > 0 and text[measure.start - 1] == "比"
        if compared:
            measure = self._without_comparison(text, measure)
        start, before = self._bounds.before(text, measure.start)
        start, measure = self._with_money(text, start, measure)
        end, after = self._bounds.after(text, measure.end)
        if compared and end < len(text) and (bound := self._bounds.compared.get(text[end])):
            start, end, after = start - 1, end + 1, bound
        outside = self._bounds.outside(text, start)
        inner: Bound | None = None if measure.bound == "exact" else measure.bound
        if measure.numeral.high < 0 and inner:
            inner = _BELOW_ZERO.get(inner, inner)
        if inner and before == "about":
            before = None
        bound = after or before or inner or outside or "exact"
        return Framed(measure, start, end, bound, bool(after or outside or start < measure.start))

    def _signed(self, text: str, measure: Measure) -> Measure:
        """A negative number: 负, 零下, or a minus that is no dash between two things."""
        at = measure.start
        size = self._bounds.negative(text, at)
        if not size and at and text[at - 1] in _MINUS and self._is_minus(text, at - 1, measure):
            size = 1
        if not size:
            return measure
        return replace(measure, start=at - size, numeral=measure.numeral.scaled(Decimal(-1)))

    @staticmethod
    def _is_minus(text: str, at: int, measure: Measure) -> bool:
        prior = text[at - 1] if at else ""
        if not prior or not (prior.isalnum() or prior in _NO_MINUS) or prior in _SAID:
            return True
        dimension = measure.unit.dimension if measure.unit else ""
        return bool(_HAN.match(prior)) and dimension in ("ratio", "temperature")

    def _without_comparison(self, text: str, measure: Measure) -> Measure:
        """`比四分之一大`: 大 compares here, it counts nothing."""
        one = measure.end - measure.numeral.end == 1
        if one and text[measure.end - 1] in self._bounds.compared:
            return replace(measure, unit=None, end=measure.end - 1)
        return measure

    def _with_money(self, text: str, start: int, measure: Measure) -> tuple[int, Measure]:
        """`￥12.5万`, `人民币约两亿元`: a currency in front of the number."""
        at = start - 1 if start and text[start - 1] == " " else start
        if not at or text[at - 1] not in self._money_ends:
            return start, measure
        if measure.unit and measure.unit.dimension != "currency":
            return start, measure
        for size in range(min(4, at), 0, -1):
            unit: Unit | None = self._money.get(text[at - size : at])
            if unit and not (size < at and _in_latin_word(text, at - size)):
                return at - size, replace(measure, unit=unit)
        return start, measure


def _in_latin_word(text: str, at: int) -> bool:
    """Whether Latin letters run on over offset `at`."""
    return all(c.isascii() and c.isalpha() for c in text[at - 1 : at + 1])
