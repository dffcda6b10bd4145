"""What the figure before is held against: 低于去年全年的 | 83%, 高于全省 | 2.6%的平均水平."""

from __future__ import annotations

import re

from extract.clauses import Site
from extract.facts.phrases import Reader
from extract.facts.reading import Reading
from extract.records import Date, Place

_OWNED = re.compile(r"(?:平均|的)*(?:水平|增速|增幅|均值|平均值)?的?")
_LEVEL = re.compile(r"的(?:平均)?(?:水平|均值|增速|线|数)(?=[，。；、还也仍尚有]|$)")
_NAMED = ("的均值", "的平均值", "的平均水平")
_PERCENT = re.compile(r"[%％]")
_BEFORE = 40  # characters in which a percentage stands that another one is compared with


def standard(reader: Reader, site: Site) -> Reading | None:
    """The reading of such a value: a level at its own date or place; None if it is none. A
    percentage behind something else than another one is a part (超过去年的85%)."""
    text, q = reader.text, site.quantity
    verb = reader.wording.standard.search(text, site.left, q.start)
    if verb is None or q.dimension == "multiple" or text[verb.start() - 1] in "不环同占":
        return None
    named = text.endswith(_NAMED, site.left, q.start)  # 高于三季度的均值 | 49.4%
    owned = named or text[q.start - 1] == "的" or _LEVEL.match(text, q.end)
    owner = owned and _owner(reader, site, verb.end())
    if not owner:
        return None
    percent = q.unit == "%" or q.dimension == "ratio"
    if percent and not _PERCENT.search(text, max(0, q.start - _BEFORE), q.start):
        return None
    rest = reader.peel(site.left, verb.start())
    return Reading("level", rest.end, rest, standard=owner)


def _owner(reader: Reader, site: Site, start: int) -> Date | Place | str | None:
    """The date, place or field (行业) that is all there is between `start` and the number."""
    text, at = reader.text, site.quantity.start
    if (field := reader.wording.fields.match(text, start, at)) and (
        not text[field.end() : at] or _OWNED.fullmatch(text, field.end(), at)
    ):
        return field.group()
    for m in site.clause.mentions:
        if m.start == start and m.end <= at and isinstance(m, (Date, Place)):
            between = text[m.end : at]
            return m if not between or _OWNED.fullmatch(between) else None
    return None
