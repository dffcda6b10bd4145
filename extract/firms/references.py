"""References to firms without their names: 该公司, 这家企业, a bank's 该行 and 全行."""

from __future__ import annotations

from collections.abc import Iterator

import regex as re

from extract.firms.forms import Lexicon
from extract.firms.identity import Identity
from extract.firms.tails import Candidate
from extract.segment import Layout

_REFERENCE = re.compile(
    r"(?:该|这家|这个)(公司|企业|集团|厂家?|银行|行(?![业动]|为(?![小企农客全当县村其\d])))(?![家主业法])"
    r"|(?:这家[^，。；：“”]{2,20}?|(?<=[，。：“\n])(?:全|我|本))((?:银)?行)(?![业为动程李长家])"
)


def references(
    plan: Layout, lexicon: Lexicon, firms: dict[Candidate, Identity]
) -> Iterator[tuple[int, int, Candidate]]:
    """`该公司`, `这家企业`: start, end, and the nearest firm before it, named or meant at most a
    block away, or the only one of its kind."""
    blocks = plan.blocks
    again: dict[Candidate, int] = {}  # where each was last referred to
    for match in _REFERENCE.finditer(plan.text):
        before = [c for c in firms if c.end <= match.start()]
        i = next((i for i, b in enumerate(blocks) if b.start <= match.start() < b.end), 0)
        if (match[1] or match[2]) in ("银行", "行"):
            before = [c for c in before if "行" in plan.text[c.start : c.end]]
        else:
            before = [c for c in before if not plan.text.endswith(lexicon.lenders, c.start, c.end)]
        if not before:
            continue
        near = again.get(before[-1], before[-1].start) >= blocks[max(0, i - 1)].start
        if near or len({firms[c].id for c in before}) == 1:
            again[before[-1]] = match.start()
            described = match[2] and match[0].startswith("这家")  # 这家 | 成立于2011年的银行
            yield match.start(), match.start() + 2 if described else match.end(), before[-1]
