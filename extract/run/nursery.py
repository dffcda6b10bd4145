"""The process that workers are forked from: `python -m extract.run.nursery`, on Linux.

It loads the pipeline once; a worker forked from it starts at once and shares that memory. Its
standard input is a socket of packets: first the pickled `(job, timeout)`, then for every worker a
packet with the worker's own socket, or the number of a dead worker whose exit code is asked for.
When the socket is closed it waits for its workers and ends.
"""

from __future__ import annotations

import os
import pickle
import socket
from typing import NoReturn

from extract.run.shards import Job
from extract.run.starting import NUMBER
from extract.run.work import Extractor
from extract.run.worker import load, serve

PACKET = 1 << 16


def main() -> None:
    """Load, then fork a worker for every socket that comes."""
    control = socket.socket(fileno=os.dup(0))
    os.dup2(2, 1)  # what workers print is nobody's answer
    job, timeout = pickle.loads(control.recv(PACKET))
    pipeline = load(job)
    workers: list[int] = []
    while packet := socket.recv_fds(control, PACKET, 1):
        data, handles, _, _ = packet
        if handles:
            pid = os.fork()
            if pid == 0:
                control.close()
                _work(handles[0], job, timeout, pipeline)
            workers.append(pid)
            os.close(handles[0])
        elif data:
            control.send(NUMBER.pack(_code(workers[NUMBER.unpack(data)[0]])))
        else:
            break
    for pid in workers:
        _code(pid)


def _work(handle: int, job: Job, timeout: float, pipeline: Extractor | str) -> NoReturn:
    """Be a worker until the input ends."""
    with socket.socket(fileno=handle) as line:
        serve(line.makefile("rb"), line.makefile("wb"), job, timeout, pipeline)
    os._exit(0)


def _code(pid: int) -> int:
    """How a worker ended, as `subprocess` tells it; waits for it. 0 where it was asked before."""
    try:
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    except ChildProcessError:
        return 0


if __name__ == "__main__":
    main()
