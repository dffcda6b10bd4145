"""Companies, factories, banks, shops: the finder of firms, and one identity per firm.

    cues, tails, names (rules) and recogniser (CRF) ─► join (one decision a span) ─► identity

Forms are in `rules/firms.yml`, fixed identities in `rules/firms-known.csv`; see `docs/firms.md`.
"""

from extract.firms.finder import find

__all__ = ["find"]
