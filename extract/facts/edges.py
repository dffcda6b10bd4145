"""Where noun phrases end: which words close them, and what is trimmed off them."""

from __future__ import annotations

import re
from typing import NamedTuple

from extract.facts.cutting import Cutting
from extract.records import Date, Place, Quantity

MARKS = frozenset("【】，,；;：:。！？!?（）()…⋯—·◆◇●○■□▲△★☆▪")
_QUOTES = frozenset("“”‘’「」『』\"'《》")
_JOINTS = frozenset(["、", "和", "及", "与", "以及", "或", "暨"])
_MARKER = re.compile(r"\d{1,2}[.．、](?=[一-鿿])")  # 2.小麦收购进度
_ROLE = re.compile(
    r"(?:代表|主|主导|主体|核心|龙头|重点|引领|支撑|主要特征|特征|特色|支柱|依托|基础)的"
)  # 以船舶制造为 | 代表的
KINDS = re.compile(r"[（(][县市区旗乡镇州、,]+[）)]")  # 县（市、区）
_MANY = "23456789两三四五六七八九"
_SEVERAL = frozenset(_MANY + "等各多")
_COUNTS = frozenset("一两几每各")  # no nouns by themselves
_THIS = re.compile("[这那][座个家条片批支台款只辆艘架栋幢间]")
_WHOSE = re.compile(
    "[座个家条片][^，。的]{0,10}?(?:县|市|镇|村|厂|企业|公司)(?=..)"
)  # 这座山区县 | 面积
# 广州、深圳等 | 城市新房成交量: of which kind those are that are named
_OF_PLACES = re.compile("(?:城市|省份|省市|省区|县市|国家|地区|[省市县区州镇乡])(?=[一-鿿]{2})")
_PASSED = re.compile("经(?:由)?[一-鿿]{2,8}?(?:口岸|海关|铁路|港)(?=[一-鿿]{2})")
_NTH_YEAR = re.compile("(?:第[一二三四五六]|头一?|次)年(?=[一-鿿]{2})(?!级)")
_THE = ("该", "本届", "首届", "本次", "此次")
_ITS = re.compile(
    "(?:项目|公司|企业|集团|园区|工程|医院|市场|港口|电站|大桥|学校|基地|平台|[一-鿿]{1,4}?[会展节](?!期|员|议|址|位))(?=[一-鿿]{2})"
)
_GRADED_PLACES = ("省份", "省区市", "城市", "县区", "区县", "市县", "地市")
_DURING = "期间"
_HEAD, _TAIL = "、”’的了着等）)", "、“‘《（(-的中里上内"  # stripped off a phrase
# Dictionary tags that cannot be inside a noun phrase: prepositions, pronouns, conjunctions,
# adverbs, particles, interjections, time words.
_OUTSIDE = ("p", "r", "c", "d", "u", "e", "y", "t", "z")


class Phrase(NamedTuple):
    """A noun phrase `[start, end)`; `verb` is the word it was cut off from (新增 规上企业)."""

    start: int
    end: int
    verb: str = ""

    def __bool__(self) -> bool:
        return self.end > self.start


