"""Works, parks, products and markets that a clause begins with."""

from __future__ import annotations

import re
from itertools import pairwise

from extract.clauses import Clause, heads
from extract.facts.actors import Subject
from extract.facts.state import State
from extract.facts.wording import Wording
from extract.segment import Layout, Sentence

_PRODUCT = re.compile(
    "“[^”，。；]{1,10}”(?:系统|平台|品牌|小程序|大脑|数据库|APP)(?=[已现的共累实，上年今去])"
)
_GOES = frozenset("去来到进着设建办")
_MOVES_IN = re.compile(r"\d|迁入|迁往|搬[进到入]|落户|入驻|进驻|引[入进]|走进|开进")
_STAGE = re.compile("[一二三四五]期")
_HERE = frozenset("该这")
_CONNECTS = re.compile(  # 连接上海与苏州的 | 通苏嘉甬铁路, 连接重庆到湖北的高铁
    "(?:连接|连通|贯穿|横跨|串联|联通)[^，。；的\\d]{2,24}的"
    "([一-鿿“”]{0,12}?(高铁|铁路|高速公路|高速|公路|特大桥|大桥|隧道|运河|管道|通道|轻轨|地铁))"
)
_ENTERED = re.compile("^(?:走进|走入|来到|步入|探访|位于|坐落于?)")  # 走进 | 青山湖产业园项目
_SHARING = re.compile("[建设造]的")  # what park_name and shared_works need
# Works by name.
_NAMED = r"(?:^|[的，。、；由在是将为了把被])([^的，。、；由在是将为了把被\s\d该这]{{1,24}}{})"


