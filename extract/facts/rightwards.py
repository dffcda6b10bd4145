"""The noun phrase behind a number: what is counted, as the article puts it."""

from __future__ import annotations

import re
from itertools import islice

from extract.facts.edges import KINDS, MARKS, Edges, Phrase

_OF = re.compile(r"[^，。；：、“”\d]{0,14}的")
_SUCH = re.compile(r"(?:、[^，。；、\d]{1,8})+等")  # 荞麦、燕麦等 | 杂粮
_HAVING = re.compile(  # 91家 | 有技术优势、服务能力强的服务商
    r"[集融][^，。；的\d]{2,20}[于为]一体的|(?:[具拥载装持]有|有(?=[^效机关色限偿序害毒利力声线])|来自|涉及|从事|面向|覆盖|适用于)[^，。；的\d]{1,18}的"
)
_TITLED = re.compile("“[^“”，。；]{1,12}”| [^ ，。；\\d]{1,10} (?=[一-鿿])")  # or its quotes lost
_DEVICE = re.compile("[一-鿿]{1,6}?(?:机器人|机床|生产线|[机线器仪炉床]|设备|装备|系统|车辆|船舶)")
_LINE = re.compile("(?:(?![了着过上])[一-鿿]){1,4}[线机炉窑棚塔井泵](?=[，。、；已正全一在沿]|$)")
_PLANT = re.compile(  # 三条 | 可吸收止血材料生产线
    "[可自全半][一-鿿]{2,10}?(?:生产线|流水线|产线|装配线|包装线)(?=[，。、；已正全一在]|$)"
)
# 1100台 | 小麦 | 联合收割机
_MACHINE = re.compile(
    "[^，。；、的了到向往进在与和]{1,6}(?:[机车船炉]|机器人|设备)(?=[，。、；]|$)"
)
LIMITS = ("以上", "以下", "以内")
_PIECES = "台辆架艘"
_LATIN = re.compile("(?:[0-9][A-Za-z]|[A-Z]{2,4})(?=[一-鿿]{2})")
_GRADED = re.compile("(?:[国省市县镇村区]|[1-5]A|[一二三四五甲乙])级(?:及?以[上下])")
_QUALITIES = re.compile(  # 300个 | 高端化、智能化、绿色化改造项目
    "(?:[一-鿿]{2,4}[化型性]、)+[一-鿿]{2,4}[化型性][一-鿿]{2,8}?(?=[，。、；的]|$)"
)
_SINGLES = re.compile("[一-鿿](?:、[一-鿿])+[一-鿿]{0,8}?的")
_MANY = re.compile("[0-9十百千多余][家户]$")
_WHICH = re.compile("各[类种项式色个型]|新一轮|一系列")
_SIZED = re.compile("[长宽高深厚重](?:左右|以上)?的")
_NEWLY = re.compile("(?:新近?|刚刚?|即将|正在|陆续)[一-鿿]{2}的")  # 40台新下线的 | 智能分梳机
_MEASURES = re.compile(  # 30条 | 支持外贸创新发展措施
    "(?!其中|参加|参与)[一-鿿“”]{2,18}?(?:措施|举措|政策|办法|规定|活动|行动|平台|成果|方案|标准|服务)(?=[，。；、]|$)"
)
_TOLD = re.compile("[了着过将已在把被的]")
_COUNTED_SO = frozenset("条项场款批次")
MAX_WORDS = 14
_THINGS = frozenset("家个处座条项所批种类款套")  # units of things that are told of


