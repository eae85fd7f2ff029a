"""The style of every chart, said once: type, sizes, colours, and how a figure becomes bytes.

Colours are told apart by readers with colour-vision deficiency (dark blue against vermilion, after
Okabe and Ito) and never carry a meaning alone: a word or a shape always says it too. Colours used
for text have a contrast of at least 4.5 : 1 on white (WCAG 2.1, 1.4.3).
"""

import io
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, wraps
from typing import Any, ParamSpec, TypeVar

import font_source_sans_pro
import matplotlib as mpl
from matplotlib import font_manager, rc_context
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.ticker import FuncFormatter, ScalarFormatter

from lkip_helpers.report.format import format_large

P = ParamSpec("P")
T = TypeVar("T")

WIDTH = 16 / 2.54  # inches: the width of the text on A4
NARROW = 9 / 2.54  # and of a phone
HIGHEST = 8.4  # inches: a page with its caption

_drawn = ContextVar("width", default=WIDTH)

LETTERS = "Source Sans Pro"
TITLE, TEXT, SMALL = 11.0, 8.5, 7.8  # points; nothing is set smaller than SMALL

INK = "#1A1A1A"
MUTED = "#595959"
LINE = "#D4D8DC"
BACKGROUND = "#EEF1F4"
PAPER = "#FFFFFF"
BLUE = "#1F4E79"
MID_BLUE = "#6A9BC3"
LIGHT_BLUE = "#D3E1EE"
WARM = "#B84A00"
LIGHT_WARM = "#EDA46B"
ANSWERS = (WARM, LIGHT_WARM, MID_BLUE, BLUE)  # nilai 1 to 4, diverging

NOT_COMPUTABLE = "tidak dapat dihitung"

_LETTER_FILES = ("SourceSansPro", "SourceSansProIt", "SourceSansProBold")

_STYLE: Any = {
    "font.family": [LETTERS, "DejaVu Sans"],  # the second only for signs that the first lacks
    "font.size": TEXT,
    "text.color": INK,
    "text.parse_math": False,  # a "$" in a name is a letter
    "axes.edgecolor": LINE,
    "axes.labelcolor": MUTED,
    "axes.linewidth": 0.6,
    "axes.axisbelow": True,
    "grid.color": LINE,
    "grid.linewidth": 0.6,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "xtick.labelsize": SMALL,
    "ytick.labelsize": SMALL,
    "xtick.major.size": 0,
    "ytick.major.size": 0,
    "lines.solid_capstyle": "butt",
    "patch.linewidth": 0,
    "figure.dpi": 100,
    "figure.facecolor": "none",  # it stands on whatever the page is
    "savefig.facecolor": "none",
    "axes.facecolor": "none",
    "savefig.bbox": "standard",  # "tight" would change the 16 cm
    "svg.fonttype": "path",  # PDF/UA needs no font from the reader's machine
    "svg.hashsalt": "lkip",
    "path.sketch": None,
}

# No date, no program name: the same figure is the same bytes.
_NO_SVG_META = {"Date": None, "Creator": None, "Format": None, "Type": None}


def width() -> float:
    """Inches that what is being drawn is wide."""
    return _drawn.get()


def share(inches: float) -> float:
    """What so much of the text on A4 is in what is being drawn."""
    return inches * width() / WIDTH


@contextmanager
def narrow() -> Iterator[None]:
    """Inside, charts are drawn for a phone, their text as text."""
    token = _drawn.set(NARROW)
    try:
        yield
    finally:
        _drawn.reset(token)


@cache
def register_letters() -> None:
    """Make the typeface of the report known to matplotlib, once a process."""
    for name in _LETTER_FILES:
        font_manager.fontManager.addfont(font_source_sans_pro.font_files_ttf[name])


def apply_style(function: Callable[P, T]) -> Callable[P, T]:
    """Run `function` with the report's chart style, leaving matplotlib's settings as they were."""

    @wraps(function)
    def styled(*args: P.args, **kwargs: P.kwargs) -> T:
        register_letters()
        with rc_context(_STYLE | ({} if width() == WIDTH else {"svg.fonttype": "none"})):
            return function(*args, **kwargs)

    return styled


@apply_style
def render_svg(figure: Figure) -> bytes:
    """The figure as SVG, text as paths; the same bytes each time, in each process."""
    buffer = io.BytesIO()
    figure.savefig(buffer, format="svg", metadata=_NO_SVG_META)
    svg = buffer.getvalue().decode("utf-8")
    svg = re.sub(r"<!DOCTYPE[^>]*>\s*", "", svg)  # it names a DTD on another machine
    return svg.encode("utf-8")


PALETTE = (BLUE, WARM, MID_BLUE, LIGHT_WARM, MUTED, LIGHT_BLUE)
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
    figure.set_size_inches(WIDTH, figure.get_figheight() * WIDTH / figure.get_figwidth())
    figure.set_layout_engine("constrained")
    for text in figure.findobj(Text):
        text.set_fontfamily(LETTERS)
        text.set_fontsize(max(SMALL, min(text.get_fontsize(), 11)))
    for axes in figure.axes:
        _dress_axes(axes)
    return figure


def _dress_axes(axes: Axes) -> None:
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["left", "bottom"]].set_color(LINE)
    axes.tick_params(length=0, labelsize=SMALL, labelcolor=MUTED)
    axes.title.set_color(INK)
    for axis in (axes.xaxis, axes.yaxis):
        axis.label.set_color(MUTED)
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
