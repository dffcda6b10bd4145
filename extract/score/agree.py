"""When a found value counts as the one that gold holds."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

import regex

from extract.records import Date, Fact, Quantity
from extract.score.gold import GoldFact, GoldItem

TOLERANCE = Decimal("1e-6")  # relative: 1/3 may be written with any number of digits
_MARKS = regex.compile(r"[\s“”\"'‘’《》「」()（）、,，]")
_SAME_UNIT = {"个百分点": "百分点", "人民币": "元", "千米": "公里", "度": "℃", "摄氏度": "℃"}
_SAME_UNIT |= {"名": "人", "位": "人"}


def same_quantity(item: GoldItem, found: Quantity | Fact) -> bool:
    """Value or range, and unit; ranks have no unit."""
    return (
        any(same_number(found.value, value) for value in item.readings("value"))
        and same_number(found.low, item.low)
        and same_number(found.high, item.high)
        and (
            item.dimension == found.dimension == "rank"
            or unit(found.unit) in map(unit, item.readings("unit"))
        )
    )


def same_date(item: GoldItem, found: Date) -> bool | None:
    """Whether the interval (of a duration: its length) is right; None if gold gives none."""
    if item.kind == "duration" and item.timex:
        return found.timex == item.timex
    ends = [(item.date_start, found.date_start), (item.date_end, found.date_end)]
    known = [((got or "")[:10], gold[:10]) for gold, got in ends if gold]
    return all(got == gold for got, gold in known) if known else None


def same_firm(found: str, gold: str) -> bool:
    """Whether two names are of one firm: alike, or one within the other."""
    a, b = squeeze(found), squeeze(gold)
    return like(found, [gold], 0.8) or (bool(a) and (a in b or b in a))


def fact_fields(item: GoldItem, wanted: GoldFact, fact: Fact) -> dict[str, bool]:
    """Which fields of a fact are right."""
    aspects = set(wanted.readings("aspect"))
    if item.unit == "%" and aspects & {"level", "share"}:
        aspects |= {"level", "share"}  # a rate may be read either way
    ids = [i for i in wanted.readings("subject_id") if i]
    return {
        "number": same_quantity(item, fact),
        "measure": like(fact.measure, wanted.measure, 0.6),
        "aspect": fact.aspect in aspects,
        "subject": fact.subject_id in ids or like(fact.subject, wanted.subject, 0.7),
        "period": _same_period(wanted, fact),
        "modality": fact.modality in [m or "actual" for m in wanted.readings("modality")],
    }


def _same_period(wanted: GoldFact, fact: Fact) -> bool:
    length = 4 if wanted.period_fuzzy else 10

    def cut(*ends: str | None) -> tuple[str, ...]:
        return tuple((end or "")[:length] for end in ends)

    return cut(fact.period_start, fact.period_end) in [cut(*p) for p in wanted.periods()]


def same_number(found: Decimal | str | None, gold: Decimal | str | None) -> bool:
    """Whether two numbers are one; a missing number is only the same as a missing one."""
    a, b = _number(found), _number(gold)
    if a is None or b is None:
        return a is b
    return abs(a - b) <= max(abs(a), abs(b)) * TOLERANCE


def _number(text: Decimal | str | None) -> Decimal | None:
    top, _, bottom = str(text or "").partition("/")
    try:
        return Decimal(top) / Decimal(bottom or 1)
    except (InvalidOperation, ZeroDivisionError):
        return None


def unit(name: str | None) -> str:
    """A unit as it is compared: 名 and 位 count persons."""
    return _SAME_UNIT.get(name or "", name or "")


def like(found: str | None, wordings: list[str], threshold: float) -> bool:
    """Whether a name or noun phrase is one of `wordings`, near enough.

    Near enough: the same but for marks; two-character overlap (Dice) of at least `threshold`; or
    one ends with the other and is at least half as long.
    """
    text = squeeze(found)
    return any(_alike(text, squeeze(wording), threshold) for wording in wordings)


def squeeze(text: str | None) -> str:
    """`text` without marks and white space."""
    return str(_MARKS.sub("", text or ""))


def _alike(a: str, b: str, threshold: float) -> bool:
    if a == b:
        return True
    if not a or not b:
        return False
    if _dice(a, b) >= threshold:
        return True
    short, long = sorted((a, b), key=len)
    return long.endswith(short) and 2 * len(short) >= len(long)


def _dice(a: str, b: str) -> float:
    pairs_a = [a[i : i + 2] for i in range(len(a) - 1)]
    pairs_b = [b[i : i + 2] for i in range(len(b) - 1)]
    if not pairs_a or not pairs_b:
        return 0.0
    shared = sum(min(pairs_a.count(p), pairs_b.count(p)) for p in set(pairs_a))
    return 2 * shared / (len(pairs_a) + len(pairs_b))
