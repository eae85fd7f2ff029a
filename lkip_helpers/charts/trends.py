"""Targets and realisasi over the years, one small chart for each indikator."""

import math
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lkip_helpers.charts.bars import require_rows
from lkip_helpers.charts.canvas import Canvas, measure_height, measure_width, wrap_text
from lkip_helpers.report import figure_style as style
from lkip_helpers.report.figure_layer import name_marks
from lkip_helpers.report.figure_style import apply_style
from lkip_helpers.report.format import format_short, is_empty
from lkip_helpers.report.quantities import write_quantity

_LEGEND = 0.3
_PANEL, _LEAST = 0.85, 0.6  # height of one chart, and of one among many
_TAHUN = 0.22  # room for the years under it
_GAP, _LABEL = 0.3, 0.2  # between charts; of a number beside its point
_ROW_GAP = 0.16
_NAME = 0.36  # two lines over a chart
_SCALE = "Skalanya tidak bermula dari nol."
_MANY_SCALES = (
    "Skala setiap diagram berbeda dan tidak bermula dari nol; bandingkan angkanya, bukan "
    "kemiringan garisnya."
)


@apply_style
def plot_trend(frame: pd.DataFrame, title: str = "") -> Figure:
    """Target (dashed, hollow) and realisasi (solid, filled) by year, a panel for each indikator.

    frame: indikator, tahun (int), target, realisasi (NaN where a year has none: the line breaks);
    used when there: satuan, target_atas (a band). Each panel has its own scale, near its values:
    lines need no zero, and the subtitle says so. Raises ValueError for an empty frame.
    """
    require_rows(len(frame), "perkembangan indikator")
    panel = [p.sort_values("tahun") for _, p in frame.groupby("indikator", sort=False)]
    tahun = range(int(frame["tahun"].min()), int(frame["tahun"].max()) + 1)
    column = _choose_columns(len(panel), len(tahun))
    width = (style.width() - (column - 1) * _GAP) / column
    name = [wrap_text(_name_panel(p), width, style.TEXT, True) for p in panel]
    series = [range(i, min(i + column, len(panel))) for i in range(0, len(panel), column)]
    header = [max(measure_height(name[i]) for i in d) + 0.06 for d in series]
    fixed = _LEGEND + math.fsum(header) + len(series) * (_TAHUN + _ROW_GAP) - _ROW_GAP
    chart = min(_PANEL, max(_LEAST, (style.HIGHEST - fixed) / len(series)))
    canvas = Canvas(fixed + len(series) * chart, title, _MANY_SCALES if len(panel) > 1 else _SCALE)
    _draw_legend(canvas)
    y = _LEGEND
    for d, k in zip(series, header, strict=True):
        for j, i in enumerate(d):
            x = j * (width + _GAP)
            canvas.write(x, y, name[i], thick=True, va="top")
            _draw_panel(canvas.add_axes(x, y + k, width, chart), panel[i], tahun)
        y += k + chart + _TAHUN + _ROW_GAP
    return canvas.figure


def _choose_columns(panel: int, tahun: int) -> int:
    """Panels side by side: as many as a page needs; else at most three, a number at each year.

    A phone has no end of page.
    """
    phone = style.width() < style.WIDTH
    rows = int((style.HIGHEST - _LEGEND) / (_NAME + _LEAST + _TAHUN + _ROW_GAP))
    least = 1 if phone else math.ceil(panel / rows)
    most = 2 if phone or panel <= 4 else 3
    return max(least, min(panel, most, int(style.width() / (tahun * 0.4))))


def _name_panel(panel: pd.DataFrame) -> str:
    satuan = panel["satuan"].iloc[0] if "satuan" in panel else None
    name = str(panel["indikator"].iloc[0])
    return name if is_empty(satuan) or not str(satuan).strip() else f"{name} ({satuan})"


def _draw_legend(canvas: Canvas) -> None:
    layer = canvas.add_layer()
    x = 0.0
    for name, look in (("realisasi", _REALISASI), ("target", _TARGET)):
        layer.plot([x, x + 0.15, x + 0.3], [0.09] * 3, markevery=[1], **look)
        canvas.write(x + 0.38, 0.09, name, size=style.SMALL)
        x += 0.38 + measure_width(name, style.SMALL) + 0.3


_REALISASI: dict[str, Any] = {"color": style.BLUE, "linewidth": 1.8, "marker": "o", "ms": 4.5}
_TARGET: dict[str, Any] = {
    "color": style.MUTED, "linewidth": 1.0, "linestyle": (0, (3, 2)), "marker": "o",
    "markersize": 4.0, "markerfacecolor": style.PAPER,
}  # fmt: skip


