"""One run at a time in a folder. The system frees the lock when its owner dies, however it dies."""

from __future__ import annotations

import json
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from extract.errors import ConfigError


@contextmanager
def lock(folder: Path) -> Iterator[bool]:
    """Hold `folder` for as long as the block runs; gives whether the owner before died in it.

    Raises `ConfigError` that names the owner and its age when a live process holds it.
    """
    owner = folder / "owner.json"
    held = FileLock(folder / "lock")
    try:
        held.acquire(timeout=0)
    except Timeout:
        raise ConfigError(
            f"{folder}: {_who(owner)} is at work here; wait for it, end it, or choose another -o"
        ) from None
    try:
        stale = owner.exists()
        owner.write_text(json.dumps({"pid": os.getpid(), "host": socket.gethostname()}))
        yield stale
        owner.unlink(missing_ok=True)
    finally:
        held.release()


def _who(owner: Path) -> str:
    try:
        signed = json.loads(owner.read_text())
        age = time.time() - owner.stat().st_mtime
    except (OSError, ValueError):
        return "another run"
    return f"process {signed['pid']} on {signed['host']} (for {age:.0f} s)"
