"""The smallest parts of dates as written, and the steps they stand for.

`Atoms.match` reads one part at an offset: `2021年`, `前三季度`, `上上周三`, `晚上`, `8点半`. What may
follow what is decided by the grain of the part before it (`outer`, None at the beginning).
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from extract import numerals
from extract.datesteps import (
    BeforeChrist,
    Clock,
    ClockRange,
    DayPart,
    First,
    LunarDate,
    Nth,
    Relative,
    Step,
    TenDays,
    Unit,
    Weekday,
)
from extract.datewords import Vocabulary, any_of
from extract.timex import RANK

HAN = "〇零○一二两三四五六七八九十廿卅"
SPACE = r"[ \t\u3000]{0,2}"
RANGE = rf"{SPACE}(?:[-—–－~～−]{{1,2}}|至|到){SPACE}"
NUMBER = rf"(?:\d{{1,5}}(?:\.\d{{1,2}})?|[{HAN}百千万仨]{{1,9}}|半)"
_N2 = rf"(?:\d{{1,2}}(?!\d)|[{HAN}]{{1,3}})"
_YEAR = r"(?:\d{2,4}|[〇零○一二三四五六七八九]{2,4}|[一二两]千[〇零一二三四五六七八九十百]{0,6})"
_MONTH, _DAY = r"(?:1[0-2]|0?[1-9])", r"(?:3[01]|[12]\d|0?[1-9])"
_LUNAR_DAY = (
    r"(?:初[一二三四五六七八九十]|二十[一二三四五六七八九]?|三十|[十廿][一二三四五六七八九]?)"
)
_SOME = rf"(?P<a>{_N2})(?:(?P<r>{RANGE}|、)(?P<b>{_N2}))?{SPACE}"
_YEARS = rf"(?P<bc>公元前?|西元)?[’'‘]?(?P<a>{_YEAR})(?:{RANGE}[’'‘]?(?P<b>{_YEAR}))?{SPACE}年度?"
_LUNAR = (
    rf"(?P<cal>农历|阴历|旧历|夏历)?(?P<leap>闰)?(?P<m>[正冬腊]|{_N2})月份?"
    rf"(?:{SPACE}(?P<d>{_LUNAR_DAY}|\d{{1,2}}))?(?P<u>[日号])?|大年(?P<d2>初[一二三四五六七八九十])"
)
_PLAN = r"(?P<q>[“\"‘「])?(?P<n>十?[一二三四五六七八九]|十)五[”\"’」]?(?:计划|规划)?"
_MINUTES = rf"[0-5]?\d|[{HAN}]{{1,3}}"
PATTERNS = {
    "iso": rf"(?P<y>[12]\d{{3}})(?P<s>[-/.·. ])(?P<m>{_MONTH})(?P=s)(?P<d>{_DAY})[日号]?"
    r"(?!\d(?!\d[:：]\d))",
    "ymd": r"(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?!\d)",
    "ym": r"(?P<y>(?:19|20)\d\d)[-/](?P<m>0[1-9]|1[0-2])(?![\d\-/年月.])",
    "md": rf"(?P<m>{_MONTH})(?P<s>[-/.·])(?P<d>{_DAY})(?P<mark>[日号])?(?![\d%％])",
    "hm": r"(?P<h>[01]?\d|2[0-4])[:：∶](?P<m>[0-5]\d)(?:[:：∶](?P<sec>[0-5]\d))?(?!\d)",
    "clock": rf"(?P<h>{_N2})(?:{RANGE}(?P<h2>{_N2}))?{SPACE}(?:点钟?|时)"
    rf"(?:(?P<q>半|整|一刻|三刻|1刻|3刻)|{SPACE}(?P<m>{_MINUTES}){SPACE}分"
    rf"(?:{SPACE}(?P<sec>{_MINUTES}){SPACE}秒)?"
    r"|(?P<m2>[0-5]\d(?![\d.:点%％])|零[一二三四五六七八九]|[二三四五]?十[一二三四五六七八九]?))?许?",
    "year": _YEARS,
    "lunar": _LUNAR,
    "month": _SOME + "月份?",
    "day": _SOME + "[日号]",
    "quarter": rf"第?(?P<a>[一二三四1-4])(?:(?P<r>{RANGE}|、)(?P<b>[二三四2-4]))?{SPACE}季度"
    r"|Q(?P<q>[1-4])(?![0-9A-Za-z])",
    "century": _SOME + "世纪",
    "decade": rf"(?P<a>\d{{1,3}}0|[{HAN}]十|[一二][{HAN}]{{2}}[〇零○]){SPACE}年代",
    "plan": _PLAN,
    "nth": rf"(?:第{SPACE}(?P<n>{NUMBER})|最后一?|头一)个?{SPACE}(?P<u>季度|(?:周|星期|礼拜)"
    r"(?P<w>[一二三四五六日天])|月|周|天|日|年|星期|礼拜|小时)(?!级|代|末)",
    "first": rf"(?P<h>前|头|首|后|最后)(?P<n>{NUMBER})个?(?P<u>季度|月|周|星期|天|日|年)|首(?P<one>月)",
    "weekday": rf"(?:周|星期|礼拜)(?P<a>[一二三四五六日天末])"
    rf"(?:(?:{RANGE}|、)(?:周|星期|礼拜)?(?P<b>[一二三四五六日天]))?",
    "bare": r"(?P<y>(?:19|20)\d\d)(?![\d.,，])",
}
_WEEKDAYS = {c: i for i, c in enumerate("一二三四五六日", 1)} | {"天": 7}
_UNITS = {"季度": "quarter", "月": "month", "周": "week", "星期": "week", "礼拜": "week"}
_UNITS |= {"天": "day", "日": "day", "年": "year", "小时": "hour"}
Match = re.Match[str]
Steps = list[Step] | None


@lru_cache(maxsize=4096)
def number(text: str) -> tuple[Decimal, Decimal] | None:
    """Lower and upper value of a numeral, None if it is none."""
    found = numerals.parse(text)
    return (found.low, found.high) if found else None


def integer(text: str | None) -> int:
    """The whole number that `text` is, -1 where it is none or a range."""
    found = number(text) if text else None
    return int(found[0]) if found and found[0] == found[1] else -1


class Atoms:
    """The patterns of parts, compiled with the vocabulary."""

    def __init__(self, words: Vocabulary) -> None:
        rules = words.rules
        self.words = words
        verbal = {"word": any_of(words.steps), "shift": _shifts(words)}
        verbal["era"] = rf"(?P<e>{any_of(rules.eras)})(?P<n>{_N2}|元){SPACE}年"
        builders = {name: getattr(self, f"_{name}") for name in (*PATTERNS, *verbal)}
        self._all = [
            (name, re.compile(pattern), builders[name])
            for name, pattern in (*PATTERNS.items(), *verbal.items())
        ]
        self._numeric = self._all[: len(PATTERNS)]
        self._holiday = re.compile(any_of(rules.holiday_words))
        self.veto = {w: frozenset(chars) for w, chars in rules.not_before.items()}
        self._heads = re.compile(rf"{SPACE}(?:{any_of(rules.year_heads)})")
        self._not_clock = tuple(rules.not_clock)
        self._score = re.compile(any_of(rules.score_words))

    def match(self, text: str, at: int, outer: str | None) -> tuple[int, str, list[Step]] | None:
        """The part at `at` as (end, name of its pattern, steps), None if there is none."""
        char = text[at : at + 1]
        kinds = self._all if not char.isdigit() else self._numeric
        for name, pattern, build in kinds:
            m = pattern.match(text, at)
            if m is None or (text[m.end() - 1] in self.veto and self._vetoed(text, m.end())):
                continue
            steps = build(m, outer)
            if steps and _follows(steps[0], outer):
                return self._end(m, name, steps), name, steps
        return None

    def _vetoed(self, text: str, end: int) -> bool:
        return text[end : end + 1] in self.veto[text[end - 1]] and end < len(text)

    def _end(self, m: Match, name: str, steps: list[Step]) -> int:
        """Where the part ends; a festival takes in 假期 and becomes the holiday."""
        if name == "word" and m[0] in self.words.holidays:
            holiday = self._holiday.match(m.string, m.end())
            if holiday:
                steps[:] = [self.words.holidays[m[0]]]
                return holiday.end()
        return m.end()

    def _iso(self, m: Match, outer: str | None) -> Steps:
        if outer or (m["s"] == " " and len(m["m"]) + len(m["d"]) < 4):
            return None
        y, month, day = int(m["y"]), int(m["m"]), int(m["d"])
        return [Unit("year", y, y), Unit("month", month, month), Unit("day", day, day)]

    def _ymd(self, m: Match, outer: str | None) -> Steps:
        y, month, day = int(m["y"]), int(m["m"]), int(m["d"])
        parts: list[Step] = [Unit("year", y, y), Unit("month", month, month)]
        return None if outer else [*parts, Unit("day", day, day)]

    def _ym(self, m: Match, outer: str | None) -> Steps:
        y, month = int(m["y"]), int(m["m"])
        return None if outer else [Unit("year", y, y), Unit("month", month, month)]

    def _md(self, m: Match, outer: str | None) -> Steps:
        if outer not in (None, "year") or not (m["s"] == "·" or m["mark"] or _padded(m)):
            return None
        month, day = int(m["m"]), int(m["d"])
        return [Unit("month", month, month), Unit("day", day, day)]

    def _hm(self, m: Match, outer: str | None) -> Steps:
        if outer is None and self._score.search(m.string, max(0, m.start() - 8), m.end() + 6):
            return None
        return [Clock(int(m["h"]), int(m["m"]), int(m["sec"]) if m["sec"] else None)]

    def _clock(self, m: Match, outer: str | None) -> Steps:
        hour = integer(m["h"])
        if not 0 <= hour <= 25 or (outer is None and not self._bare_clock(m, hour)):
            return None
        quarter = {"半": 30, "整": 0, "一": 15, "1": 15, "三": 45, "3": 45}
        minute = quarter[m["q"][0]] if m["q"] else integer(m["m"] or m["m2"])
        second = integer(m["sec"])
        clock = Clock(hour, None if minute < 0 else minute, None if second < 0 else second)
        return [ClockRange(integer(m["h2"]), clock)] if m["h2"] else [clock]

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
            return hour > 1 or m["h"].isdigit()
        return hour > 5 and (after in tuple("的过以前后到至左之-－—~～开起") or m["h2"] is not None)

    def _year(self, m: Match, outer: str | None) -> Steps:
        a, b = _year_number(m, "a"), _year_number(m, "b") if m["b"] else None
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
        month = {"正": 1, "冬": 11, "腊": 12}.get(m["m"]) or integer(m["m"])
        day = integer(m["d"].removeprefix("初")) if m["d"] else 0
        if not 1 <= month <= 12 or outer not in (None, "year"):
            return None
        if m["cal"] or m["leap"] or m["m"] in "正冬腊" or (m["d"] or "").startswith("初"):
            return [LunarDate(month, day, bool(m["leap"]))]
        if not m["d"] or m["u"] or m["d"].isdigit() or m["m"].isdigit() or _counted(m):
            return None
        if day == 15 or day == month:  # 八月十五, 三月三: festivals of the lunar calendar
            return [LunarDate(month, day)]
        return [Unit("month", month, month), Unit("day", day, day)]

    def _month(self, m: Match, outer: str | None) -> Steps:
        return _run("month", m, 12)

    def _day(self, m: Match, outer: str | None) -> Steps:
        if outer is None and not _bare_day(m):
            return None
        return _run("day", m, 31) if outer in (None, "month") else None

    def _quarter(self, m: Match, outer: str | None) -> Steps:
        if m["q"]:
            return [Unit("quarter", int(m["q"]), int(m["q"]))]
        return _run("quarter", m, 4)

    def _century(self, m: Match, outer: str | None) -> Steps:
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
        if outer is None or n == 0 or (m["n"] and n < 0):
            return None
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
        week: list[Step] = [Relative(rules.shiftable[m["u"]], rules.shifts[m["h"]])]
        return week + (
            weekdays(m["w"], None) if m["w"] and rules.shiftable[m["u"]] == "week" else []
        )

    def _era(self, m: Match, outer: str | None) -> Steps:
        first, last = self.words.rules.eras[m["e"]]
        n = 1 if m["n"] == "元" else integer(m["n"])
        year = first + n - 1
        return [Unit("year", year, year)] if n > 0 and not (last and year > last) else None

    def _word(self, m: Match, outer: str | None) -> Steps:
        word = m[0]
        if len(word) == 1 and outer is None:
            return None
        if word in self.words.needs and outer is None and not self._festive(m):
            return None
        return list(self.words.steps[word])

    def _festive(self, m: Match) -> bool:
        holiday = self._holiday.match(m.string, m.end())
        return bool(holiday) or m.string.startswith(("节", "期间", "前后"), m.end())


def weekdays(a: str, b: str | None) -> list[Step]:
    """The step for 周三, 周末, 周六至周日."""
    if a == "末":
        return [Weekday(6, 7, weekend=True)]
    first = _WEEKDAYS[a]
    return [Weekday(first, max(_WEEKDAYS[b], first) if b else first)]


def _shifts(words: Vocabulary) -> str:
    rules = words.rules
    return (
        rf"(?P<h>{any_of(rules.shifts)})(?P<ge>[一1]?个|一)?{SPACE}(?P<u>{any_of(rules.shiftable)})"
        r"(?P<w>[一二三四五六日天末](?!日))?"
    )


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
    if not 1 <= a <= top or (m["b"] and not a < b <= top) or (m["r"] == "、" and b != a + 1):
        return None
    return [Unit(grain, a, b or a)]


def _padded(m: Match) -> bool:
    """09-01: two digits each, and nothing beside it that could make it a range or a score."""
    text = m.string
    before, after = (
        text[m.start() - 1 : m.start()] if m.start() else "",
        text[m.end() : m.end() + 1],
    )
    two = len(m["m"]) == 2 == len(m["d"]) and m["s"] == "-"
    return (
        two and before in ("", " ", "(", "（", "\n") and (not after or after in " )）\n,，。至到")
    )


def _counted(m: Match) -> bool:
    """五月十五人: the number behind the month counts something."""
    after = m.string[m.end() : m.end() + 1]
    return "\u4e00" <= after <= "\u9fff" and after not in "的是在前后起至到和与晚早上下中夜赏"


def _bare_day(m: Match) -> bool:
    """A day without a month: 23日 in running text, not 30日内, 3日游, 8号楼."""
    text, after = m.string, m.string[m.end() : m.end() + 1]
    before = text[max(0, m.start() - 2) : m.start()]
    if before.endswith(
        ("连续", "近", "过去", "未来", "历时", "为期", "第", "每", "满", "共", "隔", "约")
    ):
        return False
    if m[0].endswith("号"):
        return (
            not before[-1:].isalnum() or before.endswith(tuple("在于从到至自的月了"))
            if after in tuple("，,。前后晚早上下凌的到至-—起你我他") or not after
            else False
        )
    return m["a"] not in ("一", "两") and not text.startswith(
        ("内", "间", "游", "龄", "之内", "以内", "均"), m.end()
    )


def _year_number(m: Match, group: str) -> int | None:
    """The year that the digits say, None where they rather say how many years."""
    printed = m[group]
    n = integer(printed)
    if m["bc"] and n > 0:
        return n
    if group == "b" and len(printed) == 2:
        a = _year_number(m, "a")
        return None if a is None else a // 100 * 100 + n
    if "千" in printed:
        return n if 1900 < n < 2100 and (n != 2000 or _month_follows(m)) else None
    if len(printed) == 4:
        return n if 1000 <= n < 3000 and (n >= 1500 or n % 100) else None
    return _short_year(m, printed, n) if len(printed) == 2 else None


def _month_follows(m: Match) -> bool:
    return bool(_MONTH_NEXT.match(m.string, m.end()))


_MONTH_NEXT = re.compile(
    rf"{SPACE}的?(?:{_N2}{SPACE}月|[上下]半年|[一二三四1-4]季度|[底末初](?!\w))"
)
_SINCE = re.compile(r"(?:^|[在于自从到至’'‘，。（(])$")


def _short_year(m: Match, printed: str, n: int) -> int | None:
    """98年, ’98年, 07年, 九八年: two digits are a year only where something says so."""
    before = m.string[max(0, m.start() - 1) : m.start()]
    quoted = m[0][0] in "’'‘"
    positional = not printed.isdigit() and n != int(str(n)[::-1]) and printed[0] in "零〇○九八七六"
    ascending = not printed.isdigit() and HAN.find(printed[1]) == HAN.find(printed[0]) + 1
    sure = quoted or printed[0] in "0零〇" or _month_follows(m) or (positional and not ascending)
    if not sure and not (70 <= n < 100 and printed.isdigit() and _SINCE.search(before)):
        return None
    return n + (1900 if n >= 30 else 2000)
