"""The items of a list of works: each begins with the name of one, which its figures are told of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extract.facts.actors import Subject
from extract.facts.state import Measured, State
from extract.facts.unlisted import Unlisted
from extract.facts.wording import Wording
from extract.records import MentionBase, Place, Quantity
from extract.segment import Sentence
from extract.text import Block

_ITEM = re.compile(
    r"(?:\d+[.、．)]|[（(][一二三四五六七八九十\d]+[)）])?\s*([^，。：；、\d]{4,24})[。：]"
)
_GAPS = ("，", "、", "；", "/", "|")
_HEAD = re.compile("[：:]\\s*$")
_MARKED = 4  # characters of the mark of an item: 1. , ——
_NAMED = re.compile(  # 卫星化学二阶段项目： | 8月投产, but 亿元以上项目： | 新开工12个
    r"(?!.*(?:以上|以下|重点|重大|各类|类项目|[省市县]级|领域|方面|全部|主要))[^，。：；、\d]{5,}(?:项目|工程)"
)


class Listing:
    """Reads `1. 某抽水蓄能电站。装机容量140万千瓦` below the heading 重点项目, or where the name
    is that of a facility."""

    def __init__(self, text: str, wording: Wording, unlisted: Unlisted) -> None:
        self.text, self.words, self.unlisted = text, wording, unlisted
        self.lists_works = False  # the section does, by its heading
        self.columns: list[Measured] = []  # what the first row of a table of this kind measures
        self.told: list[Measured] = []  # in the line that is being read

    def head(self, heading: Sentence) -> None:
        """A heading says what the items below it are."""
        found = self.words.lists_works.search(self.text, heading.start, heading.end)
        self.lists_works = found is not None

    def works(self, block: Block) -> tuple[Subject, int] | None:
        """The works that an item begins with, and where its head ends."""
        item = _ITEM.match(self.text, block.start, block.end) if block.kind == "list" else None
        if item is None:
            return None
        facility = self.unlisted.facilities.ending(item.end(1))
        named = item.group().endswith("：") and _NAMED.fullmatch(item[1].strip())
        if not self.lists_works and not (facility and facility.own) and not named:
            return None
        return Subject(item[1].strip(), "other", None, "section"), item.end()

    def row(self, state: State, line: Sentence, inside: Sequence[MentionBase]) -> None:
        """A row of bare figures behind its head measures what the first row names, one by one:
        甲县：企业86家，销售收入214亿元 / 乙县：64家，172亿元."""
        if len(self.told) > 1:
            self.columns = self.told
        self.told, state.columns = [], {}
        figures = [m for m in inside if isinstance(m, Quantity)]
        gaps = [self.text[a.end : b.start].strip() for a, b in pairwise(figures)]
        end = self.text[figures[-1].end : line.end].strip("。； \n") if figures else "-"
        bare = not end and len(gaps) > 0 and all(gap in _GAPS for gap in gaps)
        units = [q.unit or "" for q in figures]
        if bare and _HEAD.search(self.text, line.start, figures[0].start):
            alike = units == [m.unit for m in self.columns]
            names = [m.measure for m in self.columns] if alike else []
            state.columns = {q.start: n for q, n in zip(figures, names, strict=False)}

    def tell(self, state: State, said: Sequence[Measured]) -> None:
        """What a line of a list has measured, unless it only fills the columns."""
        if state.kind == "list" and not state.columns:
            self.told = [*self.told, *said]

    def each(self, state: State, line: Sentence, inside: Sequence[MentionBase]) -> Measured | None:
        """What an item measures that begins with a place and its figure (宜昌市： | 6191亿元),
        where the text before told of one in the same unit."""
        q = next(m for m in inside if isinstance(m, Quantity))
        place = next((m for m in inside if isinstance(m, Place) and m.end <= q.start), None)
        alone = place is not None and place.start - line.start <= _MARKED
        if place is None or not alone or self.text[place.end : q.start] not in ("", "：", "，"):
            return None
        return state.latest.get(q.unit or "")
