"""The unit catalogue `rules/units.yml`: names, aliases, dimensions and SI factors."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Context, Decimal
from fractions import Fraction

from pydantic import BaseModel, ConfigDict

from extract.rules import Rules

_CONTEXT = Context(prec=50)
_PLACES = 18
_ONE = Fraction(1)
_PER = re.compile(r" ?(?:[/／∕]|每) ?(?P<scale>[百千万亿])?")
_PER_STARTS = frozenset(" /／∕每")
_SCALE = {"百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_YEAR = re.compile(r"[\d零〇○一二三四五六七八九]{4}")
_LATIN = re.compile(r"[A-Za-z0-9]")


class UnitEntry(BaseModel):
    """One line of the catalogue; the fields are explained in its head."""

    model_config = ConfigDict(extra="forbid")

    name: str
    dimension: str
    aliases: list[str] = []
    iso: str | None = None
    factor: Fraction | None = None
    offset: Decimal = Decimal(0)
    pint: str | None = None
    into: str | None = None
    scale: Decimal = Decimal(1)
    not_before: str = ""
    not_after: str = ""
    weak: bool = False
    last: bool = False
    needs: list[str] = []
    window: int = 8
    otherwise: str | None = None  # dimension where `needs` is not met
    readings: dict[str, list[str]] = {}
    only_alias: bool = False  # the name itself is no way to print the unit
    no_year: bool = False  # not after four digits: `2024年` is a date


class UnitFile(BaseModel):
    """`rules/units.yml`."""

    model_config = ConfigDict(extra="forbid")

    si: dict[str, str]
    units: list[UnitEntry]
    counts: dict[str, str]
    weak_counts: list[str]
    same: dict[str, str]
    uncounted: list[str]


@dataclass(slots=True, frozen=True)
class Unit:
    """A unit as it is written to the records; `si` is None where no conversion exists."""

    name: str
    dimension: str
    si: str | None = None
    factor: Fraction = _ONE
    offset: Decimal = Decimal(0)
    scale: Decimal = Decimal(1)  # what the printed value is multiplied with (角 → 元)

    def to_si(self, value: Decimal) -> Decimal | None:
        """`value` of this unit in its SI unit, None where there is no conversion."""
        if self.si is None:
            return None
        if self.factor is _ONE and not self.offset:
            return value
        scaled = _CONTEXT.multiply(value, Decimal(self.factor.numerator))
        divided = _CONTEXT.divide(scaled, Decimal(self.factor.denominator))
        exact = _CONTEXT.add(divided, self.offset)
        if -int(exact.as_tuple().exponent) <= _PLACES:
            return exact
        return exact.quantize(Decimal(1).scaleb(-_PLACES), context=_CONTEXT)

    def per(self, other: Unit, scale: int, printed: str) -> Unit:
        """The quotient of two units: 元 / 亩."""
        si = f"{self.si}/{other.si}" if self.si and other.si and not self.offset else None
        factor = self.factor / (other.factor * scale)
        return Unit(f"{self.name}/{printed}", "density", si, factor, scale=self.scale)


@dataclass(slots=True, frozen=True)
class _Use:
    """One way to print a unit, and where that is not what the characters mean."""

    alias: str
    unit: Unit
    not_before: tuple[str, ...]
    entry: UnitEntry | None
    weak: bool
    latin: bool


class Units:
    """The compiled catalogue."""

    def __init__(self, file: UnitFile) -> None:
        self.si = file.si
        self.uncounted = frozenset(file.uncounted)
        self.by_name: dict[str, Unit] = {}
        self._uses: dict[str, list[_Use]] = {}
        for entry in file.units:
            self._add_entry(entry)
        for name, followers in file.counts.items():
            unit = Unit(file.same.get(name, name), "count")
            self.by_name.setdefault(name, unit)
            self._add(
                _Use(name, unit, tuple(followers.split()), None, name in file.weak_counts, False)
            )
        for uses in self._uses.values():
            uses.sort(key=lambda u: -len(u.alias))
        self.first_chars = frozenset(self._uses)

    def _add_entry(self, entry: UnitEntry) -> None:
        if entry.into:
            unit = replace(self.by_name[entry.into], scale=entry.scale)
        else:
            si = entry.iso or (self.si.get(entry.dimension) if entry.factor is not None else None)
            unit = Unit(entry.name, entry.dimension, si, entry.factor or _ONE, entry.offset)
            self.by_name[entry.name] = unit
        followers = tuple(entry.not_before.split())
        for alias in [*([] if entry.only_alias else [entry.name]), *entry.aliases]:
            depends = entry.needs or entry.readings or entry.not_after or entry.no_year
            special = entry if depends or entry.last else None
            longer = len(alias) > 1 == len(entry.name)  # words go on longer aliases, no characters
            used = tuple(f for f in followers if len(f) > 1) if longer else followers
            self._add(_Use(alias, unit, used, special, entry.weak, bool(_LATIN.match(alias[-1]))))

    def _add(self, use: _Use) -> None:
        self._uses.setdefault(use.alias[0], []).append(use)

    def aliases(self, dimension: str) -> list[tuple[str, Unit]]:
        """All ways to print the units of `dimension`."""
        uses = (use for uses in self._uses.values() for use in uses)
        return [(use.alias, use.unit) for use in uses if use.unit.dimension == dimension]

    def match(self, text: str, at: int, numeral: int, single: bool) -> tuple[Unit, int] | None:
        """The unit printed at `at` and where it ends, for a numeral that starts at `numeral`.
        `single` says that the numeral is one Chinese digit, after which weak units do not count."""
        found = self._match_one(text, at, numeral, single)
        if found is None:
            return None
        unit, end = found
        if text[end : end + 1] not in _PER_STARTS:
            return found
        bar = _PER.match(text, end)
        below = bar and self._match_one(text, bar.end(), bar.end(), False)
        if not bar or not below:
            return found
        scale = bar["scale"] or ""
        printed = scale + below[0].name
        return unit.per(below[0], _SCALE.get(scale, 1), printed), below[1]

    def _match_one(self, text: str, at: int, numeral: int, single: bool) -> tuple[Unit, int] | None:
        for use in self._uses.get(text[at : at + 1], ()):
            end = at + len(use.alias)
            if not text.startswith(use.alias, at) or (single and use.weak):
                continue
            if use.not_before and text.startswith(use.not_before, end):
                continue
            if use.latin and _LATIN.match(text, end):
                continue
            unit = use.unit if use.entry is None else self._read(use, text, numeral, at, end)
            if unit is not None:
                return unit, end
        return None

    def _read(self, use: _Use, text: str, numeral: int, at: int, end: int) -> Unit | None:
        """What a unit that depends on its neighbours means here, None if it is none."""
        entry = use.entry
        assert entry is not None
        year = entry.no_year and use.alias == entry.name
        if year and at - numeral == 4 and _YEAR.fullmatch(text, numeral, at):
            return None
        if entry.last and text[end : end + 1].isalnum():
            return None
        if entry.not_after and numeral and text[numeral - 1] in entry.not_after:
            return None
        near = text[max(0, numeral - entry.window) : numeral] + text[end : end + 3]
        for name, words in entry.readings.items():
            if any(word in near for word in words):
                return self.by_name[name]
        if entry.needs and not any(word in near for word in entry.needs):
            return Unit(entry.name, entry.otherwise) if entry.otherwise else None
        return use.unit


def units(rules: Rules) -> Units:
    """The catalogue of `rules`, compiled once."""
    return rules.compiled(_build)


def _build(rules: Rules) -> Units:
    return Units(rules.read("units.yml", UnitFile))
