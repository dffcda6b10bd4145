"""Results against gold: how much of what a reader found was found, and was read right.

Mentions are paired by overlap, each with one gold item of its type. Pairs are then compared field
by field, and the facts of paired quantities with the gold facts. A fact is right at its *core* when
number, measure and aspect are; it is right in *full* when subject, period and modality are too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from extract.records import Date, Fact, Firm, MentionBase, Place, Quantity
from extract.score.agree import fact_fields, same_date, same_firm, same_quantity
from extract.score.gold import GoldFact, GoldItem

if TYPE_CHECKING:
    from extract.pipeline import Result

TYPES = {"q": "quantity", "d": "date", "p": "place", "f": "firm"}
CORE = ("number", "measure", "aspect")
FULL = (*CORE, "subject", "period", "modality")


@dataclass(slots=True)
class Tally:
    """Hits among what gold holds and what was found."""

    hits: int = 0
    gold: int = 0
    found: int = 0

    @property
    def precision(self) -> float:
        """Hits per item found; 0 if nothing was found."""
        return self.hits / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Hits per item of gold; 0 if gold is empty."""
        return self.hits / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.gold + self.found
        return 2 * self.hits / both if both else 0.0


@dataclass(slots=True)
class Miss:
    """One thing that was not right: what kind, where, what gold says and what was found."""

    kind: str
    start: int
    end: int
    gold: str
    found: str
    article: str = ""


@dataclass(slots=True)
class Score:
    """Tallies by name (`quantity`, `fact core` …), fields that are right, and all that is not."""

    tallies: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    right: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    misses: list[Miss] = field(default_factory=list)

    def figures(self) -> dict[str, float]:
        """One number a name: F1 of tallies, the share right of fields."""
        f1 = {f"{name} f1": tally.f1 for name, tally in self.tallies.items()}
        return dict(sorted((f1 | {name: t.recall for name, t in self.right.items()}).items()))

    def note(self, name: str, right: bool, item: GoldItem, gold: object, found: object) -> None:
        """Count a compared field, and keep it if it is wrong."""
        tally = self.right[name]
        tally.gold += 1
        tally.hits += right
        if not right:
            self.misses.append(Miss(name, item.start, item.end, str(gold), str(found)))


def score(results: Iterable[tuple[Result, Sequence[GoldItem]]]) -> Score:
    """The score over articles, each with its gold; offsets of both count the raw article."""
    total = Score()
    for result, gold in results:
        before = len(total.misses)
        pairs: list[tuple[GoldItem, MentionBase]] = []
        for letter, name in TYPES.items():
            mentions = [m for m in result.mentions if getattr(m, "type", None) == name]
            items = [g for g in gold if g.t == letter]
            paired = list(_pair(items, mentions, result.text.raw))
            _count_mentions(total, name, items, mentions, paired, gold, result.text.raw)
            pairs += paired
        for item, mention in pairs:
            if not item.optional:
                _compare(total, item, mention)
        _count_facts(total, pairs, gold, result.facts)
        for miss in total.misses[before:]:
            miss.article = result.article.source or result.article.id
    return total


def _span(raw: str, start: int, end: int) -> tuple[int, int]:
    """`[start, end)` without white space at its ends."""
    inner = raw[start:end]
    return start + len(inner) - len(inner.lstrip()), end - len(inner) + len(inner.rstrip())


def _pair(
    items: Sequence[GoldItem], mentions: Sequence[MentionBase], raw: str
) -> Iterator[tuple[GoldItem, MentionBase]]:
    """Each item, in text order, with the free mention that overlaps it most; exact ones first."""
    free = {id(m): (m, _span(raw, m.start, m.end)) for m in mentions}
    for item in items:
        start, end = _span(raw, item.start, item.end)
        best: tuple[tuple[bool, float], MentionBase] | None = None
        for mention, (a, b) in free.values():
            if a < end and start < b:
                common = (min(b, end) - max(a, start)) / (max(b, end) - min(a, start))
                rank = ((a, b) == (start, end), common)
                if best is None or rank > best[0]:
                    best = (rank, mention)
        if best:
            del free[id(best[1])]
            yield item, best[1]


