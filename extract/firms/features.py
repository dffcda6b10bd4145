"""What the recogniser sees of a sentence: for each template one value for each character.

A value is a short string, or '' for nothing; the model has weights for each (template, value). The
same function serves training and use, so that both see the same.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

PAD = 4
_DIGITS = str.maketrans("0123456789０１２３４５６７８９", "0" * 20)
# Character n-grams `[i + a, i + b)` around character i.
GRAMS = [(-2, -1), (-1, 0), (0, 1), (1, 2), (2, 3), (-2, 0), (-1, 1), (0, 2), (1, 3)]
GRAMS += [(-2, 1), (-1, 2), (0, 3), (-3, 1), (0, 4)]
SKIP = len(GRAMS)  # the characters before and after
WORD = SKIP + 1  # a word, the ones before and after, its part of speech … : `_word_columns`
MARKS = WORD + 9
TEMPLATES = MARKS + 3


@dataclass(slots=True, frozen=True)
class Sight:
    """What is looked up beside the characters: of a word its part of speech and its distributional
    class, of a text a mark for each character that tells which lexicons have an entry over it."""

    tag: Callable[[str], str]
    cluster: Callable[[str], str]
    marks: Callable[[str], Sequence[str]]


def fold(text: str) -> str:
    """`text` with all digits alike and small letters; equal length."""
    small = text.lower()
    return (small if len(small) == len(text) else text).translate(_DIGITS)


def columns(text: str, cuts: Sequence[int], sight: Sight) -> list[list[str]]:
    """`TEMPLATES` lists of `len(text)` values; `cuts` are the word boundaries, 0 and its length
    included."""
    n = len(text)
    line = "\u2402" * PAD + fold(text) + "\u2403" * PAD
    found = [[line[i : i + b - a] for i in range(PAD + a, PAD + a + n)] for a, b in GRAMS]
    found.append(
        [a + b for a, b in zip(line[PAD - 1 :], line[PAD + 1 : PAD + 1 + n], strict=False)]
    )
    return found + _word_columns(text, cuts, sight) + mark_columns(sight.marks(text))


def _word_columns(text: str, cuts: Sequence[int], sight: Sight) -> list[list[str]]:
    """Word, neighbours, their classes, each with the character's place in its word (B M E S)."""
    words = [text[a:b] for a, b in itertools.pairwise(cuts)]
    tags = ["<", *(sight.tag(w) or "-" for w in words), ">"]
    groups = ["", *(sight.cluster(w) for w in words), ""]
    around = ["<", *words, ">"]
    found: list[list[str]] = [[] for _ in range(9)]
    for k, word in enumerate(words):
        before, after = around[k], around[k + 2]
        tag, group = tags[k + 1], groups[k + 1]
        sides = tags[k] + tag, tag + tags[k + 2]
        places = _places(len(word))
        values = (word, before, after, tag, *sides, group, groups[k], groups[k + 2])
        for column, value in zip(found, values, strict=True):
            column += [place + value for place in places] if value else [""] * len(places)
    return found


def _places(size: int) -> str:
    return "S" if size == 1 else f"B{'M' * (size - 2)}E"


def mark_columns(marks: Sequence[str]) -> list[list[str]]:
    """The marks of a character, of it and the one before, of it and the one after."""
    around = ["", *marks, ""]
    pairs = [f"{a}|{b}" if a or b else "" for a, b in itertools.pairwise(around)]
    return [list(marks), pairs[:-1], pairs[1:]]
