"""Shards and what is taken from the run before, joined in order into a run and put in its place."""

from __future__ import annotations

import hashlib
import shutil
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from extract.errors import ConfigError, Reason, XianzhiError
from extract.records import Article, Reject, Run
from extract.run.files import MANIFEST, RunReader, RunWriter, is_run
from extract.run.frames import Frame, frame, line, measure
from extract.run.seen import Seen
from extract.tables import BY_NAME

DUPLICATE = "articles.duplicate"  # in the tally of an input whose content was there before


def join(standing: Iterable[RunReader], folder: Path) -> Counter[str]:
    """Write the inputs at which the readers stand, one after the other, as a run into `folder`.

    Gives how many rows of each kind there are. An article with the content of one before says so
    in `duplicate_of`; one with the same given id is a reject.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    writer, seen = RunWriter(folder), Seen(folder.with_name("seen.sqlite"))
    for reader in standing:
        changed = _settle(reader, seen)
        if changed:
            writer.add(changed)
        else:
            writer.take(reader)
    writer.close()
    seen.close()
    return writer.total


def _settle(reader: RunReader, seen: Seen) -> Frame | None:
    """What must stand in place of the input because of those before it; None if it may stay."""
    if not reader.articles:
        return None
    article = Article.model_validate_json(reader.articles[0])
    source, own = article.source or "", article.sha256[:16]
    first = seen.before(f"id {article.id}", source)
    if first is None:
        article.duplicate_of = seen.before(f"content {article.sha256}", article.id)
        return _marked(reader.frame(), article) if article.duplicate_of else None
    old = reader.frame()
    if article.id != own:
        return frame(old.head.source, old.head.sha256, [("rejects", _duplicate(article, first))])
    article.id = hashlib.sha256(f"{source}\0{article.sha256}".encode()).hexdigest()[:16]
    seen.before(f"id {article.id}", source)
    article.duplicate_of = seen.before(f"content {article.sha256}", article.id)
    for name, lines in old.rows.items():
        old.rows[name] = [row.replace(own.encode(), article.id.encode()) for row in lines]
    return _marked(old, article)


def _marked(old: Frame, article: Article) -> Frame:
    """The frame with its article said to be a duplicate."""
    old.rows["articles"] = [line(article)]
    old.head.tally[DUPLICATE] = 1
    measure(old.head, old.rows)
    return old


def _duplicate(article: Article, first: str) -> Reject:
    return Reject(
        source=article.source,
        id=article.id,
        reason=Reason.DUPLICATE_ID,
        message=f"{first} has this id too and is kept; give articles ids of their own",
    )


def sign(folder: Path, total: Counter[str], manifest: Run) -> None:
    """Write the manifest of a joined run: `folder` is a whole run then.

    Raises `XianzhiError` if an input is neither among the articles nor among the rejects.
    """
    if total["articles"] + total["rejects"] != total["inputs"]:
        raise XianzhiError(
            f"{total['inputs']} inputs, but {total['articles']} articles and {total['rejects']} "
            "rejects: nothing is published; please report this"
        )
    kinds = sorted(k for k in total if "." in k and not k.startswith("ledger."))
    manifest.counts = {k: total[k] for k in ["inputs", *BY_NAME, *kinds]}
    manifest.status = {
        "done": total["articles"],
        "rejected": total["rejects"],
        "duplicates": total[DUPLICATE],
    }
    reasons = sorted(k for k in total if k.startswith("ledger."))
    manifest.numerals = {
        "quantity": total["mentions.quantity"],
        "date": total["mentions.date"],
        **{k.removeprefix("ledger."): total[k] for k in reasons},
    }
    for path in sorted(folder.iterdir()):
        with path.open("rb") as file:
            manifest.files[path.name] = hashlib.file_digest(file, "sha256").hexdigest()
    (folder / MANIFEST).write_text(manifest.model_dump_json(indent=2) + "\n", "utf-8")


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
    shutil.rmtree(aside, ignore_errors=True)


def check_place(out: Path) -> None:
    """Refuse an output folder that holds anything but a run: it would be replaced."""
    if out.exists() and not (out.is_dir() and (is_run(out) or not any(out.iterdir()))):
        raise ConfigError(f"{out} is there and is no run folder; choose another -o")
