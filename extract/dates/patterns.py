"""The shapes of the parts of dates, as regular expressions; each is bounded in length."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from extract import numerals
from extract.dates.words import Vocabulary, any_of

HAN = "〇零○一二两三四五六七八九十廿卅"
SPACE = r"[ \t\u3000]{0,2}"
RANGE = rf"{SPACE}(?:[-—–－~～−]{{1,2}}|至|到){SPACE}"
NUMBER = rf"(?:\d{{1,5}}(?:\.\d{{1,2}})?|[{HAN}百千万仨]{{1,9}}|半)"
TWO_DIGITS = rf"(?:\d{{1,2}}(?!\d)|[{HAN}]{{1,3}})"
_YEAR = r"(?:\d{2,4}|[〇零○一二三四五六七八九]{2,4}|[一二两]千[〇零一二三四五六七八九十百]{0,6})"
_MONTH, _DAY = r"(?:1[0-2]|0?[1-9])", r"(?:3[01]|[12]\d|0?[1-9])"
LUNAR_DAY = (
    r"(?:初[一二三四五六七八九十]|二十[一二三四五六七八九]?|三十|[十廿][一二三四五六七八九]?)"
)
_SOME = rf"(?P<a>{TWO_DIGITS})(?:(?P<r>{RANGE}|、)(?P<b>{TWO_DIGITS}))?{SPACE}"
_YEARS = rf"(?P<bc>公元前?|西元)?[’'‘]?(?P<a>{_YEAR})(?:{RANGE}[’'‘]?(?P<b>{_YEAR}))?{SPACE}年度?"
_LUNAR = (
    r"(?P<twin>[二三六七九])月(?P=twin)(?![日号月个十])|"
    rf"(?P<cal>农历|阴历|旧历|夏历)?(?P<leap>闰)?(?P<m>[正冬腊]|{TWO_DIGITS})月份?"
    rf"(?:{SPACE}(?P<d>{LUNAR_DAY}|\d{{1,2}}))?(?P<u>[日号])?|大年(?P<d2>初[一二三四五六七八九十])"
)
_PLAN = r"(?P<q>[“\"‘「])?(?P<n>十?[一二三四五六七八九]|十)五[”\"’」]?(?:计划|规划)?"
_MINUTES = rf"[0-5]?\d|[{HAN}]{{1,3}}"
PATTERNS = {
    "iso": rf"(?P<y>[12]\d{{3}})(?P<s>[-/.·. ])(?P<m>{_MONTH})(?P=s)(?P<d>{_DAY})[日号]?"
    r"(?!\d(?!\d[:：]\d))",
    "ymd": r"(?P<y>(?:19|20|21)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?!\d)",
    "ym": r"(?P<y>(?:19|20)\d\d)[-/](?P<m>0[1-9]|1[0-2])(?![\d\-/年月.])",
    "part": r"(?P<y>(?:19|20)\d\d)-?(?P<k>[QH])(?P<n>[1-4])(?![0-9A-Za-z])",
    "md": rf"(?P<m>{_MONTH})(?P<s>[-/.·])(?P<d>{_DAY})(?P<mark>[日号])?(?![\d%％])",
    "hm": r"(?<![\d.:：∶])(?P<h>[01]?\d|2[0-4])[:：∶](?P<m>[0-5]\d)(?:[:：∶](?P<sec>[0-5]\d))?"
    r"(?![\d:：∶]|\.\d)",  # not within 9.7:45.7:44.6
    "clock": rf"(?P<h>{TWO_DIGITS})(?:{RANGE}(?P<h2>{TWO_DIGITS}))?{SPACE}(?:点钟?|时)"
    rf"(?:(?P<q>半|整|一刻|三刻|1刻|3刻)|{SPACE}(?P<m>{_MINUTES}){SPACE}分"
    rf"(?:{SPACE}(?P<sec>{_MINUTES}){SPACE}秒)?"
    r"|(?P<m2>[0-5]\d(?![\d.:点%％])|零[一二三四五六七八九]|[二三四五]?十[一二三四五六七八九]?))?[许多]?",
    "year": _YEARS,
    "lunar": _LUNAR,
    # 7、8月份; 7、8 | 两个月
    "month": _SOME + r"(?:月份?|(?:(?<=、\d)|(?<=、\d\d))两个?月(?![前后内]))",
    "day": _SOME + "[日号]",
    "quarter": rf"第?(?P<a>[一二三四1-4])(?P<mid>(?:、[二三2-3](?=[、和]))*)"
    rf"(?:(?P<r>{RANGE}|、|和)(?P<b>[二三四2-4]))?{SPACE}季度"
    r"|Q(?P<q>[1-4])(?![0-9A-Za-z])",
    "century": _SOME + "世纪",
    "decade": rf"(?P<a>\d{{1,3}}0|[{HAN}]十|[一二][{HAN}]{{2}}[〇零○]){SPACE}年代",
    "plan": _PLAN,
    "nth": rf"(?:第{SPACE}(?P<n>{NUMBER})|最后一?|头一)个?{SPACE}(?P<u>季度|(?:周|星期|礼拜)"
    r"(?P<w>[一二三四五六日天])|月|周|天|日|年|星期|礼拜|小时)(?!级|代|末)",
    "first": rf"(?P<h>前|头|首|后|最后)(?P<n>{NUMBER})个?(?P<u>季度|月|周|星期|天|日|年)"
    r"|首(?P<one>月)",
    "weekday": rf"(?:周|星期|礼拜)(?P<a>[一二三四五六日天末])"
    rf"(?:{RANGE}(?:周|星期|礼拜)?(?P<b>[一二三四五六日天]))?",
    "bare": r"(?P<y>(?:19|20)\d\d)(?![\d.,，])",
}

# What stands behind a number that a part begins with → the patterns that may match there.
LEAD = re.compile(rf"[’'‘]?(?:[0-9]{{1,8}}|[{HAN}百千]{{1,9}}){SPACE}(.?)", re.DOTALL)
_UNITS = {"年": "decade year", "月": "lunar month", "日": "day", "号": "day", "时": "clock"}
_UNITS |= {"点": "clock", "季": "quarter", "世": "century", ":": "hm", "：": "hm", "∶": "hm"}
_UNITS |= dict.fromkeys("-/.·", "iso ym part md year month day clock quarter century")
_UNITS |= dict.fromkeys("—–－~～−至到、", "year month day clock quarter century")
_UNITS |= dict.fromkeys("0123456789", "iso")
BY_UNIT = {char: tuple(names.split()) for char, names in _UNITS.items()}
NUMERAL_CHARS = frozenset(f"0123456789{HAN}百千万半仨几数多好若许上成无")
OTHER_UNITS = ("ymd", "part", "bare", "plan")


@lru_cache(maxsize=4096)
def number(text: str) -> tuple[Decimal, Decimal] | None:
    """Lower and upper value of a numeral, None if it is none."""
    found = numerals.parse(text)
    return (found.low, found.high) if found else None


def integer(text: str | None) -> int:
    """The whole number that `text` is, -1 where it is none or a range."""
    found = number(text) if text else None
    return int(found[0]) if found and found[0] == found[1] else -1


def by_first(words: Vocabulary) -> dict[str, tuple[str, ...]]:
    """First character of a part that begins with a word → the patterns that may match there."""
    rules = words.rules
    firsts: dict[str, Iterable[str]] = {"word": words.steps, "shift": rules.shifts}
    firsts |= {"era": rules.eras, "quarter": "第Q", "nth": "第最头", "first": "前头首后最"}
    firsts |= {"weekday": "周星礼", "lunar": "农阴旧夏闰正冬腊大", "plan": '“"‘「', "year": "公西"}
    found: dict[str, tuple[str, ...]] = {}
    for name, heads in firsts.items():
        for char in {head[0] for head in heads}:
            found[char] = (*found.get(char, ()), name)
    return found


def shifts(words: Vocabulary) -> str:
    """The pattern of 上上周三, 下个月: a shift, 一 or 个, a unit, for weeks a day."""
    rules = words.rules
    return (
        rf"(?P<h>{any_of(rules.shifts)})(?P<ge>[一1]?个|一)?{SPACE}(?P<u>{any_of(rules.shiftable)})"
        r"(?:(?<=[周期拜])(?P<w>[一二三四五六日天末](?!日)))?"
    )
