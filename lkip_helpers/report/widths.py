"""How the columns of a table share the page width, and the bands that replace merged columns."""

import re
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, groupby
from math import inf

import numpy as np
import numpy.typing as npt
import pandas as pd

from lkip_helpers.report.format import EMPTY

PAGE = 459.0  # points between the margins of an upright A4 page
HALF_PAGE = 222.0  # of two tables beside each other
LONG_PAGE = 516.0  # the same for a table longer than a page: its type is smaller
LANDSCAPE_PAGE = 830.0  # of a turned page, counted in the larger type of an upright one
PADDING = 10.8  # points of padding in a cell
UNBROKEN_CELL, UNBROKEN_TITLE = 16, 6  # letters of a text that is kept in one line
STEP = 6.0  # points given to a column at a time
UPRIGHT = 30  # letters in a line of a turned header
CROWDED = 1.1  # page widths: columns that need more are crowded; what they need is a rough guess
EVEN = 0.02  # lines: what emptying a cell is worth where its row does not become lower
FULL, PENALTY = 4.5, 100  # lines of a full cell; how many lines each further one counts as
MOST_LINES = 5  # of a cell that is not tall
# Points of a letter in the table type, semibold: most take `_LETTER`.
_LETTER = 4.75
_POINTS = {
    **dict.fromkeys(" '.,:;|!()[]-Iijlf", 2.45),
    **dict.fromkeys("/trs", 3.5),
    **dict.fromkeys("ABCDEFGHJKLNOPQRSTUVXYZ&", 5.4),
    **dict.fromkeys("%mwMW@", 7.4),
}


@dataclass(frozen=True)
class Demand:
    """What a column needs (its longest unbreakable piece) and would like (its longest text).

    All in points. text_widths: of title and cells, each in one line. texts: of the cells.
    """

    needed: float
    wanted: float
    text_widths: Sequence[float] = ()
    texts: Sequence[str] = ()


def measure_column(
    title: str, texts: Sequence[str], footer: Sequence[str] = (), *, breakable: bool
) -> Demand:
    """Width of a column in points; breakable: its cells may break between words."""
    cells = [*texts, *footer]
    unbroken = UNBROKEN_CELL if breakable else inf
    parts = (text.split() if len(text) > unbroken else [text] for text in cells)
    words = [*chain.from_iterable(parts)]
    words += title.split() if len(title) > UNBROKEN_TITLE else [title]
    needed = _measure_longest(words) + PADDING
    wanted = _measure_longest([title, *cells]) + PADDING
    return Demand(needed, wanted, [_measure_text(t) for t in (title, *texts)], texts)


def share_width(demands: Sequence[Demand], page: float = PAGE) -> list[float]:
    """Share of each column, adding up to 1. page: points across.

    All get what they would like, where there is room; else what each needs, and the rest step by
    step to the one that makes the rows lower, a row being as high as its fullest cell.
    """
    width = np.array([d.wanted for d in demands])
    if width.sum() > page:
        width = np.array([d.needed for d in demands])
        text_widths = np.array([d.text_widths for d in demands]).T
        steps = STEP * np.eye(len(demands))
        while width.sum() + STEP <= page:
            width = width + steps[_sum_lines(text_widths, width + steps).argmin()]
    return list(width / width.sum())


def is_tall(demands: Sequence[Demand], page: float) -> bool:
    """Whether a cell takes more lines than a reader likes."""
    shares = zip(demands, share_width(demands, page), strict=True)
    return any(is_long(text, share * page) for d, share in shares for text in d.texts)


def is_long(text: str, width: float) -> bool:
    """The same for one text in a column of this width."""
    letters = max(int((width - PADDING) / 5.2), 1)  # points of a letter, on the safe side
    return len(text) > letters and len(textwrap.wrap(text, letters)) > MOST_LINES


@lru_cache(10_000)  # words and names recur, and each table is measured twice
def _measure_text(text: str) -> float:
    return sum(_POINTS.get(letter, _LETTER) for letter in text)


def _measure_longest(texts: Sequence[str]) -> float:
    return max(map(_measure_text, texts), default=_LETTER)


def _sum_lines(
    text_widths: npt.NDArray[np.float64], widths: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """The lines of all rows for each row of `widths`; fractional, so that every step counts."""
    lines = np.maximum(text_widths[:, None, :] / (widths - PADDING), 1)
    height = lines.max(axis=2)
    return (height + PENALTY * np.maximum(height - FULL, 0) + EVEN * lines.sum(axis=2)).sum(axis=0)


@dataclass(frozen=True)
class Band:
    """A row that heads those below it, in place of merged columns."""

    text: str
    title: str
    level: int


def split_levels(data: pd.DataFrame, merge: Sequence[str]) -> list[list[str]]:
    """Merged keys by level of band: those that change together share one; none of short groups."""
    levels: list[list[str]] = []
    last_count = 0
    for i, key in enumerate(merge):
        columns = [data[k].fillna("").tolist() for k in merge[: i + 1]]
        count = sum(1 for _ in groupby(zip(*columns, strict=True)))
        if count * 1.25 > len(data):  # rows a group must have on average to stand below a band
            break
        levels = [*levels[:-1], [*levels[-1], key]] if count == last_count else [*levels, [key]]
        last_count = count
    return levels


def list_bands(texts: Sequence[str], last: Sequence[str], titles: Sequence[str]) -> Iterator[Band]:
    """The bands that begin at a row. texts, last: by level, of this row and of the one before.

    An empty one stands only where nothing else parts the row from those above: an indicator of a
    tujuan itself has no sasaran.
    """
    opened = not last
    for level, title in enumerate(titles):
        if texts[: level + 1] != last[: level + 1]:
            if texts[level] or not opened:
                name = re.sub(r"^\w(?!\S*\.)", lambda m: m[0].upper(), texts[level])  # but no file
                yield Band(name or EMPTY, title, level)
            opened = True
