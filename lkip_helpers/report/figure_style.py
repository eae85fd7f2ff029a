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
from matplotlib import font_manager, rc_context
from matplotlib.figure import Figure

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
