"""What a name of the table means in a year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extract.divisions import Division, stem
from extract.places.names import Hit, Name, Names


class Meanings:
    """The divisions behind names, looked up once."""

    def __init__(self, names: Names) -> None:
        self.table = names.table
        self._kept: dict[tuple[str, int], tuple[list[Division], bool]] = {}

    def of(self, name: Name, year: int) -> tuple[list[Division], bool]:
        """What `name` means in `year`, and whether it is an official name."""
        key = name.text, year
        if key not in self._kept:
            self._kept[key] = self._look_up(name, year)
        return self._kept[key]

    def _look_up(self, name: Name, year: int) -> tuple[list[Division], bool]:
        full = [d for d in name.official if d.valid(year)]
        if full:
            return full, True
        short = [d for d in name.short if d.valid(year)]
        if short:
            return short, all(stem(d.name) != name.text for d in short)
        if len(name.text) < 3 or name.ordinary:
            return [], False
        past = [d for d in name.official if d.first <= year]
        now = {c.code: c for d in past if (c := self.table.current(d, year))}
        return list(now.values()) or past, True

    def leads(
        self, hit: Hit, options: list[Division], found: Mapping[int, Sequence[Hit]], year: int
    ) -> bool:
        """Whether a name right after `hit` lies in one of `options`."""
        codes = {d.code for d in options}
        return any(
            above.code in codes
            for after in found.get(hit.end, ())
            for inner in self.of(after.name, year)[0]
            for above in self.table.ancestors(inner, year)
        )
