"""Our articles and gold, and the shared ones where they are here, scored; `baseline.json` holds
the floors that no figure may fall below. `fresh` holds the articles of the last rounds, with floors
of their own until they hold those of the others.

python tests/goldset.py            the figures beside their floors
python tests/goldset.py --update   raise the floors to what is measured; no floor is ever lowered
python tests/goldset.py --misses KIND   what was not right: `quantity`, `date interval`, `fact` …
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Iterator
from pathlib import Path

from conftest import HERE, SHARED

from extract import pipeline
from extract.pipeline import Result
from extract.read import ReadOptions, Source, read
from extract.score import Score, gold, score

BASELINE = HERE / "baseline.json"
OWN = HERE / "gold"
FOLDERS = {"own": OWN, **{n: OWN / n for n in ("fresh", "genres", "freer", "varied")}}
SHARED_DATES = {"000": "2022-05", "002": "2021-11", "003": "2024-06"}  # of the articles, about
MARGIN = 100  # floors are kept to 1/100

Pair = tuple[Result, list[gold.GoldItem]]


def scored(which: str) -> Score:
    """The score over the set `own`, `fresh` or `shared`."""
    nlp = pipeline.load()
    return score(shared(nlp) if which == "shared" else ours(nlp, FOLDERS[which]))


def ours(nlp: pipeline.Pipeline, folder: Path) -> Iterator[Pair]:
    """Each article of a folder with its gold; the file name ends with the date."""
    for rows in sorted(folder.glob("*.jsonl")):
        yield _extract(nlp, article(rows), rows.stem[-10:]), gold.load(rows)


def article(rows: Path) -> Path:
    """The article that a gold file annotates, beside it."""
    (raw,) = (p for p in rows.parent.glob(f"{rows.stem}.*") if p != rows)
    return raw


def shared(nlp: pipeline.Pipeline) -> Iterator[Pair]:
    """Each annotated article of the shared folder with its gold."""
    for rows in sorted((SHARED / "gold").glob("*.jsonl")):
        (raw,) = (SHARED / "articles").glob(f"{rows.stem}*")
        yield _extract(nlp, raw, SHARED_DATES[rows.stem]), gold.load(rows)


def floors() -> dict[str, dict[str, float]]:
    """Set → figure → floor."""
    found: dict[str, dict[str, float]] = json.loads(BASELINE.read_text("utf-8"))
    return found


def raised(floor: float, figure: float) -> float:
    """The floor after a measurement: rounded down, and never lower than before."""
    return max(floor, math.floor(round(figure * MARGIN, 6)) / MARGIN)


def _extract(nlp: pipeline.Pipeline, path: Path, published: str) -> Result:
    (source,) = read([path], ReadOptions(published=published))
    assert isinstance(source, Source), source
    source.article.source = path.stem
    return nlp.extract(source.article, source.raw, source.spans)


def _show(which: str, total: Score, kept: dict[str, float]) -> None:
    print(f"{which:22s}{'found':>8s}{'floor':>7s}")
    for name, figure in total.figures().items():
        print(f"{name:22s}{figure:8.3f}{kept.get(name, 0):7.2f}")
    for name, tally in total.tallies.items():
        print(f"{name:22s}P {tally.precision:.3f}  R {tally.recall:.3f}  of {tally.gold}")


def main() -> None:
    """Print the figures; with --update, raise the floors."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--misses")
    arguments = parser.parse_args()
    kept = floors() if BASELINE.exists() else {}
    for which in (*FOLDERS, "shared") if SHARED.is_dir() else FOLDERS:
        total = scored(which)
        old = kept.get(which, {})
        _show(which, total, old)
        for miss in total.misses:
            if arguments.misses and miss.kind.startswith(arguments.misses):
                print(miss.kind, miss.article, miss.start, miss.gold, "|", miss.found)
        kept[which] = {n: raised(old.get(n, 0), f) for n, f in total.figures().items()}
    if arguments.update:
        BASELINE.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    main()
