"""A canvas 16 cm wide on which text is measured before it is placed.

Names in a report are long and differ from year to year, so a chart's height follows from its
wrapped text instead of the other way round. All lengths are inches; y runs down from the top of
the body, below title and subtitle.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import count
from math import fsum
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.textpath import text_to_path

from lkip_helpers.report import figure_style as style

_LINE_SPACING = 1.22  # line pitch over type size
_SLACK = 1.03  # Agg's hinted glyphs run a little wider than the outlines measured here


@lru_cache(maxsize=4096)
def measure_width(text: str, size: float = style.TEXT, bold: bool = False) -> float:
    """Width in inches of one line of text set at `size` points."""
    style.register_fonts()
    font = FontProperties(family=style.FONT, size=size, weight="bold" if bold else "normal")
    width, _, _ = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    return float(width) / 72 * _SLACK


def measure_height(text: str, size: float = style.TEXT) -> float:
    """Height in inches of text already broken into lines."""
    return (text.count("\n") + 1) * size * _LINE_SPACING / 72


def measure_pair(main: str, second: str) -> float:
    """Height in inches of a text over a smaller one, if there is one."""
    return measure_height(main) + (measure_height(second, style.SMALL) if second else 0.0)


def wrap_text(text: str, width: float, size: float = style.TEXT, bold: bool = False) -> str:
    """`text` broken into lines no wider than `width` inches, at spaces, after "/", or anywhere."""
    lines = [""]
    for piece in _split_words(text, width, size, bold):
        if not lines[-1] or measure_width((lines[-1] + piece).rstrip(), size, bold) <= width:
            lines[-1] += piece
        else:
            lines.append(piece)
    return "\n".join(line.rstrip() for line in lines)


def _split_words(text: str, width: float, size: float, bold: bool) -> Iterator[str]:
    """Pieces between which a line may break; a word wider than the line is cut by letters."""
    words = " ".join(filter(None, text.split(" ")))
    for piece in re.findall("[^ /]*[/ ]", f"{words} "):
        rest = piece
        while measure_width(rest.rstrip(), size, bold) > width and len(rest) > 1:
            cut = next(n for n in count(1) if measure_width(rest[: n + 1], size, bold) > width)
            yield rest[:cut]
            rest = rest[cut:]
        yield rest


class Canvas:
    """A Figure with title, subtitle, a body of `height` inches, and a footer below it."""

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
        heights = [measure_height(text, size) + 0.03 for text, size, *_ in header]
        self.header_height = fsum(heights) + 0.08 * bool(header)
        lower = measure_height(footer, style.SMALL) + 0.08 if footer else 0.0
        self.height = self.header_height + height + lower + 0.02
        self.figure = Figure(figsize=(style.width(), self.height))
        y = -self.header_height
        for (text, size, color, bold), line_height in zip(header, heights, strict=True):
            self.write(0, y, text, size=size, color=color, bold=bold, va="top")
            y += line_height
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
        bold: bool = False,
        ha: str = "left",
        va: str = "center",
    ) -> None:
        """Set `text` with its anchor at (x, y) of the body."""
        x, y = max(x, 0.01), self.height - self.header_height - y  # a bold stem begins further left
        va = "center_baseline" if va == "center" and "\n" not in text else va
        look: dict[str, Any] = {"fontsize": size, "fontweight": "bold" if bold else "normal"}
        look |= {"color": color, "ha": ha, "va": va, "linespacing": _LINE_SPACING}
        self.figure.text(x, y, text, transform=self.figure.dpi_scale_trans, **look)

    def write_pair(
        self, x: float, y: float, main: str, second: str, second_color: str, **look: Any
    ) -> None:
        """Set `main` and a smaller text under it, together centred on y. look: of the first."""
        top = y - measure_pair(main, second) / 2
        self.write(x, top, main, va="top", **look)
        if second:
            look |= {"size": style.SMALL, "color": second_color, "bold": False}
            self.write(x, top + measure_height(main), second, va="top", **look)

    def add_axes(self, x: float, y: float, width: float, height: float) -> Axes:
        """Bare axes (no frame, no ticks) whose top left corner is (x, y) of the body."""
        bottom = self.height - self.header_height - y - height
        axes = self.figure.add_axes(
            (x / style.width(), bottom / self.height, width / style.width(), height / self.height)
        )
        axes.spines[:].set_visible(False)
        axes.patch.set_visible(False)
        axes.set_xticks([])
        axes.set_yticks([])
        return axes

    def draw_line(self, y: float) -> None:
        """Draw a hairline across the whole width."""
        base, scale = self.height - self.header_height - y, self.figure.dpi_scale_trans
        line = [0, style.width()], [base, base]
        self.figure.add_artist(Line2D(*line, color=style.LINE, linewidth=0.8, transform=scale))

    def add_layer(self) -> Axes:
        """Axes over the whole body, in inches with y downwards."""
        axes = self.add_axes(0, 0, style.width(), self.body_height)
        axes.set_xlim(0, style.width())
        axes.set_ylim(self.body_height, 0)
        return axes
