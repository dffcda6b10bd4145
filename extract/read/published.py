"""When an article was published: from what is given, its file's name, its dateline, its years."""

from __future__ import annotations

from datetime import date
from typing import Literal

import regex

from extract.script import simplify

Origin = Literal["given", "filename", "dateline", "inferred"]

_GIVEN = regex.compile(
    r"\s*((?:19|20)[0-9]{2})(?:\s*[-/.年]\s*([0-9]{1,2})(?:\s*[-/.月]\s*([0-9]{1,2})\s*日?|\s*月)?|\s*年)?"
    r"(?:[T\s]+[0-9]{1,2}:[0-9]{2}.*)?\s*"
    r"|\s*((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})\s*"
)
_CLOCK = regex.compile(
    r"[0-9][T\s]+(?!00:00(?::00)?(?![0-9:]))([0-2][0-9]:[0-5][0-9](?::[0-5][0-9])?)"
)
_NAME = regex.compile(
    r"(?<![0-9A-Za-z])((?:19|20)[0-9]{2})(?:([-_.]?)([0-9]{2})\2([0-9]{2})|[-_.]([0-9]{2})"
    r"|年([0-9]{1,2})月(?:([0-9]{1,2})日)?)(?![0-9A-Za-z])"
)
_HEAD = 3000  # characters that may hold the dateline
_DAY = r"(?:(?P<y>(?:19|20)[0-9]{2})年)?(?P<m>[0-9]{1,2})月(?P<d>[0-9]{1,2})日"
_DATELINE = regex.compile(
    rf"(?:本报|本网|本台|新华社|中新社|[\p{{Han}}]{{2,6}}(?:日报|晚报|网))[\p{{Han}}、]{{0,12}}{_DAY}(?:讯|电|消息|报道)"
    rf"|(?:今天|今日|今晨|今晚|昨天|昨日)[（(]{_DAY}[）)]"
    rf"|(?:发布时间|发布日期|发表时间|时间|日期)[:：]{_DAY}"
)
_ISO_LINE = regex.compile(
    r"(?:发布时间|发布日期|发表时间|时间|日期)[:：]((?:19|20)[0-9]{2})-([0-9]{1,2})-([0-9]{1,2})"
)
_YEAR = regex.compile(
    r"(?<![0-9至到\-—－~～])(?<!至|到|力争|计划|预计|未来|截止)((?:19|20)[0-9]{2})(?![0-9])年"
    r"(?!前|以前|底前|远景|目标|[^，。；]{0,16}(?:力争|预计|将))"
    r"(?P<month>[0-9]{1,2}(?:月|[-—－~～至到])|上半年|下半年|[一二三四1-4]季度|第[一二三四]季度)?"
)


def iso(text: str) -> str | None:
    """`2025`, `2025-05`, `2025/5/23`, `2025年5月23日`, `20250523` → ISO date of the same precision;
    a date-time keeps its clock time (2小时后 counts from it) unless that is midnight. None for what
    is no date."""
    match = _GIVEN.fullmatch(text)
    found = _iso(*(match[i] or match[i + 3] for i in (1, 2, 3))) if match else None
    clock = _CLOCK.search(text)
    return f"{found}T{clock[1]}" if found and clock else found


def from_name(name: str) -> str | None:
    """The date that a file is named after, of its last part only."""
    for match in _NAME.finditer(name.rsplit("/", 1)[-1]):
        found = _iso(match[1], match[3] or match[5] or match[6], match[4] or match[7])
        if found:
            return found
    return None


def from_text(raw: str) -> tuple[str | None, Origin | None]:
    """What the text says itself: its dateline, else the year it was most likely written in."""
    text = "".join(raw.split())
    year = _year(text)
    head = simplify(text[:_HEAD])
    if match := _ISO_LINE.search(head):
        return _iso(match[1], match[2], match[3]), "dateline"
    match = _DATELINE.search(head)
    if match and (found := _iso(match["y"] or year, match["m"], match["d"])):
        return found, "dateline"
    return (year, "inferred") if year else (None, None)


def _year(text: str) -> str | None:
    """The latest year of the text that is no plan. Where a text that speaks of 今年 names its
    latest year without a month, that year is over: the text is of the next one."""
    latest, current = 0, False
    for match in _YEAR.finditer(text):
        year = int(match[1])
        if year < latest:
            continue
        current = bool(match["month"]) or (current and year == latest)
        latest = year
    if not latest:
        return None
    return str(latest + 1 if "今年" in text and not current else latest)


def _iso(year: str | None, month: str | None, day: str | None) -> str | None:
    if year is None:
        return None
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    parts = [
        f"{int(part):0{4 if i == 0 else 2}d}" for i, part in enumerate((year, month, day)) if part
    ]
    return "-".join(parts)
