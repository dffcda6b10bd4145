"""The options of a batch."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from importlib import metadata
from pathlib import Path
from typing import Literal

from extract import __version__
from extract.errors import ConfigError
from extract.read import ReadOptions
from extract.records import SCHEMA_VERSION
from extract.rules import data_path
from extract.run.shards import UNITS, Job


@dataclass(frozen=True, slots=True)
class Options:
    """Everything about a run but its paths. The first seven may change what a record says."""

    published: str | None = None  # ISO date, may be only a year or a month: of every article
    encoding: str | None = None  # of the files; None: detected
    columns: Mapping[str, str] = field(default_factory=dict)  # field → column: {"text": "正文"}
    rules: str | None = None  # a rules folder instead of the package's own
    gazetteer: str | None = None  # a CSV file with further places
    ner: str | None = "own"  # recogniser of firms: own, an installed spaCy pipeline, None
    pipeline: str = "extract.pipeline:load"  # what makes it of these three, module:function
    limit: int | None = None  # articles at most
    update: bool = False  # take what is unchanged from the run that is there
    workers: int | str = "auto"  # processes
    timeout: float = 120.0  # seconds for one article
    shard: int = UNITS  # articles in a shard, at most
    engine: Literal["local", "dask"] = "local"
    scheduler: str | None = None  # of the cluster; None: one of its own on this machine
    storage: str | None = None  # folder or URL that all machines see; None: beside the run

    def reading(self) -> ReadOptions:
        """The part of it that concerns reading."""
        return ReadOptions(self.published, self.encoding, self.columns).checked()

    def processes(self) -> int:
        """How many workers that makes."""
        if self.workers == "auto":
            return cores()
        if not str(self.workers).isdigit() or int(self.workers) < 1:
            raise ConfigError(f"--workers {self.workers}: write auto or a number from 1")
        return int(self.workers)

    def __post_init__(self) -> None:
        if self.engine not in ("local", "dask"):
            raise ConfigError(f"--engine {self.engine}: write local or dask")

    def fingerprint(self, rules_sha256: str) -> str:
        """SHA-256 of all that may change a record, beside the article itself."""
        reading = asdict(self.reading())
        made_with = [SCHEMA_VERSION, __version__, rules_sha256, self.model_sha256(), self.pipeline]
        what = [*made_with, reading]
        return hashlib.sha256(json.dumps(what).encode()).hexdigest()

    def model_sha256(self) -> str | None:
        """SHA-256 of the recogniser's model, or of the name and version of a spaCy pipeline."""
        if self.ner is None:
            return None
        if self.ner == "own":
            return hashlib.sha256((data_path("models") / "firms.npz").read_bytes()).hexdigest()
        try:
            version = metadata.version(self.ner)
        except metadata.PackageNotFoundError:
            raise ConfigError(f"--ner {self.ner}: no such spaCy pipeline is installed") from None
        return hashlib.sha256(f"{self.ner} {version}".encode()).hexdigest()

    def job(self, folder: Path, rules_sha256: str) -> Job:
        """What workers must know who put their shards into `folder`."""
        fingerprint = self.fingerprint(rules_sha256)
        reading = self.reading()
        loading = (self.rules, self.gazetteer, self.ner, self.pipeline)
        return Job(folder, fingerprint, *loading, reading)


def cores() -> int:
    """Processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not Linux
        return os.cpu_count() or 1
