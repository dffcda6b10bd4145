"""A numeral with its unit, read from left to right at one place of the text.

`Reader.read` joins a numeral with what touches it on the right: the vague 多/余/来, the unit, 半,
the smaller part (`123元1角`). Percentages in words and tenths (成, 折) are read here as well.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from extract.numerals import CN, Numeral, scan
from extract.quantities.units import Unit, Units
from extract.records import Bound

_HALF = Decimal("0.5")
_PARTS_OF = re.compile(
    r"(?P<base>百万|千万|[百佰千仟万]) ?分 ?之 ?"
    r"(?=[\d.零一二两三四五六七八九十百千万壹贰叁肆伍陆柒捌玖拾佰负数几点])"
)
_BASES = {"百": 100, "佰": 100, "千": 1000, "仟": 1000, "万": 10**4}
_BASES |= {"百万": 10**6, "千万": 10**7}
# 成 and 折 after which a word goes on: 三成为, 折合
_CHENG_WORDS = "为立功员果本绩都长熟品套年人分交份心就效型吉语群荫圆名家片渝铁"
_ZHE_WORDS = "叠合扣旧返射磨线戟腾桂算中现"
_TENTHS = re.compile(
    rf" ?(?:(?P<cheng>成)(?P<more>半|[一二三四五六七八九](?![十百千万亿个点线级类流般致直体定]))?"
    rf"(?!(?!就[近地业在是能来有会可把]|份额|员工|年轻|都[是在有由来用为已能会靠从卖])[{_CHENG_WORDS}])"
    rf"|(?P<zhe>折)(?![{_ZHE_WORDS}]))"
)
_ROUND = re.compile(r"[十百千万亿拾佰仟0]$")
_SCALES = re.compile(
    r" ?(?:(?P<k>[kK])|(?P<w>w)|(?P<m>million|mln|mn)|(?P<b>billion|bn)|(?P<t>trillion|tn|trn))"
    r"(?![A-Za-z0-9])"
)
_DOZEN = re.compile(
    r"打(?=$|[的]|[^一-鿿]|[苹鸡啤鲜玫红铅袜毛饮可矿])"
)  # 十打鸡蛋; else 打 is a verb
_SCALE_OF = {"k": 10**3, "w": 10**4, "m": 10**6, "b": 10**9, "t": 10**12}
_BRACKET = re.compile(r" |[（(](?:含本?数?|不含)[)）]")
_BETWEEN_UNIT = frozenset(" （(")
_SPECIAL = frozenset("成折打 kKwmbt")  # characters with which a special ending may start
_PIECE = "一(?:公?斤|[只件条台张箱瓶株棵支把盒袋套头亩克吨碗份])"  # 四块三 | 一斤
_TAIL = re.compile(
    rf"(?:(?!{_PIECE})[{CN}](?:(?!{_PIECE})[{CN}])?|\d{{1,2}})(?:(?={_PIECE})|(?![{CN}\d十百千万亿.元角分个]|[年月日天]))"
)
_IN_PARTS = re.compile(r"月|小时|钟头|星期|礼拜|世纪|季度|百分点|工作日|学年")
_IN_PARTS_NAMES = {"钟头": "小时", "星期": "周", "礼拜": "周"}
_LOOSE = {"块钱": Decimal(1), "块": Decimal(1), "米": Decimal(1), "毛": Decimal("0.1")}


@dataclass(slots=True)
class Measure:
    """A numeral and its unit; `[start, end)` of what was read, `numeral.text` the numeral."""

    start: int
    end: int
    numeral: Numeral
    unit: Unit | None = None
    bound: Bound = "exact"
    rule: str = "number"
    printed: str = ""  # the numeral as printed, without multiplier sharing

    @property
    def low(self) -> Decimal:
        return self.numeral.low

    @property
    def high(self) -> Decimal:
        return self.numeral.high


class Reader:
    """Reads measures; holds what is compiled from the rules."""

    def __init__(self, units: Units, inner: dict[str, Bound]) -> None:
        self.units = units
        self._inner = inner
        self._percent = units.by_name["%"]

    def read(self, text: str, at: int) -> Measure | None:
        """The measure that starts with a numeral at `at`."""
        if text[at : at + 1] in _BASES and (parts := _PARTS_OF.match(text, at)):
            return self._parts_of(text, parts)
        numeral = scan(text, at)
        if numeral is None:
            return None
        end = numeral.end
        if text[end : end + 1] in _SPECIAL:
            special = self._special(text, numeral)
            if special:
                return special
            if (scale := _SCALES.match(text, end)) and numeral.text[-1:].isdigit():
                numeral = numeral.scaled(Decimal(_SCALE_OF[scale.lastgroup or ""]))
                end = scale.end()
        rule = "fraction" if "分" in numeral.text or "/" in numeral.text else "number"
        measure = Measure(at, end, numeral, None, numeral.bound, rule, numeral.text)
        return self._with_unit(text, measure)

    def _special(self, text: str, numeral: Numeral) -> Measure | None:
        """Tenths (成, 折) and dozens, whose words are part of the number."""
        tenths = _TENTHS.match(text, numeral.end)
        if tenths and numeral.in_range:
            return self._tenths(text, numeral, tenths)
        dozen = _DOZEN.match(text, numeral.end)
        if dozen is None:
            return None
        each, printed, bound = self.units.by_name["个"], numeral.text, numeral.bound
        twelve = numeral.scaled(Decimal(12))
        return Measure(numeral.start, dozen.end(), twelve, each, bound, "dozen", printed)

    def _parts_of(self, text: str, parts: re.Match[str]) -> Measure | None:
        """`百分之三点五` → 3.5 %, `千分之二` → 0.2 %."""
        sign = text[parts.end()] == "负"
        numeral = scan(text, parts.end() + sign)
        if numeral is None:
            return None
        end = numeral.end
        if (scale := _SCALES.match(text, end)) and scale["k"]:
            numeral, end = numeral.scaled(Decimal(1000)), scale.end()
        factor = Decimal(100) / _BASES[parts["base"]]
        numeral = numeral.scaled(-factor if sign else factor)
        if text.startswith("点", end):
            return None
        return Measure(
            parts.start(), end, numeral, self._percent, numeral.bound, "percent", numeral.text
        )

    def _tenths(self, text: str, numeral: Numeral, tenths: re.Match[str]) -> Measure | None:
        """`三成五` → 35 %, `八五折` → 85 %; ten tenths off is no discount and no number."""
        digits = numeral.text.replace(" ", "")
        if tenths["cheng"]:
            more = scan(tenths["more"], 0) if tenths["more"] else None
            added = more.low * (10 if tenths["more"] == "半" else 1) if more else Decimal(0)
            if numeral.high > 10:
                return None
            scaled = numeral.scaled(Decimal(10))
            scaled = replace(scaled, low=scaled.low + added, high=scaled.high + added)
        elif digits in ("十", "10", "半"):
            return None
        elif numeral.high >= 10 and not numeral.is_range:
            scaled = numeral
        else:
            scaled = numeral.scaled(Decimal(10))
        if scaled.high > 100:
            return None
        return Measure(
            numeral.start, tenths.end(), scaled, self._percent, numeral.bound, "tenths", digits
        )

    def _with_unit(self, text: str, measure: Measure) -> Measure:
        """The measure with its unit and what belongs to it; unchanged if no unit follows."""
        end, bound = self._inner_bound(text, measure, measure.end)
        if text.startswith(("个半", "个多"), end):
            halved = self._halved(text, measure, end)
            if halved:
                return halved
        found = self._unit(text, measure, end)
        if found is not None:
            measure.unit, measure.end = found
            if measure.unit.scale != 1:
                measure.numeral = measure.numeral.scaled(measure.unit.scale)
        elif bound is None or text[end - 1] == "来" or not _ROUND.search(measure.numeral.text):
            return measure
        else:
            measure.end = end
        measure.bound = bound or measure.bound
        return self._more(text, measure)

    def _unit(self, text: str, measure: Measure, at: int) -> tuple[Unit, int] | None:
        """The unit at `at`, a space or a bracket （含） between it and the numeral allowed."""
        printed = measure.printed
        single = len(printed) < 3 and _SINGLE.issuperset(printed)
        found = self.units.match(text, at, measure.start, single)
        if found is None and text[at : at + 1] in _BETWEEN_UNIT:
            gap = _BRACKET.match(text, at)
            if gap:
                found = self.units.match(text, gap.end(), measure.start, single)
        return found

    def _halved(self, text: str, measure: Measure, at: int) -> Measure | None:
        """`一个半月` → 1.5, `3个多月` → over 3: 个 with 半 or 多 inside a unit of time."""
        unit = _IN_PARTS.match(text, at + 2)
        if unit is None:
            return self._hundred_millions(text, measure, at)
        half = text[at + 1] == "半"
        numeral = self._plus(measure.numeral, _HALF) if half else measure.numeral
        named = self.units.by_name[_IN_PARTS_NAMES.get(unit[0], unit[0])]
        bound = measure.bound if half else "over"
        return replace(measure, end=unit.end(), numeral=numeral, unit=named, bound=bound)

    def _hundred_millions(self, text: str, measure: Measure, at: int) -> Measure | None:
        """`6个多亿`: money, as 6个亿 is."""
        if not text.startswith("个多亿", at):
            return None
        end = at + 3 + text.startswith("元", at + 3)
        numeral = measure.numeral.scaled(Decimal(10**8))
        return replace(
            measure, end=end, numeral=numeral, unit=self.units.by_name["元"], bound="over"
        )

    def _inner_bound(self, text: str, measure: Measure, end: int) -> tuple[int, Bound | None]:
        """`300多人`, `十余家`, `二十来个`: the vague character between numeral and unit."""
        bound = self._inner.get(text[end : end + 1])
        if bound is None or not _ROUND.search(measure.numeral.text.rstrip("多余几")):
            return end, None
        return end + 1, bound

    def _more(self, text: str, read: Measure) -> Measure:
        """What may follow the unit and adds to the value: 半, a smaller unit, a loose digit."""
        end, unit = read.end, read.unit
        if unit is None or read.numeral.is_range:
            return read
        if text.startswith("半", end) and not text.startswith(
            ("半导", "半径", "半年", "半岛", "半自", "半挂", "半数", "半决", "半成"), end
        ):
            return replace(read, end=end + 1, numeral=self._plus(read.numeral, _HALF))
        if text[end : end + 1] not in _MORE:
            return read
        smaller = self._smaller(text, read)
        if smaller:
            return smaller
        tail = _TAIL.match(text, end)
        printed = text[read.start + len(read.printed) : end]
        if tail and printed in _LOOSE and len(read.printed) <= 3 and read.bound == "exact":
            digits = scan(tail[0], 0)
            if digits and digits.end == len(tail[0]):
                places = _LOOSE[printed] * Decimal(10) ** -len(tail[0])
                return replace(
                    read,
                    end=tail.end(),
                    numeral=self._plus(read.numeral, digits.low * places),
                    unit=self.units.by_name["元"] if printed == "块" else unit,
                )
        return read

    def _smaller(self, text: str, read: Measure) -> Measure | None:
        """`123元1角1分`, `3斤2两`: the part in a smaller unit, added in the larger one."""
        numeral = scan(text, read.end)
        if numeral is None or not numeral.in_range or numeral.is_range or not read.unit:
            return None
        part = self._part(text, read.unit, numeral)
        if part is None:
            return None
        unit, ratio, end = part
        if read.unit.name in _YUAN and unit.name == "元":
            read = replace(read, unit=unit)  # 2块3毛
        added = numeral.low * ratio.numerator / ratio.denominator
        if Fraction(added) == Fraction(numeral.low) * ratio:
            joined = replace(read, end=end, numeral=self._plus(read.numeral, added))
        else:  # 2小时53分 has no end in hours: 173分钟
            whole = read.numeral.scaled(Decimal(ratio.denominator) / ratio.numerator)
            joined = replace(read, end=end, numeral=self._plus(whole, numeral.low), unit=unit)
        return self._smaller(text, joined) or joined

    def _part(self, text: str, whole: Unit, numeral: Numeral) -> tuple[Unit, Fraction, int] | None:
        """The smaller unit behind a numeral, what it is of the `whole` one, and where it ends."""
        if whole.name in _YUAN and text[numeral.end : numeral.end + 1] in _DIMES:
            return self.units.by_name["元"], Fraction(1, 10), numeral.end + 1
        if whole.name in _PARTS and _PART.match(text, numeral.end):
            name, parts = _PARTS[whole.name]
            return self.units.by_name[name], Fraction(1, parts), numeral.end + 1
        found = self.units.match(text, numeral.end, numeral.start, False)
        if found is None:
            return None
        unit, end = found
        alike = unit.dimension == whole.dimension and unit.si == whole.si
        if not alike or not unit.si or unit.offset or (unit.name == whole.name and unit.scale == 1):
            return None
        ratio = unit.factor * Fraction(unit.scale) / whole.factor
        return (unit, ratio, end) if ratio < 1 else None

    @staticmethod
    def _plus(numeral: Numeral, added: Decimal) -> Numeral:
        """The numeral plus a part; 半 adds half of the last multiplier's unit of one."""
        low, high = numeral.low + added, numeral.high + added
        step = min(numeral.step, Decimal(1).scaleb(int(added.as_tuple().exponent)))
        return replace(numeral, low=low, high=high, step=step)


_PARTS = {"元": ("元", 100), "小时": ("分钟", 60)}  # 分 of one: 3元5分, 2小时53分
_YUAN, _DIMES = ("元", "块"), ("角", "毛")  # 2块3毛
_PART = re.compile("分(?![之钟])")
_SINGLE = frozenset(CN) - {"两"}
_MORE = frozenset("0123456789" + CN + "十")
