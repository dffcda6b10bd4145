"""Raw → `Text`: named fixers over one exact offset map, and what each line is.

    draft (edits over a map) ─► fixers ─► lines, joining ─► blocks

Shapes of lines are in `rules/restore.yml`; conventions in `docs/restore.md`.
"""

from extract.restore.restorer import restore

__all__ = ["restore"]
