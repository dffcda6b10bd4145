"""A batch: paths in, a published run folder out. Begun again after any end, it goes on.

    OUT                the run, whole or not there at all
    .OUT.partial/      while it is being made, and after a run that was cut off
        lock, owner.json   one run at a time
        shards/            what is finished; the same command takes it up again
        run/               the folder that will become OUT
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import Literal

from extract import __version__, publish
from extract import rules as rules_
from extract.errors import ConfigError
from extract.inputs import units
from extract.lock import lock
from extract.pool import Pool
from extract.read import ReadOptions
from extract.records import SCHEMA_VERSION, Run
from extract.shards import UNITS, Frame, Job, Shard, cut, load

Progress = Callable[[int, int], None]  # articles and bytes finished since the last call


@dataclass(frozen=True, slots=True)
class Options:
    """Everything about a run but its paths. What lies under `job` may change its records."""

    read: ReadOptions = field(default_factory=ReadOptions)
    rules: str | None = None
    workers: int | Literal["auto"] = "auto"
    limit: int | None = None
    timeout: float = 120.0  # seconds for one article
    shard: int = UNITS  # articles in a shard, at most

    def count(self) -> int:
        """How many worker processes that makes."""
        return cores() if self.workers == "auto" else max(1, self.workers)


def extract_files(
    paths: Iterable[Path | str] | Path | str,
    out: Path | str,
    *,
    options: Options | None = None,
    progress: Progress | None = None,
    **more: object,
) -> Run:
    """Extract files, folders and globs into the run folder `out`; its manifest.

    A run in `out` is replaced when the new one is whole. Raises `ConfigError` where nothing can
    be done at all; what is wrong with single articles is in `rejects.jsonl`.
    """
    given = [paths] if isinstance(paths, Path | str) else list(paths)
    chosen = options or Options()
    target = Path(out)
    publish.check_place(target)
    state = target.with_name(f".{target.name}.partial")
    (state / "shards").mkdir(parents=True, exist_ok=True)
    with lock(state):
        run = _Batch(given, target, state, chosen, progress or (lambda articles, size: None))()
    shutil.rmtree(state, ignore_errors=True)
    return run


class _Batch:
    def __init__(
        self, paths: list[Path | str], out: Path, state: Path, options: Options, progress: Progress
    ) -> None:
        self.paths, self.out, self.state, self.options = paths, out, state, options
        self.progress = progress
        self.rules = rules_.load(options.rules)
        self.fingerprint = self._fingerprint()
        self.job = Job(state / "shards", self.fingerprint, options.rules, options.read)

    def __call__(self) -> Run:
        started, clock = datetime.now(UTC), monotonic()
        publish.recover(self.out, self.state / "replaced")
        names = sorted(self._work())
        folder = self.state / "run"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        total = publish.join(self._frames(names), folder)
        manifest = Run(
            version=__version__,
            rules_sha256=self.rules.sha256,
            fingerprint=self.fingerprint,
            options=json.loads(json.dumps(asdict(self.options), default=str)),
            started=started.isoformat(timespec="seconds"),
            ended=datetime.now(UTC).isoformat(timespec="seconds"),
            seconds=round(monotonic() - clock, 3),
            **publish.counts(total),
        )
        publish.publish(folder, total, manifest)
        publish.swap(folder, self.out, self.state / "replaced")
        return manifest

    def _fingerprint(self) -> str:
        what = [SCHEMA_VERSION, __version__, self.rules.sha256, asdict(self.options.read)]
        return hashlib.sha256(json.dumps(what, default=str).encode()).hexdigest()

    def _work(self) -> list[str]:
        """Have every shard made that is not there yet; the names of all of them."""
        names: list[str] = []

        def missing() -> Iterator[Shard]:
            for shard in cut(units(self.paths, self.options.read, self.options.limit), self.options.shard):
                names.append(shard.name(self.fingerprint))
                if (self.job.folder / names[-1]).exists():
                    self._note(shard)
                else:
                    yield shard

        pool = Pool(self.job, self.options.count(), self.options.timeout)
        for shard in pool.run(missing()):
            self._note(shard)
        if not names:
            raise ConfigError(f"{', '.join(map(str, self.paths))}: nothing to read there")
        return names

    def _note(self, shard: Shard) -> None:
        self.progress(len(shard.units), sum(unit.size for unit in shard.units))

    def _frames(self, names: list[str]) -> Iterator[Frame]:
        for name in names:
            yield from load(self.job.folder / name)


def cores() -> int:
    """Processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not Linux
        return os.cpu_count() or 1
