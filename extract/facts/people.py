"""People whom a text presents by name: villagers, growers, those whose story it tells."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Container, Iterator, Sequence

from extract.facts.actors import Subject
from extract.facts.wording import Wording
from extract.records import Place
from extract.segment import Layout
from extract.words import Words

# What stands behind a name of two characters and is no third of it.
_BEHIND = frozenset(
    "说称道讲笑是有在种养卖靠把花的和与及今去每家就也还则却又已拿承租带让从一"
    "做办搞当走跑算想要给打没不很便盖请买挣"
)
_FLOWER = re.compile(r"花(?![了掉去在到上近约费\d一两三四五六七八九十几])")
_OF_THE_FAMILY = re.compile("([一-鿿]{2}[^国大专商厂买农企，。；])家的(?=[一-鿿])")
_FAMILY = re.compile(r"一家(?=[的有种养靠今去把])|家(?=[拿分挣领][到了得\d])")
_SELDOM = 250  # below which a word may be a given name too: 彩云
_COMMON = 20  # in the dictionary's counts, from which a word is no chance one
_TWO = 2
_ROLE = 6  # characters of what somebody is: 返乡青年
_STORY = 3  # clauses that somebody leads whose story is told
_IN_OFFICE = re.compile("[长任理监员授师记者事总裁家委表席]$|[局委办院所部厅]的$")  # ends of titles
_DOING = frozenset("vdpt")  # parts of speech of what stands behind who does it
_NEVER_GIVEN = ("d", "c", "p", "r")
_BY = re.compile("由[^，。；]{0,8}$")
_MADE = re.compile("(?:[^，。；]{0,4}?)(?:创办|创立|创建|投资|牵头|领衔|带队|设立|发起)")
_DOTTED = re.compile(
    "[一-鿿]{1,4}·[一-鿿]{2,5}?(?=[家说的种今去和在，。、进是从把每有带靠当也刚正已曾获来还又]|$)"
)  # 艾力·买买提 | 家里


def _given(words: Words, name: str) -> bool:
    """Whether two characters can be a given name: no common word, or that of people."""
    return words.frequency(name) < _SELDOM or words.tag(name).startswith("nr")


def _founds(text: str, at: int, stop: int) -> bool:
    """Whether who is named is the one by whom something else is made: 由客商 | 沈国良 | 创办于…."""
    return bool(_BY.search(text, max(0, at - 10), at) and _MADE.match(text, stop))


class People:
    """Where an article names them, and how long their names are."""

    def __init__(
        self, plan: Layout, wording: Wording, countries: Container[str], places: Sequence[Place]
    ) -> None:
        self.plan, self.text, self.words = plan, plan.text, wording
        self.places = places
        self.countries = countries  # which are nobody's names
        self.familiar: dict[str, str] = {}  # 老张 of 张保平
        self.people = self._people()  # where they are named, in text order
        self.starts = [start for start, _ in self.people]

    def person(self, start: int, end: int) -> tuple[int, Subject] | None:
        """The last of the people named in `[start, end)`, and where the name ends: 村民潘永福."""
        if not self.starts:
            return None
        return self.named(start, end, telling=False)

    def named(self, start: int, end: int, telling: bool = True) -> tuple[int, Subject] | None:
        """The same, `telling` also where the person only says it."""
        i = bisect_left(self.starts, end)
        while i and self.starts[i - 1] >= start:
            i -= 1
            at, stop = self.people[i]
            if _founds(self.text, at, stop) or self.text[at - 1 : at] == "像":
                continue
            if stop <= end and (telling or not self._tells(stop)):
                return stop, self._who(at, stop)
        return None

    def aged(self, end: int) -> Subject | None:
        """Whose age ends at `end`: 39岁 | 的向红梅, 56岁 | 的村民陈彩仙."""
        i = bisect_left(self.starts, end)
        if i == len(self.starts) or not self.text.startswith("的", end):
            return None
        at, stop = self.people[i]
        role = self.text[end + 1 : at]
        alone = len(role) <= _ROLE and (not role or role.isalpha())
        return self._who(at, stop) if alone else None

    def grows(self, end: int) -> Subject | None:
        """Who is described by a figure that ends at `end`: 种了22亩枸杞的 | 马建国."""
        i = bisect_left(self.starts, end)
        if i == len(self.starts):
            return None
        at, stop = self.people[i]
        gap = self.text[end:at]
        near = 1 < len(gap) <= _ROLE and gap.endswith("的") and gap[:-1].isalpha()
        return self._who(at, stop) if near else None

    def _who(self, at: int, stop: int) -> Subject:
        """Who is named in `[at, stop)`, by the full name."""
        name = self.text[at:stop]
        return Subject(self.familiar.get(name, name), "person", None)

    def _people(self) -> list[tuple[int, int]]:
        """All places where somebody is named whom the text presents once: 村民 | 潘永福."""
        named = {m.start(1) for p in self.words.villagers for m in p.finditer(self.text)}
        natives = (self.words.native.match(self.text, m.end) for m in self.places)
        named |= {m.start(1) for m in natives if m}
        names = {self.text[at : at + self.length(at)] for at in named}
        names = {n for n in names if self._unknown(n)}
        names |= {*self._families(), *self._protagonists(), *self._acting(), *self._pairs()}
        names |= {*self._elders(), *self._owners(), *self._styled(), *self._gone_on()}
        if not names:
            return []
        self.familiar = {f"老{n[0]}": n for n in names if len(n) < 4}
        called = sorted([*names, *self.familiar], key=len)[::-1]
        return [m.span() for m in re.finditer("|".join(called), self.text)]

    def _unknown(self, name: str) -> bool:
        """Whether the dictionary knows a name as no other word: 45岁的 | 高级 (工程师)."""
        known = self.plan.words
        words = {w for w in (name, name[:2]) if known.frequency(w) >= _COMMON}
        apart = ("nr", "ns") if len(name) > _TWO else ("nr",)  # 黄安 | 明, whatever lies there
        if len(name) > _TWO and known.tag(name[1:]).startswith(_NEVER_GIVEN):
            return False  # 采茶工 | 钱反而
        return all(known.tag(w).startswith(apart) for w in words)

    def _families(self) -> Iterator[str]:
        """唐诚旺 of 唐诚旺 | 一家的, where nothing stands before it."""
        for match in _FAMILY.finditer(self.text):
            at = match.start() - 3
            if at < 0:
                continue  # the text begins with it
            alone = at == 0 or not self.text[at - 1].isalnum() or self.text[at - 1] == "的"
            if alone and self.text[at] in self.words.surnames:
                yield self.text[at : at + 3]
        for match in _OF_THE_FAMILY.finditer(self.text):
            name, at = match[1], match.start()
            begins = at == 0 or self.text[at - 1] in "，。；：“\n"
            own = name[0] in self.words.surnames and self._may_be_one(name)
            if begins and own and self._private(name) and self.plan.is_cut(match.end(1)):
                yield name  # 李秀兰 | 家的四孔窑洞

    def _protagonists(self) -> Iterator[str]:
        """Names of three characters that lead several clauses, or a sentence behind which it goes
        on with 他, and never follow an office: whose story the article tells."""
        leading: defaultdict[str, list[int]] = defaultdict(list)
        for match in self.words.leading.finditer(self.text):
            leading[match[1]].append(match.end())
        for match in self.words.introduced.finditer(self.text):
            leading[match[1]].extend([match.end()] * _STORY)
        for name, ends in leading.items():
            if len(ends) < _STORY or not self._may_be_one(name):
                continue
            if self._private(name) and sum(map(self.plan.is_cut, ends)) >= _STORY:
                yield name

    def _acting(self) -> Iterator[str]:
        """Names of three characters that do something, behind what describes them or at the head of
        a sentence: 葛仙庄镇的 | 范秋生 | 被电话吵醒. Never behind an office."""
        known, never = self.plan.words, self.words.not_given
        for match in self.words.acts.finditer(self.text):
            name, at = match[1], match.end(1)
            if known.frequency(name[:2]) or not never.isdisjoint(name[1:]):
                continue
            if not self.plan.is_cut(match.start(1)):
                continue  # 穿海工 | 程顺利 | 实施
            particle = name[0] in self.words.particle_surnames  # 向 | 深地进军
            if particle and self.text.count(name) == 1:
                continue
            if self._does(at) and self._may_be_one(name) and self._private(name):
                yield name

    def _elders(self) -> Iterator[str]:
        """谢茂林, who is 54岁的 | 老谢 from there on."""
        for match in self.words.elder.finditer(self.text):
            full = re.compile(
                rf"(?<=[，。、“\n是的户民])({match[1]}[一-鿿]{{2}})(?=[，。、的家\n])"
            )
            called = (m[1] for m in full.finditer(self.text, 0, match.start()))
            if name := next((n for n in called if self._may_be_one(n)), ""):
                yield name

    def _owners(self) -> Iterator[str]:
        """周美凤 | 的铺面, where a clause begins with it."""
        for match in self.words.owners.finditer(self.text):
            if self._may_be_one(match[1]) and self._private(match[1]):
                yield match[1]

    def _styled(self) -> Iterator[str]:
        """裘老板; 老葛, who is spoken of twice."""
        for match in self.words.styled.finditer(self.text):
            name = match[1] or match[2]
            if match[1] or (self.text.count(name) > 1 and not self.plan.words.tag(name)):
                yield name

    def _pairs(self) -> Iterator[str]:
        """Names of two characters that a paragraph begins with, which goes on with 她."""
        for match in self.words.shortly_named.finditer(self.text):
            particle = match[1][0] in self.words.particle_surnames
            if not particle and self.plan.words.frequency(match[1]) < _COMMON:
                yield match[1]

    def _gone_on(self) -> Iterator[str]:
        """Who tells something, and a sentence begins with that the next one goes on from with 他:
        王帅 | 走得更远。今年，他…."""
        for match in self.words.gone_on.finditer(self.text):
            name = next((n for n in (match[1], match[1][:2]) if self._speaks(n)), "")
            if name and self._private(name):
                yield name

    def _speaks(self, name: str) -> bool:
        """Whether the text has somebody of that name say something."""
        tells = self.words.tells
        return any(tells.match(self.text, m.end()) for m in re.finditer(name, self.text))

    def _does(self, at: int) -> bool:
        """Whether what stands at `at` is what somebody does: 今年, 被, 2024年包了6座棚."""
        if not self.plan.is_cut(at):
            return False
        word = self.text[slice(*self.plan.word(at))]
        tag = (self.plan.words.tag(word) or self.plan.words.tag(word[:1]))[:1]  # 入社, no word
        return tag in _DOING or word in self.words.counted or word.isdigit()

    def _private(self, name: str) -> bool:
        """Whether a name never follows an office or stands in that of a firm."""
        found = [m.span() for m in re.finditer(name, self.text)]
        offices = tuple(self.words.officer)
        return not any(
            self.text.endswith(offices, 0, start)
            or _IN_OFFICE.search(self.text, max(0, start - 2), start)
            or self.text.startswith(self.words.firm_trades, end)
            for start, end in found
        )

    def _may_be_one(self, name: str) -> bool:
        """Whether three characters can be somebody's name for the dictionary."""
        known = self.plan.words
        if known.frequency(name) >= _COMMON and not known.tag(name).startswith("nr"):
            return False
        given = name[1:] in self.words.given_names or _given(known, name[1:])
        apart = not known.frequency(name[:2]) and given
        if name[1:] in self.words.given_names:
            return apart
        return apart and name[-1] not in self.words.no_person and name not in self.countries

    def length(self, at: int) -> int:
        """How long the name at `at` is: two characters where the third begins a word."""
        if dotted := _DOTTED.match(self.text, at):
            return len(dotted.group())
        third = at + 2
        if self.text.startswith(("家", "今年", "去年"), third + 1):
            return 3  # 唐国良家, whatever 良家 is; 刘国方今年57岁
        if self.text[third : third + 1] == "和" and self._adverb(third + 1):
            return 3  # 王庆和 | 至今记得
        if _FLOWER.match(self.text, third):
            return 3  # 苏秀花 | 坐在门口, but 苏秀 | 花了3万元
        if self.text[third : third + 1] in _BEHIND or not self.text[third : third + 1].isalpha():
            return 2
        if self.text.count(self.text[at : at + 3]) > 1:
            return 3
        known = any(self.plan.words.frequency(self.text[third : third + n]) for n in (2, 3))
        return 2 if known else 3

    def _adverb(self, at: int) -> bool:
        """Whether an adverb begins at `at`."""
        return self.plan.is_cut(at) and self.plan.words.tag(
            self.text[slice(*self.plan.word(at))]
        ) in ("d", "ad")

    def _tells(self, at: int) -> bool:
        """Whether the person only says it: 村民张某说."""
        return self.text.startswith(self.words.telling, at)
