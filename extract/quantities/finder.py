"""Finder of quantities: numbers with their units, ranges, ranks, and numerals that are none.

The text is read once from left to right on its simplified, half-width copy (equal length, so the
offsets are those of the text itself). At each numeral: is it an ordinal; part of a word or a name;
else a measure (`amounts.py`) that may open a range or a list (`spans.py`), with the words around
it that state a bound (`edges.py`). What is rejected is yielded as `Ignored` with its reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from extract.numerals import CN, UP_TO, plain_digits
from extract.quantities import bare
from extract.quantities.amounts import Measure, Reader
from extract.quantities.approximators import Bounds, numeral_rules
from extract.quantities.edges import Edges
from extract.quantities.ranks import Ranks
from extract.quantities.spans import Joiner
from extract.quantities.units import Units, units
from extract.quantities.vetoes import Vetoes, vetoes
from extract.records import Ignored, MentionBase, Quantity
from extract.rules import Rules
from extract.script import simplify
from extract.segment import Layout, layout

_POWERS = "十拾百佰千仟万亿"
_WORDS = frozenset("居榜首之头翻倍一半过成数千")  # with which a rank word may start
_LONG = 9  # digits from which on a numeral may be a phone number or an id


@dataclass(slots=True)
class Finder:
    """What is compiled from the rules."""

    vetoes: Vetoes
    joiner: Joiner
    edges: Edges
    ranks: Ranks
    starts: re.Pattern[str]
    uncounted: frozenset[str]  # nouns that are no units


def find(doc: Doc, rules: Rules) -> Iterator[MentionBase | Ignored]:
    """Quantities of `doc` and the numerals that are none; offsets into the restored text."""
    plan = layout(doc, rules)
    text = plain_digits(simplify(plan.text))
    yield from _Search(rules.compiled(_build), text, plan).run()


class _Search:
    """One pass over one text."""

    def __init__(self, finder: Finder, text: str, plan: Layout) -> None:
        self.f = finder
        self.text = text
        self.plan = plan
        self.vetoed = finder.vetoes.find(text)
        self.done = 0  # everything before this offset is settled
        self.barren = 0  # up to here no list of numbers ends in a unit

    def run(self) -> Iterator[Quantity | Ignored]:
        """All findings, then the vetoed spans that none of them covers."""
        covered: list[tuple[int, int]] = []
        for found in self._joined():
            covered.append((found.start, found.end))
            yield found
        yield from self.vetoed.left(self.text, covered)

    def _joined(self) -> Iterator[Quantity | Ignored]:
        """The findings; one with a bound waits for its neighbour, which may close a range."""
        held: Quantity | None = None
        for found in self._found():
            if held is not None:
                if isinstance(found, Quantity):
                    joined = self.f.joiner.bounded(self.text, held, found)
                    if joined:
                        held = joined
                        continue
                yield held
                held = None
            if isinstance(found, Quantity) and found.bound != "exact":
                held = found
            else:
                yield found
        if held is not None:
            yield held

    def _found(self) -> Iterator[Quantity | Ignored]:
        jumps = self.vetoed.addresses[::-1]
        for match in self.f.starts.finditer(self.text):
            at = match.start()
            if at < self.done:
                continue
            if jumps and jumps[-1].start <= at:  # inside an address nothing is looked at
                self.done = jumps.pop().end
                continue
            for found in self._at(at):
                self.done = max(self.done, found.end)
                yield found

    def _at(self, at: int) -> list[Quantity | Ignored]:
        """What the numeral or rank word at `at` gives."""
        if self.text[at] in _WORDS and (word := self.f.ranks.word(self.text, at)):
            named = word.dimension == "multiple" and self.vetoed.covering(at, word.end)
            return [] if named else [word]  # 工业倍增计划
        measures, self.barren = self.f.joiner.read(self.text, at, self.barren)
        if not measures:
            return []
        first = measures[0]
        self.done = first.start + max(1, len(first.printed))
        rank = self.f.ranks.ordinal(self.text, first)
        if rank is not None:
            return [rank]
        veto = self.vetoed.covering(at, first.end)
        if veto:
            self.done = max(self.done, veto.end)
            return []
        name = self._named(first)
        if name:
            return [name]
        return [found for m in measures if (found := self._quantity(m)) is not None]

    def _named(self, first: Measure) -> Ignored | None:
        """The name, marker or address that the numeral begins."""
        end = first.numeral.end if first.rule == "number" else first.end
        long = len(first.printed) > _LONG or self.text[end : end + 1] in "-—"
        name = self.f.vetoes.at(self.text, first.start, end, long)
        if name is None:
            return None
        return Ignored(start=name.start, end=name.end, reason=name.reason, rule=name.rule)

    def _quantity(self, measure: Measure) -> Quantity | Ignored | None:
        """The measure as a record, or the reason why it is none; None leaves it to the dates."""
        if not measure.numeral.in_range:
            return _ignored(measure, "out of range")
        framed = self.f.edges.frame(self.text, measure)
        reason = bare.reason(self.text, framed)
        if reason:
            return None if reason == "date" else _ignored(measure, reason)
        if framed.measure.unit is None and framed.end == framed.measure.end:
            opened = bare.open_unit(self.text, framed.measure, self.plan, self.f.uncounted)
            framed = replace(framed, measure=opened, end=opened.end)
        return framed.record()


def _ignored(measure: Measure, reason: str) -> Ignored:
    end = measure.start + len(measure.printed) if reason == "word" else measure.end
    end = max(end, measure.start + 1)
    return Ignored(start=measure.start, end=end, reason=reason, rule="quantities")


def _build(rules: Rules) -> Finder:
    catalogue, words = units(rules), numeral_rules(rules)
    bounds = Bounds(words)
    return Finder(
        vetoes=vetoes(rules),
        joiner=Joiner(Reader(catalogue, words.inner), words),
        edges=Edges(bounds, catalogue),
        ranks=Ranks(words.rank),
        starts=_starts(catalogue),
        uncounted=catalogue.uncounted,
    )


def _starts(catalogue: Units) -> re.Pattern[str]:
    """Where a numeral or a rank word may start. A single Chinese digit is only looked at when what
    follows can belong to a number: most of them are part of a word. `5月`, `23日`, `2024年` are
    left to the dates."""
    han = "".join(sorted(c for c in catalogue.first_chars if "一" <= c <= "鿿"))
    follow = rf"[{CN}{_POWERS}{han}点又分多余来几半成折%％打]"
    joint = rf" ?(?:[到至、和与或及~—–-]|以上|以下|或者){{1,2}} ?[{CN}{_POWERS}\d百以]"
    inner = rf"(?<![{CN}{_POWERS}])"  # what continues a numeral starts none
    return re.compile(
        r"(?<![\d.])\d(?!\d{0,3}(?:月|日(?!元|圆|币))|\d{3}年)|(?<![\d.])\.\d"
        rf"|(?<=[第前])[{CN}]|(?<=第 )[{CN}]|[{CN}十](?=[、.．)）】])"
        rf"|{inner}[{CN}](?= ?{follow}|[院纵横轴廊带极核翼芯屏][{CN}\d]|{joint}"
        r"|[”\"’这，。！？ ]|$)"
        rf"|(?<!\d){inner}[{_POWERS}]|[数几](?=[{_POWERS}])|数(?=以[百千万亿]计)|{UP_TO}|半(?=[{han}])"
        rf"|点(?=[{CN}])|翻(?=[了一两二三四番倍])|倍(?=增)|居(?=首)|榜(?=首)|首(?=位)"
        r"|之(?=首)|头(?=一[位名])|过(?=半)|成(?=[千百])|半(?=数)"
    )