def _draw_panel(axes: Axes, panel: pd.DataFrame, tahun: range) -> None:
    ends = [k for k in ("target_atas",) if k in panel and panel[k].notna().any()]
    per_tahun = panel.set_index("tahun")[["target", "realisasi", *ends]].astype("float64")
    per_tahun = per_tahun.reindex(tahun)
    satuan = panel["satuan"].iloc[0] if "satuan" in panel else ""
    written = _write(per_tahun, satuan)
    number = written.to_numpy().ravel()
    label = max(measure_width(a, style.SMALL, True) for a in number) + 0.05
    width = axes.get_position().width * style.width()
    edge = max(0.5, label / 2 * (len(tahun) - 1) / (width - label))  # half a number, in years
    axes.set_xlim(tahun[0] - edge, tahun[-1] + edge)
    axes.set_xticks(tahun, [str(t) for t in tahun])
    axes.spines["bottom"].set_visible(True)
    axes.spines["bottom"].set_color(style.LINE)
    if per_tahun.isna().all().all():
        axes.set_ylim(0, 1)
        axes.text((tahun[0] + tahun[-1]) / 2, 0.5, "tidak ada data", color=style.MUTED, ha="center")
        return
    _draw_line(axes, per_tahun, written)
    skip = math.ceil(label / (width / (len(tahun) - 1 + 2 * edge)))
    shown = slice((len(tahun) - 1) % skip, None, skip)
    _write_numbers(axes, per_tahun.iloc[shown], written.iloc[shown])


def _draw_line(axes: Axes, per_tahun: pd.DataFrame, written: pd.DataFrame) -> None:
    lower, upper = per_tahun.min().min(), per_tahun.max().max()
    height = axes.bbox.height / axes.figure.dpi
    workspace = (upper - lower) * _LABEL / (height - 2 * _LABEL) or max(abs(upper) * 0.05, 1.0)
    axes.set_ylim(lower - workspace, upper + workspace)
    told = {k: _name_points(per_tahun[k], written[k]) for k in written}
    axes.plot(per_tahun.index, per_tahun["target"], zorder=2, **_TARGET, **told["target"])
    if "target_atas" in per_tahun:
        upper = per_tahun["target_atas"].fillna(per_tahun["target"])
        axes.plot(per_tahun.index, upper, zorder=2, **_TARGET)
        axes.fill_between(
            per_tahun.index, per_tahun["target"], upper, color=style.BACKGROUND, zorder=1
        )
    axes.plot(per_tahun.index, per_tahun["realisasi"], zorder=3, **_REALISASI, **told["realisasi"])


def _name_points(value: "pd.Series[float]", written: "pd.Series[str]") -> dict[str, Any]:
    known = written[value.notna()]
    return name_marks(*(f"{t}: {value.name} {text}" for t, text in known.items()))


def _write(per_tahun: pd.DataFrame, satuan: str) -> pd.DataFrame:
    """Target and realisasi of each year as said: predicates by letters, ranges by both ends."""
    upper = per_tahun.get("target_atas", pd.Series(math.nan, per_tahun.index))
    target = [
        write_quantity(v, satuan, u) or format_short(v)
        for v, u in zip(per_tahun["target"], upper, strict=True)
    ]
    realisasi = [write_quantity(v, satuan) or format_short(v) for v in per_tahun["realisasi"]]
    return pd.DataFrame({"target": target, "realisasi": realisasi}, per_tahun.index)


def _write_numbers(axes: Axes, per_tahun: pd.DataFrame, written: pd.DataFrame) -> None:
    """The numbers of these years: as many as find room beside one another, the last among them."""
    for t, b in per_tahun.iterrows():
        target, realisasi = b["target"], b["realisasi"]
        ends = [v - realisasi for v in (target, b.get("target_atas", math.nan))]
        room = min((v for v in ends if v > 0), default=math.inf)
        above = room >= min((-v for v in ends if v <= 0), default=math.inf)
        text = written.loc[t]
        _write_value(axes, int(t), realisasi, text["realisasi"], style.BLUE, True, above)
        if text["target"] == text["realisasi"]:
            continue  # one number for both
        beside = not math.isnan(realisasi) and not above
        place = b.get("target_atas", target) if beside else target
        _write_value(axes, int(t), place, text["target"], style.MUTED, False, beside)


def _write_value(
    axes: Axes, tahun: int, value: float, text: str, color: str, thick: bool, above: bool
) -> None:
    """A number beside its point, on the side away from the other series."""
    if math.isnan(value):
        return
    axes.annotate(
        text,
        (tahun, value),
        xytext=(0, 5 if above else -5),
        textcoords="offset points",
        ha="center",
        va="bottom" if above else "top",
        fontsize=style.SMALL,
        color=color,
        fontweight="bold" if thick else "normal",
        bbox={"facecolor": style.PAPER, "edgecolor": "none", "pad": 0.3},  # lines end before it
        zorder=5,
    )
