"""W3C Web Annotations (JSON-LD): one page; offsets are code points, as the standard asks.

https://www.w3.org/TR/annotation-model/: a mention is an annotation whose bodies classify it and say
what it means, a fact one whose body is its fields. The target is the article, by position and
quote.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from extract.export.documents import Document, label, meaning, told

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_AROUND = 24  # characters before and after a quote


def write(documents: Iterable[Document], out: Path) -> None:
    """Make the file. Annotations stand one a line."""
    total = 0
    with out.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f'{{"@context": "{CONTEXT}", "id": "urn:xianzhi:annotations:1", ')
        file.write('"type": "AnnotationPage", "startIndex": 0, "items": [')
        for document in documents:
            for annotation in of(document):
                file.write(",\n" if total else "\n")
                file.write(json.dumps(annotation, ensure_ascii=False))
                total += 1
        file.write(
            '\n], "partOf": {"id": "urn:xianzhi:annotations", "type": "AnnotationCollection", '
            f'"label": "xianzhi", "total": {total}}}}}\n'
        )


def of(document: Document) -> Iterator[dict[str, Any]]:
    """The annotations of one article."""
    for mention in document.mentions:
        bodies = [_text(label(mention), "classifying")]
        if said := meaning(mention):
            bodies.append(_text(said, "identifying"))
        yield _annotation(mention.id, bodies, document, mention.start, mention.end)
    for fact in document.facts:
        fields = json.dumps(told(fact), ensure_ascii=False)
        body = _text(fields, "describing") | {"format": "application/json"}
        yield _annotation(fact.id, [body], document, fact.start, fact.end)


def _annotation(
    name: str, bodies: list[dict[str, str]], document: Document, start: int, end: int
) -> dict[str, Any]:
    text = document.text
    position = {"type": "TextPositionSelector", "start": start, "end": end}
    words = {
        "type": "TextQuoteSelector",
        "exact": text[start:end],
        "prefix": text[max(start - _AROUND, 0) : start],
        "suffix": text[end : end + _AROUND],
    }
    return {
        "id": f"urn:xianzhi:{quote(name)}",
        "type": "Annotation",
        "motivation": bodies[0]["purpose"],
        "body": bodies,
        "target": {"source": _source(document), "selector": [position, words]},
    }


def _text(value: str, purpose: str) -> dict[str, str]:
    return {"type": "TextualBody", "value": value, "purpose": purpose}


def _source(document: Document) -> str:
    """The article as an IRI: its file, as it was given, else its id."""
    source = document.article.source
    return quote(source, safe="/:#?=&%!") if source else f"urn:xianzhi:{document.article.id}"
