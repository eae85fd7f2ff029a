"""The style of every chart: type, sizes, colours; its bytes, and what of it can be pointed at.

Readers with colour-vision deficiency can tell the colours apart (dark blue against vermilion, after
Okabe and Ito), and no colour carries a meaning alone: a word or a shape always says it too. Colours
of text have a contrast of at least 4.5 : 1 on white (WCAG 2.1, 1.4.3).
"""

import io
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from contextvars import ContextVar
from functools import cache, wraps
from html import escape, unescape
from typing import Any, ParamSpec, TypeVar

import font_source_sans_pro
import matplotlib as mpl
import pandas as pd
from matplotlib import font_manager, rc_context
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.colors import is_color_like, to_hex
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.ticker import FuncFormatter, ScalarFormatter

from lkip_helpers.errors import InvalidArgument
from lkip_helpers.report.format import format_large
from lkip_helpers.schema.arguments import checked, name_value
from lkip_helpers.workspace import hold

P = ParamSpec("P")
T = TypeVar("T")

WIDTH = 16 / 2.54  # inches: the width of the text on A4
NARROW = 9 / 2.54  # and of a phone
HIGHEST = 8.4  # inches: a page with its caption
_width = ContextVar("width", default=WIDTH)
FONT = "Source Sans Pro"
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

_FONT_FILES = ("SourceSansPro", "SourceSansProIt", "SourceSansProBold")

_STYLE: Any = {
    "font.family": [FONT, "DejaVu Sans"],  # the second only for characters that the first lacks
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
    """Width in inches of the figure that is being drawn."""
    return _width.get()


def share(inches: float) -> float:
    """A length meant for a figure as wide as the text on A4, scaled to the current width."""
    return inches * width() / WIDTH


def narrow() -> AbstractContextManager[None]:
    """Inside, charts are drawn for a phone, their text as text."""
    return hold(_width, NARROW)


@cache
def register_fonts() -> None:
    """Make the typeface of the report known to matplotlib, once per process."""
    for name in _FONT_FILES:
        font_manager.fontManager.addfont(font_source_sans_pro.font_files_ttf[name])


def apply_style(function: Callable[P, T]) -> Callable[P, T]:
    """Run `function` with the report's chart style, leaving matplotlib's settings as they were.

    Raises InvalidArgument for arguments of another kind, and for a frame without rows.
    """
    draw = checked(function)

    @wraps(function)
    def styled(*args: P.args, **kwargs: P.kwargs) -> T:
        if any(isinstance(a, pd.DataFrame) and a.empty for a in (*args, *kwargs.values())):
            raise InvalidArgument(f"{function.__name__} memerlukan sedikitnya satu baris data.")
        register_fonts()
        with rc_context(_STYLE | ({} if width() == WIDTH else {"svg.fonttype": "none"})):
            return draw(*args, **kwargs)

    return styled


@apply_style
def render_svg(figure: Figure) -> bytes:
    """The figure as SVG, text as paths; the same bytes each time, in each process."""
    buffer = io.BytesIO()
    figure.savefig(buffer, format="svg", metadata=_NO_SVG_META)
    return re.sub(rb"<!DOCTYPE[^>]*>\s*", b"", buffer.getvalue())  # a DTD on another machine


PALETTE = (BLUE, WARM, MID_BLUE, LIGHT_WARM, MUTED, LIGHT_BLUE)
_REPLACEMENTS = {  # for matplotlib's default colours, which an analyst did not choose
    to_hex(c): PALETTE[i % len(PALETTE)]
    for i, c in enumerate(mpl.colormaps["tab10"].colors)  # type: ignore[attr-defined]
}
_YEARS = range(1945, 2100)


def is_plain(figure: Figure) -> bool:
    """Whether it was made with pyplot, which numbers its figures; charts of our own have none."""
    return hasattr(figure, "number")


def restyle(plot: Any) -> Figure:
    """The figure of a plot; one made with pyplot gets our fonts, colours, numbers and margins.

    plot: a Figure, Axes or an array of Axes. A figure of the report's own charts is left alone.
    """
    first = next(iter(plot.flat), plot) if hasattr(plot, "flat") else plot
    figure = first if isinstance(first, Figure) else getattr(first, "figure", None)
    if not isinstance(figure, Figure):
        raise InvalidArgument(f"figure harus diagram atau fungsinya, bukan {name_value(plot)}")
    if not is_plain(figure):
        return figure
    plt.close(figure)  # else JupyterLab shows it a second time
    figure.set_size_inches(WIDTH, figure.get_figheight() * WIDTH / figure.get_figwidth())
    figure.set_layout_engine("constrained")
    for text in figure.findobj(Text):
        text.set_fontfamily(FONT)
        text.set_fontsize(max(SMALL, min(text.get_fontsize(), TITLE)))
    for axes in figure.axes:
        _restyle_axes(axes)
    return figure


def _restyle_axes(axes: Axes) -> None:
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["left", "bottom"]].set_color(LINE)
    axes.tick_params(length=0, labelsize=SMALL, labelcolor=MUTED)
    axes.title.set_color(INK)
    for axis in (axes.xaxis, axes.yaxis):
        axis.label.set_color(MUTED)
        if type(axis.get_major_formatter()) is ScalarFormatter:
            axis.set_major_formatter(
                FuncFormatter(lambda v, _: str(int(v)) if v in _YEARS else format_large(v))
            )
    legend = axes.get_legend()
    handles = legend.legend_handles if legend else ()
    for artist in [*axes.patches, *axes.lines, *axes.collections, *handles]:
        for name in ("facecolor", "color"):
            _repaint(artist, name)
    if legend:
        legend.set_frame_on(False)


