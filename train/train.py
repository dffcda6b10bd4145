"""Train the recogniser of firms: data in, `models/firms.npz` and `models/model.json` out.

    python train/train.py --data FOLDER      FOLDER holds data/cluener/train.jsonl and news/*.md

The same data, seeds and versions give the same model.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import platform
import random
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import clusters
import data
import numpy as np
import pycrfsuite
import sentences
from data import Example

from extract import rules
from extract.firms import ner
from extract.firms.features import TEMPLATES, Sight, columns
from extract.firms.field import Field
from extract.firms.forms import word_source

SEED = 20250523
POSITIVE, NEGATIVE, OWN_TIMES = 2500, 3000, 1
RELIABLE = 0.5
DROPOUT = (
    0.12  # share of firms replaced by invented names: the context must be learnt, not the list
)
PARAMETERS = {
    "c1": 0.05,
    "c2": 0.02,
    "max_iterations": 100,
    "feature.minfreq": 2,
    "feature.possible_transitions": True,
}


def main() -> None:
    """Read the data, train, write the model and what it was made of."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent.parent / "models")
    options = parser.parse_args()
    own_rules = rules.load()
    train, dev = data.cluener(options.data / "data/cluener/train.jsonl")
    news = data.news(options.data / "news", own_rules, POSITIVE, NEGATIVE, SEED)
    written = data.written()
    texts = sorted({line for t in data.news_texts(options.data / "news") for line in t.split("\n")})
    words = own_rules.compiled(word_source)
    classes = clusters.classes([*texts, *(e.text for e in train)], words)
    sight = ner.sight(own_rules, classes)
    examples = [*substituted([*train, *news]), *written * OWN_TIMES]
    labels, moves, weights = fit(examples, words, sight)
    options.out.mkdir(exist_ok=True)
    names = reliable(train, words)
    write(options.out / "firms.npz", labels, moves, weights, classes, names)
    describe(
        options.out, options.data, {"cluener": len(train), "news": len(news), "own": len(written)}
    )
    print(report(options.out, dev))


def substituted(examples: list[Example]) -> Iterator[Example]:
    """The examples, a share of their firms under invented names of the same make."""
    source = sentences.filler(SEED)
    for example in examples:
        text, spans = example.text, []
        shift = 0
        for start, end, kind in example.spans:
            start, end = start + shift, end + shift
            if kind == ner.FIRM and end - start > 1 and source.random.random() < DROPOUT:
                name = source.fill(make(text[start:end]))
                text = text[:start] + name + text[end:]
                shift += len(name) - (end - start)
                end = start + len(name)
            spans.append((start, end, kind))
        yield Example(text, tuple(spans))


def make(name: str) -> str:
    """The slot that is filled with names like `name`."""
    if name.endswith("有限公司"):
        return "L"
    if name.endswith(("集团", "控股")):
        return "G"
    return "S" if len(name) <= 3 else "T"


