"""What a run of quantities measures: the noun phrase before it, behind it, or carried over."""

from __future__ import annotations

import re

from extract.clauses import Site
from extract.facts.before import Before
from extract.facts.behind import Behind
from extract.facts.carrying import Carrier
from extract.facts.counting import Counting
from extract.facts.deeds import Deeds
from extract.facts.edges import Phrase
from extract.facts.following import Following
from extract.facts.heads import Heads
from extract.facts.leading import Leading
from extract.facts.leaning import Leaning
from extract.facts.members import Members
from extract.facts.named import Named, NamedWorks, View
from extract.facts.phrases import Reader
from extract.facts.prices import Prices
from extract.facts.reading import Reading
from extract.facts.spelled import Spelled
from extract.facts.state import State
from extract.measures import Catalogue

_NO_NOUNS = frozenset("vdpfrcu")  # parts of speech
_PACE = ("增速", "增幅", "涨幅")
_GROUNDS = ("园", "园区", "基地")
_STAGES = ("首期", "一期", "二期", "三期")
_LED = re.compile(  # 村党支部书记李明带领乡亲们 | 流转土地
    "^.*(?:带领|带着|领着|发动|动员)(?:乡亲们?|村民们?|群众|大家|农户们?|社员们?|党员|干部群众|父老乡亲)"
)
_DEPARTMENT = re.compile("[^的]{2,6}部门(?=..)")
# 邮政行业 | 完成业务量; 重点项目 | 完成投资 is what is measured
_ACCOMPLISHES = re.compile(
    "^([^的]*(?:企业|行业|产业|单位|公司|系统|民航))完成"
    "([^的完]*(?:[量额值]|收入|税收|利润|固定资产投资))$"
)


