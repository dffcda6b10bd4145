"""Parts and wholes: rates of what was done, shares, sums, enumerations."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

import regex

from extract.checks.book import Book, Figure
from extract.records import Check, Firm, Place, plain

_ENUMERATED = ("、", "和", "与", "及", "以及")
_ANOTHER = regex.compile(r"^(?:同时|另|此外|并)|其中|总|共|达到")
_LEVEL = {
    None: regex.compile("(?!)"),
    "country": regex.compile("国"),
    "region": regex.compile("地区|城市群"),
    "province": regex.compile("省|自治区|直辖市"),
    "prefecture": regex.compile("设区市|地级市|市|州|地区"),
    "county": regex.compile("县|区|市"),
    "township": regex.compile("镇|乡|街道"),
}
_STOP = regex.compile(r"[。！？]")
_RATE = regex.compile(r"([\p{Han}]{2})率$")


def ratios(book: Book) -> Iterator[Check]:
    """`收集127个，已解决121个，解决率95.3%`: a verb's rate, a part with
    the verb, a whole."""
    for i, rate in enumerate(book.figures):
        stem = _RATE.search(rate.fact.measure or "")
        if stem is None or rate.fact.unit != "%" or rate.fact.aspect not in ("level", "share"):
            continue
        before = [f for f in book.figures[max(0, i - 4) : i] if f.fact.dimension == "count"]
        deed = regex.compile(f"{regex.escape(stem[1])}(?!率)")  # not a part with a rate of its own
        part = next((f for f in reversed(before) if deed.search(f.fact.text)), None)
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
        levels = [g for g in book.figures if g.fact.aspect == "level" and g.alike(f)]
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


def sums(book: Book) -> Iterator[Check]:
    """`新增730例，其中输入106例，本土624例`: the parts behind 其中 may not exceed the whole; where
    they reach it exactly the sum is confirmed; where they stay below it nothing is said."""
    for i, whole in enumerate(book.figures[:-1]):
        if whole.fact.aspect != "level" or not book.figures[i + 1].fact.text.lstrip().startswith(
            "其中"
        ):
            continue
        parts = [book.figures[i + 1]]
        if _STOP.search(book.text, whole.quantity.end, parts[0].quantity.start):
            continue
        if whole.fact.start == parts[0].fact.start:
            continue  # a part itself
        for g in book.figures[i + 2 :]:
            if g.quantity.start - parts[-1].quantity.end > 24 or g.fact.aspect != "level":
                break
            fresh = g.fact.qualifier and g.fact.qualifier != parts[0].fact.qualifier
            apart = _STOP.search(book.text, parts[-1].quantity.end, g.quantity.start)
            if apart or fresh or _ANOTHER.search(g.fact.text):
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
        if isinstance(chain[0], Place) and not _LEVEL[chain[0].level].match(book.text, q.end):
            continue  # 湖北、湖南72个县 lie in them
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
    at = end
    while at and text[at - 1].isspace():
        at -= 1
    open_ended = text.startswith("等", at - 1)
    at -= open_ended
    chain: list[Firm | Place] = []
    for m in reversed(names[: bisect_right(names, at, key=lambda m: m.end)]):
        gap = text[m.end : at].strip()
        if gap not in (_ENUMERATED if chain else ("",)) or (chain and m.type != chain[0].type):
            break
        chain.insert(0, m)
        at = m.start
    return chain, open_ended
