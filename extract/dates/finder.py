"""Finder of dates: points, intervals, durations and recurrences in time.

Grammar in `dategrammar`, meaning of each part in `datesteps`, vocabulary in `rules/dates.yml`; the
conventions are told in `docs/dates.md`. A date without a year takes it from the date that the
narrative last set in the same block, else from the publication; what neither says stays open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from spacy.tokens import Doc

from extract import numerals
from extract.dates.grammar import Expression, Side, grammar
from extract.dates.lengths import Length, resolve_length
from extract.dates.patterns import SPACE
from extract.dates.periods import resolve, says_a_date, whole
from extract.dates.scene import Scene, publication
from extract.dates.timex import RANK, Period
from extract.dates.words import Vocabulary, any_of
from extract.records import Date, Ignored, MentionBase
from extract.rules import Rules
from extract.script import simplify
from extract.segment import Layout, layout

Kind = Literal["date", "interval", "duration", "recurring"]
_UNITS = "个几两钟点时号历闰季"  # of the patterns, beside the vocabulary
_WIDE = re.compile("[０-９]")
_SHORT = ("day", "hour", "minute", "second")  # what a step of work takes
# 从图纸到下田要90天，眼下只需 | 35天
_BY_NOW = re.compile(
    r"\d[^，。；]{0,4}(?:天|小时|分钟|秒|个工作日|个月)[^。；]{0,12}?，"
    "(?:[^，。；]{0,10}?)(?:现在|如今|眼下|目前|后)[只仅](?:需要?|要|用了?)$"
)
_TOLD = 40
_PRESENT, _STILL = "PRESENT_REF", ("连续", "这")  # 连续第三年, 这些年 lead nowhere else
_BEFORE, _AFTER = 8, 24  # how far around a date a word of planning is looked for


def find(doc: Doc, rules: Rules) -> Iterator[MentionBase | Ignored]:
    """The dates of `doc`; offsets into its text. Intervals are ISO and inclusive at both ends."""
    yield from rules.compiled(_Finder).find(layout(doc, rules))


class _Finder:
    """The grammar, and the words around a date that say how to read it."""

    def __init__(self, rules: Rules) -> None:
        self._grammar = grammar(rules)
        words = self._grammar.words.rules
        self._traditional = re.compile(f"[{_traditional(self._grammar.words)}]")
        self._plans = re.compile(any_of(words.plan_words))
        self._estimates = re.compile(rf"(?:{any_of(words.estimate_words)})$")
        self._coming = re.compile(rf"(?:{any_of(words.coming_words)})[于在到至]?$")
        self._just = re.compile(rf"(?:{any_of(words.just_over)})“?$")
        self._booked = re.compile(rf"(?:{any_of(words.booked)})了?$")
        self._since = re.compile(rf"(?:{any_of(words.begun)})的")
        self._began = re.compile(  # 自去年6月 | 投产以来, 自去年6月份 | 连续15个月下降后
            rf"[^，。；、\n\d]{{1,8}}(?:{any_of(words.ever_since)})|连续[^，。；]{{2,12}}[后来，]"
        )
        year = r"(?:(?:19|20)\d\d|[今去前当上])年[底末初]?"
        now = "如今|现在|目前|当前|眼下|今天"  # 增加到2024年的 | 25天, 压缩到如今的 | 8天
        than = rf"[比较][^，。；、]{{1,8}}(?:{any_of(words.sooner)})"  # 比常年快 | 2到3天
        self._measured = re.compile(
            rf"(?:{any_of(words.measured)}|[到至](?:{year}|{now})的|{than}){SPACE}$"
        )
        self._lasting = re.compile(
            rf"(?:(?:{any_of(words.lasting)})[已也]?(?:{any_of(words.so_long)})*"
            rf"|(?:{any_of(words.taking)})[只仅就也都还至少大约]{{0,3}}(?:要|需|需要|得|用了|花了)){SPACE}$"
        )
        self._told_again = re.compile(rf"(?:{any_of(words.this_day)})[（(]$")
        self._times = re.compile(r"(?:同期)?的[约近]?[\d.一二两三四五六七八九十百多]+倍")
        self._took = re.compile(
            rf"(?:从[^，。；]{{1,8}}到[^，。；]{{1,8}}|一[{words.pieces}][^，。；]{{0,10}}?"
            rf"|(?:{any_of(words.rides)})[^，。；]{{0,6}}?)"
            rf"(?:{any_of(words.took)}){SPACE}$"
        )
        self._enough = re.compile(rf"{SPACE}(?:{any_of(words.enough)})")
        self._shortened = re.compile(rf"{SPACE}(?:{any_of(words.shortened)})")
        then = rf"(?:{any_of(words.once)}|{year})?的?|[^，。；、]{{1,8}}的"
        self._starting = re.compile(rf"[由从](?:{then})$")
        self._comparing = re.compile(rf"(?:{any_of(words.comparing)}){{1,2}}$")

    def find(self, plan: Layout) -> Iterator[Date]:
        text = self._plain(plan.text)
        scene = Scene(now=publication(plan.published))
        block, told, at, done = None, None, 0, 0
        for start in self._grammar.starts(text):
            if start < at:
                continue
            found = self._grammar.parse(text, start)
            if isinstance(found, int):
                at = found
                continue
            found.start = max(found.start, done)
            sentence = plan.sentence(start)
            if sentence and sentence.block is not block:
                block = sentence.block
                scene.enter(block.kind)
            scene.close = scene.near is not None and sentence is told
            scene.alone = block is None or _alone(text, found, block.start, block.end)
            date = self._date(text, found, scene)
            if date:
                at, done, told = date.end, date.end, sentence
                if block and date.anchor == "absolute":
                    scene.framed(block.kind)
                yield date

    def _changed(self, text: str, found: Expression, body: Length) -> bool:
        """由150天缩短…, 18个月就够了, 从申请到放款只用了5天: a length that is measured, no time of
        anything."""
        if self._enough.match(text, found.end):
            return True
        short = body.parts[-1][1] in _SHORT
        if short and self._took.search(text, max(0, found.start - _AFTER), found.start):
            return True
        if short and _BY_NOW.search(text, max(0, found.start - _TOLD), found.start):
            return True
        if not self._shortened.match(text, found.end):
            return False
        return bool(self._starting.search(text, max(0, found.start - _BEFORE), found.start))

    def _plain(self, text: str) -> str:
        """`text` with half-width digits and, where it is written in them, simplified characters."""
        if _WIDE.search(text):
            text = numerals.plain_digits(text)
        return simplify(text) if self._traditional.search(text) else text

    def _date(self, text: str, found: Expression, scene: Scene) -> Date | None:
        if isinstance(found.body, str):
            if found.body == _PRESENT and not text.startswith(_STILL, found.start):
                scene.near = scene.frame  # 去年3月投产，如今…，上半年产值1.2亿元
            return _fixed(found, found.body)
        if isinstance(found.body, Length):
            before = max(0, found.start - _BEFORE)
            if self._measured.search(text, before, found.start):
                return None
            if self._lasting.search(text, before - _BEFORE if before > _BEFORE else 0, found.start):
                return None
            if self._changed(text, found, found.body):
                return None
            return resolve_length(found.body, found.start, scene)
        if not says_a_date(found, scene):
            return None
        self._plan(text, found, found.body, scene)
        return self._placed(text, found, found.body, scene)

    def _plan(self, text: str, found: Expression, body: Side, scene: Scene) -> None:
        """Whether the words around a date without a year speak of a plan."""
        scene.coming = scene.ahead = False
        scene.until = found.opener == "until"
        first = body.steps[0]
        if first.grain == "year" and getattr(first, "basis", "") != "whole":
            return
        before = text[max(0, found.start - _BEFORE) : found.start].rpartition("\n")[2]
        after = text[found.end : found.end + _AFTER]
        if self._just.search(before):
            scene.until, scene.close = True, False  # 刚过去的“五一”假期
        if self._told_again.search(before):
            scene.near, scene.close = None, False  # 今天（12月22日）: whatever year was spoken of
        scene.coming = bool(self._coming.search(before))
        planned = scene.alone or found.closer == "before" or self._plans.search(before)
        scene.ahead = bool(planned or self._plans.search(after))
        if getattr(first, "basis", "") == "whole" and scene.just_begun() and not scene.close:
            scene.ahead = scene.ahead and not self._estimates.search(before)

    def _placed(self, text: str, found: Expression, body: Side, scene: Scene) -> Date:
        try:
            if found.opener == "every":
                value = resolve(body.steps, Scene()).value
                return _fixed(found, value)
            period = whole(found, body, scene)
        except (ValueError, OverflowError):
            return Date(start=found.start, end=found.end, kind="date", rule="dates/impossible")
        compared = self._comparing.search(text, max(0, found.start - 2), found.start) or (
            text[found.start - 1 : found.start] in ("由", "从") and text.startswith("的", found.end)
        )  # 由2023年的18亿元降到…: where it started
        aside = compared or self._aside(text, found) or "同期" in text[found.start : found.end]
        if not aside and not self._times.match(text, found.end):
            _moves(scene, period)
        return _record(found, period)

    def _aside(self, text: str, found: Expression) -> bool:
        """Whether the narrative does not move to a date: that of an event since which the text
        counts (自去年6月 | 投产以来), one that describes something (2015年 | 才成立的公司), or one
        up to which there are orders (订单已排到 | 2028年)."""
        since = text[found.start - 1 : found.start] in ("自", "从")
        if (since and self._began.match(text, found.end)) or self._since.match(text, found.end):
            return True
        return self._booked.search(text, max(0, found.start - _BEFORE), found.start) is not None


def _traditional(words: Vocabulary) -> str:
    """The traditional characters that the vocabulary may be printed in."""
    every = "".join(map(chr, range(0x4E00, 0xA000)))
    used = {
        c
        for word in (*words.steps, *words.fixed, *words.closers, *words.openers, _UNITS)
        for c in word
    }
    pairs = zip(every, simplify(every), strict=True)
    return "".join(t for t, s in pairs if t != s and s in used)


def _alone(text: str, found: Expression, start: int, end: int) -> bool:
    """Whether the block is nothing but this date (a caption, a table cell, a dateline)."""
    if found.start - start > 4 or end - found.end > 4:
        return False
    rest = text[start : found.start] + text[found.end : end]
    return not any(c.isalnum() for c in rest)


def _moves(scene: Scene, period: Period) -> None:
    """The narrative has moved to `period`, where it is a time within one year and no boundary, nor
    only what the year before is looked back to for: 上半年…，而去年上半年…."""
    since = period.open == "end" and period.grain == "year" and period.anchor == "published"
    stops = period.open == "start" and period.anchor == "absolute"
    if not period.missing and (stops or since):  # 今年以来，…。上半年…
        scene.near = period._replace(open="", interval=False)  # 截至2024年末，…全年…
    elif (
        not period.missing
        and not period.open
        and RANK[period.grain] >= RANK["year"]
        and period.grain != "years"
        and not (scene.near and _a_year_before(period, scene.near))
    ):
        point = period.mod == "END" and scene.last is not None  # 9月末，…。较上年同期: of 前三季度
        scene.last = scene.last if point else period
        scene.near = period


def _a_year_before(period: Period, near: Period) -> bool:
    """Whether it is the same part of the year before."""
    part = near.grain == period.grain != "year"
    return part and near.start.year == period.start.year + 1 and period.value[4:] == near.value[4:]


def _record(found: Expression, period: Period) -> Date:
    open_value = {"end": f"{period.value}/..", "start": f"../{period.value}"}
    kind: Kind = "interval" if period.interval else "date"
    return Date(
        start=found.start,
        end=found.end,
        kind=kind,
        timex=open_value.get(period.open, period.value),
        date_start=period.first,
        date_end=period.last,
        anchor="unresolved" if period.missing else period.anchor,
        mod=period.mod,
        rule=f"dates/{kind}",
    )


def _fixed(found: Expression, value: str) -> Date:
    """A word that is a whole date: 近年来 (PAST_REF), 每年 (P1Y)."""
    kind: Kind = "date" if value.endswith("_REF") else "recurring"
    return Date(start=found.start, end=found.end, kind=kind, timex=value, rule=f"dates/{kind}")
