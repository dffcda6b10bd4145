"""A series as people read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import IO

from extract import present
from extract.present import Format, Row
from extract.series.points import Point


def write(found: Sequence[Point], form: Format, file: IO[str]) -> None:
    """Write the points, one a row."""
    present.write([asdict(point) for point in found], form, file, _shown)


def _shown(row: Row) -> dict[str, str]:
    base = row["base"] if row["base"] != "同比" else None
    names = [base, row["measure"], row["qualifier"], row["scope"]]
    names.append("(target)" if row["modality"] == "target" else None)
    when = present.period(row["period_start"], row["period_end"])
    return {
        "subject": row["subject"],
        "measure": " ".join(filter(None, names)),
        "period": when if row["dated"] else f"told {when}",
        "value": present.figure(row | {"direction": None}),
        "growth": _percent(row["growth_computed"]),
        "stated": _percent(row["growth_stated"]),
        "": {True: "✓", False: "✗", None: ""}[row["growth_agrees"]],
        "conflicts with": "; ".join(row["others"]),
        "articles": ", ".join(row["articles"]),
    }


def _percent(growth: object) -> str:
    return "" if growth is None else f"{present.cell(growth)}%"
