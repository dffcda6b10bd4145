"""The work of a batch: a unit in, its frame out. The same on one machine and on a cluster."""

from __future__ import annotations

import os
import shutil
import traceback
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from extract.errors import Reason
from extract.read import Source, read
from extract.records import Article, Record, Reject
from extract.run.files import RunWriter
from extract.run.frames import Frame, frame
from extract.run.shards import Job, Shard, Unit

if TYPE_CHECKING:
    from extract.pipeline import Result


class Extractor(Protocol):
    """What a job's pipeline must be able to do."""

    def extract(
        self, article: Article, raw: str, spans: Sequence[tuple[int, int]] | None = None
    ) -> Result:
        """Extract one article; `spans` of `raw` are the article, if not all."""


def prepare(job: Job) -> Extractor:
    """The pipeline of a job, loaded: slow, once in a process."""
    module, _, name = job.pipeline.partition(":")
    pipeline: Extractor = getattr(import_module(module), name)(job.rules, job.gazetteer, job.ner)
    return pipeline


def do(
    shard: Shard,
    job: Job,
    pipeline: Extractor,
    started: Callable[[int], None] = lambda at: None,
    poison: Mapping[int, Reject] | None = None,
) -> Path:
    """Work through a shard; its folder is there whole or not at all, and is given back.

    `started` hears of each unit before it is begun. Units in `poison` are not touched: they get the
    reject that is given for them.
    """
    path = job.folder / shard.name(job.fingerprint)
    if path.exists():  # a scheduler may start a task twice
        return path
    beside = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    writer = RunWriter(beside)
    for at, unit in enumerate(shard.units):
        if poison and at in poison:
            writer.add(frame(unit.source, unit.key, [("rejects", poison[at])]))
        else:
            started(at)
            writer.add(work(unit, job, pipeline))
    writer.close()
    try:
        beside.rename(path)
    except OSError:
        if not path.exists():
            raise
        shutil.rmtree(beside)  # another worker was quicker
    return path


def work(unit: Unit, job: Job, pipeline: Extractor) -> Frame:
    """All that comes of one unit; whatever is raised on the way is a reject."""
    item = unit.item
    try:
        (item,) = [item] if item else read([unit.source], job.read)
        if isinstance(item, Reject):
            return frame(unit.source, unit.key, [("rejects", item)])
        return frame(
            unit.source, unit.key, _records(pipeline.extract(item.article, item.raw, item.spans))
        )
    except Exception as error:
        given = item.article.id if isinstance(item, Source) else None
        return frame(unit.source, unit.key, [("rejects", _internal(error, unit.source, given))])


def _records(result: Result) -> list[tuple[str, Record]]:
    return [
        ("articles", result.article),
        *(("mentions", m) for m in result.mentions),
        *(("facts", f) for f in result.facts),
        *(("checks", c) for c in result.checks),
        *(("relations", r) for r in result.relations),
        *(("ledger", i) for i in result.ledger),
    ]


def _internal(error: Exception, source: str, article: str | None) -> Reject:
    at = traceback.extract_tb(error.__traceback__)[-1]
    return Reject(
        source=source,
        id=article,
        reason=Reason.INTERNAL,
        message=f"{type(error).__name__}: {error} ({Path(at.filename).name}:{at.lineno}); "
        "the other articles are not touched; please report this with the article",
    )
