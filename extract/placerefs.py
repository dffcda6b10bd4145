"""Places that are not named: regions, words such as 该县, runs of abbreviations."""

from __future__ import annotations

from collections.abc import Iterator

from extract.placechoice import Evidence
from extract.placenames import Hit, Names
from extract.records import Place


def references(
    words: list[Hit], found: list[Place], evidence: Evidence, names: Names
) -> Iterator[Place]:
    """The regions and the co-referring words of an article, in text order."""
    for hit in words:
        if hit.name.region:
            yield Place(
                start=hit.start,
                end=hit.end,
                name=hit.name.text,
                level="region",
                candidates=sorted(hit.name.region),
                rule="region",
            )
        elif hit.name.coref != "two":
            yield _refer(hit, found, evidence, names)


def _refer(hit: Hit, found: list[Place], evidence: Evidence, names: Names) -> Place:
    level = hit.name.coref
    place = Place(start=hit.start, end=hit.end, coref=True, rule="coref")
    wanted = ("county", "prefecture", "province") if level == "any" else (level,)
    for each in wanted:
        code = _main(each, evidence)
        division = names.table.at(code, evidence.year) if code else None
        if division:
            place.code, place.name, place.level = division.code, division.name, division.level
            place.path = names.table.path(division, evidence.year)
            break
    return place


def _main(level: str, evidence: Evidence) -> str | None:
    """The most frequent code of `level` in the article."""
    zeros = {"province": "0000", "prefecture": "00", "county": ""}.get(level)
    if zeros is None:
        return None
    for code, _ in evidence.whole.most_common():
        if (
            code.endswith(zeros)
            and (level == "province" or not code.endswith("0000"))
            and (level != "county" or not code.endswith("00"))
        ):
            return code
    return None
