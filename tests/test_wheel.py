"""The wheel is the product: built, installed into a fresh environment, run in another folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel: Path) -> Path:
    """The `bin` of an environment that has the wheel; what the wheel needs is taken from here.

    A `.pth` line adds our folder of packages without reading the `.pth` files in it, so that the
    editable install of the checkout is not seen.
    """
    home = wheel.parent / "env"
    venv.create(home, symlinks=True)
    (packages,) = home.glob("lib/python*/site-packages")
    (packages / "needs.pth").write_text(sysconfig.get_path("purelib") + "\n")
    pip = [sys.executable, "-m", "pip", "--python", str(home / "bin" / "python")]
    options = ["--quiet", "--no-deps", "--no-index", "--ignore-installed"]
    subprocess.run([*pip, "install", *options, str(wheel)], check=True)
    return home / "bin"


def call(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    env = {"PATH": os.environ["PATH"], "HOME": str(folder), "LANG": "C.UTF-8"}
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True)


def test_what_travels(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for folder in ("rules", "schemas", "corpus", "models"):
        here = {p.name for p in (ROOT / folder).iterdir() if p.is_file()}
        assert here <= {Path(n).name for n in names if n.startswith(f"extract/_data/{folder}/")}
    assert not [n for n in names if n.startswith(("tests", "bench", "output"))]
    assert [n for n in names if n.endswith("licenses/LICENSE")]


def test_runs_elsewhere(installed: Path, tmp_path: Path) -> None:
    python = str(installed / "python")
    where = call([python, "-c", "import extract; print(extract.__file__)"], tmp_path).stdout
    assert str(installed.parent) in where, "the package must come from the wheel"
    (tmp_path / "20250523.txt").write_text("云和县去年出口12.6亿元，增长8.3%。\n", "utf-8")
    done = call([str(installed / "xianzhi"), "extract", "20250523.txt", "-o", "run"], tmp_path)
    assert done.returncode == 0, done.stderr
    manifest = json.loads((tmp_path / "run" / "run.json").read_text("utf-8"))
    assert manifest["counts"]["mentions"] > 0


def test_the_sample_corpus_is_there(installed: Path, tmp_path: Path) -> None:
    code = "from extract.rules import data_path; print(len(list(data_path('corpus').iterdir())))"
    assert int(call([str(installed / "python"), "-c", code], tmp_path).stdout) > 0
