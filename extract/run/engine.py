"""The same batch on a cluster: Dask distributed, one future per shard.

A shard is idempotent: its folder has a name that says what is in it, appears whole, and is not made
again where it stands. So it does not matter that a scheduler may start one twice. Workers load the
pipeline once; articles that raise are caught inside the task; a shard whose workers die is tried
again article by article, and what kills its worker alone is rejected.
"""

from __future__ import annotations

import faulthandler
import os
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import count, islice
from pathlib import Path
from typing import Any

import fsspec
from distributed import (
    Client,
    KilledWorker,
    LocalCluster,
    WorkerPlugin,
    as_completed,
    get_worker,
)

from extract.errors import ConfigError, Reason, XianzhiError
from extract.records import Reject
from extract.run.shards import Job, Shard
from extract.run.work import do, prepare

PLUGIN = "xianzhi"
PATIENCE = 15  # seconds for the scheduler to answer
FAILURES = 1  # workers a task may lose before it is taken apart


class Loader(WorkerPlugin):  # type: ignore[misc]
    """Loads the pipeline when a worker starts, also one that was started again."""

    def __init__(self, job: Job) -> None:
        self.job = job

    def setup(self, worker: Any) -> None:
        """Called by Dask in the worker's process."""
        self.pipeline = prepare(self.job)


def make(shard: Shard, storage: str | None, timeout: float, poison: dict[int, Reject]) -> None:
    """The task: work through a shard where this worker is, and put the result into `storage`."""
    loader = get_worker().plugins[PLUGIN]
    silent = open(os.devnull, "w")  # noqa: SIM115 - must stay open for the watchdog

    def started(at: int) -> None:
        faulthandler.dump_traceback_later(timeout, exit=True, file=silent)

    try:
        if storage is None:
            do(shard, loader.job, loader.pipeline, started, poison)
            return
        with tempfile.TemporaryDirectory() as folder:
            job = replace(loader.job, folder=Path(folder))
            _upload(do(shard, job, loader.pipeline, started, poison), storage)
    finally:
        faulthandler.cancel_dump_traceback_later()
        silent.close()


def _upload(folder: Path, storage: str) -> None:
    """A shard as one object: stores for objects know no folders that appear at once."""
    with (
        fsspec.open(f"{storage}/{folder.name}.zip", "wb") as target,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for path in sorted(folder.iterdir()):
            archive.write(path, path.name)


def _download(name: str, storage: str, folder: Path) -> None:
    """The shard from `storage` as a folder in `folder`, there whole or not at all."""
    beside = folder / f"{name}.tmp"
    with (
        fsspec.open(f"{storage}/{name}.zip", "rb") as source,
        zipfile.ZipFile(source) as archive,
    ):
        archive.extractall(beside)
    beside.rename(folder / name)


@dataclass(slots=True)
class Dask:
    """Works through shards on the cluster at `scheduler`, or on one of its own."""

    job: Job
    workers: int  # of a cluster of its own
    timeout: float  # seconds for one article
    scheduler: str | None = None
    storage: str | None = None  # URL or path all workers see; None: they see `job.folder` itself
    _at: dict[str, Shard] = field(default_factory=dict)
    _tries: Iterator[int] = field(default_factory=count)

    def run(self, shards: Iterator[Shard]) -> Iterator[Shard]:
        """Work through the shards; each is given back when its folder stands, in any order."""
        with self._client() as client:
            client.run_on_scheduler(_allow_failures)
            client.register_plugin(Loader(self.job), name=PLUGIN)
            room = 2 * max(1, sum(client.nthreads().values()))
            suspects = []
            done = as_completed([self._submit(client, s, {}) for s in islice(shards, room)])
            for future in done:
                shard = self._at.pop(future.key)
                if self._stands(future, shard):
                    yield shard
                else:
                    suspects.append(shard)
                for new in islice(shards, 1):
                    done.add(self._submit(client, new, {}))
            for (
                shard
            ) in suspects:  # when nothing else is at work: a dying worker takes others along
                poison = self._poison(client, shard)
                if not self._stands(self._submit(client, shard, poison), shard):
                    raise XianzhiError(f"{shard.units[0].source} …: no worker survives this shard")
                yield shard

    @contextmanager
    def _client(self) -> Iterator[Client]:
        """The cluster that was named, or a new one on this machine that ends with the run."""
        if self.scheduler is not None:
            try:
                client = Client(self.scheduler, timeout=PATIENCE)
            except (OSError, ValueError) as error:
                raise ConfigError(f"--scheduler {self.scheduler}: no answer: {error}") from error
            with client:
                yield client
            return
        with (
            LocalCluster(self.workers, threads_per_worker=1, dashboard_address=None) as cluster,
            Client(cluster) as client,
        ):
            yield client

    def _submit(self, client: Client, shard: Shard, poison: dict[int, Reject]) -> Any:
        key = f"{shard.name(self.job.fingerprint)}-{next(self._tries)}"  # a failed key stays failed
        self._at[key] = shard
        return client.submit(make, shard, self.storage, self.timeout, poison, key=key, pure=False)

    def _stands(self, future: Any, shard: Shard) -> bool:
        """Whether a task came to its end; raises where trying again makes no sense."""
        error = future.exception()
        if error is not None and not isinstance(error, KilledWorker):
            raise ConfigError(f"a worker had to stop: {type(error).__name__}: {error}")
        if error is None and self.storage is not None:
            _download(shard.name(self.job.fingerprint), self.storage, self.job.folder)
        return error is None

    def _poison(self, client: Client, shard: Shard) -> dict[int, Reject]:
        """The units of a shard that end their worker: each is tried alone."""
        found = {}
        for at, unit in enumerate(shard.units):
            alone = Shard(shard.first + at, (unit,))
            if not self._stands(self._submit(client, alone, {}), alone):
                found[at] = self._reject(shard, at)
        return found

    def _reject(self, shard: Shard, at: int) -> Reject:
        unit = shard.units[at]
        article = getattr(unit.item, "article", None)
        return Reject(
            source=unit.source,
            id=article.id if article else None,
            reason=Reason.KILLED,
            message=f"ended its worker process {FAILURES + 1} times, or took longer than "
            f"{self.timeout:g} s; the other articles are not touched; please report it",
        )


def _allow_failures(dask_scheduler: Any) -> None:
    dask_scheduler.allowed_failures = FAILURES
