"""Every measure of the catalogue right behind a place: none is taken for the name of an office or
an institution there (昆山 | 政府债务余额, 瑞安市 | 上市公司)."""

from __future__ import annotations

import pytest

from extract import measures, pipeline
from extract.measures import Measure

PIPE = pipeline.load(ner=None)
UNITS = {
    "currency": "亿元",
    "ratio": "%",
    "area": "万亩",
    "mass": "万吨",
    "length": "公里",
    "energy": "亿千瓦时",
    "power": "万千瓦",
    "volume": "亿立方米",
    "count": "个",
    "time": "天",
}
SENTENCES = ["2024年，{}{}为12.5{}。", "去年，{}{}达到36{}，居全省第五。"]
PLACES = ["昆山", "瑞安市", "长沙", "天台县", "赣州"]
ENTRIES = list(PIPE.rules.compiled(measures.build).entries.values())


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("place", PLACES)
def test_belongs_to_the_place(place: str, sentence: str) -> None:
    every = [e for e in ENTRIES if e.dimension[0] in UNITS][PLACES.index(place) :: len(PLACES)]
    missed = [e.name for e in every if not _told_of(place, e, sentence)]
    assert len(every) > 50
    assert missed == []


def _told_of(place: str, entry: Measure, sentence: str) -> bool:
    text = sentence.format(place, entry.name, UNITS[entry.dimension[0]])
    facts = PIPE(text, published="2025-04-20").facts
    noun = entry.name.removeprefix("新增")  # which is a qualifier
    return bool(facts) and all(
        (f.subject or "").startswith(place) and noun in f.measure for f in facts
    )
