"""The country, others, parts of it and bodies of its state as what a figure is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extract.clauses import Clause, Site, heads
from extract.facts.actors import COUNTRY, JOINED, OURS, Subject
from extract.facts.nations import Nations
from extract.facts.wording import Wording
from extract.segment import Layout, Sentence
from extract.text import Block

_FROM = ("从", "就", "放眼", "纵观")
_SURVEY = re.compile("(?:的?(?:情况|数据|层面|范围)?来?看|而言|来说|[，。])")
_SHARE = re.compile("(?:[约近超]|超过)?(?:[0-9.]+%|[一二三四五六七八九两半]成)")
IN_WHAT, ASPECTS = re.compile("在[^，。；]{0,10}$"), re.compile("[^，。；\\d]{0,14}方面")
_PARTS = re.compile("(?:分别|各)占")
_MARKET = re.compile("(?:市场)?(?:占有率|份额)")  # 全国 | 市场占有率52%: of a county's wares
# 美国市场 | 原来占我们出口的55%: of us
_WHOSE_MARKET = re.compile("市场(?:[^，。；]{0,4}?)?(?:[占约]|贡献|份额|订单|销[量售]|需求)")
_OF_SALES = re.compile(
    "占(?:了|到|公司|我国|全县|全市|全省|总)?(?:出口|销售|订单|营收|外贸|进出口|外销)"
)
_TITLE = 24  # characters of a title between quotation marks
_BEFORE = 16  # characters before the head of a clause
_THEIRS = re.compile(
    "人(?![均口民们类工才士造力大])|(?:客[户商]|买家|经销商)(?![一-鿿]{0,2}达)|(?:的)?(?:订单|单子)"
)
_WHERE = ("在", "同在", "就在", "也在", "于", "据")
_SET_IN = ("在", "而在", "但在")
_PARTNER = re.compile(
    r"[对与向同和][^，。；对与向]{0,8}(?:贸易伙伴|伙伴|市场|来源地)$"
)  # 对第一大贸易伙伴 | 东盟
_AMONG_OBJECTS = re.compile(r"[对与向][^，。；]{1,16}[、和]$")  # 对东盟、拉美、 | 非洲进出口


class Countries:
    """Reads them, one sentence at a time (`open` it first)."""

    def __init__(self, plan: Layout, wording: Wording, nations: Nations) -> None:
        self.plan, self.text, self.words, self.nations = plan, plan.text, wording, nations
        self.named: list[re.Match[str]] = []  # what may be countries in the sentence
        self.actor: tuple[int, str] | None = None  # where a body of the state acts in it, and which
        self.above: dict[int, Subject | None] = {}  # what the section says by the start of a block

    def open(self, sentence: Sentence) -> None:
        """Look through a sentence with figures once, for all its clauses."""
        found = self.nations.find(self.text, sentence.start, sentence.end)
        self.named = [m for m in found if not self._quoted(m.start(), sentence.start)]
        acts = self.words.acting.search(self.text, sentence.start, sentence.end)
        self.actor = (acts.start(), "".join(acts.group().split())) if acts else None

    def _quoted(self, at: int, start: int) -> bool:
        """Whether a title between quotation marks names it: 以“世界经济驱动力”为主题."""
        opened = self.text.rfind("“", start, at)
        if opened < 0 or self.text.find("”", opened, at) >= 0:
            return False
        closed = self.text.find("”", at)
        return 0 < closed - opened < _TITLE and not any(
            c in "，。；" for c in self.text[opened:closed]
        )

    def nation(self, start: int, end: int) -> Subject | None:
        """The last country named in `[start, end)` that is not the object of a preposition."""
        if not self.named:
            return None
        near = (m for m in self.named if start <= m.start() and m.end() <= end)
        found = [m for m in near if self._whole(m)]
        for i, match in reversed(list(enumerate(found))):
            first = match
            for other in reversed(found[:i]):  # 对美国、日本出口: both are objects
                if self.text[other.end() : first.start()] not in JOINED:
                    break
                first = other
            if len(found) > 1 and first is not match and _PARTS.match(self.text, match.end()):
                return None  # 出口额1亿元，韩国、日本 | 分别占47%、22%
            if self._of_others(match):
                continue
            before = self.text[start : first.start()]
            if IN_WHAT.search(before) and ASPECTS.match(self.text, match.end()):
                continue  # 在推进粤港澳大湾区合作等 | 方面
            if _SURVEY.match(self.text, match.end()) and before.endswith(_FROM):
                return self._nation(match.group())  # 从全国 | 看
            if match.end() == end and before in _SET_IN:
                return self._nation(match.group())  # 而在 | 全国，
            if before.endswith(self.words.passing) or self.words.objected.search(before):
                continue
            if _AMONG_OBJECTS.search(before) or _PARTNER.search(before):
                continue
            said = self.words.saying.match(before)
            head = start + said.end() if said else start
            name = match.group()
            narrow = name in self.nations.codes or name in self.nations.areas
            if narrow and not self.leads(head, first.start()):
                continue  # 签下意大利两个品牌的长单
            if self.text.startswith("等", match.end()):
                return None  # 卖到意大利等12个国家
            inner = match.group() == "全国" or match.group() in self.nations.areas
            of = found[i - 1] if inner and i else None
            if of and of.end() == match.start() and of.group() not in OURS:
                match = found[i - 1]  # 英国 | 全国, 美国 | 西部地区; but 我国 | 西部地区
            plant = self.words.plant.match(self.text, match.end()) if narrow else None
            if plant:
                return Subject(name + plant.group(), "other", None)  # 墨西哥 | 工厂
            who = self._nation(match.group())
            return who.because("behind") if self.nations.greatest(match) else who
        return None

    def _of_others(self, match: re.Match[str]) -> bool:
        """Whether what stands behind a country tells of somebody else's people, sales or share."""
        name, end = match.group(), match.end()
        if _THEIRS.match(self.text, end):
            return True  # 日本 | 人下的单占了55%
        if _SHARE.match(self.text, end) or _MARKET.match(self.text, end):
            return True  # 西部地区拥有 | 全国72%的国土面积
        if name in self.nations.codes:  # 意大利 | 占出口额的45%: of ours
            return any(p.match(self.text, end) for p in (_WHOSE_MARKET, _OF_SALES))
        # 全国 | 百强县排名前移3位: of a county
        return name == "全国" and self.words.listed.match(self.text, end) is not None

    def _nation(self, name: str) -> Subject:
        code = self.nations.codes.get(name)
        if (
            code
            or name in self.nations.areas
            or (name in self.nations.economies and name != "中国")
        ):
            return Subject(name, "place", code)
        return COUNTRY._replace(name=name) if name == "中国" else COUNTRY

    def _whole(self, match: re.Match[str]) -> bool:
        """Whether the name is a word of its own: not 约旦 in 约旦河西岸, 墨西哥 in 新墨西哥州."""
        a, b = match.span()
        start, end = self.plan.word(a)
        if end <= b or start < a:
            return start == a
        return end - b > 1 and self.plan.words.frequency(self.text[b:end]) > 0  # 美国 | 国债

    def leads(self, start: int, at: int) -> bool:
        """Whether what stands at `at` is at the head of `[start, …)`: no verb or preposition but
        在 before it."""
        before = self.text[start:at]
        if not before or before in _WHERE:
            return True
        if len(before) > _BEFORE:
            return False
        words = (before[a:b] for a, b in pairwise(self.plan.words.cuts(before)))
        return not any(
            w not in _WHERE
            and w not in self.words.situated
            and (w in self.words.verbs or self.plan.words.tag(w).startswith(("v", "p")))
            for w in words
        )

    def body(self, clause: Clause) -> tuple[int, Subject] | None:
        """The body of the state that acts at the head of a clause, and where its name ends; what
        follows is not about it, so that it is no more than `behind`."""
        if self.actor and self.actor[0] < clause.start and self._dispatches(clause):
            return clause.start, Subject(self.actor[1], "other", None, "behind")
        for at in heads(self.text, clause) if self.actor else ():
            if found := self.words.acting.match(self.text, at, clause.end):
                return found.end(), Subject("".join(found.group().split()), "other", None, "behind")
        return None

    def _dispatches(self, clause: Clause) -> bool:
        """Whether a clause goes on with what the body does: 国家防总启动响应，| 派出2个工作组."""
        return self.words.dispatching.match(self.text, clause.start) is not None

    def states(self, site: Site, names: Sequence[str]) -> list[tuple[str, Subject]]:
        """The measure and the country of each of `names` where all of them begin with one that the
        clause begins with too: 法国, 德国 of 法国、德国对我国投资."""
        opened = self.text[site.clause.start : site.quantity.start].lstrip("其中：，“ ")
        for whole in ("我国", "全国", "全省"):
            opened = opened.removeprefix(whole)
        known = (*self.words.regions, *self.nations.codes)
        found = [next((c for c in known if n.startswith(c)), "") for n in names]
        if not all(found) or not opened.startswith(found[0]) or len(set(found)) < len(names):
            return []
        measure = names[-1].removeprefix(found[-1])
        who = [Subject(c, "place", self.nations.codes.get(c)) for c in found]
        return [(measure, subject) for subject in who] if measure else []

    def national(self, sentence: Sentence) -> bool:
        """Whether a sentence names the country and no other."""
        named = {m.group() for m in self.nations.find(self.text, sentence.start, sentence.end)}
        return bool(named) and named <= {*OURS}

    def spoken_of(self, sentence: Sentence) -> Subject | None:
        """The country where the paragraph up to the sentence speaks of it."""
        found = self._speaks(sentence.block.start, sentence.end)
        elsewhere = self.words.abroad.search(self.text, sentence.start, sentence.end)
        return COUNTRY.because("paragraph") if found and not elsewhere else None

    def _speaks(self, start: int, end: int) -> bool:
        """Whether `[start, end)` speaks of the country, more than to rank something in it."""
        return any(
            m.group() != "全国" or not self.words.ranked.match(self.text, m.end())
            for m in self.words.national.finditer(self.text, start, end)
        )

    def over(self, block: Block) -> Subject | None:
        """The country where the section of a block speaks of it; asked once a block."""
        if block.start not in self.above:
            self.above[block.start] = self._above(block)
        return self.above[block.start]

    def _above(self, block: Block) -> Subject | None:
        """The country where the section speaks of it and of no other; a heading's below it."""
        near, end = block.start, block.start
        if block.kind in ("title", "heading"):
            end = next((b.end for b in self.plan.blocks if b.start > near), near)
        above = [b.end for b in self.plan.blocks if b.kind == "heading" and b.end <= near]
        section = above[-1] if above else 0
        foreign = self.words.abroad.search(self.text, section, block.end) or any(
            m.group() in self.nations.codes
            for m in self.nations.find(self.text, section, block.end)
        )
        if not foreign and self._speaks(section, end):
            return COUNTRY.because("section")
        return None
