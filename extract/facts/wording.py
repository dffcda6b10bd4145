"""What the words around a number make of it, by the vocabulary of `rules/facts/`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import Literal

from extract.endings import Endings
from extract.facts.patterns import NamePatterns
from extract.facts.vocabulary import Ends, Words, search
from extract.rules import Rules

Kind = Literal[
    "up",
    "down",
    "apart",
    "to",
    "to_up",
    "to_down",
    "level",
    "adverb",
    "base",
    "rate",
    "rate_down",
    "rank",
    "counted",
]
# Where a word is in two lists the first of these decides.
_PRECEDENCE: tuple[Kind, ...] = (
    "base", "rate_down", "rate", "to_up", "to_down", "up", "down", "apart", "to",
    "adverb", "level", "counted",
)  # fmt: skip


_SURE = frozenset("达超逾约近")  # never the end of a longer word before a number
SUFFIXES = frozenset("率量额值度数费期")  # 解决率: a verb and one of these is a noun


PLANNED = re.compile("^(?:年度|全年|今年)?计划(?:完成)?(?=.*投资)")  # of a measure: 年度计划 | 投资
SHARED = re.compile(r"占[^占]+比重$")  # at the end of a measure: 规上工业增加值 | 占全市比重
# Counties told of together: 山区26县.
GROUP = r"(?:全省)?(?:山区)?\d{1,3}个?(?:县市|市县|设区市|县)(?:（市、区）)?"
GROUPED = frozenset("山全0123456789")  # what one begins with


@dataclass(slots=True)
class Peeled:
    """What was taken off the end of the text before a number, nearest word first."""

    end: int  # offset where the rest ends
    words: list[tuple[Kind, str]] = field(default_factory=list)

    def first(self, *kinds: Kind) -> str | None:
        """The word nearest to the number that is of one of `kinds`."""
        for kind, word in self.words:
            if kind in kinds:
                return word
        return None

    def has(self, *kinds: Kind) -> bool:
        return self.first(*kinds) is not None


class Wording(NamePatterns):
    """The vocabulary, its patterns of names, and what is made of several lists for a number."""

    @cached_property
    def kinds(self) -> dict[str, Kind]:
        """What each word before a number is; a noun is no verb of counting."""
        found: dict[str, Kind] = {
            word: kind
            for kind in reversed(_PRECEDENCE)
            for word in getattr(self, kind)
            if kind != "counted" or word not in self.nominal
        }
        moved = {w: k for w, k in found.items() if k in ("to_up", "to_down") and w[-1] in "到至"}
        return {f"{word}了": kind for word, kind in moved.items()} | found  # 拓展到 | 了

    @cached_property
    def verbs(self) -> Words:
        """Verbs of counting and change, without those that are nouns too."""
        lists = self.counted, self.up, self.down, self.level, self.to_up, self.to_down, self.base
        return frozenset(chain.from_iterable(lists)) - self.nominal

    @cached_property
    def outer(self) -> Words:
        """What ends a noun phrase leftwards."""
        return self.verbs | self.edge | self.halting

    @cached_property
    def closing(self) -> Words:
        """What ends a noun phrase behind a number."""
        return self.after | self.per

    @cached_property
    def doing(self) -> Ends:
        """Verbs of counting, as beginnings."""
        return tuple(self.counted)

    @cached_property
    def share(self) -> re.Pattern[str]:
        """占, where it is no part of another word."""
        before = "|".join(w[0] for w in self.not_share if w.endswith("占"))
        behind = "|".join(w[1:] for w in self.not_share if w.startswith("占"))
        return re.compile(rf"(?<!{before})占(?!{behind}|比)")

    @cached_property
    def moving(self) -> re.Pattern[str]:
        """A verb of change."""
        return search([*self.up, *self.down, *self.pulling])

    @cached_property
    def halting(self) -> Words:
        """Words that end a noun phrase on either side."""
        return self.halt.union(self.overcome)

    @cached_property
    def changing(self) -> re.Pattern[str]:
        """A verb of change that ends somewhere: 137万人 | 微增至141万人."""
        whole = (word for word in self.to if len(word) > 1)
        return search([*self.to_up, *self.to_down, *whole, *self.record_set])

    @cached_property
    def growing(self) -> re.Pattern[str]:
        """Behind a rate, at the end: that it is one of growth (保持20%以上 | 高速增长, 以8%的 |
        年均速度增长)."""
        ways = search([*self.up, *self.down, *self.rate, *self.rate_down]).pattern
        return re.compile(rf"的?(?:[一-鿿]{{2,4}}?的?)?(?:速度)?{ways}(?=[，。；！]|$)")

    @cached_property
    def falling(self) -> re.Pattern[str]:
        """A verb or a noun of decline."""
        return search([*self.down, *self.rate_down])

    @cached_property
    def distance(self) -> re.Pattern[str]:
        """What makes a length that of a place from another, or above the sea."""
        return re.compile(rf"{search(self.away).pattern}[^，。；]{{0,12}}$")

    @cached_property
    def qualified(self) -> re.Pattern[str]:
        """A qualifier."""
        return search(self.qualifier)

    @cached_property
    def idling(self) -> re.Pattern[str]:
        """A noun of speech."""
        return search(self.idle)

    @cached_property
    def row_of_branches(self) -> re.Pattern[str]:
        """Further branches and what is of them, behind the first: (木材加工) 、家具制造和五金配件
        企业; no number among them."""
        item = r"(?![一二两三四五六七八九十]+[家个])[^，。；：、的了在\d和与及等]"
        heads = search(self.heads_of_rows).pattern
        return re.compile(
            rf"(?:、{item}{{1,9}})*(?:、|和|与|以?及){item}{{0,9}}?{heads}(?![和与及、](?!\d))"
        )

    @cached_property
    def traded(self) -> re.Pattern[str]:
        """A word of trade at the end."""
        return search(self.trade, "$")

    @cached_property
    def listing(self) -> re.Pattern[str]:
        """What lists members up to 等, at the end: 税收政策 | 包括出口政策、新业态政策等."""
        return re.compile(rf"{search(self.comprising).pattern}[^，。；]*等$")

    @cached_property
    def flows(self) -> re.Pattern[str]:
        """A flow anywhere in a measure."""
        return search(self.flowing)

    @cached_property
    def fields(self) -> re.Pattern[str]:
        """Whom a value is of that is neither of a date nor of a place: 国内同行."""
        return re.compile(f"{search(self.field).pattern}+")

    @cached_property
    def caused(self) -> re.Pattern[str]:
        """What a growth is put down to, at the end."""
        return re.compile(rf"受[^，。；]{{1,20}}?{search(self.cause).pattern}$")

    @cached_property
    def causes(self) -> re.Pattern[str]:
        """The same anywhere."""
        return re.compile(rf"受[^，。；]{{1,20}}?{search(self.cause).pattern}")

    @cached_property
    def founded(self) -> re.Pattern[str]:
        """What money is set up as."""
        return re.compile(
            rf"(?:设立|成立|组建|建立)了?([一-鿿]{{2,12}}{search(self.fund).pattern})"
        )

    @cached_property
    def project_name(self) -> re.Pattern[str]:
        """The project behind 的."""
        return re.compile(
            rf"的(?!标准|价格|比例|方式|速度)([^，。；、的已正将拟是]{{2,30}}{search(self.project).pattern})"
        )

    @cached_property
    def owned_name(self) -> re.Pattern[str]:
        """A noun for what a firm has: 签约 | 农户."""
        return re.compile(f"[一-鿿]{{0,4}}{search(self.owned).pattern}")

    @cached_property
    def owns(self) -> re.Pattern[str]:
        """The same before its number: 社员 | 已有143户."""
        return search(self.owned)

    @cached_property
    def deeds(self) -> re.Pattern[str]:
        """A verb of counting of two characters or more."""
        return search([v for v in self.verbs if len(v) > 1 and v in self.counted])

    @cached_property
    def done(self) -> re.Pattern[str]:
        """A verb of counting behind its number, with nothing more: 13个 | 投产."""
        after = "(?:运营|运行|达产)?(?=[，。；、]|$)"
        from_ = "来自[^，。；]{2,8}"  # 19个 | 来自义乌
        nouns = search([v for v in self.counted if len(v) > 1 and v in self.nominal]).pattern
        surely = f"(?:已经?|正式|全部)(?:{nouns})"  # 31个 | 已竣工, which is a noun else
        return re.compile(f"(?:(?:已经?|正式|全部)?{self.deeds.pattern}|{surely}|{from_}){after}")

    @cached_property
    def endings(self) -> Endings:
        """The words before a number, found from their end."""
        return Endings(self.kinds)

    def known(self, word: str) -> bool:
        """Whether a word is in a list that a fact rests on."""
        listed = word in self.kinds or word in self.edge or word in self.nominal
        return listed or bool(self.timeless.fullmatch(word))

    def deed(self, text: str, start: int, end: int) -> str:
        """The verb of counting at the head of `[start, end)` if something follows it, else ''."""
        match = self.deeds.match(text, start, end)
        if match is None:
            return ""
        rest = text[match.end() : end]
        noun = len(rest) < 2 or rest[0] in SUFFIXES - {"数"} or rest in self.gauge
        noun = noun or (rest[0] == "数" and not rest.startswith(("数字", "数据", "数控", "数智")))
        return "" if noun else match.group()

    def whose_index(self, measure: str) -> str:
        """Whose one of the indices of a branch is, by its name: 中小企业 | 国内订单指数; '' if it
        is none."""
        index = max((w for w in self.sub_indices if measure.endswith(w)), key=len, default="")
        return measure.removesuffix(index) if index else ""

    def peel(
        self,
        text: str,
        start: int,
        end: int,
        is_cut: Callable[[int], bool],
        in_noun: Callable[[int, int], bool],
    ) -> Peeled:
        """Take known words off the end of `text[start:end]`, longest first. A word of one
        character must be a word for the segmenter too (能 is not one in 产能), a verb of counting
        not the end of a noun (组织 of 基层组织)."""
        peeled = Peeled(end)
        while peeled.end > start:
            while peeled.end > start and (
                text[peeled.end - 1] == "，" or text[peeled.end - 1].isspace()
            ):
                peeled.end -= 1
            for at in self.endings.starts(text, peeled.end, start):
                word = text[at : peeled.end]
                sure = word in _SURE and not text.endswith(self.uncut_before, start, peeled.end)
                counted = self.kinds[word] == "counted"
                within = counted and in_noun(at, peeled.end)
                if (len(word) > 1 and not within) or sure or is_cut(at):
                    peeled.words.append((self.kinds[word], word))
                    peeled.end = at
                    break
            else:
                break
        return peeled


def build(rules: Rules) -> Wording:
    """For `rules.compiled`."""
    return rules.read_folder("facts", Wording)
