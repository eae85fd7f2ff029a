"""Charts for any frame, in the style of the report: bars, lines over years, parts, dots.

Each takes a frame and the names of its columns and gives a Figure for `Gambar`. The notebook
`galeri` shows them. Raises InvalidArgument for a column that is not there or holds no numbers.
"""

from collections.abc import Callable
from typing import Any

import pandas as pd
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lkip_helpers.charts.bars import Bar, draw_bars
from lkip_helpers.errors import InvalidArgument
from lkip_helpers.report.columns import Column
from lkip_helpers.report.figure_style import ANSWERS, BLUE, MUTED, PALETTE, apply_style, restyle
from lkip_helpers.report.format import format_large, format_name, format_percent
from lkip_helpers.report.narasi import chain_words
from lkip_helpers.report.tabel import Tabel

_ROW, _HEAD = 0.34, 0.9  # inches


@apply_style
def plot_bars(
    frame: pd.DataFrame,
    name: str,
    value: str,
    title: str = "",
    write: Callable[[Any], str] = format_large,
) -> Figure:
    """A bar for each row, the longest first, with its value as `write` formats it.

    `plot_bars(program, "program", "pagu")`.
    """
    rows = _pick(frame, value, name).sort_values(value, ascending=False)
    bars = [Bar(format_name(str(n)), v, write(v)) for n, v in rows.itertuples(index=False)]
    return draw_bars(bars, title=title)


@apply_style
def plot_lines(frame: pd.DataFrame, tahun: str, value: str, by: str, title: str = "") -> Figure:
    """A line over the years for each value of `by`, named at its end; missing years break it.

    `plot_lines(realisasi, "tahun", "realisasi", "indikator")`.
    """
    rows = _pick(frame, value, tahun, by)
    axes = _make_axes(3.2, title)
    wide = rows.pivot_table(index=tahun, columns=by, values=value, sort=False).sort_index()
    for color, (name, line) in zip(PALETTE * len(wide.columns), wide.items(), strict=False):
        axes.plot(line.index, line.astype(float), color=color, marker="o", markersize=4)
        known = line.dropna()
        end = (known.index[-1], known.iloc[-1])
        axes.annotate(str(name), end, (6, 0), textcoords="offset points", color=color, va="center")
    axes.set_xticks(list(wide.index))
    return restyle(axes)


@apply_style
def plot_parts(frame: pd.DataFrame, name: str, part: str, value: str, title: str = "") -> Figure:
    """A bar of 100 percent for each `name`, divided into parts, the lowest part first.

    `plot_parts(frequency, "unsur", "nilai", "frekuensi")`.
    """
    rows = _pick(frame, value, name, part)
    wide = rows.pivot_table(index=name, columns=part, values=value, aggfunc="sum", sort=False)
    wide = wide.sort_index(axis=1).fillna(0)
    if (wide < 0).any(axis=None) or not wide.any(axis=None):
        raise InvalidArgument(f"Diagram: kolom {value} tidak boleh negatif atau nol seluruhnya.")
    share = wide.div(wide.sum(axis=1), axis=0)[::-1] * 100
    axes = _make_axes(_HEAD + _ROW * len(share), title)
    colors = ANSWERS if len(share.columns) == len(ANSWERS) else PALETTE
    share.plot.barh(stacked=True, ax=axes, color=list(colors), width=0.7, ylabel="")
    axes.xaxis.set_major_formatter(lambda share, _: format_percent(share, 0))
    axes.legend(ncols=len(share.columns), loc="lower left", bbox_to_anchor=(0, 1), frameon=False)
    axes.set_xlim(0, 100)
    return restyle(axes)


@apply_style
def plot_dots(frame: pd.DataFrame, name: str, value: str, title: str = "") -> Figure:
    """A dot for each row, the highest first, on a scale near the values, which may differ little.

    `plot_dots(nrr, "unsur", "nrr")`.
    """
    rows = _pick(frame, value, name).dropna(subset=[value]).sort_values(value)
    axes = _make_axes(_HEAD + _ROW * len(rows), title)
    axes.plot(rows[value], rows[name].astype(str), "o", color=BLUE, markersize=6)
    axes.axvline(rows[value].mean(), color=MUTED, linewidth=0.8, linestyle=":")
    axes.grid(axis="y")
    return restyle(axes)


def _pick(frame: pd.DataFrame, value: str, *names: str) -> pd.DataFrame:
    """The columns `names` and `value` of a frame, or what names its rows; values as numbers."""
    data = Tabel("diagram", value, frame, [*names, Column(value, value, "angka")], "layar").data
    try:
        rows = data[[*names]].assign(**{value: pd.to_numeric(data[value])})
    except ValueError:
        raise InvalidArgument(f"Diagram: kolom {value} bukan angka seluruhnya.") from None
    if rows.dropna().empty:
        raise InvalidArgument(f"Diagram: tidak ada baris terisi pada {chain_words(rows)}.")
    return rows


def _make_axes(height: float, title: str) -> Axes:
    _, axes = plt.subplots(figsize=(6.4, height))
    axes.set_title(title, loc="left", fontweight="bold")
    return axes
