"""Ranks and ordinals (第9位, 前三, 居首), and number words that stand alone (翻番, 一半)."""

from __future__ import annotations

import re
from decimal import Decimal

from extract.quantities.amounts import Measure
from extract.quantities.approximators import RankWords, any_of
from extract.records import Bound, Ignored, Quantity

_TIMES = {"一": 2, "两": 4, "二": 4, "三": 8, "四": 16, "": 2}
_DOUBLED = re.compile(
    r"翻(?:了)?(?:(?P<about>近|将近|约|超|超过|不止)?(?P<n>[一两二三四])?番|倍)(?!茄)|(?<![成加减数增])倍增(?!器)"
)
_ABOUT: dict[str, Bound] = {"近": "under", "将近": "under", "约": "about"}
_ABOUT |= {"超": "over", "超过": "over", "不止": "over"}
_HALVED: dict[str, Bound] = {"过": "over", "逾": "over", "接近": "under", "大约": "about", **_ABOUT}
_HALVED |= {"不到": "under", "不足": "under", "至少": "at_least"}
_HALF = re.compile(r"(?<![另上下前后大小])(?:一半|半数)(?!年|天|导)|过半(?!数)")
_MANY = re.compile(r"(?:成千上万|数以[百千万亿]计|成百上千|成千累万|千千万万)")
_MANY_VALUE = {
    "成千上万": 1000,
    "数以百计": 100,
    "数以千计": 1000,
    "数以万计": 10**4,
    "数以亿计": 10**8,
    "成百上千": 100,
    "成千累万": 1000,
    "千千万万": 10**4,
}
_OPENINGS = frozenset(["", "。", "；", "：", "\n", "！", "“"])
_ORDINAL_TIME = re.compile(r"[年天日周季](?!度)|季度|个?月|个一百年|个百年")


class Ranks:
    """The words of `rules/numerals.yml: rank`, compiled."""

    def __init__(self, words: RankWords) -> None:
        scope = any_of(words.scopes)
        self._first = re.compile(
            r"(?:头一[位名]|居首位|居首(?!个|批|都|届|次|季|府)|榜首|首位(?!数|度|次)|之首|居榜首|居第一)"
        )
        self._touching = re.compile(rf"(?:{scope})(?:倒数|并列)?$|(?:倒数|并列)$")
        self._after = re.compile(rf" ?(?:{any_of(words.after)})(?![于大置列为单义称声势制化])")
        self._not_top = re.compile(rf" ?(?:{any_of(words.not_top)})")
        self._not_after = frozenset(words.not_after)
        self._names = tuple(words.names)
        self._longest = max(map(len, words.scopes)) + 2

    def word(self, text: str, at: int) -> Quantity | None:
        """A word at `at` that is a number of its own: 居首, 翻番, 一半, 成千上万."""
        if text[at] in "居榜首之头":
            match = self._first.match(text, at)
            if match is None:
                return None
            return _quantity(self._start(text, at), match.end(), 1, "rank", rule="rank word")
        if text[at] in "翻倍":
            match = _DOUBLED.match(text, at)
            value = Decimal(_TIMES[match["n"] or ""]) if match else Decimal(2)
            about = _ABOUT.get(match["about"] or "", "exact") if match else "exact"
            return match and _quantity(
                at, match.end(), value, "multiple", "倍", about, rule="doubled"
            )
        if text[at] in "一半过" and text[at + 1 : at + 2] in "半数":
            match = _HALF.match(text, at)
            bound: Bound = "over" if text[at] == "过" else "exact"
            return match and self._half(text, at, match.end(), bound)
        if text[at] in "成数千":
            match = _MANY.match(text, at)
            return match and _quantity(
                at, match.end(), _MANY_VALUE[match[0]], "number", bound="at_least", rule="many"
            )
        return None

    def _half(self, text: str, at: int, end: int, bound: Bound) -> Quantity:
        if text.startswith(("以上", "多"), end):
            end, bound = end + (2 if text[end] == "以" else 1), "at_least"
        elif text.startswith("左右", end):
            end, bound = end + 2, "about"
        about = (w for w in (text[max(0, at - 2) : at], text[at - 1 : at]) if w in _HALVED)
        word = next(about, "") if at and text[max(0, at - 2) : at] != "附近" else ""
        bound = _HALVED.get(word, bound)
        half = _quantity(at - len(word), end, 50, "ratio", "%", bound=bound, rule="half")
        half.si_value, half.si_unit, half.precision = Decimal("0.5"), "1", Decimal(10)  # as 五成
        return half

    def ordinal(self, text: str, first: Measure) -> Quantity | Ignored | None:
        """`第9位`, `前三`: the rank that the first measure is, None if it is none."""
        at, prior = first.start, text[first.start - 1 : first.start]
        if prior == " " and text[at - 2 : at - 1] in ("第", "前"):
            at, prior = at - 1, text[at - 2]
        if prior not in ("第", "前") or not at:
            return None
        numeral = first.numeral
        end = numeral.end if first.rule != "range" else first.end
        if prior == "第":
            return self._nth(text, at - 1, first, end)
        if text[at - 2 : at - 1] in self._not_after or self._not_top.match(text, end):
            return None
        if (
            numeral.text == "一"
            or numeral.text[-1:] in "多余几"
            or not numeral.in_range
            or (first.unit and first.unit.dimension not in ("count",))
        ):
            return None
        tail = self._after.match(text, end)
        start = self._start(text, at - 1)
        return _quantity(
            start, tail.end() if tail else end, numeral.high, "rank", bound="at_most", rule="top"
        )

    def _nth(self, text: str, at: int, first: Measure, end: int) -> Quantity | Ignored:
        numeral = first.numeral
        if text.startswith(self._names, at):
            name = next(
                n for n in sorted(self._names, key=len, reverse=True) if text.startswith(n, at)
            )
            return _ignored(at, at + len(name), "name")
        if not numeral.in_range or (_ORDINAL_TIME.match(text, end) and first.rule != "range"):
            return _ignored(at, end, "ordinal")
        if text.startswith(("页", "版"), end):
            return _ignored(at, end + 1, "page")
        if text[end : end + 1] in "，：" and text[at - 1 : at] in _OPENINGS and text[end : end + 1]:
            return _ignored(at, end, "list marker")
        tail = self._after.match(text, end)
        stop = tail.end() if tail else end
        return _quantity(
            self._start(text, at), stop, numeral.low if not numeral.is_range else None, "rank",
            low=numeral.low, high=numeral.high, rule="ordinal",
        )  # fmt: skip

    def _start(self, text: str, at: int) -> int:
        """Where the scope that touches a rank at `at` begins (`全省` + `第一`)."""
        match = self._touching.search(text[max(0, at - self._longest) : at])
        return at - len(match[0]) if match else at


def _ignored(start: int, end: int, reason: str) -> Ignored:
    return Ignored(start=start, end=end, reason=reason, rule="ordinal")


def _quantity(
    start: int,
    end: int,
    value: Decimal | int | None,
    dimension: str,
    unit: str | None = None,
    bound: Bound = "exact",
    low: Decimal | None = None,
    high: Decimal | None = None,
    rule: str = "",
) -> Quantity:
    point = value is not None
    return Quantity(
        start=start,
        end=end,
        value=Decimal(value) if value is not None else None,
        low=None if point else low,
        high=None if point else high,
        bound=bound,
        unit=unit,
        dimension=dimension,
        precision=Decimal(1) if dimension != "ratio" else None,
        rule=rule,
    )
