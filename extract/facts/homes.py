"""What an article is about: its own place, two of them side by side, its firm, its province."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, zip_longest

from extract.facts.actors import Subject, subject_of
from extract.records import Firm, Place
from extract.segment import Layout
from extract.text import Block

_SEVERAL, _NEARLY_ALL = 3, 0.8  # places, and the share of their mentions
HEADED = 5  # mentions that one in the title or a heading is worth
OWN = 3  # mentions by name that a word for the article's own county is worth
_THERE = ("当地", "该县")
_FEW = 2  # mentions of a county among places of other provinces
_COUNTRY = re.compile(r"全国|我国")
_NATIONAL = re.compile(r"全国|我国|各地|多地")  # in a title
_OFFICE = re.compile("[一-鿿]{1,4}局|发展和改革委员会|(?:人民)?政府")  # that a text is issued by
_COMPANY = re.compile("(?<![一-鿿])[本该]?公司(?=[一-鿿])")
_OPENING = 300  # characters in which an article says what it is on
_OFTEN = 3  # 全省 in an article that is on one province
_LEAD, _SAME = 60, 6  # characters of a lead, and of what it says again of its headline
_DIGEST = re.compile("快讯|简讯|要闻|短讯|速览|新闻联播")
_NEWS = re.compile(
    "[^。]{0,40}?(?:消息[，：:（(]|获悉|了解到|数据显示|今[天日][（(，]|今[天日]发布)"
)


def items(plan: Layout) -> list[int]:
    """Where the parts of a text begin, which are its headings. Where it is a digest, its head is
    one of them: the first line says so (国内联播快讯), or most of what stands below the title and
    the headings begins as news do (记者从…获悉; 今天（2月6日），)."""
    blocks = plan.blocks
    headings = [b.start for b in blocks if b.kind == "heading"]
    first = blocks[0] if blocks and blocks[0].kind == "title" else None
    headline = plan.text[first.start : first.end] if first else ""
    heads = [(a, b) for a, b in pairwise(blocks) if a.kind in ("title", "heading")]
    below = [_is_news(plan.text, a, b) for a, b in heads if b.kind == "body"]
    news = len(below) > 1 and 2 * sum(below) > len(below)
    said = len(headings) > 1 and _DIGEST.search(headline)
    return [0, *headings] if headings and (said or news) else headings


def _is_news(text: str, head: Block, body: Block) -> bool:
    """Whether what stands below a headline begins as news do, or says what it says again."""
    if _NEWS.match(text, body.start, body.end):
        return True
    first = "".join(text[body.start : min(body.end, body.start + _LEAD)].split())
    line = "".join(text[head.start : head.end].split())
    return any(line[i : i + _SAME] in first for i in range(len(line) - _SAME + 1))


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
    named = [*_implied(places, text), *named]
    count: Counter[str] = Counter(m.name for m in named if m.name)
    title = title or ""
    for m in places:
        if m.name and m.coref and m.name in count:
            there = m.text in _THERE  # of an example too
            own = (
                (m.level == "county" and not there)
                or m.name[:2] in title
                or m.name == named[0].name
            )
            count[m.name] += OWN * own  # 全县; 全市 in what the title or the lead says is on it
    for name in count:
        if name[:2] in title:
            count[name] += HEADED
    national = _NATIONAL.search(title) is not None
    told = sum(1 for _ in _COUNTRY.finditer(text))  # an article on the country names places too
    for name, n in sorted(count.items(), key=lambda item: (-item[1], item[0])):
        place = next(m for m in named if m.name == name)
        wide, titled = place.level != "county", name[:2] in title
        if national and not titled:
            continue  # an example in an article on the country
        once = sum(m.name == name for m in named) == 1 and not place.coref
        late = place.start > max(_OPENING, len(text) / 3)  # 湖南某县守着打火机: an example
        passing = (once and (told > 1 or late)) or (n <= _FEW and _elsewhere(place, named))
        starts = [m.start for m in named if m.name == name]
        if (name[:2] not in first or sections[:1] == [0]) and one_item(starts, sections):
            continue  # the first headline of several may stand with the title
        if not titled and sections and _OPENING < sections[0] <= min(starts):
            continue  # nothing above the first heading is on it
        if not titled and (passing or (wide and n <= max(1, told))):
            continue
        if n / count.total() >= (0.34 if place.level == "county" else 0.5):
            return subject_of(place, "article")
    return None


def _elsewhere(place: Place, named: Sequence[Place]) -> bool:
    """Whether places of other provinces are named too: the county is one of several examples."""
    province = (place.code or "")[:2]
    return any(m.code and m.code[:2] != province for m in named)


def _implied(places: Sequence[Place], text: str) -> list[Place]:
    """The place that 全省 means time and again, more often than such words mean another, where
    only its offices are named: 陕西省政府; or that means it once below the office that issues
    the text (a line 民勤县统计局, 民勤县政府工作报告)."""
    whole = [m for m in places if m.coref and m.code and m.name]
    if not whole:
        return []
    count = Counter(m.name for m in whole)
    name, n = max(count.items(), key=lambda item: item[1])
    often = name if n >= _OFTEN and 2 * n > len(whole) else None
    issuer = next((n for n in count if n and _issues(n, text)), often)
    known = any(m.name == issuer and not m.coref for m in places)  # 芜湖 | 湾沚区
    return [] if known else [m for m in whole if m.name == issuer][:1]


def _issues(name: str, text: str) -> bool:
    """Whether a line of the text is, or begins with, an office of the place of that `name`."""
    lines = (line for line in text.split("\n") if line.startswith(name))
    return any(_OFFICE.match(line, len(name)) for line in lines)


def company(
    firms: Sequence[Firm],
    places: Sequence[Place],
    home: Subject | None,
    heads: Sequence[str],
    text: str,
) -> Subject | None:
    """The firm an article is about: named at least three times, in half of all mentions of firms,
    half as often as places are, and oftener than the article's own place (全县 counts three times);
    `heads`: its title and headings, where a mention counts five times, and no other firm is named.
    公司 alone counts too: of a firm in them, or that is named three times and no other twice.
    """
    count = Counter(m.name for m in firms)
    titled = {m.name for m in firms if any(m.text in head for head in heads)}
    if not count or len(titled) > 1:
        return None
    (most, often), *others = count.most_common()
    only = {most} if often >= _SEVERAL and all(n == 1 for _, n in others) else set()
    called = len(_COMPANY.findall(text)) if titled or only else 0
    count.update(dict.fromkeys(titled, HEADED))
    count.update(dict.fromkeys(only - titled, called))
    name, n = max(count.items(), key=lambda item: (item[1], item[0]))
    named = sum(m.name == name for m in firms) + called * (name in titled | only)
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


def titles(plan: Layout) -> str:
    """The title of an article, with the one below it that a dash opens: 一只虾 两座城 ——
    湖北潜江、监利“龙虾之争”见闻."""
    below = plan.blocks[1] if len(plan.blocks) > 1 else None
    under = plan.text[below.start : below.end].strip() if below and below.kind != "body" else ""
    return (plan.title or "") + (under if under.startswith("—") else "")


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
    if most / count.total() < _NEARLY_ALL or one_item([m.start for m in inside], sections):
        return None
    path = next(m.path for m in coded if m.code and m.code[:2] == prefix)
    return Subject((path or "").partition("/")[0], "place", f"{prefix}0000", "article")


def one_item(starts: Iterable[int], sections: Sequence[int]) -> bool:
    """Whether what is named at `starts` stands under less than a third of several headings; of
    items, the first of which the text begins with, under no more than half."""
    under = {bisect_right(sections, start) for start in starts}
    if len(sections) > 1 and sections[0] == 0:
        return 2 * len(under) <= len(sections)
    return len(sections) >= _SEVERAL and len(under) * 3 < len(sections)
