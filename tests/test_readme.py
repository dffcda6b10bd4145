"""The READMEs show an article and what the command prints for it: that is what it prints."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
NAME = "2025-03-18-yunhe.txt"


def blocks(readme: str) -> list[str]:
    text = (ROOT / readme).read_text("utf-8")
    return re.findall(r"```text\n(.*?)```", text, re.DOTALL)


def squeezed(text: str) -> list[str]:
    """Lines without the white space that only lays them out."""
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_the_example_is_real(readme: str, tmp_path: Path) -> None:
    article, shown = blocks(readme)
    path = tmp_path / NAME
    path.write_text(article, "utf-8")
    # a process of its own: the width of the terminal is read once
    command = [sys.executable, "-m", "extract.cli", "show", str(path)]
    env = {**os.environ, "COLUMNS": "112"}
    done = subprocess.run(command, capture_output=True, encoding="utf-8", env=env, check=True)
    # after a change for the better: make readme
    assert squeezed(shown) == squeezed(done.stdout)[-len(squeezed(shown)) :]