def fit(
    examples: list[Example], words: Any, sight: Sight
) -> tuple[list[str], dict[tuple[str, str], float], dict[tuple[str, str], float]]:
    """Labels, weights of moves between labels, weights of (template=value, label)."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    for example in random.Random(SEED).sample(examples, len(examples)):
        found = columns(example.text, words.cuts(example.text), sight)
        rows = [[f"{k}={v}" for k, v in enumerate(row) if v] for row in zip(*found, strict=True)]
        trainer.append(rows, tags(example))
    trainer.set_params(PARAMETERS)
    with tempfile.NamedTemporaryFile(suffix=".crf") as file:
        trainer.train(file.name)
        tagger = pycrfsuite.Tagger()
        tagger.open(file.name)
        info = tagger.info()
        return sorted(info.labels), dict(info.transitions), dict(info.state_features)


def reliable(examples: list[Example], words: Any) -> dict[str, float]:
    """Names marked as firms at least twice, with the share of their occurrences that are marked;
    those with less than `RELIABLE` are left out, occurrences within longer spans do not count."""
    marked = Counter(e.text[a:b] for e in examples for a, b, t in e.spans if t == ner.FIRM)
    often = {name for name, count in marked.items() if count >= 2 and len(name) >= 2}
    seen = Counter(
        name
        for e in examples
        for a, b, name in ner.occurrences(often, e.text, words.cuts(e.text))
        if not any(x <= a and b <= y and (x, y) != (a, b) for x, y, _ in e.spans)
    )
    shares = {name: min(1.0, marked[name] / seen[name]) for name in sorted(often) if seen[name]}
    return {name: round(share, 2) for name, share in shares.items() if share >= RELIABLE}


def tags(example: Example) -> list[str]:
    """One label a character: O, or B I E S with the type."""
    found = ["O"] * len(example.text)
    for start, end, kind in example.spans:
        places = "S" if end - start == 1 else f"B{'I' * (end - start - 2)}E"
        found[start:end] = [f"{p}-{kind}" for p in places]
    return found


def write(
    path: Path,
    labels: list[str],
    moves: dict[tuple[str, str], float],
    weights: dict[tuple[str, str], float],
    classes: dict[str, str],
    names: dict[str, float],
    least: float = 0.02,
) -> None:
    """The model as arrays: values of all templates, their weights as 8-bit steps, the classes."""
    column = {label: i for i, label in enumerate(labels)}
    by_value: dict[tuple[int, str], np.ndarray] = {}
    for (feature, label), weight in weights.items():
        template, _, value = feature.partition("=")
        row = by_value.setdefault((int(template), value), np.zeros(len(labels)))
        row[column[label]] = weight
    kept = sorted(k for k, row in by_value.items() if abs(row).max() >= least and "\n" not in k[1])
    table = np.array([np.zeros(len(labels)), *(by_value[k] for k in kept)])
    scale = np.float32(abs(table).max() / 32767)
    steps = np.full((len(labels), len(labels)), 0.0, np.float32)
    for (a, b), weight in moves.items():
        steps[column[a], column[b]] = weight
    for a in labels:  # moves that no span has
        for b in labels:
            if not follows(a, b):
                steps[column[a], column[b]] = -1e4
    np.savez_compressed(
        path,
        labels=_bytes("\n".join(labels)),
        values=_bytes("\n".join(value for _, value in kept)),
        sizes=np.bincount([k for k, _ in kept], minlength=TEMPLATES).astype(np.int32),
        weights=np.round(table / scale).astype(np.int16),
        scale=scale,
        moves=steps,
        clusters=_bytes(json.dumps(classes, ensure_ascii=False, sort_keys=True)),
        names=_bytes(json.dumps(names, ensure_ascii=False, sort_keys=True)),
    )


def follows(a: str, b: str) -> bool:
    """Whether label `b` may stand after label `a`."""
    if a[0] in "BI":
        return b[0] in "IE" and a[2:] == b[2:]
    return b[0] in "OBS"


def _bytes(text: str) -> np.ndarray:
    return np.frombuffer(text.encode("utf-8"), np.uint8)


def describe(out: Path, source: Path, counts: dict[str, int]) -> None:
    """`model.json`: what the model was made of and with."""
    cluener = source / "data/cluener/train.jsonl"
    digest = hashlib.sha256()
    for path in sorted((source / "news").glob("*.md")):
        digest.update(path.read_bytes())
    facts = {
        "sha256": hashlib.sha256((out / "firms.npz").read_bytes()).hexdigest(),
        "sentences": counts,
        "seed": SEED,
        "dropout": DROPOUT,
        "parameters": PARAMETERS,
        "data": {
            "cluener/train.jsonl": hashlib.sha256(cluener.read_bytes()).hexdigest(),
            "news": digest.hexdigest(),
            "sentences.jsonl": hashlib.sha256(
                (data.HERE / "sentences.jsonl").read_bytes()
            ).hexdigest(),
        },
        "rules": {
            name: hashlib.sha256(rules.load().path(name).read_bytes()).hexdigest()
            for name in ("firms.yml", "firms-known.csv", "lexicon.txt")
        },
        "versions": {"python": platform.python_version()}
        | {p: version(p) for p in ("python-crfsuite", "numpy", "jieba")},
    }
    (out / "model.json").write_text(json.dumps(facts, indent=2, ensure_ascii=False) + "\n", "utf-8")


def report(out: Path, dev: Sequence[Example]) -> str:
    """Exact-span precision, recall and F1 of firms on the development sentences."""
    own_rules = rules.load()
    model = ner.load(out)
    words, crf = own_rules.compiled(word_source), Field(model, ner.sight(own_rules, model.clusters))
    hits = said = true = 0
    for example in dev:
        (said_here,) = ner.recognise(crf, [(example.text, words.cuts(example.text))])
        found = {(a, b, t) for a, b, t, _ in said_here if t == ner.FIRM}
        gold = {s for s in example.spans if s[2] == ner.FIRM}
        hits, said, true = hits + len(found & gold), said + len(found), true + len(gold)
    p, r = hits / said, hits / true
    return (
        f"dev: {len(dev)} sentences, {true} firms, P {p:.3f} R {r:.3f} F1 {2 * p * r / (p + r):.4f}"
    )


if __name__ == "__main__":
    main()
