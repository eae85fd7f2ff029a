"""How the columns of a table share the width of the page, and bands that take the place of some."""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from math import ceil

import numpy as np
import numpy.typing as npt
import pandas as pd

from lkip_helpers.report.format import EMPTY

PAGE = 459.0  # points between the margins of an upright A4 page
HALF_PAGE = 222.0  # of two tables beside each other
LONG_PAGE = 516.0  # the same for a table longer than a page: its type is smaller
LANDSCAPE_PAGE = 830.0  # of a turned page, counted in the larger type of an upright one
PADDING = 10.8  # points of padding in a cell
SHORT, BRIEF = 16, 6  # letters that stay in one line, and of a title
STEP = 6.0  # points given at a time
UPRIGHT = 30  # letters in a line of a head that stands upright
CROWDED = 1.1  # of a page: columns that need more find no room: what they need is a rough guess
EVEN = 0.02  # of a line: worth of an emptier cell that does not make its row lower
FULL, TALL, MOST = 4.5, 100, 5  # lines of a full cell, what those above it count; lines at most
WIDE = 5.2  # points of a letter, on the safe side
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

    texts: the width of each of its cells in one line. content: what these say.
    """

    needed: float
    wanted: float
    texts: Sequence[float] = ()
    content: Sequence[str] = ()


def measure_column(
    title: str, content: Sequence[str], footer: Sequence[str] = (), *, breakable: bool
) -> Demand:
    """Width of a column in points; breakable: its cells may break between words."""
    every = [*content, *footer]
    words = [k for t in every for k in (t.split() if breakable and len(t) > SHORT else [t])]
    words += title.split() if len(title) > BRIEF else [title]
    needed = _measure_longest(words) + PADDING
    wanted = _measure_longest([title, *every]) + PADDING
    return Demand(needed, wanted, [_measure_text(t) for t in (title, *content)], content)


def share_width(column: Sequence[Demand], page: float = PAGE) -> list[float]:
    """Share of each column, adding up to 1.

    All they would like, where there is room; else what each needs, and the rest step by step to
    the one that makes the rows lower, a row being as high as its fullest cell.
    """
    width = np.array([k.wanted for k in column])
    if width.sum() > page:
        width = np.array([k.needed for k in column])
        texts = np.array([k.texts for k in column]).T
        step = STEP * np.eye(len(column))
        while width.sum() + STEP <= page:
            width = width + step[_sum_lines(texts, width + step).argmin()]
    return list(width / width.sum())


def is_tall(column: Sequence[Demand], page: float) -> bool:
    """Whether a cell takes more lines than a reader likes."""
    shares = zip(column, share_width(column, page), strict=True)
    return any(is_long(text, share * page) for k, share in shares for text in k.content)


def is_long(text: str, width: float) -> bool:
    """The same of one text in a column."""
    return len(textwrap.wrap(text, max(int((width - PADDING) / WIDE), 1))) > MOST


def stand_upright(title: str) -> str:
    """Letters as wide, lying, as the lines of a title that stands upright."""
    return "##" * ceil(len(title) / UPRIGHT)


@lru_cache(10_000)  # words and names come again, and each table is measured twice
def _measure_text(text: str) -> float:
    return sum(_POINTS.get(letter, _LETTER) for letter in text)


def _measure_longest(texts: Sequence[str]) -> float:
    return max(map(_measure_text, texts), default=_LETTER)


def _sum_lines(
    texts: npt.NDArray[np.float64], width: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """For each row of widths: lines of all rows, in parts of a line, so that each step tells."""
    lines = np.maximum(texts[:, None, :] / (width - PADDING), 1)
    height = lines.max(axis=2)
    return (height + TALL * np.maximum(height - FULL, 0) + EVEN * lines.sum(axis=2)).sum(axis=0)


LONG_GROUP = 1.25  # rows a group has on average where it stands below a band


@dataclass(frozen=True)
class Band:
    """A row that heads those below it, of columns the table then does without."""

    text: str
    title: str
    level: int


def split_levels(data: pd.DataFrame, merge: Sequence[str]) -> list[list[str]]:
    """Merged keys by level of band, those that change together on one; of short groups none."""
    levels: list[list[str]] = []
    groups = 0
    for i, key in enumerate(merge):
        columns = [data[k].fillna("").tolist() for k in merge[: i + 1]]
        many = sum(1 for _ in groupby(zip(*columns, strict=True)))
        if many * LONG_GROUP > len(data):
            break
        levels = [*levels[:-1], [*levels[-1], key]] if many == groups else [*levels, [key]]
        groups = many
    return levels


def list_bands(text: Sequence[str], last: Sequence[str], titles: Sequence[str]) -> Iterator[Band]:
    """The bands a row opens: by level, its text and that of the row before.

    An empty one stands only where nothing else parts the row from those above: an indicator of a
    tujuan itself has no sasaran.
    """
    opened = not last
    for level, title in enumerate(titles):
        if text[: level + 1] != last[: level + 1]:
            if text[level] or not opened:
                yield Band(text[level][:1].upper() + text[level][1:] or EMPTY, title, level)
            opened = True
