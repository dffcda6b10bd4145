"""The forms in which lists of words are asked: sets, endings, patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict


def search(words: Iterable[str], behind: str = "") -> re.Pattern[str]:
    """A pattern for any of `words`, longest first, with `behind` after it (`$`: at the end)."""
    return re.compile(_branches(sorted(set(words))) + behind)


def _branches(words: Sequence[str]) -> str:
    """The sorted `words` as one alternation that tells them apart character by character."""
    ends = bool(words) and not words[0]
    rest = words[1:] if ends else words
    heads = [
        re.escape(head) + _branches([w[1:] for w in group])
        for head, group in groupby(rest, key=itemgetter(0))
    ]
    inner = heads[0] if len(heads) == 1 else "|".join(heads)
    return f"(?:{inner}){'?' if ends else ''}" if inner else ""


Words = frozenset[str]
Letters = Annotated[frozenset[str], BeforeValidator(frozenset)]  # of a string
Ends = tuple[str, ...]
Anywhere = Annotated[re.Pattern[str], BeforeValidator(search)]
AtEnd = Annotated[re.Pattern[str], BeforeValidator(lambda words: search(words, "$"))]


class Lists(BaseModel):
    """One file of lists; each has the form it is asked in."""

    model_config = ConfigDict(extra="forbid")