def _count_mentions(
    total: Score,
    name: str,
    items: Sequence[GoldItem],
    mentions: Sequence[MentionBase],
    paired: Sequence[tuple[GoldItem, MentionBase]],
    gold: Sequence[GoldItem],
    raw: str,
) -> None:
    """Hits, misses and spurious mentions of one type; what optional gold covers is neither."""
    tally, exact = total.tallies[name], total.tallies[f"{name} exact"]
    taken = {id(m) for _, m in paired}
    met = {id(g) for g, _ in paired}
    spurious = [
        m
        for m in mentions
        if id(m) not in taken
        and not any(g.optional and g.start < m.end and m.start < g.end for g in gold)
    ]
    wanted = [g for g in items if not g.optional]
    hits = [(g, m) for g, m in paired if not g.optional]
    for one in (tally, exact):
        one.gold += len(wanted)
        one.found += len(hits) + len(spurious)
    tally.hits += len(hits)
    exact.hits += sum(_span(raw, g.start, g.end) == _span(raw, m.start, m.end) for g, m in hits)
    total.misses += [
        Miss(f"{name} missed", g.start, g.end, g.s, "") for g in wanted if id(g) not in met
    ]
    total.misses += [Miss(f"{name} spurious", m.start, m.end, "", m.text) for m in spurious]


def _compare(total: Score, item: GoldItem, mention: MentionBase) -> None:
    """The fields of a pair."""
    if isinstance(mention, Quantity):
        right = same_quantity(item, mention)
        total.note("quantity value+unit", right, item, item.s, _shown(mention))
        bounds = [bound or "exact" for bound in item.readings("bound")]
        total.note("quantity bound", mention.bound in bounds, item, bounds, mention.bound)
    elif isinstance(mention, Date):
        if (same := same_date(item, mention)) is not None:
            found = (mention.timex, mention.date_start, mention.date_end)
            total.note("date interval", same, item, (item.s, item.date_start, item.date_end), found)
    elif isinstance(mention, Place):
        if item.code:
            codes = item.readings("code")
            total.note("place code", mention.code in codes, item, (item.s, codes), mention.code)
    elif isinstance(mention, Firm):
        wanted = item.firm or item.s
        total.note("firm name", same_firm(mention.name, wanted), item, wanted, mention.name)


def _count_facts(
    total: Score,
    pairs: Sequence[tuple[GoldItem, MentionBase]],
    gold: Sequence[GoldItem],
    facts: Sequence[Fact],
) -> None:
    """Facts of each gold quantity against those of the mention it is paired with."""
    of_mention: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        of_mention[fact.quantity].append(fact)
    partner = {id(g): m for g, m in pairs}
    both = (total.tallies["fact core"], total.tallies["fact full"])
    for item in (g for g in gold if g.t == "q"):
        mention = partner.get(id(item))
        found = of_mention.pop(mention.id, []) if mention else []
        if item.optional:
            continue
        for wanted in item.facts:
            _count_fact(total, item, wanted, found)
        for tally in both:
            tally.found += len(found)
    for tally in both:
        tally.found += sum(map(len, of_mention.values()))


def _count_fact(total: Score, item: GoldItem, wanted: GoldFact, found: list[Fact]) -> None:
    """Pair `wanted` with the best of `found`, take that out, and count it."""
    best = max(found, key=lambda fact: _agreement(item, wanted, fact), default=None)
    if best is not None:
        found.remove(best)
    if wanted.optional:
        return
    core, full = total.tallies["fact core"], total.tallies["fact full"]
    core.gold += 1
    full.gold += 1
    said = (item.s, wanted.subject[:1], wanted.measure[:1], wanted.aspect, wanted.period_start)
    if best is None:
        total.misses.append(Miss("fact missed", item.start, item.end, str(said), ""))
        return
    core.found += 1
    full.found += 1
    right = fact_fields(item, wanted, best)
    shown = (best.subject, best.measure, best.aspect, best.period_start, best.modality, best.rule)
    for name, ok in right.items():
        total.note(f"fact {name}", ok, item, said, shown)
    core.hits += all(right[name] for name in CORE)
    full.hits += all(right[name] for name in FULL)


def _agreement(item: GoldItem, wanted: GoldFact, fact: Fact) -> float:
    right = fact_fields(item, wanted, fact)
    return sum(right.values()) + right["measure"] / 2


def _shown(mention: Quantity) -> dict[str, Any]:
    fields = ("text", "value", "low", "high", "unit", "bound")
    return {name: str(v) for name in fields if (v := getattr(mention, name)) is not None}
