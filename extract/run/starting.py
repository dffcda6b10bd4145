"""Starts worker processes for a pool, and ends them: forks of one loaded process, or one by one."""

from __future__ import annotations

import os
import pickle
import signal
import socket
import struct
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import IO, Any, Protocol

from extract.run.shards import Job

NUMBER = struct.Struct("!q")  # of a worker, from 0; and an exit code
PATIENCE = 10  # seconds in which idle workers end by themselves


@dataclass(slots=True)
class Line:
    """The two ends of a worker's line, and what tells its exit code once it has ended."""

    orders: IO[bytes]
    answers: IO[bytes]
    code: Callable[[], int]


class Starter(Protocol):
    """Starts workers, and ends all of them."""

    def start(self) -> Line:
        """One more worker."""

    def close(self, idle: bool) -> None:
        """End all: those that are not `idle` are killed in the middle of their work."""


def starter(job: Job, timeout: float) -> Starter:
    """What starts workers on this system. Only on Linux is forking a loaded process safe."""
    return Forks(job, timeout) if sys.platform == "linux" else Spawns(job, timeout)


@dataclass(slots=True)
class Forks:
    """Workers forked from a nursery, which is started with the first of them, or if it has died."""

    job: Job
    timeout: float
    _nurseries: list[_Nursery] = field(default_factory=list)

    def start(self) -> Line:
        if not self._nurseries or not self._nurseries[-1].lives():
            self._nurseries.append(_Nursery(self.job, self.timeout))
        return self._nurseries[-1].fork()

    def close(self, idle: bool) -> None:
        for nursery in self._nurseries:
            nursery.close(idle)
        self._nurseries.clear()


class _Nursery:
    def __init__(self, job: Job, timeout: float) -> None:
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        command = [sys.executable, "-m", "extract.run.nursery"]
        with theirs:
            self._process = subprocess.Popen(command, stdin=theirs.fileno(), start_new_session=True)
        self._count = 0
        self._lines: list[socket.socket] = []
        with suppress(OSError):
            self._control.send(pickle.dumps((job, timeout)))

    def lives(self) -> bool:
        return self._process.poll() is None

    def fork(self) -> Line:
        ours, theirs = socket.socketpair()
        with theirs, suppress(OSError):  # a dead nursery shows as the end of the line
            socket.send_fds(self._control, [b"+"], [theirs.fileno()])
        number, self._count = self._count, self._count + 1
        self._lines.append(ours)
        return Line(ours.makefile("wb"), ours.makefile("rb"), lambda: self._code(number))

    def _code(self, number: int) -> int:
        """The exit code of a worker; of the nursery if that has died too."""
        with suppress(OSError):
            self._control.send(NUMBER.pack(number))
            if answer := self._control.recv(NUMBER.size):
                return int(NUMBER.unpack(answer)[0])
        return int(self._process.wait())

    def close(self, idle: bool) -> None:
        for line in self._lines:
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
            line.close()
        self._control.close()
        try:
            self._process.wait(PATIENCE if idle else 0)
        except subprocess.TimeoutExpired:
            idle = False
        if not idle:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)  # its workers too
        self._process.wait()


@dataclass(slots=True)
class Spawns:
    """Workers that are processes of their own, each loading its own pipeline."""

    job: Job
    timeout: float
    _processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self) -> Line:
        command, pipe = [sys.executable, "-m", "extract.run.worker"], subprocess.PIPE
        process = subprocess.Popen(command, stdin=pipe, stdout=pipe, start_new_session=True)
        self._processes.append(process)
        assert process.stdin is not None
        assert process.stdout is not None
        tell(process.stdin, (self.job, self.timeout))
        return Line(process.stdin, process.stdout, process.wait)

    def close(self, idle: bool) -> None:
        for process in self._processes:
            process.kill()
            process.wait()
        self._processes.clear()


def tell(orders: IO[bytes], message: Any) -> None:
    """Tell a worker; one that has died meanwhile says so by an event to come."""
    with suppress(BrokenPipeError, ConnectionResetError):
        pickle.dump(message, orders)
        orders.flush()
