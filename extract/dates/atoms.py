"""The smallest parts of dates as written, and the steps they stand for.

`Atoms.match` reads one part at an offset: `2021年`, `前三季度`, `上上周三`, `晚上`, `8点半`. What
may follow what is decided by the grain of the part before it (`outer`, None at the beginning).
"""

from __future__ import annotations

import re
from dataclasses import replace

from extract.dates.guards import bare_day, counted, padded, year_number
from extract.dates.parts import Clock, ClockRange, DayPart, Edge, LunarDate, Season, TenDays
from extract.dates.patterns import (
    BY_UNIT,
    HAN,
    LEAD,
    NUMERAL_CHARS,
    OTHER_UNITS,
    PATTERNS,
    SPACE,
    TWO_DIGITS,
    by_first,
    integer,
    number,
    shifts,
)
from extract.dates.steps import BeforeChrist, First, Impossible, Nth, Relative, Step, Unit, Weekday
from extract.dates.timex import RANK
from extract.dates.words import Vocabulary, any_of

# Parts that may be the beginning of another word: 5月球, 3时代.
_VETOED = frozenset(("month", "lunar", "day", "clock"))
_SAME = {"ymd": "iso", "ym": "iso"}  # patterns built alike
_WEEKDAYS = {c: i for i, c in enumerate("一二三四五六日", 1)} | {"天": 7}
_UNITS = {"季度": "quarter", "月": "month", "周": "week", "星期": "week", "礼拜": "week"}
_UNITS |= {"天": "day", "日": "day", "年": "year", "小时": "hour"}
Match = re.Match[str]
Steps = list[Step] | None


