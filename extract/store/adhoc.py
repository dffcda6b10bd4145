"""Runs made on the way: of articles given where a run is expected, and of DataFrames."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from extract.errors import ConfigError
from extract.run import extract_files
from extract.run.files import MANIFEST, is_run
from extract.store.opened import StoredRun, open_run

if TYPE_CHECKING:
    import pandas


class TemporaryRun(StoredRun):
    """A run whose folder goes when nothing needs it any more.

    Raises `ConfigError` if there is not one article to make it of.
    """

    def __init__(self, paths: list[Path], **options: Any) -> None:
        self._folder = TemporaryDirectory(prefix="xianzhi-")
        folder = Path(self._folder.name) / "run"
        made = extract_files(list(paths), folder, **options)
        super().__init__([folder])
        if not made.counts["articles"]:
            reasons = self.table("rejects")["message"].tolist()
            raise ConfigError(f"{paths[0]}: no run and no article: {'; '.join(reasons[:3])}")


def opened(*given: Path | str, **options: Any) -> StoredRun:
    """The runs at the paths; if articles lie there instead, a run made of them with `options`."""
    paths = [Path(path) for path in given]
    if all(is_run(path) or any(path.glob(f"*/{MANIFEST}")) for path in paths):
        return open_run(*paths)
    few = all(path.is_file() for path in paths)  # not worth a second process
    return TemporaryRun(paths, **({"workers": 1} if few else {}), **options)


def extract_frame(df: pandas.DataFrame, out: Path | str | None = None, **options: Any) -> StoredRun:
    """Extract the articles of a DataFrame: a row with `text`, and `id`, `title`, `publisher` and
    `published` where there are such columns (other names: `columns={"text": "正文"}`).

    `out` is the run folder to make; without it the run lasts as long as what is returned. The
    other options are those of `extract_files`. Rows that cannot be used are in `table("rejects")`.
    """
    with TemporaryDirectory(prefix="xianzhi-") as folder:
        rows = Path(folder) / "frame.parquet"
        df.to_parquet(rows, index=False)
        if out is None:
            return TemporaryRun([rows], **options)
        extract_files([rows], out, **options)
    return open_run(out)
