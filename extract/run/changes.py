"""What an update changed in the facts: of the articles that came, went or were made again."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Revision:
    """A figure that reads otherwise than before: its key, and the values with their units."""

    key: str
    before: str
    after: str


@dataclass(slots=True)
class Changes:
    """Facts by key, as they were and as they are."""

    before: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    after: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def gone(self, facts: Iterable[bytes]) -> None:
        """Facts (JSON lines) of an article that is not taken over."""
        _add(self.before, facts)

    def made(self, facts: Iterable[bytes]) -> None:
        """Facts (JSON lines) of an article that was made."""
        _add(self.after, facts)

    def new(self) -> int:
        """Figures that were not there."""
        return len(self.after.keys() - self.before.keys())

    def dropped(self) -> int:
        """Figures that are no longer there."""
        return len(self.before.keys() - self.after.keys())

    def revised(self) -> list[Revision]:
        """Figures with another value, in order of their keys."""
        return [
            Revision(key, "、".join(sorted(self.before[key])), "、".join(sorted(self.after[key])))
            for key in sorted(self.before.keys() & self.after.keys())
            if self.before[key] != self.after[key]
        ]


def _add(facts: dict[str, set[str]], lines: Iterable[bytes]) -> None:
    for line in lines:
        row = json.loads(line)
        low, high = row["low"], row["high"]
        number = row["value"] if low is None and high is None else f"{low or ''}–{high or ''}"
        facts[row["key"]].add(f"{number}{row['unit'] or ''}")
