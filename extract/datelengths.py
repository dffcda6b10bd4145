"""What a length of time says: a duration, the time around now, or a point that far away."""

from __future__ import annotations

from decimal import Decimal

from extract.dategrammar import Expression, Length
from extract.datesteps import Scene
from extract.records import Date
from extract.timex import RANK, Period, add, floor, length, unit, value

_FINE = ("hour", "minute", "second", "quarterhour")


def resolve_length(found: Expression, body: Length, scene: Scene, alone: bool) -> Date | None:
    """The Date for a length with what stands around it: 近3个月, 三年前, 17天内, 连续5年."""
    timex = length(body.parts)
    if body.high is not None:
        timex += "/" + length([(body.high, body.parts[0][1])])
    date = Date(
        start=found.start, end=found.end, kind="duration", timex=timex, rule="dates/duration",
        mod="MORE_THAN" if body.more else None,
    )  # fmt: skip
    if found.opener == "every":
        return date.model_copy(update={"kind": "recurring", "rule": "dates/recurring"})
    side = _direction(found, scene, alone)
    if side is None:
        if found.closer == "about":
            date.mod = "APPROX"
        if found.closer == "within":
            date.mod = "EQUAL_OR_LESS"
        return date
    try:
        _place(date, side, body, scene)
    except (ValueError, OverflowError):
        return date
    return date


def _direction(found: Expression, scene: Scene, alone: bool) -> str | None:
    if found.closer in ("ago", "later", "since"):
        return found.closer
    if found.opener in ("past", "future"):
        return found.opener
    return "future" if found.closer == "within" and alone else None


def _place(date: Date, side: str, body: Length, scene: Scene) -> None:
    """Give `date` its interval, as far as the day of publication is known."""
    point = side in ("ago", "later")
    date.kind = "date" if point else "interval"
    date.rule = f"dates/{date.kind}"
    if point:
        date.timex = "PAST_REF" if side == "ago" else "FUTURE_REF"
    now = scene.now
    grain = body.parts[-1][1]
    known = now is not None and (RANK[now.grain] >= RANK["day"])
    if now and not known and point and grain == "year" and not scene.last:
        known = True
    if not now or not known or any(n is None for n, _ in body.parts) or body.high is not None:
        return
    sign = -1 if side in ("ago", "past", "since") else 1
    at = now.start
    for n, unit_ in body.parts:
        assert n is not None
        at = add(at, unit_, n * sign)
    date.anchor = "published"
    if point:
        _point(date, at, body)
    else:
        _span(date, at, now, side, body)


def _point(date: Date, at, body: Length) -> None:
    grain = body.parts[-1][1]
    n = body.parts[-1][0] or Decimal(0)
    if n != int(n):
        grain = {"year": "month", "month": "day", "day": "day"}.get(grain, grain)
    grain = {"quarter": "month", "century": "year", "quarterhour": "minute"}.get(grain, grain)
    if grain in _FINE:
        grain = "second" if at.second else "minute"
    found = unit(at, grain)
    date.timex, date.date_start, date.date_end = found.value, found.first, found.last


def _span(date: Date, at, now: Period, side: str, body: Length) -> None:
    grain = body.parts[-1][1]
    start, end = (now.start, at) if side == "future" else (at, now.start)
    if side == "since":
        whole = (body.parts[-1][0] or Decimal(0)) % 1 == 0
        start = floor(start, grain) if whole and grain in ("year", "month") else start
    if grain in _FINE:
        date.date_start = unit(start, "minute").first
        date.date_end = unit(end, "minute").first
    else:
        date.date_start, date.date_end = value(start, "day"), value(end, "day")
