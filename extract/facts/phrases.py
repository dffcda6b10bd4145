"""Noun phrases beside a number: what is measured, as the article puts it."""

from __future__ import annotations

import re
from itertools import islice

from extract.facts.edges import KINDS, MARKS, Edges, Phrase
from extract.facts.wording import SUFFIXES
from extract.records import Date, Firm, Place

_OF = re.compile(r"[^，。；：、“”\d]{0,14}的")
_SUCH = re.compile(r"(?:、[^，。；、\d]{1,8})+等")  # 荞麦、燕麦等 | 杂粮
_HAVING = re.compile(  # 91家 | 有技术优势、服务能力强的服务商
    r"(?:[具拥载装持]有|有(?=[^效机关色限偿序害毒利力声线])|来自|涉及|从事)[^，。；的\d]{1,18}的"
)
_TITLED = re.compile("“[^“”，。；]{1,12}”| [^ ，。；\\d]{1,10} (?=[一-鿿])")  # or its quotes lost
HELPED = ("替", "为", "给", "帮")
_DEVICE = re.compile("[一-鿿]{1,6}?(?:机器人|机床|生产线|[机线器仪炉床]|设备|装备|系统|车辆|船舶)")
_LINE = re.compile("(?:(?![了着过上])[一-鿿]){1,4}[线机炉窑棚塔井泵](?=[，。、；已正全一在沿]|$)")
_PLANT = re.compile(  # 三条 | 可吸收止血材料生产线
    "[可自全半][一-鿿]{2,10}?(?:生产线|流水线|产线|装配线|包装线)(?=[，。、；已正全一在]|$)"
)
# 1100台 | 小麦 | 联合收割机
_MACHINE = re.compile(
    "[^，。；、的了到向往进在与和]{1,6}(?:[机车船炉]|机器人|设备)(?=[，。、；]|$)"
)
_LIMITS = ("以上", "以下", "以内")
_PIECES = "台辆架艘"
_GRADED = re.compile("[国省市县镇村区]级(?:及?以[上下])")
_QUALITIES = re.compile(  # 300个 | 高端化、智能化、绿色化改造项目
    "(?:[一-鿿]{2,4}[化型性]、)+[一-鿿]{2,4}[化型性][一-鿿]{2,8}?(?=[，。、；的]|$)"
)
_SINGLES = re.compile("[一-鿿](?:、[一-鿿])+[一-鿿]{0,8}?的")
_MANY = re.compile("[0-9十百千多余][家户]$")
MAX_WORDS = 14
_THINGS = frozenset("家个处座条项所批种类款套")  # units of things that are told of


