"""What a batch promises, measured: rate by workers, same bytes, memory, cost of an update.

    python bench/scale.py FOLDER [--articles 825] [--times 10] [--only rate,bytes,memory,update]

Every run is a process of its own, pinned to as many processors as it has workers. CPU time is that
of the process and all its workers, loading included. `--times` copies of the articles under other
names, each with a line of its own so that no two are alike, make the larger corpus.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from itertools import islice
from pathlib import Path
from typing import Any

from extract.read import Source, read

# Runs in the child: extract, then print what it cost. The clock of the rate starts with the first
# shard that is done, so that loading is left out.
CHILD = """
import json, os, resource, sys, time
from extract import extract_files
paths, out, options, cores = json.loads(sys.argv[1])
os.sched_setaffinity(0, cores)
ticks = []
start = time.perf_counter()
run = extract_files(paths, out, progress=lambda n, size: ticks.append((time.perf_counter(), n)),
                    **options)
wall = time.perf_counter() - start
own, kids = (resource.getrusage(w) for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
first = ticks[0][0] if ticks else start
done = sum(n for _, n in ticks[1:])
print(json.dumps({
    "wall": wall,
    "rate": done / (ticks[-1][0] - first) if done else 0.0,
    "cpu": own.ru_utime + own.ru_stime + kids.ru_utime + kids.ru_stime,
    "parent_mb": own.ru_maxrss / 1024,
    "worker_mb": kids.ru_maxrss / 1024,
    "update": run.update,
    "articles": run.counts["articles"],
}))
"""


def run(paths: Path, out: Path, workers: int, **options: Any) -> dict[str, Any]:
    """One batch in a process of its own; what it cost."""
    cores = sorted(os.sched_getaffinity(0))[:workers]
    call = json.dumps([str(paths), str(out), {"workers": workers, **options}, cores])
    done = subprocess.run([sys.executable, "-c", CHILD, call], stdout=subprocess.PIPE, check=True)
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def corpus(folder: Path, target: Path, articles: int, times: int = 1) -> Path:
    """The first articles of `folder` as files in `target`, `times` over."""
    target.mkdir()
    sources = (s for s in read([folder]) if isinstance(s, Source))
    for number, source in enumerate(islice(sources, articles)):
        name = Path(source.article.source or str(number)).stem
        for copy in range(times):
            text = source.raw if not copy else f"{source.raw}\n第{copy}份副本\n"
            (target / f"{copy}-{name}.md").write_text(text, "utf-8")
    return target


def digest(out: Path) -> str:
    """One hash over all that a run wrote, but its manifest."""
    total = hashlib.sha256()
    for path in sorted(p for p in out.iterdir() if p.name != "run.json"):
        total.update(path.name.encode() + path.read_bytes())
    return total.hexdigest()[:16]


def rate(folder: Path, work: Path, articles: int) -> None:
    """Articles a second with one worker and with two."""
    texts = corpus(folder, work / "rate", articles)
    one = run(texts, work / "rate-1", 1)
    two = run(texts, work / "rate-2", 2)
    ratio = two["rate"] / one["rate"]
    print(f"rate      1 worker {one['rate']:.1f}/s, 2 workers {two['rate']:.1f}/s: {ratio:.2f} x")
    print(f"          CPU {one['cpu']:.1f} s and {two['cpu']:.1f} s for {one['articles']} articles")


def sameness(folder: Path, work: Path, articles: int) -> None:
    """The same bytes from every way to run."""
    texts = corpus(folder, work / "same", min(articles, 60))
    ways: dict[str, dict[str, Any]] = {
        "1 worker": {"workers": 1},
        "2 workers": {"workers": 2},
        "shards of 1": {"workers": 2, "shard": 1},
        "shards of 7": {"workers": 2, "shard": 7},
        "Dask, 2 workers": {"workers": 2, "engine": "dask"},
    }
    found = {}
    for n, (name, options) in enumerate(ways.items()):
        run(texts, work / f"same-{n}", **options)
        found[name] = digest(work / f"same-{n}")
    same = "the same bytes" if len(set(found.values())) == 1 else f"DIFFERENT: {found}"
    print(f"bytes     {', '.join(found)}: {same}")


def memory(folder: Path, work: Path, articles: int, times: int) -> None:
    """Peak memory on the corpus, and on `times` as much."""
    small = run(corpus(folder, work / "m1", articles), work / "m1-out", 2)
    large = run(corpus(folder, work / "mn", articles, times), work / "mn-out", 2)
    for who in ("parent_mb", "worker_mb"):
        growth = large[who] / small[who] - 1
        print(
            f"memory    {who.removesuffix('_mb')}: {small[who]:.0f} MB for {small['articles']:,} "
            f"articles, {large[who]:.0f} MB for {large['articles']:,}: {growth:+.0%}"
        )


def update(folder: Path, work: Path, articles: int, times: int) -> None:
    """CPU time of an update after one article in a hundred is new, and after none is."""
    texts, out = corpus(folder, work / "up", articles, times), work / "up-out"
    files = sorted(texts.iterdir())
    held = [p.rename(work / p.name) for p in files[50::100]]
    before = run(texts, out, 2)["cpu"]
    for path in held:
        path.rename(texts / path.name)
    new = run(texts, out, 2, update=True)
    none = run(texts, out, 2, update=True)
    print(f"update    a full run of {len(files) - len(held):,} articles: {before:.1f} s CPU")
    print(f"          {len(held)} new: {new['cpu']:.2f} s, {new['cpu'] / before:.1%}")
    print(f"          none new: {none['cpu']:.2f} s, {none['cpu'] / before:.1%}")


def main() -> None:
    """Print the figures that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=825, help="at most so many of the folder")
    parser.add_argument("--times", type=int, default=10, help="the larger corpus")
    parser.add_argument("--only", default="rate,bytes,memory,update")
    options = parser.parse_args()
    wanted = options.only.split(",")
    with tempfile.TemporaryDirectory() as name:
        where = (options.folder, Path(name), options.articles)
        if "rate" in wanted:
            rate(*where)
        if "bytes" in wanted:
            sameness(*where)
        if "memory" in wanted:
            memory(*where, options.times)
        if "update" in wanted:
            update(*where, options.times)


if __name__ == "__main__":
    main()
