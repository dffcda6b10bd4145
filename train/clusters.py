"""Distributional classes of words: words that keep the same company in the news fall together."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from extract.firms.features import fold
from extract.segment import Words

CONTEXTS, DIMENSIONS, CLASSES, LEAST, SEED = 2000, 100, 300, 5, 0
Floats = NDArray[np.float32]


def classes(texts: Iterable[str], words: Words) -> dict[str, str]:
    """The class of every word seen at least `LEAST` times, as a short string."""
    lines = [[fold(w) for w in _words(line, words)] for line in texts]
    counts = Counter(word for line in lines for word in line)
    vocabulary = sorted((w for w, c in counts.items() if c >= LEAST), key=lambda w: (-counts[w], w))
    vectors = _vectors(_neighbours(lines, {w: i for i, w in enumerate(vocabulary)}))
    return {w: str(c) for w, c in zip(vocabulary, _k_means(vectors), strict=True)}


def _words(line: str, words: Words) -> Iterator[str]:
    cuts = words.cuts(line)
    return (line[a:b] for a, b in itertools.pairwise(cuts))


def _neighbours(lines: list[list[str]], index: dict[str, int]) -> Floats:
    """How often each word stands right or two before and after each of the `CONTEXTS` commonest."""
    size = min(CONTEXTS, len(index))
    found = np.zeros((len(index), 2 * size), np.float32)
    flat = np.array([i for line in lines for i in (*(index.get(w, -1) for w in line), -1)])
    for distance, weight in ((1, 1.0), (2, 0.5)):
        left, right = flat[:-distance], flat[distance:]
        both = (left >= 0) & (right >= 0)
        after, before = both & (right < size), both & (left < size)
        np.add.at(found, (left[after], right[after]), weight)
        np.add.at(found, (right[before], size + left[before]), weight)
    return found


def _vectors(counts: Floats) -> Floats:
    """Positive pointwise mutual information, reduced to `DIMENSIONS`, of length 1."""
    share = counts / np.maximum(counts.sum(1, keepdims=True), 1)
    expected = counts.sum(0, keepdims=True) ** 0.75
    with np.errstate(divide="ignore"):
        gain = np.maximum(np.log(share / (expected / expected.sum())), 0).astype(np.float32)
    values, vectors = np.linalg.eigh(gain.T @ gain)
    top = vectors[:, -DIMENSIONS:] / np.maximum(values[-DIMENSIONS:], 1e-6) ** 0.25
    found: Floats = gain @ top
    return found / (np.linalg.norm(found, axis=1, keepdims=True) + 1e-9)


def _k_means(vectors: Floats, rounds: int = 15) -> NDArray[np.int64]:
    pick = np.random.default_rng(SEED).permutation(min(len(vectors), 8000))[:CLASSES]
    centres = vectors[pick].copy()
    for _ in range(rounds):
        nearest = (vectors @ centres.T).argmax(1)
        for j in range(len(centres)):
            members = vectors[nearest == j]
            if len(members):
                mean = members.mean(0)
                centres[j] = mean / (np.linalg.norm(mean) + 1e-9)
    return nearest
