"""The record models: what a run writes, and the only place that says so.

The JSON Schemas in `schemas/` are generated from these models. While an article is being worked
on, `start` and `end` of mentions and facts count code points of the *restored* text; the last step
of the pipeline (`Text.locate`) turns them into code points of the *raw* article, `[start, end)`.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, TypeAdapter, WithJsonSchema

SCHEMA_VERSION = "1.0"


def plain(value: Decimal) -> str:
    """A decimal without exponent and idle zeros: `Decimal('3.4240E+10')` → `34240000000`."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


Number = Annotated[
    Decimal,
    PlainSerializer(plain, return_type=str),
    WithJsonSchema({"type": "string", "pattern": r"^-?\d+(\.\d+)?$"}),
]
Bound = Literal["exact", "about", "over", "under", "at_least", "at_most"]
Aspect = Literal["level", "growth", "change", "share", "rank", "multiple", "from"]
Modality = Literal["actual", "target", "capacity"]
SubjectType = Literal["place", "firm", "industry", "person", "other"]
Level = Literal["country", "region", "province", "prefecture", "county", "township"]


class Record(BaseModel):
    """Base of all records: unknown fields are errors, so that a typo cannot pass silently."""

    model_config = ConfigDict(extra="forbid")


class Article(Record):
    """One article as it was read."""

    id: str
    source: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: str | None = None  # ISO date, may be only `2025` or `2025-05`
    published_from: Literal["given", "filename", "dateline", "inferred"] | None = None
    sha256: str = ""
    chars: int = 0
    encoding: str | None = None
    offsets_into: Literal["raw", "extracted"] = "raw"  # `extracted`: HTML that could not be mapped
    warnings: list[str] = []
    duplicate_of: str | None = None  # id of the first article of the run with the same content


class MentionBase(Record):
    """What all mentions share. `rule` names the rule that found it."""

    id: str = ""
    article: str = ""
    start: int
    end: int
    text: str = ""
    rule: str = ""


class Quantity(MentionBase):
    """A number with its unit; `low`/`high` hold a range, `value` is null then."""

    type: Literal["quantity"] = "quantity"
    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    bound: Bound = "exact"
    unit: str | None = None  # canonical Chinese name
    dimension: str = "number"
    si_value: Number | None = None
    si_unit: str | None = None
    precision: Number | None = None  # what one step of the last printed digit is worth, in `unit`
    form: Literal["article"] | None = None  # `一个`, `一条` used as an article


class Date(MentionBase):
    """A point, an interval, a duration or a recurrence in time (TIMEX3)."""

    type: Literal["date"] = "date"
    kind: Literal["date", "interval", "duration", "recurring"]
    timex: str | None = None
    date_start: str | None = None  # ISO, inclusive; a date-time where a clock time is given
    date_end: str | None = None  # ISO, inclusive
    anchor: Literal["absolute", "published", "context", "unresolved"] = "unresolved"
    mod: str | None = None  # TIMEX3 mod: START, MID, END, APPROX, BEFORE, AFTER, …


class Place(MentionBase):
    """An administrative division, by name or by reference."""

    type: Literal["place"] = "place"
    code: str | None = None  # GB/T 2260 at the article's time
    name: str | None = None
    level: Level | None = None
    path: str | None = None  # 浙江省/温州市/永嘉县
    coref: bool = False
    ambiguous: bool = False
    candidates: list[str] = []  # codes, where it stays undecided; the members of a region


class Firm(MentionBase):
    """A company, factory, bank, group or shop."""

    type: Literal["firm"] = "firm"
    firm: str = ""  # id shared by all mentions of the same firm in the run
    name: str = ""  # its fullest name seen
    coref: bool = False
    score: float = 1.0


Mention = Annotated[Quantity | Date | Place | Firm, Field(discriminator="type")]
MENTION: TypeAdapter[Any] = TypeAdapter(Mention)


class Ignored(Record):
    """A numeral that is no quantity and no date, and why (`ledger.jsonl`)."""

    article: str = ""
    start: int
    end: int
    text: str = ""
    reason: str
    rule: str = ""


class Fact(Record):
    """A quantity in context: who or where, what, how much, for when, on which characters."""

    id: str = ""
    key: str = ""
    article: str = ""
    quantity: str
    subject: str | None = None
    subject_type: SubjectType | None = None
    subject_id: str | None = None
    measure: str | None = None
    measure_id: str | None = None
    aspect: Aspect = "level"
    direction: Literal["up", "down"] | None = None
    base: str | None = None  # what growth or change is measured against: 同比, 环比, 比2020年
    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    bound: Bound = "exact"
    unit: str | None = None
    dimension: str = "number"
    si_value: Number | None = None
    si_unit: str | None = None
    period: str | None = None  # mention id
    period_text: str | None = None
    period_start: str | None = None
    period_end: str | None = None
    modality: Modality = "actual"
    scope: str | None = None
    qualifier: str | None = None
    start: int
    end: int
    text: str = ""
    rule: str = ""
    confidence: float = 1.0
    repeats: str | None = None  # the fact of this article that says the same figure more precisely


RelationKind = Literal["pairing", "agreement", "selection", "award"]


class Argument(Record):
    """One of those a relation holds between."""

    mention: str
    name: str
    type: Literal["place", "firm"]
    id: str | None = None  # code or firm id


class Relation(Record):
    """What names have to do with one another or with a list, a prize, a contract."""

    id: str = ""
    kind: RelationKind
    article: str = ""
    arguments: list[Argument]
    object: str | None = None  # the list, title or prize
    period: str | None = None  # mention id
    period_start: str | None = None
    period_end: str | None = None
    start: int
    end: int
    text: str = ""
    rule: str = ""


class Check(Record):
    """What the numbers say about one another."""

    id: str = ""
    kind: str
    status: Literal["pass", "fail"]
    facts: list[str] = []
    mentions: list[str] = []
    article: str | None = None
    message: str = ""
    message_en: str = ""
    expected: str | None = None
    found: str | None = None


class Reject(Record):
    """An article that could not be used."""

    source: str | None = None
    id: str | None = None
    line: int | None = None  # of a file of rows, from 1
    reason: str
    message: str


class Input(Record):
    """One file or row that a run was given, and how many rows of each table came of it.

    `inputs.jsonl` has one in the order of the articles: a later run takes over what is unchanged.
    """

    source: str
    sha256: str  # of the bytes of the file, or of the row
    rows: dict[str, int] = {}  # by table
    bytes: dict[str, int] = {}  # of these rows in the JSON Lines of the table
    tally: dict[str, int] = {}  # by table and kind: `mentions.date`


class Run(Record):
    """The manifest of a run. The only record with times in it."""

    schema_version: str = SCHEMA_VERSION
    version: str
    rules_sha256: str
    model_sha256: str | None = None
    fingerprint: str = ""  # SHA-256 of all that may change a record: version, rules, model, options
    options: dict[str, Any] = {}
    started: str
    ended: str
    seconds: float
    update: dict[str, int] = {}  # of a run that took over from the one before: taken, made, gone
    files: dict[str, str] = {}  # SHA-256 of each file of the folder
    counts: dict[str, int] = {}
    status: dict[str, int] = {}
    numerals: dict[str, int] = {}  # the ledger: how the numerals of the run ended
