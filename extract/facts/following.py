"""Measures named by what stands behind their numbers: nouns that are counted, deeds, what a share
is of."""

from __future__ import annotations

from extract.facts.carrying import Carrier
from extract.facts.counting import Counting
from extract.facts.deeds import Deeds
from extract.facts.named import Named, View
from extract.facts.phrases import Reader
from extract.facts.reading import GOAL_BEHIND
from extract.facts.state import State
from extract.records import Quantity


class Following:
    """The ways of a namer that look behind the number."""

    def __init__(self, reader: Reader, state: State, counting: Counting, carrier: Carrier) -> None:
        self.reader, self.text, self.words = reader, reader.text, reader.wording
        self.state, self.counting, self.carrier = state, counting, carrier
        self.deeds = Deeds(reader)

    def share(self, v: View) -> Named | None:
        """占全国18.4%的 | 外商投资, 第四大 | 贸易伙伴."""
        whole = self.counting.whole(v.first, v.reading, v.left, v.right)
        return Named([whole], "right", end=v.right.end) if whole else None

    def of_which(self, v: View) -> Named | None:
        """其中20万元 | 是贴息贷款."""
        q, end = v.last.quantity, v.last.clause.end
        copula = next((w for w in ("都是", "是", "为") if self.text.startswith(w, q.end)), "")
        which = v.reading.aspect == "level" and (
            self.text.startswith(self.words.of_which, v.first.clause.start)
            or self._of_those_just_counted(q)
        )
        if not (copula and which) or v.left or v.right:
            return None
        noun = self.reader.right(q.end + len(copula), end)
        whole = noun and noun.start == q.end + len(copula) and noun.end == end
        return Named([self.reader.clean(noun)], "right", end=end) if whole else None

    def _of_those_just_counted(self, q: Quantity) -> bool:
        """Whether a clause before counted people, of whom these are some: 工人320名，276名 |
        是女工."""
        last = self.state.recent[-1] if self.state.told and self.state.recent else None
        return last is not None and last.unit == q.unit and q.unit in self.words.people

    def counted(self, v: View) -> Named | None:
        """106家 | 规上企业."""
        if not self.counting.counts(v.first, v.reading, v.left, v.right):
            return None
        what = self.counting.called(v.last, v.reading, v.left, v.right)
        if v.last.quantity.dimension == "area" and what in self.words.grounds:
            what = "面积"  # 80平方公里的 | 镇子
        return Named([what], "right", end=v.right.end)

    def attended(self, v: View) -> Named | None:
        """活动吸引3000人 | 参加."""
        who = v.left and not v.reading.peeled.has("counted")  # 代表2900人 | 参加
        attended = None if who else self.deeds.attended(v.last, v.reading)
        return Named([attended], "action") if attended else None

    def deed(self, v: View) -> Named | None:
        """10亿人 | 领用社保卡."""
        deed = self.deeds.behind(v.last, v.reading, v.right)
        return Named([deed], "action") if deed else None

    def noun(self, v: View) -> Named | None:
        """The noun behind the number after all."""
        if not v.right or v.reading.aspect in ("growth", "rank"):
            return None
        return Named(
            [self.counting.called(v.last, v.reading, v.left, v.right)], "right", end=v.right.end
        )

    def goal(self, v: View) -> Named | None:
        """造林3.2万亩，超额完成3万亩的 | 目标任务: of what was told."""
        q, level = v.last.quantity, v.reading.aspect == "level"
        goal = level and GOAL_BEHIND.match(self.text, q.end)
        told = self.carrier.counted(q) if goal else None
        return Named([told], "carried", end=v.right.end) if told else None
