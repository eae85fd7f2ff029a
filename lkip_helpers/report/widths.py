"""How the columns of a table share the width of the page."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np
import numpy.typing as npt

PAGE = 459.0  # points between the margins of an upright A4 page
LANDSCAPE_PAGE = 830.0  # of a turned page, counted in the larger type of an upright one
LETTERS = 4.9  # points a character of the table type takes on average, bold included
PADDING = 12.0  # points of padding in a cell
SHORT = 16  # letters that stay in one line
STEP = 6.0  # points given at a time
UPRIGHT = 24  # letters in a line of a head that stands upright
CROWDED = 1.25 * PAGE  # columns that need more find no room: what they need is a rough guess


@dataclass(frozen=True)
class Demand:
    """What a column needs (its longest unbreakable piece) and would like (its longest text).

    texts: the width of each of its cells in one line.
    """

    needed: float
    wanted: float
    texts: Sequence[float] = ()


def measure_column(
    title: str, content: Sequence[str], footer: Sequence[str] = (), *, breakable: bool
) -> Demand:
    """Width of a column in points; breakable: its cells may break between words."""
    every = [*content, *footer]
    words = [k for t in every for k in (t.split() if breakable and len(t) > SHORT else [t])]
    cut = [*title.split(), *words]
    intact = [*every, *([title] if breakable else title.split())]
    needed = max(map(len, cut), default=1) * LETTERS + PADDING
    wanted = max(map(len, intact), default=1) * LETTERS + PADDING
    return Demand(needed, max(needed, wanted), [len(t) * LETTERS for t in content])


def share_width(column: Sequence[Demand], *, landscape: bool) -> list[float]:
    """Share of each column, adding up to 1.

    All they would like, where there is room; else what each needs, and the rest step by step to
    the one that makes the rows lower, a row being as high as its fullest cell.
    """
    page = LANDSCAPE_PAGE if landscape else PAGE
    width = np.array([k.wanted for k in column])
    if width.sum() > page:
        width = np.array([k.needed for k in column])
        texts = np.array([k.texts for k in column]).T
        steps = STEP * np.eye(len(column))
        while width.sum() + STEP <= page:
            width = min((width + step for step in steps), key=lambda w: _sum_lines(texts, w))
    return list(width / width.sum())


def stand_upright(title: str) -> str:
    """Letters as wide, lying, as the lines of a title that stands upright."""
    return "##" * ceil(len(title) / UPRIGHT)


def _sum_lines(texts: npt.NDArray[np.float64], width: npt.NDArray[np.float64]) -> float:
    """Lines of all rows, counted in parts of a line, so that each step tells."""
    return float(np.maximum(texts / (width - PADDING), 1).max(axis=1).sum())
