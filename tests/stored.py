"""Run folders made by hand, for tests of what is done with runs."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from extract.records import Article, Fact, Quantity, Record, Run
from extract.run.files import RunWriter
from extract.run.frames import frame
from extract.run.publish import sign


@dataclass
class Draft:
    """What a run shall hold."""

    articles: list[Record] = field(default_factory=list)
    mentions: list[Record] = field(default_factory=list)
    facts: list[Record] = field(default_factory=list)
    checks: list[Record] = field(default_factory=list)
    relations: list[Record] = field(default_factory=list)
    ledger: list[Record] = field(default_factory=list)

    def tell(self, article: str, value: str | None, **more: Any) -> Fact:
        """Add a fact of `article`, with its quantity and, if it is the first, the article."""
        published = more.pop("published", None)
        if all(a.id != article for a in self.articles):  # type: ignore[attr-defined]
            self.articles.append(Article(id=article, published=published, sha256=article))
        at = more.pop("at", 10 * len(self.facts))
        number = None if value is None else Decimal(value)
        step = more.pop("precision", None)
        shared = {"bound": more.pop("bound", "exact"), "unit": more.pop("unit", "元")}
        shared |= {"dimension": more.pop("dimension", "currency")}
        shared |= {n: more.pop(n) for n in ("low", "high", "si_value", "si_unit") if n in more}
        quantity = Quantity(
            id=f"{article}#q{at}-{at + 5}",
            article=article,
            start=at,
            end=at + 5,
            text=f"{value}{shared['unit']}",
            value=number,
            precision=step,
            **shared,
        )
        if quantity not in self.mentions:
            self.mentions.append(quantity)
        fact = Fact(
            id=f"{article}#f{at}-{at + 5}",
            article=article,
            quantity=quantity.id,
            start=at,
            end=at + 8,
            value=number,
            text=more.pop("text", f"说的是{value}"),
            **{**FACT, **more},
            **shared,
        )
        fact.key = more.get("key") or key(fact)
        self.facts.append(fact)
        return fact


FACT: dict[str, Any] = {
    "subject": "缙云县",
    "subject_type": "place",
    "subject_id": "331122",
    "measure": "规上工业增加值",
    "measure_id": "above_scale_industry_value_added",
    "period": "p",
    "period_start": "2024-01-01",
    "period_end": "2024-12-31",
}


def key(f: Fact) -> str:
    """A key as `extract.keys` makes it, of the fields as they are."""
    aspect = f"{f.aspect}:{f.base or '同比'}" if f.aspect in ("growth", "change") else f.aspect
    period = f"{f.period_start or ''}/{f.period_end or ''}" if f.period else ""
    parts = [f.subject_id or f.subject, f.measure_id or f.measure, aspect, period]
    return "|".join(
        [p or "" for p in parts] + [f.scope or "", f.qualifier or "", f.modality, f.dimension]
    )


def save(draft: Draft, folder: Path, **manifest: Any) -> Path:
    """Write `draft` as a run folder, one input an article."""
    folder.mkdir(parents=True)
    writer = RunWriter(folder)
    for article in draft.articles:
        rows: list[tuple[str, Record]] = [("articles", article)]
        for name in ("mentions", "facts", "checks", "relations", "ledger"):
            own = (r for r in getattr(draft, name) if r.article == article.id)  # type: ignore[attr-defined]
            rows.extend((name, r) for r in own)
        writer.add(frame(article.source or article.id, article.sha256, rows))  # type: ignore[attr-defined]
    writer.close()
    about: dict[str, Any] = {"version": "0", "rules_sha256": "r", "seconds": 1.0}
    about |= {"started": "2025-01-01T00:00:00+00:00", "ended": "2025-01-01T00:00:01+00:00"}
    sign(folder, writer.total, Run(**(about | manifest)))
    return folder
