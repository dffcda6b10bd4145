"""Guards over single facts: they are written only when they fail."""

from __future__ import annotations

from collections.abc import Iterator

from extract.checks.book import Book
from extract.records import Check

_MEASURED = tuple("值额量入资积程口出款费税产价温")  # how a measure of an amount ends

_OPEN = frozenset(["unknown", "number", "ratio", "multiple"])  # 突破4.5万亿 names no unit


def units(book: Book) -> Iterator[Check]:
    """A catalogued measure in a dimension it cannot have."""
    for f in book.figures:
        name = f.fact.measure or ""
        match = book.catalogue.match(name)
        if match is None or not match.exact or f.fact.aspect not in ("level", "from"):
            continue
        if "measure=left" not in f.fact.rule or not name.endswith(_MEASURED):
            continue  # 10条高速公路: the noun behind a count is no measure of length
        open_unit = f.fact.dimension in _OPEN or (
            f.fact.dimension == "density" and match.entry.kind == "rate"  # 万元/亩
        )
        if f.fact.dimension not in match.entry.dimension and not open_unit:
            want = "、".join(match.entry.dimension)
            said = (
                f"“{match.entry.name}”的量纲应为{want}，文中为{f.fact.dimension}（{f.quantity.text}）",
                f"{match.entry.id} should be {want}, the text has {f.fact.dimension}",
            )
            yield book.check("unit", False, [f], said, want, f.fact.dimension)


def ranges(book: Book) -> Iterator[Check]:
    """A share over 100 %, a rank below 1."""
    for f in book.figures:
        planned = any(w in (f.fact.scope or "") for w in ("计划", "目标", "任务"))
        if f.fact.aspect == "share" and f.value.low > 100 and not planned:
            said = (f"占比不应超过100%，文中为{f.quantity.text}", "a share cannot be over 100 %")
            yield book.check("range", False, [f], said, "≤ 100", f.quantity.text)
        if f.fact.aspect == "rank" and f.value.high < 1:
            said = (f"名次不应小于1，文中为{f.quantity.text}", "a rank cannot be below 1")
            yield book.check("range", False, [f], said, "≥ 1", f.quantity.text)


def _later(start: str, published: str) -> bool:
    """Whether `start` lies in a later year, or in a month after the next, than `published`: days
    ahead are announced as if they were over (国庆假期增开列车1841列)."""
    if not start or not published:
        return False
    if len(start) < 7 or len(published) < 7:
        return start[:4] > published[:4]
    months = [int(d[:4]) * 12 + int(d[5:7]) for d in (start, published)]
    return months[0] > months[1] + 1


def periods(book: Book) -> Iterator[Check]:
    """A fact from after the article that is no target."""
    published = book.article.published or ""
    for f in book.figures:
        start = f.fact.period_start or ""
        if f.fact.modality == "actual" and _later(start, published):
            said = (
                f"文章发表于{published}，却陈述{f.fact.period_text}的实际数",
                f"published {published}, yet states an actual for {f.fact.period_text}",
            )
            yield book.check("period", False, [f], said, f"≤ {published}", start)
