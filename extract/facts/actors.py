"""Whom a figure can be said of: the places and firms before it, and the article's own place."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from extract.facts.wording import Wording
from extract.records import Firm, Place, SubjectType

_OPEN = re.compile(r"[（(][^（()）]*$")
_STAGE = re.compile("[一二三四五六七八]期")  # of works
_MOVED = re.compile(r"[^，。；]{0,14}[由从自]\d")  # behind a name: what it has is moved
_THEIRS = re.compile(r"(?:[、和与及][一-鿿]{2,6})*的")  # with the rest of a list
_LIES = re.compile(r"[^，。；：的\d]{0,16}(?=[，。；：、]|$)")  # 位于宁夏 | 固原市境内，
_SEVERAL, _NEARLY_ALL = 3, 0.8  # places, and the share of their mentions
HEADED = 5  # mentions that one in the title or a heading is worth
OWN = 3  # mentions by name that a word for the article's own county is worth
JOINED = frozenset(["、", "和", "与", "及", "以及"])
_AMONG = re.compile(  # 在全市各县中 | 由第四位升到…, 在安徽省十强县榜单上 | 位居第三
    r"[^，。；]{0,12}[从由][^，。；]{0,10}第|[^，。；]{0,16}(?:榜单?|排行榜?|百强县?|十强县?|评价|考核)[上中里]"
    r"|[各的]?[^，。；]{0,4}(?:县|市|区|州|镇|乡)[^，。；有]{0,8}[中里](?:稳|连续)?[居列排位名]"
)
_COUNTRY = re.compile(r"全国|我国")
_NATIONAL = re.compile(r"全国|我国|各地|多地")  # in a title
_OFTEN = 3  # 全省 in an article that is on one province
_LEVELS = {"township": 3, "county": 2, "prefecture": 1, "province": 0}


class Subject(NamedTuple):
    """Whom a figure is about, and why it is thought so."""

    name: str
    type: SubjectType
    id: str | None
    why: str = "clause"
    members: tuple[Subject, ...] = ()  # of several that did something together

    def because(self, why: str) -> Subject:
        """The same, thought so for another reason."""
        return Subject(self.name, self.type, self.id, why, self.members)


COUNTRY = Subject("全国", "place", "100000")


def subject_of(mention: Place | Firm, why: str = "clause") -> Subject:
    """A mention as a subject."""
    if isinstance(mention, Firm):
        return Subject(mention.name or mention.text, "firm", mention.firm or None, why)
    return Subject(mention.name or mention.text, "place", mention.code, why)


def home(
    places: Sequence[Place],
    text: str,
    title: str | None = None,
    sections: Sequence[int] = (),
    first: str = "",
) -> Subject | None:
    """The place an article is about: the one named most (a mention in the title counts five times),
    if it is a county with a third of all mentions of places (全县 counts for it) or any place with
    half of them; not that of one item in a digest, whose headings begin at `sections` and whose
    `first` line does not name it, nor, but for counties, one named less often than the country."""
    named = list(_unchained([m for m in places if m.name and not m.coref]))
    named = [*_implied(places, named), *named]
    count: Counter[str] = Counter(m.name for m in named if m.name)
    title = title or ""
    for m in places:
        if m.name and m.coref and m.name in count:
            own = m.level == "county" or m.name[:2] in title or m.name == named[0].name
            count[m.name] += OWN * own  # 全县; 全市 in what the title or the lead says is on it
    for name in count:
        if name[:2] in title:
            count[name] += HEADED
    national = _NATIONAL.search(title) is not None
    told = sum(1 for _ in _COUNTRY.finditer(text))  # an article on the country names places too
    for name, n in sorted(count.items(), key=lambda item: (-item[1], item[0])):
        place = next(m for m in named if m.name == name)
        wide, titled = place.level != "county", name[:2] in title
        if national and wide and not titled:
            continue  # an example in an article on the country
        passing = sum(m.name == name for m in named) == 1 < told and not place.coref  # once
        if name[:2] not in first and _one_item([m for m in named if m.name == name], sections):
            continue  # the first headline of several may stand with the title
        if not titled and (passing or (wide and n <= max(1, told))):
            continue
        if n / count.total() >= (0.34 if place.level == "county" else 0.5):
            return subject_of(place, "article")
    return None


def _implied(places: Sequence[Place], named: Sequence[Place]) -> list[Place]:
    """The place that 全省 means time and again where only its offices are named: 陕西省政府."""
    known = {m.name for m in named}
    whole = [m for m in places if m.coref and m.code and m.name]
    once = {m.name: m for m in reversed(whole)}
    if len(once) != 1 or len(whole) < _OFTEN or not known.isdisjoint(once):
        return []
    return [*once.values()]


def company(
    firms: Sequence[Firm], places: Sequence[Place], home: Subject | None, heads: Sequence[str]
) -> Subject | None:
    """The firm an article is about: named at least three times, in half of all mentions of firms,
    half as often as places are, and oftener than the article's own place (全县 counts three times);
    `heads`: its title and headings, where a mention counts five times, and no other firm is named.
    """
    count = Counter(m.name for m in firms)
    titled = {m.name for m in firms if any(m.text in head for head in heads)}
    if not count or len(titled) > 1:
        return None
    for name in titled:
        count[name] += HEADED
    name, n = max(count.items(), key=lambda item: (item[1], item[0]))
    named = sum(m.name == name for m in firms)
    if named < _SEVERAL or 2 * n < max(count.total(), len(places)) or n <= at_home(places, home):
        return None
    return subject_of(next(m for m in firms if m.name == name), "article")


def _unchained(places: Sequence[Place]) -> Iterator[Place]:
    """Without provinces and cities that only say where the next place is: 河北省衡水市安平县."""
    for m, after in zip_longest(places, places[1:]):
        inside = after and after.start == m.end and (m.name or "") in (after.path or "")
        if not inside or m.level == "county":
            yield m


def at_home(places: Sequence[Place], home: Subject | None) -> int:
    """How often an article speaks of its own place; 全县 counts three times."""
    if home is None:
        return 0
    own = [m for m in places if m.name == home.name]
    alike = [m for m in places if m.coref and not m.name and m.text[-1:] == home.name[-1]]
    return sum(OWN if m.coref else 1 for m in own) + OWN * len(alike)


def mains(places: Sequence[Place]) -> frozenset[str]:
    """The codes of the counties that an article is about where there are two or three of them: each
    named at least half as often as the first, and in a fifth of all mentions of places."""
    named = [m for m in places if m.name and not m.coref]
    count: Counter[str] = Counter(m.code for m in named if m.code and m.level == "county")
    if not count:
        return frozenset()
    least = max(max(count.values()) / 2, len(named) / 5)
    return frozenset(code for code, n in count.items() if n >= least)


def pair(mains: frozenset[str], places: Sequence[Place], title: str | None) -> tuple[Subject, ...]:
    """Those of two counties that an article tells of side by side: its title names both."""
    two = {m.code: subject_of(m, "article") for m in places if m.code in mains and not m.coref}
    titled = all(who.name[:2] in (title or "") for who in two.values())
    return tuple(two.values()) if len(two) == 2 and titled else ()


def region(places: Sequence[Place], sections: Sequence[int] = ()) -> Subject | None:
    """The province that the places of an article without a home lie in, if there are several of
    them and all but a few do."""
    coded = [m for m in places if m.code and m.path]
    count: Counter[str] = Counter(m.code[:2] for m in coded if m.code)
    if not count or len({m.code for m in coded}) < _SEVERAL:
        return None
    (prefix, most), *_ = sorted(count.items(), key=lambda item: (-item[1], item[0]))
    inside = [m for m in coded if m.code and m.code[:2] == prefix]
    if most / count.total() < _NEARLY_ALL or _one_item(inside, sections):
        return None
    path = next(m.path for m in coded if m.code and m.code[:2] == prefix)
    return Subject((path or "").partition("/")[0], "place", f"{prefix}0000", "article")


def _one_item(mentions: Sequence[Place], sections: Sequence[int]) -> bool:
    """Whether a place is named under less than a third of several headings."""
    under = {bisect_right(sections, m.start) for m in mentions}
    return len(sections) >= _SEVERAL and len(under) * 3 < len(sections)


def actor(
    words: Wording, text: str, start: int, actors: Sequence[Place | Firm]
) -> list[Place | Firm]:
    """Of the places and firms before a number, those it is said of.

    Coordinated ones (`A、B和C`) come together; the most specific stands for a chain
    (`浙江丽水缙云`, `缙云浙江某公司`); the last group counts, of places the last of the finest
    level; never the object of a preposition or what is in brackets.
    """
    groups: list[list[Place | Firm]] = []
    passed: Place | Firm | None = None  # the last one that it is not said of
    for m in actors:
        before = text[start : m.start]
        previous = groups[-1][-1] if groups else None
        gap = text[previous.end : m.start].strip() if previous else "，"
        if previous and type(previous) is type(m) and (gap in JOINED or _letters(previous, m, gap)):
            groups[-1].append(m)
        elif previous and gap == "":
            branch = _STAGE.match(text, m.end) or text.startswith(words.branch, m.end)
            if not (isinstance(previous, Firm) and branch):  # 某公司 | 溧阳三期产线 is the firm's
                groups[-1] = [m]
        elif passed and text[passed.end : m.start].strip() in JOINED:
            passed = m  # 分散在甲、 | 乙的工厂
        elif passed and passed.end == m.start and _goes_on(passed, m, text):
            passed = m  # 某公司在五峰 | 渔洋关镇办起4个初制厂, 搬到了青田 | 船寮镇
        elif passed and passed.end == m.start and _situated(words, passed, text):
            passed = m  # 大桥位于宁夏 | 固原市境内
        elif isinstance(m, Place) and m.coref and passed and passed.end == m.start:
            passed = m  # 占台州 | 全市的比重
        elif _aside(words, m, text, before, previous):
            passed = m
        else:
            groups.append([m])
    return _finest(groups)


def _goes_on(passed: Place | Firm, m: Place | Firm, text: str) -> bool:
    """Whether a place only says where in the place before it; not whose need it is (为天台 | 平桥镇
    每年近6000吨工业用丝需求), nor where somebody went (到云和 | 崇头镇改造老屋)."""
    return isinstance(m, Place) and not m.coref and text[passed.start - 1] not in "为到"


def _aside(
    words: Wording, m: Place | Firm, text: str, before: str, previous: Place | Firm | None
) -> bool:
    """Whether a name is in brackets, an object, or where something else took place."""
    if isinstance(m, Firm) and text.startswith(words.observer, m.end):
        return True  # 某证券 | 分析师认为: of others
    if isinstance(m, Place) and text.startswith(words.locals, m.end):
        return True  # 泰顺 | 本地人占八成
    if isinstance(m, Place) and words.source.match(text, m.end):
        return True  # 上海 | 电子材料网报价显示
    if _situated(words, m, text):
        return True
    wide = isinstance(m, Place) and m.level == "province"
    if wide and text.startswith(words.some_of, m.end):
        return True  # 浙江 | 一家减速机厂急着找人
    if before.endswith(("把", "将")) and _MOVED.match(text, m.end):
        return False  # 把某公司 | 净利润预测从6.5亿元下调到…: of that firm
    if _OPEN.search(before) or words.objected.search(before):
        return True
    ranked = words.standing.match(text, m.end) or words.ranking.match(text, m.end)
    if before.endswith("在") and (ranked or _AMONG.match(text, m.end)):
        return True  # 在全省的排名前移9位, 在丽水排在头一位
    if isinstance(m, Place) and words.lying.search(before) and _THEIRS.match(text, m.end):
        return True  # 分散在东莞、桐乡的三处工厂
    if isinstance(m, Place) and before.endswith("在") and text.startswith(words.away_at, m.end):
        return True  # 在广东 | 打拼攒下的600万元
    if previous is None or not isinstance(m, Place):
        return False
    if isinstance(previous, Firm) and m.coref and text.startswith(words.first, m.end):
        return True  # 某公司建成全省最大的工厂
    return before.endswith(("在", "于")) or words.met.search(before) is not None


def _situated(words: Wording, m: Place | Firm, text: str) -> bool:
    """Whether a clause ends by saying that something lies there: 西起广东 | 广州，."""
    lies = text.endswith(words.situated, 0, m.start)
    return lies and isinstance(m, Place) and _LIES.match(text, m.end) is not None


def _letters(a: Place | Firm, b: Place | Firm, gap: str) -> bool:
    """Abbreviations in a row: 杭宁温."""
    return gap == "" and len(a.text) == len(b.text) == 1


def _finest(groups: list[list[Place | Firm]]) -> list[Place | Firm]:
    """The last group; of places the last of the finest level."""
    if not groups or isinstance(groups[-1][0], Firm):
        return groups[-1] if groups else []
    places = [g for g in groups if isinstance(g[0], Place)]
    return max(reversed(places), key=lambda g: _LEVELS.get(getattr(g[0], "level", None) or "", 0))


def joint(subjects: Sequence[Subject]) -> Subject | None:
    """One subject for several that did something together: `南湖区和遂昌县`."""
    subjects = list(dict.fromkeys(subjects))
    if len(subjects) < 2:
        return subjects[0] if subjects else None
    first = subjects[0]
    name = "和".join(["、".join(s.name for s in subjects[:-1]), subjects[-1].name])
    return Subject(name, first.type, None, first.why, tuple(subjects))
