"""A folder for brat: a `.txt` and an `.ann` an article, `annotation.conf` for the types.

Mentions are text-bound annotations with what they mean as a note; a fact is an event `Fact` on its
number, with its period as an argument and the rest as a note. A mention over a line break is in
fragments, as brat's standoff format asks (https://brat.nlplab.org/standoff.html).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import regex

from extract.export.documents import Document, label, meaning, told
from extract.records import MentionBase

_LINE = regex.compile(r"[^\n]+")
_CONF = """[entities]
Quantity
Date
Place
Firm
[relations]
[events]
Fact\tPeriod?:Date
[attributes]
"""


def write(documents: Iterable[Document], out: Path) -> None:
    """Make the folder."""
    out.mkdir()
    (out / "annotation.conf").write_text(_CONF, "utf-8")
    for document in documents:
        name = regex.sub(r"[^\w.-]", "_", document.article.id)
        with (out / f"{name}.txt").open("w", encoding="utf-8", newline="") as file:
            file.write(document.text)
        (out / f"{name}.ann").write_text("".join(_annotations(document)), "utf-8")


def _annotations(document: Document) -> Iterator[str]:
    numbers = {mention.id: i for i, mention in enumerate(document.mentions, 1)}
    by_id = {mention.id: mention for mention in document.mentions}
    for mention, i in zip(document.mentions, numbers.values(), strict=True):
        yield f"T{i}\t{label(mention).capitalize()} {_span(mention, document.text)}\n"
        if note := meaning(mention):
            yield f"#{i}\tAnnotatorNotes T{i}\t{note}\n"
    following = len(numbers)
    for e, fact in enumerate(document.facts, 1):
        if fact.quantity not in by_id:
            continue
        i = following + e
        period = f" Period:T{numbers[fact.period]}" if fact.period in numbers else ""
        note = "; ".join(f"{name}={_one_line(str(value))}" for name, value in told(fact).items())
        yield f"T{i}\tFact {_span(by_id[fact.quantity], document.text)}\n"
        yield f"E{e}\tFact:T{i}{period}\n"
        yield f"#{i}\tAnnotatorNotes E{e}\t{note}\n"


def _span(mention: MentionBase, text: str) -> str:
    """Offsets and text; a line break is left out between two fragments."""
    lines = [m.span() for m in _LINE.finditer(text, mention.start, mention.end)]
    offsets = ";".join(f"{start} {end}" for start, end in lines)
    return f"{offsets}\t{' '.join(text[start:end] for start, end in lines)}"


def _one_line(text: str) -> str:
    return " ".join(text.split())
