"""The lines of a page, and what their shape alone says of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import regex
from pydantic import BaseModel

from extract.restore.fixers import BREAK, HAN
from extract.rules import Rules
from extract.text import BlockKind

_LINE = regex.compile(rf"\S[^\n{BREAK}]*+")
_STOPS = regex.compile(r"[。！？!?；]")
_COMMAS = regex.compile(r"[，、,]")
_ENDED = regex.compile(r"(?:[。！？!?；;…]|⋯⋯|\.{3})[”’」』》）)】\]]*+\s*+$")
_MARK = regex.compile(
    r"(?P<heading>\#{1,6})\s+(?P<h>\S.*)|(?:>\s*)+(?P<q>\S.*)|(?P<bullet>[-*+•●◆▪·])\s+(?P<b>\S.*)"
    r"|!\[\s*(?P<c>\S.*)"
)
_ITEM = regex.compile(  # `6.10月` is item 6, `1.2亿元` is no item
    r"(?:[0-9]{1,2}(?:[.．)）](?![0-9)）])|[.．](?=1?[0-9]月|(?:19|20)[0-9]{2}年)|、)"
    r"|[（(][0-9一二三四五六七八九十]{1,3}[)）]|[①-⑳㈠-㈩])\s*\S"
)
_FIGURE = regex.compile(
    rf"[{HAN}（）]{{2,10}}+[:： ]?[0-9][0-9.,]*+ ?(?:%|个百分点|[万亿]?[{HAN}]{{1,2}})"
)
_HEADED = regex.compile(  # 昆山—沭阳：入园企业86家，税收9.1亿元
    rf"[{HAN}（）·—－-]{{2,16}}+[:：] ?[^。；:：\d]{{0,16}}[0-9][^。；:：]*+(?<![，、])"
)
_ROWS = 3
_MARKED: dict[str, BlockKind | None] = {"h": "heading", "q": None, "b": "list", "c": "caption"}
_MARKS = frozenset("#>-*+•●◆▪·!")  # what `_MARK` may begin with
_RULERS = frozenset("-=*_—~|:")
_RULER = regex.compile(r"[-=*_—~\s|:]{3,}")


class _Shape(BaseModel):
    """One entry of `rules/restore.yml`."""

    kind: BlockKind
    name: str
    pattern: str
    examples: list[str]
    not_: list[str]

    model_config = {"extra": "forbid", "alias_generator": lambda f: f.rstrip("_")}


class _Dateline(BaseModel):
    """The same of the beginning of a line."""

    name: str
    pattern: str
    examples: list[str]
    not_: list[str]

    model_config = {"extra": "forbid", "alias_generator": lambda f: f.rstrip("_")}


class _File(BaseModel):
    surnames: str
    no_name: str
    lines: list[_Shape]
    datelines: list[_Dateline]

    @property
    def names(self) -> str:
        """A pattern for one to six personal names."""
        surnames = "".join(self.surnames.split())
        given = rf"(?:[{HAN}]{{1,2}}|\s[{HAN}])"  # 何 静: two characters set as wide as three
        name = rf"[{surnames}]{given}(?<![{self.no_name}])(?![{HAN}])"
        return rf"(?:{name}(?:(?:\s+|\s*、\s*){name}){{0,5}})"


Shapes = Callable[[str], BlockKind | None]
Datelines = Callable[[str], int]


@dataclass(slots=True)
class Line:
    """A line that is not blank, `[start, end)` of the text, its mark and edge spaces left out."""

    start: int
    end: int
    text: str
    kind: BlockKind | None  # None: its words do not tell
    level: int  # of a marked heading
    gap: int  # blank lines before it
    hard: bool  # the break before it is meant
    indented: bool  # two spaces (full-width as printed) or more before it
    width: float  # in em: ASCII and quotation marks count half
    stops: int  # full stops
    commas: bool
    ended: bool  # ends with a full stop
    doubled: bool

    @property
    def last(self) -> str:
        return self.text[-1]


def shapes(rules: Rules) -> Shapes:
    """The kind of a line by `rules/restore.yml`, None where no entry fits."""
    file = rules.read("restore.yml", _File)
    kinds = [shape.kind for shape in file.lines]
    patterns = (f"({shape.pattern.replace('{names}', file.names)})" for shape in file.lines)
    fits = regex.compile("|".join(patterns)).fullmatch

    def kind(line: str) -> BlockKind | None:
        if len(line) > 120 or line[-1] in "。；，、":
            return None
        match = fits(line)
        return kinds[match.lastindex - 1] if match else None

    return kind


def datelines(rules: Rules) -> Datelines:
    """How many characters of a line are its dateline by `rules/restore.yml`; 0 if it has none."""
    file = rules.read("restore.yml", _File)
    filled = (d.pattern.replace("{names}", file.names) for d in file.datelines)
    begins = regex.compile("|".join(filled).replace("{han}", HAN)).match

    def size(line: str) -> int:
        match = begins(line)
        return match.end() if match else 0

    return size


def split(text: str, kind: Shapes) -> list[Line]:
    """The lines of `text` that are not blank; rulers (`---`) are dropped."""
    found: list[Line] = []
    at, hard = 0, False
    for match in _LINE.finditer(text):
        start, end = match.span()
        printed = match[0]
        words = printed.rstrip()
        between = text[at : match.start()]
        if words[0] not in _RULERS or not _RULER.fullmatch(words):
            line = _line(words, start, kind, found[-1] if found else None)
            line.gap = max(between.count("\n") - 1, 0)
            line.hard = hard or BREAK in between
            line.indented = between.endswith("  ")
            _undouble(line, found[-1] if found else None)
            found.append(line)
            hard = len(printed) - len(words) >= 2 and printed.endswith("  ")
        else:
            hard = True
        at = end
    _set_rows_apart(found)
    return found


def _set_rows_apart(lines: list[Line]) -> None:
    """Three lines and more on end that are a name and its figure (玉环市11.3%) are rows, which no
    other line is joined to."""
    start = 0
    for i in range(len(lines) + 1):
        if i < len(lines) and lines[i].kind is None and _is_figure(lines[i].text):
            continue
        if i - start >= _ROWS:
            for line in lines[start : i + 1]:
                line.hard = True
        start = i + 1


def _is_figure(line: str) -> bool:
    return bool(_FIGURE.fullmatch(line) or _HEADED.fullmatch(line))


def _line(words: str, start: int, kind: Shapes, before: Line | None) -> Line:
    end = start + len(words)
    level = 0
    named: BlockKind | None = None
    if words[0] in _MARKS and (mark := _MARK.fullmatch(words)):
        group = next(g for g in "hqbc" if mark[g] is not None)
        level = len(mark["heading"] or "")
        named = _MARKED[group]
        start, words = start + mark.start(group), mark[group]
    found = kind(words) or named
    ended = bool(_ENDED.search(words, max(0, len(words) - 8)))
    if found is None and (_is_row(words) or _is_item(words, before)):
        found = "list"
    return Line(
        start, end, words, found, level, 0, False, False,
        _width(words),
        len(_STOPS.findall(words)), bool(_COMMAS.search(words)), ended, False,
    )  # fmt: skip


def _width(words: str) -> float:
    quotes = words.count("“") + words.count("”")
    return len(words) - (len(words.encode("ascii", "ignore")) + quotes) / 2


def _is_row(words: str) -> bool:
    """A row of a table: cells between bars, or three and more between tabs."""
    return (words[0] == words[-1] == "|" and len(words) > 2) or words.count("\t") > 1


def _is_item(words: str, before: Line | None) -> bool:
    """A number at the start of a line marks an item only where no sentence is left open."""
    return bool(_ITEM.match(words)) and (
        before is None or before.ended or before.kind is not None or before.last in "：:"
    )


def _undouble(line: Line, before: Line | None) -> None:
    """Of a caption printed twice, one copy. Of two lines that were doubled one by one, the inner
    copies: the evidence that crosses the line break is then printed in one piece."""
    half, odd = divmod(len(line.text), 2)
    once = line.text[:half]
    if not 4 <= half <= 60 or once.isascii() or not line.text.endswith(once):
        return
    if odd and not line.text[half].isspace():
        return
    line.text, line.end, line.doubled = once, line.start + half, True
    line.width /= 2
    if before and before.doubled and not line.gap and not line.hard:
        shift = before.end - before.start
        before.start += shift
        before.end += shift
