"""A series as a chart: SVG, PNG or HTML, drawn by Vega-Lite without a browser or a network.

In SVG and HTML the reader's own fonts write the Chinese text; a PNG needs one here.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from extract.errors import ConfigError
from extract.present import figure, period
from extract.series.points import Point

_FONTS = "Noto Sans CJK SC, Source Han Sans SC, PingFang SC, Microsoft YaHei, SimHei, sans-serif"
_SCALES = ((1e12, "万亿"), (1e8, "亿"), (1e4, "万"), (1.0, ""))


def draw(found: Sequence[Point], out: Path) -> None:
    """Write the points as a chart into `out`; its suffix says the format."""
    form = out.suffix.lower()
    if form not in (".svg", ".png", ".html"):
        raise ConfigError(f"{out}: a chart is .svg, .png or .html")
    if not found:
        raise ConfigError("there is no point to draw")
    vlc = _library("vl_convert")
    spec = chart(found).to_dict()
    if form == ".html":
        out.write_text(vlc.vegalite_to_html(spec, bundle=True), "utf-8")
    elif form == ".svg":
        out.write_text(vlc.vegalite_to_svg(spec), "utf-8")
    else:
        if not writes_chinese():
            raise ConfigError(f"{out}: no font here writes Chinese; install one, or draw an .svg")
        out.write_bytes(vlc.vegalite_to_png(spec, scale=2))


def chart(found: Sequence[Point]) -> Any:
    """The points as an Altair chart: a line for each thing measured over periods of one length."""
    alt = _library("altair")
    top = max(abs(float(p.value or p.high or 0)) for p in found)
    scale, word = next((s, w) for s, w in _SCALES if top >= s or s == 1)
    rows = [_row(point, scale) for point in found]
    base = alt.Chart(alt.Data(values=rows)).encode(
        x=alt.X("day:T", title=None, axis=alt.Axis(format="%Y-%m-%d", labelOverlap=True)),
        y=alt.Y("value:Q", title=f"{word}{found[-1].unit or ''}", scale=alt.Scale(zero=False)),
        color=alt.Color("line:N", title=None),
        tooltip=[
            alt.Tooltip(f"{name}:N", title=name)
            for name in ("period", "figure", "growth", "stated", "others", "articles", "text")
        ],
    )
    marks = base.mark_point(size=70, filled=True).encode(
        shape=alt.Shape(
            "conflict:N",
            title="conflict",
            scale=alt.Scale(domain=["no", "yes"], range=["circle", "cross"]),
        )
    )
    title = " · ".join(dict.fromkeys([found[-1].subject, found[-1].measure]))
    drawn = (base.mark_line() + marks).properties(width=640, height=360, title=title)
    return drawn.configure(font=_FONTS)


def _row(point: Point, scale: float) -> dict[str, Any]:
    value = point.value if point.value is not None else point.low
    line = [point.base, point.measure, point.qualifier, point.scope, _length(point)]
    line.append(point.modality if point.modality != "actual" else None)
    told = {name: getattr(point, name) for name in ("value", "low", "high", "bound", "unit")}
    return {
        "day": point.period_end or point.period_start,
        "value": None if value is None else float(value) / scale,
        "line": " · ".join(filter(None, line)),
        "period": period(point.period_start, point.period_end),
        "figure": figure({**told, "direction": None}),
        "growth": "" if point.growth_computed is None else f"{point.growth_computed}%",
        "stated": "" if point.growth_stated is None else f"{point.growth_stated}%",
        "conflict": "yes" if point.conflict else "no",
        "others": "; ".join(point.others),
        "articles": ", ".join(point.articles),
        "text": " ".join(point.text.split()),
    }


def _length(point: Point) -> str:
    """What kind of period it is; points of different kinds make different lines."""
    if not point.dated:
        return "as told"
    months = (int(point.period_end[:4] or 0) - int(point.period_start[:4] or 0)) * 12 + 1
    months += int(point.period_end[5:7] or 0) - int(point.period_start[5:7] or 0)
    return {12: "year", 6: "half-year", 3: "quarter", 1: "month"}.get(months, f"{months} months")


def writes_chinese() -> bool:
    """Whether a font with Chinese characters is installed; on desktops other than Linux one is."""
    if sys.platform != "linux":
        return True
    if shutil.which("fc-list") is None:
        return False
    listed = subprocess.run(["fc-list", ":lang=zh", "family"], capture_output=True, text=True)
    return bool(listed.stdout.strip())


def _library(name: str) -> Any:
    from importlib import import_module

    try:
        return import_module(name)
    except ImportError:
        raise ConfigError("charts are drawn by Altair: pip install 'xianzhi[chart]'") from None
