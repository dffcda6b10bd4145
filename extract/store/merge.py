"""Many runs into one store: the newest word on every article, and all runs behind it.

An article is known by its id. Of one that several runs hold, the run that began last tells: its
rows stand in the store, which is a run folder like any other. The runs themselves, whole, lie in
`runs/` (as hard links where the disk has them), and so merging a store with another run gives what
merging all runs at once gives, in whatever order.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from extract import __version__
from extract.errors import ConfigError
from extract.records import Article, Run
from extract.run import publish
from extract.run.files import MANIFEST, RunReader, is_run, manifest
from extract.run.lock import lock
from extract.run.seen import Seen
from extract.store.attach import run_name
from extract.store.opened import HISTORY


def merge(runs: Iterable[Path | str], out: Path | str) -> Run:
    """Merge run folders and stores into the store `out`; gives its manifest.

    `out` may be one of them. Raises `ConfigError` if one of them is no run.
    """
    out = Path(out)
    publish.check_place(out)
    parts = _parts(map(Path, runs))
    state = out.with_name(f".{out.name}.partial")
    state.mkdir(parents=True, exist_ok=True)
    with lock(state):
        publish.recover(out, state / "replaced")
        run = _build(parts, state / "run")
        publish.swap(state / "run", out, state / "replaced")
    shutil.rmtree(state, ignore_errors=True)
    return run


def _parts(folders: Iterable[Path]) -> dict[str, Path]:
    """The runs behind `folders` by name, the one that began last first, each once."""
    found: dict[str, Path] = {}
    for folder in folders:
        if not is_run(folder):
            raise ConfigError(f"{folder}: no run folder; xianzhi extract makes one")
        inside = [path.parent for path in folder.glob(f"{HISTORY}/*/{MANIFEST}")]
        found |= {run_name(run): run for run in inside or [folder]}
    return dict(sorted(found.items(), reverse=True))


def _build(parts: dict[str, Path], folder: Path) -> Run:
    clock = monotonic()
    with TemporaryDirectory(prefix="xianzhi-") as scratch:
        seen = Seen(Path(scratch) / "told.sqlite")
        total = publish.join(_standing(parts, seen), folder)
        seen.close()
    all_of_them = [manifest(run) for run in parts.values()]
    store = Run(
        version=__version__,
        rules_sha256=" ".join(sorted({m.rules_sha256 for m in all_of_them})),
        options={"merged": list(parts)},
        started=all_of_them[0].started,
        ended=datetime.now(UTC).isoformat(timespec="seconds"),
        seconds=round(monotonic() - clock, 3),
    )
    publish.sign(folder, total, store)
    for name, run in parts.items():
        shutil.copytree(run, folder / HISTORY / name, copy_function=_link)
    return store


def _standing(parts: dict[str, Path], seen: Seen) -> Iterator[RunReader]:
    """Readers, each standing at an input on which no newer run has told."""
    for name, run in parts.items():
        reader = RunReader(run)
        for head in reader:
            lines = reader.articles
            known = f"id {Article.model_validate_json(lines[0]).id}" if lines else ""
            key = known or f"reject {head.source}"
            if seen.before(key, name) is None:
                yield reader
        reader.close()


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # another disk, or one without links
        shutil.copy2(source, target)
