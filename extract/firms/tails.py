"""Names that show by their tail that they are a firm's: 有限公司, 集团, 银行, X药业, X科技."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extract.firms.forms import RARE, Lexicon
from extract.firms.names import Name, read_back
from extract.firms.schema import TailKind
from extract.segment import Layout

_SHORTEST, _LONGEST = 4, 16  # characters from the place to the form
# 浙江 | 有一家有限公司, 新余 | 企业赣衡锂业股份有限公司
_COUNTED = ("有", "一", "两", "几", "多", "各", "民营", "国有企业", "企业", "民企", "国企", "上市")
_COUNTY = 2  # characters of its name without 县
_BEGINS = frozenset("，。；：、！？“\n\u3000 的是在与和为由")
_SELDOM = 20  # in the dictionary's counts, up to which a word can be a name
_MARKS = frozenset("，。；：！？“\n")
_OWN_OF_BANK = 4  # characters
_FOUNDED = re.compile("(?:办起|办了|成立|创办|组建|牵头|注册|领办|加入)了?([一-鿿]{4,8})$")
_NO_NAME = frozenset("的在与和将为是了把向给对由从及等这该某")


@dataclass(slots=True, frozen=True)
class Candidate:
    """What may be a firm's name, how sure that is (0 to 1), and by which rules."""

    name: Name
    score: float
    rule: str

    @property
    def start(self) -> int:
        """Offset into the text of the layout, like `end`."""
        return self.name.start

    @property
    def end(self) -> int:
        """Where the name ends."""
        return self.name.end


def by_tail(plan: Layout, lexicon: Lexicon) -> Iterator[Candidate]:
    """Candidates by tail, in order of their ends; of tails with the same end the longest."""
    last, size = -1, 0
    best: TailKind = "legal"
    for at, (kind, form) in lexicon.tails.iter(plan.text):
        if at != last:
            yield from _read(plan, lexicon, last + 1, size, best)
            last, size = at, 0
        if len(form) > size:
            size, best = len(form), kind
    yield from _read(plan, lexicon, last + 1, size, best)


def _read(
    plan: Layout, lexicon: Lexicon, end: int, size: int, kind: TailKind
) -> Iterator[Candidate]:
    if not size or not _ends_word(plan, lexicon, end, kind):
        return
    start = end - size
    if not _worth_reading(plan, lexicon, start, kind):
        return
    county = _county_before(plan.text, lexicon, start) if kind == "bank" else None
    if county is not None:
        at, own = county
        first, last = (own, start) if own < start else (end, end)
        yield Candidate(Name(at, end, first, last, trade=True, place=True), 0.9, kind)
        return
    name = read_back(plan, lexicon, end, start, lenient=kind == "legal")
    if kind == "legal" and (name is None or not name.place):
        name = _from_place(plan, lexicon, end, start, name.start if name else start) or name
    if kind == "legal" and (name is None or not name.own):
        name = _founded(plan, lexicon, end, start) or name
    elif kind == "head" and name and not name.own and not name.place:
        name = _unread(plan, name)
    if name and kind == "legal":
        name = _with_county(plan.text, lexicon, name)
    if name and (score := _score(plan, lexicon, name, start, kind)):
        yield Candidate(name, score, kind)


def _from_place(plan: Layout, lexicon: Lexicon, end: int, tail: int, begun: int) -> Name | None:
    """A registered name back to the place it begins with, whatever words its own part is cut
    into (贵州 | 泉都茶业集团有限公司, 河北 | 小骑士儿童用品有限公司), if that lies before `begun`
    and nothing between is said of firms."""
    for at in range(tail - _SHORTEST, max(tail - _LONGEST, -1), -1):
        size = next((n for n in (3, 2) if _named(plan, lexicon, plan.text[at : at + n])), 0)
        gap = plan.text[at + size : tail]
        if not size or at >= begun or not gap.isalpha() or not _NO_NAME.isdisjoint(gap):
            continue
        if gap.startswith(_COUNTED):
            continue
        words = [plan.text[a:b] for a, b in plan.spans(at + size, tail)]
        if plan.is_cut(at) and not any(_verb(plan, w) for w in words):
            return Name(at, end, at + size, tail, trade=True, place=True, sure=1.0)
    return None


def _unread(plan: Layout, name: Name) -> Name:
    """A name with the two characters between a mark and its trade as its own part, where no
    dictionary knows them, whatever they are cut into: ，六盘 | 冷链物流公司."""
    at = name.start - _COUNTY
    own = plan.text[max(at, 0) : name.start]
    begins = at == 0 or (at > 0 and plan.text[at - 1] in _MARKS)
    seldom = plan.words.frequency(own) <= _SELDOM
    unknown = own.isalpha() and seldom and _NO_NAME.isdisjoint(own)
    if not (begins and unknown and name.trade) or own.startswith(_COUNTED):
        return name
    return replace(name, start=at, own_start=at, own_end=name.start, sure=1.0)


def _founded(plan: Layout, lexicon: Lexicon, end: int, tail: int) -> Name | None:
    """A registered name right behind a verb of founding, its own part an ordinary word: 办起 |
    远航魔芋专业合作社."""
    found = _FOUNDED.search(plan.text, max(0, tail - _LONGEST), tail)
    if found is None or not _NO_NAME.isdisjoint(found[1]) or found[1].startswith(_COUNTED):
        return None
    start, own = found.start(1), found.start(1) + 2
    words = [plan.text[a:b] for a, b in plan.spans(own, tail)]
    trade = tail - own > 1 and all(lexicon.kind(w, plan.words) == "trade" for w in words)
    ordinary = lexicon.kind(plan.text[start:own], plan.words) == "loose"
    return Name(start, end, start, own, trade=True, sure=0.7) if trade and ordinary else None


