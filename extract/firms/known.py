"""Firms fixed by hand in `rules/firms-known.csv`: names, aliases, unified social credit codes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import ahocorasick
from pydantic import BaseModel, ConfigDict, field_validator

from extract.rules import Rules

_CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"


class KnownFirm(BaseModel):
    """One line of the file."""

    model_config = ConfigDict(extra="forbid")
    name: str
    aliases: str = ""
    code: str | None = None
    evidence: Literal["yes"] | None = None  # an alias is also a common word

    @field_validator("code")
    @classmethod
    def _checked(cls, code: str) -> str:
        if not is_credit_code(code):
            raise ValueError(
                f"{code} is no unified social credit code: its check character is wrong"
            )
        return code


@dataclass(slots=True)
class KnownFirms:
    """The file compiled: `names` finds every name and alias of a text in one pass."""

    names: ahocorasick.Automaton
    by_name: dict[str, KnownFirm]

    def find(self, text: str) -> Iterator[tuple[int, int, KnownFirm]]:
        """Start, end, firm of every occurrence of a name."""
        for last, (size, firm) in self.names.iter(text):
            yield last + 1 - size, last + 1, firm


def compile_known(rules: Rules) -> KnownFirms:
    """Read and compile the file; kept by `Rules.compiled`."""
    names, by_name = ahocorasick.Automaton(), {}
    for firm in rules.rows("firms-known.csv", KnownFirm):
        for name in (firm.name, *firm.aliases.split()):
            names.add_word(name, (len(name), firm))
            by_name[name] = firm
    names.make_automaton()
    return KnownFirms(names, by_name)


def is_credit_code(code: str) -> bool:
    """Whether the check character of a unified social credit code is right (GB 32100-2015)."""
    if len(code) != 18 or any(c not in _CREDIT for c in code):
        return False
    total = sum(_CREDIT.index(c) * pow(3, i, 31) for i, c in enumerate(code[:17]))
    return _CREDIT[-total % 31] == code[17]
