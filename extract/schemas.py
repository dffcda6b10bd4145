"""The JSON Schemas (2020-12) of all records, made from the models.

`schemas/` holds them as files for readers that are not Python; `python -m extract.schemas schemas`
writes them again after a model has changed, and a test fails until that is done.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from extract.records import SCHEMA_VERSION, Run
from extract.tables import TABLES

ADAPTERS: dict[str, TypeAdapter[Any]] = {
    **{table.schema: table.adapter for table in TABLES},
    "run": TypeAdapter(Run),
}


def document(name: str) -> dict[str, Any]:
    """The JSON Schema of one record, by name (`fact`, `mention`, `run` …)."""
    body = ADAPTERS[name].json_schema(mode="serialization")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:xianzhi:{SCHEMA_VERSION}:{name}",
        "title": name,
        **{key: value for key, value in body.items() if key != "title"},
    }


def render(name: str) -> str:
    """The schema as the file in `schemas/` holds it."""
    return json.dumps(document(name), ensure_ascii=False, indent=2) + "\n"


def write(folder: Path) -> list[Path]:
    """All schemas as `<name>.schema.json` in `folder`."""
    paths = [folder / f"{name}.schema.json" for name in ADAPTERS]
    for name, path in zip(ADAPTERS, paths, strict=True):
        path.write_text(render(name), "utf-8")
    return paths


if __name__ == "__main__":
    for written in write(Path(sys.argv[1])):
        print(written)
