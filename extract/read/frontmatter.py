"""The metadata that Markdown files carry on top, between two lines of `---`."""

from __future__ import annotations

import regex
import yaml

from extract.read import published
from extract.records import Article

_FRONT = regex.compile(r"---[ \t]*\r?\n(?P<data>.{0,4000}?)\r?\n---[ \t]*(?:\r?\n|$)", regex.S)


def extract(raw: str, article: Article) -> list[tuple[int, int]] | None:
    """Put title, publisher and date of the front matter into `article`; the span of the rest.

    None where there is none, or where it is no mapping: then it is text like any other.
    """
    match = _FRONT.match(raw)
    if not match:
        return None
    try:
        data = yaml.load(match["data"], Loader=yaml.BaseLoader)  # every scalar stays a string
    except yaml.YAMLError:
        return None
    if not isinstance(data, dict):
        return None
    article.title = _first(data, "title")
    article.publisher = _first(data, "publisher", "source")
    given = _first(data, "published", "date")
    if given and (day := published.iso(given)):
        article.published, article.published_from = day, "given"
    elif given:
        article.warnings.append(f"published: {given!r} is no date")
    return [(match.end(), len(raw))]


def _first(data: dict[str, object], *names: str) -> str | None:
    found = (data.get(name) for name in names)
    return next((value for value in found if isinstance(value, str) and value), None)