class Sites:
    """Reads them, one sentence at a time (`open` it first)."""

    def __init__(self, plan: Layout, wording: Wording) -> None:
        self.plan, self.text, self.words = plan, plan.text, wording
        self.trading = self.quoting = self.sharing = self.parks = False  # what those need

    def open(self, sentence: Sentence) -> None:
        """Look through a sentence with figures once, for all its clauses."""
        span = sentence.start, sentence.end
        self.trading = self.words.market.search(self.text, *span) is not None
        self.quoting = self.text.find("”", *span) >= 0
        self.sharing = _SHARING.search(self.text, *span) is not None
        self.parks = self.words.parks_here.search(self.text, *span) is not None

    def at_head(self, state: State, clause: Clause) -> Subject | None:
        """What a clause begins with; works spoken of already by what they are."""
        if product := self.product(clause):
            return product[1]
        if found := self._park(state, clause) or self._market(clause):
            return found
        return self._site(state.site, clause) if state.site else None

    def _site(self, site: Subject, clause: Clause) -> Subject | None:
        """The works of the paragraph where a clause begins with what they are: 项目 | 总投资…."""
        for at in heads(self.text, clause):
            found = self.words.this_site.match(self.text, at, clause.end)
            what = found.group() if found else ""
            if what and not self._nearest(site, clause.start):
                return None
            staged = _STAGE.search(site.name)
            if what == "一期" and staged and staged.group() != what:
                if site.name.endswith(staged.group()):  # 产业园 | 二期: of the same park
                    return Subject(site.name.replace(staged.group(), what), "other", None)
                return None  # 二期项目将于年底投用。…，| 一期投产3年来
            own = site.name.endswith(what) or (what == "园区" and site.name.endswith("园"))
            if what and (own or what.startswith(self.words.any_works)):
                return site
        return None

    def _nearest(self, site: Subject, at: int) -> bool:
        """Whether the paragraph names no other works between `site` and `at`."""
        before = "".join(self.text[self.text.rfind("\n", 0, at) + 1 : at].split())
        behind = before[before.rfind(site.name) + len(site.name) :]
        return site.name in before and self.words.other_works.search(behind) is None

    def product(self, clause: Clause) -> tuple[int, Subject] | None:
        """A system, a ship or an initiative by name at the head of a clause, and where the name
        ends: “云轴”系统 | 已接入企业203家, “极地”号 | 全长90米."""
        if line := _CONNECTS.match(self.text, clause.start, clause.end):
            name = line[1] if len(line[1]) > len(line[2]) + 1 else line.group()
            return line.end(), Subject("".join(name.split()), "other", None)
        behind = (m.end + self.text.startswith("的", m.end) for m in clause.mentions)
        for at in (clause.start, *behind) if self.quoting else ():
            found = _PRODUCT.match(self.text, at, clause.end)
            found = found or self.words.craft_at_head.match(self.text, at, clause.end)
            found = found or self.words.quoted_site.match(self.text, at, clause.end)
            if found := found or self.words.initiative.match(self.text, at, clause.end):
                name = "".join(found.group().split())
                quoted = name.startswith("“") and name.find("”") == len(name) - 1
                name = name[1:-1] if quoted else name
                return found.end(), Subject(name, "other", None)
        return None

    def _park(self, state: State, clause: Clause) -> Subject | None:
        """The park that 园区 at the head of a clause means, which the paragraph named last, or one
        that places share."""
        if shared := self.shared(clause):
            return shared
        for at in heads(self.text, clause) if self.parks else ():
            word = next((w for w in self.words.this_park if self.text.startswith(w, at)), "")
            if word:
                block = self.text.rfind("\n", 0, at) + 1
                names = self.words.park_name.findall(self.text, block, at)
                names = [n for n in names if not n.startswith(self.words.any_park)]
                found = [n for n in names if not self._tells(n)]
                ends = ("园", *self.words.this_park) if word == "园区" else word
                found = found or [n for n in self._parks(state) if n.endswith(ends)]
                found = found or self._only_park(at, ends)
                return Subject(found[-1], "other", None) if found else None
        return None

    def _only_park(self, at: int, ends: str | tuple[str, ...]) -> list[str]:
        """The one park that the text has named so far."""
        names = [n for n in self.words.park_name.findall(self.text, 0, at) if n.endswith(ends)]
        named = {n for n in names if not (n.startswith(self.words.any_park) or self._tells(n))}
        return list(named) if len(named) == 1 else []

    def _tells(self, name: str) -> bool:
        """Whether what ends in 开发区 is a part of a sentence: 干部就陪着去开发区."""
        if _MOVES_IN.search(name):
            return True
        cuts = self.plan.words.cuts(name)
        words = [name[a:b] for a, b in pairwise(cuts)]
        return any(self.plan.words.tag(w)[:1] in ("d", "p", "u") or w in _GOES for w in words)

    def _parks(self, state: State) -> list[str]:
        """Works told of by name: not 已给 | 园区."""
        return [n for n in state.works.values() if self.plan.words.tag(n[:1])[:1] not in ("d", "p")]

    def shared(self, clause: Clause) -> Subject | None:
        """The park at the head of a clause that places share: 两地共建的 | 产业园."""
        if not self.sharing:
            return None
        match = self.words.shared_works.match(self.text, clause.start, clause.end)
        return Subject(match[1], "other", None) if match else None

    def _market(self, clause: Clause) -> Subject | None:
        """A market or its index at the head of a clause: 上证指数 | 跌0.11%."""
        for at in heads(self.text, clause) if self.trading else ():
            if found := self.words.market.match(self.text, at, clause.end):
                return Subject(found.group(), "other", None)
        return None

    def that(self, clause: Clause) -> Subject | None:
        """What 该项目, 该船 at the head of a clause mean: the last works of that kind before it."""
        if _HERE.isdisjoint(self.text[clause.start : clause.end]):
            return None
        for at in heads(self.text, clause):
            match = self.words.that.match(self.text, at, clause.end)
            whole = match and (match.group()[0] == "该" or self.plan.is_cut(match.end()))
            if match and whole:  # 这个船闸 is no 船
                block = self.text.rfind("\n", 0, at) + 1
                kinds = "|".join((match[1], *self.words.again_as.get(match[1], ())))
                found = re.findall(_NAMED.format(f"(?:{kinds})"), self.text[block:at])
                name = _ENTERED.sub("", found[-1]).rpartition("——")[2] if found else ""
                return Subject(name, "other", None) if name else None
        return None
