"""Whether a figure is meant as an actual, a target or a capacity."""

from __future__ import annotations

from itertools import pairwise

import regex

from extract.clauses import Site
from extract.facts.phrases import Reader
from extract.records import Aspect, Modality
from extract.segment import Sentence

_TITLES = regex.compile(r"《[^》]*》")
_DONE = regex.compile(r"已|目前|累计|截至|同比")


def modality(
    reader: Reader, site: Site, measure: str, aspect: Aspect, sentence: Sentence
) -> Modality:
    """Target or capacity by the cues of the clause; a target also by those before it."""
    words, text, clause = reader.wording, reader.text, site.clause
    once = words.once.search(text, sentence.start, clause.start) and aspect == "level"
    before = text[clause.start : site.quantity.start]
    able = words.capacity.search(words.not_capacity.sub("", before))
    if aspect in ("level", "from") and (able or "产能" in measure):
        return "capacity"
    if once:
        return "capacity"
    said = _TITLES.sub("", words.not_target.sub("", before))
    if any(m.group() not in measure for m in words.target.finditer(said)) or _will(reader, site):
        return "target"
    opening = _TITLES.sub("", words.not_target.sub("", text[sentence.start : clause.start]))
    if words.target.search(opening) and not _DONE.search(text[sentence.start : clause.end]):
        return "target"
    return "actual"


def _will(reader: Reader, site: Site) -> bool:
    """Whether 将 is the future (将重点推进) and does not take an object (将落后设备全部淘汰)."""
    words = list(reader.words(site.clause.start, site.quantity.start))
    for (a, b), (c, d) in pairwise(words):
        if reader.text[a:b] == "将":
            return reader.plan.words.tag(reader.text[c:d])[:1] in ("v", "d", "a")
    return False
