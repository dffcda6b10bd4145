"""What the numbers of an article say about one another.

Each check looks for facts that must agree and compares them as intervals (`intervals.py`). It
passes, fails, or, where the facts do not meet its conditions, says nothing. `unit`, `range` and
`period` are guards over single facts: they are written only when they fail.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import regex

from extract import measures
from extract.intervals import Interval, interval
from extract.measures import Catalogue
from extract.records import Article, Check, Fact, Firm, MentionBase, Place, Quantity, plain
from extract.rules import Rules

_ENUMERATED = ("、", "和", "与", "及", "以及")
_RATE = regex.compile(r"([\p{Han}]{2})率$")
_VOLUME = regex.compile(r"增加值|生产总值|GDP|不变价|可比价")  # their growth is in constant prices


@dataclass(slots=True)
class Figure:
    """A fact with its quantity as an interval."""

    fact: Fact
    quantity: Quantity
    value: Interval

    def same(self, other: Figure) -> bool:
        """Whether both are about one measure of one subject."""
        a, b = self.fact, other.fact
        who = (a.subject_id or a.subject) == (b.subject_id or b.subject)
        return who and a.measure == b.measure and a.modality == b.modality

    def when(self) -> tuple[str | None, str | None]:
        return self.fact.period_start, self.fact.period_end


class Book:
    """The figures of one article, and how to write down what was found about them."""

    def __init__(
        self,
        article: Article,
        text: str,
        found: Sequence[MentionBase],
        facts: Sequence[Fact],
        rules: Rules,
    ) -> None:
        self.article, self.text, self.mentions = article, text, found
        self.catalogue: Catalogue = rules.compiled(measures.build)
        quantities = {m.id: m for m in found if isinstance(m, Quantity)}
        self.figures = [
            Figure(f, quantities[f.quantity], value)
            for f in facts
            if f.quantity in quantities and (value := interval(quantities[f.quantity]))
        ]

    def check(
        self, kind: str, good: bool, figures: Sequence[Figure], said: tuple[str, str],
        expected: object, found: object,
    ) -> Check:  # fmt: skip
        """A check over `figures`; `said` is one sentence in Chinese and one in English."""
        status: Literal["pass", "fail"] = "pass" if good else "fail"
        first = figures[0].quantity
        return Check(
            id=f"{self.article.id}#c{kind}{first.start}-{first.end}.{len(figures)}",
            kind=kind,
            status=status,
            facts=[f.fact.id for f in figures],
            mentions=list(dict.fromkeys(f.quantity.id for f in figures)),
            article=self.article.id,
            message=said[0],
            message_en=said[1],
            expected=str(expected),
            found=str(found),
        )


def check(
    article: Article,
    text: str,
    found: Sequence[MentionBase],
    facts: Sequence[Fact],
    rules: Rules,
) -> list[Check]:
    """All checks of one article, in order of kind and text. Offsets of `found` and `facts` count
    code points of `text`, the raw article."""
    book = Book(article, text, found, facts, rules)
    return [c for kind in KINDS.values() for c in kind(book)]


def units(book: Book) -> Iterator[Check]:
    """A catalogued measure in a dimension it cannot have."""
    for f in book.figures:
        match = book.catalogue.match(f.fact.measure or "")
        if match is None or not match.exact or f.fact.aspect not in ("level", "from"):
            continue
        if f.fact.dimension not in match.entry.dimension and f.fact.dimension != "unknown":
            want = "、".join(match.entry.dimension)
            said = (
                f"“{match.entry.name}”的量纲应为{want}，文中为{f.fact.dimension}（{f.quantity.text}）",
                f"{match.entry.id} should be {want}, the text has {f.fact.dimension}",
            )
            yield book.check("unit", False, [f], said, want, f.fact.dimension)


def ranges(book: Book) -> Iterator[Check]:
    """A share over 100 %, a rank below 1."""
    for f in book.figures:
        if f.fact.aspect == "share" and f.value.low > 100:
            said = (f"占比不应超过100%，文中为{f.quantity.text}", "a share cannot be over 100 %")
            yield book.check("range", False, [f], said, "≤ 100", f.quantity.text)
        if f.fact.aspect == "rank" and f.value.high < 1:
            said = (f"名次不应小于1，文中为{f.quantity.text}", "a rank cannot be below 1")
            yield book.check("range", False, [f], said, "≥ 1", f.quantity.text)


def periods(book: Book) -> Iterator[Check]:
    """A fact from after the article that is no target."""
    published = book.article.published or ""
    for f in book.figures:
        start = f.fact.period_start or ""
        n = min(len(start), len(published))
        if n and f.fact.modality == "actual" and start[:n] > published[:n]:
            said = (
                f"文章发表于{published}，却陈述{f.fact.period_text}的实际数",
                f"published {published}, yet states an actual for {f.fact.period_text}",
            )
            yield book.check("period", False, [f], said, f"≤ {published}", start)


def ratios(book: Book) -> Iterator[Check]:
    """`收集127个，已解决121个，解决率95.3%`: a verb's rate, a part with
    the verb, a whole."""
    for i, rate in enumerate(book.figures):
        stem = _RATE.search(rate.fact.measure or "")
        if stem is None or rate.fact.unit != "%" or rate.fact.aspect not in ("level", "share"):
            continue
        before = [f for f in book.figures[max(0, i - 4) : i] if f.fact.dimension == "count"]
        part = next((f for f in reversed(before) if stem[1] in f.fact.text), None)
        whole = next(
            (f for f in before if part and f is not part and f.fact.unit == part.fact.unit), None
        )
        if part is None or whole is None or rate.quantity.start - whole.quantity.start > 80:
            continue
        yield from _proportion(book, "ratio", part, whole, rate)


def shares(book: Book) -> Iterator[Check]:
    """A占B的比重 where A and B are stated for the same time."""
    for f in book.figures:
        whole_name = f.fact.scope
        if f.fact.aspect != "share" or not whole_name or "占" not in (f.fact.measure or ""):
            continue
        name = (f.fact.measure or "").split("占")[0]
        levels = [g for g in book.figures if g.fact.aspect == "level" and g.when() == f.when()]
        part = next((g for g in levels if g.fact.measure == name), None)
        whole = next(
            (g for g in levels if (g.fact.measure or "").endswith(whole_name) and g is not part),
            None,
        )
        if part and whole and part.fact.unit == whole.fact.unit:
            yield from _proportion(book, "share", part, whole, f)


def _proportion(
    book: Book, kind: str, part: Figure, whole: Figure, rate: Figure
) -> Iterator[Check]:
    quotient = part.value.over(whole.value)
    if quotient is None:
        return
    expected = quotient.times(100)
    said = (
        f"{part.quantity.text}÷{whole.quantity.text}应为{expected}%，文中为{rate.quantity.text}",
        f"{part.quantity.text} / {whole.quantity.text} gives {expected} %, "
        f"stated {rate.quantity.text}",
    )
    good = expected.meets(rate.value)
    yield book.check(kind, good, [rate, part, whole], said, f"{expected}%", rate.quantity.text)


def growths(book: Book) -> Iterator[Check]:
    """Two levels and the rate or difference between them."""
    for f in book.figures:
        if f.fact.aspect not in ("growth", "change") or not f.fact.direction:
            continue
        if f.fact.aspect == "growth" and _VOLUME.search(f.fact.measure or ""):
            continue
        now = [g for g in book.figures if g.fact.aspect == "level" and g.same(f)]
        then = [g for g in book.figures if g.fact.aspect == "from" and g.same(f)]
        pair = next(
            ((a, b) for a in now for b in then if abs(a.fact.start - b.fact.start) < 80), None
        )
        if pair is None or pair[0].fact.unit != pair[1].fact.unit:
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
        expected = quotient.shift(-1).times(100) if quotient else None
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


def sums(book: Book) -> Iterator[Check]:
    """`新增730例，其中输入106例，本土624例`: the parts behind 其中 may not exceed the whole; where
    they reach it exactly the sum is confirmed; where they stay below it nothing is said."""
    for i, whole in enumerate(book.figures[:-1]):
        if whole.fact.aspect != "level" or not book.figures[i + 1].fact.text.lstrip().startswith(
            "其中"
        ):
            continue
        parts = [book.figures[i + 1]]
        for g in book.figures[i + 2 :]:
            if g.quantity.start - parts[-1].quantity.end > 24 or g.fact.aspect != "level":
                break
            parts.append(g)
        alike = [g for g in parts if g.fact.unit == whole.fact.unit]
        if len(alike) < 2 or len(alike) != len(parts):
            continue
        total = alike[0].value
        for g in alike[1:]:
            total = total + g.value
        if total.high < whole.value.low:
            continue
        texts = "＋".join(g.quantity.text for g in alike)
        said = (
            f"{texts}合计{total}，总数为{whole.quantity.text}",
            f"the parts add up to {total}, the whole is {whole.quantity.text}",
        )
        yield book.check(
            "sum", total.meets(whole.value), [whole, *alike], said, whole.quantity.text, total
        )


def list_counts(book: Book) -> Iterator[Check]:
    """`A、B、C等3家企业`: as many names as the number says. After 等 fewer names are an extract."""
    names = [m for m in book.mentions if isinstance(m, Firm | Place) and not m.coref]
    for f in book.figures:
        q = f.quantity
        if q.dimension != "count" or q.value is None or q.bound != "exact":
            continue
        chain, open_ended = _chain(book.text, q.start, names)
        if len(chain) < 2 or (open_ended and len(chain) < q.value):
            continue
        good = len(chain) == q.value
        said = (
            f"文中列出{len(chain)}个名称，数为{q.text}",
            f"{len(chain)} are named, the number is {q.text}",
        )
        check = book.check("list_count", good, [f], said, plain(q.value), len(chain))
        check.mentions = [*[m.id for m in chain], q.id]
        yield check


def _chain(text: str, end: int, names: Sequence[Firm | Place]) -> tuple[list[Firm | Place], bool]:
    """The names enumerated right before offset `end`, in order, and whether 等 follows them."""
    before = text[:end].rstrip()
    open_ended = before.endswith("等")
    at = len(before) - open_ended
    chain: list[Firm | Place] = []
    for m in reversed([m for m in names if m.end <= at]):
        gap = text[m.end : at].strip()
        if gap not in (_ENUMERATED if chain else ("",)) or (chain and m.type != chain[0].type):
            break
        chain.insert(0, m)
        at = m.start
    return chain, open_ended


def multiples(book: Book) -> Iterator[Check]:
    """`从2亿元到8亿元，是原来的4倍`."""
    for f in book.figures:
        if f.fact.aspect != "multiple":
            continue
        near = [g for g in book.figures if g.same(f) and abs(g.fact.start - f.fact.start) < 80]
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
    """The same figure twice with values that no rounding reconciles (one catalogued measure only:
    a noun such as 项目 may stand for different things)."""
    yield from _contradictions(book.figures, book)


def _contradictions(figures: Iterable[Figure], book: Book) -> Iterator[Check]:
    groups: dict[str, list[Figure]] = defaultdict(list)
    for f in figures:
        match = book.catalogue.match(f.fact.measure or "")
        if f.fact.key and match and match.exact and f.fact.aspect in ("level", "growth", "share"):
            groups[f.fact.key].append(f)
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


KINDS: dict[str, Callable[[Book], Iterator[Check]]] = {
    "ratio": ratios,
    "share": shares,
    "sum": sums,
    "growth": growths,
    "list_count": list_counts,
    "multiple": multiples,
    "unit": units,
    "range": ranges,
    "period": periods,
    "contradiction": contradictions,
}
