"""Horizontal bars with their names at the left and their values at the right, in rows.

The rows of capaian, serapan and keaktifan look alike: one drawing, several charts. Bars start at 0;
values that differ by less than CLOSE of the largest are dots on a scale of their own.
The value stands in a column of its own, so that no reference line runs through it.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from lkip_helpers.charts.canvas import Canvas, measure_pair, wrap_text
from lkip_helpers.report import figure_style as style
from lkip_helpers.report.format import format_number, is_empty

_NAME, _LEFT, _RIGHT = 2.65, 2.8, 5.0  # on A4: width of names; where the bars start and end
_VALUE = 5.14  # where the values start
CLOSE = 0.25  # of the largest value
_GAP = 0.11  # between rows
_BAR_HEIGHT = 0.17
_REFERENCE_LINE, _SCALE = 0.2, 0.22  # room for the reference's label and for the scale


@dataclass(frozen=True)
class Bar:
    """One row: its name over a muted text, the value of the bar, its label over a note.

    value, target: None, NaN or NA for none. target: a mark on the row, with a pale bar up to it.
    summary: a mean or total, set apart.
    """

    name: str
    value: Any
    label: str
    muted: str = ""
    note: str = ""
    color: str = style.BLUE
    target: Any = None
    summary: bool = False


def draw_bars(
    rows: Sequence[Bar],
    *,
    title: str = "",
    subtitle: str = "",
    satuan: str = "",
    maximum: float = 0.0,
    reference: str = "",
) -> Figure:
    """The rows as a figure. satuan: follows numbers of the scale; maximum: its least end.

    reference: the name of a line across all rows at `maximum`, "" for none.
    """
    rows = [_wrap(bar) for bar in rows]
    heights = [_measure(bar) for bar in rows]
    ends = [maximum, *(bar.value for bar in rows), *(bar.target or 0 for bar in rows)]
    largest = max((end for end in ends if math.isfinite(end)), default=0) or 1.0
    top = _REFERENCE_LINE if reference else 0.0
    ticks = _choose_ticks(rows, largest)
    labels = [format_number(tick, 0 if tick.is_integer() else 1) + satuan for tick in ticks]
    begins = f"Sumbu dimulai dari {labels[0]}." if ticks[0] else ""
    below = any(end < 0 for end in ends)
    undrawn = "Nilai di bawah nol tidak digambar." if below else ""
    subtitle = " ".join(filter(None, (subtitle, begins, undrawn)))
    canvas = Canvas(top + math.fsum(heights) + _SCALE, title, subtitle)
    start, length = style.share(_LEFT), style.share(_RIGHT - _LEFT)
    axes = canvas.add_axes(start, top, length, math.fsum(heights))
    axes.set_xlim(ticks[0], largest + 0.02 * (largest - ticks[0]))
    axes.set_ylim(math.fsum(heights), 0)
    axes.set_xticks(ticks, labels)
    axes.grid(axis="x")
    y = 0.0
    for bar, height in zip(rows, heights, strict=True):
        _draw_bar(axes, bar, y + height / 2, dot=ticks[0] > 0)
        _write_row(canvas, bar, top + y + height / 2)
        if bar.summary and y:
            canvas.draw_line(top + y)
        y += height
    if reference:
        axes.axvline(maximum, color=style.INK, linewidth=0.9, zorder=4)
        left, right = axes.get_xlim()
        x = start + (maximum - left) / (right - left) * length
        canvas.write(x, top - 0.03, reference, size=style.SMALL, ha="center", va="bottom")
    return canvas.figure


def _wrap(bar: Bar) -> Bar:
    name_width, value_width = style.share(_NAME), style.width() - style.share(_VALUE)
    return replace(
        bar,
        value=math.nan if is_empty(bar.value) else float(bar.value),
        target=None if is_empty(bar.target) else float(bar.target),
        name=wrap_text(bar.name, name_width, style.TEXT, bar.summary),
        label=wrap_text(bar.label, value_width, style.TEXT, True),
        muted=wrap_text(bar.muted, name_width, style.SMALL),
        note=wrap_text(bar.note, value_width, style.SMALL),
    )


def _measure(bar: Bar) -> float:
    """Height of a row: the taller of its two columns of text."""
    columns = measure_pair(bar.name, bar.muted), measure_pair(bar.label, bar.note)
    return max(*columns, _BAR_HEIGHT) + _GAP


def _choose_ticks(rows: Sequence[Bar], largest: float) -> list[float]:
    """Ticks from 0; from just below the lowest value where bars would hardly differ in length."""
    lowest = min((bar.value for bar in rows if math.isfinite(bar.value)), default=0)
    alike = lowest >= largest * (1 - CLOSE) and not any(bar.target for bar in rows)
    lower = lowest - 0.02 * largest if alike and len(rows) > 1 else 0
    locator = MaxNLocator(round(style.share(4)), steps=[1, 2, 2.5, 5, 10])
    ticks = [float(tick) for tick in locator.tick_values(lower, largest)]
    first = max((tick for tick in ticks if tick <= lower), default=0.0)
    return [tick for tick in ticks if first <= tick <= largest + 0.02 * (largest - first)]


def _draw_bar(axes: Axes, bar: Bar, middle: float, *, dot: bool) -> None:
    marks = style.name_marks(f"{bar.name}: {bar.label}" + (f", {bar.note}" if bar.note else ""))
    if dot:
        axes.axhline(middle, color=style.LINE, linewidth=0.5, zorder=1)
        axes.plot(bar.value, middle, "o", color=bar.color, ms=7, zorder=3, clip_on=False, **marks)
    elif bar.target:
        axes.barh(middle, bar.target, height=_BAR_HEIGHT * 1.7, color=style.BACKGROUND, zorder=2)
        axes.barh(middle, bar.value, height=_BAR_HEIGHT * 0.85, color=bar.color, zorder=3, **marks)
        half = _BAR_HEIGHT * 0.85
        axes.vlines(bar.target, middle - half, middle + half, color=style.INK, lw=1.6, zorder=4)
    elif math.isfinite(bar.value):
        axes.barh(middle, bar.value, height=_BAR_HEIGHT, color=bar.color, zorder=3, **marks)


def _write_row(canvas: Canvas, bar: Bar, middle: float) -> None:
    color = bar.color if math.isfinite(bar.value) else style.MUTED
    canvas.write_pair(0, middle, bar.name, bar.muted, style.MUTED, bold=bar.summary)
    x, label = style.share(_VALUE), {"color": color, "bold": True}
    canvas.write_pair(x, middle, bar.label, bar.note, color, **label)
