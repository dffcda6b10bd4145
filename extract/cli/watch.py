"""The progress bar of a batch: on a terminal, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar
from rich.text import Text

from extract.cli.screen import errors
from extract.run import Progress
from extract.run.inputs import total


class _Rate(ProgressColumn):
    def render(self, task: Task) -> Text:
        """Articles done, and how many a second."""
        done, elapsed = task.fields["articles"], task.elapsed
        return Text(
            f"{done:,} articles, {done / elapsed:,.1f}/s" if done and elapsed else "loading"
        )


@contextmanager
def watched(paths: list[str]) -> Iterator[Progress | None]:
    """A `progress` for `extract_files` that draws a bar with rate and time left; None in a pipe."""
    if not errors.is_terminal:
        yield None
        return
    columns = (BarColumn(), TextColumn("{task.percentage:.0f}%"), _Rate(), TimeRemainingColumn())
    with Bar(*columns, console=errors, transient=True) as bar:
        task = bar.add_task("extract", total=total(paths), articles=0)
        done = 0

        def progress(articles: int, size: int) -> None:
            nonlocal done
            done += articles
            bar.update(task, advance=size, articles=done)

        yield progress
