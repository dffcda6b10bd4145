"""Works that a figure is told of by name: what is spent on them, how large they are."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.clauses import Site
from extract.facts.counting import Counting
from extract.facts.edges import Phrase
from extract.facts.phrases import Reader
from extract.facts.reading import Reading
from extract.facts.wording import GROUP, GROUPED, SUFFIXES
from extract.measures import Catalogue

_SHORT = 3  # characters of works that are no name: 产业园
_NAMED = 6  # characters of works by name with what is told of them
_STAGED = re.compile(  # 海缆二期项目 | 总投资
    "([^的全各新对]{2,14}[一二三四五六]期(?:项目|工程|扩建工程|扩建项目))((?:计划)?总投资|投资|占地面积|占地|总?建筑面积|设计产能|年产能)"
)
_OF_GROUP = re.compile(rf"({GROUP})([^中里内等]+)")


@dataclass(slots=True, frozen=True)
class Named:
    """The measures a run is said of, how they were found (`left`, `right`, `carried`, `action`),
    and the project an amount is spent on (投资10亿元的供应链产业园), if there is one."""

    measures: list[str]
    how: str
    project: str | None = None
    end: int = 0  # where the noun phrase behind the number ends, if it was used


@dataclass(slots=True)
class View:
    """A run of quantities that are read alike, and the nouns before and behind it."""

    run: list[Site]
    reading: Reading
    left: Phrase
    right: Phrase
    first: Site  # the quantity that `left` stands before
    last: Site  # the one that `right` stands behind


class NamedWorks:
    """Names what works are told of with; tried among the ways of `naming.py`."""

    def __init__(self, reader: Reader, catalogue: Catalogue, counting: Counting) -> None:
        self.reader, self.text, self.words = reader, reader.text, reader.wording
        self.catalogue, self.counting = catalogue, counting

    def of_amount(self, v: View) -> Named | None:
        """`总投资15亿元的某项目`: the amount is the project's investment."""
        q = v.first.quantity
        if q.dimension != "currency":
            return self._site(v)
        head = self.words.project_name.match(self.text, q.end, v.last.right)
        name = "".join(head.group(1).split()) if head else self.reader.clean(v.right)
        if not name.endswith(self.words.project) or name in self.words.general:
            return None
        if name.startswith(self.words.raised):
            return None  # 增发1万亿元 | 国债项目: money, no works
        if not head and self.counting.begins_with_a_deed(v.right):
            return None  # 拿出1.2亿元 | 改造生产线
        measure = self.reader.clean(v.left) if v.left else "投资"
        measure = measure.rpartition("、")[2]  # 两地合资、 | 总投资6.5亿元的物流中心
        return Named([measure], "project", name) if measure.endswith(self.words.spent) else None

    def _site(self, v: View) -> Named | None:
        """占地186亩的 | 配套园, 年产56吉瓦的 | 光伏项目: what works measure before their name."""
        q, what = v.first.quantity, self.reader.clean(v.left)
        if len(v.run) > 1 or not self.text.startswith("的", q.end):
            return None
        if not what and v.reading.peeled.has("counted"):
            what = v.reading.peeled.first("counted") or ""  # 年产
        head = self.words.project_name.match(self.text, q.end, v.last.right)
        if head is None or not what.endswith(self.words.sizes) or len(head[1]) <= _SHORT:
            return None
        return Named([what], "project", "".join(head[1].split()))

    def described(self, v: View) -> Named | None:
        """`规划面积` of the works in 两县共建的家电园规划面积; `增加值` of 山区26县增加值."""
        left = v.left
        if named := self._of_named_works(v):
            return named
        if "的" in self.text[left.start : left.end]:
            match = self.words.work.fullmatch(self.reader.clean(left))
        elif left and self.text[left.start] in GROUPED:
            match = _OF_GROUP.fullmatch(self.reader.clean(left))
        else:
            return None
        measure = self.catalogue.match(match.group(2)) if match else None
        if match and measure and measure.exact:
            return Named([match.group(2)], "left", project=match.group(1))
        return None

    def _of_named_works(self, v: View) -> Named | None:
        """锦苏特高压工程 | 送电量: works by name at the head of a clause, with what they have."""
        name = self.reader.clean(v.left)
        if staged := _STAGED.fullmatch(name):
            return Named([staged[2]], "left", project=staged[1])
        works = self.words.named_works.fullmatch(name) if len(name) > _NAMED else None
        if works is None or v.left.start > v.first.clause.start + 1:
            return None
        if len(name) == v.left.end - v.left.start and not self.reader.is_cut(
            v.left.start + len(works[1])
        ):
            return None  # 民营企业船 | 舶出口
        match = self.catalogue.match(works[2])
        known = match is not None and match.exact
        if known or works[2].endswith((*self.words.flowing, *SUFFIXES)):
            return Named([works[2]], "left", project=works[1])
        return None