def _with_county(text: str, lexicon: Lexicon, name: Name) -> Name:
    """A registered name with the county right before it that is a word too, where nothing else can
    stand there: 云和 | 木趣文化创意有限公司."""
    at = name.start - _COUNTY
    if name.place or at < 0 or text[at : name.start] not in lexicon.counties:
        return name
    begins = at == 0 or text[at - 1] in _BEGINS
    return replace(name, start=at, place=True) if begins else name


def _named(plan: Layout, lexicon: Lexicon, place: str) -> bool:
    """Whether registered names begin with a place: a wide one, or a county, if hardly a word
    (抚松 is a verb in the dictionary)."""
    rare = place in lexicon.places or plan.words.frequency(place) <= RARE
    return lexicon.places.get(place, False) or (place in lexicon.counties and rare)


def _verb(plan: Layout, word: str) -> bool:
    """Whether a word is one of doing; a rare one may be a ware (带钢)."""
    rare = plan.words.frequency(word) <= RARE
    return len(word) > 1 and plan.words.tag(word) == "v" and not rare


def _county_before(text: str, lexicon: Lexicon, tail: int) -> tuple[int, int] | None:
    """Where the county begins and ends that names a rural bank, by itself or before the bank's own
    part: 云和 | 农商银行, 靖远 | 祖厉村镇银行; also one that is a word."""
    if not text.startswith(tuple(lexicon.rules.rural), tail):
        return None
    for own in range(_OWN_OF_BANK + 1):
        end = tail - own
        gap = text[end:tail]
        if own and not (gap.isalpha() and lexicon.stops.isdisjoint(gap)):
            return None
        for at in (end - size for size in (4, 3, 2) if size <= end):
            told = text[at : end - 1] if text[end - 1] in "县市区" else ""  # 孟连 | 县
            if text[at:end] in lexicon.counties or told in lexicon.counties:
                return at, end
    return None


def _worth_reading(plan: Layout, lexicon: Lexicon, at: int, kind: TailKind) -> bool:
    """Whether a name may end before `at`, told without segmenting: most tails are words."""
    if at < 1:
        return False
    text = plan.text
    if not text[at - 1].isalnum():
        return text[at - 1] in ")）" and kind == "legal"
    near = [text[at - n : at] for n in (2, 3)]
    known = any(plan.words.frequency(w) or w in lexicon.trades for w in near)  # 标准件
    if text[at - 1] in lexicon.stops and not known:
        return False
    return kind != "field" or not any(
        w.isalnum() and lexicon.kind(w, plan.words) in ("stop", "loose") for w in near
    )


def _ends_word(plan: Layout, lexicon: Lexicon, end: int, kind: TailKind) -> bool:
    if kind == "field" and lexicon.field_spoilt.match(plan.text, end):
        return False
    return not lexicon.spoilt.match(plan.text, end)


def _score(plan: Layout, lexicon: Lexicon, name: Name, tail: int, kind: TailKind) -> float:
    """How sure a name with this tail is by itself; 0 for no name at all."""
    text = plan.text[name.start : name.end]
    if any(text.endswith(n) for n in lexicon.rules.not_firms) or not plan.is_cut(name.end):
        return 0
    if kind == "legal":
        return 1.0 if _registered(plan, lexicon, name, tail) else 0
    if name.own < 2:
        return 0.7 if _placed(plan, lexicon, name, tail, kind) else 0
    if name.own > 4 and kind in ("trade", "field"):
        return 0
    if kind == "field" and name.sure < 1:
        return 0.14
    return _BY_KIND[kind] * max(name.sure, 0.7 if text.endswith("集团") else 0)


_BY_KIND: dict[TailKind, float] = {
    "head": 1.0,
    "bank": 1.0,
    "works": 0.7,
    "trade": 0.75,
    "field": 0.35,
}


def _registered(plan: Layout, lexicon: Lexicon, name: Name, tail: int) -> bool:
    """Whether a registered form has a name before it, not an industry alone, as where a picture
    tears a name in two."""
    generic = plan.text[name.start : tail] in lexicon.trades
    if plan.text.endswith("社", tail, name.end) and name.own < 2:
        return False  # 果蔬种植 | 专业合作社
    return tail - name.start >= 2 and bool(name.own or name.trade) and not generic


def _placed(plan: Layout, lexicon: Lexicon, name: Name, tail: int, kind: TailKind) -> bool:
    """Whether place and trade make a name (俄罗斯天然气公司), or a bank is a city's (宁波银行) or,
    a rural one, a county's (云和农商银行)."""
    text = plan.text[name.start : tail]
    if kind == "bank" and lexicon.places.get(text):
        return True
    rural = plan.text.startswith(tuple(lexicon.rules.rural), tail)
    if kind == "bank" and rural and text in lexicon.places:
        return True
    whole_trade = any(
        text.endswith(t) and text[: -len(t)] in lexicon.places for t in lexicon.generic
    )
    place = name.place or text[:_COUNTY] in lexicon.counties  # 盐池 is a word too
    return kind in ("head", "bank") and place and name.trade and not whole_trade
