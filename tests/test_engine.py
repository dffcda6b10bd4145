"""The same batch on a Dask cluster of two processes on loopback, also when it loses one."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests_of_runs import STUB, articles, content, rows

from extract import extract_files
from extract.errors import ConfigError

distributed = pytest.importorskip("distributed", reason="pip install 'xianzhi[cluster]'")


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    """The address of a cluster of two workers that start again when they die."""
    os.environ["PYTHONPATH"] = str(Path(__file__).parent)
    options = {"threads_per_worker": 1, "dashboard_address": None, "silence_logs": 50}
    with distributed.LocalCluster(n_workers=2, **options) as cluster:
        yield cluster.scheduler_address
    del os.environ["PYTHONPATH"]


def test_same_bytes_though_a_worker_is_lost(scheduler: str, tmp_path: Path) -> None:
    folder = articles(tmp_path / "in", 60)
    extract_files(folder, tmp_path / "local", **STUB)
    lost: list[int] = []

    def lose_a_worker(articles: int, size: int) -> None:
        if not lost:
            with distributed.Client(scheduler) as client:
                lost.append(sorted(client.run(os.getpid).values())[0])
            os.kill(lost[0], signal.SIGKILL)

    dask = {"engine": "dask", "scheduler": scheduler}
    extract_files(folder, tmp_path / "dask", progress=lose_a_worker, **STUB, **dask)
    assert lost
    assert content(tmp_path / "dask") == content(tmp_path / "local")


def test_poison(scheduler: str, tmp_path: Path) -> None:
    folder = articles(tmp_path / "in", 12, n2="RAISE 2", n5="KILL 5")
    run = extract_files(
        folder, tmp_path / "out", **{**STUB, "shard": 4}, engine="dask", scheduler=scheduler
    )
    assert run.status == {"done": 10, "rejected": 2, "duplicates": 0}
    assert [r["reason"] for r in rows(tmp_path / "out", "rejects")] == ["internal", "killed"]


def test_shared_storage_by_url(scheduler: str, tmp_path: Path) -> None:
    folder = articles(tmp_path / "in", 8)
    extract_files(folder, tmp_path / "local", **STUB)
    store = tmp_path / "store"
    store.mkdir()
    dask = {"engine": "dask", "scheduler": scheduler, "storage": store.as_uri()}
    extract_files(folder, tmp_path / "dask", **STUB, **dask)
    assert content(tmp_path / "dask") == content(tmp_path / "local")
    assert len(list(store.glob("*.zip"))) == 4


def test_no_cluster_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.run.engine.PATIENCE", 1)
    folder = articles(tmp_path / "in", 2)
    with pytest.raises(ConfigError, match="no answer"):
        extract_files(
            folder, tmp_path / "out", **STUB, engine="dask", scheduler="tcp://127.0.0.1:9"
        )
