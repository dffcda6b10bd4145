"""Administrative divisions, by name and by reference: the finder of places.

    names (one automaton) ─► context (vetoes) ─► choice (which one) ─► refs, runs, townships

Names and codes are in `rules/divisions.csv`, words in `rules/places.yml`; see `docs/places.md`.
"""

from extract.places.finder import find

__all__ = ["find"]
