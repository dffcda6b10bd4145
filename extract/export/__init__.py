"""Runs written for other tools, one module a format; `docs/exports.md` says what each holds."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from extract.errors import ConfigError
from extract.export.documents import documents
from extract.store import StoredRun

# What holds tables: module and function, which take the run and the file or folder to make.
TABLES = {
    "xlsx": "extract.export.xlsx",
    "csv": "extract.export.csvs",
    "parquet": "extract.export.parquet",
    "jsonl": "extract.export.jsonl",
    "duckdb": "extract.export.duckdb",
    "sqlite": "extract.export.sqlite",
}
# What holds articles with their mentions: these take documents instead of the run.
TEXTS = {
    "spacy": "extract.export.docbin",
    "brat": "extract.export.brat",
    "conll": "extract.export.conll",
    "labelstudio": "extract.export.labelstudio",
    "webannotation": "extract.export.webannotation",
}
FORMATS = (*TABLES, *TEXTS)


def export(run: StoredRun, form: str, out: Path, texts: Sequence[Path] = ()) -> None:
    """Write a run as `form` into the file or folder `out`, which is there whole or not at all.

    Formats that hold the articles read them again where they were read; `texts` says where they
    are now, if they were moved. A file is replaced, a folder is not. Raises `ConfigError`.
    """
    if form not in FORMATS:
        raise ConfigError(f"--to {form}: there are {', '.join(FORMATS)}")
    if out.is_dir() and any(out.iterdir()):
        raise ConfigError(f"{out}: a folder that is not empty; choose another -o")
    part = out.with_name(f".{out.name}.partial")
    _remove(part)
    write: Callable[..., None] = import_module((TABLES | TEXTS)[form]).write
    try:
        part.parent.mkdir(parents=True, exist_ok=True)
        write(run if form in TABLES else documents(run, texts), part)
        if out.is_dir():
            out.rmdir()
        part.replace(out)
    finally:
        _remove(part)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
