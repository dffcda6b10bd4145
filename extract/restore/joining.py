"""Which lines of a page belong together.

Sentences were broken where the column ended, at times with a blank line or a page break between.
Two lines are joined only on evidence: the first is no end of a sentence, and its punctuation asks
for more, or both are prose, or it fills its column where lines are wrapped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from extract.restore.lines import Line
from extract.text import BlockKind

LONG = 45  # em from which a line without a full stop is prose all the same
_UNITS = tuple(
    "万亿千百元%％‰家人个亩吨名户只条件台套项年月日倍米公平立斤度位处座辆艘所次场种批分"
)  # with one of these a line begins in mid-number
_CHAPTER = re.compile("[一二三四五六七八九十]{1,3}、(?![一二三四五六七八九十])[^。；]{2,24}$")
# Below a title: the second one, or who wrote it.
_BELOW = re.compile("——(?![0-9])|[□■]|(?:本报|本刊|本网|全媒体)?(?:记者|通讯员)[ 　]|本报讯")
_WINDOW = 7  # lines on either side that tell how wide a column is
_SLACK = 4.0  # em by which a full line may be short: a mark or a number kept whole


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
        return self.stops > 0 or self.width >= LONG

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


def join(lines: list[Line]) -> Iterator[Group]:
    """The lines in groups that each make one block."""
    group, inside, tidy = Group(), False, _tidy(lines)
    indents = 2 * sum(line.indented for line in lines) < len(lines)  # else every line is set so
    for i, line in enumerate(lines):
        begins = _begins(lines, i, group, indents)
        if group.lines and (begins or not _continues(lines, i, group, inside, tidy)):
            yield group
            inside = inside or (group.prose and group.finished)
            group = Group()
        group.add(line)
    if group.lines:
        yield group


def _chapter(group: Group) -> bool:
    """Whether a group is the heading of a chapter."""
    return len(group.lines) == 1 and _CHAPTER.match(group.lines[0].text) is not None


def spacing(lines: list[Line]) -> int:
    """How many blank lines stand between all lines alike in a narrow column."""
    gaps = sorted(line.gap for line in lines[1:])
    usual = gaps[len(gaps) // 2] if gaps else 0
    narrow = 4 * sum(line.width < LONG for line in lines) >= 3 * len(lines)
    return usual if narrow and 4 * gaps.count(usual) >= 3 * len(gaps) else 0


def _begins(lines: list[Line], i: int, group: Group, indents: bool) -> bool:
    """Whether line `i` looks like the beginning of a block, where lines are set in (`indents`) also
    by that: below the end of a sentence or a heading."""
    line = lines[i]
    bare = _bare(group)
    if (indents and line.indented) or _CHAPTER.match(line.text):
        return bare or (i > 0 and lines[i - 1].ended)
    if _BELOW.match(line.text) and bare:
        return True
    if _chapter(group) and (line.commas or line.stops > 0):
        return True
    after = lines[i + 1] if i + 1 < len(lines) else None
    alone = indents and after is not None and after.indented and not line.ended
    return alone and i > 0 and lines[i - 1].ended and not line.stops  # a heading between paragraphs


def _bare(group: Group) -> bool:
    """Whether a group is a heading by its looks, which no indented line goes on from: no full stop,
    too short for prose, nothing open."""
    if not group.lines or group.prose:
        return False
    return group.lines[-1].last not in "，、,：:；" and not _open(group)


def _tidy(lines: list[Line]) -> bool:
    """Whether paragraphs end with full stops here: where they do not, an unfinished one tells
    nothing."""
    long = [line.ended for line in lines if line.width >= LONG]
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
    if a.last.isdigit() and b.text.lstrip()[:1] in _UNITS:
        return True  # 总投资412 | 亿元
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
    wide = a.width >= (LONG / 3 if inside else 2 * LONG / 3)
    return not b.gap and wide and a.commas and (b.commas or b.stops > 0)


def _after_prose(group: Group, b: Line, inside: bool) -> bool:
    """Whether a line of prose stands after an unfinished sentence too long for a heading."""
    prose = group.prose or (inside and group.lines[-1].commas and group.width >= LONG / 2)
    return prose and (b.commas or b.stops > 0)


def _looks_so(lines: list[Line], i: int) -> bool:
    """Whether the line before `i` fills its column, or breaks off in a column of wrapped prose."""
    a, b = lines[i - 1], lines[i]
    column = _column(lines, i - 1, b.gap)
    if not b.gap:
        breaks_off = a.commas or b.commas or b.ended
        return bool(column) and (breaks_off or a.width >= column - _SLACK)
    if column and a.width >= column - _SLACK and _evenly_set(lines, i, column):
        return True
    tight = _column(lines, i - 1, 0)  # a page break within a column without blank lines
    return bool(tight) and abs(a.width - tight) < 2 and b.width < tight + 2


def _evenly_set(lines: list[Line], i: int, column: float) -> bool:
    """Whether line `i`, after a blank line, stands in a column whose lines are all set so wide
    apart, and no heading."""
    a, b, after = lines[i - 1], lines[i], lines[i + 1 : i + 2]
    opens = a.indented and not b.indented  # the first line of the text, below the byline
    even = a.gap == b.gap or i == 1 or opens
    even = even or (a.gap > b.gap and (a.commas or a.width > column - 2))
    return even and b.width <= column + _SLACK and (b.ended or not after or after[0].gap == b.gap)


def _open(group: Group) -> bool:
    """Whether a quotation mark or bracket of the last line is still open."""
    line = group.lines[-1].text
    return any(line.rfind(o) > line.rfind(c) for o, c in ("“”", "《》", "（）", "「」"))


def _full(lines: list[Line], i: int) -> bool:
    """Whether line `i` fills the column it stands in."""
    column = _column(lines, i, lines[i + 1].gap)
    return bool(column) and lines[i].width >= column - _SLACK


def _column(lines: list[Line], i: int, gap: int) -> float:
    """The width of the column that line `i` stands in, 0 where lines are not wrapped: where few
    of the lines nearby with `gap` blank lines after them break off in mid-sentence, few hold prose,
    or whole paragraphs stand between them on lines of their own."""
    near, prose, whole, widths = 0, 0, 0, []
    for k in range(max(0, i - _WINDOW), min(i + _WINDOW + 1, len(lines) - 1)):
        line = lines[k]
        if lines[k + 1].gap == gap:
            near += 1
            prose += line.commas or line.stops > 0
            whole += line.width >= LONG and line.ended
            if not (line.ended or line.kind or line.doubled) and line.width < LONG:
                widths.append(line.width)
    if len(widths) < max(4, near / 2) or prose < near / 3 or 3 * whole > len(widths):
        return 0.0
    return sorted(widths)[3 * len(widths) // 4]
