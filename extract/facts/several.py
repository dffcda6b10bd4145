"""Places that the text counts, behind the first of them or by where they lie: 北京、河北、山西等 |
15个省区市, 北方 | 10个省区."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.clauses import Clause, heads
from extract.facts.actors import JOINED, Subject, subject_of
from extract.facts.wording import Wording
from extract.records import Firm, Place

_WITH_ANOTHER = re.compile(
    "[和与、](?:(?![在的是有于把区])[一-鿿]){2,5}?(?:铁路|公路|陆路|航空)?(?:口岸|综合保税区|综保区|高新区|经开区|自贸片区)"
)


_CHAIN = re.compile(  # 深圳 | —香港—广州创新集群
    "(?:[—–－-]{1,2}[一-鿿]{2,6}?){1,3}(?:((?:科技|创新|产业)*(?:集群|都市圈|经济圈|城市群|走廊|经济带|产业带))"
    "|(?:产业|经济|山海)?(?:合作园|协作园|产业园|合作区|飞地园区?))"
)


class Several:
    """Reads them in the clauses of one article."""

    def __init__(self, text: str, wording: Wording) -> None:
        self.text, self.words = text, wording

    def of(self, clause: Clause, end: int) -> tuple[int, Subject] | None:
        """Where the words for the last of them before `end` stop, and who they are together; none
        where the clause only says that it is done there (产品销往德国、法国等12个国家)."""
        for last in reversed(clause.actors(end)):
            if joint := self._joint(clause, last, end):
                return joint
            found = self.words.and_others.match(self.text, last.end, end)
            if found and isinstance(last, Place):
                row = self._row(clause, last)
                if row[0].start not in heads(self.text, clause):
                    return None
                names = "、".join(subject_of(m).name for m in row)
                return found.end(), Subject(f"{names}等{found[1]}", "place", None)
        return self._of_a_part(clause, end)

    def _joint(self, clause: Clause, first: Place | Firm, end: int) -> tuple[int, Subject] | None:
        """What two places have, told by one name: 满洲里和绥芬河铁路口岸 | 累计通行2700列."""
        found = _WITH_ANOTHER.match(self.text, first.end, end) or _CHAIN.match(
            self.text, first.end, end
        )
        shown = found and found.re is _CHAIN and self.text[first.start - 1] == "的"
        if found is None or not (shown or first.start in heads(self.text, clause)):
            return None
        name = self.text[first.start : found.end()]
        noun = found.start(1) if found.re is _CHAIN and found[1] else found.end()
        return noun, Subject("".join(name.split()), "other", None)

    def without_examples(self, named: Sequence[Place | Firm]) -> list[Place | Firm]:
        """The names without those that only stand for so many places counted behind them, and
        what those lie in: 温州永嘉、泰顺等9个县 | 和25个乡镇."""
        kept: list[Place | Firm] = []
        inner = -1  # where the last one begins that was left out
        for m in reversed(named):
            if m.end == inner or self.words.examples.match(self.text, m.end):
                inner = m.start
            else:
                kept.insert(0, m)
        return kept

    def _of_a_part(self, clause: Clause, end: int) -> tuple[int, Subject] | None:
        """Those of a part of the country at the head of the clause: 北方10个省区 | 灌溉面积."""
        for at in heads(self.text, clause):
            found = self.words.part_of_country.match(self.text, at, end)
            if found:
                return found.end(), Subject("".join(found.group().split()), "place", None)
        return None

    def _row(self, clause: Clause, last: Place) -> list[Place]:
        """The places joined to each other that end with `last`."""
        row = [last]
        for m in reversed(clause.actors(last.start)):
            if not isinstance(m, Place) or self.text[m.end : row[0].start] not in JOINED:
                break
            row.insert(0, m)
        return row
