"""The divisions of China since 1980: codes, names, years, parents and successors.

The table is `rules/divisions.csv` (codes of GB/T 2260 as the Ministry of Civil Affairs lists them
at the end of each year), built by `tools/build_divisions.py`. A row is one name of one code from
`first` to `last`; a code whose name changed has several rows, and so has one whose area was split.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict

from extract.errors import RulesError
from extract.rules import Rules

_LEVEL = re.compile(r"[省市盟县区旗]$")
_SUFFIX = re.compile(
    r"(?:特别行政区|自治[区州县旗]|地区|新区|林区|矿区|特区|行政委员会|[省市盟县区旗])$"
)
_PEOPLE = re.compile(
    r"(?:(?:蒙古|哈萨克|柯尔克孜|塔吉克|锡伯|维吾尔)族?|(?:土家|布依|朝鲜|哈尼|傈僳|拉祜|东乡|纳西|景颇"
    r"|达斡尔|仫佬|布朗|撒拉|毛南|仡佬|阿昌|普米|鄂温克|德昂|保安|裕固|鄂伦春|赫哲|独龙|基诺|俄罗斯"
    r"|回|藏|苗|彝|壮|满|侗|瑶|白|傣|黎|佤|畲|水|土|羌|怒|京|各)族)+$"
)


def _split(value: object) -> object:
    return tuple(value.split()) if isinstance(value, str) else value


class Division(BaseModel):
    """One row of the table. `last` is None while the name still holds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str
    name: str
    level: Literal["province", "prefecture", "county", "township"]
    parent: str = ""
    first: int
    last: int | None = None
    successors: Annotated[tuple[str, ...], BeforeValidator(_split)] = ()

    def valid(self, year: int) -> bool:
        """Whether the name holds at the end of `year`."""
        return self.first <= year and (self.last is None or year <= self.last)


@dataclass(slots=True, frozen=True)
class Stage:
    """One step in the life of a place: what it was called, with which code, from when to when."""

    code: str
    name: str
    level: str
    path: str
    first: int
    last: int | None
    successors: tuple[str, ...]


class Divisions:
    """The table, with the look-ups the finder needs."""

    def __init__(self, rows: Iterable[Division]) -> None:
        self.rows = sorted(rows, key=lambda d: (d.code, d.first))
        self.by_code: dict[str, list[Division]] = defaultdict(list)
        self.by_name: dict[str, list[Division]] = defaultdict(list)
        for row in self.rows:
            self.by_code[row.code].append(row)
            self.by_name[row.name].append(row)
        self._above: dict[tuple[str, int], list[Division]] = {}
        self.latest = max((max(d.first, d.last or 0) for d in self.rows), default=0)

    def at(self, code: str, year: int) -> Division | None:
        """The row of `code` that holds in `year`, if any."""
        return next((d for d in self.by_code.get(code, ()) if d.valid(year)), None)

    def nearest(self, code: str, year: int) -> Division | None:
        """The row of `code` that holds in `year`, else the one closest in time."""
        rows = self.by_code.get(code)
        return min(rows, key=lambda d: _distance(d, year)) if rows else None

    def ancestors(self, division: Division, year: int) -> list[Division]:
        """The divisions above `division`, the nearest first.

        The prefecture is told by the code; in years without it the province is the parent.
        """
        key = division.parent, year
        if key not in self._above:
            above = self._parent(division.parent, year)
            self._above[key] = [above, *self.ancestors(above, year)] if above else []
        return self._above[key]

    def _parent(self, code: str, year: int) -> Division | None:
        province = None if code.endswith("0000") else self.at(code[:2] + "0000", year)
        return self.at(code, year) or province or self.nearest(code, year)

    def path(self, division: Division, year: int) -> str:
        """`浙江省/温州市/永嘉县`"""
        return "/".join(d.name for d in [*reversed(self.ancestors(division, year)), division])

    def next(self, division: Division) -> list[Division]:
        """The rows that took over when `division` ended."""
        year = (division.last or self.latest) + 1
        found = (self.at(code, year) or self.nearest(code, year) for code in division.successors)
        return [d for d in found if d is not None and d is not division]

    def previous(self, division: Division) -> list[Division]:
        """The rows that `division` took over from."""
        return [
            d
            for d in self.rows
            if division.code in d.successors and any(n is division for n in self.next(d))
        ]

    def current(self, division: Division, year: int) -> Division | None:
        """What `division` is in `year`, if it still holds or exactly one successor does."""
        seen: set[int] = set()
        while not division.valid(year):
            later = self.next(division) if division.first <= year else []
            if len(later) != 1 or id(division) in seen:
                return None
            seen.add(id(division))
            division = later[0]
        return division


