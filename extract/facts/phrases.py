"""Noun phrases beside a number: what is measured, as the article puts it."""

from __future__ import annotations

import re
from itertools import islice
from typing import NamedTuple

from extract.facts.cutting import Cutting
from extract.facts.wording import SUFFIXES
from extract.records import Date, Firm, Place, Quantity

_MARKS = frozenset("，,；;：:。！？!?（）()…⋯—·◆◇●○■□▲△★☆▪")
_QUOTES = frozenset("“”‘’「」『』\"'《》")
_JOINTS = frozenset(["、", "和", "及", "与", "以及", "或", "暨"])
_OF = re.compile(r"[^，。；：、“”\d]{0,14}的")
_SUCH = re.compile(r"(?:、[^，。；、\d]{1,8})+等")  # 荞麦、燕麦等 | 杂粮
_HAVING = re.compile(  # 91家 | 有技术优势、服务能力强的服务商
    r"(?:[具拥载装持]有|有(?=[^效机关色限偿序害毒利力声线])|来自|涉及|从事)[^，。；的\d]{1,18}的"
)
_MARKER = re.compile(r"\d{1,2}[.．、](?=[一-鿿])")  # 2.小麦收购进度
_ROLE = re.compile(r"(?:代表|主|主导|主体|核心|龙头|重点|引领|支撑)的")  # 以船舶制造为 | 代表的
KINDS = re.compile(r"（[县市区旗乡镇州、]+）")  # 县（市、区）
HELPED = ("替", "为", "给", "帮")
_DEVICE = re.compile("[一-鿿]{1,6}?[机线器仪炉床]")
_MANY = "23456789两三四五六七八九"
_THIS = re.compile("[这那][座个家条片]")
_LINE = re.compile("[一-鿿]{1,4}[线机炉窑](?=[，。、；已正全一在])")
_WHOSE = re.compile(
    "[座个家条片][^，。的]{0,10}?(?:县|市|镇|村|厂|企业|公司)(?=..)"
)  # 这座山区县 | 面积
_HEAD, _TAIL = "、”’的了着等）)", "、“‘《（(-的中里上内"  # stripped off a phrase
# Dictionary tags that cannot be inside a noun phrase: prepositions, pronouns, conjunctions,
# adverbs, particles, interjections, time words.
_OUTSIDE = ("p", "r", "c", "d", "u", "e", "y", "t", "z")
MAX_WORDS = 14


class Phrase(NamedTuple):
    """A noun phrase `[start, end)`; `verb` is the word it was cut off from (新增 规上企业)."""

    start: int
    end: int
    verb: str = ""

    def __bool__(self) -> bool:
        return self.end > self.start


