"""The tables of a run: which records each holds. Files, columns and schemas follow from this."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, get_args

from pydantic import TypeAdapter

from extract.records import Article, Check, Fact, Ignored, Mention, Record, Reject, Relation

_MENTIONS: tuple[type[Record], ...] = get_args(get_args(Mention)[0])


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its file name without suffix, the schema's name, and the models of its rows."""

    name: str
    schema: str
    models: tuple[type[Record], ...]
    kind: str | None = None  # the field by whose value the rows are counted in `run.json`
    columnar: bool = True  # has a Parquet version
    csv: bool = False  # has a CSV version beside it

    def columns(self) -> dict[str, Any]:
        """Annotation of every column: the fields of all its models, in their order."""
        return {n: f for model in self.models for n, f in _fields(model)}

    @property
    def adapter(self) -> TypeAdapter[Any]:
        """Validates a row of this table."""
        return TypeAdapter(Mention if self.name == "mentions" else self.models[0])


TABLES: tuple[Table, ...] = (
    Table("articles", "article", (Article,)),
    Table("mentions", "mention", _MENTIONS, kind="type"),
    Table("facts", "fact", (Fact,), csv=True),
    Table("checks", "check", (Check,), kind="status"),
    Table("relations", "relation", (Relation,), kind="kind"),
    Table("ledger", "ledger", (Ignored,), kind="reason", columnar=False),
    Table("rejects", "reject", (Reject,), kind="reason", columnar=False),
)
BY_NAME = {table.name: table for table in TABLES}


def _fields(model: type[Record]) -> list[tuple[str, Any]]:
    return [(name, info.annotation) for name, info in model.model_fields.items()]
