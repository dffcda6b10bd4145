"""Finder of quantities: numbers with their units, ranges, ranks, and numerals that are none.

The text is read once from left to right on its simplified, half-width copy (equal length, so the
offsets are those of the text itself). At each numeral: is it part of a word or a name; an ordinal;
else a measure (`amounts.py`) that may open a range or a list; then the words around it that state
a bound. What is rejected is yielded as `Ignored` with its reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from spacy.tokens import Doc

from extract.approximators import Bounds, any_of, numeral_rules
from extract.amounts import Measure, Reader
from extract.numerals import CN, UP_TO, plain_digits
from extract.ranks import Ranks
from extract.records import Bound, Ignored, MentionBase, Quantity
from extract.rules import Rules
from extract.script import simplify
from extract.segment import Layout, layout
from extract.spans import Joiner
from extract.units import Unit, Units, units
from extract.vetoes import Vetoes, vetoes

_POWERS = "十拾百佰千仟万亿"
_DATE_WORD = re.compile(r" ?[年月日号时点]|\d|[-/.]\d")
_SIGN = re.compile(r"[-−﹣]")
_POSITIONAL = frozenset(CN) - {"廿", "卅"}
_HALVES = frozenset("上下前后大小多东西南北另")  # 上半年, 大半年: halves of something else
_FORMAL = frozenset("壹贰叁肆伍陆柒捌玖拾佰仟")
_HAN = re.compile(r"[一-鿿]")
_MULTIPLIED = re.compile(rf"[{_POWERS}点]")


@dataclass(slots=True)
class Finder:
    """What is compiled from the rules."""

    vetoes: Vetoes
    units: Units
    bounds: Bounds
    reader: Reader
    joiner: Joiner
    ranks: Ranks
    starts: re.Pattern[str]
    money: dict[str, Unit]


def find(doc: Doc, rules: Rules) -> Iterator[MentionBase | Ignored]:
    """Quantities of `doc` and the numerals that are none, in text order."""
    finder = rules.compiled(_build)
    plan = layout(doc, rules)
    yield from _Search(finder, plain_digits(simplify(plan.text)), plan).run()


class _Search:
    """One pass over one text."""

    def __init__(self, finder: Finder, text: str, plan: Layout) -> None:
        self.f = finder
        self.text = text
        self.vetoed = finder.vetoes.find(text)
        self.done = 0  # everything before this offset is settled
        self.barren = 0  # up to here no list of numbers ends in a unit
        self.plan = plan

    def run(self) -> Iterator[MentionBase | Ignored]:
        """All findings, then the vetoed spans that none of them covers."""
        covered: list[tuple[int, int]] = []
        for found in self._found():
            covered.append((found.start, found.end))
            yield found
        yield from self.vetoed.left(self.text, covered)

    def _found(self) -> Iterator[Quantity | Ignored]:
        held: Quantity | None = None
        jumps = self.vetoed.addresses[::-1]
        for match in self.f.starts.finditer(self.text):
            at = match.start()
            if at < self.done:
                continue
            if jumps and jumps[-1].start <= at:  # inside an address nothing is looked at
                self.done = jumps.pop().end
                continue
            for found in self._at(at):
                self.done = max(self.done, found.end)
                if held and isinstance(found, Quantity):
                    joined = self.f.joiner.bounded(self.text, held, found)
                    if joined:
                        held = joined
                        continue
                if held:
                    yield held
                    held = None
                if isinstance(found, Quantity) and found.bound != "exact":
                    held = found
                else:
                    yield found
        if held:
            yield held

    def _at(self, at: int) -> Iterator[Quantity | Ignored]:
        """What the numeral or rank word at `at` gives."""
        text = self.text
        word = self.f.ranks.word(text, at)
        if word:
            yield word
            return
        measures, self.barren = self.f.joiner.read(text, at, self.barren)
        if not measures:
            return
        first = measures[0]
        self.done = first.start + max(1, len(first.printed))
        rank = self.f.ranks.ordinal(text, measures)
        if rank is not None:
            yield rank
            return
        veto = self.vetoed.covering(at, first.end)
        if veto:
            self.done = max(self.done, veto.end)
            return
        end = first.numeral.end if first.rule == "number" else first.end
        name = self.f.vetoes.at(
            text, at, end, len(first.printed) > 9 or text[end : end + 1] in "-—"
        )
        if name:
            yield Ignored(start=name.start, end=name.end, reason=name.reason, rule=name.rule)
            return
        for measure in measures:
            yield from self._quantity(measure)

    def _quantity(self, measure: Measure) -> Iterator[Quantity | Ignored]:
        """The measure as a record, or the reason why it is none."""
        if not measure.numeral.in_range:
            yield _ignored(measure, "out of range")
            return
        measure = self._signed(measure)
        if text_is(self.text, measure.start - 1, "比") and measure.end - measure.numeral.end == 1:
            if self.text[measure.end - 1] in self.f.bounds.compared:
                measure = replace(measure, unit=None, end=measure.end - 1)
        start, before = self.f.bounds.before(self.text, measure.start)
        start, measure = self._money_before(start, before, measure)
        end, after = self.f.bounds.after(self.text, measure.end)
        if start == measure.start and text_is(self.text, start - 1, "比"):
            start, end, after = self._compared(start, end, after)
        outside = self.f.bounds.outside(self.text, start)
        inner = None if measure.bound == "exact" else measure.bound
        bound = after or (before if not (inner and before == "about") else None) or inner or outside
        bounded = after or before or outside
        if measure.unit is None and start == measure.start:
            reason = self._reason(measure, bounded is not None)
            if reason == "date":
                return
            if reason:
                yield _ignored(measure, reason)
                return
            measure = self._open_unit(measure)
            end = max(end, measure.end)
        elif measure.unit is not None and not bounded:
            reason = self._not_counted(measure)
            if reason:
                yield _ignored(measure, reason)
                return
        yield record(measure, start, end, bound or "exact")

    def _signed(self, measure: Measure) -> Measure:
        """A negative number: 负, 零下, or a minus that is no dash between two things."""
        at, text = measure.start, self.text
        prior = text[at - 1 : at]
        if text.startswith("零下", at - 2) and at > 1:
            sign = 2
        elif prior == "负" and text[at - 2 : at - 1] not in ("担", "肩", "胜"):
            sign = 1
        elif prior and prior in "-−﹣" and self._is_minus(at - 1, measure):
            sign = 1
        else:
            return measure
        return replace(measure, start=at - sign, numeral=measure.numeral.scaled(Decimal(-1)))

    def _is_minus(self, at: int, measure: Measure) -> bool:
        prior = self.text[at - 1 : at] if at else ""
        if not prior or not (prior.isalnum() or prior in ")）%-—"):
            return True
        dimension = measure.unit.dimension if measure.unit else ""
        return bool(_HAN.match(prior)) and dimension in ("ratio", "temperature")

    def _money_before(
        self, start: int, before: Bound | None, measure: Measure
    ) -> tuple[int, Measure]:
        """`￥12.5万`, `人民币约两亿元`: a currency in front of the number."""
        text = self.text
        at = start - 1 if text[start - 1 : start] == " " else start
        for size in (4, 3, 2, 1):
            unit = self.f.money.get(text[at - size : at]) if size <= at else None
            if unit is None or (measure.unit and measure.unit.dimension != "currency"):
                continue
            if (
                text[at - size].isascii()
                and text[at - size - 1 : at - size].isalpha()
                and text[at - size - 1 : at - size].isascii()
            ):
                continue
            return at - size, replace(measure, unit=unit)
        return start, measure

    def _compared(self, start: int, end: int, after: Bound | None) -> tuple[int, int, Bound | None]:
        """`比100大`: the comparison is part of the span."""
        bound = self.f.bounds.compared.get(self.text[end : end + 1])
        return (start - 1, end + 1, bound) if bound else (start, end, after)

    def _reason(self, measure: Measure, bounded: bool) -> str | None:
        """Why a numeral without a unit is no quantity; None if it is one."""
        text, printed = self.text, measure.printed
        if _DATE_WORD.match(text, measure.end) and printed[-1:].isdigit():
            return "date"
        if printed.isdigit() and len(printed) == 4 and printed[:2] in ("19", "20"):
            return None if bounded else "year"
        if measure.rule == "fraction" or printed[:1].isdigit() or printed[:1] == ".":
            named = text_is(text, measure.start - 1, "-") and _HAN.match(text, measure.start - 2)
            return "name" if named else None
        inner = printed.replace(" ", "")
        if inner == "半":
            return "word"
        if len(inner) == 1:
            alone = inner in CN and (self._alone(measure) or bounded)
            return None if alone or (bounded and inner in _POWERS) else "word"
        if all(c in _POWERS for c in inner) and not bounded:
            return "word"
        if not _MULTIPLIED.search(inner):
            return "word"
        return None

    def _alone(self, measure: Measure) -> bool:
        """A single digit stands by itself: in quotes, or after 是 at the end of a clause."""
        before, after = (
            self.text[measure.start - 1 : measure.start],
            self.text[measure.end : measure.end + 1],
        )
        return (
            before in "“\"'‘是为" and (not after or after in "”\"'’，。！？,.这 ") and before != ""
        )

    def _not_counted(self, measure: Measure) -> str | None:
        """`二次`, `二楼` are ordinals; `万元` alone may name a unit."""
        unit = measure.unit
        if measure.printed == "半" and self.text[measure.start - 1 : measure.start] in _HALVES:
            return "word"
        if measure.printed in ("二", "贰") and unit and unit.dimension in ("count", "time"):
            return "word"
        if measure.printed in _FORMAL and unit and unit.dimension == "count":
            return "word"
        digits = len(measure.printed) > 1 and all(c in _POSITIONAL for c in measure.printed)
        if digits and unit and unit.dimension == "count" and not measure.numeral.is_range:
            return "word"  # 一一对应; a year or a code, never a count
        return None

    def _open_unit(self, measure: Measure) -> Measure:
        """Number and noun (`26县`, `3企业`): what is counted is the word that follows."""
        text, end = self.text, measure.end
        if (
            measure.rule == "fraction"
            or not _HAN.match(text, end)
            or not measure.printed[:1].isdigit()
        ):
            return measure
        stop = self._nouns(end)
        if stop is None:
            return measure
        name = text[max(stop[0], end) : stop[1]]
        return replace(measure, end=stop[1], unit=Unit(name, "count"), rule="open count")

    def _nouns(self, at: int) -> tuple[int, int] | None:
        """The last of the (at most three) nouns that follow each other from `at` on."""
        last: tuple[int, int] | None = None
        for _ in range(3):
            start, stop = self.plan.word(at)
            if start != at or not self.plan.words.tag(self.text[start:stop]).startswith("n"):
                break
            last, at = (start, stop), stop
        return last


def text_is(text: str, at: int, char: str) -> bool:
    return at >= 0 and text[at : at + 1] == char


def _ignored(measure: Measure, reason: str) -> Ignored:
    end = measure.start + len(measure.printed) if reason == "word" else measure.end
    return Ignored(
        start=measure.start, end=max(end, measure.start + 1), reason=reason, rule="quantities"
    )


def record(measure: Measure, start: int, end: int, bound: Bound) -> Quantity:
    """The record of a measure whose span, bound words included, is `[start, end)`."""
    unit, numeral = measure.unit, measure.numeral
    exact = None if numeral.is_range else numeral.low
    dimension = unit.dimension if unit else ("ratio" if measure.rule == "fraction" else "number")
    article = (
        measure.printed == "一"
        and measure.rule == "number"
        and dimension == "count"
        and bound == "exact"
    )
    return Quantity(
        start=start,
        end=end,
        value=exact,
        low=numeral.low if exact is None else None,
        high=numeral.high if exact is None else None,
        bound=bound,
        unit=unit.name if unit else None,
        dimension=dimension,
        si_value=unit.to_si(exact) if unit and exact is not None else None,
        si_unit=unit.si if unit else None,
        precision=numeral.step,
        form="article" if article else None,
        rule=measure.rule,
    )


def _build(rules: Rules) -> Finder:
    catalogue, words = units(rules), numeral_rules(rules)
    bounds = Bounds(words)
    reader = Reader(catalogue, bounds, words.inner)
    return Finder(
        vetoes=vetoes(rules),
        units=catalogue,
        bounds=bounds,
        reader=reader,
        joiner=Joiner(reader, words),
        ranks=Ranks(words.rank),
        starts=_starts(catalogue),
        money=_money(catalogue),
    )


def _money(catalogue: Units) -> dict[str, Unit]:
    """Signs, codes and names of currencies that may stand before a number."""
    signs = {"￥": "元", "¥": "元", "人民币": "元", "RMB": "元", "CNY": "元", "$": "美元", "€": "欧元",
             "£": "英镑", "HK$": "港元", "US$": "美元", "NT$": "新台币", "A$": "澳元", "₩": "韩元"}  # fmt: skip
    named = {n: u for n, u in catalogue.aliases("currency") if len(n) > 1}
    return named | {sign: catalogue.by_name[name] for sign, name in signs.items()}


def _starts(catalogue: Units) -> re.Pattern[str]:
    """Where a numeral or a rank word may start. A single Chinese digit is only looked at when what
    follows can belong to a number: most of them are part of a word."""
    han = "".join(sorted(c for c in catalogue.first_chars if _HAN.match(c)))
    follow = rf"[{CN}{_POWERS}{re.escape(han)}点又分多余来几半成折%％打]"
    joint = rf" ?(?:[到至、和与或及~—–-]|以上|以下|或者){{1,2}} ?[{CN}{_POWERS}\d百以]"
    return re.compile(
        rf"(?<!\d)\d(?!\d{{0,3}}(?:月|日(?!元|圆|币))|\d{{3}}年)|(?<![\d.])\.\d|(?<=[第前])[{CN}]|(?<=第 )[{CN}]|[{CN}十](?=[、.．)）】])|[{CN}](?= ?{follow}|[院纵横轴廊带极核翼芯屏][{CN}\d]|{joint}|[”\"’这，。！？ ]|$)|[{_POWERS}]|[数几](?=[{_POWERS}])|数(?=以[百千万亿]计)|{UP_TO}"
        rf"|半(?=[{re.escape(han)}])|点(?=[{CN}])|翻(?=[了一两二三四番倍])|倍(?=增)|居(?=首)|榜(?=首)|首(?=位)|之(?=首)|过(?=半)|成(?=[千百])|半(?=数)"
    )
