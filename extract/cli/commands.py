"""The command `xianzhi`: arguments in, words out. What it does lies in the other modules.

Exit codes: 0 done; 1 done, but not all is well (rejects, failures that were looked for); 2 could
not be done; 130 stopped by Ctrl-C. Everything heavy is imported by the command that needs it.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from extract.cli import analysis as commands_analysis

app = typer.Typer(
    help="县志: Chinese economic news in, validated and sourced facts out.",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    epilog="Exit codes: 0 done · 1 done, with rejects or failures · 2 could not be done",
)
rules_app = typer.Typer(help="Look after a rules folder.", no_args_is_help=True)
app.add_typer(rules_app, name="rules")
commands_analysis.register(app)

LATEST = Path("output/latest")
RulesOption = Annotated[
    Path | None,
    typer.Option("--rules", help="A rules folder of your own."),
]
GazetteerOption = Annotated[
    Path | None,
    typer.Option("--gazetteer", help="A CSV file with further places."),
]
PublishedOption = Annotated[
    str | None,
    typer.Option(help="Publication date where an article gives none: 2025, 2025-05 or 2025-05-23."),
]


def _version(wanted: bool) -> None:
    if wanted:
        from extract import __version__

        typer.echo(f"xianzhi {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Set up nothing: each command loads what it needs."""


UpdateOption = Annotated[
    bool, typer.Option("--update", help="Do only what is new or changed since the run in -o.")
]
NerOption = Annotated[
    str, typer.Option(help="Recogniser of firms: own, or an installed spaCy pipeline.")
]
TimeoutOption = Annotated[
    float, typer.Option("--timeout-per-article", min=0.1, help="Seconds; then a reject.")
]
SchedulerOption = Annotated[
    str | None, typer.Option(help="Of the cluster: tcp://host:port; else one of its own.")
]
StorageOption = Annotated[
    str | None, typer.Option(help="Folder or URL all machines see: /mnt/x, s3://bucket/x.")
]
ColumnOption = Annotated[
    list[str] | None, typer.Option(help="Name of a column in tables: text=正文, id=编号 …")
]


