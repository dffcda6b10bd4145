"""What a run has seen so far, kept on disk: a run may have millions of articles."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from extract.records import Article


class Seen:
    """Ids and contents of the articles so far."""

    def __init__(self, path: Path) -> None:
        path.unlink(missing_ok=True)
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; BEGIN;"
            "CREATE TABLE seen (id TEXT PRIMARY KEY, source TEXT) WITHOUT ROWID;"
            "CREATE TABLE content (sha256 TEXT PRIMARY KEY, id TEXT) WITHOUT ROWID;"
        )

    def id(self, article: Article) -> str | None:
        """Where the id was seen before, if it was; from now on it is."""
        row = self._db.execute("SELECT source FROM seen WHERE id = ?", (article.id,)).fetchone()
        if row is None:
            self._db.execute("INSERT INTO seen VALUES (?, ?)", (article.id, article.source or ""))
        return None if row is None else str(row[0])

    def content(self, article: Article) -> str | None:
        """The id of the first article with the same content, if there is one."""
        self._db.execute(
            "INSERT OR IGNORE INTO content VALUES (?, ?)", (article.sha256, article.id)
        )
        query = "SELECT id FROM content WHERE sha256 = ?"
        first = str(self._db.execute(query, (article.sha256,)).fetchone()[0])
        return None if first == article.id else first

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()
