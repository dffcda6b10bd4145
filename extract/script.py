"""Traditional characters matched as simplified ones; evidence stays as printed."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import opencc


def simplify(text: str) -> str:
    """`text` with each traditional character as its simplified one: equal length, offset for
    offset. A text without traditional characters comes back as the same object.

    The table is OpenCC's `TSCharacters`, first choice. A character that simplified writing keeps in
    some words (著, 乾) is left alone, or 著名 would be spoilt.
    """
    table, keys = _table()
    return text if keys.isdisjoint(text) else text.translate(table)


@cache
def _table() -> tuple[dict[int, str], frozenset[str]]:
    path = Path(opencc.__file__).parent / "dictionary" / "TSCharacters.txt"
    table = {}
    for line in path.read_text("utf-8").splitlines():
        printed, _, choices = line.partition("\t")
        simple = choices.split(" ")
        if len(printed) == 1 and len(simple[0]) == 1 and printed not in simple:
            table[ord(printed)] = simple[0]
    return table, frozenset(map(chr, table))