@app.command()
def extract(
    paths: Annotated[list[str], typer.Argument(help="Files, folders, globs; - is standard input.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="The run folder.")] = LATEST,
    published: PublishedOption = None,
    rules: RulesOption = None,
    gazetteer: GazetteerOption = None,
    ner: NerOption = "own",
    no_ner: Annotated[bool, typer.Option("--no-ner", help="Firms by rules only.")] = False,
    workers: Annotated[str, typer.Option(help="Worker processes: a number, or auto.")] = "auto",
    update: UpdateOption = False,
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many articles.")] = None,
    timeout: TimeoutOption = 120.0,
    engine: Annotated[str, typer.Option(help="local: this machine; dask: a cluster.")] = "local",
    scheduler: SchedulerOption = None,
    storage: StorageOption = None,
    encoding: Annotated[str | None, typer.Option(help="Encoding of the files; else found.")] = None,
    column: ColumnOption = None,
) -> None:
    """Extract facts from articles into a run folder, which is there whole or not at all."""
    options = {
        "published": published,
        "encoding": encoding,
        "columns": _columns(column or []),
        "rules": rules and str(rules),
        "gazetteer": gazetteer and str(gazetteer),
        "ner": None if no_ner else ner,
    }
    running = {"engine": engine, "scheduler": scheduler, "storage": storage, "workers": workers}
    _run(paths, out, **options, **running, update=update, limit=limit, timeout=timeout)


def _run(paths: list[str], out: Path, **options: Any) -> None:
    from extract.cli import screen
    from extract.cli.watch import watched
    from extract.run import extract_files
    from extract.run.changes import Changes

    changes = Changes()
    try:
        with watched(paths) as progress:
            run = extract_files(paths, out, progress=progress, changes=changes, **options)
    except KeyboardInterrupt:
        typer.echo("stopped; the same command goes on from here", err=True)
        raise typer.Exit(130) from None
    screen.console.print(screen.summary(run, out))
    if options["update"]:
        screen.console.print(screen.changes(run, changes))
    raise typer.Exit(1 if run.counts.get("rejects") else 0)


@app.command()
def show(
    file: Annotated[str, typer.Argument(help="One article.")],
    published: PublishedOption = None,
    rules: RulesOption = None,
    gazetteer: GazetteerOption = None,
) -> None:
    """Print an article with its mentions coloured, and the facts in it."""
    from extract.cli import screen
    from extract.errors import ConfigError
    from extract.pipeline import load
    from extract.read import ReadOptions, read
    from extract.records import Reject

    pipeline = load(rules, gazetteer)
    for item in read([file], ReadOptions(published=published)):
        if isinstance(item, Reject):
            raise ConfigError(f"{item.source}: {item.message}")
        result = pipeline.extract(item.article, item.raw, item.spans)
        screen.console.print(screen.article(result))
        screen.console.print(screen.facts(result.facts))
        screen.console.print(screen.checks(result.checks))


@app.command()
def explain(
    sentence: Annotated[str, typer.Argument(help="A sentence, in quotation marks.")],
    published: PublishedOption = None,
    rules: RulesOption = None,
    gazetteer: GazetteerOption = None,
) -> None:
    """Print what matched in a sentence, by which rule, and what lost to what."""
    from extract.cli import explain as reasons
    from extract.cli import screen
    from extract.pipeline import load

    pipeline = load(rules, gazetteer)
    screen.console.print(screen.claims(reasons.explain(sentence, pipeline, published)))
    screen.console.print(screen.facts(pipeline(sentence, published=published).facts))


@app.command()
def schema(
    name: Annotated[str, typer.Argument(help="article, mention, fact, check, reject, run …")],
) -> None:
    """Print the JSON Schema of a record."""
    from extract import schemas
    from extract.errors import ConfigError

    if name not in schemas.ADAPTERS:
        raise ConfigError(f"no record is called {name}; there are {', '.join(schemas.ADAPTERS)}")
    typer.echo(schemas.render(name), nl=False)


@app.command()
def place(
    name: Annotated[str, typer.Argument(help="溧水县, 江苏省南京市鼓楼区, 溧水 or 320124.")],
    rules: RulesOption = None,
) -> None:
    """Print the codes and names a place had and has, year by year."""
    from extract import rules as rulebook
    from extract.cli import screen
    from extract.divisions import lineage
    from extract.errors import ConfigError

    found = lineage(name, rulebook.load(rules))
    if not found:
        raise ConfigError(f"{name}: no division of that name or code since 1980")
    screen.console.print(screen.lineage(found))


@app.command()
def firms(run: Annotated[Path, typer.Argument(help="A run folder.")]) -> None:
    """Print the firms of a run: names they go by, places, what is said of them."""
    from extract.cli import screen
    from extract.firms.table import firms as table

    screen.console.print(screen.firms(table(run)))


@app.command()
def doctor(run: Annotated[Path, typer.Argument(help="A run folder.")]) -> None:
    """Verify a run folder: hashes, records, counts, references, evidence against the sources."""
    from extract.cli import screen
    from extract.run.doctor import examine

    report = examine(run)
    screen.console.print(screen.diagnosis(report))
    raise typer.Exit(1 if report.problems else 0)


@rules_app.command("check")
def rules_check(
    folder: Annotated[Path | None, typer.Argument(help="A folder; else the package's.")] = None,
) -> None:
    """Load every file of a rules folder and say what is wrong with it."""
    from extract.cli import rulebook

    loaded = rulebook.check(folder)
    typer.echo(f"{loaded.folder}: in order, SHA-256 {loaded.sha256}")


@rules_app.command("test")
def rules_test(
    folder: Annotated[Path | None, typer.Argument(help="A folder; else the package's.")] = None,
) -> None:
    """Run the examples that the rules carry."""
    from extract.cli import rulebook

    outcome = rulebook.test(folder)
    for failure in outcome.failures:
        typer.echo(f"{failure.file}: {failure.text}: {failure.expected} ≠ {failure.found}")
    typer.echo(f"{outcome.run} examples, {len(outcome.failures)} not as they say")
    raise typer.Exit(1 if outcome.failures else 0)


def _columns(pairs: list[str]) -> dict[str, str]:
    """`text=正文` → the column that holds the text is called 正文."""
    from extract.errors import ConfigError

    for pair in pairs:
        if "=" not in pair:
            raise ConfigError(f"--column {pair}: write field=name, as in --column text=正文")
    return dict(pair.split("=", 1) for pair in pairs)


def main() -> Any:
    """Run the command; errors of our own are a line on standard error and exit code 2."""
    try:
        app()
    except OSError as error:
        typer.echo(f"xianzhi: {error.filename or error.errno}: {error.strerror}", err=True)
        sys.exit(2)
    except Exception as error:
        from extract.errors import XianzhiError

        if not isinstance(error, XianzhiError):
            raise
        typer.echo(f"xianzhi: {error}", err=True)
        sys.exit(2)
