"""Measures that a clause or a line without a figure names for the figures that follow."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.clauses import Clause
from extract.facts.edges import Phrase
from extract.facts.moves import PARTICLES, TOPIC, Moves, behind_names
from extract.facts.period import Period, period_of
from extract.facts.phrases import Reader
from extract.facts.rows import Rows
from extract.facts.state import Measured, State
from extract.facts.topics import Topics
from extract.measures import Catalogue
from extract.records import Date, MentionBase
from extract.segment import Sentence

# 连续7年跻身全国县域经济百强, 2024年名列第66位
_OUT = frozenset("布炉晓来了")  # last characters of what says that results are out
_LISTS = frozenset("强县镇佳榜单列")
_LISTED_IN = re.compile(
    "(?:跻身|入选|上榜|荣登|进入|登上|入围|发布|公布|揭晓)(?:了)?([^，。；、]{2,18}?(?:百强县?|千强镇?|十强|百佳|榜单?))(?:行列)?$"
)
_LIKE = re.compile("像[^，。；]{1,6}样(?:的)?([一-鿿]{2,10})的$")  # 像她这样返乡就业的，有8300人
_SUCH = re.compile(
    r"(?:[像如似同][^，。；]{0,20})?[这那]样(?:的|[^，。；]{2,14}的)([^，。；的]{2,12})$"
)
_UPON = re.compile(  # 在冷链设施方面的 | 投入
    "(?:在|对|用于|投向)([^，。；]{2,10}?)(?:方面|领域)?的(投入|投资|支出)(?:[不持逐连][断续年]?)?(?:加大|增加|增长|提高)?$"
)
_DEGREES = frozenset("高低快慢大小")
_TOP = re.compile("([^，。；在、]{2,16}?)[也又则仍都]?最[高低快慢大小]$")
_RATES = ("率", "比重", "占比", "增速", "增幅")
_MOST_OF = re.compile("([^，。；的在、]{2,14}?)(?:的?数量|的?人数|的?面积|也|又|则)?最[多少]$")
_TRENDS = frozenset("猛快高大好强")
_TREND = re.compile(
    r"(?:其中)?([^，。；的在、]{2,28}?)(?:增势|涨势|增长|势头|增速|增幅|涨幅|(?P<run>[跑走涨升冲]得))"
    "(?:最|更|尤其|十分)[猛快高大好强]$"
)
_FASTEST = re.compile("([^，。；的]{0,6}?)(?:增速|增幅|涨幅|升幅|增长)[也都]?最[快大高猛]")
_MOST = re.compile("(增速|增幅)最[快慢高低大小]的是")
_ROW = 60  # characters in which a row is told
_RAISED = re.compile(
    "(?:[上下]调|提高|调[高低整]|降低)了?([^，。；的\\d]{1,8}(?:价|价格|费|费率|利率))$"
)
_COMMA = re.compile("，")
_SHORT = 10  # characters of 就增长速度而言
_TURN = re.compile(
    "(?:但|不过|可|若|如果|要是)?(?:再|先|单|只|光|仅)?(?:论|看|比|从|就|论起|说起|换成|换作|改看|改比)([一-鿿]{2,6}?)(?:来看|上看|看|而言|来说|来讲)?"
)
_RATE_OF = re.compile("([^，。；的]{2,20}?)(?:同比)?(?:增速|增幅|涨幅)")
_ENDS, _VALUE = re.compile("[，。；]"), re.compile(r"\d[\d.]*")
_TAKES = re.compile(
    r"([一-鿿A-Za-z0-9“”]{2,20}?)(?:在|占)([^，。；占]{1,14}?)(?:中|当中)?(?:的|所占的?)(?:比重|比例|份额)$"
)
_JOINT = re.compile("、|以及|[和与及]")
_APART = re.compile("，(?:(?:较|比)[^，。；\\d]{1,8}|同比|环比)?分别")
_SUCH_WARES = re.compile("(?<=[一-鿿])等[一-鿿]{1,8}$")  # 出口蔬菜、乘用车 | 等消费品

_WAY = re.compile("(?:均|都)?(?:表现|增势|势头|走势|涨势)(?:均|都)?[一-鿿]{2,4}$")
_ALIAS = re.compile("即(?![将使便可刻日时])")  # what was told, by another name
_PLACED = re.compile("在([^，。；在]{2,20}?)[中里上]?的(名次|排名|位次)$")


class Hints:
    """Tells the state what the next figures may lean on."""

    def __init__(self, reader: Reader, catalogue: Catalogue, state: State) -> None:
        self.reader, self.text, self.words = reader, reader.text, reader.wording
        self.catalogue, self.state = catalogue, state
        self.rows = Rows(reader, catalogue)
        self.topics = Topics(reader, catalogue, state)
        self.moves = Moves(reader, catalogue, self.topics)

    def hint(self, start: int, end: int, clause: Clause) -> None:
        """A clause without a figure that ends in a measure and a verb (失业率总体下降), or names
        one in another way, lets the next one lean on it."""
        if _ALIAS.match(self.text, start):
            return  # 社会物流总额，即…价值总额，预计将超过360万亿元
        at = start
        while named := next((m for m in clause.mentions if m.start == at), None):
            at = named.end
        if branch := self.words.branch_at_head.match(self.text, at, end):
            self.state.branch = self.state.class_ = branch[1]
        elif wares := self._fares(start, end, clause):
            self.state.branch = wares
        if _APART.match(self.text, end) and self._listed(start, end, clause):
            return
        if self.text.startswith("，分别", end):
            return
        end -= self.text[end - 1] in PARTICLES  # 均价呢
        told = self._named(start, end, clause)
        if told is None:
            told = self._turns(start, end, clause)
        if told is None:
            told = self.topics.more(start, end) or self.moves.overtakes(start, end)
            told = told or self.moves.brought(start, end, clause)
            told = told or self.moves.keeps(start, end, clause)
            told = told or self.moves.moves(start, end, clause)
            told = told or self.topics.fronted(start, end, clause)
        if told:
            self.state.tell(told)

    def line(self, sentence: Sentence, inside: Sequence[MentionBase]) -> None:
        """A sentence without figures may say what branch of the economy the next ones are on:
        我国工程机械行业保持增长。"""
        begun = (m.end() for m in _COMMA.finditer(self.text, sentence.start, sentence.end))
        for at in (sentence.start, *begun, *(m.end for m in inside)):
            if branch := self.words.branch_at_head.match(self.text, at, sentence.end):
                self.state.line = branch[1]
        if told := self.topics.ranking(sentence.start, sentence.end - 1):
            self.state.tell(told)

    def _fares(self, start: int, end: int, clause: Clause) -> str:
        """The wares that a clause only tells the way of: 新能源汽车 | 持续保持高速增长."""
        found = None if clause.named else self.words.wares_at_head.match(self.text, start, end)
        if (
            found is None
            or found[1].endswith(self.words.quantified)
            or self.catalogue.match(found[1])
        ):
            return ""
        a, b = self.reader.plan.word(found.end(1) - 1)
        noun = self.reader.tag(self.text[a:b], "") in ("n", "nz", "nr")
        return found[1] if noun and b == found.end(1) else ""

    def _named(self, start: int, end: int, clause: Clause) -> list[Measured] | None:
        """A list that ranks, 像某厂这样的 | 企业, a crew; None where there is none."""
        last = self.text[end - 1]
        if last in "中里上" and (ranking := self.words.ranking_list.search(self.text, start, end)):
            at = max([ranking.start(1), *(d.end for d in clause.dated if d.end < ranking.end(1))])
            return [self.topics.measured(self.text[at : ranking.end(1)])]
        if told := self.topics.ranking(start, end):
            return told
        if last in _OUT and (out := self.words.ranking_out.search(self.text, start, end)):
            at = max([out.start(1), *(d.end for d in clause.dated)])
            return [self.topics.measured(self.text[at : out.end(1)], "第")]
        if last in "次名" and (placed := _PLACED.search(self.text, start, end)):
            return [self.topics.measured(placed[1] + placed[2], "第")]  # 在全省考评中的名次
        if last in _LISTS and (listed := _LISTED_IN.search(self.text, start, end)):
            at = max([listed.start(1), *(d.end for d in clause.dated if d.end < listed.end(1))])
            return [self.topics.measured(self.text[at : listed.end(1)])]
        if last in "价格费率" and (raised := _RAISED.search(self.text, start, end)):
            return [self.topics.measured(raised[1], "%")]  # 两度上调出厂价，累计涨幅8%
        at = max([start, *(m.end for m in clause.named)])
        if last in "重例额" and (takes := _TAKES.search(self.text, at, end)):
            return [
                self.topics.measured(f"{takes[1]}占{takes[2]}比重", "%")
            ]  # 冬季游客占全年的比重，
        if spent := _UPON.search(self.text, start, end):
            return [self.topics.measured(spent[1] + spent[2], "元")]
        if "样" in self.text[start:end] and (such := _SUCH.search(self.text, start, end)):
            return [self.topics.measured(such[1])]
        if last == "的" and (like := _LIKE.search(self.text, start, end)):
            return [self.topics.measured(like[1], "人")]
        if self.text.endswith(self.words.crews, start, end) and end - start <= TOPIC:
            crew = next(w for w in self.words.crews if self.text.endswith(w, start, end))
            return [self.topics.measured(crew)]  # 主播的团队，已扩充到28人
        return None

    def _turns(self, start: int, end: int, clause: Clause) -> list[Measured] | None:
        """增速最快的是…, 出口方面, 不良率最高, 居民收入中: what the clause turns to, nothing
        where that is no measure; None where it does not."""
        last = self.text[end - 1]
        told = self.topics.of(start, end, clause)
        if told is not None:
            return told
        if self.text[start] == "增" and (most := _MOST.match(self.text, start, end)):
            return self.topics.turned_to(most[1], "growth")
        turned = last in self.words.ends_of_turns
        if turned and (told := self._turned(behind_names(start, clause), end)):
            return told
        if end - start <= _SHORT and (turn := _TURN.fullmatch(self.text, start, end)):
            return self.topics.turned_to(turn[1], "growth" if "速" in turn[1] else "level") or None
        if self.text.endswith("方面", start, end):
            return self.topics.turned_to(self.text[behind_names(start, clause) : end - 2])
        if last in _TRENDS and (trend := _TREND.search(self.text, start, end)):
            region = trend[1].removeprefix("其中") in self.words.regions
            if region or trend.end(1) <= behind_names(start, clause):
                return self._fastest()  # 其中青河县 | 增速最快, 中部地区 | 增速最高
            names = _JOINT.split(trend[1])
            if trend["run"] and not all(map(self.catalogue.match, names)):
                return None  # 车跑得更快
            return [
                self.topics.measured(n, "%")._replace(aspect="growth") for n in names if len(n) > 1
            ]
        if last in "速幅" and (rate := _RATE_OF.fullmatch(self.text, start, end)):
            # 规上工业增加值增速，甲市为10.6%
            return self.topics.turned_to(rate[1], "growth") or None
        if last in "多少" and (most_of := _MOST_OF.search(self.text, start, end)):
            self.reader.enter(clause)  # 其中民营企业最多，有147家
            name = self.reader.clean(self.reader.left(start, most_of.end(1)))
            where = (
                self.reader.tag(name, "")[:1] in ("f", "s", "t") or self.reader.tag(name) == "ns"
            )
            return [self.topics.measured(name)] if name and not where else None
        if last in _DEGREES or last == "猛":
            names_end = behind_names(start, clause)
            found = _FASTEST.fullmatch(self.text, names_end, end)
            if found and not self.catalogue.match(found[1]):
                return self._fastest()
            return self._top(start, end, clause)
        if last == "中" and end - start <= TOPIC:
            self.reader.enter(clause)
            name = self.reader.clean(self.reader.left(start, end - 1))
            if name.endswith(self.words.sums):
                # 省里安排的专项资金中，甲县 | 分得4800万元
                return [self.topics.measured(name, "元")]
            return [self.topics.measured(name, "%")] if self.catalogue.match(name) else []
        return None

    def _top(self, start: int, end: int, clause: Clause) -> list[Measured] | None:
        """What is highest or lowest, 城镇居民消费支出最高 | ，为3.2万元; None if nothing is."""
        top = _TOP.search(self.text, behind_names(start, clause), end)
        if top is None:
            return None
        name = top[1].removeprefix("其中").removeprefix("的")
        if name.endswith(_RATES):
            return [self.topics.measured(name, "%")]
        match = self.catalogue.ending(name)
        known = (match and match.end == len(name)) or name.endswith(tuple(self.words.quantified))
        return [self.topics.measured(name)] if known else None

    def _turned(self, start: int, end: int) -> list[Measured]:
        """固定资产投资由负转正, 汽车制造业受订单减少拖累: what the growth that follows is of."""
        start += self.text.startswith("的", start)
        found = self.words.turned.match(self.text, start, end)
        of = self.text.rfind("的", start, end) + 1
        found = found or (self.words.turned.match(self.text, of, end) if of else None)
        known = found and (self.catalogue.match(found[1]) or found[1].endswith("业"))
        if not found or not known:
            return []
        if self.text.endswith(self.words.begun_with, start, end):
            return [self.topics.measured(found[1])]  # 小巨人企业从无到有，达到5家
        growth = self.topics.measured(found[1], "%")._replace(aspect="growth")
        return [self.topics.measured(found[1], "元"), growth]  # 净额由负转正，为 | 5.96亿元

    def _fastest(self) -> list[Measured]:
        """Of what grows the place is ahead, 弥渡县增速最快: of what was told last or leads."""
        told = self.state.recent[-1] if self.state.recent else self.state.headline
        lead = told and told._replace(subject=self.state.subject, unit="%", aspect="growth")
        return [lead] if lead else []

    def _listed(self, start: int, end: int, clause: Clause) -> bool:
        """Whether a clause lists what the next one tells one by one: 国际标准、国家标准 | ，分别
        为2项、13项."""
        self.reader.enter(clause)
        way = _WAY.search(self.text, start, end)  # 对东盟、欧盟出口 | 表现良好
        such = _SUCH_WARES.search(self.text, start, end)
        cut = such or way
        last = cut.start() if cut else end
        row = self.reader.clean(self.reader.left(start, last)).rpartition("的")[2]
        tail = such[0] if such else ""
        whole = next((w for w in self.words.quantified if w in tail), "")  # 机械、设备等行业 | 利润
        names = row.split("、")  # 社会保障和就业支出 is one where there are as many values
        ahead = _ENDS.split(self.text[end + 1 : end + _ROW])[0]
        if len(names) != len(_VALUE.findall(ahead)):
            names = _JOINT.split(row)
        row_of = len(names) > 1 and all(names)
        if row_of:
            names = [n + whole for n in names] if whole else self.rows.complete(names)
            self.state.tell([Measured(name, self.state.subject, None) for name in names])
        return row_of

    def caption(
        self, start: int, end: int, inside: Sequence[MentionBase]
    ) -> tuple[Measured, Period | None] | None:
        """The measure that the line `[start, end)` names for the list below it, and its period."""
        dates = [m for m in inside if isinstance(m, Date)]
        name = self.reader.clean(Phrase(dates[-1].end if dates else start, end))
        match = self.catalogue.match(name)
        if match is None:
            return None
        period = period_of(dates[-1], "heading") if dates else None
        return Measured(name[match.start :].lstrip("）)"), None, None), period
