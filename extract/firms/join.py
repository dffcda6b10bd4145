"""Rules and recogniser joined: one score for every span that may be a firm's name, one decision.

A score is the sum of what the rules give for the name itself, of the signs beside it, and of what
the recogniser thinks, at most 1. The span's `rule` lists the reasons.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

import regex as re

from extract.firms.cues import in_frames, in_lists, signs
from extract.firms.forms import Lexicon
from extract.firms.known import KnownFirms
from extract.firms.names import Name, read_back
from extract.firms.tails import Candidate, by_tail
from extract.segment import Layout

THRESHOLD = 0.55  # set on the project's own sentences and the news (docs/firms.md)
SURE = 0.9
_COMMON = 300  # occurrences of a word in the dictionary's corpus
_CLEAR = 0.7  # a score that beats a longer span of a lower one

_QUOTES = re.compile(r"[“”\"‘’「」『』《》、，\s]*")
_CLOSING = {"”": "“", "’": "‘", "）": "（", ")": "(", "》": "《", "」": "「"}  # and what opens each
Proposal = tuple[int, int, float]


def decide(
    plan: Layout, lexicon: Lexicon, known: KnownFirms, proposals: Sequence[Proposal] = ()
) -> list[Candidate]:
    """The names of firms in the text, overlaps settled, in text order."""
    found = weighed(plan, lexicon, known, proposals)
    return _joined(disjoint([c for c in found if c.score >= THRESHOLD]))


def weighed(
    plan: Layout, lexicon: Lexicon, known: KnownFirms, proposals: Sequence[Proposal] = ()
) -> list[Candidate]:
    """All spans any rule or the recogniser proposes, each once, with the sum of its scores."""
    found: dict[tuple[int, int], Candidate] = {}
    for c in chain(
        _known(plan, lexicon, known),
        by_tail(plan, lexicon),
        in_lists(plan, lexicon),
        in_frames(plan, lexicon),
        _recognised(plan, lexicon, proposals),
    ):
        old = found.get((c.start, c.end))
        found[c.start, c.end] = _both(old, c) if old else c
    named = {c.end: c.start for c in found.values() if c.rule.startswith("known")}
    return [
        _with_signs(plan, lexicon, c)
        for c in found.values()
        if not _adds_place(plan, lexicon, c, named.get(c.end, c.start))
    ]


def _adds_place(plan: Layout, lexicon: Lexicon, c: Candidate, start: int) -> bool:
    """Whether `c` is a known name, which begins at `start`, and no more than a place before it."""
    return c.start < start and lexicon.places.get(plan.text[c.start : start]) is False


def _both(a: Candidate, b: Candidate) -> Candidate:
    reasons = a.rule if b.rule in a.rule.split("+") else f"{a.rule}+{b.rule}"
    return Candidate(a.name, min(1.0, a.score + b.score), reasons)


def _known(plan: Layout, lexicon: Lexicon, known: KnownFirms) -> Iterator[Candidate]:
    for start, end, firm in known.find(plan.text):
        if _whole(plan, start, end) and not lexicon.known_spoilt.match(plan.text, end):
            name = Name(start, end, start, end, sure=1.0)
            yield Candidate(name, 0.4 if firm.evidence else SURE, "known")


def _whole(plan: Layout, start: int, end: int) -> bool:
    """Whether a known name stands there and not parts of words: long names do, short ones where
    the segmenter agrees, which takes 从中 for a word."""
    opened = plan.is_cut(start) or plan.text[start - 1 : start] == "从"
    return end - start > 3 or (opened and plan.is_cut(end))


_LIKE = frozenset("像如跟")
_FORM = re.compile("(?:有限|股份)(?:责任)?公司")


def _recognised(
    plan: Layout, lexicon: Lexicon, proposals: Sequence[Proposal]
) -> Iterator[Candidate]:
    """What the recogniser proposes, less what the rules know to be something else."""
    advice = lexicon.rules.recogniser
    times = Counter(plan.text[a:b] for a, b, _ in proposals)
    for start, end, chance in proposals:
        start += len(_QUOTES.match(plan.text, start, end)[0])
        while end > start and plan.text[end - 1] in _CLOSING and not _opened(plan.text, start, end):
            end -= 1
        if plan.text[start] in _LIKE and plan.is_cut(start + 1):
            start += 1  # 像 | 檀溪门业
        if plan.text[start : start + 3] in lexicon.stops:
            start += 3  # 运营方 | 浙江岱风新能源有限公司
        if form := _FORM.search(plan.text, start, end):
            end = form.end()  # 浙江煦能新能源有限公司 | 动力电池项目
        if end - start < 2 or _is_other(plan, lexicon, start, end):
            continue
        text = plan.text[start:end]
        score = chance * advice.trust
        name = read_back(plan, lexicon, end, end - _tail(lexicon, text))
        if name and start < name.start and plan.text[start : name.start] in lexicon.places:
            start = name.start  # the county before the name
        if name is None or name.start != start or not (name.own or name.place):
            score *= advice.odd
        elif times[text] > 1:
            score += advice.repeated
        if name is None or name.start != start:
            name = Name(start, end, start, end if end - start <= 4 else start, sure=0.7)
        yield Candidate(name, round(score, 3), "recogniser")


def _opened(text: str, start: int, end: int) -> bool:
    """Whether the mark that closes `[start, end)` was opened inside it: 某某（浙江）."""
    return _CLOSING[text[end - 1]] in text[start : end - 1]


def _is_other(plan: Layout, lexicon: Lexicon, start: int, end: int) -> bool:
    """Whether the rules know the span for no firm: a common word or part of one, a place, an ending
    that firms do not have, a generic noun (期货公司)."""
    text = plan.text[start:end]
    if lexicon.never.search(text) or any(text.endswith(n) for n in lexicon.rules.not_firms):
        return True
    if text in lexicon.places or text in lexicon.trades:
        return True
    if text in lexicon.counties and any(text + kind in plan.text for kind in "县市区旗"):
        return True  # 平利, where the article has 平利县 too
    if plan.words.frequency(text) > _COMMON and plan.words.tag(text)[:2] not in ("nz", "nr"):
        return True
    if end - start <= 3 and not (plan.is_cut(start) and plan.is_cut(end)):
        return True
    if not text.endswith((*lexicon.heads, "银行")):
        return False
    name = read_back(plan, lexicon, end, end - _tail(lexicon, text))
    return name is None or not (name.sure >= 0.7 or (name.place and name.trade))


def _tail(lexicon: Lexicon, text: str) -> int:
    """The length of the tail that `text` ends in."""
    sizes = range(min(8, len(text) - 1), 1, -1)
    return next((n for n in sizes if text[-n:] in lexicon.tails), 0)


def _with_signs(plan: Layout, lexicon: Lexicon, c: Candidate) -> Candidate:
    if c.rule.startswith("legal"):
        return c
    beside = signs(plan, lexicon, c)
    score = min(1.0, c.score + sum(w for _, w in beside))
    return Candidate(c.name, round(score, 2), "+".join([c.rule, *(i for i, _ in beside)]))


def _joined(found: list[Candidate]) -> list[Candidate]:
    """Firm and subsidiary that touch are one name: 沈鼓集团 + 透平公司."""
    joined: list[Candidate] = []
    for c in found:
        if joined and joined[-1].end == c.start:
            first = joined.pop()
            name = replace(c.name, start=first.start, own_start=first.name.own_start)
            c = Candidate(name, c.score, c.rule)
        joined.append(c)
    return joined


def disjoint(found: Iterable[Candidate]) -> list[Candidate]:
    """Of those that overlap the clear ones, then the longest; in text order."""
    kept: dict[int, Candidate] = {}
    starts: list[int] = []
    for c in sorted(found, key=_precedence):
        i = bisect_left(starts, c.end)
        if not i or kept[starts[i - 1]].end <= c.start:
            insort(starts, c.start)
            kept[c.start] = c
    return [kept[start] for start in starts]


def _precedence(c: Candidate) -> tuple[bool, int, int]:
    return c.score < _CLEAR, c.start - c.end, c.start
