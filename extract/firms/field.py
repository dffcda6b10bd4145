"""What the trained field has to say for each label at each character of many clauses at once.

The sum is that of the weights of `features.columns`, which training uses. Here templates that look
at the same string share one look-up, words are looked up once for all their characters, and all
clauses of an article go through numpy together.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, repeat

import numpy as np
from numpy.typing import NDArray

from extract.firms.features import GRAMS, MARKS, PAD, SKIP, WORD, Sight, fold, mark_columns

Floats = NDArray[np.float32]
Clause = tuple[str, Sequence[int]]  # its text and its word boundaries, 0 and its length included
_PLACES = "BMES"
_WORDS = 1 << 14  # words whose sums are kept


@dataclass(slots=True)
class Model:
    """Weights of a trained field.

    `rows[k]` maps a value of template k to a row of `weights` (row 0 is zero), which has one column
    a label; `moves[i, j]` is the weight of label j after label i. Labels are `O`, or a place in a
    span (`B I E S`), a dash and a type. `clusters` holds the distributional classes of words,
    `names` the firms of the training data with the share of their occurrences that are marked.
    """

    labels: list[str]
    rows: list[dict[str, int]]
    weights: Floats
    moves: Floats
    clusters: dict[str, str]
    names: dict[str, float]
    sha256: str

    def row(self, template: int, value: str) -> int:
        """The row of `weights` for a value of a template."""
        return self.rows[template].get(value, 0)


@dataclass(frozen=True)
class _Shared:
    """Templates that look at strings of one kind at different distances: `table[index[s], j]` is
    the row of string `s` for template `templates[j]`, looked at `shifts[j]` characters away."""

    index: dict[str, int]
    table: NDArray[np.int32]
    shifts: list[int]

    @classmethod
    def of(cls, model: Model, templates: dict[int, int]) -> _Shared:
        values = sorted(set().union(*(model.rows[k] for k in templates)))
        table = np.zeros((len(values) + 1, len(templates)), np.int32)
        for j, k in enumerate(templates):
            table[1:, j] = [model.row(k, value) for value in values]
        return cls(
            dict(zip(values, range(1, len(values) + 1), strict=True)), table, [*templates.values()]
        )

    def rows(self, strings: Sequence[str], at: NDArray[np.int64]) -> NDArray[np.int32]:
        """Rows for the characters `at`, of the string that begins at each character."""
        found = np.fromiter(map(self.index.get, strings, repeat(0)), np.int32, len(strings))
        return np.stack([self.table[found[at + s], j] for j, s in enumerate(self.shifts)])


@dataclass
class Field:
    """A model with what it looks up beside the characters."""

    model: Model
    sight: Sight

    def __post_init__(self) -> None:
        sizes = sorted({b - a for a, b in GRAMS})
        self._grams = {
            size: _Shared.of(self.model, {k: a for k, (a, b) in enumerate(GRAMS) if b - a == size})
            for size in sizes
        }
        self._skip = _Shared.of(self.model, {SKIP: -1})
        self._first, self._last = (self._word_sums(edge, edge, "") for edge in "<>")
        self._word = functools.lru_cache(_WORDS)(self._look_up)
        self._side = functools.cache(self._side_sums)

    def emissions(self, clauses: Sequence[Clause]) -> Floats:
        """The sum of weights for each character of all clauses (first axis) and label."""
        texts = [text for text, _ in clauses]
        found = self._of_grams([fold(text) for text in texts]) + self._of_words(clauses)
        marks = [mark_columns(self.sight.marks(text)) for text in texts]
        for k in range(3):
            index = self.model.rows[MARKS + k]
            found += self.model.weights[[index.get(v, 0) for columns in marks for v in columns[k]]]
        return found

    def _of_grams(self, texts: Sequence[str]) -> Floats:
        """Clauses stand in one line, with room around each so that none sees the next."""
        left, right = "\u2402" * PAD, "\u2403" * PAD
        line = "".join(f"{left}{text}{right}" for text in texts)
        ends = np.cumsum([len(text) + 2 * PAD for text in texts])
        at = np.concatenate(
            [np.arange(e - PAD - len(t), e - PAD) for e, t in zip(ends, texts, strict=True)]
        )
        rows = [
            shared.rows([line[i : i + size] for i in range(len(line))], at)
            for size, shared in self._grams.items()
        ]
        rows.append(self._skip.rows([a + b for a, b in zip(line, line[2:], strict=False)], at))
        return self.model.weights[np.concatenate(rows)].sum(0)  # type: ignore[no-any-return]

    def _of_words(self, clauses: Sequence[Clause]) -> Floats:
        words: list[tuple[Floats, str]] = []
        inside: list[int] = []
        for text, cuts in clauses:
            own = [self._word(text[a:b]) for a, b in pairwise(cuts)]
            inside += range(len(words) + 1, len(words) + 1 + len(own))
            words += [self._first, *own, self._last]
        sizes = [b - a for _, cuts in clauses for a, b in pairwise(cuts)]
        at, place = np.repeat(inside, sizes), _places(np.array(sizes))
        sums = np.stack([found for found, _ in words])
        sides = np.stack([self._side(a, b) for (_, a), (_, b) in pairwise(words)])
        around = sums[at, 0, place] + sums[at - 1, 1, place] + sums[at + 1, 2, place]
        return around + sides[at - 1, 0, place] + sides[at, 1, place]  # type: ignore[no-any-return]

    def _sums(self, *groups: dict[int, str]) -> Floats:
        """The weights of values of templates, added up, for each group and place in a word."""
        rows = [
            [
                [self.model.row(k, place + v) if v else 0 for k, v in values.items()]
                for place in _PLACES
            ]
            for values in groups
        ]
        return self.model.weights[rows].sum(2)  # type: ignore[no-any-return]

    def _word_sums(self, word: str, tag: str, group: str) -> tuple[Floats, str]:
        """What a word adds to its own characters, to those of the word after it and to those of the
        word before it (first axis), by place; its tag."""
        own = {WORD: word, WORD + 3: tag, WORD + 6: group}
        after = {WORD + 1: word, WORD + 7: group, WORD + 3: ""}
        before = {WORD + 2: word, WORD + 8: group, WORD + 3: ""}
        return self._sums(own, after, before), tag

    def _look_up(self, word: str) -> tuple[Floats, str]:
        return self._word_sums(word, self.sight.tag(word) or "-", self.sight.cluster(word))

    def _side_sums(self, first: str, second: str) -> Floats:
        """What two tags in a row add to the later word and to the earlier one."""
        return self._sums({WORD + 4: first + second}, {WORD + 5: first + second})


def _places(sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    """The place in its word (an index of `BMES`) of each character of words of these sizes."""
    last = np.cumsum(sizes) - 1
    found = np.ones(int(sizes.sum()), np.int64)
    found[last] = 2
    found[last - sizes + 1] = 0
    found[last[sizes == 1]] = 3
    return found
