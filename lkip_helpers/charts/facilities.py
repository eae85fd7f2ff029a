"""Which sarana each kelurahan has, as a matrix of marks."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle

from lkip_helpers.charts.bars import require_rows
from lkip_helpers.charts.canvas import Canvas, measure_height, measure_width, wrap_text
from lkip_helpers.report.figure_style import (
    BLUE,
    INK,
    LINE,
    MUTED,
    PAPER,
    SMALL,
    TEXT,
    WARM,
    WIDTH,
    apply_style,
)
from lkip_helpers.report.format import format_integer, is_empty

_NAME = 2.1
_ROW = 0.25
_LEGEND = 0.3
_RADIUS = 0.078


@apply_style
def plot_sarana(matrix: pd.DataFrame, title: str = "") -> Figure:
    """A check in a disc where a kelurahan has the sarana, a dash where not, "?" where unknown.

    matrix: unsur, then one column of booleans (NA allowed) for each kelurahan. The last row
    counts. Raises ValueError for a frame without rows or without a kelurahan.
    """
    kelurahan = [k for k in matrix.columns if k != "unsur"]
    require_rows(len(matrix) * len(kelurahan), "sarana dan prasarana")
    unsur = [wrap_text(str(u), _NAME) for u in matrix["unsur"]]
    height = [max(_ROW, measure_height(u) + 0.1) for u in unsur]
    width = (WIDTH - _NAME - 0.15) / len(kelurahan)
    header, rotation, workspace = _fit_header([str(k) for k in kelurahan], width)
    canvas = Canvas(_LEGEND + workspace + sum(height) + 0.3, title)
    layer = canvas.add_layer()
    _draw_legend(canvas, layer, bool(matrix[kelurahan].isna().any().any()))
    y = _LEGEND + workspace
    for j, name in enumerate(header):
        canvas.write(_locate(j, width), y - 0.06, name, size=SMALL, ha="center", va="bottom",
                     rotation=rotation)  # fmt: skip
    for i, (name, t) in enumerate(zip(unsur, height, strict=True)):
        _draw_line(layer, y)
        canvas.write(0, y + t / 2, name)
        for j, k in enumerate(kelurahan):
            _draw_mark(canvas, layer, _locate(j, width), y + t / 2, matrix[k].iloc[i])
        y += t
    _draw_line(layer, y)
    _draw_total(canvas, matrix[kelurahan], width, y + 0.16)
    return canvas.figure


def _locate(column: int, width: float) -> float:
    return _NAME + 0.15 + (column + 0.5) * width


def _fit_header(kelurahan: list[str], width: float) -> tuple[list[str], float, float]:
    """The heads, their rotation and the room they take: upright when a word would not fit."""
    longest = max(measure_width(words, SMALL) for k in kelurahan for words in k.split())
    if longest <= width - 0.08:
        header = [wrap_text(k, width - 0.08, SMALL) for k in kelurahan]
        return header, 0.0, max(measure_height(k, SMALL) for k in header) + 0.1
    return kelurahan, 90.0, max(measure_width(k, SMALL) for k in kelurahan) + 0.1


def _draw_line(layer: Axes, y: float) -> None:
    layer.plot([0, WIDTH], [y, y], color=LINE, linewidth=0.6, zorder=0)


def _draw_legend(canvas: Canvas, layer: Axes, has_empty: bool) -> None:
    sign: list[tuple[bool | None, str]] = [(True, "tersedia"), (False, "belum tersedia")]
    if has_empty:
        sign.append((None, "tidak ada data"))
    x = _RADIUS
    for value, meaning in sign:
        _draw_mark(canvas, layer, x, 0.1, value)
        canvas.write(x + 0.14, 0.1, meaning, size=SMALL)
        x += 0.14 + measure_width(meaning, SMALL) + 0.28


def _draw_mark(canvas: Canvas, layer: Axes, x: float, y: float, value: object) -> None:
    if is_empty(value):
        canvas.write(x, y, "?", color=MUTED, ha="center")
    elif value:
        layer.add_patch(Circle((x, y), _RADIUS, facecolor=BLUE))
        layer.plot([x - 0.038, x - 0.01, x + 0.04], [y + 0.004, y + 0.034, y - 0.034],
                    color=PAPER, linewidth=1.3, solid_capstyle="round")  # fmt: skip
    else:
        layer.plot([x - 0.055, x + 0.055], [y, y], color=WARM, linewidth=1.8)


def _draw_total(canvas: Canvas, available: pd.DataFrame, width: float, y: float) -> None:
    canvas.write(0, y, "Tersedia", thick=True)
    for j, k in enumerate(available.columns):
        total = format_integer(int(available[k].fillna(False).astype(bool).sum()))
        complete = f"{total} dari {format_integer(len(available))}"
        fits = measure_width(complete, TEXT, True) <= width - 0.06
        canvas.write(_locate(j, width), y, complete if fits else total, thick=True, ha="center",
                     color=INK)  # fmt: skip
