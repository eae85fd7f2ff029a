"""A plain matplotlib figure, or what `frame.plot` gives, in the look of the report."""

from typing import Any

import matplotlib as mpl
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.ticker import FuncFormatter, ScalarFormatter

from lkip_helpers.report import figure_style as style
from lkip_helpers.report.format import format_large

PALETTE = (style.BLUE, style.WARM, style.MID_BLUE, style.LIGHT_WARM, style.MUTED, style.LIGHT_BLUE)
_PLAIN = {  # matplotlib's own first colours, which an analyst did not choose
    to_hex(c): PALETTE[i % len(PALETTE)]
    for i, c in enumerate(mpl.colormaps["tab10"].colors)  # type: ignore[attr-defined]
}
_YEARS = range(1945, 2100)


def dress(drawn: Any) -> Figure:
    """The figure that was drawn; one made with pyplot gets fonts, colours, numbers and margins.

    drawn: a Figure, or Axes or several of them. A figure of the report's own charts is left alone.
    """
    one = drawn.flat[0] if hasattr(drawn, "flat") else drawn
    figure: Figure = one if isinstance(one, Figure) else one.figure
    if figure.canvas.manager is None:
        return figure
    plt.close(figure)  # else JupyterLab shows it a second time
    height = figure.get_figheight() * style.WIDTH / figure.get_figwidth()
    figure.set_size_inches(style.WIDTH, height)
    figure.set_layout_engine("constrained")
    for text in figure.findobj(Text):
        text.set_fontfamily(style.LETTERS)
        text.set_fontsize(max(style.SMALL, min(text.get_fontsize(), 11)))
    for axes in figure.axes:
        _dress_axes(axes)
    return figure


def _dress_axes(axes: Axes) -> None:
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["left", "bottom"]].set_color(style.LINE)
    axes.tick_params(length=0, labelsize=style.SMALL, labelcolor=style.MUTED)
    axes.title.set_color(style.INK)
    for axis in (axes.xaxis, axes.yaxis):
        axis.label.set_color(style.MUTED)
        if type(axis.get_major_formatter()) is ScalarFormatter:
            axis.set_major_formatter(FuncFormatter(lambda value, _: _phrase_tick(value)))
    legend = axes.get_legend()
    handles = legend.legend_handles if legend else ()
    for artist in [*axes.patches, *axes.lines, *axes.collections, *handles]:
        for get, put in (("get_facecolor", "set_facecolor"), ("get_color", "set_color")):
            _repaint(artist, get, put)
    if legend:
        legend.set_frame_on(False)


def _repaint(artist: Any, get: str, put: str) -> None:
    """Give one of matplotlib's first colours the place it has in ours."""
    if not hasattr(artist, get):
        return
    color = getattr(artist, get)()
    flat = color[0] if hasattr(color, "ndim") and color.ndim == 2 and len(color) else color
    try:
        own = _PLAIN.get(to_hex(flat))
    except ValueError:
        return
    if own:
        getattr(artist, put)(own)


def _phrase_tick(value: float) -> str:
    """`7,4 miliar`; a year stays as it is."""
    return str(int(value)) if value in _YEARS else format_large(value)
