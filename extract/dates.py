"""Finder of dates: points, intervals, durations and recurrences in time.

Grammar in `dategrammar`, meaning of each part in `datesteps`, vocabulary in `rules/dates.yml`; the
conventions are told in `docs/dates.md`. A date without a year takes it from the date that the
narrative last set in the same block, else from the publication; what neither says stays open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from spacy.tokens import Doc

from extract import numerals
from extract.dategrammar import Expression, Grammar, Length, Side, grammar
from extract.datelengths import resolve_length
from extract.datesteps import DayPart, Relative, Scene, Season, Step, Unit
from extract.datewords import any_of
from extract.records import Date, Ignored, MentionBase
from extract.rules import Rules
from extract.script import simplify
from extract.segment import Layout, layout
from extract.timex import RANK, Period, add, hide, join, of, unit

_ISO = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:[T ](\d\d):(\d\d)(?::(\d\d))?)?")


def find(doc: Doc, rules: Rules) -> Iterator[MentionBase | Ignored]:
    """The dates of `doc`; offsets into its text. Intervals are ISO and inclusive at both ends."""
    plan = layout(doc, rules)
    yield from rules.compiled(_Finder).find(plan)


class _Finder:
    def __init__(self, rules: Rules) -> None:
        self.grammar: Grammar = grammar(rules)
        words = self.grammar.words.rules
        self._plans = re.compile(any_of(words.plan_words))
        self._comparing = re.compile(rf"(?:{any_of(words.comparing)}){{1,2}}$")

    def find(self, plan: Layout) -> Iterator[Date]:
        text = simplify(numerals.plain_digits(plan.text))
        scene = Scene(now=publication(plan.published))
        block = -1
        at = 0
        for start in self.grammar.starts(text):
            if start < at:
                continue
            found = self.grammar.parse(text, start)
            if isinstance(found, int):
                at = found if found > start + 1 else at
                continue
            if found.start < at:
                found.start = start
            sentence = plan.sentence(start)
            here = sentence.block.start if sentence else -1
            if here != block:
                block, scene.near = here, None
            alone = self._alone(text, found)
            window = (
                text[max(0, found.start - 8) : found.start] + "|" + text[found.end : found.end + 24]
            )
            scene.ahead = alone or found.closer == "before" or bool(self._plans.search(window))
            date = self._date(text, found, scene, alone)
            if date:
                at = date.end
                yield date

    @staticmethod
    def _alone(text: str, found: Expression) -> bool:
        rest = text[max(0, found.start - 2) : found.start] + text[found.end : found.end + 2]
        return not any(c.isalnum() for c in rest)

    def _date(self, text: str, found: Expression, scene: Scene, alone: bool) -> Date | None:
        if isinstance(found.body, str):
            return self._fixed(found)
        if isinstance(found.body, Length):
            return resolve_length(found, found.body, scene, alone)
        if not _says_a_date(found):
            return None
        span = {"start": found.start, "end": found.end}
        if found.opener == "every":
            return self._recurring(found, found.body, span)
        try:
            period = self._period(found, scene, alone)
        except (ValueError, OverflowError):
            return Date(**span, kind="date", rule="dates/impossible")
        if not self._comparing.search(text, max(0, found.start - 2), found.start):
            _moves(scene, period)
        return _record(period, span, found)

    def _fixed(self, found: Expression) -> Date:
        value = str(found.body)
        kind = "date" if value.endswith("_REF") else "recurring"
        return Date(
            start=found.start, end=found.end, kind=kind, timex=value, anchor="unresolved", rule=f"dates/{kind}"
        )  # fmt: skip

    def _recurring(self, found: Expression, body: Side, span: dict[str, int]) -> Date | None:
        try:
            value = _resolve(body.steps, Scene()).value
        except (ValueError, OverflowError):
            return None
        return Date(**span, kind="recurring", timex=value, rule="dates/recurring")

    def _period(self, found: Expression, scene: Scene, alone: bool) -> Period:
        assert isinstance(found.body, Side)
        steps = found.body.steps
        first = _resolve(steps, scene)
        if (
            len(steps) == 1
            and not alone
            and not scene.near
            and isinstance(steps[0], DayPart | Season)
        ):
            if isinstance(steps[0], DayPart):
                first = replace(hide(first, "day"), value="XXXX-XX-XX" + steps[0].code)
            elif first.grain == "season":
                first = hide(first, "year")
        if found.to:
            first = _range(first, steps, found.to.steps, scene)
        return _close(first, found, scene)


def publication(published: str | None) -> Period | None:
    """The period that the article was published in: a moment, a day, a month or a year."""
    m = _ISO.match(published or "")
    if m is None:
        return None
    year, month, day, hour, minute, second = (int(g or 0) for g in m.groups())
    try:
        if m[4]:
            return unit(datetime(year, month, day, hour, minute, second), "second")
        return of(year, month, day)
    except ValueError:
        return None


def _resolve(steps: list[Step], scene: Scene) -> Period:
    outer: Period | None = None
    for step in steps:
        outer = step.apply(outer, scene)
    assert outer is not None
    return outer


def _range(first: Period, a: list[Step], b: list[Step], scene: Scene) -> Period:
    """From `first` to what `b` says; `b` inherits what it leaves out (2018年12月9日到15日)."""
    inherited: list[Step] = []
    if not isinstance(b[0], Relative) and RANK[b[0].grain] > RANK["year"]:
        inherited = [s for s in a if RANK[s.grain] < RANK[b[0].grain]]
    last = _resolve([*inherited, *b], scene)
    if last.end <= first.start and not first.missing:
        step = "day" if RANK[b[0].grain] >= RANK["part"] else "year"
        later = unit(add(last.start, step, 1), last.grain)
        last = replace(later, anchor=last.anchor)
    return join(first, last)


def _close(period: Period, found: Expression, scene: Scene) -> Period:
    """What an opening or closing word makes of it: 截至, 以来, 之前, 左右."""
    mods = {"before": "BEFORE", "after": "AFTER", "around": "APPROX"}
    word = found.closed_by
    if found.opener == "until":
        return replace(period, open="start", interval=True)
    if found.closer == "since":
        if "今" in word or "目前" in word or "现在" in word:
            now = scene.now
            if now and RANK[now.grain] >= RANK["day"] and not period.missing:
                return join(period, unit(now.start, "day"), period.grain)
        return replace(period, open="end", interval=True)
    if found.closer == "before":
        return replace(
            period,
            open="start",
            interval=True,
            mod="ON_OR_BEFORE" if "或" in word or "及" in word or "止" in word else "BEFORE",
        )
    if found.closer == "after":
        strict = not ("或" in word or "及" in word)
        if strict and RANK[period.grain] < RANK["days"] and not period.missing:
            period = replace(period, start=period.end)
        return replace(period, open="end", interval=True, mod="AFTER" if strict else "ON_OR_AFTER")
    if word in ("左右", "前后", "上下", "许"):
        return replace(period, mod=mods["around"])
    return period


def _moves(scene: Scene, period: Period) -> None:
    """The narrative has moved to `period`, where it is a time within one year."""
    if not period.missing and RANK[period.grain] >= RANK["year"] and period.grain != "years":
        scene.last = scene.near = period


def _says_a_date(found: Expression) -> bool:
    assert isinstance(found.body, Side)
    steps = found.body.steps
    only = len(steps) == 1
    if only and isinstance(steps[0], Unit) and steps[0].grain == "plan":
        return bool(found.closer)
    return True


def _record(period: Period, span: dict[str, int], found: Expression) -> Date:
    value = period.value
    if period.open == "end":
        value = f"{value}/.."
    elif period.open == "start":
        value = f"../{value}"
    kind = "interval" if period.interval else "date"
    return Date(
        **span,
        kind=kind,
        timex=value,
        date_start=period.first,
        date_end=period.last,
        anchor="unresolved" if period.missing else period.anchor,
        mod=period.mod,
        rule=f"dates/{kind}",
    )