class Reader(Edges):
    """Reads noun phrases out of the clause that was entered."""

    def left(self, start: int, end: int) -> Phrase:
        """The noun phrase that ends at `end`, not reaching over `start`, a date, place or firm."""
        if end <= start:
            return Phrase(end, end)
        at, verb, remark = end, "", -1
        for a, b in islice(self.backwards(start, end), MAX_WORDS):
            word = self.text[a:b]
            if word == "）" and (at < end or self._kinds(a)):  # 保险基金（含生育保险）总收入
                remark = self.text.rfind("（", start + 1, a)
            if a >= remark >= 0:
                at = a
                continue
            if word == "比" and self.text[a - 1] == "占":
                continue  # 占 | 比较上年: cut wrongly
            if word == "对" and self.text.endswith("贡献率", start, end):
                at = a  # 消费对经济增长贡献率
                continue
            if word == "所" and self.text.startswith("占", b) and at == b:
                at = a
                continue  # 机电产品 | 所占比重
            if at < end and (self._compounds(a, word) or (word == "用" and self._used(a, at))):
                at = a
                continue
            if self._stops(a, word):
                done = self.text[self.before(a) : b] if word == "了" else ""  # 降低 | 了 | 成本
                verb = done if done in self.wording.causing else word
                noun = self.text[b : b + 1] in SUFFIXES and b == at
                noun = noun or self._gauges(word, at, end)
                if word not in self.wording.edge and noun and not self._before_noun(a, b):
                    at, verb = a, ""
                    continue
                break
            at = a
        if self.text.startswith("（", at) and "）" not in self.text[at : at + 4]:
            at = self.text.find("）", at, end) + 1 or at  # 伟星股份（002003） | 营业收入
        if verb in self.wording.toward:
            behind = self._behind_object(at, end, 1)
            at = at if behind is None else behind
        elif at > start and self._helped(at):
            behind = self._behind_object(at, end, 0)
            of = self.text.rfind("的", at, end) + 1
            if behind is None and 0 < of < end - 1:
                return self.trimmed(of, end, verb)  # 为济南企业配套的 | 产值
            if behind is None:
                return Phrase(end, end, HELPED[0])  # 替全县企业 | 省下2600万元
            at = behind
        found = self.trimmed(at, end, verb)
        if found and self.text[found.start - 1] == "每" and self.text[found.start].isdigit():
            found = found._replace(start=found.start - 1)  # 每10股 | 派现
        traded = self.wording.traded.search(self.text, found.start, found.end) and verb == "对"
        return Phrase(at - 1, found.end) if traded else found  # 对东盟出口

    def _before_noun(self, at: int, end: int) -> bool:
        """Whether a name ends there that is no part of what is measured: 泰顺 | 产业, 春节 | 期间,
        but 5年期贷款."""
        name = self._names.get(at)
        lasts = isinstance(name, Date) and not self.text.startswith("期间", end)
        return name is not None and not lasts

    def _used(self, at: int, after: int) -> bool:
        """Whether 用 at `at` tells what for: 航空发动机 | 用 | 刀具."""
        before = self.before(at)
        whose = at > self._cuts[0] and before not in self._names
        return (
            whose and self.tag(self.text[before:at], "") in ("n", "j", "nz") and self._noun(after)
        )

    def _helped(self, at: int) -> bool:
        """Whether a name ends at `at` whose people something is done for: 替全县 | 企业."""
        name = self._names.get(self.before(at))
        if not isinstance(name, (Place, Firm)):
            return False  # 认为 | 2025年石油需求量 helps nobody
        return self.text[name.start - 1] in HELPED and not self._deems(name.start)

    def _deems(self, at: int) -> bool:
        """Whether 认为, 成为 and the like stand before `at`, which hold no 为."""
        return self.text.endswith(self.wording.deeming, 0, at)

    def _behind_object(self, start: int, end: int, first: int) -> int | None:
        """Where the phrase goes on behind the object of the preposition before it: 为 | 消费者 |
        挽回损失; None if no verb follows from word number `first` on."""
        for n, (a, b) in enumerate(self.words(start, end)):
            word = self.text[a:b]
            if word == "的" or word in self.wording.trade:
                return None
            does = word in self.wording.verbs or (not first and word in self.wording.doing)
            if n >= first and (does or self.tag(word, "")[:1] == "v"):
                return a
        return None

    def right(self, start: int, end: int) -> Phrase:
        """The noun phrase that starts at `start`, up to a verb, a mark or `end`."""
        at = start + 1 if self.text.startswith("的", start) else start
        if at >= end or self.wording.changing.match(self.text, at, end):
            return Phrase(start, start)
        if self.text.startswith("公司", at) and _MANY.search(self.text, max(0, start - 3), start):
            return Phrase(at, at + len("公司"))  # 62家 | 公司, but 两家公司 just named
        if quoted := _TITLED.match(self.text, at, end):
            behind = self.right(quoted.end(), end)
            if behind and behind.start == quoted.end():
                return Phrase(at, behind.end)  # 61场 | “贸易之桥”系列活动
        graded = _GRADED.match(self.text, at, end)
        if graded and (rest := self.right(graded.end(), end)):
            return Phrase(at, rest.end, rest.verb)  # 94个 | 市级以上重点项目
        singles = _SINGLES.match(self.text, at, end)
        if singles and (rest := self.right(singles.end(), end)):
            return rest  # 200多场商、文、旅融合的 | 特色活动
        if rows := _QUALITIES.match(self.text, at, end):
            return self.trimmed(at, rows.end(), "")
        if (having := _HAVING.match(self.text, at, end)) and self._noun(having.end()):
            return self.right(having.end(), end)
        first = at
        for n, (a, b) in enumerate(self.words(at, end)):
            word = self.text[a:b]
            if b == a + 1 and self.text[at - 1 : at] in ("和", "及") and word not in MARKS:
                at = b  # 企业家和涉 | 工 | 干部: cut too fine to say anything
                continue
            great = word in ("和", "及") and self.text[first - 1] == "大"
            if great or n >= MAX_WORDS or self._closes(a, word, a == first):
                break
            at = b
        kind = self.text[first:at] or self.word_at(first)
        if kind in self.wording.modifiers:  # 全自动 | 磨抛机, which no dictionary has
            device = _DEVICE.match(self.text, first + len(kind), end)
            at = device.end() if device else at
        makes = self.word_at(first) in self.wording.building_up  # 3.5亿元 | 扩建退火线
        if (at == first and not makes) and (
            device := _LINE.match(self.text, first, end) or _PLANT.match(self.text, first, end)
        ):
            return Phrase(first, device.end())  # 12条 | 磨装线
        if kinds := KINDS.match(self.text, at, end):
            at = kinds.end()
        if at > first and (row := self._branches(first, at)):
            return self.trimmed(start, row, "")
        such = _SUCH.match(self.text, at, end)
        if such and self.is_cut(such.end()) and self._noun(such.end()):
            return self.right(such.end(), end)
        if self.text.endswith(_LIMITS, first, at) and self.text.startswith("的", at):
            rest = self.right(at, end)  # 212家 | 用地3亩以上的规下企业
            return Phrase(first, rest.end, rest.verb) if rest else rest
        kind = self.text[first:at]
        which = kind in self.wording.qualities or kind.endswith(self.wording.attributive_ends)
        which = which and self.text.startswith("的", at)  # 8个 | 免费的冰场
        if at == first or which or self._only_describes(first, at) or self._done(first, at):
            at = self._head(at, end) or (at > first and self._made(at, end)) or at
        elif self._describes(self.text[first:at]):
            at = self._made(at, end) or at
        machine = _MACHINE.match(self.text, at, end) if self.text[first - 1] in _PIECES else None
        at = machine.end() if machine and at > first else self._compounded(first, at, end)
        return self.trimmed(start, self._before_predicate(first, at), "")

    def _branches(self, first: int, at: int) -> int:
        """Where a row ends that says of which branches the counted ones are, up to what they are:
        300家 | 木材加工、家具制造和五金配件企业; 0 where what stands there is counted by itself."""
        if self.text[first - 1] not in _THINGS:
            return 0
        alone = self.text.endswith(self.wording.heads_of_rows, first, at)
        row = None if alone else self.wording.row_of_branches.match(self.text, at)
        if row is None or not self.is_cut(row.end()):
            return 0
        words = [self.text[a:b] for a, b in self.words(at + 1, row.end())]
        return 0 if any(self._acts(w) for w in words) else row.end()

    def _acts(self, word: str) -> bool:
        """Whether a word tells what somebody does, and is no part of a noun."""
        return word not in self.wording.nominal and self.tag(word, "")[:1] in ("v", "d", "p")

    def _describes(self, noun: str) -> bool:
        """Whether nobody counts such a noun, so that it only says which: 老挝 | 本地员工, 重点 |
        调研课题, 智能化 | 升级项目."""
        kind = noun in self.wording.attributive or noun.endswith(self.wording.attributive_ends)
        return kind or self.tag(noun, "") == "ns"

    def _compounded(self, first: int, at: int, end: int) -> int:
        """Where a compound ends that has a verb in the middle and that something else is told of:
        粮食 | 收购企业 | 在…; not behind those who do it themselves (5家企业 | 支援基地建设)."""
        noun = self.text[first:at]
        if at == first or self.text[first - 1] not in _THINGS:
            return at
        if noun.endswith(self.wording.doers) and noun not in self.wording.sides:
            return at
        words = [*islice(self.words(at, end), 4)]
        tags = [self.tag(self.text[a:b], "") for a, b in words]
        verb = tags[:1] == ["v"] and words[0][1] - words[0][0] > 1
        for n in (1, 2):  # 粮食 | 收购 | 企业, 农村 | 集中 | 供水 | 工程
            if not verb or len(words) < n + 2 or not tags[n].startswith("n"):
                break
            behind = self.text[slice(*words[n + 1])]
            goes_on = tags[n + 1].startswith(("d", "p", "v")) or behind in self.wording.manner
            if goes_on and self.text.endswith(self.wording.compound_heads, at, words[n][1]):
                return words[n][1]
        return at

    def _before_predicate(self, start: int, end: int) -> int:
        """Where a noun ends before what becomes of it: 45个项目 | 签约."""
        while end > start:
            at = self.before(end)
            if at <= start or self.text[at:end] not in self.wording.predicates:
                break
            end = at
        return end

    def _only_describes(self, start: int, end: int) -> bool:
        """Whether `[start, end)` is adjectives alone: 分散 (的梯田)."""
        words = (self.text[a:b] for a, b in self.words(start, end))
        return all(
            self.tag(word, "")[:1] in ("a", "z", "i", "l", "d", "b")
            or self.wording.grade.fullmatch(word)
            for word in words
        )

    def _done(self, start: int, end: int) -> bool:
        """Whether `[start, end)` is one verb that 的 makes describe a noun: 返乡 (的熟练工)."""
        verb = self.tag(self.text[start:end], "") == "v"
        return verb and self.text.startswith("的", end) and end - start > 1

    def _made(self, at: int, end: int) -> int | None:
        """Where the noun ends that begins with a verb: 自动 | 焊接 | 线."""
        kinds = [(self.tag(self.text[a:b], "")[:1], b) for a, b in islice(self.words(at, end), 2)]
        if [kind for kind, _ in kinds] not in (["v", "n"], ["r", "n"], ["s", "n"]):
            return None
        behind = kinds[1][1]
        goes_on = behind < end and self._noun(behind)
        return self.right(behind, end).end if goes_on else behind

    def _head(self, at: int, end: int) -> int | None:
        """Where the noun behind `…的` ends: 以古镇为主题 | 的 | 线路."""
        if not (match := _OF.match(self.text, at, end)) or not self.is_cut(match.end()):
            return None
        behind = self.right(match.end(), end) if match.end() < end else None
        return behind.end if behind else None