class Atoms:
    """The patterns of parts, compiled with the vocabulary."""

    def __init__(self, words: Vocabulary) -> None:
        rules = words.rules
        self.words = words
        patterns = {**PATTERNS, "word": any_of(words.steps), "shift": shifts(words)}
        patterns["era"] = rf"(?P<e>{any_of(rules.eras)})(?P<n>{TWO_DIGITS}|元){SPACE}年"
        build = {n: getattr(self, f"_{_SAME.get(n, n)}") for n in patterns}
        self._kinds = {n: (n, re.compile(p), build[n]) for n, p in patterns.items()}
        self._by_first = by_first(words)
        self.initials = frozenset([*self._by_first, *NUMERAL_CHARS, *"的 \t\u3000’'‘"])
        self._holiday = re.compile(
            rf"(?:[一二三四五六七八九十\d]{{1,2}}天)?(?:{any_of(rules.holiday_words)})"
        )
        self._heads = re.compile(rf"{SPACE}(?:{any_of(rules.year_heads)})")
        self._not_clock = tuple(rules.not_clock)
        self._score = re.compile(any_of(rules.score_words))

    def match(self, text: str, at: int, outer: str | None) -> tuple[int, list[Step]] | None:
        """The part at `at` as (end, steps), None if there is none."""
        for kind in self._candidates(text, at):
            name, pattern, build = self._kinds[kind]
            m = pattern.match(text, at)
            if m is None or (kind in _VETOED and self.words.vetoed(text, m.end())):
                continue
            steps = build(m, outer)
            if steps and _follows(steps[0], outer):
                return self._end(m, name, steps), steps
        return None

    def _candidates(self, text: str, at: int) -> tuple[str, ...]:
        """The patterns worth trying: by what follows a number, by the first character of a word."""
        char = text[at : at + 1]
        words = self._by_first.get(char, ())
        lead = LEAD.match(text, at) if char in NUMERAL_CHARS or char in "’'‘" else None
        return BY_UNIT.get(lead[1], OTHER_UNITS) + words if lead else words

    def _end(self, m: Match, name: str, steps: list[Step]) -> int:
        """Where the part ends; a festival takes in 假期 and becomes the holiday."""
        if name == "word" and m[0] in self.words.holidays:
            holiday = self._holiday.match(m.string, m.end())
            if holiday:
                steps[:] = [self.words.holidays[m[0]]]
                return holiday.end()
        return m.end()

    def _iso(self, m: Match, outer: str | None) -> Steps:
        """2025-05-23, 20250523, 2025-05."""
        parts = m.groupdict()
        day = parts.get("d") or ""
        if outer or (parts.get("s") == " " and len(parts["m"] + day) < 4):
            return None
        numbers = zip(("year", "month", "day"), (parts["y"], parts["m"], day), strict=True)
        return [Unit(grain, int(n), int(n)) for grain, n in numbers if n]

    def _part(self, m: Match, outer: str | None) -> Steps:
        """2021-Q2, 2022-H1."""
        n, y = int(m["n"]), int(m["y"])
        half = Season(n * 6 - 5, n * 6, f"H{n}")
        return (
            None
            if outer
            else [Unit("year", y, y), Unit("quarter", n, n) if m["k"] == "Q" else half]
        )

    def _md(self, m: Match, outer: str | None) -> Steps:
        if outer not in (None, "year") or not (m["s"] == "·" or m["mark"] or padded(m)):
            return None
        month, day = int(m["m"]), int(m["d"])
        return [Unit("month", month, month), Unit("day", day, day)]

    def _hm(self, m: Match, outer: str | None) -> Steps:
        if outer is None and self._score.search(m.string, max(0, m.start() - 8), m.end() + 6):
            return None
        return [Clock(int(m["h"]), int(m["m"]), int(m["sec"]) if m["sec"] else None)]

    def _clock(self, m: Match, outer: str | None) -> Steps:
        hour = integer(m["h2"] or m["h"])
        if not 0 <= hour <= 25 or (outer is None and not self._bare_clock(m, hour)):
            return None
        quarter = {"半": 30, "整": 0, "一": 15, "1": 15, "三": 45, "3": 45}
        minute = quarter[m["q"][0]] if m["q"] else integer(m["m"] or m["m2"])
        second = integer(m["sec"])
        clock = Clock(hour, None if minute < 0 else minute, None if second < 0 else second)
        return [ClockRange(integer(m["h"]), clock)] if m["h2"] else [clock]

    def _bare_clock(self, m: Match, hour: int) -> bool:
        """Whether N点 by itself is a time of day, not N points."""
        text, after = m.string, m.string[m.end() : m.end() + 1]
        if "时" in m[0]:
            return m["h"].isdigit() or hour > 9
        before = text[max(0, m.start() - 2) : m.start()]
        if before.endswith(self._not_clock):
            return False
        if m["q"] or m["m"] or "点钟" in m[0] or m[0].endswith("许"):
            return True
        if before.endswith(tuple("在于从到至近早晚")) or not (before or after):
            return hour != 1 or m["h"].isdigit()
        return hour > 5 and (after in tuple("的过以前后到至左之-－—~～开起") or m["h2"] is not None)

    def _year(self, m: Match, outer: str | None) -> Steps:
        a, b = year_number(m, "a"), year_number(m, "b") if m["b"] else None
        if outer or a is None or (m["b"] and b is None):
            return None
        if m["bc"] == "公元前":
            return [BeforeChrist(a)]
        return [Unit("year", a, b if b is not None else a)] if b is None or b > a else None

    def _bare(self, m: Match, outer: str | None) -> Steps:
        """A year without 年: by itself, or before what an event is called by."""
        alone = m.end() - m.start() == len(m.string.strip())
        before = m.string[m.start() - 1 : m.start()]
        if outer or not (alone or (self._heads.match(m.string, m.end()) and not before.isalnum())):
            return None
        return [Unit("year", int(m["y"]), int(m["y"]))]

    def _lunar(self, m: Match, outer: str | None) -> Steps:
        if m["d2"]:
            return [LunarDate(1, integer(m["d2"][1:]))]
        if m["twin"]:  # 三月三, 九月九
            return [LunarDate(integer(m["twin"]), integer(m["twin"]))]
        month = {"正": 1, "冬": 11, "腊": 12}.get(m["m"]) or integer(m["m"])
        day = integer(m["d"].removeprefix("初")) if m["d"] else 0
        if not 1 <= month <= 12 or outer not in (None, "year"):
            return None
        if m["cal"] or m["leap"] or m["m"] in "正冬腊" or (m["d"] or "").startswith("初"):
            return [LunarDate(month, day, bool(m["leap"]))]
        if not m["d"] or m["u"] or m["d"].isdigit() or m["m"].isdigit() or counted(m):
            return None
        if day == 15 or day == month:  # 八月十五, 三月三: festivals of the lunar calendar
            return [LunarDate(month, day)]
        return [Unit("month", month, month), Unit("day", day, day)]

    def _month(self, m: Match, outer: str | None) -> Steps:
        return None if m["a"] == "两" else _run("month", m, 12)

    def _day(self, m: Match, outer: str | None) -> Steps:
        if outer is None and not bare_day(m):
            return None
        return _run("day", m, 31) if outer in (None, "month") else None

    def _quarter(self, m: Match, outer: str | None) -> Steps:
        if m["q"]:
            return [Unit("quarter", int(m["q"]), int(m["q"]))]
        return _run("quarter", m, 4)

    def _century(self, m: Match, outer: str | None) -> Steps:
        if m.string[m.start() - 1 : m.start()] == "前":  # 公元前5世纪
            return None
        return _run("century", m, 30)

    def _decade(self, m: Match, outer: str | None) -> Steps:
        a = integer(m["a"])
        ok = a % 10 == 0 and (0 <= a < 100 or 1000 <= a < 3000) and outer in (None, "century")
        return [Unit("decade", a, a)] if ok else None

    def _plan(self, m: Match, outer: str | None) -> Steps:
        n = integer(m["n"])
        return [Unit("plan", n, n)] if n > 0 and outer is None else None

    def _nth(self, m: Match, outer: str | None) -> Steps:
        n = integer(m["n"]) if m["n"] else 1 if m[0].startswith("头") else -1
        if n == 0 or (m["n"] and n < 0):
            return None
        if outer is None and (n < 0 or m["u"] not in ("天", "日", "年")):
            return None
        counted = m.string[m.start() - 1 : m.start()] if outer is None and m["n"] else ""
        if m["u"] in ("天", "日") and counted.isalpha() and counted not in "到在了至自":
            return None  # 春运 | 第10天: of something else than what the narrative set
        weekday = _WEEKDAYS.get(m["w"] or "", 0)
        return [Nth("week" if weekday else _UNITS[m["u"]], n, weekday)]

    def _first(self, m: Match, outer: str | None) -> Steps:
        n, grain = (1, "month") if m["one"] else (integer(m["n"]), _UNITS[m["u"]])
        back = m["h"] in ("后", "最后")
        if n < 1 or (outer is None and (grain not in ("month", "quarter") or back or m["one"])):
            return None
        return [First(grain, n, back)]

    def _weekday(self, m: Match, outer: str | None) -> Steps:
        before = m.string[m.start() - 1 : m.start()] if m.start() else ""
        if outer not in (None, "week") or (outer is None and (before in HAN and before)):
            return None
        return weekdays(m["a"], m["b"])

    def _shift(self, m: Match, outer: str | None) -> Steps:
        rules = self.words.rules
        before = m.string[m.start() - 1 : m.start()] if m.start() else ""
        if (before and before in "以之如同楼") or (m["u"] in rules.shift_needs_ge and not m["ge"]):
            return None
        if m["h"] == "本" and (m["ge"] or before == "日"):  # 日本一季度
            return None
        week: list[Step] = [Relative(rules.shiftable[m["u"]], rules.shifts[m["h"]])]
        return week + (
            weekdays(m["w"], None) if m["w"] and rules.shiftable[m["u"]] == "week" else []
        )

    def _era(self, m: Match, outer: str | None) -> Steps:
        first, last = self.words.rules.eras[m["e"]]
        year = first - 1 + (n := 1 if m["n"] == "元" else integer(m["n"]))
        if n < 1:
            return None
        return [Unit("year", year, year)] if not last or year <= last else [Impossible("year")]

    def _word(self, m: Match, outer: str | None) -> Steps:
        word = m[0]
        if len(word) == 1 and self.words.vetoed(m.string, m.end()):
            return None
        steps = self.words.steps[word]
        clock = isinstance(steps[0], DayPart) and self._kinds["clock"][1].match(m.string, m.end())
        needs_outer = (len(word) == 1 and not clock) or (
            isinstance(steps[0], Edge) and steps[0].of is None
        )
        if outer is None and needs_outer:
            return None
        if isinstance(steps[0], Relative) and steps[0].basis != "published":
            return None if outer else [self._based(m, steps[0])]
        if word in self.words.needs and outer is None and not self._festive(m):
            return None
        return list(steps)

    def _based(self, m: Match, step: Relative) -> Step:
        """比上月 counts from the month that the paragraph is about, 上月 alone from publication."""
        if step.basis != "compared":
            return step
        compared = m.string.startswith(("比", "较", "与"), max(0, m.start() - 1))
        return replace(step, basis="block" if compared else "published")

    def _festive(self, m: Match) -> bool:
        holiday = self._holiday.match(m.string, m.end())
        return bool(holiday) or m.string.startswith(("节", "期间", "前后"), m.end())


