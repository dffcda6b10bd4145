"""Names told by what stands around them: signs beside a name, lists of firms, frames."""

from __future__ import annotations

from collections.abc import Iterator

import regex as re

from extract.firms.forms import Lexicon
from extract.firms.names import Name, read_back
from extract.firms.schema import FirmList
from extract.firms.tails import Candidate
from extract.segment import Layout

_LEAD = 10  # characters of a count
_BEFORE, _AFTER = 24, 48  # characters looked at beside a name
_EDGE = re.compile(r"[，。；：！？\n\s“”]")


def signs(plan: Layout, lexicon: Lexicon, found: Candidate) -> list[tuple[str, float]]:
    """The signs beside a candidate: id and weight, of those that speak for it the strongest of
    either side, of those against it all."""
    before = plan.text[max(0, found.start - _BEFORE) : found.start]
    after = plan.text[found.end : found.end + _AFTER].lstrip('”」』"')
    best: dict[str, tuple[float, str]] = {}
    against: list[tuple[str, float]] = []
    for cue, pattern in lexicon.cues:
        hit = pattern.search(before) if cue.side == "before" else pattern.match(after)
        if hit and cue.weight < 0:
            against.append((cue.id, cue.weight))
        elif hit:
            best[cue.side] = max(best.get(cue.side, (0.0, "")), (cue.weight, cue.id))
    return [*((i, w) for w, i in best.values()), *against]


def in_lists(plan: Layout, lexicon: Lexicon) -> Iterator[Candidate]:
    """Members of lists that are said to be of firms."""
    text = plan.text
    for kind, lead, pattern in lexicon.lists:
        for match in pattern.finditer(text):
            before = lead.search(text, max(0, match.start() - _LEAD), match.start())
            if before is None or (kind.lead and not before[0]):
                continue
            members = list(_members(plan, lexicon, before.start()))
            if len(members) == 1 and text[before.start()] != "等":
                continue
            if _is_list(lexicon, kind, members):
                texts = ((m, text[m.start : m.end]) for m in members)
                yield from (
                    Candidate(m, 0.8, "list") for m, t in texts if not lexicon.never.search(t)
                )


def _members(plan: Layout, lexicon: Lexicon, end: int) -> Iterator[Name]:
    """The members of the list that ends at `end`, last first; nothing if one cannot be a name."""
    low = max([0, end - 100, *(m.end() for m in _EDGE.finditer(plan.text, max(0, end - 100), end))])
    at = end
    while at > low:
        cut = plan.text.rfind("、", low, at)
        name = read_back(plan, lexicon, at)
        if cut >= low and (name is None or name.start > cut + 1):
            name = _whole(plan, lexicon, cut + 1, at) or name
        if name is None:
            return
        yield name
        if name.start == cut + 1:
            at = cut
        elif name.start - 1 > low and plan.text[name.start - 1] in "和与及":
            at = name.start - 1
        else:
            return


def _whole(plan: Layout, lexicon: Lexicon, start: int, end: int) -> Name | None:
    """What stands between two list marks, as one name although its words are not those of names."""
    words = [plan.text[a:b] for a, b in plan.spans(start, end)]
    if not 2 <= end - start <= 8 or any(lexicon.kind(w, plan.words) == "stop" for w in words):
        return None
    return Name(start, end, start, start, trade=True)


def _is_list(lexicon: Lexicon, kind: FirmList, members: list[Name]) -> bool:
    if not members:
        return False
    named = [2 <= m.own <= 4 and m.sure >= 0.7 for m in members]
    if kind.each == "most" or len(members) == 1:
        return 2 * sum(named) > len(members)
    return any(named)


def in_frames(plan: Layout, lexicon: Lexicon) -> Iterator[Candidate]:
    """Short names that stand alone in a frame only firms stand in."""
    text = plan.text
    for frame, before, after, need in lexicon.frames:
        for match in after.finditer(text):
            name = read_back(plan, lexicon, match.start())
            if name is None or not 2 <= name.own <= 4 or name.sure < 0.7:
                continue
            sentence = plan.sentence(match.start())
            stop = min(sentence.end if sentence else match.end(), match.end() + 60)
            lead = text[max(0, name.start - _BEFORE) : name.start]
            if lexicon.never.search(text, name.start, name.end):
                continue
            if before.search(lead) and need.search(text, match.end(), stop):
                yield Candidate(name, 0.8, frame.id)
