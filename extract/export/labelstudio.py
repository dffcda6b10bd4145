"""Tasks for Label Studio (JSON), with mentions and the periods of facts as pre-annotations.

Set a project up with `CONFIG` as its labelling interface, and import the file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from extract import __version__
from extract.export.documents import Document, label, meaning, told

CONFIG = """<View>
  <Relations><Relation value="period"/></Relations>
  <Labels name="label" toName="text">
    <Label value="quantity" background="#00a7b3"/>
    <Label value="date" background="#3c9a3c"/>
    <Label value="place" background="#c98a00"/>
    <Label value="firm" background="#b33ca7"/>
  </Labels>
  <Text name="text" value="$text"/>
</View>"""


def write(documents: Iterable[Document], out: Path) -> None:
    """Make the file: a list of tasks, one a line."""
    with out.open("w", encoding="utf-8", newline="\n") as file:
        file.write("[")
        for i, document in enumerate(documents):
            file.write(",\n" if i else "\n")
            file.write(json.dumps(task(document), ensure_ascii=False))
        file.write("\n]\n")


def task(document: Document) -> dict[str, Any]:
    """One article as a task."""
    article = document.article
    regions = [
        {
            "id": mention.id,
            "from_name": "label",
            "to_name": "text",
            "type": "labels",
            "value": {
                "start": mention.start,
                "end": mention.end,
                "text": document.text[mention.start : mention.end],
                "labels": [label(mention)],
            },
            "meta": {"text": [meaning(mention)]},
        }
        for mention in document.mentions
    ]
    periods = {(fact.quantity, fact.period) for fact in document.facts if fact.period}
    relations = [
        {"type": "relation", "from_id": a, "to_id": b, "direction": "right", "labels": ["period"]}
        for a, b in sorted(periods)
    ]
    facts = [{"id": fact.id, "quantity": fact.quantity, **told(fact)} for fact in document.facts]
    data = {"text": document.text, "article": article.id, "source": article.source, "facts": facts}
    prediction = {"model_version": f"xianzhi {__version__}", "result": [*regions, *relations]}
    return {"data": data, "predictions": [prediction]}
