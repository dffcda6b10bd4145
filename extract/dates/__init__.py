"""Points, intervals, durations and recurrences in time: the finder of dates.

    grammar (what is written) ─► steps, lengths (what it means) ─► scene (in which year) ─► timex

The vocabulary is in `rules/dates.yml`; conventions in `docs/dates.md`.
"""

from extract.dates.finder import find

__all__ = ["find"]
