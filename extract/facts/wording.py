"""What the words around a number make of it, by the vocabulary of `rules/facts.yml`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import Literal

from extract.endings import Endings
from extract.facts.vocabulary import Ends, Vocabulary, Words, search
from extract.rules import Rules

Kind = Literal[
    "up",
    "down",
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
    "base", "rate_down", "rate", "to_up", "to_down", "up", "down", "to",
    "adverb", "level", "counted",
)  # fmt: skip


_SURE = frozenset("达超逾约近")  # never the end of a longer word before a number
SUFFIXES = frozenset("率量额值度数费期")  # 解决率: a verb and one of these is a noun


SHARED = re.compile(r"占[^占]+比重$")  # at the end of a measure: 规上工业增加值 | 占全市比重
# Counties told of together: 山区26县.
GROUP = r"(?:全省)?(?:山区)?\d{1,3}个?(?:县市|市县|设区市|县)(?:（市、区）)?"
GROUPED = frozenset("山全0123456789")  # what one begins with


# What follows a name that something is told of.
_TOLD = "，是自里内已现共今去从由把为在拥有承累因实完引吸占达则还也"


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


class Wording(Vocabulary):
    """The vocabulary, and the patterns and sets that are made of several of its lists."""

    @cached_property
    def kinds(self) -> dict[str, Kind]:
        """What each word before a number is; a noun is no verb of counting."""
        return {
            word: kind
            for kind in reversed(_PRECEDENCE)
            for word in getattr(self, kind)
            if kind != "counted" or word not in self.nominal
        }

    @cached_property
    def verbs(self) -> Words:
        """Verbs of counting and change, without those that are nouns too."""
        lists = self.counted, self.up, self.down, self.level, self.to_up, self.to_down, self.base
        return frozenset(chain.from_iterable(lists)) - self.nominal

    @cached_property
    def outer(self) -> Words:
        """What ends a noun phrase leftwards."""
        return self.verbs | self.edge | self.halt

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
    def qualified(self) -> re.Pattern[str]:
        """A qualifier."""
        return search(self.qualifier)

    @cached_property
    def idling(self) -> re.Pattern[str]:
        """A noun of speech."""
        return search(self.idle)

    @cached_property
    def saying(self) -> re.Pattern[str]:
        """What opens a clause up to a verb of telling, or a date by what began then."""
        return re.compile(rf".*{search([*self.telling, *self.reporting]).pattern}")

    @cached_property
    def standing(self) -> re.Pattern[str]:
        """What makes the place before it the scope of a rank or a share."""
        return re.compile(rf"[^，。；的在]{{0,12}}的?{search(self.ranked_in).pattern}")

    @cached_property
    def traded(self) -> re.Pattern[str]:
        """A word of trade at the end."""
        return search(self.trade, "$")

    @cached_property
    def institutions(self) -> re.Pattern[str]:
        """The head of an institution's name."""
        return search(self.institution)

    @cached_property
    def institution_name(self) -> re.Pattern[str]:
        """An institution that something is told of."""
        heads = self.institutions.pattern
        return re.compile(rf"[一-鿿“”]{{0,14}}?{heads}(?=[{_TOLD}])")

    @cached_property
    def listing(self) -> re.Pattern[str]:
        """What lists members up to 等, at the end: 税收政策 | 包括出口政策、新业态政策等."""
        return re.compile(rf"{search(self.comprising).pattern}[^，。；]*等$")

    @cached_property
    def that(self) -> re.Pattern[str]:
        """Works spoken of already: 该船, 这座核电站."""
        return re.compile(rf"(?:该|这[座个家条艘项处])({search(self.works).pattern})")

    @cached_property
    def premises(self) -> re.Pattern[str]:
        """Behind a firm: a part of it that somebody can walk into."""
        where = "车间|厂区|厂房|工厂|展厅|实验室|基地|仓库|总部|园区|门店|生产线"
        return re.compile(rf"的?[^，。；、]{{0,12}}?(?:{where})")

    @cached_property
    def spokesman(self) -> re.Pattern[str]:
        """Behind a firm: the office and the name of who speaks for it."""
        office = search(self.officer).pattern
        return re.compile(rf"[一-鿿]{{0,6}}?{office}(?=[{self.surnames}][一-鿿])")

    @cached_property
    def tells(self) -> re.Pattern[str]:
        """A verb of telling."""
        return search(self.telling)

    @cached_property
    def speaks(self) -> re.Pattern[str]:
        """Behind a quotation: somebody in office, without the firm's name."""
        return re.compile(rf"(?:公司|集团|企业)?[一-鿿]{{0,4}}?{search(self.officer).pattern}")

    @cached_property
    def fairs(self) -> re.Pattern[str]:
        """The head of a name of a fair or a festival."""
        return re.compile(rf"{search(self.event).pattern}(?![上中]心)")

    @cached_property
    def opens(self) -> re.Pattern[str]:
        """A word of opening works."""
        return search(self.opening)

    @cached_property
    def opened(self) -> re.Pattern[str]:
        """Works that are opened: 某某水库大坝工程 | 今天（3月2日）开工."""
        name = rf"[^，。；！？：\s]{{2,40}}?{search([*self.project, *self.works]).pattern}"
        when = (
            r"(?:[今昨]天|[昨今]日|[日近][前日]|[正全顺如成][式面线利期功]|（[^（）]*）|\d+[月日])*"
        )
        return re.compile(rf"({name})(?:[一二三]期)?{when}{self.opens.pattern}(?![后时以前率])")

    @cached_property
    def village(self) -> re.Pattern[str]:
        """A village that something is told of, behind the town it lies in."""
        lies = "(?:[一-鿿]{1,5}[镇乡]|[一-鿿]{1,5}的)?"
        return re.compile(rf"{lies}([一-鿿]{{2,3}}村)(?=[{_TOLD}则的接就靠])")

    @cached_property
    def harbour(self) -> re.Pattern[str]:
        """What makes the place before it a port, a station, a park of that name: 宁波 | 舟山港."""
        ports = search(self.port).pattern
        own = rf"[一-鿿]{{0,2}}?{ports}(?![口股币商式人务湾台元资剧片])"
        return re.compile(rf"{own}|[一-鿿]{{2,10}}?(?:合作社|家庭农场)")

    @cached_property
    def hamlet(self) -> re.Pattern[str]:
        """The same right behind the town: more may follow."""
        town = r"(?:[一-鿿]{1,5}?(?:[镇乡]|街道))?"
        return re.compile(rf"的?{town}([一-鿿]{{2,3}}村)(?![民委里两支党级集口干部庄落小头组])")

    @cached_property
    def hamlets(self) -> re.Pattern[str]:
        """Villages named with the town they lie in: 堌阳镇 | 徐场村."""
        return re.compile(r"[镇乡道]([一-鿿]{2,3}村)(?![民委里两支党级])")

    @cached_property
    def villagers(self) -> list[re.Pattern[str]]:
        """Somebody by name, told by what stands around it: 村民 | 潘永福, 杜寨村的 | 李国选 |
        去年包了6座棚."""
        first, rest = f"[{self.surnames}]", "[一-鿿]"
        return [
            re.compile(rf"{search(self.person).pattern}({first}{rest}{{1,2}})"),
            re.compile(
                rf"(?:村|打工|务工|创业|返乡|回乡|经商|辈子[^，。；]{{0,6}}|多年[^，。；]{{0,6}})的({first}{rest}{{1,2}})"
                "(?=，?[今去前说种养包承在靠是带从把回来办开])"
            ),
        ]

    @cached_property
    def caused(self) -> re.Pattern[str]:
        """What a growth is put down to, at the end."""
        return re.compile(rf"受[^，。；]{{1,20}}?{search(self.cause).pattern}$")

    @cached_property
    def founded(self) -> re.Pattern[str]:
        """What money is set up as."""
        return re.compile(
            rf"(?:设立|成立|组建|建立)了?([一-鿿]{{2,12}}{search(self.fund).pattern})"
        )

    @cached_property
    def objected(self) -> re.Pattern[str]:
        """What makes the name behind it an object, at the end: 与 | 某公司, 携手央企“ | 某集团."""
        kinds = search(self.kinds_of_firms).pattern
        return re.compile(rf"{search(self.object).pattern}(?:{kinds}|[“\"])?$")

    @cached_property
    def owned_name(self) -> re.Pattern[str]:
        """A noun for what a firm has: 签约 | 农户."""
        return re.compile(f"[一-鿿]{{0,4}}{search(self.owned).pattern}")

    @cached_property
    def owns(self) -> re.Pattern[str]:
        """The same before its number: 社员 | 已有143户."""
        return search(self.owned)

    @cached_property
    def project_name(self) -> re.Pattern[str]:
        """The project behind 的."""
        return re.compile(rf"的([^，。；、的已正将拟]{{2,30}}{search(self.project).pattern})")

    @cached_property
    def work(self) -> re.Pattern[str]:
        """A relative clause, the works it describes, and what is measured of them."""
        return re.compile(rf".*的([^的]{{2,16}}?{search(self.project).pattern})([^的]+)")

    @cached_property
    def seated(self) -> re.Pattern[str]:
        """The works that are at a place: 位于长沙镇 | 的这座装备基地."""
        which, works = "(?:[这那一]?[座家个处条])?", search(self.project).pattern
        return re.compile(rf"的{which}([^，。；、的]{{0,16}}?{works})")

    @cached_property
    def shared_works(self) -> re.Pattern[str]:
        """The works that places run together: 东莞 | 与乳源共建的产业园."""
        others, works = (
            "(?:[、和与及][一-鿿]{2,6}?)?(?:两地|两县|两市)?",
            search(self.project).pattern,
        )
        return re.compile(
            rf"{others}(?:合作|携手|联合|共同)?(?:共建|合建|建设|打造)的([^，。；、的]{{0,16}}?{works})"
        )

    @cached_property
    def possession(self) -> re.Pattern[str]:
        """The project right behind a firm's name."""
        return re.compile(rf"[^，。；、的]{{0,14}}?{search(self.project).pattern}")

    @cached_property
    def deeds(self) -> re.Pattern[str]:
        """A verb of counting of two characters or more."""
        return search([v for v in self.verbs if len(v) > 1 and v in self.counted])

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
        rest = text[match.end() : end] if match else ""
        noun = len(rest) < 2 or rest[0] in SUFFIXES - {"数"} or rest in self.gauge
        noun = noun or (rest[0] == "数" and not rest.startswith(("数字", "数据", "数控", "数智")))
        return match.group() if match and not noun else ""

    def peel(self, text: str, start: int, end: int, is_cut: Callable[[int], bool]) -> Peeled:
        """Take known words off the end of `text[start:end]`, longest first. A word of one
        character must be a word for the segmenter too (能 is not one in 产能)."""
        peeled = Peeled(end)
        while peeled.end > start:
            while peeled.end > start and text[peeled.end - 1].isspace():
                peeled.end -= 1
            for at in self.endings.starts(text, peeled.end, start):
                word = text[at : peeled.end]
                sure = word in _SURE and not text.endswith(self.uncut_before, start, peeled.end)
                if len(word) > 1 or sure or is_cut(at):
                    peeled.words.append((self.kinds[word], word))
                    peeled.end = at
                    break
            else:
                break
        return peeled


def build(rules: Rules) -> Wording:
    """For `rules.compiled`."""
    return rules.read("facts.yml", Wording)
