"""Numbers with their units: the finder of quantities.

    vetoes ─► amounts (numeral, unit) ─► spans (ranges, lists) ─► edges (sign, bound) ─► record

`bare` decides numerals without a unit, `ranks` ordinals and multiples. Words and forms are in
`rules/units.yml`, `numerals.yml`, `names.yml` and `idioms.yml`; conventions in `docs/numbers.md`.
"""

from extract.quantities.finder import find

__all__ = ["find"]
