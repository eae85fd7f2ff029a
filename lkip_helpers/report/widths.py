"""How the columns of a table share the width of the page."""

from collections.abc import Sequence
from dataclasses import dataclass

PAGE = 459.0  # points between the margins of an upright A4 page
LANDSCAPE_PAGE = 830.0  # of a turned page, counted in the larger type of an upright one
LETTERS = 4.9  # points a character of the table type takes on average, bold included
PADDING = 12.0  # points of padding in a cell
LARGEST = 260.0  # points beyond which a longer text no longer asks for more


@dataclass(frozen=True)
class Demand:
    """What a column needs (its longest unbreakable piece) and would like (its longest text)."""

    needed: float
    wanted: float


def measure_column(title: str, content: Sequence[str], *, breakable: bool) -> Demand:
    """Width of a column in points; breakable: its cells may break between words."""
    words = [k for t in ([title, *content] if breakable else [title]) for k in t.split()]
    cut = [*words, *([] if breakable else content)]
    intact = [*content, *([title] if breakable else title.split())]
    needed = max(map(len, cut), default=1) * LETTERS + PADDING
    wanted = min(max(map(len, intact), default=1) * LETTERS + PADDING, LARGEST)
    return Demand(needed, max(needed, wanted))


def share_width(column: Sequence[Demand], *, landscape: bool) -> list[float]:
    """Share of each column, adding up to 1: what it needs, then the rest by what it would like."""
    page = LANDSCAPE_PAGE if landscape else PAGE
    if sum(k.wanted for k in column) <= page:
        width = [k.wanted for k in column]
    else:
        remainder = max(0.0, page - sum(k.needed for k in column))
        lacking = sum(k.wanted - k.needed for k in column) or 1
        width = [k.needed + remainder * (k.wanted - k.needed) / lacking for k in column]
    return [b / sum(width) for b in width]
