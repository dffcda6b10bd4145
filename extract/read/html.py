"""The article in a web page, by trafilatura, and where it stands in the page."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extract.errors import Reason, RejectedError
from extract.read import published
from extract.records import Article
from extract.restore import fixers
from extract.restore.draft import Draft

Span = tuple[int, int]

_PAGE = regex.compile(r"\s*+(?:<!doctype html|<html|<\?xml)", regex.I)
_TAGS_BEFORE = regex.compile(r"(?:<[^<>]{1,200}>\s*)+$")


def is_page(raw: str) -> bool:
    """Whether a text begins as a web page does."""
    return _PAGE.match(raw) is not None


def extract(raw: str, article: Article) -> tuple[str, list[Span] | None]:
    """The article of the page `raw`, its metadata put into `article`.

    Gives the page itself and the spans of it that are the article; where trafilatura's text cannot
    be found in the page, that text instead (`offsets_into` says `extracted`). Raises
    `RejectedError` for a page without an article.
    """
    import trafilatura  # takes a while to load, and only pages need it
    from trafilatura.settings import Document

    found = trafilatura.bare_extraction(raw, include_comments=False, with_metadata=True)
    if not isinstance(found, Document) or not found.text:
        raise RejectedError(Reason.EMPTY, "no article text in the page")
    article.title, article.publisher = found.title, found.sitename
    if found.date and (day := published.iso(found.date)):
        article.published, article.published_from = day, "given"
    spans = _locate(raw, found.text)
    if spans is None:
        article.offsets_into = "extracted"
        return found.text, None
    return raw, spans


def _locate(raw: str, text: str) -> list[Span] | None:
    """The spans of `raw` that print the pieces of `text`, in order; None if one is not there."""
    draft = Draft(raw)
    draft.apply("markup", fixers.markup(raw))
    page = draft.finish()
    solid = [i for i, char in enumerate(page.text) if not char.isspace()]
    compact, at = "".join(page.text.split()), 0
    found = []
    for piece in regex.split(r"[\n|]", text):  # trafilatura sets cells of a table apart by bars
        words = "".join(piece.split())
        start = compact.find(words, at)
        if start < 0:
            return None
        if words:
            at = start + len(words)
            found.append(page.locate(solid[start], solid[at - 1] + 1))
    return list(_joined(raw, found))


def _joined(raw: str, spans: list[Span]) -> Iterator[Span]:
    """Spans with their opening tags, those joined between which there are only inline tags."""
    held: Span | None = None
    for start, end in spans:
        if held and not _parts(raw[held[1] : start]):
            held = held[0], end
            continue
        if held:
            yield held
        tags = _TAGS_BEFORE.search(raw, max(held[1] if held else 0, start - 300), start)
        held = (tags.start() if tags else start), end
    if held:
        yield held


def _parts(gap: str) -> bool:
    """Whether a line ends, or anything is printed, in a piece of a page."""
    draft = Draft(gap)
    draft.apply("markup", fixers.markup(gap))
    return fixers.BREAK in draft.text or bool(draft.text.strip())
