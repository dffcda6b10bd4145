"""A batch: paths in, a published run folder out. Begun again after any end, it goes on.

OUT                the run, whole or not there at all
.OUT.partial/      while it is being made, and after a run that was cut off
    lock, owner.json   one run at a time
    shards/            what is finished; the same command takes it up again
    run/               the folder that will become OUT
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import Any, Protocol

from extract import __version__
from extract import rules as rules_
from extract.errors import ConfigError
from extract.records import Run
from extract.run import inputs, publish
from extract.run.changes import Changes
from extract.run.files import is_run, manifest
from extract.run.lock import lock
from extract.run.options import Options
from extract.run.pool import Pool
from extract.run.shards import Job, Shard, cut
from extract.run.update import Plan, standing

Progress = Callable[[int, int], None]  # articles and bytes finished since the last call


class Engine(Protocol):
    """Who does the work: shards in, each given back when its folder stands, in any order."""

    def run(self, shards: Iterator[Shard]) -> Iterator[Shard]:
        """Work through the shards."""


def extract_files(
    paths: Iterable[Path | str] | Path | str,
    out: Path | str,
    *,
    progress: Progress | None = None,
    changes: Changes | None = None,
    **options: Any,
) -> Run:
    """Extract files, folders and globs into the run folder `out`; gives the run's manifest.

    `options` are the fields of `Options`. A run that is in `out` is replaced when the new one is
    whole. Raises `ConfigError` where nothing can be done at all; what is wrong with single articles
    is in `rejects.jsonl`. `progress(articles, bytes)` hears of every shard that is finished;
    `changes` is filled with what an update changes in the facts.
    """
    given = [paths] if isinstance(paths, Path | str) else list(paths)
    target = Path(out)
    publish.check_place(target)
    inputs.check(given)
    batch = _Batch(given, target, Options(**options), progress or (lambda articles, size: None))
    batch.job.folder.mkdir(parents=True, exist_ok=True)
    with lock(batch.state):
        run = batch(Changes() if changes is None else changes)
    shutil.rmtree(batch.state, ignore_errors=True)
    return run


class _Batch:
    def __init__(
        self, paths: list[Path | str], out: Path, options: Options, progress: Progress
    ) -> None:
        self.paths, self.out, self.options, self.progress = paths, out, options, progress
        self.state = out.with_name(f".{out.name}.partial")
        self.rules = rules_.load(options.rules, options.gazetteer)
        self.job = options.job(self.state / "shards", self.rules.sha256)
        self.engine = _engine(options, self.job)

    def __call__(self, changes: Changes) -> Run:
        started, clock = datetime.now(UTC), monotonic()
        publish.recover(self.out, self.state / "replaced")
        plan = Plan(self._before())
        shards = [self.job.folder / name for name in self._work(plan)]
        if plan.unchanged():
            return manifest(self.out).model_copy(update={"update": _balance(plan)})
        readers = plan.standing(standing(shards), lambda frame: changes.gone(frame.rows["facts"]))
        total = publish.join(readers, self.state / "run")
        if plan.old:
            for reader in standing(shards):
                changes.made(reader.frame().rows["facts"])
        run = Run(
            version=__version__,
            rules_sha256=self.rules.sha256,
            model_sha256=self.options.model_sha256(),
            fingerprint=self.job.fingerprint,
            options=asdict(self.options),
            update=_balance(plan) if plan.old else {},
            started=started.isoformat(timespec="seconds"),
            ended=datetime.now(UTC).isoformat(timespec="seconds"),
            seconds=round(monotonic() - clock, 3),
        )
        publish.sign(self.state / "run", total, run)
        publish.swap(self.state / "run", self.out, self.state / "replaced")
        return run

    def _before(self) -> Path | None:
        """The run whose results may be taken over."""
        if not self.options.update or not is_run(self.out):
            return None
        return self.out if manifest(self.out).fingerprint == self.job.fingerprint else None

    def _work(self, plan: Plan) -> list[str]:
        """Have every shard made that is not there yet; the names of all of them, in order."""
        names: list[str] = []
        found = inputs.units(self.paths, self.job.read, self.options.limit)
        new = plan.work(found, self.state / "index.sqlite")

        def missing() -> Iterator[Shard]:
            for shard in cut(new, self.options.shard):
                names.append(shard.name(self.job.fingerprint))
                if (self.job.folder / names[-1]).exists():
                    self._note(shard)
                else:
                    yield shard

        for shard in self.engine.run(missing()):
            self._note(shard)
        if not plan.steps:
            raise ConfigError(f"{', '.join(map(str, self.paths))}: nothing to read there")
        return names

    def _note(self, shard: Shard) -> None:
        self.progress(len(shard.units), sum(unit.size for unit in shard.units))


def _engine(options: Options, job: Job) -> Engine:
    if options.engine == "local":
        return Pool(job, options.processes(), options.timeout)
    try:
        from extract.run.engine import Dask
    except ImportError as error:
        message = f"--engine dask needs more packages: pip install 'xianzhi[cluster]' ({error})"
        raise ConfigError(message) from error
    return Dask(job, options.processes(), options.timeout, options.scheduler, options.storage)


def _balance(plan: Plan) -> dict[str, int]:
    return {"taken": plan.taken, "made": plan.made, "gone": plan.gone}
