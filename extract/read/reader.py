"""Sources → articles: one at a time, in a stable order, a bad one never in the way of the rest.

Ids: the given one, else the first 16 hex digits of the SHA-256 of the raw text. Where an article
before, in the same call, has that id, it is of the source's name and the text's SHA-256. A given id
that was there before is a reject.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extract.errors import ConfigError, Reason, RejectedError
from extract.read import encodings, frontmatter, html, published, rows, sources
from extract.read.sources import Item
from extract.records import Article, Reject

_FIELDS = ("id", "text", "title", "published", "publisher", "source")


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read. `columns` maps a field (`text`, `id`, `title`, `published`, `publisher`,
    `source`) to the name that a file of rows gives it."""

    published: str | None = None  # ISO date, may be only a year or a month: of every article
    encoding: str | None = None  # None: detected
    columns: Mapping[str, str] = field(default_factory=dict)
    max_bytes: int = 32 << 20  # of one article

    def checked(self) -> ReadOptions:
        """Raise `ConfigError` for options that no article could be read with."""
        if self.published is not None and published.iso(self.published) is None:
            raise ConfigError(
                f"--published {self.published}: no date; write 2025, 2025-05 or 2025-05-23"
            )
        if self.encoding is not None:
            encodings.check(self.encoding)
        if strange := sorted(set(self.columns) - set(_FIELDS)):
            raise ConfigError(
                f"--column {strange[0]}: no such field; there are {', '.join(_FIELDS)}"
            )
        return self


@dataclass(slots=True)
class Source:
    """An article as it was read. `spans`: the parts of `raw` that are the article, all if None."""

    article: Article
    raw: str
    spans: list[tuple[int, int]] | None = None


def read(
    paths: Iterable[str | Path], options: ReadOptions | None = None
) -> Iterator[Source | Reject]:
    """The articles of files, folders, globs, archives and `-`; raises only `ConfigError`."""
    how = (options or ReadOptions()).checked()
    seen: set[str] = set()
    for name in sources.walk(paths):
        if isinstance(name, Reject):
            yield name
            continue
        for found in _file(name, how):
            yield _identify(found, seen) if isinstance(found, Source) else found


def text(raw: str, *, published: str | None = None, title: str | None = None) -> Source:
    """An article that is at hand as a string. Raises `ConfigError` for a date that is none and
    `RejectedError` for a string that is no text (half a surrogate pair)."""
    how = ReadOptions(published=published).checked()
    source = _dated(Source(Article(id="", title=title), raw), how, "")
    found = _identify(source, set())
    if isinstance(found, Reject):
        raise RejectedError(Reason(found.reason), found.message)
    return found


def _file(name: str, how: ReadOptions) -> Iterator[Source | Reject]:
    """What one file holds, each member of an archive by itself."""
    try:
        for item in sources.items(name):
            yield from _item(item, how)
    except (RejectedError, OSError) as error:
        yield _reject(error, name)


def _item(item: Item, how: ReadOptions) -> Iterator[Source | Reject]:
    try:
        with item.open() as stream:
            if item.suffix in sources.ROWS:
                yield from _rows(item, stream, how)
            else:
                yield _whole(item, stream.read(how.max_bytes + 1), how)
    except (RejectedError, OSError) as error:
        yield _reject(error, item.name)


def _whole(item: Item, data: bytes, how: ReadOptions) -> Source:
    """A file that is one article."""
    if len(data) > how.max_bytes:
        raise RejectedError(
            Reason.TOO_LARGE, f"longer than {how.max_bytes} bytes: no article; split it"
        )
    raw, encoding = encodings.decode(data, how.encoding)
    article = Article(id="", source=item.name, encoding=encoding)
    spans = None
    if item.suffix in sources.PAGES or (item.suffix == "" and html.is_page(raw)):
        raw, spans = html.extract(raw, article)
    elif item.suffix in sources.MARKDOWN:
        spans = frontmatter.extract(raw, article)
    return _dated(Source(article, raw, spans), how, Path(item.name).name)


