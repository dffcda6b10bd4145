"""A worker process, spoken to in pickles.

It gets shards with the rejects of their poisoned units. It answers `("ready", None)`, `("at", i)`
before each unit, `("done", seconds of CPU)` after each shard, or `("failed", error)` when going on
makes no sense. The end of its input is the end of it.

On Linux workers are forked (`nursery.py`); elsewhere each is `python -m extract.run.worker`, which
gets `(job, timeout)` first, over its standard streams. Either way a worker shares no state with
the process of the run and does not import its main module.
"""

from __future__ import annotations

import faulthandler
import gc
import os
import pickle
import sys
import time
from typing import IO, Any

from extract.run.shards import Job
from extract.run.work import Extractor, do, prepare


def main() -> None:
    """Serve until the input ends."""
    orders, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever prints must not print into the answers
    job, timeout = pickle.load(orders)
    serve(orders, answers, job, timeout, load(job))


def load(job: Job) -> Extractor | str:
    """The pipeline, or why there is none: the worker will say so."""
    try:
        gc.disable()
        pipeline = prepare(job)
        if warm := getattr(pipeline, "warm", None):
            warm()
        gc.freeze()  # nobody need look through rules and models again, nor copy their pages
        gc.enable()
        return pipeline
    except BaseException as error:
        return _said(error)


def serve(
    orders: IO[bytes], answers: IO[bytes], job: Job, timeout: float, pipeline: Extractor | str
) -> None:
    """Shard after shard. A unit that takes longer than `timeout` seconds ends the process: only a
    watchdog outside the interpreter can end a matcher that hangs inside C code."""
    if isinstance(pipeline, str):
        send(answers, ("failed", pipeline))
        return
    silent = open(os.devnull, "w")  # noqa: SIM115 - must stay open for the watchdog

    def started(at: int) -> None:
        send(answers, ("at", at))
        faulthandler.dump_traceback_later(timeout, exit=True, file=silent)

    try:
        send(answers, ("ready", None))
        while True:
            shard, poison = pickle.load(orders)
            before = time.process_time()
            do(shard, job, pipeline, started, poison)
            faulthandler.cancel_dump_traceback_later()
            send(answers, ("done", time.process_time() - before))
    except (EOFError, BrokenPipeError):
        return
    except BaseException as error:  # the parent decides what it means for the run
        send(answers, ("failed", _said(error)))


def _said(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"


def send(answers: IO[bytes], message: tuple[str, Any]) -> None:
    """Say something to the process of the run."""
    pickle.dump(message, answers)
    answers.flush()


if __name__ == "__main__":
    main()
