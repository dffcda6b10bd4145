"""Worker processes of one machine: shards in, finished shards out, whatever an article does.

The parent always knows which unit a worker is at. When a worker dies there, the shard is begun
again; a unit at which workers die `DEATHS` times, or once by the watchdog, is rejected alone.
Where as many die at none, no article is to blame and the run ends.
"""

from __future__ import annotations

import pickle
import queue
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from extract.errors import ConfigError, Reason
from extract.records import Reject
from extract.run.shards import Job, Shard
from extract.run.starting import Line, starter, tell

DEATHS = 3  # before that, a worker may have been killed from outside: no article is blamed


@dataclass(slots=True, eq=False)
class _Worker:
    line: Line
    shard: Shard | None = None
    at: int | None = None  # the unit it is busy with
    since: float = 0.0


@dataclass(slots=True)
class _Fate:
    """What a shard's units have done to workers so far."""

    deaths: Counter[int | None] = field(default_factory=Counter)  # None: before the first unit
    poison: dict[int, Reject] = field(default_factory=dict)


class Pool:
    """At most `workers` processes, started when there is work for them."""

    def __init__(self, job: Job, workers: int, timeout: float) -> None:
        self.workers, self.timeout = workers, timeout
        self._starter = starter(job, timeout)
        self.cpu = 0.0  # seconds the workers have spent on finished shards
        self._idle: list[_Worker] = []
        self._all: list[_Worker] = []
        self._events: queue.SimpleQueue[tuple[_Worker, tuple[str, Any]]] = queue.SimpleQueue()
        self._fates: dict[int, _Fate] = {}

    def run(self, shards: Iterator[Shard]) -> Iterator[Shard]:
        """Work through the shards; each is given back when its file stands, in any order."""
        try:
            while self._hand_out(shards) or any(w.shard for w in self._all):
                worker, (event, value) = self._events.get()
                if (shard := self._note(worker, event, value)) is not None:
                    yield shard
        finally:
            self.close()

    def close(self) -> None:
        """End all workers at once; unfinished shards leave no trace."""
        self._starter.close(idle=not any(w.shard for w in self._all))
        self._all.clear()
        self._idle.clear()

    def _hand_out(self, shards: Iterator[Shard]) -> bool:
        """Give a shard to every idle worker; whether any was left to give."""
        while self._idle or len(self._all) < self.workers:
            shard = next(shards, None)
            if shard is None:
                return False
            self._give(self._idle.pop() if self._idle else self._start(), shard)
        return True

    def _give(self, worker: _Worker, shard: Shard) -> None:
        worker.shard, worker.at = shard, None
        fate = self._fates.setdefault(shard.first, _Fate())
        tell(worker.line.orders, (shard, fate.poison))

    def _start(self) -> _Worker:
        worker = _Worker(self._starter.start())
        self._all.append(worker)
        threading.Thread(target=self._listen, args=(worker,), daemon=True).start()
        return worker

    def _listen(self, worker: _Worker) -> None:
        """Turn what a worker says, and its end, into events."""
        with suppress(Exception):
            while True:
                self._events.put((worker, pickle.load(worker.line.answers)))
        self._events.put((worker, ("gone", None)))

    def _note(self, worker: _Worker, event: str, value: Any) -> Shard | None:
        """Take note of an event; the shard, where one is finished by it."""
        if event == "failed":
            raise ConfigError(f"a worker had to stop: {value}")
        if event == "at":
            worker.at, worker.since = value, time.monotonic()
        elif event == "done":
            shard, worker.shard = worker.shard, None
            self.cpu += value
            self._idle.append(worker)
            if shard is not None:
                self._fates.pop(shard.first, None)
            return shard
        elif event == "gone" and worker in self._all:
            self._bury(worker)
        return None

    def _bury(self, worker: _Worker) -> None:
        """A worker has died: begin its shard again with a new one, without what killed it."""
        self._all.remove(worker)
        code = worker.line.code()
        if worker in self._idle:
            self._idle.remove(worker)
        shard = worker.shard
        if shard is None:
            return
        fate = self._fates[shard.first]
        fate.deaths[worker.at] += 1
        often = fate.deaths[worker.at] >= DEATHS
        if worker.at is None:
            if often:
                raise ConfigError(f"{DEATHS} workers ended before an article (code {code})")
        elif (late := time.monotonic() - worker.since >= self.timeout) or often:
            fate.poison[worker.at] = _reject(shard, worker.at, self.timeout if late else None, code)
        self._give(self._start(), shard)


def _reject(shard: Shard, at: int, timeout: float | None, code: int) -> Reject:
    unit = shard.units[at]
    given = getattr(unit.item, "article", None)
    if timeout is not None:
        reason, what = Reason.TIMEOUT, f"took longer than {timeout:g} s (--timeout-per-article)"
    else:
        reason, what = Reason.KILLED, f"ended its worker process {DEATHS} times (code {code})"
    return Reject(
        source=unit.source,
        id=given.id if given else None,
        reason=reason,
        message=f"{what}; the other articles are not touched; please report it with the article",
    )
