"""The part of a facility's name that is its own: 白鹤 | 航站楼, 岱山 | 4号海上 | 风电场."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

from extract.facts.wording import Wording
from extract.records import Place
from extract.segment import Layout

_LONG = 14  # characters of a name before what it is
_RARE = 20  # in the dictionary's counts, up to which a word is a name
_NEAR = 4  # characters before works in which the second of two places ends
# What stands inside a name: 岱山 | 4号 | 海上风电场, 黄骅港 | 30万吨级 | 原油码头.
_SIZED = re.compile(r"(?:\d{1,2}号|±?\d+(?:\.\d+)?万?(?:千伏|吨级?|千瓦|兆瓦))$")
LINKS = ("至", "到", "—", "·", "-", "－", "–")
# Tags of the dictionary: what no name holds, what only says which ones are meant (民营 | 医院), and
# what makes a name without a place (白鹤 | 航站楼).
_APART = ("p", "r", "c", "d", "u", "y", "e", "m", "q", "t")
_WHICH = ("b", "a", "z")
_PROPER = ("ns", "nr", "nz", "nt", "")
_WHOLE = 3  # characters of a word that is such a name itself (上海港, 国家图书馆)
_TWO = 2
_WHICH_OF = re.compile("第[一二三四五六七八九十]+")  # 郑州大学 | 第一 | 附属医院


class Own(NamedTuple):
    """The own part of a name: where it starts, how many characters of it say more than the kind,
    and whether it is something that only names hold."""

    start: int
    size: int
    named: bool


class Owned:
    """Reads it in one article; `places`: those that the text names, by where they end."""

    def __init__(self, plan: Layout, wording: Wording, places: Mapping[int, Place]) -> None:
        self.plan, self.text, self.words = plan, plan.text, wording
        self._places = places

    def read(self, head: int, end: int) -> Own | None:
        """The part before `[head, end)` that is its own; None where that cannot be a name."""
        at, _ = self.plan.word(end - 1)
        proper = at < head and self.plan.words.tag(self.text[at:end]) in _PROPER
        if at < head and (not proper or end - at < _WHOLE or end in self._places):
            return None  # 临港, 连云港
        if self.text.endswith(self.words.facility_done, 0, head):
            return None  # 新开 | 航线, whatever the segmenter cuts
        own, kind = max(0, head - at), False
        at = min(at, head)
        while at > head - _LONG and at not in self._places:
            if sized := _SIZED.search(self.text, max(0, at - _LONG), at):
                own, at = own + at - sized.start(), sized.start()
                continue
            a, _ = self.plan.word(at - 1)
            if inner := next((k for k in range(at - 1, a, -1) if k in self._places), 0):
                own, at = own + at - inner, inner  # 邵家桥镇 | 中心小学, cut 镇中心
                continue
            word = self.text[a:at]
            tag = self.plan.words.tag(word)
            shared = word in self.words.shared_parks
            if shared and (pair := self._linked(a)):
                return Own(pair, own + at - pair, True)
            if shared and self._initials(a):
                return Own(a - 2, own + at - a + 2, True)
            short = word in self._shorts
            if not short and (self._apart(word, tag) or self._dated(a, word)):
                break
            done = word in self.words.facility_done or (
                len(word) > 1 and word in self.words.counted
            )
            if done and word not in self.words.facility_trades:
                return None  # 提质 | 改造 | 农村公路
            which = word in self.words.facility_kinds or (tag in _WHICH and len(word) > 1)
            kind = (which and not own) or (kind and tag == "ns")  # 天台县 | 重点 | 景区
            if not kind:
                rare = self.plan.words.frequency(word) < _RARE
                proper = proper or short or tag in _PROPER or rare or len(word) == 1
                own += at - a
            at = a
        return None if kind else Own(at, own, own > 1 and proper)

    @cached_property
    def _firsts(self) -> frozenset[str]:
        """The first characters of the places that the text names."""
        return frozenset(m.name[0] for m in self._places.values() if m.name)

    @cached_property
    def _shorts(self) -> frozenset[str]:
        """The places that the text names, by their short names (定远), whatever word that is."""
        names = (m.name for m in self._places.values() if m.name and not m.coref)
        return frozenset(n[:-1] for n in names if len(n) > _TWO)

    def _linked(self, at: int) -> int:
        """Where the second of two places begins that end at `at`: 石狮—寿宁 | 共建产业园."""
        links = (k for k in range(at - 2, at - _NEAR, -1) if self.text[k - 1] in LINKS)
        return next((k for k in links if k - 1 in self._places), 0)

    def _initials(self, at: int) -> bool:
        """Whether two places end at `at` by their first characters: 晋宁 | 共建产业园."""
        two = self.text[at - 2 : at]
        return len(set(two)) == 2 and self._firsts.issuperset(two)

    def _dated(self, at: int, word: str) -> bool:
        """Whether a word ends a date: 12月 | 高速公路."""
        return word in ("年", "月", "日") and self.text[at - 1 : at].isdigit()

    def _apart(self, word: str, tag: str) -> bool:
        """Whether a word is in no name of a facility."""
        if len(word) == 1:
            return word in self.words.facility_apart or not word.isalpha()
        if _WHICH_OF.fullmatch(word):
            return False
        trade = word in self.words.facility_trades
        verb = (tag == "v" and not trade) or word in self.words.outer
        lies = word in self.words.situated
        return verb or lies or tag.startswith(_APART) or not word.isalpha()
