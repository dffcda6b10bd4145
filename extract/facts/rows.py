"""Members of a row that share the measure of the last: 城镇和农村居民收入, 大豆、玉米单产."""

from __future__ import annotations

import re

from extract.clauses import Site
from extract.facts.edges import Phrase
from extract.facts.phrases import Reader
from extract.measures import Catalogue

_COORDINATION = re.compile(r"、|以及|和|与|及")
_TERM = re.compile(r"[一二三四五十\d]+[年月]期(?:以[上下])?")
_COUNTED = "两三四五六七八九十"
_SUM = re.compile(
    f"([{_COUNTED}])(?:[大项类种个](?!区域|板块|地区|市场|[省市县区镇乡村]))"
    "(?:主要|核心|关键|重要|主导|支柱|优势|特色|传统|新兴)?(?:作物|品种|产品|品类)?(指标|数据)?"
)
_EACH = re.compile("分别(?:实现|完成|达到)?")  # 两大产业 | 分别实现 | 产值158亿元和122亿元
_SUCH = ("行业", "产业", "领域")
_FIRMS, _TWO = "企业", 2
_KINDS = ("业", "类")  # 道路运输业、邮政快递业 | 业务总量指数


class Rows:
    """Spells their measures out."""

    def __init__(self, reader: Reader, catalogue: Catalogue) -> None:
        self.reader, self.text, self.words = reader, reader.text, reader.wording
        self.catalogue = catalogue

    def complete(self, names: list[str]) -> list[str]:
        """Lend the head of the last member to members without one (城镇和农村居民收入)."""
        last = names[-1]
        if len(names[0]) == 1 and len(names) == _TWO:
            return [names[0] + last[1:], last]  # 内、外贸吞吐量, 大、中型企业利润
        if last.find(_FIRMS) > 0 and all(n.endswith(_FIRMS) for n in names[:-1]):
            tail = last.rpartition(_FIRMS)[2]  # 国有企业、民营企业 | 利润率
            return [*(n + tail for n in names[:-1]), last]
        if whose := self._of_index(names):
            return [names[0], *(whose + n for n in names[1:])]
        own, such, whole = last.partition("等")
        if such and len(own) > 1 and whole.startswith(_SUCH) and len(whole) > _TWO:
            return [n + whole[_TWO:] for n in (*names[:-1], own)]  # 食品、金属等行业 | 预期指数
        if such and len(own) > 1 and (match := self.catalogue.match(whole)):
            return [n + whole[match.start :] for n in (*names[:-1], own)]  # 汽车、电池等产品产量
        if names[0][:1] == "对" != last[:1] and last.endswith(tuple(self.words.trade)):
            names = [names[0], *("对" + n for n in names[1:])]  # 对东盟、拉美进出口
            last = names[-1]
        if traded := self._traded(names):
            return [names[0], *(traded + n for n in names[1:])]
        head = next((w for w in self.words.shared if last.startswith(w)), "")
        if head and self.words.shared.issuperset(names[:-1]):
            return [*(n + last[len(head) :] for n in names[:-1]), last]
        if terms := _TERM.match(last):  # 一年期和五年期以上 | 贷款市场报价利率
            return [*(n + last[terms.end() :] * bool(_TERM.fullmatch(n)) for n in names[:-1]), last]
        match = self.catalogue.match(last)
        sectors = all(n.endswith("产业") for n in names[:-1]) and not last.endswith("产业")
        if match is None or sectors:
            return [*(self._headed(n, last) for n in names[:-1]), last]
        if all(self.catalogue.match(n) for n in names[:-1]):
            return names
        return [*(self._share(n, last) for n in names[:-1]), last]

    def _of_index(self, names: list[str]) -> str:
        """Whose index the first of several is: 中小企业 | 国内订单指数和国外订单指数."""
        subs = self.words.sub_indices
        if not all(n in subs for n in names[1:]) or names[0] in subs:
            return ""
        return self.words.whose_index(names[0])

    def _traded(self, names: list[str]) -> str:
        """What is done with all members of a row of wares: 出口 of 出口船舶、汽车."""
        deed = next((w for w in self.words.trade if names[0].startswith(w)), "")
        wares = deed != names[0] and not any(
            self.catalogue.match(n) or n.endswith(tuple(self.words.trade)) for n in names[1:]
        )
        return deed if wares else ""

    def _share(self, name: str, last: str) -> str:
        """A member of a row with the measure that the last one has."""
        if name.endswith(last[-1:]):
            return name
        lent = name if self._adjective(name) else self._lent(name, last)
        return self._headed(name, last) if lent == name else lent

    def _adjective(self, word: str) -> bool:
        """Whether a word tells of which kind: 大型, 微型."""
        return self.reader.tag(word, "") in ("a", "b")

    def _headed(self, name: str, last: str) -> str:
        """`大豆` with the noun that `玉米单产` measures, `小型` with what follows the like of it in
        微型企业营收; a measure of its own as it is."""
        own = self.catalogue.match(name)
        if name.endswith(self.words.quantified) or (own and own.exact and name[-1:] != "业"):
            return name
        behind = next((last.find(k) + 1 for k in _KINDS if name.endswith(k) and k in last), 0)
        if behind:
            return name + last[behind:]
        if self._adjective(name) and self._adjective(last[: len(name)]):
            return name + last[len(name) :]
        for i in range(len(last) - 2, 0, -1):
            match = self.catalogue.match(last[i:])
            if last[i:] in self.words.quantified or (match and match.exact and match.start == 0):
                return name + last[i:]
        return name

    def _lent(self, name: str, last: str) -> str:
        """`城镇` with as much of `农村居民人均可支配收入` as makes a measure of the two."""
        for i in range(1, len(last) - 1):
            match = self.catalogue.match(name + last[i:])
            if match and match.exact and match.start == 0:
                return name + last[i:]
        match = self.catalogue.match(last)
        return name + last[match.start :] if match and match.start else name

    def summed_up(self, run: list[Site], end: int) -> list[str]:
        """The members that a count of as many as there are values sums up before `end`: 完工量、新
        接订单量和手持订单量 | 三大指标 | 分别为…, 小麦、玉米 | 两大作物 | 单产分别…; [] if none
        does, or they are places or firms."""
        clause = run[0].clause
        counts = list(_SUM.finditer(self.text, clause.start, end))
        if not counts or _COUNTED.find(counts[-1][1]) != len(run) - 2:
            return []
        at = counts[-1].start()
        parts = self.parts(Phrase(clause.start, at), len(run))[-len(run) :]
        if len(parts) < len(run) or any(a.start >= parts[1].start for a in clause.actors(at)):
            return []
        parts[0] = self.reader.left(parts[0].start, parts[0].end)
        rest = _EACH.sub("", self.reader.clean(Phrase(counts[-1].end(), end)), count=1)
        match = None if counts[-1][2] else self.catalogue.match(rest)
        names = [self.reader.clean(p) for p in parts]
        told = all(names) and (rest or counts[-1][2])
        return [n + rest[match.start if match else 0 :] for n in names] if told else []

    def parts(self, phrase: Phrase, want: int) -> list[Phrase]:
        """The members of `A、B和C`, as they stand; 及 before a `、` binds closer, and so does 和
        where `、` alone gives the number of members that is wanted."""
        plain = self._split(phrase, only="、")
        return plain if len(plain) == want > 1 else self._split(phrase)

    def _split(self, phrase: Phrase, only: str = "") -> list[Phrase]:
        found, at = [], phrase.start
        last = self.text.rfind("、", phrase.start, phrase.end)
        for match in _COORDINATION.finditer(self.text, phrase.start, phrase.end):
            if match.group() != "、" and (only or match.start() < last):
                continue
            if (
                self.reader.is_cut(match.start())
                and self.reader.is_cut(match.end())
                and match.start() > at
            ):
                found.append(Phrase(at, match.start(), phrase.verb))
                at = match.end()
        return [*found, Phrase(at, phrase.end, phrase.verb)]
