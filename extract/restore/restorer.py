"""Raw → Text: named fixers, one after the other, over one exact map back to the raw text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import regex

from extract.restore import fixers
from extract.restore.blocks import blocks
from extract.restore.draft import Draft, Edit
from extract.restore.fixers import BREAK, HAN
from extract.restore.lines import Datelines, datelines, shapes
from extract.rules import Rules
from extract.text import Block, BlockKind, Step, Text

FIXERS: dict[str, Callable[[str], Iterable[Edit]]] = {
    "control": fixers.control,
    "markup": fixers.markup,
    "inline_markdown": fixers.inline_markdown,
    "letter_spacing": fixers.letter_spacing,
    "spaces": fixers.spaces,
}
_LONE = regex.compile(rf"(?<=[{HAN}]) ++(?=[{HAN}])")


def restore(raw: str, rules: Rules, spans: Sequence[tuple[int, int]] | None = None) -> Text:
    """The text as it was before it was typeset: one block a line, `raw` within reach by offsets.

    `spans`, ascending, are the parts of `raw` that are the article; all of it if None.
    """
    draft = Draft(raw)
    if spans is not None:
        draft.apply("page", _around(spans, len(raw)))
    draft.exchange("width", fixers.width(draft.text))
    for name, fixer in FIXERS.items():
        draft.apply(name, fixer(draft.text))
    plan = blocks(draft.text, rules.compiled(shapes))
    draft.apply("lines", plan.edits)
    if plan.doubled:
        draft.steps.append(Step("doubling", plan.doubled))
    draft.apply("lost_quotes", _lost_quotes(draft.text, plan.kinds))
    text = draft.finish()
    text.blocks = list(_blocks(text.text, plan.kinds, rules.compiled(datelines)))
    return text


def _around(spans: Sequence[tuple[int, int]], length: int) -> Iterator[Edit]:
    """Take out what lies around the article: navigation, comments, front matter."""
    at = 0
    for start, end in spans:
        if start > at:
            yield at, start, BREAK if at else ""
        at = end
    if at < length:
        yield at, length, ""


def _lost_quotes(text: str, kinds: list[BlockKind]) -> Iterator[Edit]:
    """Spaces that lost quotation marks left in running text (`坚持 工业强县 战略`). In headings,
    lists and within quotation marks a space sets two words apart and stays."""
    if " " not in text:
        return
    at = 0
    for line, kind in zip(text.split("\n"), kinds, strict=True):
        if kind == "body" and " " in line:
            for match in _LONE.finditer(line):
                start, end = match.span()
                if line.rfind("“", 0, start) <= line.rfind("”", 0, start):
                    yield at + start, at + end, ""
        at += len(line) + 1


def _blocks(text: str, kinds: list[BlockKind], dateline: Datelines) -> Iterator[Block]:
    """One block a line, and the dateline that running text begins with."""
    at = 0
    for line, kind in zip(text.split("\n"), kinds, strict=False):
        end = at + len(line)
        size = dateline(line) if kind == "body" else 0
        if 0 < size < len(line):
            yield Block("byline", at, at + size)
            at += size
        yield Block(kind, at, end)
        at = end + 1
