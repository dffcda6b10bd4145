"""The unit catalogue: aliases, conversions checked against pint, quotients."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pint
import pytest
from conftest import cases, read

from extract import quantities, rules
from extract.quantities.units import UnitEntry, UnitFile, units
from extract.records import Quantity

RULES = rules.load()
FILE = RULES.read("units.yml", UnitFile)
PINT = pint.UnitRegistry(autoconvert_offset_to_baseunit=True)
# pint's own units that it lacks
PINT.define("permille = 0.001")
PINT.define("kilovolt_ampere_ = 1000 watt")

SI = {
    "m": "meter", "m²": "meter ** 2", "m³": "meter ** 3", "kg": "kilogram", "s": "second",
    "m/s": "meter / second", "m/s²": "meter / second ** 2", "J": "joule", "W": "watt",
    "K": "kelvin", "B": "byte", "B/s": "byte / second", "rad": "radian", "Pa": "pascal",
    "Hz": "hertz", "N": "newton", "V": "volt", "A": "ampere", "Ω": "ohm", "C": "coulomb",
    "mol": "mole", "Sv": "sievert", "1": "dimensionless", "N·m": "newton * meter",
}  # fmt: skip


@pytest.mark.parametrize("entry", [e for e in FILE.units if e.pint], ids=lambda e: e.name)
def test_pint(entry: UnitEntry) -> None:
    """Factor and offset are pint's, to its own precision."""
    assert entry.pint is not None
    assert entry.factor is not None
    si = SI[FILE.si[entry.dimension]]
    ours = 10 * entry.factor + Fraction(entry.offset)
    assert PINT.Quantity(10, entry.pint).to(si).magnitude == pytest.approx(float(ours), rel=1e-8)


@pytest.mark.parametrize("entry", FILE.units, ids=lambda e: e.name)
def test_aliases(entry: UnitEntry) -> None:
    """Each way to print a unit is read as that unit after a number, where it needs no context."""
    if entry.needs:
        return
    expected = entry.into or entry.name
    for alias in [*([] if entry.only_alias else [entry.name]), *entry.aliases]:
        found = list(quantities.find(read(f"共12{alias}。"), RULES))
        assert [q.unit for q in found if isinstance(q, Quantity)] == [expected], alias


@pytest.mark.parametrize("word", sorted(FILE.counts))
def test_counts(word: str) -> None:
    (found,) = quantities.find(read(f"共12{word}。"), RULES)
    assert isinstance(found, Quantity)
    assert (found.unit, found.dimension) == (FILE.same.get(word, word), "count")


@pytest.mark.parametrize("row", cases("units"))
def test_conversions(row: dict[str, Any]) -> None:
    (found,) = [q for q in quantities.find(read(row["text"]), RULES) if isinstance(q, Quantity)]
    assert (found.unit, found.dimension) == (row["unit"], row["dimension"])
    assert found.si_unit == row["si_unit"]
    assert found.si_value == (None if row["si_value"] is None else Decimal(row["si_value"]))


def test_no_alias_twice() -> None:
    seen: dict[str, str] = {}
    for entry in FILE.units:
        for alias in (entry.name, *entry.aliases):
            assert seen.setdefault(alias, entry.name) == entry.name, alias


def test_currency_codes() -> None:
    """Codes are three capital letters, and no two currencies share one."""
    codes = [e.iso for e in FILE.units if e.iso and not e.into]
    assert all(len(c) == 3 and c.isupper() for c in codes)
    assert len(set(codes)) == len(codes)


def test_weak_counts_are_counts() -> None:
    assert set(FILE.weak_counts) <= set(FILE.counts)
    assert set(FILE.same) <= set(FILE.counts)
    assert units(RULES).by_name
