"""A quantity in context → Fact: who, what, how much, for when, on which characters.

    clauses ─► aspects (level, growth …) ─► naming (what) ─► scene (who, when) ─► assembly

`docs/facts.md` states the conventions; the words they rest on are in `rules/facts/`.
"""

from extract.facts.assembly import assemble
from extract.facts.repeats import link

__all__ = ["assemble", "link"]
