"""The grammar of dates: text → expression (steps, lengths, what opens and closes them).

All patterns are composed from the vocabulary once. Parsing begins where `Grammar.starts` says that
a date may begin, and every pattern is bounded, so that the whole is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from heapq import merge

import ahocorasick

from extract.dateatoms import HAN, NUMBER, RANGE, SPACE, Atoms, number
from extract.datesteps import LunarDate, Relative, Step, Unit
from extract.datewords import Vocabulary, any_of, vocabulary
from extract.rules import Rules
from extract.timex import RANK

# A number that a date may begin with, and what makes it worth a look.
_NUMBERS = re.compile(
    rf"(?<![0-9A-Za-z])(?:[’'‘]?[0-9]{{1,8}}|[{HAN}百千万半几数仨]{{1,9}}+){SPACE}"
    r"(?:[年月日号时点天周秒载世季昼夜刻旬多余来几·]|[-—–－~～−、至到/.:：∶ ][0-9一二三四五六七八九十]"
    r"|个?[多半]?[月周季世昼星礼小钟工交年](?![人])|分钟|半|小时|星期|礼拜|工作日|交易日|五[”\"」]?[期时规计以末开收初])"
    r"|(?<![0-9.A-Za-z])(?:19|20)[0-9]{2}(?![0-9.%％])"
)
_CALENDARS = ("农历", "阴历", "旧历", "夏历")


@dataclass(slots=True)
class Side:
    """A point or period in time as written: `[start, end)` of the text and its steps."""

    start: int
    end: int
    steps: list[Step] = field(default_factory=list)
    names: list[str] = field(default_factory=list)  # the pattern that gave each step


@dataclass(slots=True)
class Length:
    """A length of time: 3年, 一个半小时, 8天20小时. An unknown number is None."""

    start: int
    end: int
    parts: list[tuple[Decimal | None, str]] = field(default_factory=list)
    high: Decimal | None = None  # the upper number of a range (两三年)
    more: bool = False  # 一年多


@dataclass(slots=True)
class Expression:
    """A whole date: one side, two, or a length, with what stands around it."""

    start: int
    end: int
    body: Side | Length | str  # a string: the TIMEX3 value of a fuzzy word or a recurrence
    to: Side | None = None
    opener: str = ""
    closer: str = ""
    closed_by: str = ""  # the closing word itself


class Grammar:
    """The patterns, compiled from the vocabulary."""

    def __init__(self, words: Vocabulary) -> None:
        rules = words.rules
        self.words = words
        self.atoms = Atoms(words)
        self._not = re.compile(any_of(rules.not_dates))
        self.fixed = {**words.fuzzy, **words.recurring}
        self._fixed = re.compile(any_of(self.fixed))
        self._closers = {w: kind for kind, ws in rules.closers.items() for w in ws}
        self._closer = re.compile(rf"{SPACE}({any_of(self._closers)})")
        self._openers = {w: kind for kind, ws in rules.openers.items() for w in ws}
        self._opener = re.compile(rf"({any_of(self._openers)})[在于到]?{SPACE}$")
        self._length_closers = {w: k for k, ws in rules.length_closers.items() for w in ws}
        self._length_closer = re.compile(rf"{SPACE}({any_of(self._length_closers)})")
        self._prefixes = {w: k for k, ws in rules.length_prefixes.items() for w in ws}
        self._prefix = re.compile(rf"({any_of(self._prefixes)})的?{SPACE}$")
        self._nearly = re.compile(rf"(?:{any_of(rules.nearly)})$")
        self._link = re.compile(rf"(?:起|开始)?{RANGE}")
        self._and = re.compile(rf"{SPACE}(?:和|与|及|到|至|-){SPACE}")
        self._inner = re.compile(rf"{SPACE}的?{SPACE}")
        self._length = re.compile(_length_pattern(words))
        self._veto = self.atoms.veto
        self._starts = _automaton(words)

    def starts(self, text: str) -> Iterator[int]:
        """Offsets where a date may begin, ascending."""
        heads = sorted(end - size + 1 for end, size in self._starts.iter(text))
        return merge((m.start() for m in _NUMBERS.finditer(text)), heads)

    def parse(self, text: str, at: int) -> Expression | int:
        """The expression at `at`; an offset to go on from where there is none."""
        veto = self._not.match(text, at)
        if veto:
            return veto.end()
        side, length = self._side(text, at), self._length_at(text, at)
        fixed = self._fixed.match(text, at)
        ends = [
            x.end if isinstance(x, Side | Length) else x.end() if x else 0 for x in (side, length)
        ]
        if fixed and fixed.end() >= max(ends):
            return self._fixed_expression(text, fixed)
        if length and (side is None or length.end > side.end):
            return self._length_expression(text, length)
        return self._expression(text, side) if side else at + 1

    def _fixed_expression(self, text: str, m: re.Match[str]) -> Expression:
        side = self._side(text, m.end()) if m[0] in self.words.recurring else None
        if side:  # 每周一, 每年5月, 每天上午9点
            found = self._expression(text, side)
            return Expression(m.start(), found.end, found.body, found.to, "every")
        return Expression(m.start(), m.end(), self.fixed[m[0]])

    def _side(self, text: str, at: int) -> Side | None:
        """The longest chain of parts, each finer than the one before."""
        lunar = text.startswith(_CALENDARS, at) and text[at + 2 : at + 3].isdigit()
        side = Side(at, at + 2 if lunar else at)
        outer: str | None = None
        while True:
            start = self._inner.match(text, side.end).end() if side.steps else side.end
            found = self.atoms.match(text, start, outer)
            if found is None:
                break
            side.end, name, steps = found
            side.steps += steps
            side.names += [name] * len(steps)
            outer = steps[-1].grain
            if isinstance(steps[-1], Relative):
                self._bracket(text, side)
        if not side.steps:
            return None
        return _to_lunar(side) if lunar else side

    def _bracket(self, text: str, side: Side) -> None:
        """今天（8月7日）: the bracket says the day outright."""
        if text[side.end : side.end + 1] not in ("（", "("):
            return
        inner = self._side(text, side.end + 1)
        if inner and text[inner.end : inner.end + 1] in ("）", ")"):
            if RANK[inner.steps[-1].grain] >= RANK[side.steps[-1].grain]:
                side.steps, side.names, side.end = inner.steps, inner.names, inner.end + 1

    def _closer_at(self, text: str, at: int, length: bool = False) -> re.Match[str] | None:
        pattern = self._length_closer if length else self._closer
        m = pattern.match(text, at)
        if m is None or text[m.end() : m.end() + 1] in self._veto.get(m[1][-1], ()):
            return None
        return m

    def _expression(self, text: str, side: Side) -> Expression:
        found = Expression(side.start, side.end, side)
        closer = self._closer_at(text, side.end)
        link = self._link.match(text, side.end)
        if link and not (closer and closer.end() > link.end()):
            to = self._side(text, link.end())
            if to:
                found.to, found.end = to, to.end
                closer = self._closer_at(text, to.end)
        elif closer is None:
            self._between(text, found)
        if closer:
            found.closer, found.closed_by = self._closers[closer[1]], closer[1]
            found.end = closer.end()
        self._open(text, found)
        return found

    def _between(self, text: str, found: Expression) -> None:
        """A和B之间."""
        link = self._and.match(text, found.end)
        to = self._side(text, link.end()) if link else None
        if to and text.startswith(("之间", "间"), to.end):
            found.to, found.end = to, to.end + (2 if text[to.end] == "之" else 1)

    def _open(self, text: str, found: Expression) -> None:
        opener = self._opener.search(text, max(0, found.start - 5), found.start)
        if opener is None:
            return
        kind = self._openers[opener[1]]
        if kind == "from" and found.to is None and found.closer != "since":
            return
        found.opener, found.start = kind, opener.start()

    def _length_at(self, text: str, at: int) -> Length | None:
        found = Length(at, at)
        while m := self._length.match(text, found.end):
            if text[m.end() : m.end() + 1] in self._veto.get(text[m.end() - 1], ()):
                break
            part = self._part(m, text)
            if part is None or (found.parts and part[0][1] == found.parts[-1][1]):
                break
            found.parts.append(part[0])
            found.high, found.more, found.end = part[1], part[2], m.end()
            joint = re.compile(rf"{SPACE}[零又和]?{SPACE}").match(text, m.end())
            if not self._length.match(text, joint.end()):
                break
            found.end = joint.end()
        return found if found.parts else None

    def _part(self, m: re.Match[str], text: str):
        unit = self.words.rules.lengths[m["u"]]
        more = bool(m["more"] or m["tail"] in ("多", "余", "有余"))
        if m["vague"]:
            return (None, unit), None, more
        low, high = number(m["a"]) or (None, None)
        if low is None:
            return None
        if m["b"]:
            upper = number(m["b"])
            high = upper[1] if upper else high
        if "半" in (m["half"] or "") or m["tail"] == "半":
            low, high = low + Decimal("0.5"), high + Decimal("0.5")
        return (low, unit), high if high > low else None, more

    def _length_expression(self, text: str, length: Length) -> Expression:
        found = Expression(length.start, length.end, length)
        prefix = self._prefix.search(text, max(0, found.start - 6), found.start)
        if prefix and not (
            prefix[1] == "近"
            and self._nearly.search(text, max(0, prefix.start() - 4), prefix.start())
        ):
            found.opener, found.start = self._prefixes[prefix[1]], prefix.start()
        if (
            text[length.end - 1] == "月"
            and length.parts[-1][1] == "month"
            and text[length.end - 2] != "个"
            and not found.opener
        ):
            pass
        closer = self._closer_at(text, length.end, length=True)
        if closer and not (found.opener and self._length_closers[closer[1]] == "within"):
            found.closer, found.end = self._length_closers[closer[1]], closer.end()
        return found


def _to_lunar(side: Side) -> Side:
    """农历 before the whole date: month and day are of the lunar calendar."""
    month, day = (
        next((s.first for s in side.steps if isinstance(s, Unit) and s.grain == g), 0)
        for g in ("month", "day")
    )
    years = [s for s in side.steps if s.grain == "year"]
    side.steps = [*years, LunarDate(month, day)] if month else years
    side.names = side.names[: len(side.steps)]
    return side


def _length_pattern(words: Vocabulary) -> str:
    rules = words.rules
    return (
        rf"(?:(?P<vague>{any_of(rules.vague)})|(?P<a>{NUMBER})(?:(?:{RANGE}|、)(?P<b>{NUMBER}))?"
        rf"(?P<more>[多余来几])?){SPACE}(?P<half>个?半)?(?:个(?P<ge>多))?"
        rf"(?P<u>{any_of(rules.lengths)})(?P<tail>半|多|有余|余)?"
    )


def _automaton(words: Vocabulary) -> ahocorasick.Automaton:
    """All words that a date may begin with; the value is the length of the word."""
    rules = words.rules
    heads = {w for w in words.steps if len(w) > 1}
    heads |= {*words.fuzzy, *words.recurring, *rules.eras, *_CALENDARS, *rules.not_dates}
    heads |= {
        h + ge + u for h in rules.shifts for ge in ("", "个", "一", "一个") for u in rules.shiftable
    }
    heads |= {w + c for w in ("周", "星期", "礼拜") for c in "一二三四五六日天末"}
    heads |= {h + c for h in "前头首" for c in "0123456789一二三四五六七八九十两几数"}
    heads |= {h + "五" for h in ("“十", "十", *("十" + c for c in "一二三四五六"))}
    heads |= {
        "公元",
        "首月",
        "正月",
        "冬月",
        "腊月",
        "大年初",
        "闰",
        "第一季",
        "第二季",
        "第三季",
        "第四季",
        "“十",
        "多年",
        "多月",
    }
    found = ahocorasick.Automaton()
    for head in heads:
        found.add_word(head, len(head))
    found.make_automaton()
    return found


def grammar(rules: Rules) -> Grammar:
    """The grammar of a rules folder."""
    return Grammar(vocabulary(rules))
