"""What a run of quantities measures: the noun phrase before it, behind it, or carried over."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.clauses import Site
from extract.facts.behind import Behind
from extract.facts.carrying import Carrier
from extract.facts.deeds import Deeds
from extract.facts.discourse import State
from extract.facts.members import Members
from extract.facts.phrases import HELPED, Phrase, Reader
from extract.facts.ratios import RATES
from extract.facts.reading import Reading
from extract.facts.spelled import Spelled
from extract.facts.wording import GROUP, GROUPED
from extract.measures import Catalogue
from extract.records import Place, Quantity

_SPENT_ON = re.compile(
    "(?:都|全部|全)?(?:投进|投入到?|投向|投到|用于|用在|用到|花在|花到)了?([一-鿿]{2,8}?)(?:上|中|里|领域)?(?=[，。；]|$)"
)
_HEADS = ("人", "名")
_OF_GROUP = re.compile(rf"({GROUP})([^中里内等]+)")


@dataclass(slots=True, frozen=True)
class Named:
    """The measures a run is said of, how they were found (`left`, `right`, `carried`, `action`),
    and the project an amount is spent on (投资10亿元的供应链产业园), if there is one."""

    measures: list[str]
    how: str
    project: str | None = None
    end: int = 0  # where the noun phrase behind the number ends, if it was used


class Namer:
    """Names measures with the noun phrases of a reader and the state of the discourse."""

    def __init__(self, reader: Reader, catalogue: Catalogue, state: State) -> None:
        self.reader = reader
        self.text = reader.text
        self.words = reader.wording
        self.catalogue = catalogue
        self.state = state
        self.members = Members(reader, catalogue, state)
        self.carrier = Carrier(reader, catalogue, state)
        self.behind = Behind(reader, catalogue)
        self.spelled, self.deeds = Spelled(reader), Deeds(reader)

    def name(self, run: list[Site], reading: Reading) -> Named:
        """The measures of a run of quantities that are read alike."""
        first, last = run[0], run[-1]
        left = self._before(first, reading)
        counting = self._counting(first, reading) and not self._in_a_row(first, left)
        right = self.behind.of(last, reading) if counting else Phrase(0, 0)
        if whole := self._whole(first, reading, left, right):
            return Named([whole], "right", end=right.end)
        if way := self.spelled.way(first) or self.spelled.standing(first, reading):
            return Named([way], "left")
        if toll := self.words.tolls.get(first.quantity.text[-1]):
            return Named([toll], "right")  # 致6死81伤
        if way := self.spelled.hands(first) or self.spelled.price(first):
            return Named([way], "action")
        if project := self._project(first.quantity, left, right, last.right):
            return project
        if not right and (whole := self.spelled.comprised(first)):
            return Named([whole], "left")
        if self._counts_right(first.quantity, reading, left, right):
            return Named([self._behind(last, left, right)], "right", end=right.end)
        if work := self._work(left):
            return work
        if first.quantity.unit in _HEADS and self.reader.clean(left) in self.words.staffed:
            return Named(["员工"], "left", end=right.end)  # 我们厂 | 只有38个人
        pointing = self.reader.clean(left) in self.words.pointing
        this = bool(left) and self.text[left.start - 1 : left.start + 1] == "这一"
        if this and (told := self.carrier.named(self.text[left.start + 1 : left.end])):
            return Named([told], "carried")  # 这一收入为18640元
        if pointing and left and (told := self.carrier.counted(first.quantity)):
            return Named([told], "carried")  # 综合利用率升至78%，今年的目标是85%
        if left and (pointing or self._agent(first.quantity, left, reading)):
            left = Phrase(left.start, left.start)
        if left.verb in self.words.causing and reading.aspect == "level" and left:
            self._caused(first.quantity, left, reading)
        if left and (deed := self.carrier.deeds_in_a_row(first, self.reader.clean(left))):
            return Named([deed], "action")
        same = self.carrier.same(first, reading, left, right)
        repeats = same or (reading.aspect == "level" and self.carrier.repeats(first.quantity, left))
        if those := self.carrier.those(first, reading):
            return Named([those], "carried")
        if left and not repeats:
            return Named(self._parts(self.members.of(left, run, reading), run, reading), "left")
        if same:
            return Named([same], "carried")
        if deed := self.deeds.behind(last, reading, right):
            return Named([deed], "action")
        if self.carrier.leans(first, reading):
            return Named(self.carrier.measures(reading), "carried")
        if right and reading.aspect not in ("growth", "rank"):
            return Named([self._behind(last, left, right)], "right", end=right.end)
        if action := self.deeds.action(last, reading):
            return Named([action], "action")
        apart = first.quantity.dimension == "count"  # 已有9家 is no 销售额
        if first.quantity.unit == "平方公里" and reading.aspect == "level":
            return Named(["面积"], "action")  # 浦江不大，只有918平方公里
        if self.state.recent and not apart and reading.peeled.has("level", "to"):
            return Named(self.carrier.measures(reading), "carried")
        if reading.aspect in ("share", "from") and reading.whole:
            of = f"占{reading.whole}比重"  # 我国占世界经济的17%; 专项资金的三成与考核挂钩
            part = "占" in self.text[first.left : first.quantity.start]
            return Named([of if part else reading.whole], "left")
        return Named([], "none")

    def _parts(self, names: list[str], run: list[Site], reading: Reading) -> list[str]:
        """The parts of a whole that is told as a proportion: 三次产业结构为 | 9.7:45.7:44.6."""
        parts = self.words.compositions.get(names[0]) if len(names) == 1 else None
        if parts is None or len(parts) != len(run):
            return names
        if reading.aspect == "level":
            reading.aspect = "share"
        return parts

    def _counting(self, site: Site, reading: Reading) -> bool:
        """Whether the noun behind the number matters: not behind growth, nor behind most ranks."""
        if reading.aspect == "rank":
            return site.quantity.text.endswith("大")
        return reading.aspect not in ("growth", "multiple")

    def _in_a_row(self, site: Site, left: Phrase) -> bool:
        """Whether the numbers of a row follow their nouns, so that what is behind the last one is
        the deed of all: 医生37名、教师54名、干部16名 | 来到武平."""
        before, told = site.previous, self.state.recent
        if before is None or not left or not told or left.start != before.end + 1:
            return False
        joined = self.text[before.end] in "、和及"
        return joined and self.text.endswith(told[-1].measure, 0, before.start)

    def _whole(self, site: Site, reading: Reading, left: Phrase, right: Phrase) -> str:
        """What is behind its share or its rank: 占全国18.4%的 | 外商投资, 第四大 | 贸易伙伴; of the
        first 大国 in something that is it. '' where a noun stands before."""
        name = self.reader.clean(right) if right else ""
        if reading.aspect == "rank" and site.quantity.text.endswith("大"):
            if left.end - left.start > 2 or len(name) < 2:
                return ""
            return reading.scope or "" if name[0] == "国" else name
        spent = _SPENT_ON.match(self.text, site.quantity.end, site.right)
        if reading.aspect == "share" and reading.whole and spent:
            return f"{spent[1]}投入占{reading.whole}比重"  # 把销售收入的7% | 投进研发
        reached = reading.end <= site.left + 2 or reading.peeled.has("level", "counted")
        behind = self.text.startswith("的", site.quantity.end) and reached
        shared = reading.aspect == "share" and reading.whole and behind and name
        return f"{name}占{reading.whole}比重" if shared else ""

    def _work(self, left: Phrase) -> Named | None:
        """`规划面积` of the works in 两县共建的家电园规划面积; `增加值` of 山区26县增加值."""
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

    def _caused(self, quantity: Quantity, left: Phrase, reading: Reading) -> None:
        """The verb before the measure moves it: 下调存款准备金率0.5个百分点, 减少成本3亿元."""
        more = left.verb not in self.words.down
        if not reading.peeled.words and not (more and quantity.dimension == "count"):
            reading.aspect = "growth" if quantity.unit == "%" else "change"
            reading.direction = "down" if left.verb in self.words.down else "up"

    def _before(self, site: Site, reading: Reading) -> Phrase:
        """The noun phrase before the number; none right after `和` behind another quantity, nor
        before a verb that says what was done (省财政厅 | 安排 | 18亿元)."""
        if site.previous and site.left < reading.end:
            gap = self.text[site.left : reading.end].strip()
            if gap in ("和", "与", "及", "以及", "、", "或"):
                return Phrase(reading.end, reading.end)
        left = self.reader.left(site.left, reading.end)
        if left.verb in HELPED and not left:
            return left  # 替全县企业 | 省下
        if not left and (ahead := self._ahead(site, reading)):
            return ahead
        numbers = site.clause.quantities
        several = left and len(numbers) > 1
        if several and any(q.start <= left.start < left.end <= q.end for q in numbers):
            return Phrase(left.end, left.end)  # 6大类 | 40余种
        one = next((q for q in numbers if q.start == left.start and q.text[0] == "一"), None)
        if one and one.end < left.end and one.dimension != "count":
            left = Phrase(one.end, left.end, left.verb)  # 一亩 | 茶园
        return self._widened(site, reading, left)

    def _ahead(self, site: Site, reading: Reading) -> Phrase | None:
        """A measure of the catalogue right before the place that it is said of:
        规上工业增加值 | 文成增长14.8%."""
        place = next((m for m in site.clause.named if m.end == reading.end), None)
        if not isinstance(place, Place) or place.start <= site.left:
            return None
        match = self.catalogue.ending(self.text[site.left : place.start])
        whole = match and match.exact and match.end == place.start - site.left
        return self.reader.left(site.left, place.start) if whole else None

    def _widened(self, site: Site, reading: Reading, left: Phrase) -> Phrase:
        """A measure of the catalogue may hold a word that would end or be peeled off a phrase:
        `城镇 | 新增 | 就业`, `生猪 | 出栏`."""
        ends, at = [reading.end], site.quantity.start
        for kind, word in reading.peeled.words:
            if kind in ("counted", "rate", "rate_down") and self.text.endswith(word, 0, at):
                ends.insert(0, at)
                break
            at -= len(word)
        bound = max([site.left, *[m.end for m in site.clause.mentions if m.end <= reading.end]])
        for end in ends:
            window = self.text[bound:end]
            match = self.catalogue.ending(window)
            if match and match.end == len(window):
                start = bound + match.start
                if (end > reading.end or start < left.start) and self.reader.is_cut(start):
                    start = min(start, left.start) if left else start
                    own = self.catalogue.match(self.reader.clean(left)) if left else None
                    same = own is not None and own.entry is match.entry
                    if same and self.text[start : left.start] in self.words.qualifier:
                        return left  # 新增 | 规上企业, but 新增贷款
                    if end > reading.end and match.entry.kind == "rate":
                        reading.aspect = "level"  # 人口自然增长率 is no growth of 人口自然
                    while self.text[start : start + 1] in ("的", "、", "）", ")"):
                        start += 1
                    rest = self.catalogue.match(self.text[start + 2 : end])
                    idle = self.text[start : start + 2] in self.words.qualifier
                    if idle and rest and rest.entry is match.entry:
                        start += 2  # 累计 | 发放贷款
                    return Phrase(start, end, left.verb)
        return left

    def _agent(self, q: Quantity, left: Phrase, reading: Reading) -> bool:
        """Whether the noun before the verb is who acted: 省财政厅 | 安排 | 18亿元."""
        acted = reading.peeled.has("counted") and q.dimension == "currency"
        return acted and self.reader.clean(left).endswith(self.words.agent)

    def _project(self, q: Quantity, left: Phrase, right: Phrase, stop: int) -> Named | None:
        """`总投资15亿元的某项目`: the amount is the project's investment."""
        if q.dimension != "currency":
            return None
        head = self.words.project_name.match(self.text, q.end, stop)
        name = "".join(head.group(1).split()) if head else self.reader.clean(right)
        if not name.endswith(self.words.project) or name in self.words.general:
            return None
        if not head and self._begins_with_a_deed(right):
            return None  # 拿出1.2亿元 | 改造生产线
        measure = self.reader.clean(left) if left else "投资"
        return Named([measure], "project", name) if measure.endswith(self.words.spent) else None

    def _acts(self, right: Phrase) -> bool:
        """Whether a phrase begins with a verb that is no noun too."""
        first = next((self.text[a:b] for a, b in self.reader.words(right.start, right.end)), "")
        return self.reader.tag(first, "") == "v" and first not in self.words.nominal

    def _begins_with_a_deed(self, right: Phrase) -> bool:
        first = next((self.text[a:b] for a, b in self.reader.words(right.start, right.end)), "")
        return len(first) > 1 and first in self.words.counted

    def _counts_right(self, q: Quantity, reading: Reading, left: Phrase, right: Phrase) -> bool:
        """Whether the noun behind the number is what is counted (106家规上企业)."""
        if not right or reading.aspect in ("rank", "growth", "multiple"):
            return False
        if self.carrier.deed(q, right):
            return False
        if left and reading.aspect == "from":
            return False  # 采摘期从40天 | 拉长到110天
        if left and reading.peeled.has("level") and q.dimension == "age":
            return False  # 平均年龄只有24岁的团队
        if not left or reading.peeled.has("counted"):
            return reading.aspect != "share" or not self.state.recent or bool(reading.whole is None)
        if reading.behind:
            return True
        if reading.aspect == "share":
            return False
        if q.dimension == "ratio" and self.text.endswith(RATES, left.start, left.end):
            return False  # 森林覆盖率84.4%的 | 小城
        if q.dimension not in ("count", "unknown") and self._acts(right):
            return False  # 流转梯田1100亩 | 种稻养鱼
        if q.dimension in ("count", "unknown") and not self.text.startswith("的", q.end):
            return True
        return self.catalogue.match(self.reader.clean(left)) is None

    def _behind(self, site: Site, left: Phrase, right: Phrase) -> str:
        """The noun behind the number, with what it did where the noun alone says too little."""
        name = self.reader.clean(right)
        before = self.reader.clean(left) if left else ""
        if name in self.words.general:
            tail = "".join(self.text[right.end : site.right].split())
            tail = tail.partition("、")[0].rstrip("等和")
            done = self.words.deed(self.text, right.end, site.right)
            if 2 < len(tail) <= 24 and done:
                return tail if tail.endswith(name) else tail + name
        if name in self.words.leaning and not self.state.recent and self.state.headline:
            return self.state.headline.measure  # 泉州以9638亿元的总量 | 居首
        partial = before in self.words.nominal or name in self.words.partial
        return before + name if partial else name