def _rows(item: Item, stream: Any, how: ReadOptions) -> Iterator[Source | Reject]:
    names = {field: how.columns.get(field, field) for field in _FIELDS}

    def needed(there: list[str]) -> list[str]:
        if names["text"] not in there:
            raise RejectedError(
                Reason.NO_TEXT_COLUMN,
                f"no column {names['text']!r} (there are {', '.join(map(str, there[:20]))}); "
                "name it with --column text=NAME",
            )
        return [name for name in names.values() if name in there]

    if item.suffix in (".csv", ".tsv"):
        tab = "\t" if item.suffix == ".tsv" else ","
        found = rows.table(stream, needed, how.encoding, how.max_bytes, tab)
    elif item.suffix == ".parquet":
        found = rows.columns(stream, needed)
    else:
        found = rows.jsonl(stream, how.encoding, how.max_bytes)
    for number, row in found:
        if isinstance(row, Reject):
            row.source, row.line = item.name, number
            yield row
            continue
        try:
            yield _row(item, number, {f: row.get(n) for f, n in names.items()}, how)
        except RejectedError as error:
            reject = _reject(error, f"{item.name}#{number}")
            reject.line, reject.id = number, _plain(row.get(names["id"]))
            yield reject


def _row(item: Item, number: int, row: dict[str, Any], how: ReadOptions) -> Source:
    """A row that is one article; its `source` stands for a publisher that is not named."""
    raw = row["text"]
    if raw is not None and not isinstance(raw, str):
        raise RejectedError(Reason.BAD_ROW, f"the text is no string but {type(raw).__name__}")
    if not raw or not raw.strip():
        raise RejectedError(Reason.EMPTY, "the row has no text")
    if len(raw) > how.max_bytes:
        raise RejectedError(Reason.TOO_LARGE, f"the text is longer than {how.max_bytes} characters")
    article = Article(
        id=_plain(row["id"]) or "",
        source=f"{item.name}#{number}",
        title=_plain(row["title"]),
        publisher=_plain(row["publisher"]) or _plain(row["source"]),
    )
    if given := _plain(row["published"]):
        article.published = published.iso(given)
        if article.published is None:
            article.warnings.append(f"published: {given!r} is no date")
        else:
            article.published_from = "given"
    return _dated(Source(article, raw), how, "")


def _plain(value: Any) -> str | None:
    """A cell as text; None for an empty one and for the NaN of a data frame."""
    if value is None or value != value:
        return None
    return str(value).strip() or None


def _dated(source: Source, how: ReadOptions, name: str) -> Source:
    """Date the article, by the first that says so: option, metadata, file name, text."""
    article = source.article
    if how.published:
        article.published, article.published_from = published.iso(how.published), "given"
    elif not article.published and (day := published.from_name(name)):
        article.published, article.published_from = day, "filename"
    elif not article.published:
        article.published, article.published_from = published.from_text(source.raw)
    return source


def _identify(source: Source, seen: set[str]) -> Source | Reject:
    article, raw = source.article, source.raw
    try:
        data = raw.encode("utf-8")
    except UnicodeEncodeError as error:
        message = f"half a surrogate pair at character {error.start}"
        return Reject(source=article.source, reason=Reason.ENCODING, message=message)
    article.sha256, article.chars = hashlib.sha256(data).hexdigest(), len(raw)
    if article.id in seen:
        message = "an article before has this id already"
        return Reject(
            source=article.source, id=article.id, reason=Reason.DUPLICATE_ID, message=message
        )
    if not article.id:
        article.id = article.sha256[:16]
        if article.id in seen:
            named = f"{article.source}\0{article.sha256}".encode("utf-8", "surrogateescape")
            article.id = hashlib.sha256(named).hexdigest()[:16]
    seen.add(article.id)
    return source


def _reject(error: RejectedError | OSError, source: str) -> Reject:
    if isinstance(error, RejectedError):
        return Reject(source=error.source or source, reason=error.reason, message=error.message)
    return Reject(source=source, reason=Reason.UNREADABLE, message=error.strerror or str(error))
