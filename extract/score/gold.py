"""Gold annotation: what a reader found in an article.

A gold file holds one item a line, in text order, with offsets into the raw article (code points).
`optional` items count neither as hit nor as miss; `…_alt` lists further readings that are right.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict


def _listed(value: Any) -> Any:
    return value if isinstance(value, list) else [value]


Alt = Annotated[list[str | None], BeforeValidator(_listed)]


class _Row(BaseModel):
    model_config = ConfigDict(extra="ignore")

    optional: bool = False

    def readings(self, field: str) -> list[str | None]:
        """The value of `field` and its alternatives."""
        return [getattr(self, field), *getattr(self, f"{field}_alt")]


class GoldFact(_Row):
    """What the quantity says. `subject` and `measure` list acceptable wordings, best first."""

    subject: list[str]
    subject_id: str | None = None
    subject_id_alt: Alt = []
    measure: list[str]
    aspect: str
    aspect_alt: Alt = []
    period_start: str | None = None
    period_end: str | None = None
    period_alt: list[tuple[str | None, str | None]] = []
    period_fuzzy: bool = False  # years only
    modality: str = "actual"
    modality_alt: Alt = []

    def periods(self) -> list[tuple[str | None, str | None]]:
        """The intervals that are right."""
        return [(self.period_start, self.period_end), *self.period_alt]


class GoldItem(_Row):
    """One annotated mention; fields that its type has not stay empty."""

    t: Literal["q", "d", "p", "f"]
    s: str
    start: int
    end: int
    value: str | None = None
    value_alt: Alt = []
    low: str | None = None
    high: str | None = None
    unit: str | None = None
    unit_alt: Alt = []
    bound: str | None = "exact"
    bound_alt: Alt = []
    dimension: str | None = None
    kind: str | None = None
    timex: str | None = None
    date_start: str | None = None
    date_end: str | None = None
    code: str | None = None
    code_alt: Alt = []
    firm: str | None = None
    facts: list[GoldFact] = []


def load(path: Path) -> list[GoldItem]:
    """The items of a gold file, in text order."""
    lines = path.read_text("utf-8").splitlines()
    return [GoldItem.model_validate_json(line) for line in lines if line.strip()]
