"""What a clause without a figure tells to move, go on or take time, for the figure that follows."""

from __future__ import annotations

import re

from extract.clauses import Clause
from extract.facts.edges import Phrase
from extract.facts.phrases import Reader
from extract.facts.state import Measured
from extract.facts.topics import Topics
from extract.facts.wording import SUFFIXES, Peeled
from extract.measures import Catalogue

_WAY = re.compile(r"从[一-鿿]{2,6}到[一-鿿]{2,6}$")  # 从拿地到开工, 由150天缩短为70天
_PASSED = re.compile(
    "([^，。；]{2,10}?)(?:首次|率先|一举|已经?|也|历史性地?|终于)*(?:超过|反超|赶超|追上|超越)"
)
_PASSES = frozenset("超追")  # what that needs
# 电控等核心部件的 | 本地配套率, but 同样的产量
_OF = re.compile("[^，。；“]{3,}的(?:本地|本土|国内|省内)?")
_DIGITS = re.compile("[个一两二三四]位数")
_ON_AND_ON = ("连续", "持续", "接连")
_ENDINGS = SUFFIXES | frozenset("入润税款口资出比重")  # of measures: 收入, 利润, 进出口
TOPIC = 20  # characters of a measure that is a clause of its own: 全县精深加工率，也由…
_LONG_TOPIC = 30  # of one that the next clause tells from where to where
_FROM_THEN = re.compile(  # 赡养老人专项附加扣除标准 | ，由每月2000元提高到3000元
    "，(?:[则也却已都]|[一两三四五六七八九十\\d]+年[间来里]?|近年来|短短[^，。；]{2,4})?(?:由|从)[^，。；]{0,12}?\\d[^，。；]{0,10}?(?:到|至|为)(?:[^，。；]{0,4}?\\d)"
)
_BROUGHT = re.compile(
    "(?:如今|现在)?([一-鿿]{1,7}?[费价率本])(?:也|却|都|还|又|就)?(?:跟着|随之)?"
    "(?:谈|压|降|拉|涨|抬|提|打|减|落)(?:了)?[下上](?:来|去)了?"
)
PARTICLES = ("呢", "嘛", "呀", "啊")
_PEELED = 12  # characters at the end of a clause among which a verb of change can be
_KEEPS = re.compile(
    "(?:(?:继续|持续|依然|总体|整体)*(?:延续|保持|呈现|维持)了?|(?:继续|持续))"
    "[^，。；]{0,8}(?:表现|势头|态势|走势|增势|局面|活跃|平稳|增长|上升|回升|下降)$"
)


