"""The schema of `rules/firms.yml`: what a domain expert may write there."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

TailKind = Literal["legal", "head", "bank", "works", "trade", "field"]


class Strict(BaseModel):
    """A part of a rules file; a misspelt key is an error."""

    model_config = ConfigDict(extra="forbid")


class Tail(Strict):
    """Ends of names of one kind, and texts with the names that must be found in them."""

    forms: list[str]
    examples: list[dict[str, list[str]]] = []


class Cue(Strict):
    """What stands beside a name; `weight` is what it adds to the score."""

    id: str
    side: Literal["before", "after"]
    weight: float
    pattern: str
    examples: list[dict[str, list[str]]] = []


class FirmList(Strict):
    """What follows a list of firms; `each`: how many members must look like firms by themselves."""

    lead: str = ""
    pattern: str
    each: Literal["one", "most"]
    examples: list[dict[str, list[str]]] = []


class Frame(Strict):
    """What stands around a short name alone, and what the sentence must say after it."""

    id: str
    before: str
    after: str
    need: str
    examples: list[dict[str, list[str]]] = []


class Advice(Strict):
    """How the recogniser is used: sentences it sees, how far it is trusted, what it is told."""

    cues: list[str]
    trust: float
    repeated: float
    odd: float
    never: list[str]


class FirmRules(Strict):
    """`rules/firms.yml`."""

    tails: dict[TailKind, Tail]
    industries: list[str]
    inner: list[str]
    announcers: list[str]
    joined: list[str]
    joined_to: list[str]
    function_characters: str
    kept_places: list[str]
    states: list[str]
    generic: list[str]
    materials: str
    bylines: list[str]
    no_names: str
    not_firms: list[str]
    rural: list[str]
    not_after: list[str]
    not_after_field: list[str]
    not_after_known: list[str]
    cues: list[Cue]
    lists: list[FirmList]
    frames: list[Frame]
    recogniser: Advice
