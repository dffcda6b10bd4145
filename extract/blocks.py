"""Lines → blocks: which lines belong together, and what each block is.

A page comes as lines; sentences were broken where the column ended, at times with a blank line or
a page break between. Two lines are joined only on evidence: the first is no end of a sentence, and
either its punctuation asks for more, or both are prose, or it fills its column in a wrapped zone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from extract.draft import Edit
from extract.lines import Line, Shapes, split
from extract.text import BlockKind

_WINDOW = 7  # lines on either side that tell how wide a column is
_SLACK = 4.0  # em by which a full line may be short: a mark or a number kept whole
_LONG = 45  # em from which a line without a full stop is prose all the same


@dataclass(slots=True)
class Group:
    """Lines that make one block."""

    lines: list[Line] = field(default_factory=list)
    kind: BlockKind = "body"
    width: float = 0.0
    stops: int = 0

    @property
    def prose(self) -> bool:
        """Whether this reads as running text: a full stop inside, or too long for a heading."""
        return self.stops > 0 or self.width >= _LONG

    def add(self, line: Line) -> None:
        """Append a line; the first one names the group."""
        if not self.lines:
            self.kind = line.kind or "body"
        self.lines.append(line)
        self.width += line.width
        self.stops += line.stops

    @property
    def finished(self) -> bool:
        return self.lines[-1].ended


class Plan(NamedTuple):
    """The edits that leave one block a line, the kind of each line then, and in how many lines a
    caption was doubled."""

    edits: list[Edit]
    kinds: list[BlockKind]
    doubled: int


def blocks(text: str, shapes: Shapes) -> Plan:
    """How the lines of `text` make blocks."""
    lines = split(text, shapes)
    groups = list(_groups(lines))
    usual = _usual_gap(lines)
    _name(groups, usual)
    kinds = [group.kind for group in groups]
    return Plan(list(_edits(text, groups)), kinds, sum(line.doubled for line in lines))


def _groups(lines: list[Line]) -> Iterator[Group]:
    group, inside, tidy = Group(), False, _tidy(lines)
    for i, line in enumerate(lines):
        if group.lines and not _continues(lines, i, group, inside, tidy):
            yield group
            inside = inside or (group.prose and group.finished)
            group = Group()
        group.add(line)
    if group.lines:
        yield group


def _tidy(lines: list[Line]) -> bool:
    """Whether paragraphs end with full stops here: where they do not, an unfinished one tells
    nothing."""
    long = [line.ended for line in lines if line.width >= _LONG]
    return len(long) - sum(long) < 3 or 3 * sum(long) >= 2 * len(long)


def _continues(lines: list[Line], i: int, group: Group, inside: bool, tidy: bool) -> bool:
    """Whether line `i` goes on where `group`, which ends with line `i - 1`, leaves off; `inside`:
    running text has begun."""
    a, b = lines[i - 1], lines[i]
    if a.doubled or b.doubled:
        return a.doubled and b.doubled and not (b.gap or b.hard)
    if b.hard or b.kind or b.gap > 2 or group.kind not in ("body", "list"):
        return False
    if a.ended:
        return not b.gap and (_full(lines, i - 1) or (a.last == "；" and _reads_on(a, b, inside)))
    if a.last in "，、,—" or _open(group):
        return True
    if a.last in "：:":
        return _full(lines, i - 1)
    return (
        _reads_on(a, b, inside)
        or ((tidy or not b.gap) and _after_prose(group, b, inside))
        or _looks_so(lines, i)
    )


def _reads_on(a: Line, b: Line, inside: bool) -> bool:
    """Whether two lines without a blank between both read as prose; a headline with a comma is
    short, and on top of a page it may be longer than further down."""
    wide = a.width >= (_LONG / 3 if inside else 2 * _LONG / 3)
    return not b.gap and wide and a.commas and (b.commas or b.stops > 0)


def _after_prose(group: Group, b: Line, inside: bool) -> bool:
    """Whether a line of prose stands after an unfinished sentence too long for a heading."""
    prose = group.prose or (inside and group.lines[-1].commas and group.width >= _LONG / 2)
    return prose and (b.commas or b.stops > 0)


def _looks_so(lines: list[Line], i: int) -> bool:
    """Whether the line before `i` fills its column, or breaks off in a column of wrapped prose."""
    a, b = lines[i - 1], lines[i]
    column = _column(lines, i - 1)
    if column and not b.gap and (a.commas or b.commas or b.ended):
        return True
    if not column or a.width < column - _SLACK:
        return False
    return not b.gap or _same_column(lines, i, column)


def _same_column(lines: list[Line], i: int, column: float) -> bool:
    """Whether line `i`, after a blank line, stands in a column whose lines are all set so wide
    apart: over a page break, lines are joined by what the sentence says, not by its looks."""
    b, after = lines[i], lines[i + 1 : i + 2]
    even = lines[i - 1].gap == b.gap or i == 1
    return even and b.width <= column + _SLACK and (b.ended or not after or after[0].gap == b.gap)


def _open(group: Group) -> bool:
    """Whether a quotation mark or bracket of the last line is still open."""
    line = group.lines[-1].text
    return any(line.rfind(o) > line.rfind(c) for o, c in ("“”", "《》", "（）", "「」"))


def _full(lines: list[Line], i: int) -> bool:
    """Whether line `i` fills the column it stands in."""
    column = _column(lines, i)
    return bool(column) and lines[i].width >= column - _SLACK


def _column(lines: list[Line], i: int) -> float:
    """The width of the column that line `i` stands in, 0 where lines are not wrapped: where few
    of the lines nearby with the same spacing break off in mid-sentence, or few hold prose."""
    gap, near, prose, widths = lines[i + 1].gap, 0, 0, []
    for k in range(max(0, i - _WINDOW), min(i + _WINDOW + 1, len(lines) - 1)):
        line = lines[k]
        if lines[k + 1].gap == gap:
            near += 1
            prose += line.commas or line.stops > 0
            if not (line.ended or line.kind or line.doubled) and line.width < _LONG:
                widths.append(line.width)
    if len(widths) < max(4, near / 2) or prose < near / 3:
        return 0.0
    return sorted(widths)[3 * len(widths) // 4]


def _usual_gap(lines: list[Line]) -> int:
    gaps = sorted(line.gap for line in lines[1:])
    return gaps[len(gaps) // 2] if gaps else 0


def _name(groups: list[Group], usual: int) -> None:
    """Give a kind to the short lines that no mark names: titles, headings, captions, rows."""
    bare = [_bare(group) for group in groups]
    if all(bare):
        return
    for i, group in enumerate(groups):
        first = group.lines[0]
        if group.kind != "body":
            continue
        if first.doubled or (i and first.gap > max(usual, 1) and _caption(group)):
            group.kind = "caption"
        elif first.text[-1] in "；;" and _caption(group):
            group.kind = "list"
        elif bare[i]:
            group.kind = "heading" if _before_body(groups, i) else "caption"
    _name_titles(groups)
    _name_rows(groups, bare)


def _bare(group: Group) -> bool:
    """Whether a block is short and no sentence."""
    last = group.lines[-1]
    sentence = group.prose or last.ended or last.doubled or last.last in "，、,"
    return group.kind == "body" and not sentence


def _name_titles(groups: list[Group]) -> None:
    """The headings on top are the title: all of them, or only one of the highest level."""
    level = 0
    for group in groups:
        if group.kind != "heading" or (level == 1 and group.lines[0].level != 1):
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
    return len(group.lines) == 1 and group.lines[0].width < _LONG and group.lines[0].stops < 2


def _before_body(groups: list[Group], i: int) -> bool:
    """Whether running text follows, other headings aside."""
    for group in groups[i + 1 :]:
        if group.kind in ("body", "list") and (group.prose or group.finished):
            return True
        if group.kind in ("caption", "furniture"):
            return False
    return False


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
