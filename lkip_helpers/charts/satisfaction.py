"""The chart of the satisfaction survey: the answers to each unsur."""

from collections.abc import Hashable, Mapping
from math import fsum
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from lkip_helpers.charts.canvas import Canvas, measure_height, measure_width, wrap_text
from lkip_helpers.report import figure_style as style
from lkip_helpers.report.format import format_number, format_percent, is_empty

_NAME, _LEFT = 2.1, 2.25
_TOP = 0.26
_GAP = 0.09

Row = Mapping[Hashable, Any]  # one row of a frame


def _name_unsur(row: Row) -> str:
    return f"{row['kode']}\u2002{row['unsur']}" if row.get("kode") else str(row["unsur"])


@style.apply_style
def plot_frequency(frequency: pd.DataFrame, title: str = "") -> Figure:
    """Share of each answer as a bar of 100 percent for each unsur.

    frequency: kode, unsur, nilai (1–4), jawaban (its meaning), persen (NaN where nobody answered);
    one row per unsur and nilai. Under each bar are the meanings of 1 and 4, which differ by unsur.
    """
    unsur = [rows.sort_values("nilai") for _, rows in frequency.groupby("kode", sort=False)]
    names = [wrap_text(_name_unsur(rows.iloc[0].to_dict()), style.share(_NAME)) for rows in unsur]
    meanings = [_wrap_meanings(rows) for rows in unsur]
    heights = [
        max(measure_height(n), 0.2 + max(measure_height(m, style.SMALL) for m in pair)) + _GAP
        for n, pair in zip(names, meanings, strict=True)
    ]
    footer = _WITHOUT_NUMBERS if any(map(_is_narrow, frequency["persen"])) else ""
    canvas = Canvas(_TOP + fsum(heights), title, "Persen responden menurut jawaban.", footer)
    layer = canvas.add_layer()
    _draw_legend(canvas, layer)
    y, left = _TOP, style.share(_LEFT)
    for name, height, rows, (lowest, highest) in zip(names, heights, unsur, meanings, strict=True):
        canvas.write(0, y, name, va="top")
        _draw_answers(canvas, layer, rows, y)
        canvas.write(left, y + 0.2, lowest, ha="left", **_MEANING)
        canvas.write(style.width(), y + 0.2, highest, ha="right", **_MEANING)
        y += height
    return canvas.figure


_MEANING: dict[str, Any] = {"size": style.SMALL, "color": style.MUTED, "va": "top"}
_LEGEND = ("1 (terendah)", "2", "3", "4 (tertinggi)")
_WITHOUT_NUMBERS = "Bagian yang terlalu sempit tidak diberi angka; nilainya ada pada tabel."


def _measure_bar() -> float:
    return style.width() - style.share(_LEFT)


def _wrap_meanings(unsur: pd.DataFrame) -> tuple[str, str]:
    """The meanings of the lowest and the highest answer, each as wide as half the bar."""
    width = _measure_bar() / 2 - 0.1
    lowest, *_, highest = unsur["jawaban"].astype(str)
    return wrap_text(lowest, width, style.SMALL), wrap_text(highest, width, style.SMALL)


def _draw_legend(canvas: Canvas, layer: Axes) -> None:
    x = style.share(_LEFT) if style.width() == style.WIDTH else 0.0
    for color, meaning in zip(style.ANSWERS, _LEGEND, strict=True):
        layer.add_patch(Rectangle((x, 0.02), 0.12, 0.12, facecolor=color))
        canvas.write(x + 0.17, 0.08, meaning, size=style.SMALL)
        x += 0.17 + measure_width(meaning, style.SMALL) + 0.22


def _is_narrow(percent: Any) -> bool:
    """Whether a part is too narrow for its own number; a part of nothing is not."""
    if is_empty(percent) or percent <= 0:
        return False
    room = float(percent) / 100 * _measure_bar() - 0.02
    return measure_width(format_number(percent, 0), style.SMALL, True) > room


def _draw_answers(canvas: Canvas, layer: Axes, unsur: pd.DataFrame, y: float) -> None:
    """One bar with its numbers inside."""
    x, name = style.share(_LEFT), _name_unsur(unsur.iloc[0].to_dict())
    if unsur["persen"].isna().any():
        canvas.write(x, y + 0.09, style.NOT_COMPUTABLE, size=style.SMALL, color=style.MUTED)
        return
    answers = zip(unsur["nilai"], unsur["persen"], unsur["jawaban"], strict=True)
    for value, percent, meaning in answers:
        width = percent / 100 * _measure_bar()
        look = style.name_marks(f"{name}: {meaning}, {format_percent(percent)}")
        look |= {"facecolor": style.ANSWERS[int(value) - 1], "edgecolor": style.PAPER}
        layer.add_patch(Rectangle((x, y), width, 0.18, linewidth=0.8, **look))
        if percent > 0 and not _is_narrow(percent):
            color = style.PAPER if value in (1, 4) else style.INK
            text, options = format_number(percent, 0), {"ha": "center", "color": color}
            canvas.write(x + width / 2, y + 0.09, text, size=style.SMALL, bold=True, **options)
        x += width