def _distance(division: Division, year: int) -> int:
    if year < division.first:
        return division.first - year
    return max(0, year - (division.last or year))


@cache
def stem(name: str) -> str:
    """The short name: `永嘉` of 永嘉县, `景宁` of 景宁畲族自治县; at least two characters or ''."""
    for suffix in (_SUFFIX.search(name), _LEVEL.search(name)):
        bare = name[: suffix.start()] if suffix else name
        people = _PEOPLE.search(bare)
        if people and people.start() >= 2:
            return bare[: people.start()]
        if people and bare.endswith("族"):
            return bare[:-1]
        if len(bare) >= 2:
            return bare
    return ""


def validate(rows: list[Division], where: str) -> None:
    """Refuse a table with malformed codes, wrong levels, orphans or overlapping years."""
    spans: dict[str, tuple[int, int]] = {}
    last: dict[str, int] = {}
    for row in sorted(rows, key=lambda d: (d.code, d.first)):
        end = 9999 if row.last is None else row.last
        if len(row.code) != 6 or not (row.code.isascii() and row.code.isdigit()):
            raise RulesError(f"{where}: {row.code} {row.name}: a code has six digits")
        if row.level != level_of(row.code):
            raise RulesError(f"{where}: {row.code} {row.name}: {row.level} does not fit the code")
        if row.first > end or row.first <= last.get(row.code, 0):
            raise RulesError(f"{where}: {row.code} {row.name}: its years overlap or run backwards")
        last[row.code] = end
        first = spans[row.code][0] if row.code in spans else row.first
        spans[row.code] = (first, end)
    for row in rows:
        if row.parent not in spans and (row.parent or row.level != "province"):
            raise RulesError(f"{where}: {row.code} {row.name}: no parent {row.parent or '(none)'}")
        missing = [code for code in row.successors if code not in spans]
        if missing:
            raise RulesError(f"{where}: {row.code} {row.name}: no successor {missing[0]}")


def level_of(code: str) -> str:
    """The level a six-digit code tells: `330000` province, `330300` prefecture, else county."""
    return "province" if code[2:] == "0000" else "prefecture" if code[4:] == "00" else "county"


def load(rules: Rules) -> Divisions:
    """The table of these rules, validated; use it as `rules.compiled(divisions.load)`."""
    rows = rules.rows("divisions.csv", Division)
    validate(rows, str(rules.path("divisions.csv")))
    return Divisions(rows)


def lineage(name_or_code: str, rules: Rules) -> list[Stage]:
    """All codes and names a place had and has, in order of years.

    `name_or_code` is a six-digit code, an official name (`溧水县`), a short name (`溧水`), or one
    with parents before it (`江苏省南京市鼓楼区`). Of a name that several places share all are
    given, one place after the other; the list is empty where nothing is known.
    """
    table = rules.compiled(load)
    found: list[Division] = []
    for start in _named(table, name_or_code.strip()):
        if start not in found:
            found.extend(d for d in _family(table, start) if d not in found)
    return [
        Stage(
            d.code,
            d.name,
            d.level,
            table.path(d, d.last or table.latest),
            d.first,
            d.last,
            d.successors,
        )
        for d in found
    ]


def _family(table: Divisions, start: Division) -> list[Division]:
    """`start`, all that came before it and all that came after it."""
    found = [start, *_closure(start, table.previous), *_closure(start, table.next)]
    return sorted(dict.fromkeys(found), key=lambda d: (d.first, d.last or 9999, d.code))


def _closure(start: Division, step: Callable[[Division], list[Division]]) -> Iterator[Division]:
    todo, seen = [start], {start}
    while todo:
        for other in step(todo.pop()):
            if other not in seen:
                seen.add(other)
                todo.append(other)
                yield other


def _named(table: Divisions, name: str) -> list[Division]:
    if name.isdigit():
        return table.by_code.get(name, [])
    if name in table.by_name:
        return table.by_name[name]
    ends = [name[i:] for i in range(1, len(name)) if name[i:] in table.by_name]
    for end in ends:
        rows = [d for d in table.by_name[end] if _under(table, d, name[: -len(end)])]
        if rows:
            return rows
    return [d for d in table.rows if stem(d.name) == name]


def _under(table: Divisions, division: Division, parents: str) -> bool:
    """Whether `parents`, official or short names run together, are divisions above `division`."""
    years = {division.first, division.last or table.latest}
    for year in years:
        rest = parents
        for above in reversed(table.ancestors(division, year)):
            short = stem(above.name)
            rest = (
                rest.removeprefix(above.name)
                if rest.startswith(above.name)
                else (rest.removeprefix(short) if short else rest)
            )
        if not rest:
            return True
    return False
