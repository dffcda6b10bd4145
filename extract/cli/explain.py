"""Why a sentence reads as it does: every candidate, the rule behind it, and what it lost to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extract.firms.recogniser import propose
from extract.mentions import FINDERS, Candidate, contest
from extract.pipeline import Pipeline
from extract.records import Ignored, MentionBase
from extract.restore import restore
from extract.segment import segment


@dataclass(slots=True, frozen=True)
class Claim:
    """One candidate of a finder: `[start, end)` and `text` are of the restored sentence."""

    finder: str
    rule: str
    kind: str
    start: int
    end: int
    text: str
    says: str  # what it would have been taken for
    lost_to: str | None  # None: it stands


def explain(sentence: str, pipeline: Pipeline, published: str | None = None) -> list[Claim]:
    """All candidates of a sentence in text order, those that stand before those that do not."""
    text = restore(sentence, pipeline.rules)
    doc = segment(text, pipeline.nlp, pipeline.rules, published=published)
    if pipeline.recogniser is not None:
        doc = propose(doc, pipeline.recogniser)
    origin: dict[int, str] = {}

    def candidates() -> Iterator[Candidate]:
        for name, finder in FINDERS.items():
            for candidate in finder(doc, pipeline.rules):
                origin[id(candidate)] = name
                yield candidate

    claims = [
        Claim(
            origin[id(found)],
            found.rule,
            kind(found),
            found.start,
            found.end,
            text.text[found.start : found.end],
            describe(found),
            f"{kind(winner)} {text.text[winner.start : winner.end]}" if winner else None,
        )
        for found, winner in contest(list(candidates()))
    ]
    return sorted(claims, key=lambda c: (c.start, c.lost_to is not None, -c.end))


def kind(candidate: Candidate) -> str:
    """The type of a mention; `ignored` for a numeral that is none."""
    return str(getattr(candidate, "type", "ignored"))


_COMMON = {*MentionBase.model_fields, "type", "form", "score"}


def describe(candidate: Candidate) -> str:
    """What a candidate says beside where it stands, in one line."""
    if isinstance(candidate, Ignored):
        return candidate.reason
    said = candidate.model_dump(mode="json", exclude=_COMMON, exclude_defaults=True)
    return " ".join(f"{key}={value}" for key, value in said.items() if value not in (None, "", []))
