"""A CoNLL file: a character and its tag (B-, I-, O) a line, a blank line between sentences.

Articles begin with `-DOCSTART-`; white space has no line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from extract.export.documents import Document, label

_ENDS = frozenset("。！？\n")


def write(documents: Iterable[Document], out: Path) -> None:
    """Make the file."""
    with out.open("w", encoding="utf-8", newline="\n") as file:
        for document in documents:
            file.write("-DOCSTART- O\n\n")
            file.writelines(_lines(document))


def _lines(document: Document) -> Iterator[str]:
    tags = _tags(document)
    begun = False
    for i, character in enumerate(document.text):
        if not character.isspace():
            yield f"{character} {tags.get(i, 'O')}\n"
            begun = True
        if begun and character in _ENDS and not tags.get(i + 1, "O").startswith("I-"):
            yield "\n"
            begun = False
    if begun:
        yield "\n"


def _tags(document: Document) -> dict[int, str]:
    """The tag of every character of a mention; of two mentions that overlap the first one's."""
    tags: dict[int, str] = {}
    for mention in document.mentions:
        if not any(i in tags for i in range(mention.start, mention.end)):
            name = label(mention).upper()
            tags |= dict.fromkeys(range(mention.start, mention.end), f"I-{name}")
            tags[mention.start] = f"B-{name}"
    return tags
