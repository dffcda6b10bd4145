"""The catalogue of measures: which indicator of Chinese statistics a noun phrase names.

Phrases are compared without quotation marks, brackets, 的 and white space, and with 规模以上
read as 规上; all of that is a deletion, so that offsets lead back to the phrase as it was given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, model_validator

from extract.endings import Endings
from extract.rules import Rules

FILE = "measures.yml"
MAX_TAILS = 3  # 新增企业数量增速: words that may follow a measure, one after another
_MARKS = "的“”‘’\"'「」『』《》()（）"
_DROP = re.compile(rf"[\s{_MARKS}]|(?<=规)模以(?=[上下])")
# Between a measure and its number; of institutions more is told (鼓楼医院 | 组建412人的团队).
_NUMBER = re.compile(
    r"(?:总?数量?|已|共|仅|约|首次|累计|就|只|分别|同比|比[上去]年|较[上去]年)*"
    r"(?:占[^，。；]{1,10}?|(?:[为达有超是]|突破|不足|增[长加]?|提[高升]|下降|减少|[降升由从居列])过?了?[到至]?)?"
    r"(?:\d|[一二三四五六七八九十百两]成)"
)
_CHOICE = re.compile(r"\(([^()]*)\)")


class Measure(BaseModel):
    """One entry; `rules/measures.yml` says what each field means."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    name: Annotated[str, Field(min_length=1)]
    aliases: list[str] = []
    dimension: Annotated[list[str], Field(min_length=1)]
    kind: Literal["flow", "stock", "rate"]
    part_of: str | None = None
    not_after: list[str] = []
    examples: Annotated[list[str], Field(min_length=1)]

    def forms(self) -> set[str]:
        """All written forms, choices spelled out, as they are compared."""
        return {squeeze(form) for alias in (self.name, *self.aliases) for form in expand(alias)}


class MeasureFile(BaseModel):
    """`rules/measures.yml` as a whole."""

    model_config = ConfigDict(extra="forbid")

    dimensions: Annotated[list[str], Field(min_length=1)]
    tails: Annotated[list[str], Field(min_length=1)]
    shares: Annotated[list[str], Field(min_length=1)]
    groups: dict[str, list[Measure]]

    _lexicon: dict[str, Measure] = PrivateAttr(default_factory=dict)

    @model_validator(mode="after")
    def _sound(self) -> Self:
        entries: dict[str, Measure] = {}
        for entry in self.entries():
            if entry.id in entries:
                raise ValueError(f"the id {entry.id} is there twice")
            if unknown := sorted(set(entry.dimension) - set(self.dimensions)):
                raise ValueError(f"{entry.id}: no dimension is called {', '.join(unknown)}")
            entries[entry.id] = entry
            self._add(entry)
        for entry in entries.values():
            _check_whole(entry, entries)
        return self

    def _add(self, entry: Measure) -> None:
        """The forms of `entry` into the lexicon, where none of another entry may be."""
        lexicon = self._lexicon
        for form in entry.forms():
            if (other := lexicon.setdefault(form, entry)) is not entry:
                raise ValueError(f"{form} is an alias of {other.id} and of {entry.id}")

    def entries(self) -> Iterator[Measure]:
        """All entries, in the order of the file."""
        for members in self.groups.values():
            yield from members

    def lexicon(self) -> dict[str, Measure]:
        """Form → entry, of all forms of all entries."""
        return self._lexicon


@dataclass(slots=True, frozen=True)
class Match:
    """`entry` is named by `phrase[start:end]`; `exact` if nothing but it stands before `end`."""

    entry: Measure
    start: int
    end: int
    exact: bool