def weekdays(a: str, b: str | None) -> list[Step]:
    """The step for 周三, 周末, 周六至周日."""
    if a == "末":
        return [Weekday(6, 7, weekend=True)]
    first = _WEEKDAYS[a]
    return [Weekday(first, max(_WEEKDAYS[b], first) if b else first)]


def _follows(step: Step, outer: str | None) -> bool:
    """Whether the step may stand behind a part of grain `outer`: it must be finer."""
    if outer is None:
        return True
    if isinstance(step, DayPart):
        return outer == "day"
    if isinstance(step, TenDays):
        return outer == "month"
    if step.grain == "minute" or step.grain == "second":
        return outer in ("day", "part")
    return RANK[step.grain] > RANK[outer]


def _run(grain: str, m: Match, top: int) -> Steps:
    a, b = integer(m["a"]), integer(m["b"]) if m["b"] else 0
    vague = number(m["a"]) if a < 0 and not b else None
    if vague and vague[1] == vague[0] + 1:  # 四五月
        a, b = map(int, vague)
        return [Unit(grain, a, b)] if b <= top else None
    between = len(m.groupdict().get("mid") or "") // 2  # 一、二、三季度
    apart = m["r"] in ("、", "和") and b != a + 1 + between
    if not 1 <= a <= top or (m["b"] and not a < b <= top) or apart:
        return None
    return [Unit(grain, a, b or a)]
