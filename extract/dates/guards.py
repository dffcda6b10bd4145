"""Whether a number that could be part of a date is one: 98年, 23日, 09-01, 五月十五."""

from __future__ import annotations

import re

from extract.dates.patterns import HAN, SPACE, TWO_DIGITS, integer

Match = re.Match[str]


def padded(m: Match) -> bool:
    """09-01: two digits each, and nothing beside it that could make it a range or a score."""
    text = m.string
    before, after = (
        text[m.start() - 1 : m.start()] if m.start() else "",
        text[m.end() : m.end() + 1],
    )
    two = len(m["m"]) == 2 == len(m["d"]) and m["s"] == "-"
    return two and before in " (（\n至到" and (not after or after in " )）\n,，。至到")


def counted(m: Match) -> bool:
    """五月十五人: the number behind the month counts something."""
    after = m.string[m.end() : m.end() + 1]
    return "\u4e00" <= after <= "\u9fff" and after not in "的是在前后起至到和与晚早上下中夜赏"


def bare_day(m: Match) -> bool:
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


def year_number(m: Match, group: str) -> int | None:
    """The year that the digits say, None where they rather say how many years."""
    printed = m[group]
    n = integer(printed)
    if m["bc"] and n > 0:
        return n
    if group == "b" and len(printed) == 2:
        a = year_number(m, "a")
        return None if a is None else a // 100 * 100 + n
    if "千" in printed:
        return n if 1900 < n < 2100 and (n != 2000 or _month_follows(m)) else None
    if len(printed) == 4:
        return n if 1000 <= n < 3000 and (n >= 1500 or n % 100) else None
    return _short_year(m, printed, n) if len(printed) == 2 else None


def _month_follows(m: Match) -> bool:
    return bool(_MONTH_NEXT.match(m.string, m.end()))


_MONTH_NEXT = re.compile(
    rf"{SPACE}的?(?:{TWO_DIGITS}{SPACE}月|[上下]半年|第?[一二三四1-4]季度|[前后头]{TWO_DIGITS}个?[月季]"
    r"|[春夏秋冬][季天]|[底末初](?!\w)|[\u4e00-\u9fff]{1,3}节(?![目约省能点奏日]))"
)
_SINCE = re.compile(r"(?:^|[在于自从到至’'‘，。（(])$")


def _short_year(m: Match, printed: str, n: int) -> int | None:
    """98年, ’98年, 07年, 九八年: two digits are a year only where something says so."""
    if n < 0:
        return None
    before = m.string[max(0, m.start() - 1) : m.start()]
    quoted = m[0][0] in "’'‘" or before in ("’", "'", "‘")
    positional = not printed.isdigit() and printed[0] in "零〇○九八七六"
    ascending = not printed.isdigit() and HAN.find(printed[1]) == HAN.find(printed[0]) + 1
    sure = quoted or printed[0] in "0零〇" or _month_follows(m) or (positional and not ascending)
    spans = m.string.startswith(("前", "后", "来", "以", "之", "间", "历", "的历"), m.end())
    if not sure and (spans or not (70 <= n < 100 and printed.isdigit() and _SINCE.search(before))):
        return None
    return n + (1900 if n >= 30 else 2000)
