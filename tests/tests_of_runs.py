"""What tests of batches share: many small articles, and how to compare what came of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

STUB = {"pipeline": "stub:load", "workers": 2, "shard": 2}


def articles(folder: Path, count: int, **others: str) -> Path:
    folder.mkdir(exist_ok=True)
    for n in range(count):
        text = f"第{n}号工厂去年产值{n * 37 + 5}万元，今年{n * 41}万元。\n" * 3
        (folder / f"{n:03d}.txt").write_text(others.get(f"n{n}", text), "utf-8")
    return folder


def content(run: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in sorted(run.iterdir()) if p.name != "run.json"}


def rows(run: Path, table: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (run / f"{table}.jsonl").open(encoding="utf-8")]
