"""What of a batch is taken from the run before, and what is made: the plan of a run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from extract.records import Input
from extract.run.files import INPUTS, RunReader
from extract.run.frames import Frame
from extract.run.publish import DUPLICATE
from extract.run.seen import Seen
from extract.run.shards import Unit

_NEVER = (DUPLICATE, "rejects.duplicate_id")  # these hang on what other inputs a run has


@dataclass(slots=True)
class Plan:
    """In order of the inputs: so many made anew, then so many of the run before from the n-th on.

    A unit is taken over when the run before has an input of the same name with the same bytes, in
    the same order. Look-ups are on disk: memory does not grow with the run.
    """

    old: Path | None  # the run before; None: nothing can be taken over
    steps: list[tuple[int | None, int]] = field(default_factory=list)  # from the n-th; None: made
    made: int = 0
    taken: int = 0
    gone: int = 0  # inputs of the run before that are not taken over

    def work(self, units: Iterable[Unit], index: Path) -> Iterator[Unit]:
        """The units that must be made; `index` is the file for the look-ups."""
        known = Seen(index)
        self.gone = self._index(known)
        at = -1
        for unit in units:
            found = int(known.get(f"{unit.key} {unit.source}") or -1) if unit.key else -1
            if found > at:
                at = found
                self.taken += 1
                self.gone -= 1
                self._step(at)
            else:
                self.made += 1
                self._step(None)
                yield unit
        known.close()

    def _index(self, known: Seen) -> int:
        if self.old is None:
            return 0
        count = 0
        with (self.old / INPUTS).open(encoding="utf-8") as file:
            for count, line in enumerate(file, 1):
                head = Input.model_validate_json(line)
                if not any(kind in head.tally for kind in _NEVER):
                    known.before(f"{head.sha256} {head.source}", str(count - 1))
        return count

    def _step(self, at: int | None) -> None:
        start, count = self.steps[-1] if self.steps else (None, 0)
        if self.steps and at == (None if start is None else start + count):
            self.steps[-1] = (start, count + 1)
        else:
            self.steps.append((at, 1))

    def unchanged(self) -> bool:
        """Whether the run before is what this one would be."""
        return self.old is not None and not self.made and not self.gone

    def standing(
        self, made: Iterator[RunReader], gone: Callable[[Frame], None]
    ) -> Iterator[RunReader]:
        """Readers, each standing at the next input of the run; `gone` gets what is left behind."""
        before = self._before()
        at = 0
        for start, count in self.steps:
            if start is None:
                yield from islice(made, count)
                continue
            for reader in islice(before, start - at):
                gone(reader.frame())
            yield from islice(before, count)
            at = start + count
        for reader in before:
            gone(reader.frame())

    def _before(self) -> Iterator[RunReader]:
        return standing([self.old] if self.old else [])


def standing(folders: Iterable[Path]) -> Iterator[RunReader]:
    """Readers of run folders or shards, each standing at one input after the other."""
    for folder in folders:
        reader = RunReader(folder)
        for _ in reader:
            yield reader
        reader.close()
