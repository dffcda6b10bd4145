"""CPU time of the whole pipeline in units of `jieba.lcut` on the same text, in one process.

    python bench/speed.py FOLDER [--limit N] [--stages] [--ner]

Both see the raw articles of the folder, read and decoded beforehand; loading is not counted.
The two take turns article by article, so that a change in the machine's clock hits both alike.
`--stages` times each stage by itself (which costs a little) and prints its share.
"""

from __future__ import annotations

import argparse
import gc
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from time import process_time
from typing import Any

import jieba

from extract import mentions, pipeline
from extract.read import Source, read

Spent = defaultdict[str, float]


def measure(sources: list[Source], spent: Spent, recogniser: str | None) -> None:
    """Run both over every article and add up what they cost."""
    pipe = pipeline.load(ner=recogniser)
    jieba.initialize()
    for warm in sources[:3]:  # tables that load on first use
        pipe.extract(warm.article, warm.raw, warm.spans)
    gc.freeze()  # as a worker does when it has loaded
    spent.clear()
    for source in sources:
        with clock(spent, "lcut"):
            jieba.lcut(source.raw)
        with clock(spent, "pipeline"):
            pipe.extract(source.article, source.raw, source.spans)


@contextmanager
def clock(spent: Spent, name: str) -> Iterator[None]:
    """Add the CPU time of the block to `name`."""
    start = process_time()
    yield
    spent[name] += process_time() - start


def timed(function: Callable[..., Any], name: str, spent: Spent) -> Callable[..., Any]:
    """`function`, with its CPU time added to `name`; what it would yield is made at once."""

    def wrapper(*arguments: Any, **options: Any) -> Any:
        with clock(spent, name):
            result = function(*arguments, **options)
            return list(result) if isinstance(result, Iterator) else result

    return wrapper


def watch_stages(spent: Spent) -> None:
    """Put a clock on every stage of the pipeline and on every finder."""
    for module, name in (
        (pipeline, "restore"),
        (pipeline, "segment"),
        (mentions, "contest"),
        (pipeline.facts, "assemble"),
        (pipeline.relations, "relate"),
        (pipeline.recogniser, "propose"),
        (pipeline.checks, "check"),
        (pipeline, "_locate"),
    ):
        setattr(module, name, timed(getattr(module, name), f"stage {name.strip('_')}", spent))
    for name, finder in mentions.FINDERS.items():
        mentions.FINDERS[name] = timed(finder, f"stage {name}", spent)


def main() -> None:
    """Print the ratio, and with `--stages` where it comes from."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder")
    parser.add_argument("--limit", type=int, help="at most so many articles")
    parser.add_argument("--stages", action="store_true", help="the share of each stage")
    parser.add_argument("--ner", action="store_true", help="with the recogniser of firms")
    options = parser.parse_args()
    sources = [s for s in islice(read([options.folder]), options.limit) if isinstance(s, Source)]
    spent: Spent = defaultdict(float)
    if options.stages:
        watch_stages(spent)
    measure(sources, spent, "own" if options.ner else None)
    chars = sum(len(source.raw) for source in sources)
    unit, whole = spent.pop("lcut"), spent.pop("pipeline")
    print(f"{len(sources)} articles, {chars:,} characters")
    print(f"jieba.lcut {unit:8.2f} s CPU  {chars / unit:>12,.0f} characters/s")
    print(f"pipeline   {whole:8.2f} s CPU  {chars / whole:>12,.0f} characters/s")
    print(f"ratio      {whole / unit:8.2f} x lcut")
    for name, seconds in sorted(spent.items(), key=lambda item: -item[1]):
        share = f"{seconds / unit:8.2f} x lcut  {seconds / whole:6.1%}"
        print(f"  {name.removeprefix('stage '):<12} {share}")


if __name__ == "__main__":
    main()
