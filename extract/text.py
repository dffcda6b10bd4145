"""A restored text and its way back to the raw one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

BlockKind = Literal["title", "byline", "heading", "body", "list", "caption", "credit", "furniture"]


@dataclass(slots=True, frozen=True)
class Block:
    """A line of the restored text: `[start, end)` without its line break, and what it is; the
    dateline that one begins with is a block of its own (a byline)."""

    kind: BlockKind
    start: int
    end: int


@dataclass(slots=True, frozen=True)
class Step:
    """One fixer at work: its name and how many places it changed."""

    fixer: str
    edits: int


@dataclass(slots=True)
class Text:
    """The restored string; `starts[i]`, `ends[i]` are the raw span of its character `i`."""

    raw: str
    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    blocks: list[Block] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)

    @classmethod
    def unchanged(cls, raw: str) -> Text:
        """The text as it is: what a clean article and every test of a finder start from."""
        n = len(raw)
        return cls(raw, raw, range(n), range(1, n + 1))

    @property
    def title(self) -> str | None:
        """The lines of the title in one, None where the text has none."""
        lines = (self.text[b.start : b.end] for b in self.blocks if b.kind == "title")
        return " ".join(lines) or None

    def locate(self, start: int, end: int) -> tuple[int, int]:
        """The raw span of the restored span `[start, end)`; an empty span stays empty."""
        if start >= end:
            at = self.starts[start] if start < len(self.starts) else len(self.raw)
            return at, at
        return self.starts[start], self.ends[end - 1]

    def evidence(self, start: int, end: int) -> str:
        """The restored span `[start, end)` with its characters as they are printed.

        Lines stay joined and markup stays out, as in `text`, but a character that was exchanged
        for matching (`５` for `5`) is the raw one again: without white space this equals
        `raw[slice(*locate(start, end))]` wherever nothing but white space was taken out.
        """
        raw, text = self.raw, self.text[start:end]
        if isinstance(self.starts, range):
            return raw[start:end]
        spans = zip(text, self.starts[start:end], self.ends[start:end], strict=True)
        return "".join(raw[a] if b - a == 1 and not c.isspace() else c for c, a, b in spans)
