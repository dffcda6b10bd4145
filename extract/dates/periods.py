"""From an expression to the period it names: steps in order, both sides, what opens and closes."""

from __future__ import annotations

from dataclasses import replace

from extract.dates.grammar import Expression, Side
from extract.dates.parts import DayPart, Season
from extract.dates.scene import Scene
from extract.dates.steps import Nth, Relative, SamePeriod, Step, Unit, Weekday
from extract.dates.timex import RANK, Period, add, hide, join, unit

_LOOSE = {"左右", "前后", "上下", "许"}
_TO_NOW = ("今", "目前", "现在")


def says_a_date(found: Expression, scene: Scene) -> bool:
    """Whether the parts are enough for a date: `十四五` is the name of a plan, 周末 any weekend."""
    assert isinstance(found.body, Side)
    step = found.body.steps[0]
    if isinstance(step, Nth) and not scene.alone:  # 第三天 counts from a day the narrative set
        near = scene.near
        return step.grain == "day" and near is not None and near.grain == "day"
    if len(found.body.steps) > 1 or found.to:
        return True
    if isinstance(step, Unit) and step.grain == "plan":
        return bool(found.closer)
    if scene.alone:
        return True
    if isinstance(step, SamePeriod):
        return scene.last is not None
    return not (isinstance(step, Weekday) and step.weekend)


def whole(found: Expression, body: Side, scene: Scene) -> Period:
    """The period of the expression. Raises ValueError or OverflowError where there is none."""
    if body.fresh:
        scene = replace(scene, near=None)
    period = resolve(body.steps, scene)
    step = body.steps[0]
    if len(body.steps) == 1 and not scene.alone:
        if isinstance(step, DayPart) and not scene.near:
            period = hide(period, "day")._replace(value="XXXX-XX-XX" + step.code)
        elif isinstance(step, Season) and step.grain == "season" and step.code[0] in "SFW":
            period = hide(period, "year")
    if found.to:
        period = _range(period, body.steps, found.to.steps, scene)
    return _bounded(period, found, scene)


def resolve(steps: list[Step], scene: Scene) -> Period:
    """Apply the steps in order. 29 February finds the nearest earlier leap year."""
    try:
        return _apply(steps, scene)
    except ValueError:
        leap_day = steps[0] == Unit("month", 2, 2) and Unit("day", 29, 29) in steps
        if not leap_day or scene.now is None:
            raise
    for years in range(1, 8):
        start = scene.now.start
        earlier = scene.now._replace(start=start.replace(year=start.year - years, day=1))
        try:
            return _apply(steps, replace(scene, now=earlier, near=None, ahead=True))
        except ValueError:
            continue
    raise ValueError("no leap year")


def _apply(steps: list[Step], scene: Scene) -> Period:
    outer: Period | None = None
    for step in steps:
        outer = step.apply(outer, scene)
    if outer is None:
        raise ValueError("no steps")
    return outer


def _range(first: Period, a: list[Step], b: list[Step], scene: Scene) -> Period:
    """From `first` to what `b` says; `b` inherits what it leaves out (2018年12月9日到15日)."""
    inherited: list[Step] = []
    if not isinstance(b[0], Relative) and RANK[b[0].grain] > RANK["year"]:
        inherited = [s for s in a if RANK[s.grain] < RANK[b[0].grain]]
    near = scene.near if first.missing else first
    told = scene if inherited else replace(scene, near=near, last=near, close=True, ahead=True)
    last = resolve([*inherited, *b], told)
    if last.end <= first.start and not first.missing:
        if not isinstance(b[0], Relative):
            last = _next(last, "day" if RANK[b[0].grain] >= RANK["part"] else "year")
        if last.end <= first.start:
            raise ValueError("ends before it begins")  # 10月5日至今天, published in September
    return join(first, last)


def _next(period: Period, step: str) -> Period:
    """The same a day or a year later."""
    start = add(period.start, step, 1)
    if period.grain != "part":
        return unit(start, period.grain)._replace(anchor=period.anchor)
    end, value = add(period.end, step, 1), f"{start:%Y-%m-%d}{period.value[10:]}"
    return period._replace(start=start, end=end, value=value)


def _bounded(period: Period, found: Expression, scene: Scene) -> Period:
    """What an opening or closing word makes of it: 截至, 以来, 之前, 左右."""
    word, now = found.closed_by, scene.now
    inclusive = any(c in word for c in "或及止")
    today = now if now and RANK[now.grain] >= RANK["day"] and not period.missing else None
    if found.opener == "until":
        return period._replace(open="start", interval=True)
    if found.closer == "since":
        if today and any(w in word for w in _TO_NOW) and period.start < today.end:
            return join(period, unit(today.start, "day"), period.grain)
        return period._replace(open="end", interval=True)
    if found.closer == "before":
        mod = "ON_OR_BEFORE" if inclusive else "BEFORE"
        if today and today.end < period.end:  # a deadline: the time from now to it
            since = unit(today.start, "day")
            value = f"{since.value}/{period.value}"
            return period._replace(start=since.start, value=value, interval=True, mod=mod)
        return period._replace(open="start", interval=True, mod=mod)
    if found.closer == "after":
        if not inclusive and RANK[period.grain] < RANK["days"] and not period.missing:
            period = period._replace(start=period.end)
        mod = "ON_OR_AFTER" if inclusive else "AFTER"
        return period._replace(open="end", interval=True, mod=mod)
    if found.closer == "eve":  # the days before, nobody says how many
        return period._replace(open="both", mod="BEFORE")
    return period._replace(mod="APPROX") if word in _LOOSE else period
