"""The three sources the recogniser learns from, each as texts with typed spans.

CLUENER2020 (research use, not in the repository), broadcast news labelled by the project's own
rules, and the sentences written for this project. Types: `F` firm, `G` another organisation.
"""

from __future__ import annotations

import glob
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Doc
from spacy.vocab import Vocab

from extract.firms import join as firm_join
from extract.firms.forms import compile_rules
from extract.firms.known import compile_known
from extract.rules import Rules
from extract.segment import layout

HERE = Path(__file__).parent
TYPES = {"company": "F", "government": "G", "organization": "G"}
DEV_EVERY = 8  # CLUENER sentences 0, 8, 16 … are the development set, never trained on
SURE = 0.9  # score from which a rule's firm counts as a label
# Sentences without a firm that look as if they had one: half of those taken must be of these.
HARD = re.compile(
    r"暴雪|寒潮|台风|暴雨|天气|总统|总理|外长|大使|共和国|联合国|集团军|峰会|球队|决赛|冠军|奥运|"
    r"委员会|办公室|教育部|大学|医院|研究院|协会|开发区|产业园|平台|企业|博览会|行动|计划|工程"
)


@dataclass(frozen=True)
class Example:
    """A text and its spans: start, end, type."""

    text: str
    spans: tuple[tuple[int, int, str], ...]


def cluener(path: Path) -> tuple[list[Example], list[Example]]:
    """Training and development part of the CLUENER training file."""
    rows = []
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        spans = sorted(
            (start, end + 1, TYPES[label])
            for label, names in row["label"].items()
            if label in TYPES
            for places in names.values()
            for start, end in places
        )
        rows.append(Example(row["text"], tuple(spans)))
    train = [row for i, row in enumerate(rows) if i % DEV_EVERY]
    return train, rows[::DEV_EVERY]


def written() -> list[Example]:
    """The project's own sentences (`sentences.py` makes them)."""
    rows = map(json.loads, (HERE / "sentences.jsonl").read_text("utf-8").splitlines())
    return [Example(r["text"], tuple((a, b, "F") for a, b in r["firms"])) for r in rows]


def news_texts(folder: Path) -> Iterator[str]:
    """The days of broadcast news as plain text, in order of days."""
    for name in sorted(glob.glob(f"{folder}/*.md")):
        text = re.sub(r"<[^>]+>", "\n", Path(name).read_text("utf-8"))
        yield re.sub(r"\n+", "\n", re.sub(r"\[[^\]]*\]\([^)]*\)", "", text))


def news(folder: Path, rules: Rules, positive: int, negative: int, seed: int) -> list[Example]:
    """Sentences with firms the rules are sure of, and sentences without any, hard ones first."""
    with_firm: dict[str, Example] = {}
    hard, plain = set(), set()
    for text in news_texts(folder):
        for sentence, spans, clean in _labelled(text, rules):
            if spans and clean:
                with_firm.setdefault(sentence, Example(sentence, spans))
            elif not spans and clean:
                (hard if HARD.search(sentence) else plain).add(sentence)
    pick = random.Random(seed)
    sentences = sorted(with_firm.values(), key=lambda e: e.text)
    found = pick.sample(sentences, min(positive, len(sentences)))
    found += [Example(t, ()) for t in pick.sample(sorted(hard), negative * 2 // 3)]
    return found + [Example(t, ()) for t in pick.sample(sorted(plain), negative // 3)]


def _labelled(
    text: str, rules: Rules
) -> Iterator[tuple[str, tuple[tuple[int, int, str], ...], bool]]:
    """Each sentence, its sure firms, and whether nothing in it is doubtful."""
    plan = layout(Doc(VOCAB, words=[text], spaces=[False]), rules)
    found = firm_join.weighed(plan, rules.compiled(compile_rules), rules.compiled(compile_known))
    sure = firm_join.disjoint([c for c in found if c.score >= SURE])
    for s in plan.sentences:
        if not 8 <= s.end - s.start <= 160:
            continue
        inside = [c for c in sure if s.start <= c.start < s.end]
        doubtful = any(
            s.start <= c.start < s.end
            and c.score >= 0.3
            and not any(i.start <= c.start and c.end <= i.end for i in inside)
            for c in found
        )
        spans = tuple((c.start - s.start, c.end - s.start, "F") for c in inside)
        yield plan.text[s.start : s.end], spans, not doubtful


VOCAB = Vocab()
