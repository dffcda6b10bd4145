"""Noun phrases beside a number: what is measured, as the article puts it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from extract.records import Date, Firm, MentionBase, Place
from extract.segment import Layout
from extract.wording import Wording

_MARKS = "，,；;：:。！？!?（）()…⋯—"
_QUOTES = "“”‘’「」『』\"'《》"
_COORDINATION = regex.compile(r"、|以及|和|与|及")
_TRIM = regex.compile(r"^[\s、”’的地了着]+|[\s、“‘的地得]+$")
# Dictionary tags that cannot be inside a noun phrase: prepositions, pronouns, conjunctions, adverbs,
# particles, interjections, time words.
_OUTSIDE = ("p", "r", "c", "d", "u", "e", "y", "t", "z")
MAX_WORDS = 14


@dataclass(slots=True, frozen=True)
class Phrase:
    """A noun phrase `[start, end)`; `verb` is the word it was cut off from (新增 规上企业)."""

    start: int
    end: int
    verb: str = ""

    def __bool__(self) -> bool:
        return self.end > self.start


class Reader:
    """Reads noun phrases out of one text."""

    def __init__(self, plan: Layout, wording: Wording) -> None:
        self.plan = plan
        self.text = plan.text
        self.wording = wording

    def left(self, start: int, end: int, mentions: Sequence[MentionBase]) -> Phrase:
        """The noun phrase that ends at `end`, not reaching over `start`, a date, place or firm."""
        start = max([start, *(m.end for m in mentions if _bounds(m) and m.end <= end)])
        words = list(self.plan.spans(start, end))[-MAX_WORDS:]
        at, verb = end, ""
        for i in range(len(words) - 1, -1, -1):
            a, b = words[i]
            word = self.text[a:b]
            if self._stops(word, inside=i + 1 < len(words)):
                verb = word
                break
            at = a
        return self._trimmed(at, end, verb)

    def right(self, start: int, end: int, mentions: Sequence[MentionBase]) -> Phrase:
        """The noun phrase that starts at `start`, up to a verb, a mark or `end`."""
        stop = min([end, *(m.start for m in mentions if isinstance(m, Date) and m.start >= start)])
        at = start
        if self.text.startswith("的", at):
            at += 1
        names = [(m.start, m.end) for m in mentions if isinstance(m, Place | Firm)]
        for n, (a, b) in enumerate(self.plan.spans(at, stop)):
            if a < at:
                continue
            name = next((e for s, e in names if s <= a < e), None)
            if name:
                at = name
                continue
            word = self.text[a:b]
            if n >= MAX_WORDS or self._closes(word):
                break
            at = b
        return self._trimmed(start, min(at, stop), "")

    def clean(self, phrase: Phrase) -> str:
        """The phrase without white space and without a quotation mark that lost its partner."""
        text = "".join(self.text[phrase.start : phrase.end].split())
        for opening, closing in ("“”", "‘’"):
            if text.count(opening) != text.count(closing):
                text = text.replace(opening, "").replace(closing, "")
        return text

    def parts(self, phrase: Phrase) -> list[Phrase]:
        """The members of a coordination `A、B和C`, as they stand."""
        found, at = [], phrase.start
        for match in _COORDINATION.finditer(self.text, phrase.start, phrase.end):
            if self.plan.is_cut(match.start()) and match.start() > at:
                found.append(Phrase(at, match.start(), phrase.verb))
                at = match.end()
        return [*found, Phrase(at, phrase.end, phrase.verb)]

    def _stops(self, word: str, inside: bool) -> bool:
        """Whether a word read leftwards ends the phrase. `inside`: something follows it."""
        if word[0] in _MARKS or word.isspace():
            return True
        if word in self.wording.nominal or word[0] in _QUOTES or word in ("的", "、", "和", "及", "与", "以上", "以下"):
            return False
        if word in self.wording.verbs or word in self.wording.edge:
            return True
        tag = self.plan.words.tag(word)
        return tag.startswith(_OUTSIDE) or (tag == "v" and inside and len(word) == 1)

    def _closes(self, word: str) -> bool:
        """Whether a word read rightwards ends the phrase."""
        if word[0] in _MARKS or word.isspace() or word in ("、", "和", "与", "及", "以及", "并"):
            return True
        if word in self.wording.nominal or word[0] in _QUOTES:
            return False
        if word in self.wording.verbs:
            return True
        tag = self.plan.words.tag(word)
        return tag == "v" or tag.startswith(_OUTSIDE) or word in ("的", "了", "着")

    def _trimmed(self, start: int, end: int, verb: str) -> Phrase:
        edge = self.wording.edge
        while start < end:
            a, b = next(self.plan.spans(start, end))
            word = self.text[a:b]
            if word in edge:
                start, verb = b, verb or word
            else:
                break
        match = _TRIM.search(self.text[start:end])
        while match and start < end:
            if match.start() == 0:
                start += match.end()
            else:
                end -= match.end() - match.start()
            match = _TRIM.search(self.text[start:end])
        return Phrase(start, max(start, end), verb)


def _bounds(mention: MentionBase) -> bool:
    return isinstance(mention, Date | Place | Firm)