class Edges(Cutting):
    """Knows the edges of phrases in the clause that was entered."""

    def clean(self, phrase: Phrase) -> str:
        """The phrase without white space and without a quotation mark that lost its partner."""
        text = self.text[phrase.start : phrase.end]
        if text.isalnum():
            return text  # nothing to take off, as nearly always
        text = "".join(text.split())
        if _QUOTES.isdisjoint(text):
            return text
        for opening, closing in ("“”", "‘’"):
            if text.count(opening) != text.count(closing):
                text = text.replace(opening, "").replace(closing, "")
        return text

    def idle(self, start: int, end: int, measure: str) -> bool:
        """Whether `[start, end)` holds nouns or verbs that are neither a mention, a word of
        `rules/facts/` nor part of `measure`: something was left out of the fact."""
        for a, b in self.words(start, end):
            word = self.text[a:b]
            if a in self._names or word in measure or self.wording.known(word):
                continue
            if len(word) > 1 and self.tag(word, "")[:1] in ("n", "v", "j", "l", ""):
                return True
        return False

    def trimmed(self, start: int, end: int, verb: str) -> Phrase:
        """A phrase without the words at its edges that do not belong to a measure."""
        start, verb = self._without_deeds(self._behind_marker(start, end), end, verb)
        while end > start:
            a = self.before(end)
            if a < start or not self._idle_end(self.text[a:end]):
                break
            end = a
        start = self._without_which(start, end)
        while start < end and (self.text[start] in _HEAD or self.text[start].isspace()):
            if self.text.startswith("等级", start):
                break  # 等级 | 公路 is a kind
            start += 1
        while start < end and (self.text[end - 1] in _TAIL or self.text[end - 1].isspace()):
            if self.text.endswith(self.wording.uncut, start, end):
                break
            end -= 1
        if end - start == 1 and self.text[start] in _COUNTS:
            start = end  # 养 | 一 | 只要赔
        return Phrase(start, max(start, end), verb)

    def _behind_marker(self, start: int, end: int) -> int:
        """Where a phrase begins behind the number of its line (2.小麦收购进度) or behind 期间."""
        if self.text[start - 1 : start] in ("", "\n") and (
            marker := _MARKER.match(self.text, start, end)
        ):
            start = marker.end()
        during = self.text.find(_DURING, start, end)
        within = start <= during < end - len(_DURING)
        return during + len(_DURING) if within else start  # 旅游节期间 | 接待游客

    def _without_deeds(self, start: int, end: int, verb: str) -> tuple[int, str]:
        """Where a phrase begins behind what was done, and its first verb: 新增 | 规上企业."""
        while start < end:
            a, b = next(self.words(start, end))
            word = self.text[a:b]
            if word not in self.wording.edge and word not in _JOINTS:
                deed = self._deed(start, end, word, verb)
                if not deed or start + len(deed) >= end:
                    break
                b, word = start + len(deed), deed
            start, verb = b, verb or word
        return start, verb

    def _deed(self, start: int, end: int, word: str, verb: str) -> str:
        """What was done, if the phrase begins with that, by its first word; else ''."""
        done = verb in self.wording.already and word in self.wording.doing
        if done and word in self.wording.nominal:
            return word  # 累计 | 培育 | 企业: said of what was done, not of its kind
        deed = self.wording.deed(self.text, start, end)
        inside = deed and len(deed) < len(word) and self.tag(word, "")[:1] == "n"
        return "" if inside else deed  # 毕业 | 生

    def _without_which(self, start: int, end: int) -> int:
        """Where a phrase begins behind the words that only say which it is."""
        before = self.text[start - 1]
        if before in "这那" and (whose := _WHOSE.match(self.text, start, end)):
            start = whose.end()
        elif before in "这那" and self.text[start] == "一" and end - start > 2:
            start += 1  # 这 | 一差距
        elif before in "这那" and _THIS.match(self.text, start - 1) and end - start > 2:
            start += 1  # 这座 | 人口73万的县级市
        if self.text.startswith("家的", start):
            start += 2  # 李秀兰 | 家的 | 四孔窑洞
        if year := _NTH_YEAR.match(self.text, start, end):
            start = year.end()  # 第一年 | 产值
        if passed := _PASSED.match(self.text, start, end):
            start = passed.end()  # 经凭祥口岸 | 进口榴莲
        if self.text.endswith(_THE, 0, start) and (owner := _ITS.match(self.text, start, end)):
            start = owner.end()  # 该 | 项目 | 总投资, 本届 | 消博会 | 展览面积
        if before == "为" and (role := _ROLE.match(self.text, start, end)):
            start = role.end()
        region = self.text.startswith("地区", start) and not self.text.startswith("生产", start + 2)
        if region and isinstance(self._names.get(self.before(start)), Place) and end - start > 3:
            start += 2  # 北京 | 地区 | 进出口总值
        if self.text.startswith("地的", start + 1) and self.text[start] in _MANY:
            start += 3  # 4地的 | 上市公司
        if before == "等" and (kind := _OF_PLACES.match(self.text, start, end)):
            place = isinstance(self._names.get(self.before(start - 1)), Place)
            start = kind.end() if place and self.is_cut(kind.end()) else start
        return start

    def _compounds(self, at: int, word: str) -> bool:
        """Whether a verb-noun or a state word is inside a compound: 社会 | 组织."""
        tag, deed = self.tag(word, ""), word in self.wording.verbs
        if (tag not in ("vn", "n") or not deed) and (tag not in ("z", "t", "b") or deed):
            return False
        if at in self._names or word in self.wording.edge or word in self.wording.halting:
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
        if word[0] in MARKS or word.isspace():
            return True
        if word in self.wording.nominal or word[0] in _QUOTES or word in _JOINTS or word == "的":
            return False
        if word == "地" and not self._moves_on(at):
            return False  # 园区可用 | 地 | 不足400亩
        return word in self.wording.outer or self._outside(word)

    def _closes(self, at: int, word: str, first: bool) -> bool:
        """Whether a word read rightwards ends the phrase."""
        name = self._names.get(at)
        season = first and word in self.wording.seasons and self._modifies(at + len(word))
        if name is not None and not season:
            return isinstance(name, Date) or word[0] == "第" or word in self.wording.closing
        which = first and (word == "最新" or self.tag(word, "") == "t")
        if which and self._modifies(at + len(word)):
            return False  # 30款 | 最新车型, 15条 | 冬春旅游线路, 10条 | 夏季旅游线路
        if first and word == "等":
            return False  # 3条等静压生产线: after a unit 等 cannot mean and so on
        if word[0] in MARKS or word.isspace() or word in self.wording.halting:
            return True
        if word.startswith("一一"):
            return True  # 18个山区县 | 一一对应
        verb = not first and self.tag(word, "")[:1] == "v"
        if not first and len(word) > 1 and self.text.startswith("了", at + len(word)):
            return True  # 10栋厂房 | 封顶了9栋
        if not first and len(word) > 2 and word[-1] == "着":
            return True  # 上千个传感器 | 环绕着每个方向, one word for the dictionary
        if verb and self.text.startswith("在", at + len(word)):
            return True  # 36万华侨 | 生活在国外
        told = not first and word in self.wording.manner and len(word) > 1
        if told and self.tag(self.word_at(at + len(word)), "v")[:1] == "v":
            return True  # 4条生产线 | 全部开足
        graded = not first and self.wording.grade.fullmatch(word)
        if graded and self.text.endswith(_GRADED_PLACES, 0, at):
            return True  # 31个省份 | 省级水网规划
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

    def _modifies(self, at: int) -> bool:
        """Whether a noun phrase may go on at `at`: with a noun, or what stands before one."""
        return self.tag(self.word_at(at), "").startswith(("n", "vn", "b", "l"))

    def _opens(self, at: int) -> bool:
        """Whether a general noun starts at `at`: 入驻 | 企业 is a noun phrase."""
        return any(self.text.startswith(noun, at) for noun in self.wording.general)

    def _idle_end(self, word: str) -> bool:
        adverb = len(word) > 1 and self.tag(word, "") == "d"
        return word in _JOINTS or word in self.wording.manner or adverb

    def _moves_on(self, at: int) -> bool:
        """Whether 地 is a particle before a verb, or means places: 稳步 | 地 | 增加, 等 | 地."""
        verb = self.tag(self.word_at(at + 1), "")[:1] in ("v", "a", "d")
        return verb or self.text[at - 1] in _SEVERAL

    def _outside(self, word: str) -> bool:
        tag = self.tag(word, "")
        return tag.startswith(_OUTSIDE) and tag != "zg"  # zg marks characters of no known class

    def _kinds(self, closing: int) -> bool:
        """Whether a bracket that closes at `closing` is part of a word: 县（市）."""
        opening = self.text.rfind("（", 0, closing)
        return opening >= 0 and KINDS.fullmatch(self.text, opening, closing + 1) is not None

    def _gauges(self, word: str, at: int, end: int) -> bool:
        """Whether a deed makes one noun with what stands behind it: 投产 | 面积."""
        kind = self.wording.kinds.get(word)
        deed = kind == "counted" or (kind is None and self.tag(word, "") == "v")
        return deed and len(word) > 1 and self.text[at:end] in self.wording.gauge
