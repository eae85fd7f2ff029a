"""Targets and realisasi over the years, one small chart for each indikator."""

import math
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lkip_helpers.charts.canvas import Canvas, measure_height, measure_width, wrap_text
from lkip_helpers.report import figure_style as style
from lkip_helpers.report.format import format_large, is_empty
from lkip_helpers.report.quantities import write_quantities

_LEGEND = 0.3
_PANEL, _LEAST = 0.85, 0.6  # height of a panel, and least height where there are many
_YEARS = 0.22  # room for the years below it
_GAP, _LABEL = 0.3, 0.2  # between panels; room for a number at its point
_ROW_GAP = 0.16
_NAME = 0.36  # two lines of name above a panel
_SCALE = "Skalanya tidak bermula dari nol."
_MANY_SCALES = (
    "Skala setiap diagram berbeda dan tidak bermula dari nol; bandingkan angkanya, bukan "
    "kemiringan garisnya."
)


@style.apply_style
def plot_trend(frame: pd.DataFrame, title: str = "") -> Figure:
    """Target (dashed, hollow) and realisasi (solid, filled) by year, a panel for each indikator.

    frame: indikator, tahun (int), target, realisasi (NaN where a year has none: the line breaks);
    optional: satuan, target_atas (drawn as a band). Each panel has a scale of its own near its
    values, not from zero, as the subtitle says.
    """
    panels = [panel.sort_values("tahun") for _, panel in frame.groupby("indikator", sort=False)]
    tahun = range(int(frame["tahun"].min()), int(frame["tahun"].max()) + 1)
    columns = _choose_columns(len(panels), len(tahun))
    width = (style.width() - (columns - 1) * _GAP) / columns
    names = [wrap_text(_name_panel(panel), width, style.TEXT, True) for panel in panels]
    rows = [range(i, min(i + columns, len(panels))) for i in range(0, len(panels), columns)]
    name_heights = [max(measure_height(names[i]) for i in row) + 0.06 for row in rows]
    fixed = _LEGEND + math.fsum(name_heights) + len(rows) * (_YEARS + _ROW_GAP) - _ROW_GAP
    panel_height = min(_PANEL, max(_LEAST, (style.HIGHEST - fixed) / len(rows)))
    subtitle = _MANY_SCALES if len(panels) > 1 else _SCALE
    canvas = Canvas(fixed + len(rows) * panel_height, title, subtitle)
    _draw_legend(canvas)
    y = _LEGEND
    for row, name_height in zip(rows, name_heights, strict=True):
        for column, i in enumerate(row):
            x = column * (width + _GAP)
            canvas.write(x, y, names[i], bold=True, va="top")
            _draw_panel(canvas.add_axes(x, y + name_height, width, panel_height), panels[i], tahun)
        y += name_height + panel_height + _YEARS + _ROW_GAP
    return canvas.figure


def _choose_columns(count: int, years: int) -> int:
    """Panels side by side: as many as the page needs, else at most three that fit their numbers.

    On a phone, which has no end of page, at most two.
    """
    phone = style.width() < style.WIDTH
    rows = int((style.HIGHEST - _LEGEND) / (_NAME + _LEAST + _YEARS + _ROW_GAP))
    least = 1 if phone else math.ceil(count / rows)
    most = 2 if phone or count <= 4 else 3
    return max(least, min(count, most, int(style.width() / (years * 0.4))))


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
    upper_end = [k for k in ("target_atas",) if k in panel and panel[k].notna().any()]
    per_tahun = panel.set_index("tahun")[["target", "realisasi", *upper_end]].astype("float64")
    per_tahun = per_tahun.reindex(tahun)
    satuan = panel["satuan"].iloc[0] if "satuan" in panel else ""
    texts = _write(per_tahun, satuan)
    numbers = texts.to_numpy().ravel()
    widest = max(measure_width(text, style.SMALL, True) for text in numbers) + 0.05
    width = axes.get_position().width * style.width()
    edge = max(0.5, widest / 2 * (len(tahun) - 1) / (width - widest))  # half a number, in years
    axes.set_xlim(tahun[0] - edge, tahun[-1] + edge)
    axes.set_xticks(tahun, [str(year) for year in tahun])
    axes.spines["bottom"].set_visible(True)
    axes.spines["bottom"].set_color(style.LINE)
    if per_tahun.isna().all().all():
        axes.set_ylim(0, 1)
        axes.text((tahun[0] + tahun[-1]) / 2, 0.5, "tidak ada data", color=style.MUTED, ha="center")
        return
    _draw_line(axes, per_tahun, texts)
    shown = _choose_years(per_tahun, texts, width / (len(tahun) - 1 + 2 * edge))
    _write_numbers(axes, per_tahun.loc[shown], texts.loc[shown])


