"""Two runs over the same articles, compared character by character: what a change of rules did.

Mentions and facts are matched by their ids, which are made of article and raw span, checks by what
they check; a mention that only grew or shrank is matched by the characters both have. What the
runs were made with, and columns that only one of them has, are rows too.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq

from extract import sinks
from extract.store import StoredRun
from extract.store.database import quoted
from extract.tables import BY_NAME

if TYPE_CHECKING:
    import duckdb

STATUSES = {
    "appeared": "found only in B",
    "vanished": "found only in A",
    "moved": "begins or ends elsewhere",
    "changed": "same characters, other fields",
    "column": "a column that only one of the runs has",
    "made": "the runs were made by other versions, rules or options",
}
_TABLES = ("mentions", "facts", "checks")
_MADE = ("schema_version", "version", "rules_sha256", "model_sha256")
_COLUMNS = 'status, "table", article, "start", "end", text, fields'
_SPAN = "NULL, NULL, {side}.message"  # start, end and text of a check
_READ = {
    "mentions": "SELECT * FROM",
    "facts": "SELECT * FROM",
    # what is checked is what a check is known by
    "checks": "SELECT * REPLACE (concat_ws('|', article, kind, facts, mentions) AS id) FROM",
}
_OVERLAP = {
    "mentions": "a.type = b.type AND a.start < b.end AND b.start < a.end",
    "facts": "FALSE",  # a fact has the id of its quantity; its clause says nothing of identity
    "checks": "FALSE",
}


def compare(connection: duckdb.DuckDBPyConnection, a: StoredRun, b: StoredRun) -> None:
    """Make the view `changes` of what lies in the schemas `a` and `b`."""
    parts = list(_made(a, b))
    for table in _TABLES:
        here, there = _columns(a, table), _columns(b, table)
        for only, side in ((here - there, "A"), (there - here, "B")):
            parts.extend(_row("column", table, name, f"only in {side}") for name in sorted(only))
        schema = sinks.schema(BY_NAME[table])
        both = [f for f in schema if f.name in here & there and f.name != "id"]
        shown = [_shown(f.name, f.type == sinks.NUMBER) for f in both]
        parts.append(_rows(table, ", ".join(shown)))
    connection.execute(f"CREATE TEMP VIEW changes({_COLUMNS}) AS " + "\nUNION ALL\n".join(parts))


def _made(a: StoredRun, b: StoredRun) -> Iterator[str]:
    """A row for everything that the runs were not made with alike."""
    options = {f"options.{name}" for run in (a, b) for m in run.manifests for name in m["options"]}
    for name in (*_MADE, *sorted(options)):
        told = [sorted({_told(m, name) for m in run.manifests}) for run in (a, b)]
        if told[0] != told[1]:
            yield _row("made", "run", name, " → ".join(", ".join(values) for values in told))


def _told(manifest: dict[str, Any], name: str) -> str:
    group, _, option = name.partition(".")
    value = manifest[group].get(option) if option else manifest.get(name)
    return json.dumps(value, ensure_ascii=False)


def _row(status: str, of: str, text: str, fields: str) -> str:
    told = ", ".join(quoted(word) for word in (text, fields))
    return f"SELECT {quoted(status)}, {quoted(of)}, NULL, NULL, NULL, {told}"


def _columns(run: StoredRun, table: str) -> set[str]:
    """The columns that the files of a run have."""
    return set.intersection(*(set(pq.read_schema(path).names) for path in run.paths(table)))


def _shown(name: str, number: bool) -> str:
    """Where a column differs: `value: 3 → 4`; else NULL."""
    old, new = (_plain(f'{side}."{name}"', number) for side in "ab")
    differs = f'a."{name}" IS DISTINCT FROM b."{name}"'
    return f"CASE WHEN {differs} THEN concat({quoted(name + ': ')}, {old}, ' → ', {new}) END"


def _plain(column: str, number: bool) -> str:
    text = f"{column}::VARCHAR"
    if number:
        text = f"regexp_replace({text}, '\\.?0+$', '')"
    return f"coalesce({text}, '–')"


def _rows(table: str, shown: str) -> str:
    """The changes of one table: by id, and for mentions that are left by overlap."""
    span = _SPAN if table == "checks" else "{side}.start, {side}.end, {side}.text"
    said = {side: f"{side}.article, {span.format(side=side)}" for side in "ab"}
    return f"""(
WITH rows_a AS ({_READ[table]} a.{table}), rows_b AS ({_READ[table]} b.{table}),
    alone_a AS (SELECT * FROM rows_a ANTI JOIN rows_b USING (id)),
    alone_b AS (SELECT * FROM rows_b ANTI JOIN rows_a USING (id)),
    moved AS (
        SELECT a.id AS a_id, b.id AS b_id, {said["b"]}, concat_ws('; ', {shown}) AS fields
        FROM alone_a a JOIN alone_b b ON a.article = b.article AND {_OVERLAP[table]}
        QUALIFY row_number() OVER (PARTITION BY a.id ORDER BY b.id) = 1
            AND row_number() OVER (PARTITION BY b.id ORDER BY a.id) = 1
    )
SELECT 'vanished', '{table}', {said["a"]}, '' FROM alone_a a
WHERE id NOT IN (SELECT a_id FROM moved)
UNION ALL
SELECT 'appeared', '{table}', {said["b"]}, '' FROM alone_b b
WHERE id NOT IN (SELECT b_id FROM moved)
UNION ALL
SELECT 'moved', '{table}', * EXCLUDE (a_id, b_id) FROM moved
UNION ALL
SELECT * FROM (
    SELECT 'changed', '{table}', {said["b"]}, concat_ws('; ', {shown}) AS fields
    FROM rows_a a JOIN rows_b b USING (id)
) WHERE fields <> '')"""