class Namer:
    """Names measures with the noun phrases of a reader and the state of the discourse."""

    def __init__(self, reader: Reader, catalogue: Catalogue, state: State) -> None:
        self.reader, self.text, self.words = reader, reader.text, reader.wording
        self.catalogue, self.state = catalogue, state
        self.members = Members(reader, catalogue, state)
        self.carrier = Carrier(reader, catalogue, state)
        self.before, self.behind = Before(reader, catalogue), Behind(reader, catalogue)
        self.counting = Counting(reader, catalogue, state, self.carrier)
        self.following = Following(reader, state, self.counting, self.carrier)
        self.works = NamedWorks(reader, catalogue, self.counting)
        self.spelled, self.deeds = Spelled(reader), Deeds(reader)
        self.prices = Prices(reader)
        self.heads = Heads(reader, state)
        self.leading = Leading(reader, catalogue, state, self.carrier)
        self.leaning = Leaning(reader, catalogue, state, self.carrier, self.before)
        # Tried in this order, the surer before the looser; the first that names one decides.
        self.ways = (
            self.leaning.column,
            self.leaning.held,
            self.leading.first_beyond,
            self.following.share,
            self.leading.headline,
            self.leading.seats,
            self.leading.the_most,
            self.leaning.gone,
            self.leaning.fronted,
            self._spelled,
            self.heads.lived_in,
            self.works.of_amount,
            self._comprised,
            self._part,
            self.following.of_which,
            self.following.goal,
            self.following.attended,
            self._disposed_of,
            self.following.counted,
            self.works.described,
            self.heads.staff,
            self.heads.per_head,
            self._gained,
            self.leaning.of_those,
            self.leaning.moved_behind,
            self.leaning.pointed,
            self.leaning.once_more,
            self._summed_up,
            self.leaning.alike,
            self._noun_before,
            self.following.deed,
            self.leaning.goes_on,
            self.following.noun,
            self._action,
            self.leaning.wage,
            self._area,
            self.heads.inhabitants,
            self.leading.same_unit,
            self.leading.grows,
            self.leaning.goes_on_all_the_same,
            self._whole,
        )

    def name(self, run: list[Site], reading: Reading) -> Named:
        """The measures of a run of quantities that are read alike."""
        left = self.before.of(run[0], reading)
        matters = self.counting.matters(run[0], reading, left)
        right = self.behind.of(run[-1], reading) if matters else Phrase(0, 0)
        view = View(run, reading, left, right, run[0], run[-1])
        for way in self.ways:
            named = way(view)
            if named and all(map(self._says, named.measures)):
                plain = (self._without_agent(_LED.sub("", m) or m) for m in named.measures)
                named.measures[:] = [_ACCOMPLISHES.sub(r"\1\2", m) for m in plain]
                return named
        return Named([], "none")

    def _without_agent(self, measure: str) -> str:
        """What a department does: 教育部门 | 新建学校; not 住户部门 | 贷款."""
        agent = _DEPARTMENT.match(measure)
        if agent is None:
            return measure
        did = measure[agent.end() :]
        deed = did[: [*self.reader.plan.words.cuts(did), len(did)][1]]
        acts = deed in self.words.doing and self.reader.tag(deed, "") != "n"
        return did if acts and deed != did else measure

    def _says(self, measure: str) -> bool:
        """Whether it measures something: neither marks alone (0““”) nor a verb of one character."""
        if len(measure) != 1:
            return bool(measure)
        return measure.isalnum() and self.reader.tag(measure, "")[:1] not in _NO_NOUNS

    def _spelled(self, v: View) -> Named | None:
        """Measures that are no noun phrases: ways, rankings, the dead and the hurt, prices."""
        if way := self.spelled.way(v.first) or self.spelled.standing(v.first, v.reading):
            return Named([way], "left")
        if not v.left and (ranking := self.spelled.ranked_among(v.reading)):
            return Named([ranking], "left")
        if trade := self.spelled.traded(v.first, v.reading.end):
            return Named([trade], "left")
        if v.left.verb in self.words.farm_work and not v.left and v.first.quantity.unit == "%":
            return Named([v.left.verb + "进度"], "left")  # 夏种 | 过四成
        if reached := self.spelled.reached(v.first, self.reader.clean(v.left)):
            return Named([reached], "action")
        if noun := self.spelled.alone(v.first) or self.spelled.companies(v.first):
            return Named([noun], "left")
        if part := self.spelled.adds(v.first):
            v.reading.aspect = "share"
            return Named([part], "left")
        if fate := self.spelled.fate(v.first):
            return Named([fate], "right")
        tolls = [self.words.tolls.get(site.quantity.text[-1], "") for site in v.run]
        if all(tolls):
            return Named(tolls, "right")  # 致6死81伤
        way = self.spelled.hands(v.first) or self.spelled.size(v.first) or self.prices.of(v.first)
        return Named([way], "action") if way else None

    def _comprised(self, v: View) -> Named | None:
        """税收政策 | 包括…、…等19项."""
        whole = "" if v.right else self.spelled.comprised(v.first)
        return Named([whole], "left") if whole else None

    def _part(self, v: View) -> Named | None:
        """九成 | 种茉莉."""
        does = self.deeds.of_part(v.first, v.reading) if len(v.run) == 1 else None
        if does is None:
            return None
        v.reading.aspect = "share"
        if does.startswith(self.words.stemming) and self.state.recent:
            does = self.carrier.measures(v.first, v.reading)[0]  # 收入2.4万元，六成来自茶叶
        return Named([does], "part")

    def _disposed_of(self, v: View) -> Named | None:
        """将重点项目 | 58个 | 纳入清单: what stands before the number, as 将 and 把 put it."""
        end = v.last.quantity.end
        taken = v.left and self.text.endswith(("将", "把"), 0, v.left.start)
        if not taken or end >= v.last.clause.end or v.reading.peeled.words:
            return None
        deed = self.reader.tag(self.reader.word_at(end), "")[:1] in ("v", "d")
        return Named([self.reader.clean(v.left)], "left") if deed else None

    def _gained(self, v: View) -> Named | None:
        """每亩比种粮食 | 多赚 | 3000元, where no sum was told that could be meant."""
        q, reading = v.first.quantity, v.reading
        gain = self.words.gained.get(reading.peeled.first("up", "down") or "")
        if not gain or reading.aspect != "change" or q.dimension != "currency":
            return None
        if v.left and (not reading.base or self.catalogue.match(self.reader.clean(v.left))):
            return None  # 加工一吨毛竹 | 能多赚220元
        told = not v.left and any(m.unit == q.unit for m in self.state.recent)
        each = "每" in self.text[v.first.clause.start : q.start] and gain == "花费"
        return None if told or each else Named([gain], "action")  # 每只要多花 | 0.18元: of it

    def _summed_up(self, v: View) -> Named | None:
        """完工量、订单量两大指标 | 分别为2113万吨、3767万吨."""
        told = self.text.find("分别", v.first.clause.start, v.reading.end) >= 0  # 分别 | 实现产值
        each = len(v.run) > 1 and (told or v.reading.each(self.words.each))
        names = self.members.rows.summed_up(v.run, v.reading.end) if each else []
        pace = v.first.quantity.unit == "%" and names and all(n.endswith(_PACE) for n in names)
        if pace and v.reading.aspect == "level":
            v.reading.aspect = "growth"  # 化工、装备制造两大产业增速 | 依次为9.2%、6.1%
            names = [n[: -len(_PACE[0])] for n in names]
        return Named(names, "left") if names else None

    def _noun_before(self, v: View) -> Named | None:
        """规上工业增加值 | 8亿元, unless it only says what was done to what was counted before."""
        left, q = v.left, v.first.quantity
        if left and left.verb in self.words.causing and v.reading.aspect == "level":
            self._caused(v)
        if left and (deed := self.carrier.deeds_in_a_row(v.first, self.reader.clean(left))):
            return Named([deed], "action")
        same = self.carrier.same(v.first, v.reading, left, v.right)
        if those := self.carrier.those(v.first, v.reading):
            return Named([those], "carried")
        repeats = same or (v.reading.aspect == "level" and self.carrier.repeats(q, left))
        if left and not repeats:
            names = self._parts(self.members.of(left, v.run, v.reading), v)
            return Named(self._traded_with(names, v), "left")
        if left and not same:
            told = self.state.recent[-1].measure
            another = self.carrier.done_to(told, self.reader.clean(left))
            return Named([another], "carried") if another != told else None
        return Named([same], "carried") if same else None

    def _traded_with(self, names: list[str], v: View) -> list[str]:
        """Trade with each of several: 对 | 东盟、欧盟分别出口."""
        ends = (w for w in self.words.trade if len(names) > 1 and names[0].endswith(w))
        trade = max(ends, key=len, default="")
        first = names[0].removesuffix(trade) if trade else ""
        plain = bool(first) and all(n.endswith(trade) and n[0] != "对" for n in names)
        told = plain and self.text.find(f"对{first}", v.first.clause.start, v.left.start) >= 0
        return ["对" + n for n in names] if told else names

    def _caused(self, v: View) -> None:
        """The verb before the measure moves it: 下调存款准备金率0.5个百分点, 减少成本3亿元."""
        q, down = v.first.quantity, v.left.verb.removesuffix("了") in self.words.down
        if self.text.startswith(v.left.verb, v.left.start):
            return  # 节约标准煤 | 7万吨: so much of it
        bare = all(word in self.words.in_all for _, word in v.reading.peeled.words)
        if bare and (down or q.dimension != "count"):
            v.reading.aspect = "growth" if q.unit == "%" else "change"
            v.reading.direction = "down" if down else "up"
            v.reading.saved = v.left.verb if down else ""

    def _parts(self, names: list[str], v: View) -> list[str]:
        """The parts of a whole that is told as a proportion: 三次产业结构为 | 9.7:45.7:44.6."""
        parts = self.words.compositions.get(names[0]) if len(names) == 1 else None
        if parts is None or len(parts) != len(v.run):
            return names
        if v.reading.aspect == "level":
            v.reading.aspect = "share"
        return parts

    def _action(self, v: View) -> Named | None:
        """斥资1亿元, 接待360万人次."""
        action = self.deeds.action(v.last, v.reading)
        return Named([action], "action") if action else None

    def _area(self, v: View) -> Named | None:
        """浦江不大，只有918平方公里."""
        q = v.first.quantity
        before = v.first.clause.start, q.start
        if q.dimension == "area" and self.text.endswith(_STAGES, *before):
            return Named([f"{self.text[q.start - 2 : q.start]}面积"], "left")  # 首期 | 300亩
        alone = not v.left and not v.right
        if q.dimension == "area" and alone and self.text.endswith(_GROUNDS, *before):
            return Named(["面积"], "action")  # 某某产业园 | 420亩
        area = q.unit == "平方公里" and v.reading.aspect == "level"
        return Named(["面积"], "action") if area else None

    def _whole(self, v: View) -> Named | None:
        """我国占世界经济的17%; 专项资金的三成与考核挂钩."""
        whole = v.reading.whole
        if v.reading.aspect not in ("share", "from") or not whole:
            return None
        part = "占" in self.text[v.first.left : v.first.quantity.start]
        return Named([f"占{whole}比重" if part else whole], "left")
