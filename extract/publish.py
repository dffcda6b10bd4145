"""Frames in, a run folder out: joined in order, reconciled, put beside, renamed into place."""

from __future__ import annotations

import hashlib
import shutil
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import IO

from extract import sinks
from extract.errors import ConfigError, Reason, XianzhiError
from extract.records import Article, Reject, Run
from extract.seen import Seen
from extract.shards import Frame, fill
from extract.tables import BY_NAME, TABLES

MANIFEST, INPUTS = "run.json", "inputs.jsonl"


def join(frames: Iterable[Frame], folder: Path) -> Counter[str]:
    """Write the frames' rows into the tables of `folder`; how many of each kind there are."""
    total: Counter[str] = Counter()
    seen = Seen(folder.with_name("seen.sqlite"))
    with ExitStack() as stack:
        names = [INPUTS, *(f"{table.name}.jsonl" for table in TABLES)]
        inputs, *files = [
            stack.enter_context((folder / n).open("w", encoding="utf-8", newline="\n"))
            for n in names
        ]
        for frame in frames:
            _settle(frame, seen)
            _write(inputs, [frame.head.model_dump_json()])
            for table, file in zip(TABLES, files, strict=True):
                _write(file, frame.rows[table.name])
            total.update({"inputs": 1, **frame.head.rows, **frame.head.tally})
            total["duplicates"] += any('"duplicate_of":"' in a for a in frame.rows["articles"])
    seen.close()
    return total


def _write(file: IO[str], lines: list[str]) -> None:
    if lines:
        file.write("\n".join(lines) + "\n")


def _settle(frame: Frame, seen: Seen) -> None:
    """Give an article whose content was seen before an id of its own and say of which one it is a
    duplicate; reject one whose given id was. A frame holds one article at most."""
    if not frame.rows["articles"]:
        return
    article = Article.model_validate_json(frame.rows["articles"][0])
    source, own = article.source or "", article.sha256[:16]
    first = seen.before(f"id {article.id}", source)
    if first is not None and article.id == own:
        article.id = hashlib.sha256(f"{source}\0{article.sha256}".encode()).hexdigest()[:16]
        for name, lines in frame.rows.items():
            frame.rows[name] = [line.replace(own, article.id) for line in lines]
        first = seen.before(f"id {article.id}", source)
    if first is None:
        article.duplicate_of = seen.before(f"content {article.sha256}", article.id)
        frame.rows["articles"] = [article.model_dump_json()]
    else:
        fill(frame, [("rejects", _duplicate(article, first))])


def _duplicate(article: Article, first: str) -> Reject:
    return Reject(
        source=article.source,
        id=article.id,
        reason=Reason.DUPLICATE_ID,
        message=f"{first} has this id too and is kept; give articles ids of their own",
    )


def publish(folder: Path, total: Counter[str], manifest: Run) -> None:
    """Derive the tables' other formats, write the manifest: `folder` is a whole run then.

    Raises `XianzhiError` if an input is neither among the articles nor among the rejects.
    """
    if total["articles"] + total["rejects"] != total["inputs"]:
        raise XianzhiError(
            f"{total['inputs']} inputs, but {total['articles']} articles and {total['rejects']} "
            "rejects: nothing is published; please report this"
        )
    with ThreadPoolExecutor() as threads:
        work = [threads.submit(_derive, folder, t.name) for t in TABLES if t.columnar]
        for future in work:
            future.result()
    _count(manifest, total)
    (folder / MANIFEST).write_text(manifest.model_dump_json(indent=2) + "\n", "utf-8")


def _derive(folder: Path, name: str) -> None:
    lines, table = folder / f"{name}.jsonl", BY_NAME[name]
    sinks.write_parquet(lines, folder / f"{name}.parquet", table)
    if name == "facts":
        sinks.write_csv(lines, folder / "facts.csv", table)


def _count(manifest: Run, total: Counter[str]) -> None:
    """What the manifest says of a run's numbers: rows and kinds, fate of articles and numerals."""
    kinds = sorted(k for k in total if "." in k and not k.startswith("ledger."))
    manifest.counts = {k: total[k] for k in ["inputs", *BY_NAME, *kinds]}
    manifest.status = {
        "done": total["articles"],
        "rejected": total["rejects"],
        "duplicates": total["duplicates"],
    }
    reasons = sorted(k for k in total if k.startswith("ledger."))
    manifest.numerals = {
        "quantity": total["mentions.quantity"],
        "date": total["mentions.date"],
        **{k.removeprefix("ledger."): total[k] for k in reasons},
    }


def swap(new: Path, out: Path, aside: Path) -> None:
    """Put the run `new` in the place of `out`; the run that was there goes, whole, in one step."""
    if out.exists():
        out.rename(aside)
    new.rename(out)
    shutil.rmtree(aside, ignore_errors=True)


def recover(out: Path, aside: Path) -> None:
    """Undo a swap that was cut off between its two steps."""
    if aside.exists() and not out.exists():
        aside.rename(out)


def check_place(out: Path) -> None:
    """Refuse an output folder that holds anything but a run: it would be replaced."""
    if out.exists() and not (out.is_dir() and (is_run(out) or not any(out.iterdir()))):
        raise ConfigError(f"{out} is there and is no run folder; choose another -o")


def is_run(folder: Path) -> bool:
    """Whether a folder holds a published run."""
    return (folder / MANIFEST).is_file()
