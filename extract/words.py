"""Words of a text: boundaries and parts of speech from jieba's dictionary.

The dictionary, its frequencies and the project's own entries live in an own `jieba.Tokenizer`;
jieba's global one is never touched. Boundaries are those of `Tokenizer.cut(text, HMM=False)`, found
without making its words: that is more than twice as fast, and the pipeline asks for half a text.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from math import log
from pathlib import Path

import jieba

_BLOCK = re.compile(r"[一-鿕a-zA-Z0-9+#&._%\-]+")  # what jieba cuts by its dictionary


class Words:
    """An own jieba tokenizer with the project's lexicon, and the dictionary's part of speech."""

    def __init__(self, lexicon: Path | None) -> None:
        jieba.setLogLevel(logging.ERROR)
        self._tokenizer, self.tags = _dictionary()  # word → part of speech
        for word, freq, tag in _entries(lexicon):
            if freq == 0:
                self._forget(word)
                continue
            self._tokenizer.add_word(word, freq)
            if tag:
                self.tags[word] = tag
        self._total = log(self._tokenizer.total)
        self._logs: dict[str, float] = {}  # of words met so far

    def _forget(self, word: str) -> None:
        """Let a phrase that the dictionary has be cut. Not jieba's own way, which would force the
        cut on every tokenizer of the process."""
        self._tokenizer.FREQ[word] = 0
        self.tags.pop(word, None)

    def cuts(self, text: str, offset: int = 0) -> list[int]:
        """Word boundaries of `text`, shifted by `offset`; no unseen words are guessed."""
        return self.along(text, self.steps(text), 0, len(text), offset) or [offset]

    def steps(self, text: str) -> list[int]:
        """For each character of `text` where the best word that starts there ends."""
        found = list(range(1, len(text) + 1))
        for block in _BLOCK.finditer(text):
            start, end = block.span()
            found[start:end] = self._path(block.group(), start)
        return found

    def along(
        self, text: str, steps: list[int], start: int, end: int, offset: int = 0
    ) -> list[int] | None:
        """Word boundaries of `text[start:end]`, of which `steps` are known; None where a word
        crosses `end`, so that the best words of the part are not those of the whole. Latin letters
        and digits that stand alone are one word."""
        found, at, latin = [offset + start], start, False
        while at < end:
            stop = steps[at]
            if stop == at + 1 and text[at].isascii() and text[at].isalnum():
                latin = True
            else:
                if latin:
                    found.append(offset + at)
                found.append(offset + stop)
                latin = False
            at = stop
        if latin:
            found.append(offset + at)
        return found if at == end else None

    def known(self, word: str) -> bool:
        """Whether the dictionary or the lexicon has `word`."""
        return bool(self._tokenizer.FREQ.get(word))

    def frequency(self, word: str) -> int:
        """How often the dictionary has seen `word`; 0 if never, or only as the start of others."""
        return self._tokenizer.FREQ.get(word) or 0

    def tag(self, word: str) -> str:
        """The dictionary's part of speech (ICTCLAS tags: n, v, a, d, ns …), '' if unknown."""
        return self.tags.get(word, "")

    def _path(self, block: str, base: int) -> list[int]:
        """The steps of one block, shifted by `base`: dynamic programming from the right; a start
        that no word goes on from ends the search."""
        frequency, logs, size = self._tokenizer.FREQ.get, self._logs, len(block)
        best, path = [0.0] * (size + 1), [0] * size
        for i in range(size - 1, -1, -1):
            stop, word = i + 1, block[i]
            count = frequency(word)
            top, end = (logs.get(word) or self._log(word, count)) + best[stop], stop
            while count is not None and stop < size:
                stop += 1
                word = block[i:stop]
                count = frequency(word)
                if count:
                    score = (logs.get(word) or self._log(word, count)) + best[stop]
                    if score >= top:
                        top, end = score, stop
            best[i], path[i] = top, base + end
        return path

    def _log(self, word: str, count: int | None) -> float:
        self._logs[word] = value = log(count or 1) - self._total
        return value


def _dictionary() -> tuple[jieba.Tokenizer, dict[str, str]]:
    """A tokenizer with jieba's dictionary, and the parts of speech that jieba leaves out. Both in
    one reading, faster than jieba's own and without its cache file in a folder all users share."""
    tokenizer = jieba.Tokenizer()
    with tokenizer.get_dict_file() as file:
        cells = file.read().decode("utf-8").split()
    words, counts = cells[::3], list(map(int, cells[1::3]))
    frequency = dict(zip(words, counts, strict=True))
    for word in words:  # every beginning of a word is an entry too, with frequency 0
        start = word[:-1]
        while start and start not in frequency:
            frequency[start] = 0
            start = start[:-1]
    tokenizer.FREQ, tokenizer.total, tokenizer.initialized = frequency, sum(counts), True
    return tokenizer, dict(zip(words, cells[2::3], strict=True))


def _entries(path: Path | None) -> Iterator[tuple[str, int | None, str | None]]:
    """Lines `word [freq] [tag]` of the lexicon; `#` starts a comment; frequency 0: no word."""
    for line in path.read_text("utf-8").splitlines() if path else ():
        parts = line.split("#")[0].split()
        if parts:
            freq = next((int(p) for p in parts[1:] if p.isdigit()), None)
            yield parts[0], freq, next((p for p in parts[1:] if not p.isdigit()), None)
