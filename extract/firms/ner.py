"""The trained recogniser of firms: a linear-chain conditional random field over characters.

`make model` trains it with python-crfsuite (`train/`); `field` adds up its weights, and here the
best labelling is found, with the probability of each span. Everything is numpy and dictionaries: no
model runtime is needed, and the same text gives the same spans everywhere.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Container, Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from extract.errors import RulesError
from extract.firms.features import Sight, fold
from extract.firms.field import Clause, Field, Floats, Model
from extract.firms.forms import compile_rules, word_source
from extract.firms.known import compile_known
from extract.rules import Rules

Span = tuple[int, int, str, float]  # start, end, type, probability
FIRM = "F"
LEAST = 0.5  # probability from which a span of the best labelling counts
NAMED = 0.8  # what a name known from training is worth by itself
_LONGEST = 5  # words of a name looked up


def sight(rules: Rules, clusters: dict[str, str]) -> Sight:
    """What the field looks up beside the characters: the rules' lexicons and word classes."""
    words, lexicon = rules.compiled(word_source), rules.compiled(compile_rules)
    known = rules.compiled(compile_known)

    def marks(text: str) -> list[str]:
        found = [""] * len(text)
        for last, (kind, form) in lexicon.tails.iter(text):
            if len(form) == 1:
                continue  # 厂: trained without
            first = last + 1 - len(form)
            found[first : last + 1] = [kind[:2] + p for p in "b" + "i" * (len(form) - 2) + "e"]
        for start, end, _ in known.find(text):
            for i in range(start, end):
                found[i] += "k"
        return found

    return Sight(words.tag, lambda word: clusters.get(fold(word), ""), marks)


def load(folder: Path) -> Model:
    """The model in `folder` (`firms.npz`, described by `model.json`)."""
    path = folder / "firms.npz"
    if not path.is_file():
        raise RulesError(f"{path}: missing; run `make model`, or go without it: --no-ner")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    with np.load(path, allow_pickle=False) as data:
        values = bytes(data["values"]).decode("utf-8").split("\n")
        rows: list[dict[str, int]] = []
        at = 0
        for size in data["sizes"]:
            rows.append(
                dict(zip(values[at : at + size], range(at + 1, at + 1 + size), strict=True))
            )
            at += int(size)
        weights = data["weights"].astype(np.float32) * data["scale"]
        clusters, names = (
            json.loads(bytes(data[key]).decode("utf-8")) for key in ("clusters", "names")
        )
        labels = bytes(data["labels"]).decode("utf-8").split("\n")
        return Model(labels, rows, weights, data["moves"], clusters, names, digest)


def recognise(field: Field, clauses: Sequence[Clause]) -> Iterator[list[Span]]:
    """The spans of each clause: those of the best labelling that are likelier than not, and names
    known from training where nothing else is."""
    emissions = field.emissions(clauses)
    ends = np.cumsum([len(text) for text, _ in clauses])
    worth = hopeful(field.model, emissions, ends)
    for (text, cuts), end, some in zip(clauses, ends, worth, strict=True):
        here = spans(field.model, emissions[end - len(text) : end]) if some else []
        found = [s for s in here if s[3] >= LEAST]
        for a, b, name in occurrences(field.model.names, text, cuts):
            if all(b <= x or y <= a for x, y, _, _ in found):
                found.append((a, b, FIRM, NAMED * field.model.names[name]))
        yield sorted(found)


def hopeful(model: Model, emissions: Floats, ends: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether the best labelling of each clause can have a span at all.

    A run of characters leaves `O` only if what it gains over `O` exceeds the price of the moves
    into it, within it and out of it. The best run, with the best label for each character
    whatever its neighbours have, is a bound for all labellings; at the ends a move is spared.
    """
    none = model.labels.index("O")
    stay, enter = model.moves[none, none], np.delete(model.moves[none], none).max()
    moves = np.delete(model.moves, none, 0)
    out, within = moves[:, none].max(), np.delete(moves, none, 1).max()
    gain = (np.delete(emissions, none, 1).max(1) - emissions[:, none] + within - stay).astype(float)
    starts = np.concatenate([[0], ends[:-1]])
    gain[starts] += stay - enter
    gain[ends - 1] += stay - out
    # Clauses lie one after another; each is lowered far below those before it, so that the lowest
    # sum so far is always one of its own.
    low = np.repeat(np.arange(len(ends)) * 1e6, np.diff(ends, prepend=0))
    sums = np.cumsum(gain) - low
    best = sums - np.minimum.accumulate(sums - gain)
    return np.maximum.reduceat(best, starts) > within + stay - enter - out  # type: ignore[no-any-return]


def occurrences(
    names: Container[str], text: str, cuts: Sequence[int]
) -> Iterator[tuple[int, int, str]]:
    """Runs of whole words that are one of `names`, leftmost and longest first."""
    i, last = 0, len(cuts) - 1
    while i < last:
        for j in range(min(i + _LONGEST, last), i, -1):
            if text[cuts[i] : cuts[j]] in names:
                yield cuts[i], cuts[j], text[cuts[i] : cuts[j]]
                break
        else:
            j = i + 1
        i = j


def spans(model: Model, emissions: Floats) -> list[Span]:
    """Start, end, type and probability of the spans of the best labelling of one sentence."""
    path = _best(emissions, model.moves)
    names = [model.labels[i] for i in path]
    found = _read(names)
    if not found:
        return []
    chance = _chances(emissions, model.moves)
    return [(a, b, t, float(min(chance[i, path[i]] for i in range(a, b)))) for a, b, t in found]


def _read(names: list[str]) -> list[tuple[int, int, str]]:
    found, start = [], -1
    for i, name in enumerate(names):
        place, kind = name[0], name[2:]
        if place in "BS":
            start = i
        if place in "ES" and start >= 0 and all(n[2:] == kind for n in names[start:i]):
            found.append((start, i + 1, kind))
        if place in "OES":
            start = -1
    return found


def _best(emissions: Floats, moves: Floats) -> list[int]:
    """The most likely labelling (Viterbi)."""
    score = emissions[0]
    back = np.empty(emissions.shape, np.int16)
    for i in range(1, len(emissions)):
        steps = score[:, None] + moves
        back[i] = steps.argmax(0)
        score = steps.max(0) + emissions[i]
    path = [int(score.argmax())]
    for i in range(len(emissions) - 1, 0, -1):
        path.append(int(back[i, path[-1]]))
    return path[::-1]


def _chances(emissions: Floats, moves: Floats) -> Floats:
    """The probability of each label at each character (forward and backward sums)."""
    n = len(emissions)
    ahead, behind = emissions.copy(), np.zeros_like(emissions)
    for i in range(1, n):
        ahead[i] += _log_sum(ahead[i - 1][:, None] + moves, 0)
    for i in range(n - 2, -1, -1):
        behind[i] = _log_sum(moves + (emissions[i + 1] + behind[i + 1])[None, :], 1)
    total = ahead + behind
    found: Floats = np.exp(total - _log_sum(total, 1)[:, None])
    return found


def _log_sum(values: Floats, axis: int) -> Floats:
    top = values.max(axis)
    return top + np.log(np.exp(values - (top[None] if axis == 0 else top[:, None])).sum(axis))  # type: ignore[no-any-return]
