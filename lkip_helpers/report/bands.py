"""Rows that head those below them: merged columns a table then does without."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import pandas as pd

from lkip_helpers.report.format import EMPTY

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
