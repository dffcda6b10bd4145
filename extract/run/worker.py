"""A worker process: `python -m extract.run.worker`, spoken to in pickles over its standard streams.

It gets a `Job`, then shards with the rejects of their poisoned units. It answers `("ready", None)`,
`("at", i)` before each unit, `("done", seconds of CPU)` after each shard, or `("failed", error)`
when going on makes no sense. The end of its input is the end of it. A process started this way
shares no state with its parent and does not import the parent's main module.
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
from extract.run.work import do, prepare


def main() -> None:
    """Serve until the input ends."""
    source, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever prints must not print into the answers
    job, timeout = pickle.load(source)
    try:
        serve(source, answers, job, timeout)
    except EOFError:
        return
    except BaseException as error:  # the parent decides what it means for the run
        _send(answers, ("failed", f"{type(error).__name__}: {error}"))


def serve(source: IO[bytes], answers: IO[bytes], job: Job, timeout: float) -> None:
    """Shard after shard. A unit that takes longer than `timeout` seconds ends the process: only a
    watchdog outside the interpreter can end a matcher that hangs inside C code."""
    gc.disable()
    pipeline = prepare(job)
    gc.freeze()  # rules and models live as long as the process: nobody need look through them again
    gc.enable()
    silent = open(os.devnull, "w")  # noqa: SIM115 - must stay open for the watchdog
    _send(answers, ("ready", None))

    def started(at: int) -> None:
        _send(answers, ("at", at))
        faulthandler.dump_traceback_later(timeout, exit=True, file=silent)

    while True:
        shard, poison = pickle.load(source)
        before = time.process_time()
        do(shard, job, pipeline, started, poison)
        faulthandler.cancel_dump_traceback_later()
        _send(answers, ("done", time.process_time() - before))


def _send(answers: IO[bytes], message: tuple[str, Any]) -> None:
    pickle.dump(message, answers)
    answers.flush()


if __name__ == "__main__":
    main()
