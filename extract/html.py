"""The article in a web page, by trafilatura; where it stands in the page, if it can be found there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import regex

from extract import published
from extract.errors import Reason, RejectedError

_PAGE = regex.compile(r"\s*(?:<!doctype html|<html|<\?xml)", regex.I)


@dataclass(slots=True)
class Page:
    """`raw` is the page with the article in `spans`, or the article's text alone."""

    raw: str
    spans: list[tuple[int, int]] | None
    offsets_into: Literal["raw", "extracted"]
    title: str | None
    publisher: str | None
    published: str | None


def is_page(raw: str) -> bool:
    """Whether a text begins as a web page does."""
    return _PAGE.match(raw) is not None


def article(raw: str) -> Page:
    """The article in the page `raw`; raises `RejectedError` where there is none."""
    import trafilatura  # takes a while to load, and only pages need it
    from trafilatura.settings import Document

    found = trafilatura.bare_extraction(
        raw, include_comments=False, favor_recall=True, deduplicate=False
    )
    if not isinstance(found, Document) or not found.text:
        raise RejectedError(Reason.EMPTY, "no article text in the page")
    return Page(
        found.text, None, "extracted", found.title, found.sitename,
        published.iso(found.date) if found.date else None,
    )  # fmt: skip