def _choose_years(per_tahun: pd.DataFrame, texts: pd.DataFrame, spacing: float) -> list[int]:
    """The years whose numbers fit, the last realisasi first. spacing: inches of a year."""
    widths = texts.map(lambda text: measure_width(text, style.SMALL, True) + 0.05).max(axis=1)
    chosen: list[int] = []
    for year in [*per_tahun["realisasi"].dropna().index[-1:], *reversed(per_tahun.index)]:
        if all(abs(year - o) * spacing * 2 >= widths[year] + widths[o] for o in chosen):
            chosen.append(year)
    return sorted(chosen)


def _draw_line(axes: Axes, per_tahun: pd.DataFrame, texts: pd.DataFrame) -> None:
    lower, upper = per_tahun.min().min(), per_tahun.max().max()
    height = axes.bbox.height / axes.figure.dpi
    padding = (upper - lower) * _LABEL / (height - 2 * _LABEL) or max(abs(upper) * 0.05, 1.0)
    axes.set_ylim(lower - padding, upper + padding)
    known = {name: texts[name][per_tahun[name].notna()] for name in texts}
    marks = {
        name: style.name_marks(*(f"{year}: {name} {text}" for year, text in column.items()))
        for name, column in known.items()
    }
    years, target = per_tahun.index, per_tahun["target"]
    axes.plot(years, target, zorder=2, **_TARGET, **marks["target"])
    if "target_atas" in per_tahun:
        upper_end = per_tahun["target_atas"].fillna(target)
        axes.plot(years, upper_end, zorder=2, **_TARGET)
        axes.fill_between(years, target, upper_end, color=style.BACKGROUND, zorder=1)
    axes.plot(years, per_tahun["realisasi"], zorder=3, **_REALISASI, **marks["realisasi"])


def _write(per_tahun: pd.DataFrame, satuan: str) -> pd.DataFrame:
    """Target and realisasi of each year as text: predicates by letters, ranges by both ends."""
    keys = ["target", "realisasi"]
    written = write_quantities(per_tahun.assign(satuan=satuan), keys)[keys]
    return written.map(lambda value: value if isinstance(value, str) else format_large(value))


def _write_numbers(axes: Axes, per_tahun: pd.DataFrame, texts: pd.DataFrame) -> None:
    """Write the numbers of these years, each above or below its point, away from the other line."""
    for year, row in per_tahun.iterrows():
        target, realisasi = row["target"], row["realisasi"]
        ends = [v - realisasi for v in (target, row.get("target_atas", math.nan))]
        room = min((v for v in ends if v > 0), default=math.inf)
        above = room >= min((-v for v in ends if v <= 0), default=math.inf)
        text = texts.loc[year]
        look = {"color": style.BLUE, "fontweight": "bold"}
        _write_value(axes, (int(year), realisasi), text["realisasi"], above, **look)
        if text["target"] == text["realisasi"]:
            continue  # one number for both
        beside = not math.isnan(realisasi) and not above
        place = row.get("target_atas", target) if beside else target
        _write_value(axes, (int(year), place), text["target"], beside, color=style.MUTED)


def _write_value(axes: Axes, point: tuple[int, float], text: str, above: bool, **look: Any) -> None:
    """Write a number above or below its point; nothing for NaN."""
    if math.isnan(point[1]):
        return
    place, va = ((0, 5), "bottom") if above else ((0, -5), "top")
    box = {"facecolor": style.PAPER, "edgecolor": "none", "pad": 0.3}  # hides the line
    look |= {"ha": "center", "va": va, "fontsize": style.SMALL, "bbox": box, "zorder": 5}
    axes.annotate(text, point, place, textcoords="offset points", **look)
