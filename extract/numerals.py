"""Numerals → exact decimals: 一亿二千万, 1,100.9亿, 〇, 廿, 三分之一, 十七八.

All functions take text in simplified characters and half-width digits (`plain_digits`) and count
offsets in it. Nothing here knows units. Numbers follow GB/T 15835-2011 (numerals in publications);
a trailing digit without 零 takes the next lower place (`九万四` is 94000).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Context, Decimal, DecimalException, localcontext
from typing import Literal

CN = "零〇○一二两俩三仨四五六七八九壹贰叁肆伍陆柒捌玖廿卅"
_DIGIT = {c: i % 10 for i, c in enumerate("零一二三四五六七八九〇壹贰叁肆伍陆柒捌玖")}
_DIGIT |= {"○": 0, "两": 2, "俩": 2, "仨": 3}
_POWER = {c: 10**p for p, cs in {1: "十拾", 2: "百佰", 3: "千仟"}.items() for c in cs}
_POWER |= {"万": 10**4, "亿": 10**8, "兆": 10**12}
_PAIRS = "一二|一两|两三|二三|三四|三五|四五|五六|六七|七八|八九"
LIMIT = Decimal(10) ** 20
PLACES = 18
_LONGEST = 60  # characters of a numeral; what is longer cannot be in range
_CONTEXT = Context(prec=60)

# A multiplier is none where it begins a unit (千瓦, 兆帕) or a percentage (百分之).
_SMALL = (
    r"(?:[十拾佰仟]|百(?! ?分 ?[点比数]|帕)"
    r"|千(?!兆|升(?![级学至华格])|瓦|克(?!拉|隆|服|莱)|米|卡|伏|焦|赫|帕|安时|比特|字节))"
)
_BIG = rf"(?:[万亿]|兆(?=[{CN}\d]|元|日元|韩元|卢比))"
_M = rf"(?:{_SMALL}|{_BIG})"
UP_TO = r"(?<![迈跃站登踏冲以加线网马])上(?=[百千万亿])"  # 上百, not 迈上千亿
# A full-width comma groups digits as well, but not after a currency sign: $20，300美元.
_INTEGER = (
    r"(?:(?<![$￥¥€£])\d{1,3}(?:[,，]\d{3})++(?!\d)|\d{1,3}(?:,\d{3})++(?!\d)"
    r"|\d{1,3}(?: \d{3}){2,}+(?!\d)|\d++)"
)
_ARABIC = rf"(?:{_INTEGER}(?:\.\d++)?|(?<![\d.])\.\d++)"
_CHINESE = rf"[{CN}]++(?:点[{CN}]++(?![十百千]))?"
_VAGUE = rf"(?:零?几|[多余来]|(?<=[百千])(?<![{CN}\d][百千])把)"  # 三十来万, 百把万
_POWERS = rf"{_M}(?: ?{_VAGUE}? ?{_M})*+"
_TERM = (
    rf"(?:{_ARABIC}[多余来]?(?:{_SMALL}| ?{_BIG})(?: ?{_VAGUE}? ?{_M})*+"
    rf"|(?:{_CHINESE}|[数几])[多余来]? ?{_POWERS}|{_POWERS})"
)
NUMERAL = re.compile(
    rf"{UP_TO}{_POWERS}"
    rf"|{_TERM}(?: ?{_TERM})*+(?:(?<=[十百千万亿])零?几(?![乎何分经])|零\d{{1,4}}(?!\d)"
    rf"| ?(?!两(?![十百千万亿])){_CHINESE})?(?:点[{CN}]++)?"
    rf"|{_ARABIC}(?:[eE][+-]?\d++(?![A-Za-z\d]))?|{_CHINESE}"
    rf"|(?<![一-鿿\d])点[{CN}]++(?![十钟刻分])|半"
)
_OVER = re.compile(r" ?分 ?之 ?(?P<minus>负)?")
_AND = re.compile(r" ?又 ?")
_SLASH = re.compile(r"(?: (?P<whole>\d+))?/(?!100?万)(?P<below>\d+)(?![\d/.])")  # not 12/10万
_MIXED = re.compile(r" (\d+)/(\d+)(?![\d/.])")
_RAISED = re.compile(
    r"\^(?P<power>[+-]?\d{1,4})(?!\d)|[×xX*]10(?:\^(?P<ten>[+-]?\d{1,4})|(?P<sup>⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}))"
)
_SUPERSCRIPT = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
_WIDE = {ord("０") + i: str(i) for i in range(10)} | {
    ord(a): b for a, b in zip("．％－＋／：＄～＾", ".%-+/:$~^", strict=True)
}
_HAS_WIDE = re.compile(r"[０-９．％－＋／：＄～＾]")
_TOKEN = re.compile(
    r"(?P<arabic>\d[\d,， ]*(?:\.\d+)?|\.\d+)(?:[eE](?P<exp>[+-]?\d+))?"
    rf"|(?P<whole>[{CN}]*)(?:点(?P<part>[{CN}]+))|(?P<digits>[{CN}]+)"
    r"|(?P<power>[十拾百佰千仟万亿兆])"
)
_PAIR = re.compile(rf"(?<![{CN}点])(?:{_PAIRS})(?![{CN}点])")

_PLAIN = re.compile(r"(\d{1,18}(\.\d{1,8})?)([百千万亿]{0,2})", re.ASCII)  # the usual, read at once
_STEPS = [Decimal(1).scaleb(-places) for places in range(9)]


@dataclass(slots=True)
class Numeral:
    """A number as printed: `low == high` for a point; `step` is one unit of its last digit."""

    start: int
    end: int
    low: Decimal
    high: Decimal
    step: Decimal
    bound: Literal["exact", "about", "over", "at_least"] = "exact"
    text: str = ""

    @property
    def in_range(self) -> bool:
        """Whether the value can be written exactly: below 10^20, at most 18 decimals."""
        exponent = self.step.as_tuple().exponent
        return abs(self.high) < LIMIT and isinstance(exponent, int) and exponent >= -PLACES

    @property
    def is_range(self) -> bool:
        return self.low != self.high

    def scaled(self, factor: Decimal) -> Numeral:
        """The same numeral times `factor`."""
        low, high, step = (_CONTEXT.multiply(v, factor) for v in (self.low, self.high, self.step))
        low, high, step = min(low, high), max(low, high), abs(step)
        return replace(self, low=low, high=high, step=step)


# 1万2 is 12000 where nothing follows; 1万 2… is none.
_SPOKEN = re.compile(r"(?<=\d)([千万])([1-9])(?=[，。；、！？”]|$)")


def plain_digits(text: str) -> str:
    """`text` with full-width digits and signs as half-width ones, offset for offset."""
    return _HAS_WIDE.sub(lambda m: _WIDE[ord(m[0])], text)


def parse(text: str) -> Numeral | None:
    """The numeral that the whole of `text` is (a sign allowed), or None."""
    text = plain_digits(text.strip())
    sign = len(text) > 1 and text[0] in "负-−"
    found = scan(text, 1 if sign else 0)
    if found is None or found.end != len(text):
        return None
    return found.scaled(Decimal(-1)) if sign else found


def scan(text: str, at: int) -> Numeral | None:
    """The longest numeral that starts at `at`: a number, a fraction or a power. None if there is
    none; a number beyond `LIMIT` comes back with `in_range` False."""
    match = NUMERAL.match(text, at)
    if match is None:
        return None
    found = _number(text, at, match.end())
    if spoken := _SPOKEN.match(text, match.end() - 1):
        part = int(spoken[2]) * _POWER[spoken[1]] // 10
        if found.low % _POWER[spoken[1]] == 0:
            return _merge(text, found, found.low + part, spoken.end())  # 1万2
    follow = text[found.end : found.end + 2]
    if not follow:
        return found
    if follow[0] in "分 又" and found.in_range:
        return _fraction(text, found)
    if follow[0] in "/^×xX*":
        return _raised(text, found)
    return found


def _fraction(text: str, first: Numeral) -> Numeral:
    """`三分之一`, `四又二分之一`, `4 6/3`; `first` itself when no fraction follows."""
    mixed = _MIXED.match(text, first.end)
    if mixed and text[first.start : first.end].isdigit():
        part = _quotient(Decimal(mixed[1]), Decimal(mixed[2]))
        return first if part is None else _merge(text, first, first.low + part, mixed.end())
    whole, below = first, first
    joint = _AND.match(text, first.end)
    if joint:
        match = NUMERAL.match(text, joint.end())
        if match is None:
            return first
        below = _number(text, match.start(), match.end())
    bar = _OVER.match(text, below.end)
    match = bar and NUMERAL.match(text, bar.end())
    if not match:
        return first
    above = _number(text, match.start(), match.end())
    part = _quotient(above.low, below.low) if above.in_range and below.in_range else None
    if part is None:
        return first
    if bar and bar["minus"]:
        part = -part
    if joint:
        part = _CONTEXT.add(part, whole.low)
    return _merge(text, first, part, above.end)


def _raised(text: str, first: Numeral) -> Numeral:
    """`1/3`, `2^5`, `3.2×10^8`; `first` itself when nothing of the kind follows."""
    slash = _SLASH.match(text, first.end)
    if slash and first.text.isdigit() and text[first.start - 1 : first.start] != "/":
        part = _quotient(first.low, Decimal(slash["below"]))
        return first if part is None else _merge(text, first, part, slash.end())
    power = _RAISED.match(text, first.end)
    if not power:
        return first
    try:
        if power["power"]:
            value = _CONTEXT.power(first.low, int(power["power"]))
        else:
            ten = power["ten"] or power["sup"].translate(_SUPERSCRIPT)
            value = first.low.scaleb(int(ten), _CONTEXT)
    except DecimalException:
        return first
    return _merge(text, first, _rounded(value), power.end()) if value.is_finite() else first  # 0^-1


def _merge(text: str, first: Numeral, value: Decimal, end: int) -> Numeral:
    step = Decimal(1).scaleb(int(value.as_tuple().exponent))
    return Numeral(first.start, end, value, value, step, first.bound, text[first.start : end])


def _quotient(above: Decimal, below: Decimal) -> Decimal | None:
    return _rounded(_CONTEXT.divide(above, below)) if below else None


def _rounded(value: Decimal) -> Decimal:
    """`value` with at most `PLACES` decimals, without idle zeros."""
    if abs(value) >= LIMIT:
        return value
    value = value.quantize(Decimal(1).scaleb(-PLACES), context=_CONTEXT).normalize(_CONTEXT)
    return value.quantize(Decimal(1)) if int(value.as_tuple().exponent) > 0 else value


def _number(text: str, start: int, end: int) -> Numeral:
    printed = text[start:end]
    if end - start > _LONGEST:
        return Numeral(start, end, LIMIT, LIMIT, Decimal(1), text=printed)
    if plain := _PLAIN.fullmatch(printed):
        value, step = Decimal(plain[1]), _STEPS[len(plain[2] or ".") - 1]
        for power in plain[3]:
            value, step = value * _POWER[power], step * _POWER[power]
        return Numeral(start, end, value, value, step, text=printed)
    if printed == "半":
        half = Decimal("0.5")
        return Numeral(start, end, half, half, half, text=printed)
    inner, bound = _vagueness(printed)
    lows = highs = inner
    if inner[0] in "数几":
        lows, highs, bound = "二" + inner[1:], "九" + inner[1:], "about"
    elif pair := _PAIR.search(inner):
        a, b = pair.span()
        lows, highs = inner[: a + 1] + inner[b:], inner[:a] + inner[a + 1 :]
    low, step = evaluate(lows)
    high = low if highs is lows else evaluate(highs)[0]
    return Numeral(start, end, low, high, step, bound, printed)


def _vagueness(printed: str) -> tuple[str, Literal["exact", "about", "over", "at_least"]]:
    """The numeral without its vague characters, and the bound they state."""
    inner = printed.replace(" ", "")
    if inner[0] == "上":
        return inner[1:], "at_least"
    plain = inner[0] + re.sub("零?几|[多余来把]", "", inner[1:])
    if "来" in inner or "把" in inner:
        return plain, "about"
    return plain, "over" if plain != inner else "exact"


def evaluate(text: str) -> tuple[Decimal, Decimal]:
    """Value and step of a numeral without vague parts: `三千零五万` → (30050000, 10000)."""
    with localcontext(_CONTEXT):
        return _evaluate(text)


def _evaluate(text: str) -> tuple[Decimal, Decimal]:
    parts: list[Decimal] = []  # what 万, 亿 have closed, in descending order
    section = Decimal(0)
    digit: Decimal | None = None
    step, last, zero, single = Decimal(1), 1, False, False
    for token in _TOKEN.finditer(text.replace("廿", "二十").replace("卅", "三十")):
        if power := token["power"]:
            scale = _POWER[power]
            step = step * scale if digit is not None or scale >= 10**4 else Decimal(scale)
            if scale < 10**4:
                section += (1 if digit is None else digit) * scale
            else:
                here = section + (digit or 0)
                if not here and parts:
                    here = parts.pop()
                while parts and parts[-1] < scale:
                    here += parts.pop()
                parts.append((here or 1) * scale if digit != 0 or here else Decimal(0))
                section = Decimal(0)
            digit, last, zero = None, scale, False
        else:
            digit, step, led = _digits(token)
            zero = zero or led
            single = token["arabic"] is None and digit is not None and digit < 10
    if digit is not None:
        if single and last >= 100 and not zero:
            whole = int(digit)
            digit = digit - whole + Decimal(whole) * (last // 10)
            step = min(step, Decimal(last // 10)) if digit % 1 else Decimal(last // 10)
        section += digit
    return sum(parts, section), step


def _digits(token: re.Match[str]) -> tuple[Decimal | None, Decimal, bool]:
    """Value and step of a run of digits, and whether it starts with 零."""
    if token["arabic"]:
        value = Decimal(re.sub("[,， ]", "", token["arabic"]))
        value = value.scaleb(int(token["exp"])) if token["exp"] and len(token["exp"]) < 5 else value
        return value, Decimal(1).scaleb(int(value.as_tuple().exponent)), False
    whole = token["digits"] or token["whole"] or ""
    part = token["part"] or ""
    if whole in ("零", "〇", "○") and not part:
        return None, Decimal(1), True
    figures = "".join(str(_DIGIT[c]) for c in whole) or "0"
    led = len(whole) > 1 and figures[0] == "0"
    value = Decimal(figures + ("." + "".join(str(_DIGIT[c]) for c in part) if part else ""))
    return value, Decimal(1).scaleb(-len(part)), led
