"""The chart of the satisfaction survey: the answers to each unsur."""

from collections.abc import Hashable, Mapping
from math import fsum
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from lkip_helpers.charts.bars import require_rows
from lkip_helpers.charts.canvas import Canvas, measure_height, measure_width, wrap_text
from lkip_helpers.report import figure_style as style
from lkip_helpers.report.figure_layer import name_marks
from lkip_helpers.report.figure_style import apply_style
from lkip_helpers.report.format import format_number, format_percent, is_empty

_NAME, _LEFT = 2.1, 2.25
_TOP = 0.26
_GAP = 0.09

Note = Mapping[Hashable, Any]  # one row of a frame


def _name_unsur(b: Note) -> str:
    return f"{b['kode']}\u2002{b['unsur']}" if b.get("kode") else str(b["unsur"])


@apply_style
def plot_frequency(frequency: pd.DataFrame, title: str = "") -> Figure:
    """Share of each answer, all unsur under one another, as bars of 100 percent.

    frequency: kode, unsur, nilai (1–4), jawaban (its meaning), persen (NaN where nobody answered);
    one row an unsur and nilai. Under each bar stand the meanings of 1 and 4, which differ by unsur.
    Raises ValueError for an empty frame.
    """
    require_rows(len(frequency), "frekuensi jawaban")
    unsur = [u.sort_values("nilai") for _, u in frequency.groupby("kode", sort=False)]
    name = [wrap_text(_name_unsur(u.iloc[0].to_dict()), style.share(_NAME)) for u in unsur]
    meaning = [_wrap_meanings(u) for u in unsur]
    height = [
        max(measure_height(n), 0.2 + max(measure_height(a, style.SMALL) for a in ab)) + _GAP
        for n, ab in zip(name, meaning, strict=True)
    ]
    narrow = any(_is_narrow(p) for p in frequency["persen"])
    footer = (
        "Bagian yang terlalu sempit tidak diberi angka; nilainya ada pada tabel." if narrow else ""
    )
    canvas = Canvas(_TOP + fsum(height), title, "Persen responden menurut jawaban.", footer)
    layer = canvas.add_layer()
    _draw_legend(canvas, layer)
    y, left = _TOP, style.share(_LEFT)
    for n, t, u, (lowest, highest) in zip(name, height, unsur, meaning, strict=True):
        canvas.write(0, y, n, va="top")
        _draw_answers(canvas, layer, u, y)
        canvas.write(left, y + 0.2, lowest, size=style.SMALL, color=style.MUTED, va="top")
        canvas.write(
            style.width(),
            y + 0.2,
            highest,
            size=style.SMALL,
            color=style.MUTED,
            va="top",
            ha="right",
        )
        y += t
    return canvas.figure


_MEANINGS = ("1 (terendah)", "2", "3", "4 (tertinggi)")


def _bar_width() -> float:
    return style.width() - style.share(_LEFT)


def _wrap_meanings(unsur: pd.DataFrame) -> tuple[str, str]:
    """The meanings of the lowest and the highest answer, each in its half of the bar."""
    width = _bar_width() / 2 - 0.1
    meaning = list(unsur["jawaban"])
    return wrap_text(str(meaning[0]), width, style.SMALL), wrap_text(
        str(meaning[-1]), width, style.SMALL
    )


def _draw_legend(canvas: Canvas, layer: Axes) -> None:
    x = style.share(_LEFT) if style.width() == style.WIDTH else 0.0
    for color, meaning in zip(style.ANSWERS, _MEANINGS, strict=True):
        layer.add_patch(Rectangle((x, 0.02), 0.12, 0.12, facecolor=color))
        canvas.write(x + 0.17, 0.08, meaning, size=style.SMALL)
        x += 0.17 + measure_width(meaning, style.SMALL) + 0.22


def _is_narrow(percent: Any) -> bool:
    """A part that is there, but narrower than its own number."""
    if is_empty(percent) or percent <= 0:
        return False
    workspace = float(percent) / 100 * _bar_width() - 0.02
    return measure_width(format_number(percent, 0), style.SMALL, True) > workspace


def _draw_answers(canvas: Canvas, layer: Axes, unsur: pd.DataFrame, y: float) -> None:
    """One bar with its numbers inside."""
    if unsur["persen"].isna().any():
        canvas.write(
            style.share(_LEFT), y + 0.09, style.NOT_COMPUTABLE, size=style.SMALL, color=style.MUTED
        )
        return
    x, name = style.share(_LEFT), _name_unsur(unsur.iloc[0].to_dict())
    answers = zip(unsur["nilai"], unsur["persen"], unsur["jawaban"], strict=True)
    for value, percent, meaning in answers:
        width = percent / 100 * _bar_width()
        look = name_marks(f"{name}: {meaning}, {format_percent(percent)}")
        look |= {"facecolor": style.ANSWERS[int(value) - 1], "edgecolor": style.PAPER}
        layer.add_patch(Rectangle((x, y), width, 0.18, linewidth=0.8, **look))
        if percent > 0 and not _is_narrow(percent):
            color = style.PAPER if value in (1, 4) else style.INK
            text, letters = format_number(percent, 0), {"ha": "center", "color": color}
            canvas.write(x + width / 2, y + 0.09, text, size=style.SMALL, thick=True, **letters)
        x += width
