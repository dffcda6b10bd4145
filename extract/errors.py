"""The exception family, and the reason codes that rejects and warnings carry.

Every message says what is wrong, where, and what to do about it.
"""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """Why an article could not be read (`rejects.jsonl`, field `reason`)."""

    EMPTY = "empty"
    BINARY = "binary"
    ENCODING = "encoding"
    TOO_LARGE = "too_large"
    UNREADABLE = "unreadable"
    NO_TEXT_COLUMN = "no_text_column"
    BAD_ROW = "bad_row"
    FORMAT = "format"
    DUPLICATE_ID = "duplicate_id"
    INTERNAL = "internal"
    TIMEOUT = "timeout"
    KILLED = "killed"


class XianzhiError(Exception):
    """Base of everything this package raises on purpose."""


class RulesError(XianzhiError):
    """A file under `rules/` is missing or does not say what its model asks for."""


class ConfigError(XianzhiError):
    """An option or argument that makes the whole run impossible."""


class RejectedError(XianzhiError):
    """One article cannot be used; the run goes on without it."""

    def __init__(self, reason: Reason, message: str, source: str | None = None) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message
        self.source = source
