"""Write the output of `xianzhi show` for the example of the READMEs into them: `make readme`."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from typer.testing import CliRunner

from extract import cli

NAME = "2025-03-18-yunhe.txt"
ROOT = Path(__file__).resolve().parent.parent


def shown(article: str) -> str:
    """The table of facts as the command prints it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / NAME
        path.write_text(article, "utf-8")
        output = CliRunner().invoke(cli.app, ["show", str(path)], env={"COLUMNS": "112"}).output
    table = output[output.index(" subject") :].splitlines()
    return "".join(line[1:].rstrip() + "\n" for line in table if line.strip())


if __name__ == "__main__":
    for name in ("README.md", "README.zh-CN.md"):
        readme = ROOT / name
        parts = re.split(r"(?<=```text\n)(.*?)(?=```)", readme.read_text("utf-8"), flags=re.DOTALL)
        parts[3] = shown(parts[1])
        readme.write_text("".join(parts), "utf-8")
