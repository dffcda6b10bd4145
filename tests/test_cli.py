"""The command line: what it says, where it says it, and how it ends."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from extract import __version__, cli

SENTENCE = "去年，云和县规上工业增加值12.6亿元，增长8.3%。"


def xianzhi(*arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "extract.cli", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=60)


def say(*arguments: str) -> str:
    """What a command prints that ends well, in this process."""
    done = CliRunner().invoke(cli.app, list(arguments), env={"COLUMNS": "200"})
    assert done.exit_code == 0, done.exception
    return done.output


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "20250523.txt"
    path.write_text(SENTENCE + "\n", "utf-8")
    return path


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; sys.argv = ['xianzhi', '--help']\n"
        "from extract.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'spacy', 'jieba', 'pandas', 'pyarrow', 'pydantic', 'numpy'} & set(sys.modules)\n"
        "sys.exit(str(heavy) if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "extract" in done.stdout


def test_version() -> None:
    assert say("--version") == f"xianzhi {__version__}\n"


def test_extract_ends_with_a_summary(article: Path, tmp_path: Path) -> None:
    done = xianzhi("extract", str(article), "-o", "run", cwd=tmp_path)
    assert done.returncode == 0
    assert "run folder: run" in done.stdout
    assert done.stderr == "", "quiet in a pipe"
    assert (tmp_path / "run" / "facts.csv").exists()


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
def test_a_bar_on_a_terminal(article: Path, tmp_path: Path) -> None:
    import pty

    master, terminal = pty.openpty()
    command = [sys.executable, "-m", "extract.cli", "extract", str(article), "-o", "run"]
    env = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    run = subprocess.Popen(
        command, cwd=tmp_path, env=env, stdout=subprocess.DEVNULL, stderr=terminal
    )
    os.close(terminal)
    shown = ""
    with contextlib.suppress(OSError):  # the terminal ends with its last writer
        while got := os.read(master, 4096):
            shown += got.decode("utf-8", "replace")
    assert run.wait() == 0
    assert "100%" in shown


def test_rejects_are_exit_code_1(article: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    done = xianzhi("extract", str(article), "empty.txt", "-o", "run", cwd=tmp_path)
    assert done.returncode == 1
    assert "rejects.jsonl" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["extract", ".", "--published", "soon"], "write 2025, 2025-05 or 2025-05-23"),
        (["extract", ".", "--column", "text"], "write field=name"),
        (["extract", ".", "--rules", "nowhere"], "no such rules folder"),
        (["extract", ".", "--workers", "0"], "write auto or a number from 1"),
        (["extract", ".", "--engine", "steam"], "write local or dask"),
        (["extract", ".", "--ner", "nobody"], "no such spaCy pipeline"),
        (["extract", ".", "-o", "."], "choose another -o"),
        (["extract", "nowhere.txt"], "no such file or folder"),
        (["extract", ".", "-o", "20250523.txt/run"], "Not a directory"),
        (["schema", "poem"], "no record is called poem; there are article"),
        (["show", "nowhere.txt"], "nowhere.txt"),
    ],
)
def test_what_cannot_be_done_is_exit_code_2(
    article: Path, tmp_path: Path, arguments: list[str], message: str
) -> None:
    done = xianzhi(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_standard_input(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "extract.cli", "extract", "-", "-o", "run"]
    done = subprocess.run(command, cwd=tmp_path, input=SENTENCE.encode(), capture_output=True)
    assert done.returncode == 0
    assert '"source":"-"' in (tmp_path / "run" / "articles.jsonl").read_text("utf-8")


def test_show(article: Path) -> None:
    output = say("show", str(article))
    assert SENTENCE in output.replace("\n", "")
    assert "facts" in output


def test_explain_says_why_losers_lost() -> None:
    output = say("explain", SENTENCE)
    assert "云和县" in output
    assert "✓" in output


def test_schema() -> None:
    output = say("schema", "fact")
    assert '"$id": "urn:xianzhi:1.0:fact"' in output


def test_place_over_the_years() -> None:
    output = say("place", "溧水")
    assert "320124" in output
    assert "溧水区" in output


def test_rules_of_the_package_are_in_order() -> None:
    assert "in order" in say("rules", "check")


def test_firms_of_a_run(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("浙江启辰能源科技有限公司去年产值3.2亿元。\n", "utf-8")
    say("extract", str(tmp_path / "a.txt"), "-o", str(tmp_path / "run"), "--workers", "1")
    assert "浙江启辰能源科技有限公司" in say("firms", str(tmp_path / "run"))
