"""Horizontal bars with their names at the left and their values at the right, in rows.

The rows of capaian, serapan and keaktifan look alike: one drawing, several charts. Bars start at 0;
values that differ by less than CLOSE of the largest are dots on a scale of their own.
The value stands in a column of its own, so that no reference line runs through it.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from lkip_helpers.charts.canvas import Canvas, measure_height, wrap_text
from lkip_helpers.report import figure_style as style
from lkip_helpers.report.figure_layer import name_marks
from lkip_helpers.report.figure_style import BACKGROUND, BLUE, INK, LINE, MUTED, SMALL, TEXT
from lkip_helpers.report.format import format_number

_NAME, _LEFT, _RIGHT = 2.65, 2.8, 5.0  # on A4: width of names; where the bars start and end
_VALUE = 5.14
CLOSE = 0.25
_GAP = 0.11  # between two rows
_THICK = 0.17
_REFERENCE_LINE, _SCALE = 0.2, 0.22  # room for the reference's label and for the scale


@dataclass(frozen=True)
class Bar:
    """One row: name and muted note, length of the bar (NaN: none), value and note as text.

    target: a mark on the row, with a pale bar up to it. summary: a mean or total, set apart.
    """

    name: str
    value: float
    label: str
    muted: str = ""
    note: str = ""
    color: str = BLUE
    target: float | None = None
    summary: bool = False


@dataclass(frozen=True)
class ReferenceLine:
    """A line across all rows, with its name."""

    value: float
    label: str


def require_rows(total: int, diagram: str) -> None:
    """A chart of nothing is refused, with the chart's name."""
    if total == 0:
        raise ValueError(f"Diagram {diagram} memerlukan sedikitnya satu baris data.")


def draw_bars(
    rows: Sequence[Bar],
    *,
    title: str = "",
    subtitle: str = "",
    reference_line: ReferenceLine | None = None,
    satuan: str = "",
    maximum: float = 0.0,
) -> Figure:
    """The rows as a figure; `satuan` follows the numbers of the scale, `maximum` its least end."""
    rows = [_wrap(b) for b in rows]
    height = [_measure(b) for b in rows]
    ends = [b.value for b in rows] + [b.target or 0 for b in rows]
    ends += [maximum, reference_line.value if reference_line else 0]
    large = max((u for u in ends if math.isfinite(u)), default=0) or 1.0
    upper = _REFERENCE_LINE if reference_line else 0.0
    sign = _choose_ticks(rows, large)
    tick = [_phrase_tick(t) + satuan for t in sign]
    if sign[0]:
        subtitle = f"{subtitle} Sumbu dimulai dari {tick[0]}.".strip()
    canvas = Canvas(upper + math.fsum(height) + _SCALE, title, subtitle)
    start, length = style.share(_LEFT), style.share(_RIGHT - _LEFT)
    axes = canvas.add_axes(start, upper, length, math.fsum(height))
    axes.set_xlim(sign[0], large + 0.02 * (large - sign[0]))
    axes.set_ylim(math.fsum(height), 0)
    axes.set_xticks(sign, tick)
    axes.grid(axis="x")
    y = 0.0
    for b, t in zip(rows, height, strict=True):
        _draw_bar(axes, b, y + t / 2, dot=sign[0] > 0)
        _write_row(canvas, b, upper + y + t / 2)
        if b.summary and y:
            canvas.draw_line(upper + y)
        y += t
    if reference_line:
        axes.axvline(reference_line.value, color=INK, linewidth=0.9, zorder=4)
        left, right = axes.get_xlim()
        x = start + (reference_line.value - left) / (right - left) * length
        canvas.write(x, upper - 0.03, reference_line.label, size=SMALL, ha="center", va="bottom")
    return canvas.figure


def _wrap(b: Bar) -> Bar:
    name, value = style.share(_NAME), style.width() - style.share(_VALUE)
    return replace(
        b,
        name=wrap_text(b.name, name, TEXT, b.summary),
        label=wrap_text(b.label, value, TEXT, True),
        muted=wrap_text(b.muted, name, SMALL),
        note=wrap_text(b.note, value, SMALL),
    )


def _measure(b: Bar) -> float:
    """Height of a row: the taller of its two columns of text."""
    left = measure_height(b.name) + (measure_height(b.muted, SMALL) if b.muted else 0)
    right = measure_height(b.label) + (measure_height(b.note, SMALL) if b.note else 0)
    return max(left, right, _THICK) + _GAP


def _choose_ticks(rows: Sequence[Bar], large: float) -> list[float]:
    """Ticks from 0; from below the lowest value where bars would be as good as alike."""
    lowest = min((b.value for b in rows if math.isfinite(b.value)), default=0)
    alike = lowest >= large * (1 - CLOSE) and not any(b.target for b in rows)
    low = lowest - 0.02 * large if alike and len(rows) > 1 else 0
    most = round(style.share(4))
    every = [float(t) for t in MaxNLocator(most, steps=[1, 2, 2.5, 5, 10]).tick_values(low, large)]
    first = max((t for t in every if t <= low), default=0.0)
    return [t for t in every if first <= t <= large + 0.02 * (large - first)]


def _phrase_tick(tick: float) -> str:
    return format_number(tick, 0 if tick.is_integer() else 1)


def _draw_bar(axes: Axes, b: Bar, middle: float, *, dot: bool) -> None:
    told = name_marks(f"{b.name}: {b.label}" + (f", {b.note}" if b.note else ""))
    if dot:
        axes.axhline(middle, color=LINE, linewidth=0.5, zorder=1)
        axes.plot([b.value], [middle], "o", color=b.color, ms=7, zorder=3, clip_on=False, **told)
    elif b.target:
        axes.barh(middle, b.target, height=_THICK * 1.7, color=BACKGROUND, zorder=2)
        axes.barh(middle, b.value, height=_THICK * 0.85, color=b.color, zorder=3, **told)
        half = _THICK * 0.85
        axes.vlines(b.target, middle - half, middle + half, color=INK, lw=1.6, zorder=4)
    elif math.isfinite(b.value):
        axes.barh(middle, b.value, height=_THICK, color=b.color, zorder=3, **told)


def _write_row(canvas: Canvas, b: Bar, middle: float) -> None:
    color = b.color if math.isfinite(b.value) else MUTED
    _write_two(canvas, 0, middle, (b.name, INK, b.summary), (b.muted, MUTED))
    _write_two(canvas, style.share(_VALUE), middle, (b.label, color, True), (b.note, color))


def _write_two(
    canvas: Canvas, x: float, y: float, primary: tuple[str, str, bool], second: tuple[str, str]
) -> None:
    """A text (its colour, whether bold) and a smaller one under it, centred together on y."""
    text, color, thick = primary
    height = measure_height(text)
    initial = y - (height + (measure_height(second[0], SMALL) if second[0] else 0)) / 2
    canvas.write(x, initial, text, color=color, thick=thick, va="top")
    if second[0]:
        canvas.write(x, initial + height, second[0], size=SMALL, color=second[1], va="top")