class Moves:
    """Reads it in one clause."""

    def __init__(self, reader: Reader, catalogue: Catalogue, topics: Topics) -> None:
        self.reader, self.text, self.words = reader, reader.text, reader.wording
        self.catalogue, self.topics = catalogue, topics

    def overtakes(self, start: int, end: int) -> list[Measured]:
        """产值 of 产值首次超过花炮, nothing where no measure stands before the verb."""
        if _PASSES.isdisjoint(self.text[start:end]):
            return []
        passed = _PASSED.match(self.text, start, end)
        match = self.catalogue.match(passed[1]) if passed else None
        return [self.topics.measured(passed[1])] if passed and match and match.exact else []

    def moves(self, start: int, end: int, clause: Clause) -> list[Measured]:
        """What goes up or down, or is a clause of its own, or takes time: 失业率 | 总体下降."""
        moving = self.words.moving.search(self.text, max(start, end - _PEELED), end)
        topic = self.text[end - 1] in _ENDINGS and end - start <= TOPIC
        then = end + self.text.startswith(PARTICLES, end)
        led = end - start <= _LONG_TOPIC and _FROM_THEN.match(self.text, then) is not None
        way = self.text.find("到", start, end) >= 0 and _WAY.search(self.text, start, end)
        if not moving and not topic and not way and not led:
            return []  # sooner told than by cutting the clause into words
        self.reader.enter(clause)
        peeled = self.reader.peel(start, end)
        left, told_of = self._whose(start, self._noun_end(start, end, clause, peeled), clause)
        whole = (topic or led) and told_of and self._alone(left, start, end, led)
        name = self.reader.clean(left) if whole or peeled.has("up", "down") else ""
        name = "" if _DIGITS.fullmatch(name) else name  # 保持两位数 | 增长
        name = name.removesuffix("曲线")  # 营收曲线随之 | 上扬
        match = self.catalogue.match(name)
        known = match and match.exact
        ends = len(name) > 1 and name.endswith((*SUFFIXES, "占比", "比重"))  # not 两位 | 数
        if known or (led and len(name) > 1) or ends:
            return [self.topics.measured(name)]
        return [self.topics.measured(f"{way.group()}时间", "天")] if way and not name else []

    def _noun_end(self, start: int, end: int, clause: Clause, peeled: Peeled) -> int:
        """Where the noun ends before the verb and what says for how long: 净收入 | 则连续三年下滑,
        毛利率 | 因此连续走低."""
        at = peeled.end
        for date in clause.dated:
            if date.end == at and date.kind == "duration":
                at = self.reader.peel(start, date.start).end
        if self.text.endswith(_ON_AND_ON, start, at):
            at = self.reader.peel(start, at - 2).end
        return at

    def _whose(self, start: int, end: int, clause: Clause) -> tuple[Phrase, bool]:
        """The noun phrase that ends there, and whether only whose it is stands before it."""
        left, names_end = self.reader.left(start, end), behind_names(start, clause)
        between = self.text[names_end : left.start]
        if "、" in between and "等" in between[-2:]:  # 演艺、研学等 | 后端收入的占比
            return left._replace(start=self.text.rfind("等", start, left.start) + 1), True
        of = _OF.fullmatch(between) and not self._acts(names_end, left.start)
        return left, bool(of) or between in ("", "的", "全国", "我国")

    def _alone(self, left: Phrase, start: int, end: int, led: bool) -> bool:
        """Whether a clause that is one noun phrase tells of no deed: 附加扣除 | 标准, but
        记者来到园区，从…."""
        deed = self.reader.tag(self.text[slice(*next(self.reader.words(left.start, end)))], "")
        gauge = led and self.text.endswith(self.words.gauged, start, end)
        told = led and not gauge and self._acts(left.start, left.end)
        return (gauge or not deed.startswith("v")) and not told

    def brought(self, start: int, end: int, clause: Clause) -> list[Measured]:
        """A price or a rate that was brought somewhere: 快递费也谈下来了，由4.5元降到2.8元."""
        found = _BROUGHT.fullmatch(self.text, behind_names(start, clause), end)
        return [self.topics.measured(found[1])] if found else []

    def keeps(self, start: int, end: int, clause: Clause) -> list[Measured]:
        """What goes on as it did: 汽车出口 | 延续良好表现，同比增长30%."""
        kept = _KEEPS.search(self.text, start, end)
        if kept is None:
            return []
        self.reader.enter(clause)
        name = self.reader.clean(self.reader.left(behind_names(start, clause), kept.start()))
        traded = len(name) > 2 and name.endswith(tuple(self.words.trade))
        match = self.catalogue.match(name)
        if not traded and not (match and match.exact):
            return []
        return [self.topics.measured(name, "%")._replace(aspect="growth")]

    def _acts(self, start: int, end: int) -> bool:
        """Whether a verb stands in `[start, end)`: 提高了产品的 | 合格率."""
        words = (self.text[a:b] for a, b in self.reader.words(start, end))
        return any(w == "了" or (len(w) > 1 and self.reader.tag(w, "") == "v") for w in words)


def behind_names(start: int, clause: Clause) -> int:
    """Where the last mention of a clause ends, or the clause starts."""
    return max([start, *(m.end for m in clause.mentions)])