class Reader(Cutting):
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
            if at < end and self._compounds(a, word):
                at = a
                continue
            if self._stops(a, word):
                verb = word
                noun = self.text[b : b + 1] in SUFFIXES and b == at
                noun = noun or self._gauges(word, at, end)
                if word not in self.wording.edge and noun:
                    at, verb = a, ""
                    continue
                break
            at = a
        if verb in self.wording.toward:
            behind = self._behind_object(at, end, 1)
            at = at if behind is None else behind
        elif at > start and self._helped(at):
            behind = self._behind_object(at, end, 0)
            if behind is None:
                return Phrase(end, end, HELPED[0])  # 替全县企业 | 省下2600万元
            at = behind
        found = self.trimmed(at, end, verb)
        traded = self.wording.traded.search(self.text, found.start, found.end) and verb == "对"
        return Phrase(at - 1, found.end) if traded else found  # 对东盟出口

    def _helped(self, at: int) -> bool:
        """Whether a name ends at `at` whose people something is done for: 替全县 | 企业."""
        name = self._names.get(self.before(at))
        if not isinstance(name, (Place, Firm)):
            return False  # 认为 | 2025年石油需求量 helps nobody
        return self.text[name.start - 1] in HELPED and not self._deems(name.start)

    def _deems(self, at: int) -> bool:
        """Whether 认为, 成为 and the like stand before `at`, which hold no 为."""
        return self.text.endswith(("认为", "成为", "作为", "称为", "视为", "因为"), 0, at)

    def _kinds(self, closing: int) -> bool:
        """Whether a bracket that closes at `closing` is part of a word: 县（市）."""
        opening = self.text.rfind("（", 0, closing)
        return opening >= 0 and KINDS.fullmatch(self.text, opening, closing + 1) is not None

    def _gauges(self, word: str, at: int, end: int) -> bool:
        """Whether a deed makes one noun with what stands behind it: 投产 | 面积."""
        deed = len(word) > 1 and self.wording.kinds.get(word) == "counted"
        return deed and self.text[at:end] in self.wording.gauge

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
        if (having := _HAVING.match(self.text, at, end)) and self._noun(having.end()):
            return self.right(having.end(), end)
        first = at
        for n, (a, b) in enumerate(self.words(at, end)):
            word = self.text[a:b]
            if b == a + 1 and self.text[at - 1 : at] in ("和", "及") and word not in _MARKS:
                at = b  # 企业家和涉 | 工 | 干部: cut too fine to say anything
                continue
            if n >= MAX_WORDS or self._closes(a, word, a == first):
                break
            at = b
        kind = self.text[first:at] or self.word_at(first)
        if kind in self.wording.modifiers:  # 全自动 | 磨抛机, which no dictionary has
            device = _DEVICE.match(self.text, first + len(kind), end)
            at = device.end() if device else at
        if at == first and (device := _LINE.match(self.text, first, end)):
            return Phrase(first, device.end())  # 12条 | 磨装线
        if kinds := KINDS.match(self.text, at, end):
            at = kinds.end()
        such = _SUCH.match(self.text, at, end)
        if such and self.is_cut(such.end()) and self._noun(such.end()):
            return self.right(such.end(), end)
        if at == first or self._only_describes(first, at) or self._done(first, at):
            at = self._head(at, end) or (at > first and self._made(at, end)) or at
        elif self.tag(self.text[first:at], "") == "ns":
            at = self._made(at, end) or at  # 老挝 | 本地员工
        return self.trimmed(start, at, "")

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

    def clean(self, phrase: Phrase) -> str:
        """The phrase without white space and without a quotation mark that lost its partner."""
        text = "".join(self.text[phrase.start : phrase.end].split())
        if _QUOTES.isdisjoint(text):
            return text
        for opening, closing in ("“”", "‘’"):
            if text.count(opening) != text.count(closing):
                text = text.replace(opening, "").replace(closing, "")
        return text

    def idle(self, start: int, end: int, measure: str) -> bool:
        """Whether `[start, end)` holds nouns or verbs that are neither a mention, a word of
        `rules/facts.yml` nor part of `measure`: something was left out of the fact."""
        for a, b in self.words(start, end):
            word = self.text[a:b]
            if a in self._names or word in measure or self.wording.known(word):
                continue
            if len(word) > 1 and self.tag(word, "")[:1] in ("n", "v", "j", "l", ""):
                return True
        return False

    def _compounds(self, at: int, word: str) -> bool:
        """Whether a verb-noun or a state word is inside a compound: 社会 | 组织."""
        tag, deed = self.tag(word, ""), word in self.wording.verbs
        if (tag not in ("vn", "n") or not deed) and (tag not in ("z", "t", "b") or deed):
            return False
        if at in self._names or word in self.wording.edge or word in self.wording.halt:
            return False
        if not deed:
            return True
        if at <= self._cuts[0]:
            return False
        before = self.before(at)
        noun = self.tag(self.text[before:at], "")
        return before not in self._names and noun in ("n", "b", "j", "vn", "nz")

    def _stops(self, at: int, word: str) -> bool:
        """Whether a word read leftwards ends the phrase."""
        name = self._names.get(at)
        if name is not None:
            return not isinstance(name, Quantity)
        if word[0] in _MARKS or word.isspace():
            return True
        if word in self.wording.nominal or word[0] in _QUOTES or word in _JOINTS or word == "的":
            return False
        return word in self.wording.outer or self._outside(word)

    def _closes(self, at: int, word: str, first: bool) -> bool:
        """Whether a word read rightwards ends the phrase."""
        name = self._names.get(at)
        if name is not None:
            return isinstance(name, Date) or word[0] == "第"
        if first and word == "等":
            return False  # 3条等静压生产线: after a unit 等 cannot mean and so on
        if word[0] in _MARKS or word.isspace() or word in self.wording.halt:
            return True
        verb = not first and self.tag(word, "")[:1] == "v"
        if not first and len(word) > 1 and self.text.startswith("了", at + len(word)):
            return True  # 10栋厂房 | 封顶了9栋
        if verb and self.text.startswith("在", at + len(word)):
            return True  # 36万华侨 | 生活在国外
        compound = word in self.wording.compounding and self._noun(at + len(word))
        if len(word) > 1 and self.word_at(at + len(word)) in self.wording.tools:
            return False  # 自动 | 装配 | 机
        if not first and not compound and word in self.wording.closing:
            return True
        if word in _JOINTS:
            return word not in ("和", "及", "以及")
        if word[0] in _QUOTES or word in self.wording.nominal:
            return False
        if word in self.wording.verbs:
            return not (first and self._opens(at + len(word)))
        if self._outside(word) or word in ("的", "了", "着"):
            return True
        return self.tag(word, "") in ("v", "f", "i") and (not first or len(word) == 1)

    def _noun(self, at: int) -> bool:
        """Whether a noun starts at `at`: 发展 | 基金."""
        word = self.word_at(at)
        return len(word) > 1 and self.tag(word, "")[:1] == "n"

    def _opens(self, at: int) -> bool:
        """Whether a general noun starts at `at`: 入驻 | 企业 is a noun phrase."""
        return any(self.text.startswith(noun, at) for noun in self.wording.general)

    def _idle_end(self, word: str) -> bool:
        adverb = len(word) > 1 and self.tag(word, "") == "d"
        return word in _JOINTS or word in self.wording.manner or adverb

    def _outside(self, word: str) -> bool:
        tag = self.tag(word, "")
        return tag.startswith(_OUTSIDE) and tag != "zg"  # zg marks characters of no known class

    def trimmed(self, start: int, end: int, verb: str) -> Phrase:
        """A phrase without the words at its edges that do not belong to a measure."""
        if self.text[start - 1 : start] in ("", "\n") and (
            marker := _MARKER.match(self.text, start, end)
        ):
            start = marker.end()
        while start < end:
            a, b = next(self.words(start, end))
            word = self.text[a:b]
            if word not in self.wording.edge and word not in _JOINTS:
                deed = self.wording.deed(self.text, start, end)
                done = verb in self.wording.already and word in self.wording.doing
                if done and word in self.wording.nominal:
                    deed = word  # 累计 | 培育 | 企业: said of what was done, not of its kind
                if not deed or start + len(deed) >= end:
                    break
                b, word = start + len(deed), deed
            start, verb = b, verb or word
        while end > start:
            a = self.before(end)
            if a < start or not self._idle_end(self.text[a:end]):
                break
            end = a
        before = self.text[start - 1]
        if before in "这那" and (whose := _WHOSE.match(self.text, start, end)):
            start = whose.end()
        elif before in "这那" and self.text[start] == "一" and end - start > 2:
            start += 1  # 这 | 一差距
        elif before in "这那" and _THIS.match(self.text, start - 1) and end - start > 2:
            start += 1  # 这座 | 人口73万的县级市
        if before == "为" and (role := _ROLE.match(self.text, start, end)):
            start = role.end()
        if self.text.startswith("地的", start + 1) and self.text[start] in _MANY:
            start += 3  # 4地的 | 上市公司
        while start < end and (self.text[start] in _HEAD or self.text[start].isspace()):
            start += 1
        while start < end and (self.text[end - 1] in _TAIL or self.text[end - 1].isspace()):
            if self.text.endswith(self.wording.uncut, start, end):
                break
            end -= 1
        return Phrase(start, max(start, end), verb)