class Catalogue:
    """The measures, ready to be looked up."""

    def __init__(self, file: MeasureFile) -> None:
        self.entries = {entry.id: entry for entry in file.entries()}
        self._forms = file.lexicon()
        self._endings = Endings(self._forms)
        self._tails = Endings(file.tails)
        shares = "|".join(map(re.escape, file.shares))
        self._match = lru_cache(maxsize=8192)(self._looked_up)
        self._share = re.compile(f"占[^占]+(?:{shares})$")
        words = (*self._forms, *file.tails, *file.shares, *_MARKS)
        self._last = frozenset(char for w in words for char in (w[-1], w[-1].lower()))
        self._longest = max(map(len, self._forms))
        self._reach = 2 * self._longest  # characters of a share's 占…比重

    def match(self, phrase: str) -> Match | None:
        """The measure that `phrase` ends in: the longest alias at its end, or before generic tails.
        Answers are kept: the stages ask for the same phrases again and again.

        Offsets count code points of `phrase`; what stands before `start` is a modifier that no
        entry knows. Of several readings the one that explains most of the phrase wins.
        """
        last = phrase[-1:]
        return self._match(phrase) if last in self._last or last.isspace() else None

    def ending(self, phrase: str) -> Match | None:
        """The measure that `phrase` itself ends in, no tail behind it; offsets as in `match`."""
        if phrase[-1:] not in self._last:
            return None
        text, origin = _squeezed(phrase)
        span = self._suffix(text, len(text))
        return self._found(text, origin, *span) if span else None

    def measured(self, text: str, at: int) -> bool:
        """Whether one of the measures and a number stand at `at`: 昆山 | 政府债务余额为12亿元,
        瑞安市 | 上市公司增至25家."""
        end = self.opening(text, at)
        return end is not None and _NUMBER.match(text, end) is not None

    def opening(self, text: str, start: int) -> int | None:
        """Where the longest form that begins at `start` ends; None if none does."""
        sizes = range(min(self._longest, len(text) - start), 1, -1)
        return next((start + n for n in sizes if text[start : start + n] in self._forms), None)

    def _looked_up(self, phrase: str) -> Match | None:
        text, origin = _squeezed(phrase)
        best: tuple[int, int] | None = None
        for end in self._ends(text):
            span = self._suffix(text, end)
            if span and (best is None or (span[0], -span[1]) < (best[0], -best[1])):
                best = span
            if best and best[0] == 0:
                break
        return self._found(text, origin, *best) if best else None

    def _found(self, text: str, origin: Sequence[int], start: int, end: int) -> Match:
        """The form `text[start:end]`, in the offsets of the phrase that was squeezed."""
        entry = self._forms[text[start:end]]
        opened = origin[start - 1] + 1 if start else 0  # a mark before the measure is its own
        return Match(entry, opened, origin[end - 1] + 1, start == 0)

    def _ends(self, text: str) -> Iterator[int]:
        """Where the measure may end: at the end, before 占…比重, before one or more tails."""
        end = len(text)
        yield end
        from_ = max(end - self._reach, 0)
        if "占" in text and (share := self._share.search(text[from_:])):
            end = from_ + share.start()
            yield end
        ends = {end}
        for _ in range(MAX_TAILS):
            ends = {at for end in ends for at in self._tails.starts(text, end)}
            yield from ends

    def _suffix(self, text: str, end: int) -> tuple[int, int] | None:
        """The longest form that ends at `end` and may stand after what precedes it."""
        for start in self._endings.starts(text, end):
            entry = self._forms[text[start:end]]
            if not text.endswith(tuple(entry.not_after), 0, start):
                return start, end
        return None


def build(rules: Rules) -> Catalogue:
    """The catalogue of a rules folder; for `rules.compiled(build)`."""
    return Catalogue(rules.read(FILE, MeasureFile))


def squeeze(phrase: str) -> str:
    """`phrase` as it is compared: `规模以上工业的“增加值”` → `规上工业增加值`."""
    return str(_DROP.sub("", phrase)).upper()


def expand(alias: str) -> Iterator[str]:
    """The forms an alias stands for: `研发(费用/投入/)` → 研发费用, 研发投入, 研发."""
    parts = _CHOICE.split(alias)
    for chosen in product(*(p.split("/") if i % 2 else [p] for i, p in enumerate(parts))):
        yield "".join(chosen)


def _squeezed(phrase: str) -> tuple[str, Sequence[int]]:
    """The squeezed phrase, and for each of its characters the offset in `phrase`."""
    if not _DROP.search(phrase):
        return phrase.upper(), range(len(phrase))
    origin: list[int] = []
    at = 0
    for drop in _DROP.finditer(phrase):
        origin.extend(range(at, drop.start()))
        at = drop.end()
    origin.extend(range(at, len(phrase)))
    return "".join(phrase[i] for i in origin).upper(), origin


def _check_whole(entry: Measure, entries: dict[str, Measure]) -> None:
    """`part_of` leads to entries that exist, and never back."""
    seen, whole = {entry.id}, entry.part_of
    while whole is not None:
        if whole not in entries:
            raise ValueError(f"{entry.id}: part_of {whole}, and no entry has this id")
        if whole in seen:
            raise ValueError(f"{entry.id}: part_of leads back to {whole}")
        seen.add(whole)
        whole = entries[whole].part_of
