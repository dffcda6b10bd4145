"""Which mentions mean the same firm: short names, abbreviations, references, and one id for each.

Within an article a short name belongs to the one fuller name it abbreviates: same own part, and
its characters in the same order (`肖特药包` to `肖特药品包装(浙江)有限公司`, not to `肖特集团`).
Where two fuller names would do, it stays apart. Over a run a registered name is an identity by
itself; a short one is only together with the place of its article: equal strings do not join.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

import regex as re

from extract.firms.forms import Lexicon
from extract.firms.known import KnownFirms
from extract.firms.names import Name
from extract.firms.tails import Candidate
from extract.segment import Layout

_RARE = 300  # occurrences of a word in the dictionary's corpus
_HEADS, _ENDS = frozenset("，。；：“”\n"), frozenset("，。；：、”\n")
_OFTEN = 3  # mentions of a firm that a text is about
_NAMES = ("ns", "nr", "nrt", "nz")  # tags of names in the dictionary
_LONG = 4  # characters of a name that is no other word
CLEAR = 0.75  # score of a name whose own part alone is a mention of it
_NOISE = re.compile(r"[\s“”\"‘’「」『』()（）·、，,]")
_REGISTERED = re.compile(r"(?:公司|合伙)$")


@dataclass(slots=True, frozen=True)
class Identity:
    """A firm: its fullest name in the article and its id in the run."""

    id: str
    name: str


def short_names(plan: Layout, lexicon: Lexicon, found: list[Candidate]) -> Iterator[Candidate]:
    """Other mentions of the firms `found` by their own part, with a trade or without."""
    parents = [c for c in found if c.name.own >= 2 and not c.rule.startswith("works")]
    owns: dict[str, set[str]] = {}  # each with the forms it was seen in, places apart
    shortened: set[str] = set()
    places: defaultdict[str, set[str]] = defaultdict(set)  # what stood before it there
    for c in parents:
        form = plan.text[c.name.own_start : c.end]
        owns.setdefault(own_part(plan, c.name), set()).add(form)
        places[own_part(plan, c.name)].add(plan.text[c.start : c.name.own_start])
        brand = form[:2]  # 鑫沃 of 鑫沃滩羊, whose second half no list of trades has
        ware = c.name.own == 3 and form[2] in lexicon.materials  # 恒岫 of 恒岫硅材料
        longer = c.name.own >= 4 or ware
        if c.rule.startswith("legal") and longer and not plan.words.tag(brand):
            owns.setdefault(brand, {brand})
        if c.rule.startswith("legal") and (begun := _cut_short(plan, lexicon, c.name)):
            owns.setdefault(begun, {begun})
            shortened.add(begun)
    sure = {own_part(plan, c.name) for c in parents if c.score >= CLEAR}
    brands = {own[:2] for own in sure if own[:2] in owns}
    clear = {own for own in sure | brands | shortened if not plan.words.tag(own)}
    clear |= {own for own in sure if _nobody_else(plan, own, owns[own])}
    for own in sorted(owns):
        word = plan.words.tag(own)
        common = word not in ("", "nr", "nrt", "nz", "ns")
        if len(own) < 2 or (common and (own not in sure or plan.words.frequency(own) > _RARE)):
            continue
        at = plan.text.find(own)
        while at >= 0:
            again = [_common(plan, form, at) for form in owns[own]]
            trade = _trade_end(plan, lexicon, at + len(own))
            ware = not plan.text.endswith(("公司", *lexicon.heads), at, trade)
            fuller = [form for form in owns[own] if len(form) > len(own)]
            if ware and fuller and not any(abbreviates(plan.text[at:trade], f) for f in fuller):
                trade = 0  # 徽锦 | 电池包 of a firm that has no 电池 in its name
            end = max(trade, at + len(own), at + max(again, default=0))
            # a proper noun may be anything (南水北调); so may the own part of a doubtful name
            alone = own in clear or end > at + len(own)
            alone = alone or (common and _leads(plan, at, end))  # 入秋前，潮涌 | 给…换上风机
            if alone and _stands_alone(plan, at, end) and not lexicon.spoilt.match(plan.text, end):
                start = min((_before(plan, place, at) for place in places[own]), default=at)
                yield Candidate(Name(start, end, at, at + len(own)), 0.75, "short name")
            at = plan.text.find(own, at + len(own))


def _nobody_else(plan: Layout, own: str, forms: set[str]) -> bool:
    """Whether the own part of a firm is the name of a place or a person too, but of none that the
    text tells of: 丰泽 of 湖南丰泽农机有限公司, where it has no 丰泽区."""
    if plan.words.tag(own) not in _NAMES or any(own + k in plan.text for k in "省市县区州旗镇乡村"):
        return False
    longer = (form[: len(own) + 2] for form in forms if len(form) > len(own))
    return any(plan.text.count(form) >= _OFTEN for form in longer)


def _cut_short(plan: Layout, lexicon: Lexicon, name: Name) -> str:
    """The beginning of a long own part that stands in the text without its rest: 岭上红参 of
    抚松岭上红参业有限公司; '' if none does, or it begins as the names of wares do (智能装备)."""
    own = own_part(plan, name)
    first = plan.text[slice(*plan.word(name.own_start))]
    if len(own) <= _LONG or lexicon.kind(first, plan.words) == "trade":
        return ""
    cut = (own[:size] for size in (_LONG, _LONG - 1))
    return next((c for c in cut if plan.text.count(c) > plan.text.count(own)), "")


def _leads(plan: Layout, start: int, end: int) -> bool:
    """Whether a rare word stands as a name: at the head of a clause, and no mark behind it."""
    return plan.text[start - 1 : start] in _HEADS and plan.text[end : end + 1] not in _ENDS


def _before(plan: Layout, place: str, at: int) -> int:
    """Where a short name at `at` begins that has the place of the full one: 浦江 | 锦之眠家纺."""
    return at - len(place) if place and plan.text.endswith(place, 0, at) else at


def _common(plan: Layout, form: str, at: int) -> int:
    """How much of a full name stands at `at`, in whole words: 锦陌丝绸 of 锦陌丝绸科技有限公司; of
    its own words more than a character (衡川新能 of 衡川新能源, no 睿宸新 of 睿宸新材料)."""
    pairs = zip(form, plan.text[at:], strict=False)
    size = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    begun = max((cut for cut in plan.words.cuts(form) if cut <= size), default=0)
    return size if plan.is_cut(at + size) and size - begun != 1 else 0


def repeated(plan: Layout, found: list[Candidate]) -> Iterator[Candidate]:
    """Further places where the very name of one of the firms `found` stands."""
    names = {plan.text[c.start : c.end]: c for c in found if c.end - c.start >= _LONG}
    for text, c in names.items():
        at = plan.text.find(text)
        while at >= 0:
            if _stands_alone(plan, at, at + len(text)):
                shift = at - c.start
                own = c.name.own_start + shift, c.name.own_end + shift
                yield Candidate(Name(at, at + len(text), *own), c.score, "repeated")
            at = plan.text.find(text, at + 1)


def _stands_alone(plan: Layout, start: int, end: int) -> bool:
    quoted = plan.text[end : end + 1] == "报" and plan.text[end + 1 : end + 2].isdigit()
    cut = plan.is_cut(start) and (plan.is_cut(end) or quoted)  # 沐衡科技 | 报23.86元
    return cut and "·" not in plan.text[start - 1 : end + 1]


def _trade_end(plan: Layout, lexicon: Lexicon, at: int) -> int:
    """The end of the tail that follows an own part at `at`, trade words between included."""
    tail, end = at, at
    while end - at <= 12:
        left = len(plan.text) - end
        steps = [n for n in range(1, 6) if n <= left and plan.text[end : end + n] in lexicon.trades]
        heads = [n for n in range(2, 5) if n <= left and plan.text[end : end + n] in lexicon.heads]
        if not steps and not heads:
            return tail
        end += max([*steps, *heads])
        if (
            heads
            or plan.text[tail:end] in lexicon.tails
            or plan.text[end - 2 : end] in lexicon.tails
        ):
            tail = end
    return tail


def own_part(plan: Layout, name: Name) -> str:
    """The characters of a name that are its own."""
    return plan.text[name.own_start : name.own_end]


def normal(name: str) -> str:
    """A name without spaces, quotes and brackets."""
    return str(_NOISE.sub("", name))


def _compared(name: str) -> str:
    """What names are compared by: 某某农商行 and 某某农商银行 are one."""
    return normal(name).replace("农商行", "农商银行")


def abbreviates(short: str, full: str) -> bool:
    """Whether the characters of `short` stand in `full` in the same order."""
    rest = iter(full)
    return all(char in rest for char in short)


def identify(
    plan: Layout, lexicon: Lexicon, printed: str, found: list[Candidate], known: KnownFirms
) -> dict[Candidate, Identity]:
    """The identity of each candidate; its name is the fullest in the article, as `printed`."""
    texts = {c: _compared(plan.text[c.start : c.end]) for c in found}
    owns = {texts[c]: own_part(plan, c.name) or texts[c] for c in found}
    as_printed = {texts[c]: normal(printed[c.start : c.end]) for c in reversed(found)}
    fullest = _fullest(owns, known)
    short = any(not _REGISTERED.search(t) and t not in known.by_name for t in fullest.values())
    home = home_place(plan.text, lexicon) if short else ""
    return {
        c: Identity(_id(fullest[t], known, home), as_printed[fullest[t]]) for c, t in texts.items()
    }


def _fullest(owns: dict[str, str], known: KnownFirms) -> dict[str, str]:
    """For each name of the article (with its own part) the fullest name there of the same firm."""
    found: dict[str, str] = {}
    for text in sorted(owns, key=_rank):
        fixed = known.by_name.get(text)
        own = owns[text]
        fuller = {
            found[f]
            for f in found
            if (fixed and known.by_name.get(f) is fixed)
            or (not fixed and own in f and _of_one(text, f, own))
        }
        found[text] = fuller.pop() if len(fuller) == 1 else text
    return found


def _of_one(short: str, full: str, own: str) -> bool:
    """Whether `short` can be a form of `full`, which has the same own part: no other place before
    it, and behind it the same characters."""
    before, behind = short[: short.find(own)], short[short.find(own) :]
    return before in full and abbreviates(behind, full[full.find(own) :])


def home_place(text: str, lexicon: Lexicon) -> str:
    """The place an article is about: the county it names most, else the wider place; '' if none."""
    seen = Counter(name for _, name in lexicon.place_names.iter(text))
    if not seen:
        return ""
    home: str = min(seen, key=lambda name: (lexicon.places[name], -seen[name], name))
    return home.rstrip("省市县区")


def _id(name: str, known: KnownFirms, home: str) -> str:
    fixed = known.by_name.get(name)
    return firm_id(fixed.name) if fixed else firm_id(name, home)


def _rank(name: str) -> tuple[int, int]:
    """Registered names first, then the longer ones."""
    return (0 if _REGISTERED.search(name) else 1, -len(name))


def firm_id(name: str, home: str = "") -> str:
    """The id of a firm in a run; a name that is not registered counts together with its place."""
    evidence = name if _REGISTERED.search(name) else f"{name}@{home}"
    return "f-" + hashlib.sha1(evidence.encode()).hexdigest()[:10]