class Rightwards(Edges):
    """Reads it out of the clause that was entered."""

    def right(self, start: int, end: int) -> Phrase:
        """The noun phrase that starts at `start`, up to a verb, a mark or `end`."""
        first = start + 1 if self.text.startswith("的", start) else start
        if first >= end or self.wording.changing.match(self.text, first, end):
            return Phrase(start, start)
        sized = _SIZED.match(self.text, first, end) or _NEWLY.match(self.text, first, end)
        if sized and self._modifies(sized.end()):
            return self.right(sized.end(), end)  # 3公里长的 | 步道
        which = _WHICH.match(self.text, first, end)
        if which and self._modifies(which.end()):
            return self.right(which.end(), end)  # 5万件各类 | 救灾物资
        if (whole := self._set_apart(start, first, end)) is not None:
            return whole
        at = self._modified(first, self._run(first, end), end)
        if at == first and (line := self._line(first, end)):
            return Phrase(first, line)  # 12条 | 磨装线
        if (measures := self._measures(first, end)) > at:
            return Phrase(first, measures)
        if kinds := KINDS.match(self.text, at, end):
            at = kinds.end()
        if at > first and (row := self._branches(first, at)):
            return self.trimmed(start, row, "")
        such = _SUCH.match(self.text, at, end)
        if such and self.is_cut(such.end()) and self._noun(such.end()):
            return self.right(such.end(), end)
        if self.text.endswith(LIMITS, first, at) and self.text.startswith("的", at):
            rest = self.right(at, end)  # 212家 | 用地3亩以上的规下企业
            return Phrase(first, rest.end, rest.verb) if rest else rest
        at = self._to_its_head(first, at, end)
        return self.trimmed(start, self._before_predicate(first, at), "")

    def _set_apart(self, start: int, at: int, end: int) -> Phrase | None:
        """A phrase that begins with what no run of words would read: a title, a grade, a row of
        qualities, what those have that are counted; None if it begins with none."""
        if self.text.startswith("公司", at) and _MANY.search(self.text, max(0, start - 3), start):
            return Phrase(at, at + len("公司"))  # 62家 | 公司, but 两家公司 just named
        if quoted := _TITLED.match(self.text, at, end):
            behind = self.right(quoted.end(), end)
            if behind and behind.start == quoted.end():
                return Phrase(at, behind.end)  # 61场 | “贸易之桥”系列活动
        graded = _GRADED.match(self.text, at, end)
        if graded and (rest := self.right(graded.end(), end)):
            return Phrase(at, rest.end, rest.verb)  # 94个 | 市级以上重点项目
        latin = _LATIN.match(self.text, at, end)
        if latin and (rest := self.right(latin.end(), end)) and rest.start == latin.end():
            return Phrase(at, rest.end, rest.verb)  # 两条 | 3D打印注浆线
        singles = _SINGLES.match(self.text, at, end)
        if singles and (rest := self.right(singles.end(), end)):
            return rest  # 200多场商、文、旅融合的 | 特色活动
        if rows := _QUALITIES.match(self.text, at, end):
            return self.trimmed(at, rows.end(), "")
        having = _HAVING.match(self.text, at, end)
        return self.right(having.end(), end) if having and self._noun(having.end()) else None

    def _run(self, first: int, end: int) -> int:
        """Where the words end that no verb or mark closes."""
        at = first
        for n, (a, b) in enumerate(self.words(first, end)):
            word = self.text[a:b]
            if b == a + 1 and self.text[at - 1 : at] in ("和", "及") and word not in MARKS:
                at = b  # 企业家和涉 | 工 | 干部: cut too fine to say anything
                continue
            great = word in ("和", "及") and self.text[first - 1] == "大"
            if great or n >= MAX_WORDS or self._closes(a, word, a == first):
                break
            at = b
        return at

    def _modified(self, first: int, at: int, end: int) -> int:
        """Where the device ends that a modifier begins, which no dictionary has: 全自动 | 磨抛机;
        `at` if none does."""
        kind = self.text[first:at] or self.word_at(first)
        if kind not in self.wording.modifiers:
            return at
        device = _DEVICE.match(self.text, first + len(kind), end)
        return device.end() if device else at

    def _line(self, first: int, end: int) -> int:
        """Where a line or a plant ends that no word of it begins (磨装线); 0 if none is there."""
        if self.word_at(first) in self.wording.building_up:
            return 0  # 3.5亿元 | 扩建退火线
        line = _LINE.match(self.text, first, end) or _PLANT.match(self.text, first, end)
        return line.end() if line else 0

    def _measures(self, first: int, end: int) -> int:
        """Where a noun ends that begins with what is to be done: 30条 | 支持外贸发展措施; 0 if none
        begins there."""
        if self.text[first - 1] not in _COUNTED_SO or self.tag(self.word_at(first), "")[:1] != "v":
            return 0
        found = _MEASURES.match(self.text, first, end)
        return found.end() if found and not _TOLD.search(found.group()) else 0

    def _to_its_head(self, first: int, at: int, end: int) -> int:
        """Where the noun ends that the words in `[first, at)` only describe or begin."""
        kind = self.text[first:at]
        which = kind in self.wording.qualities or kind.endswith(self.wording.attributive_ends)
        which = which and self.text.startswith("的", at)  # 8个 | 免费的冰场
        if at == first or which or self._only_describes(first, at) or self._done(first, at):
            at = self._head(at, end) or (at > first and self._made(at, end)) or at
        elif self._describes(kind) and (kind, self.text[first - 1]) != ("国家", "个"):
            at = self._made(at, end) or at  # but 34个国家 | 派出专家组
        machine = _MACHINE.match(self.text, at, end) if self.text[first - 1] in _PIECES else None
        return machine.end() if machine and at > first else self._compounded(first, at, end)

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
        does = self.tag(self.word_at(behind), "") == "vn" if behind < end else False
        goes_on = behind < end and (does or self._noun(behind))  # 跨年 | 迎新特色活动
        return self.right(behind, end).end if goes_on else behind

    def _head(self, at: int, end: int) -> int | None:
        """Where the noun behind `…的` ends: 以古镇为主题 | 的 | 线路."""
        if not (match := _OF.match(self.text, at, end)) or not self.is_cut(match.end()):
            return None
        behind = self.right(match.end(), end) if match.end() < end else None
        return behind.end if behind else None
