"""What tests share: a Doc from a sentence, tables of cases, the folder of real data."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
import spacy
import yaml
from spacy.tokens import Doc

from extract import rules
from extract.segment import segment
from extract.text import Text

HERE = Path(__file__).parent
SHARED = Path(os.environ.get("XIANZHI_SHARED", HERE.parent.parent / "shared"))
_NLP = spacy.blank("zh")


def read(text: str, published: str | None = None, title: str | None = None) -> Doc:
    """`text` as a finder sees it."""
    return segment(Text.unchanged(text), _NLP, rules.load(), published=published, title=title)


def cases(name: str) -> list[Any]:
    """The table `tests/cases/<name>.yml` as parameters; `xfail: reason` is a strict xfail."""
    rows = yaml.safe_load((HERE / "cases" / f"{name}.yml").read_text("utf-8"))
    return [
        pytest.param(
            row,
            id=f"{i:03d}-{row['label']}",
            marks=[pytest.mark.xfail(reason=row["xfail"], strict=True)] if "xfail" in row else [],
        )
        for i, row in enumerate(rows)
    ]


@pytest.fixture
def shared() -> Path:
    """The folder of real articles, gold and news; tests that need it are skipped without it."""
    if not SHARED.is_dir():
        pytest.skip(f"{SHARED} is not here: real articles and gold are not part of the project")
    return SHARED
