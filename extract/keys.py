"""The key of a fact: what is measured, independent of the article that says so.

    subject | measure | aspect | period | scope | qualifier | modality | dimension

Two facts with one key speak of the same real-world figure, whatever their wording; no value and no
evidence is in it. Each part is an id where there is one, else the words without quotation marks,
white space and 的. A starting value with a date of its own is a level at that date. Growth carries
its base (同比 unless another is named). A figure without a period has an empty one.
"""

from __future__ import annotations

from functools import lru_cache

from extract.measures import Catalogue, squeeze
from extract.records import Fact


def key(fact: Fact, catalogue: Catalogue) -> str:
    """The key of `fact`; see the module's text."""
    aspect: str = "level" if fact.aspect == "from" and fact.period_start else fact.aspect
    if aspect in ("growth", "change"):
        aspect = f"{aspect}:{_plain(fact.base or '同比')}"
    parts = [
        fact.subject_id or _plain(fact.subject or ""),
        measure_key(fact.measure or "", catalogue),
        aspect,
        f"{fact.period_start or ''}/{fact.period_end or ''}" if fact.period else "",
        _plain(fact.scope or ""),
        _plain(fact.qualifier or ""),
        fact.modality,
        fact.dimension,
    ]
    return "|".join(parts)


def measure_key(name: str, catalogue: Catalogue) -> str:
    """The catalogue's id, with what is said behind it (增速), where the name is one of its own;
    else the plain name."""
    match = catalogue.match(name)
    if match and match.exact:
        return match.entry.id + _plain(name[match.end :])
    return _plain(name)


@lru_cache(maxsize=8192)
def _plain(words: str) -> str:
    return squeeze(words).replace("|", "/") if words else ""
