"""The same figure said again: a headline and the body, at different precision, are one fact.

Both stay, each on its own evidence; the less precise one (of equals the later one) names the other
in `Fact.repeats`. A headline seldom says when, so that it may lack the period of the body.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from extract.intervals import interval
from extract.records import Fact, MentionBase, Quantity


def link(facts: Sequence[Fact], mentions: Iterable[MentionBase]) -> None:
    """Set `repeats` on every fact that says what another of the same article says."""
    quantities = {m.id: m for m in mentions if isinstance(m, Quantity)}
    groups: dict[tuple[str, ...], list[Fact]] = defaultdict(list)
    for fact in facts:
        parts = fact.key.split("|")
        groups[(*parts[:3], *parts[4:], fact.unit or "")].append(fact)
    for group in groups.values():
        if len(group) > 1:
            _link(group, quantities)


def _link(group: list[Fact], quantities: dict[str, Quantity]) -> None:
    """Within facts that differ in period at most: each to the most precise one it agrees with."""
    ranked = sorted(group, key=lambda f: (f.period_start is None, _step(f, quantities), f.start))
    for i, fact in enumerate(ranked):
        for fuller in ranked[:i]:
            if fuller.repeats is None and _agree(fact, fuller, quantities):
                fact.repeats = fuller.id
                break


def _agree(fact: Fact, fuller: Fact, quantities: dict[str, Quantity]) -> bool:
    if fact.quantity == fuller.quantity:
        return False
    same = (fact.period_start, fact.period_end) == (fuller.period_start, fuller.period_end)
    dated = fact.period_start is not None or fact.period_end is not None
    if dated and not same:
        return False
    said, more = quantities[fact.quantity], quantities[fuller.quantity]
    # 11.3% and 11.4% are two figures, although what they leave open touches.
    if said.bound == more.bound == "exact" and said.precision == more.precision:
        return (said.value, said.low, said.high) == (more.value, more.low, more.high)
    a, b = interval(said), interval(more)
    return a is not None and b is not None and a.meets(b)


def _step(fact: Fact, quantities: dict[str, Quantity]) -> Decimal:
    """What one step of the last printed digit is worth; a bound is coarser than any figure."""
    quantity = quantities[fact.quantity]
    if quantity.bound != "exact":
        return Decimal("Infinity")
    return quantity.precision or Decimal(0)
