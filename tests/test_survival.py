"""Runs that are killed, starved, poisoned, or two at once: nothing lost, nothing double."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from tests_of_runs import STUB, articles, content, rows

from extract import extract_files
from extract.errors import ConfigError
from extract.run.pool import DEATHS
from extract.run.starting import Forks, Spawns, Starter


@pytest.fixture(autouse=True)
def stub_can_be_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))


def begin(folder: Path, out: Path, pause: float = 0.0, **options: Any) -> subprocess.Popen[bytes]:
    """The run in a process of its own, as a user would start it."""
    settings = {**STUB, **options}
    # A shell starts what it puts in the background deaf to SIGINT, and children inherit that.
    heard = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    call = f"extract.extract_files({str(folder)!r}, {str(out)!r}, **{settings!r})"
    code = f"{heard}; import extract; {call}"
    env = {**os.environ, "XIANZHI_TEST_PAUSE": str(pause)}
    pipe = subprocess.PIPE
    return subprocess.Popen([sys.executable, "-c", code], env=env, stderr=pipe, stdout=pipe)


def children(pid: int) -> list[int]:
    """The workers, and the process they are forked from."""
    try:
        own = [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
        return own + [grandchild for child in own for grandchild in children(child)]
    except FileNotFoundError:
        return []


def shards(out: Path) -> int:
    folder = out.with_name(f".{out.name}.partial") / "shards"
    return len([p for p in folder.glob("*") if not p.name.endswith(".tmp")])


def kill_at_random(process: subprocess.Popen[bytes], out: Path, dice: random.Random) -> str:
    """Wait until the run has got further, then kill it or one of its workers at once."""
    before, deadline = shards(out), time.monotonic() + 20
    while shards(out) == before and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.005)
    time.sleep(dice.uniform(0, 0.06))
    workers = children(process.pid)
    if workers and dice.random() < 0.5:
        with suppress(ProcessLookupError):
            os.kill(dice.choice(workers), signal.SIGKILL)
        time.sleep(dice.uniform(0, 0.05))
        if dice.random() < 0.5:
            return "worker"
    process.kill()
    return "parent"


@pytest.mark.skipif(not Path("/proc").exists(), reason="finds worker processes in /proc")
def test_killed_at_twenty_random_moments(tmp_path: Path) -> None:
    dice = random.Random(20)
    folder, out = articles(tmp_path / "in", 160), tmp_path / "out"
    extract_files(folder, tmp_path / "whole", **STUB)
    victims = []
    process = begin(folder, out, pause=0.01)
    while len(victims) < 20:
        victims.append(kill_at_random(process, out, dice))
        if process.poll() is not None or victims[-1] == "parent":
            process.communicate()
            process = begin(folder, out, pause=0.01)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors.decode()
    assert {"parent", "worker"} == set(victims)
    assert content(out) == content(tmp_path / "whole")
    assert not out.with_name(".out.partial").exists()


def test_stopped_by_hand(tmp_path: Path) -> None:
    folder, out = articles(tmp_path / "in", 40), tmp_path / "out"
    process = begin(folder, out, pause=0.1)
    while not shards(out) and process.poll() is None:
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=20)
    assert not out.exists()
    done = shards(out)
    assert done
    told: list[int] = []
    run = extract_files(folder, out, progress=lambda n, size: told.append(n), **STUB)
    assert run.counts["articles"] == sum(told) == 40


def test_a_full_disk(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=700k", "tmpfs", str(disk)]
    if os.name != "posix" or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("a small tmpfs cannot be mounted here")
    try:
        folder = articles(tmp_path / "in", 60)
        with pytest.raises((ConfigError, OSError), match="No space left"):
            extract_files(folder, disk / "out", **STUB)
        assert not (disk / "out").exists()
        subprocess.run(["mount", "-o", "remount,size=50m", str(disk)], check=True)
        extract_files(folder, disk / "out", **STUB)
        extract_files(folder, tmp_path / "whole", **STUB)
        assert content(disk / "out") == content(tmp_path / "whole")
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.parametrize("starter", [Forks, Spawns])
def test_poison_among_sixty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, starter: type[Starter]
) -> None:
    monkeypatch.setattr("extract.run.pool.starter", starter)
    poison = {"n7": "RAISE 7 号", "n23": "HANG 23 号", "n41": "KILL 41 号"}
    folder = articles(tmp_path / "in", 60, **poison)
    run = extract_files(folder, tmp_path / "out", timeout=1.0, **{**STUB, "shard": 8})
    assert run.status == {"done": 57, "rejected": 3, "duplicates": 0}
    found = [(Path(r["source"]).stem, r["reason"]) for r in rows(tmp_path / "out", "rejects")]
    assert found == [("007", "internal"), ("023", "timeout"), ("041", "killed")]
    assert len({r["source"] for r in rows(tmp_path / "out", "inputs")}) == 60


def test_two_at_once(tmp_path: Path) -> None:
    folder, out = articles(tmp_path / "in", 30), tmp_path / "out"
    process = begin(folder, out, pause=0.1)
    while not shards(out) and process.poll() is None:
        time.sleep(0.01)
    with pytest.raises(ConfigError, match=f"process {process.pid} on .* is at work here"):
        extract_files(folder, out, **STUB)
    process.communicate(timeout=60)
    assert process.returncode == 0


def test_a_swap_that_was_cut_off(tmp_path: Path) -> None:
    folder, out = articles(tmp_path / "in", 4), tmp_path / "out"
    extract_files(folder, out, **STUB)
    before = content(out)
    (tmp_path / ".out.partial").mkdir()
    out.rename(tmp_path / ".out.partial" / "replaced")  # killed between the two renames
    extract_files(folder, out, update=True, **STUB)
    assert content(out) == before


@pytest.mark.parametrize("starter", [Forks, Spawns])
def test_a_worker_that_cannot_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, starter: type[Starter]
) -> None:
    monkeypatch.setattr("extract.run.pool.starter", starter)
    folder = articles(tmp_path / "in", 2)
    with pytest.raises(ConfigError, match="a worker"):
        extract_files(folder, tmp_path / "out", workers=1, pipeline="nowhere:load")


@pytest.mark.parametrize("starter", [Forks, Spawns])
@pytest.mark.parametrize(("deaths", "ends"), [(2, True), (DEATHS, False)])
def test_workers_killed_before_any_article(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    deaths: int,
    ends: bool,
    starter: type[Starter],
) -> None:
    monkeypatch.setattr("extract.run.pool.starter", starter)
    folder, counter = articles(tmp_path / "in", 4), tmp_path / "left"
    counter.write_text(str(deaths), "utf-8")
    monkeypatch.setenv("XIANZHI_TEST_FRAGILE", str(counter))
    settings: dict[str, Any] = {**STUB, "pipeline": "stub:fragile", "workers": 1}
    if not ends:
        with pytest.raises(ConfigError, match=r"3 workers ended before an article \(code -9\)"):
            extract_files(folder, tmp_path / "out", **settings)
        assert not (tmp_path / "out").exists()
    run = extract_files(folder, tmp_path / "out", **settings)  # by then none is killed any more
    assert run.status == {"done": 4, "rejected": 0, "duplicates": 0}
