"""What a run has seen so far, kept on disk: a run may have millions of articles."""

from __future__ import annotations

import sqlite3
from pathlib import Path


class Seen:
    """The first value that came with each key."""

    def __init__(self, path: Path) -> None:
        path.unlink(missing_ok=True)
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; BEGIN;"
            "CREATE TABLE seen (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;"
        )

    def before(self, key: str, value: str) -> str | None:
        """The value that `key` came with the first time; None if that is now."""
        found = self.get(key)
        if found is None:
            self._db.execute("INSERT INTO seen VALUES (?, ?)", (key, value))
        return found

    def get(self, key: str) -> str | None:
        """The value that `key` came with the first time, if it ever came."""
        found = self._db.execute("SELECT value FROM seen WHERE key = ?", (key,)).fetchone()
        return None if found is None else str(found[0])

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()
