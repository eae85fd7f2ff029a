"""A sheet 16 cm wide on which text is measured before it is placed.

Names in a report are long and differ from year to year, so a chart's height follows from its
wrapped text instead of the other way round. All lengths are inches; y runs down from the top of
the body, below title and subtitle.
"""

from functools import lru_cache
from math import fsum
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.text import Text
from matplotlib.textpath import text_to_path

from lkip_helpers.report import figure_style as style
from lkip_helpers.report.figure_style import register_fonts

_LINE_DISTANCE = 1.22  # line pitch over type size
_SLACK = 1.03  # Agg's hinted glyphs run a little wider than the outlines measured here


@lru_cache(maxsize=4096)
def measure_width(text: str, size: float = style.TEXT, thick: bool = False) -> float:
    """Width in inches of one line of text set at `size` points."""
    register_fonts()
    letter = FontProperties(family=style.FONT, size=size, weight="bold" if thick else "normal")
    width, _, _ = text_to_path.get_text_width_height_descent(text, letter, ismath=False)
    return float(width) / 72 * _SLACK


def measure_height(text: str, size: float = style.TEXT) -> float:
    """Height in inches of text already broken into lines."""
    return (text.count("\n") + 1) * size * _LINE_DISTANCE / 72


def wrap_text(text: str, width: float, size: float = style.TEXT, thick: bool = False) -> str:
    """`text` broken into lines no wider than `width` inches, at spaces, after "/", or anywhere."""
    rows = [""]
    for words in _split_words(text, width, size, thick):
        if not rows[-1] or measure_width((rows[-1] + words).rstrip(), size, thick) <= width:
            rows[-1] += words
        else:
            rows.append(words)
    return "\n".join(b.rstrip() for b in rows)


def _split_words(text: str, width: float, size: float, thick: bool) -> list[str]:
    """Pieces between which a line may break; a word wider than the line is cut by letters."""
    pieces: list[str] = []
    for words in (k + " " for k in text.replace("/", "/\x00").split(" ") if k):
        for intact in words.split("\x00"):
            part = intact
            while measure_width(part.rstrip(), size, thick) > width and len(part) > 1:
                fits = 1
                while measure_width(part[: fits + 1], size, thick) <= width:
                    fits += 1
                pieces.append(part[:fits])
                part = part[fits:]
            pieces.append(part)
    return pieces


class Canvas:
    """A Figure with title, subtitle, a body of `height` inches, and a note below it."""

    def __init__(
        self, height: float, title: str = "", subtitle: str = "", footer: str = ""
    ) -> None:
        header = [
            (wrap_text(title, style.width(), style.TITLE, True), style.TITLE, style.INK, True),
            (wrap_text(subtitle, style.width(), style.TEXT), style.TEXT, style.MUTED, False),
        ]
        header = [part for part in header if part[0]]
        footer = wrap_text(footer, style.width(), style.SMALL)
        self.body_height = height
        self.upper = fsum(measure_height(b[0], b[1]) + 0.03 for b in header) + 0.08 * bool(header)
        lower = measure_height(footer, style.SMALL) + 0.08 if footer else 0.0
        self.height = self.upper + height + lower + 0.02
        self.figure = Figure(figsize=(style.width(), self.height))
        y = -self.upper
        for text, size, color, thick in header:
            self.write(0, y, text, size=size, color=color, thick=thick, va="top")
            y += measure_height(text, size) + 0.03
        if footer:
            self.write(0, height + 0.08, footer, size=style.SMALL, color=style.MUTED, va="top")

    def write(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = style.TEXT,
        color: str = style.INK,
        thick: bool = False,
        ha: str = "left",
        va: str = "center",
        **other: Any,
    ) -> Text:
        """Set `text` with its anchor at (x, y) of the body."""
        return self.figure.text(
            max(x, 0.01),  # the stem of a thick letter begins before it
            self.height - self.upper - y,
            text,
            transform=self.figure.dpi_scale_trans,
            fontsize=size,
            color=color,
            fontweight="bold" if thick else "normal",
            ha=ha,
            va="center_baseline" if va == "center" and "\n" not in text else va,
            linespacing=_LINE_DISTANCE,
            **other,
        )

    def add_axes(self, x: float, y: float, width: float, height: float) -> Axes:
        """Bare axes (no frame, no ticks) whose top left corner is (x, y) of the body."""
        base = self.height - self.upper - y - height
        axes = self.figure.add_axes(
            (x / style.width(), base / self.height, width / style.width(), height / self.height)
        )
        axes.spines[:].set_visible(False)
        axes.patch.set_visible(False)
        axes.set_xticks([])
        axes.set_yticks([])
        return axes

    def draw_line(self, y: float) -> None:
        """A hair line across the whole width."""
        base = self.height - self.upper - y
        scale = self.figure.dpi_scale_trans
        self.figure.add_artist(
            Line2D(
                [0, style.width()], [base, base], color=style.LINE, linewidth=0.8, transform=scale
            )
        )

    def add_layer(self) -> Axes:
        """Axes over the whole body in inches, y downwards: for maps, charts of boxes, matrices."""
        axes = self.add_axes(0, 0, style.width(), self.body_height)
        axes.set_xlim(0, style.width())
        axes.set_ylim(self.body_height, 0)
        return axes
