"""Noun phrases beside a number: what is measured, as the article puts it."""

from __future__ import annotations

from itertools import islice

from extract.facts.edges import Phrase
from extract.facts.rightwards import MAX_WORDS, Rightwards
from extract.facts.wording import SUFFIXES
from extract.records import Date, Firm, Place

HELPED = ("替", "为", "给", "帮")


class Reader(Rightwards):
    """Reads noun phrases out of the clause that was entered."""

    def left(self, start: int, end: int) -> Phrase:
        """The noun phrase that ends at `end`, not reaching over `start`, a date, place or firm."""
        if end <= start:
            return Phrase(end, end)
        at, verb = self._back(start, end)
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

    def _back(self, start: int, end: int) -> tuple[int, str]:
        """Where the words begin that run up to `end`, and the one that stops them, '' if none."""
        at, remark = end, -1
        for a, b in islice(self.backwards(start, end), MAX_WORDS):
            word = self.text[a:b]
            if word == "）" and (at < end or self._kinds(a)):  # 保险基金（含生育保险）总收入
                remark = self.text.rfind("（", start + 1, a)
            inside = a >= remark >= 0
            if not inside and word == "比" and self.text[a - 1] == "占":
                continue  # 占 | 比较上年: cut wrongly
            inside = inside or self._within(a, b, at, end)
            if not inside and self._stops(a, word) and not self._makes_a_noun(a, b, at, end):
                done = self.text[self.before(a) : b] if word == "了" else ""  # 降低 | 了 | 成本
                return at, done if done in self.wording.causing else word
            at = a
        return at, ""

    def _within(self, a: int, b: int, at: int, end: int) -> bool:
        """Whether the word `[a, b)` is inside the phrase `[at, end)` whatever it is elsewhere."""
        word = self.text[a:b]
        if word == "对" and self.text.endswith("贡献率", at, end):
            return True  # 消费对经济增长贡献率
        if word == "所" and self.text.startswith("占", b) and at == b:
            return True  # 机电产品 | 所占比重
        return at < end and (self._compounds(a, word) or (word == "用" and self._used(a, at)))

    def _makes_a_noun(self, a: int, b: int, at: int, end: int) -> bool:
        """Whether a verb makes one noun with what stands behind it: 解决 | 率, 投产 | 面积."""
        noun = (self.text[b : b + 1] in SUFFIXES and b == at) or self._gauges(
            self.text[a:b], at, end
        )
        return noun and self.text[a:b] not in self.wording.edge and not self._before_noun(a, b)

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
