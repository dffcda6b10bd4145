"""The commands about runs that are there: diff, series, query, merge, export."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import IO, Annotated

import typer

PANEL = "Runs"


class Form(StrEnum):
    """How rows are written."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    MARKDOWN = "markdown"
    HTML = "html"


FormOption = Annotated[Form, typer.Option("--format", "-f", help="How the rows are written.")]
OutOption = Annotated[
    Path | None, typer.Option("--out", "-o", help="A file instead of the terminal.")
]
PlaceOption = Annotated[
    str | None, typer.Option(help="A place by name or code, under all names and codes it had.")
]
MeasureOption = Annotated[
    str | None, typer.Option(help="A measure as articles write it, or its id in the catalogue.")
]
FirmOption = Annotated[str | None, typer.Option(help="A firm by name or id.")]
PeriodOption = Annotated[
    str | None,
    typer.Option(help="2024, 2024-H1, 2024-Q3, 2024-05, 2024-05-23, or two with .. between."),
]


def register(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    for command in (diff, series, query, merge, export):
        app.command(rich_help_panel=PANEL)(command)


class By(StrEnum):
    """What a diff matches by."""

    KEY = "key"
    EVIDENCE = "evidence"


def diff(
    a: Annotated[str, typer.Argument(help="A run folder, or articles.")],
    b: Annotated[str, typer.Argument(help="Another one.")],
    by: Annotated[
        By, typer.Option(help="key: what is said; evidence: what a change of rules did.")
    ] = By.KEY,
    place: PlaceOption = None,
    measure: MeasureOption = None,
    firm: FirmOption = None,
    period: PeriodOption = None,
    tolerance: Annotated[
        str | None, typer.Option(help="0.5%: values so near are the same; else as printed.")
    ] = None,
    status: Annotated[
        list[str] | None, typer.Option(help="Only changes of this kind; may be given again.")
    ] = None,
    stat: Annotated[bool, typer.Option("--stat", help="Only count the changes.")] = False,
    evidence: Annotated[bool, typer.Option("--text", help="Show what the articles say.")] = False,
    form: FormOption = Form.TABLE,
    out: OutOption = None,
    published: Annotated[
        list[str] | None, typer.Option(help="Publication dates of articles: of A, then of B.")
    ] = None,
) -> None:
    """Tell what changed from run A to run B. Exit code 0: nothing; 1: something; 2: trouble."""
    from extract.diff import Comparison, listing, share
    from extract.store import Filter
    from extract.store.adhoc import opened

    only = Filter(place, measure, firm, period)
    comparison = Comparison(by.value, share(tolerance), only, _split(status))
    dates = [*(published or []), None, None]
    runs = [opened(path, published=date) for path, date in zip((a, b), dates, strict=False)]
    with comparison.of(*runs) as found, _file(out) as file:
        differs = bool(found.stat())
        if stat:
            listing.summary(found, form.value, file)
        else:
            listing.changes(found, form.value, file, evidence)
    raise typer.Exit(1 if differs else 0)


def series(
    runs: Annotated[list[str], typer.Argument(help="Run folders, or articles.")],
    measure: Annotated[str, typer.Option(help="What is followed, as articles write it.")],
    place: PlaceOption = None,
    firm: FirmOption = None,
    period: PeriodOption = None,
    aspect: Annotated[
        str, typer.Option(help="level, share, rank, multiple, growth or change.")
    ] = "level",
    form: FormOption = Form.TABLE,
    out: OutOption = None,
    chart: Annotated[
        Path | None, typer.Option(help="Draw it: a file that ends in .svg, .png or .html.")
    ] = None,
) -> None:
    """Follow a measure of a place over time, growth as computed beside growth as stated."""
    from extract.series import chart as charts
    from extract.series import listing, points
    from extract.store import Filter
    from extract.store.adhoc import opened

    only = Filter(place, measure, firm, period, below=False)
    found = points(opened(*runs), only, aspect)
    if chart:
        charts.draw(found, chart)
    if not chart or out:
        with _file(out) as file:
            listing.write(found, form.value, file)
    raise typer.Exit(0 if found else 1)


def query(
    statement: Annotated[str, typer.Argument(help="SELECT … over the tables and views.")] = "",
    run: Annotated[
        list[str] | None, typer.Option("--run", "-r", help="A run folder; may be given again.")
    ] = None,
    shell: Annotated[
        bool, typer.Option("--shell", help="Ask for one statement after another.")
    ] = False,
    form: FormOption = Form.TABLE,
    out: OutOption = None,
) -> None:
    """Query a run with SQL: articles, mentions, facts, checks, relations, facts_wide, latest …"""
    from extract.errors import ConfigError
    from extract.store import open_run
    from extract.store import shell as loop

    stored = open_run(*(run or ["output/latest"]))
    if shell:
        loop.run(stored, sys.stdin, sys.stdout)
        return
    if not statement:
        raise ConfigError("write a statement: xianzhi query 'SELECT * FROM latest'; or --shell")
    with _file(out) as file:
        loop.answer(stored.connect(), statement, form.value, file)


def merge(
    runs: Annotated[list[Path], typer.Argument(help="Run folders and stores.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="The store; it may be one of them.")],
) -> None:
    """Merge runs into one store: of each article the newest run tells, the others are kept."""
    from extract.store.merge import merge as merged

    store = merged(runs, out)
    count = store.counts
    typer.echo(
        f"{out}: {len(store.options['merged'])} runs, {count['articles']:,} articles, "
        f"{count['facts']:,} facts; all runs are in {out / 'runs'}"
    )


def export(
    run: Annotated[Path, typer.Argument(help="A run folder or a store.")],
    to: Annotated[
        str,
        typer.Option(
            help="Tables: xlsx, csv, parquet, jsonl, duckdb, sqlite. "
            "Articles: spacy, brat, conll, labelstudio, webannotation."
        ),
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help="The file or folder to make.")],
    texts: Annotated[
        list[Path] | None, typer.Option(help="Where the articles are now, if they were moved.")
    ] = None,
) -> None:
    """Write a run for another tool."""
    from extract import export as formats
    from extract.store import open_run

    formats.export(open_run(run), to, out, texts or [])
    typer.echo(f"{out}")


@contextmanager
def _file(out: Path | None) -> Iterator[IO[str]]:
    """The file `out`, written whole or not at all; standard output if there is none."""
    if out is None:
        yield sys.stdout
        return
    part = out.with_name(f".{out.name}.partial")
    with part.open("w", encoding="utf-8", newline="") as file:
        yield file
    part.replace(out)


def _split(words: list[str] | None) -> tuple[str, ...]:
    return tuple(w for word in words or [] for w in word.split(","))
