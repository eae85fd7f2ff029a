"""How the columns of a table share the width of the page."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

PAGE = 459.0  # points between the margins of an upright A4 page
LANDSCAPE_PAGE = 830.0  # of a turned page, counted in the larger type of an upright one
LETTERS = 4.9  # points a character of the table type takes on average, bold included
PADDING = 12.0  # points of padding in a cell
SHORT = 16  # letters that stay in one line
STEP = 6.0  # points given at a time


@dataclass(frozen=True)
class Demand:
    """What a column needs (its longest unbreakable piece) and would like (its longest text)."""

    needed: float
    wanted: float

    def lines(self, width: float) -> int:
        """Lines of its longest text in that width."""
        return ceil((self.wanted - PADDING) / max(width - PADDING, LETTERS))


def measure_column(title: str, content: Sequence[str], *, breakable: bool) -> Demand:
    """Width of a column in points; breakable: its cells may break between words."""
    words = [k for t in content for k in (t.split() if breakable and len(t) > SHORT else [t])]
    cut = [*title.split(), *words]
    intact = [*content, *([title] if breakable else title.split())]
    needed = max(map(len, cut), default=1) * LETTERS + PADDING
    wanted = max(map(len, intact), default=1) * LETTERS + PADDING
    return Demand(needed, max(needed, wanted))


def share_width(column: Sequence[Demand], *, landscape: bool) -> list[float]:
    """Share of each column, adding up to 1.

    All they would like, where there is room; else what each needs, and the rest step by step to
    the one with the most lines.
    """
    page = LANDSCAPE_PAGE if landscape else PAGE
    width = [k.wanted for k in column]
    if sum(width) > page:
        width = [k.needed for k in column]
        while sum(width) + STEP <= page:
            lines = [k.lines(w) for k, w in zip(column, width, strict=True)]
            width[lines.index(max(lines))] += STEP
    return [b / sum(width) for b in width]
