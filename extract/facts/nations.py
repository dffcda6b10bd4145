"""Where a text names a country."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

from extract.facts.vocabulary import search
from extract.rules import Rules

_NOT_THE_NATION = r"(?!范围|首|第|最|各地|两会|人大|政协|性|统一|前列|劳模|文明|重点|百强)"


class Nation(BaseModel):
    """A row of `rules/countries.csv`."""

    model_config = ConfigDict(extra="forbid")
    code: str
    name: str


@dataclass(slots=True, frozen=True)
class Nations:
    """The countries by name, and where one is named."""

    codes: dict[str, str]
    named: re.Pattern[str]


def build(rules: Rules) -> Nations:
    """For `rules.compiled`."""
    codes = {row.name: row.code for row in rules.rows("countries.csv", Nation)}
    return Nations(codes, search(["全国", "我国", *codes], _NOT_THE_NATION))