def _repaint(artist: Any, name: str) -> None:
    """Replace a default colour of matplotlib; name: the property of the artist, as `facecolor`."""
    if not hasattr(artist, f"get_{name}"):
        return
    color = getattr(artist, f"get_{name}")()
    first = color[0] if hasattr(color, "ndim") and color.ndim == 2 and len(color) else color
    replacement = is_color_like(first) and _REPLACEMENTS.get(to_hex(first))
    if replacement:
        getattr(artist, f"set_{name}")(replacement)


_VALUE, _SEPARATOR = "nilai:", "‖"  # letters are outlines: a comment of the SVG says the text
_TEXT = re.compile(r'<!-- (.+?) -->\s*<g [^>]*transform="([^"]*?) scale\(([\d.]+)')
_MARK = re.compile(rf'<g id="{_VALUE}([^"]*)">(.*?)</g>', re.DOTALL)
_PATH = re.compile(r'<path d="([^"]*)" (?:clip-path="[^"]*" )?style="fill')
_POINT = re.compile(r'<use [^>]*?\bx="([\d.]+)" y="([\d.]+)"')
_BOX = re.compile(r'viewBox="([^"]*)"')


def name_marks(*values: str) -> dict[str, Any]:
    """Keyword arguments for matplotlib that label a bar, or the points of a line, with values."""
    return {"gid": _VALUE + _SEPARATOR.join(" ".join(v.split()) for v in values)}


def read_layer(svg: str) -> dict[str, Any]:
    """From a chart by matplotlib: box, texts (text, transform, size), marks (value, outline)."""
    found = _TEXT.findall(svg)
    texts = [(unescape(text), transform, 100 * float(size)) for text, transform, size in found]
    marks = [
        (unescape(value), outline)
        for values, shapes in _MARK.findall(svg)
        for value, outline in zip(values.split(_SEPARATOR), _outline(shapes), strict=False)
    ]
    return {"box": _find_box(svg), "texts": texts, "marks": marks}


def _find_box(svg: str) -> str:
    return next(iter(_BOX.findall(svg)), "")


def inline_svg(svg: str, name: str, alt: str) -> str:
    """A chart as part of a page that allows no inline style; its ids get `name` as prefix."""
    body = svg.partition("<svg")[2].partition(">")[2]
    body = re.sub(r"(?s)<defs>\s*<style.*?</defs>", "", body)
    body = re.sub(r'<g id="[^"]*"', "<g", body)
    body = re.sub(r'( id="|href="#|url\(#)', rf"\1{name}-", body)
    body = re.sub(
        r'style="([^"]*)"', lambda m: re.sub(r"([\w-]+): ([^;]+);? ?", r'\1="\2" ', m[1]), body
    )
    head = f'class="sempit" viewBox="{_find_box(svg)}" role="img" aria-label="{escape(alt)}"'
    return f'<svg {head} stroke-linejoin="round">{body}'


def _outline(shapes: str) -> list[str]:
    """The path of a bar; a square around each point. shapes: SVG of one mark."""
    side = 14  # points: of the area that can be pressed or pointed at
    corners = ((float(x) - side / 2, float(y) - side / 2) for x, y in _POINT.findall(shapes))
    squares = [f"M{x:.1f} {y:.1f}h{side}v{side}h-{side}z" for x, y in corners]
    return squares or [" ".join(path.split()) for path in _PATH.findall(shapes)]
