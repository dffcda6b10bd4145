"""The work of a batch: a unit in, its frame out. The same on one machine and on a cluster."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from extract.errors import Reason
from extract.pipeline import Pipeline, load
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
            yield frame(unit, records(unit, job, pipeline))

    path = job.folder / shard.name(job.fingerprint)
    save(path, frames())
    return path


def records(unit: Unit, job: Job, pipeline: Pipeline) -> Iterator[tuple[str, Record]]:
    """All that comes of one unit, each record with its table; never raises for an article."""
    items: Iterable[Source | Reject] = [unit.item] if unit.item else read([unit.source], job.read)
    try:
        for item in items:
            if isinstance(item, Reject):
                yield "rejects", item
            else:
                yield from _extract(item, pipeline)
    except Exception as error:  # reading failed in a way that reading does not know
        yield "rejects", _internal(error, unit.source, None)


def _extract(item: Source, pipeline: Pipeline) -> list[tuple[str, Record]]:
    try:
        result = pipeline.extract(item.article, item.raw, item.spans)
    except Exception as error:
        return [("rejects", _internal(error, item.article.source, item.article.id))]
    return [
        ("articles", result.article),
        *(("mentions", m) for m in result.mentions),
        *(("facts", f) for f in result.facts),
        *(("checks", c) for c in result.checks),
        *(("ledger", i) for i in result.ledger),
    ]


def _internal(error: Exception, source: str | None, article: str | None) -> Reject:
    at = traceback.extract_tb(error.__traceback__)[-1]
    return Reject(
        source=source,
        id=article,
        reason=Reason.INTERNAL,
        message=f"{type(error).__name__}: {error} ({Path(at.filename).name}:{at.lineno}); "
        "the other articles are not touched; please report this with the article",
    )
