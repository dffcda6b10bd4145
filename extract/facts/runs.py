"""Neighbouring quantities that are read together, and the sentences that have any."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from extract.clauses import Site
from extract.records import MentionBase, Quantity
from extract.segment import Sentence

_LIST_GAP = re.compile(r"(?:、|和|与|及|以及|或|，|\s)+|[:：∶/／]")

_PEOPLE = {"户", "人", "口", "名", "位"}
_SEVERAL = re.compile("[、和与及]|分别")  # 医院、学校 | 12家、15所


def up_to_the_last_figure(
    found: Iterable[tuple[Sentence, list[MentionBase]]],
) -> list[tuple[Sentence, list[MentionBase], bool]]:
    """Sentences, what is mentioned in each, and whether a quantity is; without those behind the
    last quantity of a section: no figure rests on them, and the next heading lets go of whom and
    when they told."""
    kept: list[tuple[Sentence, list[MentionBase], bool]] = []
    ahead = False  # whether a quantity follows in the section
    for sentence, inside in reversed(list(found)):
        heads = sentence.block.kind in ("title", "heading")
        figures = bool(inside) and Quantity in map(type, inside)
        ahead = ahead or figures
        if ahead or heads:
            kept.append((sentence, inside, figures))
        ahead = ahead and not heads
    return kept[::-1]


def runs(text: str, found: Iterable[Site]) -> Iterator[list[Site]]:
    """Neighbouring quantities of one dimension with nothing but list marks between them."""
    run: list[Site] = []
    for site in found:
        slash = text[site.left : site.quantity.start] in ("/", "／")  # 20万千瓦/40万千瓦时
        joined = run and (slash or _alike(site, run[-1]) or _one_by_one(text, run[0]))
        joined = joined and not _each_its_own(text, run[0], site)
        if joined and _LIST_GAP.fullmatch(text, site.left, site.quantity.start):
            run.append(site)
            continue
        if run:
            yield run
        run = [site]
    if run:
        yield run


def _alike(a: Site, b: Site) -> bool:
    """Whether two quantities are of one dimension; 13.8倍、85.9% are both growth."""
    of = {a.quantity.dimension, b.quantity.dimension}
    return len(of) == 1 or of == {"multiple", "ratio"}


def _each_its_own(text: str, first: Site, site: Site) -> bool:
    """Whether counts in other units have nouns of their own: 企业43家、| 5条 | 生产线."""
    a, b = first.quantity, site.quantity
    counts = a.dimension == b.dimension == "count" and a.unit != b.unit
    people = {a.unit, b.unit} <= _PEOPLE
    several = _SEVERAL.search(text[first.left : a.start].lstrip("，、和与及"))
    return counts and not people and not several and text[b.end : b.end + 1].isalpha()


def _one_by_one(text: str, first: Site) -> bool:
    """Whether a quantity opens a row said of as many: 业务量和收入分别 | 1620亿件和1.5万亿元."""
    return "分别" in text[first.left : first.quantity.start]
