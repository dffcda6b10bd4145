"""The grammar of dates: text → expression (one side or two, what opens and closes them).

All patterns are composed from the vocabulary once. Parsing begins where `Grammar.starts` says that
a date may begin, and every pattern is bounded, so that the whole is linear in the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import ahocorasick

from extract.dates.atoms import Atoms
from extract.dates.lengths import Length, Lengths
from extract.dates.parts import Festival, LunarDate
from extract.dates.patterns import HAN, LUNAR_DAY, NUMERAL_CHARS, RANGE, SPACE, integer
from extract.dates.steps import Relative, Step, Unit
from extract.dates.timex import RANK
from extract.dates.words import Vocabulary, any_of, vocabulary
from extract.rules import Rules

# A number that a date may begin with, and what makes it worth a look.
_C = f"{HAN}百千万半几数仨"
_NUMBERS = re.compile(  # the class comes first, so that the search skips what is no numeral
    rf"[0-9{_C}](?<![0-9A-Za-z/×][0-9{_C}])(?<![{_C}][{_C}])(?:(?<=[0-9])[0-9]{{0,7}}|[{_C}]{{0,8}}+)"
    rf"(?:(?={SPACE}(?:[年月日号时点天周秒载世季昼夜刻旬钟多余来几期计规·]|分钟|分[0-9零一二三四五六七八九十]|半|小时|星期|礼拜"
    r"|[-—–－~～−、至到/.:：∶ ][0-9一二三四五六七八九十]|[”\"」]?[期时规计以末开收初]|工作日|交易日"
    r"|个[多半]?[月周季世昼星礼小钟工交年]))"
    r"|(?<=(?:19|20)[0-9]{2})(?![0-9.%％])|(?<=(?:19|20|21)[0-9]{6})(?![0-9.]))"
)
_LUNAR_TO = re.compile(rf"(初[一二三四五六七八九十]|{LUNAR_DAY}(?=期间|\W|$))")
_CALENDARS = ("农历", "阴历", "旧历", "夏历")
_HEADS = (
    "公元 首月 正月 冬月 腊月 大年初 闰 第一季 第二季 第三季 第四季 "
    "“十 多年 若干 “九五 “八五 “七五 “六五 “二五 “一五"
)


@dataclass(slots=True)
class Side:
    """A point or period in time as written: `[start, end)` of the text and its steps."""

    start: int
    end: int
    steps: list[Step] = field(default_factory=list)
    fresh: bool = False  # told from publication, whatever the narrative has set


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
        self.lengths = Lengths(words)
        self._not = re.compile(any_of(rules.not_dates))
        self._fixed = re.compile(any_of(words.fixed))
        self._closer = re.compile(rf"{SPACE}({any_of(words.closers)})")
        self._opener = re.compile(rf"({any_of(words.openers)})[在于到]?{SPACE}$")
        self._link = re.compile(rf"{SPACE}(?:起|开始|持续|延续)?{RANGE}")
        self._and = re.compile(rf"{SPACE}(?:和|与|及|到|至|-){SPACE}")
        self._inner = re.compile(rf"{SPACE}的?{SPACE}")
        self._named_weekday = re.compile(r"[（(](?:周|星期|礼拜)[一二三四五六日天][）)]")
        self._starts = _automaton(words)
        self._longer = {w for w in words.fixed if any(s.startswith(w) for s in words.steps)}
        tails = "".join(w[0] for w in words.closers) + " \t\u3000-—–－~～−至到起开持延和与及"
        self._tails = frozenset(tails)

    def starts(self, text: str) -> list[int]:
        """Offsets where a date may begin, ascending."""
        heads = [end - size + 1 for end, size in self._starts.iter(text)]
        return sorted([*(m.start() for m in _NUMBERS.finditer(text)), *heads])

    def parse(self, text: str, at: int) -> Expression | int:
        """The expression at `at`; an offset to go on from where there is none."""
        veto = self._not.match(text, at)
        if veto:
            return veto.end()
        fixed = self._fixed.match(text, at)
        if fixed and text[at - 1 : at] in self.words.rules.not_after.get(fixed[0], ()):
            return at + 1  # 项目 | 前11个月
        if fixed and self.words.vetoed(text, fixed.end()):
            fixed = None
        numeric = text[at] in NUMERAL_CHARS
        side = self._side(text, at) if numeric or not fixed or fixed[0] in self._longer else None
        length = self.lengths.match(text, at) if numeric else None
        longest = max(side.end if side else 0, length.core if length else 0)
        if fixed and fixed.end() >= longest:
            return self._fixed_expression(text, fixed)
        if length and (side is None or length.core > side.end or (length.opener and _month(side))):
            return Expression(length.start, length.end, length, None, length.opener, length.closer)
        return self._expression(text, side) if side else at + 1

    def _fixed_expression(self, text: str, m: re.Match[str]) -> Expression | int:
        word, words = m[0], self.words
        if word in words.recurring:
            side = self._side(text, m.start() + 1)
            if side is None or side.end <= m.end():
                side = self._side(text, self._gap(text, m.end()))
            if side:  # 每周一, 每年的5月, 每天上午9点
                found = self._expression(text, side)
                return Expression(m.start(), found.end, found.body, found.to, "every")
            return Expression(m.start(), m.end(), words.recurring[word])
        if self.lengths.prefixed(text, m.end(), word) or not self._begins(text, m):
            return m.end()
        return Expression(m.start(), m.end(), words.fuzzy[word])

    def _begins(self, text: str, m: re.Match[str]) -> bool:
        """Whether the word is one of time: some are nouns unless a clause begins with them."""
        before = text[m.start() - 1 : m.start()] if m.start() else ""
        return m[0] not in self.words.rules.clause_initial or not before.isalnum() or before == "在"

    def _side(self, text: str, at: int, brackets: bool = True) -> Side | None:
        """The longest chain of parts, each finer than the one before."""
        lunar = text.startswith(_CALENDARS, at) and text[at + 2 : at + 3].isnumeric()
        side = Side(at, at + 2 if lunar else at)
        outer: str | None = None
        while True:
            start = self._gap(text, side.end) if side.steps else side.end
            found = self.atoms.match(text, start, outer)
            if found is None:
                break
            side.end, steps = found
            side.steps += steps
            outer = steps[-1].grain
            if brackets and text[side.end : side.end + 1] in ("（", "("):
                self._bracket(text, side)
                outer = side.steps[-1].grain
            if text[side.end : side.end + 1] not in self.atoms.initials:
                break
        if not side.steps:
            return None
        return _to_lunar(side) if lunar else side

    def _gap(self, text: str, at: int) -> int:
        m = self._inner.match(text, at)
        return m.end() if m else at

    def _bracket(self, text: str, side: Side) -> None:
        """今天（8月7日）: the bracket says the day outright, as seen from publication."""
        weekday = self._named_weekday.match(text, side.end)
        if weekday and side.steps[-1].grain == "day":
            side.end = weekday.end()  # 5月23日（星期五）
            return
        relative = any(isinstance(s, Relative) for s in side.steps)
        if not relative:
            return
        inner = self._side(text, side.end + 1, brackets=False)
        if inner is None or text[inner.end : inner.end + 1] not in ("）", ")"):
            return
        rest = [s for s in side.steps if RANK[s.grain] > RANK[inner.steps[-1].grain]]
        if len(rest) < len(side.steps):
            side.steps, side.end, side.fresh = inner.steps + rest, inner.end + 1, True

    def _expression(self, text: str, side: Side) -> Expression:
        found = Expression(side.start, side.end, side)
        self._open(text, found)
        if text[side.end : side.end + 1] in self._tails:
            self._close(text, found)
        if found.opener == "from" and found.to is None and found.closer != "since":
            found.opener, found.start = "", side.start
        return found

    def _close(self, text: str, found: Expression) -> None:
        """The second side, and what closes the whole."""
        closer = self._closer_at(text, found.end)
        link = self._link.match(text, found.end)
        goes_on = link if "至今" not in (closer or [""])[0] else None
        to = self._to(text, found, goes_on.end()) if goes_on else None
        if to:
            found.to, found.end = to, to.end
            closer = self._closer_at(text, to.end)
            if closer and closer[1] in ("止", "为止"):
                found.end, closer = closer.end(), None
        elif closer is None:
            self._between(text, found)
        if closer:
            found.closer, found.closed_by = self.words.closers[closer[1]], closer[1]
            found.end = closer.end()

    def _to(self, text: str, found: Expression, at: int) -> Side | None:
        """What a range goes to; a day of the lunar calendar leaves its month out (除夕至初五)."""
        side, body = self._side(text, at), found.body
        if side or not isinstance(body, Side):
            return side
        month = next((n for s in body.steps if (n := _lunar_month(s))), 0)
        day = _LUNAR_TO.match(text, at) if month else None
        if day is None:
            return None
        return Side(at, day.end(), [LunarDate(month, integer(day[1].removeprefix("初")))])

    def _closer_at(self, text: str, at: int) -> re.Match[str] | None:
        m = self._closer.match(text, at)
        if m is None or self.words.vetoed(text, m.end()):
            return None
        behind = text[m.end() : m.end() + 1]  # 较上年 | 前移4个位次
        return None if behind and behind in self.words.rules.not_closed.get(m[1], "") else m

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
        found.opener, found.start = self.words.openers[opener[1]], opener.start()


def _month(side: Side) -> bool:
    return len(side.steps) == 1 and side.steps[0].grain == "month"


def _lunar_month(step: Step) -> int:
    return step.month if isinstance(step, Festival | LunarDate) and step.grain == "day" else 0


def _to_lunar(side: Side) -> Side:
    """农历 before the whole date: month and day are of the lunar calendar."""
    month, day = (
        next((s.first for s in side.steps if isinstance(s, Unit) and s.grain == g), 0)
        for g in ("month", "day")
    )
    years = [s for s in side.steps if s.grain == "year"]
    rest = [s for s in side.steps if isinstance(s, LunarDate)]
    side.steps = [*years, *(rest or [LunarDate(month, day)] if month or rest else [])]
    return side


def _automaton(words: Vocabulary) -> ahocorasick.Automaton:
    """All words that a date may begin with; the value is the length of the word."""
    rules = words.rules
    units, links = rules.shiftable, ("", "个", "一", "一个")
    heads = {w for w in words.steps if len(w) > 1} | set(_HEADS.split())
    heads |= {*words.fuzzy, *words.recurring, *rules.eras, *_CALENDARS, *rules.not_dates}
    heads |= {h + ge + u for h in rules.shifts for ge in links for u in units}
    heads |= {f"十{c}五" for c in "一二三四五六七八九"}
    heads |= {w + c for w in ("周", "星期", "礼拜") for c in "一二三四五六日天末"}
    heads |= {h + c for h in "前头首第早晚" for c in "0123456789一二三四五六七八九十两几数"}
    found = ahocorasick.Automaton()
    for head in heads:
        found.add_word(head, len(head))
    found.make_automaton()
    return found


def grammar(rules: Rules) -> Grammar:
    """The grammar of a rules folder."""
    return Grammar(vocabulary(rules))
