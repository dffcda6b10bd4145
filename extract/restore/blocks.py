"""Lines → blocks: what each group of lines is, and the edits that leave one block a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from extract.restore.draft import Edit
from extract.restore.joining import LONG, Group, join, spacing
from extract.restore.lines import Line, Shapes, split
from extract.text import BlockKind

_SECOND = 2  # ## can be the level of a title and of its headings
_CHAPTER = re.compile("[一二三四五六七八九十]、")


class Plan(NamedTuple):
    """The edits that leave one block a line, the kind of each line then, and in how many lines a
    caption was doubled."""

    edits: list[Edit]
    kinds: list[BlockKind]
    doubled: int


def blocks(text: str, shapes: Shapes) -> Plan:
    """How the lines of `text` make blocks."""
    lines = split(text, shapes)
    wide = max(_usual_gap(lines), 1) + 1
    apart = spacing(lines)
    for line in lines:
        line.gap = max(0, line.gap - apart)
    found = list(join(lines))
    _name(found, wide - apart)
    kinds = [group.kind for group in found]
    return Plan(list(_edits(text, found)), kinds, sum(line.doubled for line in lines))


def _usual_gap(lines: list[Line]) -> int:
    gaps = sorted(line.gap for line in lines[1:])
    return gaps[len(gaps) // 2] if gaps else 0


def _name(groups: list[Group], wide: int) -> None:
    """Give a kind to the short lines that no mark names: titles, headings, captions, rows; more
    than `wide` blank lines leave room for a picture."""
    bare = [_bare(group) for group in groups]
    if all(bare):
        return
    before_body = _before_body(groups)
    for i, group in enumerate(groups):
        first = group.lines[0]
        if group.kind != "body":
            continue
        if first.doubled or (i and first.gap > wide and _caption(group)):
            group.kind = "caption"
        elif first.text[-1] in "；;" and _caption(group):
            group.kind = "list"
        elif bare[i]:
            group.kind = "heading" if before_body[i] else "caption"
    _name_titles(groups)
    _name_rows(groups, bare)


def _bare(group: Group) -> bool:
    """Whether a block is short and no sentence."""
    last = group.lines[-1]
    sentence = group.prose or last.ended or last.doubled or last.last in "，、,"
    return group.kind == "body" and not sentence


def _name_titles(groups: list[Group]) -> None:
    """The headings on top are the title: all of them, or only one of the highest level, up to a
    line that says where the news is from (某网消息：). The first of several items (### on level)
    is no title of them all."""
    levels = [group.lines[0].level for group in groups if group.kind == "heading"]
    if levels and levels[0] > _SECOND and levels.count(levels[0]) > 1:
        return
    level = 0
    for group in groups:
        if level and group.kind == "heading" and group.lines[-1].last in "：:":
            group.kind = "byline"
            return
        if group.kind != "heading" or (level == 1 and group.lines[0].level != 1):
            return
        if group is not groups[0] and _CHAPTER.match(group.lines[0].text):
            return
        level = group.lines[0].level
        group.kind = "title"


def _name_rows(groups: list[Group], bare: list[bool]) -> None:
    """Three and more short lines on end are the rows of a list or table, not headings."""
    start = 0
    for i in range(len(groups) + 1):
        row = i < len(groups) and bare[i] and groups[i].kind in ("heading", "caption")
        if row and (i == start or groups[i].lines[0].gap < 2):
            continue
        if i - start >= 3:
            for group in groups[start:i]:
                group.kind = "list"
        start = i if row else i + 1


def _caption(group: Group) -> bool:
    return len(group.lines) == 1 and group.lines[0].width < LONG and group.lines[0].stops < 2


def _before_body(groups: list[Group]) -> list[bool]:
    """For each block whether running text follows, other headings and lines such as a bare date
    aside."""
    found, ahead = [], False
    for group in reversed(groups):
        found.append(ahead)
        if group.kind in ("body", "list") and (group.prose or group.finished):
            ahead = True
        elif group.kind == "caption":
            ahead = False
    return found[::-1]


def _edits(text: str, groups: list[Group]) -> Iterator[Edit]:
    """Between blocks one line break, within a block nothing, or a space between Latin words."""
    at, glue = 0, ""
    for group in groups:
        for line in group.lines:
            yield from _edit(text, at, line.start, glue)
            at, glue = line.end, ""
            after = line.text[-1:]
            if after.isascii() and after.isalpha():
                glue = " "
        glue = "\n"
    yield from _edit(text, at, len(text), "")


def _edit(text: str, start: int, end: int, glue: str) -> Iterator[Edit]:
    if glue == " " and not (text[end : end + 1].isascii() and text[end : end + 1].isalnum()):
        glue = ""
    if text[start:end] != glue:
        yield start, end, glue
