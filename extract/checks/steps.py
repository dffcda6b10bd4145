"""Then and now: growth, averages over years, multiples, and the same figure said twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import regex

from extract import measures
from extract.checks.book import Book, Figure
from extract.intervals import Interval
from extract.records import Check

SURE = 0.9  # less certain facts are not held against one another
_WHOLE = {"%": 100, "‰": 1000}  # in the units of a rate; fractions and 倍 count in wholes
_VOLUME = regex.compile(r"增加值|生产总值|GDP|不变价|可比价")  # their growth is in constant prices


def growths(book: Book) -> Iterator[Check]:
    """Two levels and the rate or difference between them."""
    for f in book.figures:
        if f.fact.aspect not in ("growth", "change") or not f.fact.direction:
            continue
        real = _VOLUME.search(f.fact.measure or "") or "实际" in f.fact.text
        if f.fact.aspect == "growth" and real:
            continue
        now = [g for g in book.same(f) if g.fact.aspect == "level"]
        then = [g for g in book.same(f) if g.fact.aspect == "from"]
        pair = next(
            ((a, b) for a in now for b in then if abs(a.fact.start - b.fact.start) < 80), None
        )
        if pair is None or pair[0].fact.unit != pair[1].fact.unit:
            continue
        if f.fact.aspect == "change" and f.fact.unit != pair[0].fact.unit:
            continue
        if check := _step(book, f, *pair):
            yield check


def _step(book: Book, f: Figure, now: Figure, then: Figure) -> Check | None:
    """Whether `f` is what leads from `then` to `now`; averages over years take the root."""
    if f.fact.aspect == "change":
        expected: Interval | None = now.value - then.value
        kind = "growth"
    else:
        quotient = now.value.over(then.value)
        years = _years(then, now)
        kind = "average" if "年均" in (f.fact.base or "") else "growth"
        if quotient and kind == "average" and years:
            quotient = quotient.root(years)
        elif kind == "average":
            return None
        whole = _WHOLE.get(f.fact.unit or "", 1)
        expected = quotient.shift(-1).times(whole) if quotient else None
    if expected is None:
        return None
    stated = f.value.times(-1) if f.fact.direction == "down" else f.value
    said = (
        f"由{then.quantity.text}到{now.quantity.text}应变化{expected}，文中为{f.quantity.text}",
        f"{then.quantity.text} to {now.quantity.text} is {expected}, stated {f.quantity.text}",
    )
    return book.check(kind, expected.meets(stated), [f, then, now], said, expected, f.quantity.text)


def _years(then: Figure, now: Figure) -> int:
    a, b = then.fact.period_start or "", now.fact.period_start or ""
    return int(b[:4]) - int(a[:4]) if a[:4].isdigit() and b[:4].isdigit() else 0


def multiples(book: Book) -> Iterator[Check]:
    """`从2亿元到8亿元，是原来的4倍`."""
    for f in book.figures:
        if f.fact.aspect != "multiple":
            continue
        near = [g for g in book.same(f) if abs(g.fact.start - f.fact.start) < 80]
        now = next((g for g in near if g.fact.aspect == "level"), None)
        then = next((g for g in near if g.fact.aspect == "from"), None)
        expected = now.value.over(then.value) if now and then else None
        if now and then and expected and now.fact.unit == then.fact.unit:
            said = (
                f"{now.quantity.text}应为{then.quantity.text}的{expected}倍，文中为{f.quantity.text}",
                f"{now.quantity.text} is {expected} times {then.quantity.text}, "
                f"stated {f.quantity.text}",
            )
            good = expected.meets(f.value)
            yield book.check("multiple", good, [f, then, now], said, expected, f.quantity.text)


def contradictions(book: Book) -> Iterator[Check]:
    """The same figure twice with values that no rounding reconciles: facts that are sure, of
    catalogued measures whose names say more than 出口 or 执行额."""
    groups: dict[str, list[Figure]] = defaultdict(list)
    for f in book.figures:
        name = f.fact.measure or ""
        match = book.catalogue.match(name)
        telling = match is not None and match.exact and len(name) > 3
        if telling and f.fact.confidence >= SURE and f.fact.aspect in ("level", "growth", "share"):
            groups[f"{f.fact.key}|{measures.squeeze(name)}"].append(f)
    for group in groups.values():
        first = group[0]
        for other in group[1:]:
            if other.quantity.id == first.quantity.id or other.fact.unit != first.fact.unit:
                continue
            good = first.value.meets(other.value)
            said = (
                f"同一指标两处表述：{first.quantity.text}与{other.quantity.text}"
                + ("一致" if good else "不一致"),
                f"{first.quantity.text} and {other.quantity.text} "
                + ("agree" if good else "cannot both be right"),
            )
            yield book.check(
                "contradiction",
                good,
                [first, other],
                said,
                first.quantity.text,
                other.quantity.text,
            )
