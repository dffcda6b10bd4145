"""A pipeline that is quick to load, for tests of what happens to runs. It finds runs of digits,
and does to its worker what an article tells it to: `RAISE`, `HANG`, `KILL`."""

from __future__ import annotations

import os
import signal
import time
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import regex

from extract.records import Article, Fact, Quantity

PAUSE = float(os.environ.get("XIANZHI_TEST_PAUSE", "0"))


class Stub:
    def extract(self, article: Article, raw: str, spans: object = None) -> SimpleNamespace:
        time.sleep(PAUSE)
        if "RAISE" in raw:
            raise ValueError("this article raises")
        while "HANG" in raw:
            pass
        if "KILL" in raw:
            os.kill(os.getpid(), signal.SIGKILL)
        mentions, facts = [], []
        for match in regex.finditer(r"\d+", raw):
            where = {"article": article.id, "start": match.start(), "end": match.end()}
            number = {"value": Decimal(match[0]), "unit": "元", "text": match[0]}
            name = f"{article.id}#q{match.start()}"
            mentions.append(Quantity(id=name, **where, **number))
            key = f"{article.source}|{match.start()}"
            facts.append(Fact(id=f"{name}.f", key=key, quantity=name, **where, **number))
        rest = {"checks": [], "relations": [], "ledger": []}
        return SimpleNamespace(article=article, mentions=mentions, facts=facts, **rest)


def load(rules: str | None, gazetteer: str | None, ner: str | None) -> Stub:
    return Stub()


def fragile(rules: str | None, gazetteer: str | None, ner: str | None) -> Stub:
    """`load`, in a worker that is killed while loading as often as a counting file says."""
    counter = Path(os.environ["XIANZHI_TEST_FRAGILE"])
    left = int(counter.read_text("utf-8"))
    counter.write_text(str(left - 1), "utf-8")
    if left > 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return Stub()
