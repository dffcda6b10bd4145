"""The articles of a run with their text, for the formats of annotation.

A run does not hold the articles: they are read again from where they were read, with the options of
the run, and known by their SHA-256.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extract.errors import ConfigError
from extract.read import ReadOptions, Source, read
from extract.records import MENTION, Article, Date, Fact, Firm, MentionBase, Place, Quantity, plain
from extract.run.files import RunReader, manifest
from extract.store import StoredRun


@dataclass(slots=True)
class Document:
    """An article, its raw text, and what was found in it; offsets count code points of `text`."""

    article: Article
    text: str
    mentions: list[MentionBase] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)


def documents(run: StoredRun, texts: Sequence[Path] = ()) -> Iterator[Document]:
    """The documents of a run in its order. Raises `ConfigError` if an article cannot be read."""
    for folder in run.folders:
        options = manifest(folder).options
        how = {n: options[n] for n in ("published", "encoding", "columns") if n in options}
        library = _Library(ReadOptions(**how), texts)
        reader = RunReader(folder)
        for _ in reader:
            rows = reader.frame().rows
            for line in rows["articles"]:
                article = Article.model_validate_json(line)
                document = Document(article, library.text(article))
                document.mentions = [MENTION.validate_json(m) for m in rows["mentions"]]
                document.facts = [Fact.model_validate_json(f) for f in rows["facts"]]
                yield document
        reader.close()


class _Library:
    """Finds the text of articles; files are read once, in the order of the run."""

    def __init__(self, options: ReadOptions, texts: Sequence[Path]) -> None:
        self._options = options
        self._moved = {s.article.sha256: s.raw for s in self._read(*texts)} if texts else None
        self._open: tuple[str, Iterator[Source]] = ("", iter(()))

    def text(self, article: Article) -> str:
        """The raw text of an article of the run."""
        known = article.sha256
        if self._moved is not None:
            found = self._moved.get(known)
        else:
            found = next((s.raw for s in self._file(article) if s.article.sha256 == known), None)
        if found is None:
            raise ConfigError(
                f"{article.source}: the article is not there any more as it was read; "
                "say where it is with --texts, or make the run again"
            )
        return found

    def _file(self, article: Article) -> Iterator[Source]:
        """What is still to be read of the file the article was in, for rows: from there on."""
        name = _file_of(article.source or "")
        if name != self._open[0] or name == article.source:
            self._open = (name, self._read(Path(name)))
        return self._open[1]

    def _read(self, *paths: Path) -> Iterator[Source]:
        return (item for item in read(paths, self._options) if isinstance(item, Source))


def _file_of(source: str) -> str:
    """The file of a row (`news.jsonl#3`) or of a member of an archive (`news.zip!a.txt`)."""
    for cut in ("", "#", "!"):
        name = source.rpartition(cut)[0] if cut else source
        if name and Path(name).is_file():
            return name
    return source.rpartition("!")[0].rpartition("#")[0] or source


def label(mention: MentionBase) -> str:
    """`quantity`, `date`, `place` or `firm`."""
    return str(mention.type)  # type: ignore[attr-defined]


def meaning(mention: MentionBase) -> str:
    """What a mention stands for, in one short text: `34240000000元`, `2024-05`, `331122`."""
    match mention:
        case Quantity():
            numbers = [mention.low, mention.high] if mention.value is None else [mention.value]
            return "–".join(plain(n) for n in numbers if n is not None) + (mention.unit or "")
        case Date():
            return mention.timex or ""
        case Place():
            return mention.code or mention.name or ""
        case Firm():
            return mention.firm
    return ""


def told(fact: Fact) -> dict[str, Any]:
    """The fields of a fact that say what it is of, those that are empty left out."""
    names = ("subject", "measure", "aspect", "period_start", "period_end", "scope", "qualifier")
    found = {name: getattr(fact, name) for name in (*names, "modality")}
    return {name: value for name, value in found.items() if value}
