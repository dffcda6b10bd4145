"""Text → Doc: blocks, sentences, words.

Words come from an own `jieba.Tokenizer` (jieba's global dictionary is shared state) and only where
they are asked for: a sentence without a numeral is never segmented unless a finder needs it. All
offsets count code points of the restored text, which is `doc.text` exactly.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc

from extract.rules import Rules
from extract.text import Block, Text
from extract.words import Words

_OPEN, _CLOSE = "“「『‘《（(【〔", "”」』’》）)】〕"
_STOP = re.compile(
    r"[。！？!?；;](?:[。！？!?；;…⋯]|[”」』’》）)】〕])*|(?:……|⋯⋯)(?=\s|$)"
    r"|^【[^【】\n]{6,}】(?=.)"  # the headline of an item that stands in its first line
)
_NUMERAL = re.compile(
    r"[0-9０-９]|[〇一二两三四五六七八九十百千万亿半](?=[万亿个家项年月日元人次倍成位名亩吨公平米条件台大种类])"
)
_CHUNK = re.compile(r"[^，。、；：！？\s]+|[，。、；：！？]|\s")
LAYOUT = "xianzhi_layout"


@dataclass(slots=True, frozen=True)
class Sentence:
    """`[start, end)` in the restored text, without the white space around it."""

    start: int
    end: int
    block: Block


@dataclass(slots=True)
class Layout:
    """What is known of a text beside its characters; finders read it through `layout(doc)`."""

    text: str
    blocks: list[Block]
    sentences: list[Sentence]
    words: Words
    published: str | None = None  # ISO, may be only a year or a month
    title: str | None = None
    publisher: str | None = None
    _starts: list[int] = field(default_factory=list)
    _cuts: dict[int, list[int]] = field(default_factory=dict)
    _steps: dict[int, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._starts = [s.start for s in self.sentences]

    def index(self, at: int) -> int:
        """The index of the sentence that holds or precedes offset `at`; -1 before the first."""
        return bisect_right(self._starts, at) - 1

    def sentence(self, at: int) -> Sentence | None:
        """The sentence that holds offset `at`, or None between sentences."""
        i = self.index(at)
        return self.sentences[i] if i >= 0 and at < self.sentences[i].end else None

    def cuts(self, i: int) -> list[int]:
        """Word boundaries of sentence `i`, its start and end included, ascending."""
        if i not in self._cuts:
            s = self.sentences[i]
            line = self.text[s.start : s.end]
            self._steps[i] = steps = self.words.steps(line)
            self._cuts[i] = self.words.along(line, steps, 0, len(line), s.start) or [s.start]
        return self._cuts[i]

    def cuts_of(self, i: int, start: int, end: int) -> list[int]:
        """Word boundaries of the part `[start, end)` of sentence `i` when it is cut by itself: from
        what is known of the sentence, unless a word of it crosses `end`."""
        self.cuts(i)
        at = self.sentences[i].start
        found = self.words.along(self.text[at:end], self._steps[i], start - at, end - at, at)
        return found or self.words.cuts(self.text[start:end], start)

    def is_cut(self, at: int) -> bool:
        """Whether the segmenter puts a word boundary at offset `at`."""
        return self.word(at)[0] == at

    def word(self, at: int) -> tuple[int, int]:
        """The word `[start, end)` that holds offset `at`."""
        n = self.index(at)
        if n < 0 or at >= self.sentences[n].end:
            return at, min(at + 1, len(self.text))
        cuts = self.cuts(n)
        i = bisect_right(cuts, at)
        return cuts[i - 1], cuts[i]

    def spans(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The words that lie within `[start, end)`, cut off at its edges."""
        while start < end:
            stop = min(self.word(start)[1], end)
            yield start, stop
            start = stop


def _words(rules: Rules) -> Words:
    return Words(rules.path("lexicon.txt"))


def segment(
    text: Text,
    nlp: Language,
    rules: Rules,
    *,
    published: str | None = None,
    title: str | None = None,
    publisher: str | None = None,
) -> Doc:
    """A Doc whose `text` is the restored text, with its `Layout` attached."""
    blocks = text.blocks or lines(text.text)
    plan = Layout(
        text.text,
        blocks,
        [s for block in blocks for s in _sentences(text.text, block)],
        rules.compiled(_words),
        published,
        title,
        publisher,
    )
    words = _tokens(plan)
    doc = Doc(nlp.vocab, words=words, spaces=[False] * len(words))
    doc.user_data[LAYOUT] = plan
    return doc


def layout(doc: Doc, rules: Rules) -> Layout:
    """The Layout of a Doc; one made by another pipeline gets its own from its plain text."""
    if LAYOUT not in doc.user_data:
        blocks = lines(doc.text)
        sentences = [s for block in blocks for s in _sentences(doc.text, block)]
        published = doc.user_data.get("published")
        doc.user_data[LAYOUT] = Layout(
            doc.text, blocks, sentences, rules.compiled(_words), published
        )
    found: Layout = doc.user_data[LAYOUT]
    return found


def lines(text: str) -> list[Block]:
    """Every non-blank line a body block: what a text that was not restored is taken for."""
    found, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            found.append(Block("body", at, at + len(line)))
        at += len(line) + 1
    return found


def _sentences(text: str, block: Block) -> Iterator[Sentence]:
    """Sentences of one block: cut at sentence ends outside quotation marks and brackets."""
    line = text[block.start : block.end]
    start = 0
    for end in [*_ends(line, block.kind == "body"), len(line)]:
        piece = line[start:end]
        inner = piece.strip()
        if inner:
            at = block.start + start + piece.index(inner)
            yield Sentence(at, at + len(inner), block)
        start = end


def _ends(line: str, body: bool) -> Iterator[int]:
    """Where sentences of a line end; only in a `body` has an item a headline of its own. A mark
    inside a closed pair of quotes does not count unless the quote ends right after it; an opening
    mark that is never closed encloses nothing."""
    depth, seen = 0, 0
    for match in _STOP.finditer(line):
        if match[0][0] == "【" and not body:
            continue
        for char in line[seen : match.end()]:
            if char in _OPEN:
                depth += 1
            elif char in _CLOSE and depth:
                depth -= 1
        seen = match.end()
        if depth and not any(c in _CLOSE for c in line[seen:]):
            depth = 0
        if not depth:
            yield seen


def _tokens(plan: Layout) -> list[str]:
    """Words in sentences that hold a numeral, coarse chunks elsewhere; they join to the text."""
    found: list[str] = []
    at = 0
    text = plan.text
    for i, s in enumerate(plan.sentences):
        if at < s.start:
            found.append(text[at : s.start])
        if _NUMERAL.search(text, s.start, s.end):
            cuts = plan.cuts(i)
            found.extend(text[a:b] for a, b in pairwise(cuts))
        else:
            found.extend(_CHUNK.findall(text, s.start, s.end))
        at = s.end
    if at < len(text):
        found.append(text[at:])
    return found
