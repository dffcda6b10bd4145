"""Xianzhi 县志: Chinese economic news in, validated and sourced facts out.

    import extract
    pipe = extract.load()
    result = pipe("…", published="2025-05")
    result.facts, result.mentions, result.to_frame()

Nothing heavy is imported until one of these names is used.
"""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_WHERE = {
    "load": "extract.pipeline",
    "Pipeline": "extract.pipeline",
    "Result": "extract.pipeline",
    "extract_files": "extract.run",
    "open_run": "extract.store.opened",
    "extract_frame": "extract.store.adhoc",
    "Options": "extract.run.options",
}
__all__ = ["__version__", *_WHERE]


def __getattr__(name: str) -> Any:
    if name in _WHERE:
        return getattr(import_module(_WHERE[name]), name)
    raise AttributeError(f"module 'extract' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
