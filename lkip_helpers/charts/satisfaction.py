"""Charts of the satisfaction survey: NRR per unsur, and the answers behind them."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from lkip_helpers.charts.bars import require_rows
from lkip_helpers.charts.canvas import Canvas, measure_height, measure_width, wrap_text
from lkip_helpers.report.figure_style import (
    ANSWERS,
    BACKGROUND,
    BLUE,
    INK,
    LINE,
    MUTED,
    NOT_COMPUTABLE,
    PAPER,
    SMALL,
    WARM,
    WIDTH,
    apply_style,
)
from lkip_helpers.report.format import format_number, is_empty

_NAME, _LEFT, _RIGHT = 2.1, 2.25, 5.45
_VALUE = _RIGHT + 0.42  # right edge of the numbers
_TOP, _BOTTOM = 0.26, 0.42
_HIGHEST = 4.0
_GAP = 0.09

MutuLimit = tuple[str, str, float]  # mutu, kinerja, lowest NRR
Note = Mapping[Hashable, Any]  # one row of a frame


@apply_style
def plot_nrr(nrr: pd.DataFrame, mutu_limits: Sequence[MutuLimit], title: str = "") -> Figure:
    """NRR of each unsur as dots, highest first, over the bands of mutu, with their mean.

    nrr: unsur, nrr (1–4; NaN where nobody answered); used when there: kode, mutu.
    mutu_limits: (mutu, kinerja, lowest NRR) of each band, in any order. The scale begins one band
    below the lowest dot and says so: dots, unlike bars, need no zero.
    Raises ValueError for an empty frame.
    """
    require_rows(len(nrr), "NRR")
    sequence = nrr.sort_values("nrr", ascending=False, na_position="last", kind="stable")
    band = _select_bands(mutu_limits, sequence["nrr"].min())
    subtitle = (
        "Nilai rata-rata (NRR) setiap unsur pada skala 1 sampai 4; "
        f"sumbu dimulai dari {format_number(band[0][2], 2)}."
    )
    rows = sequence.to_dict("records")
    name = [wrap_text(_name_unsur(b), _NAME) for b in rows]
    height = [measure_height(n) + _GAP for n in name]
    canvas = Canvas(_TOP + sum(height) + _BOTTOM, title, subtitle)
    axes = canvas.add_axes(_LEFT, _TOP, _RIGHT - _LEFT, sum(height))
    axes.set_xlim(band[0][2], _HIGHEST + 0.02)
    axes.set_ylim(sum(height), 0)
    _draw_bands(canvas, axes, band)
    _write_header(canvas, "mutu" in nrr)
    _draw_mean(canvas, axes, sequence["nrr"], _TOP + sum(height))
    y = 0.0
    for n, t, b in zip(name, height, rows, strict=True):
        _draw_dot(canvas, axes, n, b, y + t / 2)
        y += t
    return canvas.figure


def _name_unsur(b: Note) -> str:
    return f"{b['kode']}\u2002{b['unsur']}" if b.get("kode") else str(b["unsur"])


def _select_bands(limit: Sequence[MutuLimit], lowest: float) -> list[MutuLimit]:
    """The bands to show, lowest first: from one below that of the lowest dot."""
    sequence = sorted(limit, key=lambda b: b[2])
    below = [i for i, b in enumerate(sequence) if not is_empty(lowest) and b[2] <= lowest]
    return sequence[max(0, below[-1] - 1) if below else 0 :]


def _locate(axes: Axes, value: float) -> float:
    """Where on the body `value` of the scale stands, in inches."""
    left, right = axes.get_xlim()
    return _LEFT + (value - left) / (right - left) * (_RIGHT - _LEFT)


def _draw_bands(canvas: Canvas, axes: Axes, band: Sequence[MutuLimit]) -> None:
    edge = [b[2] for b in band] + [_HIGHEST]
    for i, (mutu, kinerja, lower) in enumerate(band):
        if i % 2 == len(band) % 2:
            axes.axvspan(lower, edge[i + 1], color=BACKGROUND, linewidth=0, zorder=0)
        left, right = _locate(axes, lower), _locate(axes, edge[i + 1])
        complete = f"{mutu} · {kinerja}"
        text = complete if measure_width(complete, SMALL) < right - left - 0.06 else mutu
        canvas.write((left + right) / 2, _TOP - 0.05, text, size=SMALL, color=MUTED,
                     ha="center", va="bottom")  # fmt: skip
    axes.set_xticks(edge, [format_number(t, 2) for t in edge])
    axes.grid(axis="x")


def _write_header(canvas: Canvas, has_mutu: bool) -> None:
    style: dict[str, Any] = {"size": SMALL, "color": MUTED, "va": "bottom"}
    canvas.write(_VALUE, _TOP - 0.05, "NRR", ha="right", **style)
    if has_mutu:
        canvas.write(_VALUE + 0.12, _TOP - 0.05, "mutu", **style)


def _draw_mean(canvas: Canvas, axes: Axes, nrr: pd.Series, lower: float) -> None:
    mean = nrr.mean()
    if is_empty(mean):
        return
    axes.axvline(mean, color=INK, linewidth=0.9, linestyle=(0, (3, 2)), zorder=2)
    text = f"rata-rata {format_number(mean, 2)}"
    canvas.write(_locate(axes, mean), lower + 0.2, text, size=SMALL, ha="center", va="top")


def _draw_dot(canvas: Canvas, axes: Axes, name: str, b: Note, middle: float) -> None:
    y = _TOP + middle
    canvas.write(0, y, name)
    if is_empty(b["nrr"]):
        canvas.write(_LEFT + 0.08, y, NOT_COMPUTABLE, size=SMALL, color=MUTED)
        return
    axes.axhline(middle, color=LINE, linewidth=0.5, zorder=1)
    mutu = b.get("mutu") or ""
    color = WARM if mutu in ("C", "D") else BLUE
    axes.plot([b["nrr"]], [middle], "o", color=color, markersize=7, zorder=3, clip_on=False)
    canvas.write(_VALUE, y, format_number(b["nrr"], 2), color=color, thick=True, ha="right")
    canvas.write(_VALUE + 0.12, y, mutu, color=color)


@apply_style
def plot_frequency(frequency: pd.DataFrame, title: str = "") -> Figure:
    """Share of each answer, all unsur under one another, as bars of 100 percent.

    frequency: kode, unsur, nilai (1–4), jawaban (its meaning), persen (NaN where nobody answered);
    one row an unsur and nilai. Under each bar stand the meanings of 1 and 4, which differ by unsur.
    Raises ValueError for an empty frame.
    """
    require_rows(len(frequency), "frekuensi jawaban")
    unsur = [u.sort_values("nilai") for _, u in frequency.groupby("kode", sort=False)]
    name = [wrap_text(_name_unsur(u.iloc[0].to_dict()), _NAME) for u in unsur]
    meaning = [_wrap_meanings(u) for u in unsur]
    height = [
        max(measure_height(n), 0.2 + max(measure_height(a, SMALL) for a in ab)) + _GAP
        for n, ab in zip(name, meaning, strict=True)
    ]
    narrow = any(_is_narrow(p) for p in frequency["persen"])
    footer = (
        "Bagian yang terlalu sempit tidak diberi angka; nilainya ada pada tabel." if narrow else ""
    )
    canvas = Canvas(_TOP + sum(height), title, "Persen responden menurut jawaban.", footer)
    layer = canvas.add_layer()
    _draw_legend(canvas, layer)
    y = _TOP
    for n, t, u, (lowest, highest) in zip(name, height, unsur, meaning, strict=True):
        canvas.write(0, y, n, va="top")
        _draw_answers(canvas, layer, u, y)
        canvas.write(_LEFT, y + 0.2, lowest, size=SMALL, color=MUTED, va="top")
        canvas.write(WIDTH, y + 0.2, highest, size=SMALL, color=MUTED, va="top", ha="right")
        y += t
    return canvas.figure


_BAR_WIDTH = WIDTH - _LEFT
_MEANINGS = ("1 (terendah)", "2", "3", "4 (tertinggi)")


def _wrap_meanings(unsur: pd.DataFrame) -> tuple[str, str]:
    """The meanings of the lowest and the highest answer, each in its half of the bar."""
    width = _BAR_WIDTH / 2 - 0.1
    meaning = list(unsur["jawaban"])
    return wrap_text(str(meaning[0]), width, SMALL), wrap_text(str(meaning[-1]), width, SMALL)


def _draw_legend(canvas: Canvas, layer: Axes) -> None:
    x = _LEFT
    for color, meaning in zip(ANSWERS, _MEANINGS, strict=True):
        layer.add_patch(Rectangle((x, 0.02), 0.12, 0.12, facecolor=color))
        canvas.write(x + 0.17, 0.08, meaning, size=SMALL)
        x += 0.17 + measure_width(meaning, SMALL) + 0.22


def _text_percent(percent: float) -> str:
    return format_number(percent, 0)


def _is_narrow(percent: Any) -> bool:
    """A part that is there, but narrower than its own number."""
    if is_empty(percent) or percent <= 0:
        return False
    workspace = float(percent) / 100 * _BAR_WIDTH - 0.02
    return measure_width(_text_percent(percent), SMALL, True) > workspace


def _draw_answers(canvas: Canvas, layer: Axes, unsur: pd.DataFrame, y: float) -> None:
    """One bar with its numbers inside."""
    if unsur["persen"].isna().any():
        canvas.write(_LEFT, y + 0.09, NOT_COMPUTABLE, size=SMALL, color=MUTED)
        return
    x = _LEFT
    for value, percent in zip(unsur["nilai"], unsur["persen"], strict=True):
        width = percent / 100 * _BAR_WIDTH
        layer.add_patch(
            Rectangle((x, y), width, 0.18, facecolor=ANSWERS[int(value) - 1], edgecolor=PAPER,
                      linewidth=0.8)
        )  # fmt: skip
        if percent > 0 and not _is_narrow(percent):
            canvas.write(x + width / 2, y + 0.09, _text_percent(percent), size=SMALL, thick=True,
                         ha="center", color=PAPER if value in (1, 4) else INK)  # fmt: skip
        x += width
