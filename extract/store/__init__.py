"""Runs that are there: opened, queried, narrowed, merged."""

from extract.store.filters import Filter
from extract.store.opened import StoredRun, open_run

__all__ = ["Filter", "StoredRun", "open_run"]
