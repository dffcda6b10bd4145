"""The work of a batch: a unit in, its frame out. The same on one machine and on a cluster."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

from extract.errors import Reason
from extract.pipeline import Pipeline, Result, load
from extract.read import Source, read
from extract.records import Record, Reject
from extract.shards import Frame, Job, Shard, Unit, frame, save


def prepare(job: Job) -> Pipeline:
    """The pipeline of a job, loaded: slow, once in a process."""
    return load(job.rules)


def do(
    shard: Shard,
    job: Job,
    pipeline: Pipeline,
    started: Callable[[int], None] = lambda at: None,
    poison: dict[int, Reject] | None = None,
) -> Path:
    """Work through a shard and save its file; `started` hears of each unit before it is begun.

    Units in `poison` are not touched: they get the reject that is given for them.
    """

    def frames() -> Iterator[Frame]:
        for at, unit in enumerate(shard.units):
            if poison and at in poison:
                yield frame(unit, [("rejects", poison[at])])
                continue
            started(at)
            yield work(unit, job, pipeline)

    path = job.folder / shard.name(job.fingerprint)
    save(path, frames())
    return path


def work(unit: Unit, job: Job, pipeline: Pipeline) -> Frame:
    """All that comes of one unit; whatever is raised on the way is a reject."""
    item = unit.item
    try:
        (item,) = [item] if item else read([unit.source], job.read)
        if isinstance(item, Reject):
            return frame(unit, [("rejects", item)])
        return frame(unit, _records(pipeline.extract(item.article, item.raw)))
    except Exception as error:
        given = item.article.id if isinstance(item, Source) else None
        return frame(unit, [("rejects", _internal(error, unit.source, given))])


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
