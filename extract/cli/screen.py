"""What the commands print on a terminal, drawn with rich. Nothing is worked out here."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from extract.cli.explain import Claim
from extract.divisions import Stage
from extract.pipeline import Result
from extract.records import Check, Fact, Run, plain
from extract.run.changes import Changes
from extract.run.doctor import Report

if TYPE_CHECKING:
    from pandas import DataFrame

STYLE = {
    "quantity": "bold cyan",
    "date": "bold green",
    "place": "bold yellow",
    "firm": "bold magenta",
    "ignored": "dim",
}
console = Console(highlight=False)
errors = Console(stderr=True, highlight=False)


def summary(run: Run, folder: Path) -> RenderableType:
    """The table at the end of a run: what was found, what did not add up, where it is."""
    table = Table(show_header=False, box=None, pad_edge=False)
    table.add_column(style="bold")
    table.add_column(justify="right")
    table.add_column(style="dim")
    count = run.counts.get
    kinds = [f"{count(f'mentions.{k}', 0):,} {k}" for k in ("quantity", "date", "place", "firm")]
    duplicates = run.status.get("duplicates", 0)
    table.add_row(
        "articles", f"{count('articles', 0):,}", f"{duplicates:,} duplicates" if duplicates else ""
    )
    table.add_row("mentions", f"{count('mentions', 0):,}", ", ".join(kinds))
    table.add_row("facts", f"{count('facts', 0):,}", "")
    table.add_row("relations", f"{count('relations', 0):,}", "")
    failed = count("checks.fail", 0)
    table.add_row("checks", f"{count('checks', 0):,}", f"{failed:,} failed (checks.jsonl)")
    rejected = count("rejects", 0)
    table.add_row("rejects", f"{rejected:,}", "rejects.jsonl says why" if rejected else "")
    table.add_row("numerals", coverage(run), "accounted for: quantity, date or a named reason")
    return Group(table, Text.assemble(f"{run.seconds:,.1f} s, run folder: ", (str(folder), "bold")))


def changes(run: Run, facts: Changes) -> RenderableType:
    """What an update did, and what it changed in the facts."""
    done = run.update
    if not done:
        return Text("nothing to take over: another version, other rules or options, or no run")
    articles = f"{done['taken']:,} taken over, {done['made']:,} made, {done['gone']:,} gone"
    revised = facts.revised()
    counts = f"{facts.new():,} new, {len(revised):,} revised, {facts.dropped():,} gone"
    lines = [Text(f"  {r.key}: {r.before} → {r.after}") for r in revised[:20]]
    if len(revised) > len(lines):
        lines.append(Text(f"  … and {len(revised) - len(lines):,} more"))
    return Group(Text(f"update    {articles}"), Text(f"facts     {counts}"), *lines)


def diagnosis(report: Report) -> RenderableType:
    """What was verified of a run folder, and what is wrong with it."""
    looked = ", ".join(f"{count:,} {what}" for what, count in report.checked.items())
    problems = [Text(f"✗ {problem}", style="red") for problem in report.problems[:50]]
    notes = [Text(f"· {note}", style="dim") for note in report.notes[:10]]
    left = len(report.problems) + len(report.notes) - len(problems) - len(notes)
    more = [Text(f"… and {left:,} more")] if left else []
    verdict = f"{len(report.problems):,} problems" if problems else "sound"
    return Group(Text(f"looked at {looked}"), *problems, *notes, *more, Text(verdict, "bold"))


def coverage(run: Run) -> str:
    """Share of the numerals that are a quantity, a date, or ignored for a named reason."""
    total = sum(run.numerals.values())
    return f"{1 - run.numerals.get('unexplained', 0) / total:.1%}" if total else "none"


def article(result: Result) -> RenderableType:
    """An article as printed, its mentions coloured by type."""
    shown = Text(result.text.raw)
    for mention in result.mentions:
        shown.stylize(STYLE[mention.type], mention.start, mention.end)  # type: ignore[attr-defined]
    legend = Text.assemble(*((f" {name} ", STYLE[name]) for name in list(STYLE)[:4]))
    return Group(legend, Text(), shown, Text())


def facts(found: Iterable[Fact]) -> RenderableType:
    """Facts as a table, one a row."""
    names = ("subject", "measure", "aspect", "value", "period", "evidence")
    table = Table(*names, title="facts", box=box.SIMPLE_HEAD, pad_edge=False)
    for fact in found:
        evidence = "".join(fact.text.split())
        table.add_row(
            fact.subject,
            fact.measure,
            fact.aspect if fact.modality == "actual" else f"{fact.aspect} ({fact.modality})",
            value(fact),
            fact.period_text,
            evidence if len(evidence) <= 40 else evidence[:39] + "…",
        )
    return table


def value(fact: Fact) -> str:
    """The value of a fact with bound and unit: `> 350亿元`, `2–3年`."""
    sign = {"about": "≈ ", "over": "> ", "under": "< ", "at_least": "≥ ", "at_most": "≤ "}
    if fact.value is not None:
        number = rounded(fact.value)
    else:
        number = "–".join(rounded(n) for n in (fact.low, fact.high) if n is not None)
    return f"{sign.get(fact.bound, '')}{number}{fact.unit or ''}"


def rounded(number: Decimal) -> str:
    """A number as people write it: `12.6亿`, `3.4万`."""
    for size, name in ((8, "亿"), (4, "万")):
        if abs(number) >= Decimal(10) ** size:
            return plain(number.scaleb(-size)) + name
    return plain(number)


def checks(found: Iterable[Check]) -> RenderableType:
    """The checks that failed, each in its own words."""
    failed = [check for check in found if check.status == "fail"]
    return Group(*(Text(f"✗ {check.kind}: {check.message}", style="red") for check in failed))


def lineage(stages: Iterable[Stage]) -> RenderableType:
    """The life of a place: a row for every name and code it had."""
    table = Table("code", "name", "from", "to", "path", "then")
    for stage in stages:
        last = str(stage.last) if stage.last else ""
        then = " ".join(stage.successors)
        table.add_row(stage.code, stage.name, str(stage.first), last, stage.path, then)
    return table


def firms(found: DataFrame) -> RenderableType:
    """The firms of a run, one a row; lists joined."""
    table = Table(*found.columns)
    table.columns[0].no_wrap = True
    for row in found.itertuples(index=False):
        cells = ("、".join(map(str, c)) if isinstance(c, list) else str(c) for c in row)
        table.add_row(*cells)
    return table


def claims(found: Iterable[Claim]) -> RenderableType:
    """What every finder saw in a sentence, and what lost to what."""
    table = Table("text", "as", "finder · rule", "says", "")
    for claim in found:
        lost = claim.lost_to is not None
        table.add_row(
            Text(claim.text, style="dim" if lost else STYLE[claim.kind]),
            claim.kind,
            f"{claim.finder} · {claim.rule}" if claim.rule else claim.finder,
            claim.says,
            f"lost to {claim.lost_to}" if lost else "✓",
            style="dim" if lost else "",
        )
    return table
