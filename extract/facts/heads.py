"""What people are called that only their number tells of: 全村1026户, 我们厂只有38个人."""

from __future__ import annotations

import re

from extract.facts.named import Named, View
from extract.facts.phrases import Reader
from extract.facts.state import State

_HEADS = ("人", "名")
_LIVED_IN = ("点住", "区住", "楼住", "院住", "寨住")
PEOPLED = {"户": "户数", "人": "人口", "口": "人口"}
_HAS = re.compile("[里内]?(?:(?:[只才仅就现共]|一共|总共)*有|(?<=[县镇乡市村])[共总]?)$")
_PLACES = tuple("县市区镇乡村州省")
_PER_HEAD = re.compile(  # 每千名老人拥有 | 养老床位
    r"(每\d*[百千万亿十]+[一-鿿]{1,8}?)中?(?:平均|约)?(?:拥有|配备|占有|(?<!所)有)[^，。；\d]{0,2}$"
)


_GOVERNS = re.compile("辖[^。；\\n]{0,60}$")
_SAYS = ("介绍，", "告诉记者，", "说，")


class Heads:
    """Names them in the clause that the reader has entered."""

    def __init__(self, reader: Reader, state: State) -> None:
        self.reader, self.text, self.words = reader, reader.text, reader.wording
        self.state = state

    def lived_in(self, v: View) -> Named | None:
        """How many live there: 只有2600人的 | 艾村."""
        q, right = v.last.quantity, v.right
        size = PEOPLED.get(q.unit or "") if right and not v.left else None
        lived = right.end == v.last.clause.end and self.text[right.end - 1] in _PLACES
        here = lived and self.text[q.end : right.start] == "的"
        return Named([size], "action", end=right.end) if size and here else None

    def staff(self, v: View) -> Named | None:
        """我们厂 | 只有38个人; 共投入 | 超2000人; 全村 | 1026户."""
        who = self.reader.clean(v.left) if v.first.quantity.unit in _HEADS else ""
        if who in self.words.staffed:
            return Named(["员工"], "left", end=v.right.end)
        if sent := self.words.deployed.get(who):
            return Named([sent], "left")
        where = self.reader.clean(v.left)
        if not where and (people := self._people_of(v)):
            return Named([people], "left")
        sizes = [PEOPLED.get(site.quantity.unit or "", "") for site in v.run] if not v.right else []
        villagers = where.endswith(("村", *_LIVED_IN)) or where in self.words.townly
        return Named(sizes, "left") if any(sizes) and villagers else None  # 428户、1563人

    def inhabitants(self, v: View) -> Named | None:
        """红岩村不大， | 112户、431人; 全镇辖12个村、 | 3.2万人."""
        units = {q.unit for q in v.first.clause.quantities}
        both = "户" in units and not units.isdisjoint(("人", "口"))
        last = self.state.recent[-1].measure if self.state.recent else ""
        joined = self.text[v.first.quantity.start - 1] in "、和"
        if joined and last.endswith(self.words.communities) and not both:
            at = v.first.quantity.start
            both = _GOVERNS.search(self.text, max(0, at - 64), at) is not None
        alone = not (v.left or v.right or v.reading.peeled.has("counted"))
        names = [PEOPLED.get(site.quantity.unit or "", "") for site in v.run]
        return Named(names, "left") if both and alone and all(names) else None

    def _people_of(self, v: View) -> str:
        """Who they are, where a clause only says that there are so many: 公司里有 | 300人; 全县有 |
        12万人, where no people were told of before that could be meant; '' if it says more."""
        q, start = v.first.quantity, v.first.clause.start
        has = _HAS.search(self.text, start, q.start) if q.unit == "人" else None
        if has is None or self.text[q.end : q.end + 1] not in "，。；”":
            return ""
        if self.text.endswith(tuple(self.words.staffed), start, has.start()):
            return "" if self.text.endswith("的，", 0, start) else "员工"  # 会开车的，公司有 | 30人
        # not 参加医保的，全县有 | 12万人
        opens = self.text[start - 1 : start] in "。！？；\n“" or self.text.endswith(_SAYS, 0, start)
        meant = any(m.unit in PEOPLED or m.unit == "名" for m in self.state.recent)
        place = self.text.endswith(_PLACES, start, has.start())
        return "人口" if place and opens and not meant else ""

    def per_head(self, v: View) -> Named | None:
        """每千人口拥有 | 执业医师 | 3.2人: without those it is told of, the number says nothing."""
        start = v.first.clause.start
        heads = _PER_HEAD.search(self.text, start, v.left.start) if v.left else None
        noun = heads and self.reader.clean(v.left)
        return Named([heads[1] + noun], "left") if heads and noun else None
