"""The figures of one article as intervals, and how a check over them is written down."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from extract import measures
from extract.intervals import Interval, interval
from extract.measures import Catalogue
from extract.records import Article, Check, Fact, MentionBase, Quantity
from extract.rules import Rules


@dataclass(slots=True)
class Figure:
    """A fact with its quantity as an interval."""

    fact: Fact
    quantity: Quantity
    value: Interval

    def about(self) -> tuple[str | None, ...]:
        """Whose figure of what it is, and how it is meant."""
        fact = self.fact
        return fact.subject_id or fact.subject, fact.measure, fact.modality

    def alike(self, other: Figure) -> bool:
        """Whether both are about one subject at one time."""
        a, b = self.fact, other.fact
        who = (a.subject_id or a.subject) == (b.subject_id or b.subject)
        return who and self.when() == other.when()

    def when(self) -> tuple[str | None, str | None]:
        return self.fact.period_start, self.fact.period_end


class Book:
    """The figures of one article, and how to write down what was found about them."""

    def __init__(
        self,
        article: Article,
        text: str,
        found: Sequence[MentionBase],
        facts: Sequence[Fact],
        rules: Rules,
    ) -> None:
        self.article, self.text, self.mentions = article, text, found
        self.given: Counter[str] = Counter()  # ids of checks
        self.catalogue: Catalogue = rules.compiled(measures.build)
        quantities = {m.id: m for m in found if isinstance(m, Quantity)}
        self.figures = [
            Figure(f, quantities[f.quantity], value)
            for f in facts
            if f.quantity in quantities and (value := interval(quantities[f.quantity]))
        ]
        self._same: defaultdict[tuple[str | None, ...], list[Figure]] = defaultdict(list)
        for figure in self.figures:
            self._same[figure.about()].append(figure)

    def same(self, figure: Figure) -> list[Figure]:
        """The figures about one measure of one subject, `figure` among them, in text order."""
        return self._same[figure.about()]

    def check(
        self,
        kind: str,
        good: bool,
        figures: Sequence[Figure],
        said: tuple[str, str],
        expected: object,
        found: object,
    ) -> Check:
        """A check over `figures`; `said` is one sentence in Chinese and one in English."""
        status: Literal["pass", "fail"] = "pass" if good else "fail"
        first, last = figures[0].quantity, figures[-1].quantity
        name = f"{self.article.id}#c{kind}{first.start}-{last.start}"
        self.given[name] += 1
        return Check(
            id=name if self.given[name] == 1 else f"{name}.{self.given[name]}",
            kind=kind,
            status=status,
            facts=[f.fact.id for f in figures],
            mentions=list(dict.fromkeys(f.quantity.id for f in figures)),
            article=self.article.id,
            message=said[0],
            message_en=said[1],
            expected=str(expected),
            found=str(found),
        )
