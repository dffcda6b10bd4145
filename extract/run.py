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
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import Any

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
    """Everything about a run but its paths."""

    published: str | None = None  # ISO date, may be only a year or a month: of every article
    encoding: str | None = None  # of the files; None: detected
    columns: Mapping[str, str] = field(default_factory=dict)  # field → column: {"text": "正文"}
    rules: str | None = None  # a rules folder instead of the package's own
    limit: int | None = None  # articles at most
    workers: int | str = "auto"  # processes
    timeout: float = 120.0  # seconds for one article
    shard: int = UNITS  # articles in a shard, at most

    def reading(self) -> ReadOptions:
        """The part of it that concerns reading."""
        return ReadOptions(self.published, self.encoding, self.columns).checked()

    def processes(self) -> int:
        """How many workers that makes."""
        if self.workers == "auto":
            return cores()
        if not str(self.workers).isdigit() or int(self.workers) < 1:
            raise ConfigError(f"--workers {self.workers}: write auto or a number from 1")
        return int(self.workers)


def extract_files(
    paths: Iterable[Path | str] | Path | str,
    out: Path | str,
    *,
    progress: Progress | None = None,
    **options: Any,
) -> Run:
    """Extract files, folders and globs into the run folder `out`; gives the run's manifest.

    `options` are the fields of `Options`. A run that is in `out` is replaced when the new one is
    whole. Raises `ConfigError` where nothing can be done at all; what is wrong with single articles
    is in `rejects.jsonl`. `progress(articles, bytes)` hears of every shard that is finished.
    """
    given = [paths] if isinstance(paths, Path | str) else list(paths)
    target = Path(out)
    publish.check_place(target)
    batch = _Batch(given, target, Options(**options), progress or (lambda articles, size: None))
    with lock(batch.state):
        run = batch()
    shutil.rmtree(batch.state, ignore_errors=True)
    return run


class _Batch:
    def __init__(
        self, paths: list[Path | str], out: Path, options: Options, progress: Progress
    ) -> None:
        self.paths, self.out, self.options, self.progress = paths, out, options, progress
        self.rules = rules_.load(options.rules)
        self.state = out.with_name(f".{out.name}.partial")
        shards = self.state / "shards"
        self.fingerprint = self._fingerprint()
        self.job = Job(shards, self.fingerprint, options.rules, options.reading())
        self.pool = Pool(self.job, options.processes(), options.timeout)
        shards.mkdir(parents=True, exist_ok=True)

    def __call__(self) -> Run:
        started, clock = datetime.now(UTC), monotonic()
        publish.recover(self.out, self.state / "replaced")
        names = self._work()
        folder = self.state / "run"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        total = publish.join(self._frames(names), folder)
        manifest = Run(
            version=__version__,
            rules_sha256=self.rules.sha256,
            fingerprint=self.fingerprint,
            options=asdict(self.options),
            started=started.isoformat(timespec="seconds"),
            ended=datetime.now(UTC).isoformat(timespec="seconds"),
            seconds=round(monotonic() - clock, 3),
        )
        publish.publish(folder, total, manifest)
        publish.swap(folder, self.out, self.state / "replaced")
        return manifest

    def _fingerprint(self) -> str:
        reading = asdict(self.options.reading())
        what = [SCHEMA_VERSION, __version__, self.rules.sha256, reading]
        return hashlib.sha256(json.dumps(what).encode()).hexdigest()

    def _work(self) -> list[str]:
        """Have every shard made that is not there yet; the names of all of them, in order."""
        names: list[str] = []
        found = units(self.paths, self.job.read, self.options.limit)

        def missing() -> Iterator[Shard]:
            for shard in cut(found, self.options.shard):
                names.append(shard.name(self.fingerprint))
                if (self.job.folder / names[-1]).exists():
                    self._note(shard)
                else:
                    yield shard

        for shard in self.pool.run(missing()):
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
