"""Delta between two runs, as people read them."""

from __future__ import annotations

from itertools import chain
from typing import IO

from extract import present
from extract.diff.comparison import Delta
from extract.present import Format, Row

_SIDES = ("a_", "b_")


def changes(found: Delta, form: Format, file: IO[str], evidence: bool = False) -> None:
    """Write every change; on a terminal, what the kinds mean and how many there are too."""
    rows = present.rows(found.batches())
    first = next(rows, None)
    if first is None:
        if form == "json":
            file.write("[]\n")
        return
    by_key = found.comparison.by == "key"
    draw = (_with_evidence if evidence else _change) if by_key else None
    present.write(chain([first], rows), form, file, draw)
    if form == "table":
        file.write(", ".join(f"{n:,} {status}" for status, n in found.stat().items()) + "\n")


def summary(found: Delta, form: Format, file: IO[str]) -> None:
    """Write how many changes there are of each kind."""
    known = found.comparison.known
    rows = [{"status": s, "changes": n, "meaning": known[s]} for s, n in found.stat().items()]
    present.write(rows, form, file)


def _change(row: Row) -> dict[str, str]:
    return {
        "change": row["status"],
        "subject": row["subject"] or "",
        "measure": measure(row),
        "period": present.period(row["period_start"], row["period_end"]),
        "A": _side(row, "a_"),
        "B": _side(row, "b_"),
        "B − A": _difference(row),
    }


def _with_evidence(row: Row) -> dict[str, str]:
    texts = {
        f"{side[0].upper()} says": " ".join((row[f"{side}text"] or "").split()) for side in _SIDES
    }
    return _change(row) | texts


def measure(row: Row) -> str:
    """What is measured: `规上工业增加值 growth (target)`."""
    words = [row["measure"] or "", row["aspect"] if row["aspect"] != "level" else ""]
    if row["modality"] != "actual":
        words.append(f"({row['modality']})")
    return " ".join(filter(None, words))


def _side(row: Row, side: str) -> str:
    """The value on one side, with its date where a figure names no period; in brackets if the row
    leaves it as it is."""
    text = present.figure(row, side)
    stays = row["change"] in ("kept", "added" if side == "a_" else "removed")
    if text and not (row["period_start"] or row["period_end"]) and row[f"{side}published"]:
        text += f", {row[f'{side}published']}"
    return f"({text})" if text and stays else text


def _difference(row: Row) -> str:
    if not row["difference"]:
        return ""
    sign = "+" if row["difference"] > 0 else ""
    return sign + present.readable(row["difference"], row["b_unit"])
