"""Rows that head those below them: merged columns a table then does without."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

LONG_GROUP = 1.25  # rows a group has on average where it stands below a band


@dataclass(frozen=True)
class Band:
    """A row that heads those below it, of columns the table then does without."""

    text: str
    title: str
    level: int


def split_levels(data: pd.DataFrame, merge: Sequence[str]) -> list[list[str]]:
    """Merged keys by level of band; those that change together share one.

    A key whose groups are hardly longer than a row stays a column.
    """
    levels: list[list[str]] = []
    groups = 0
    for i, key in enumerate(merge):
        block = data[list(merge[: i + 1])].fillna("")
        many = int((block != block.shift()).any(axis=1).sum())
        if many * LONG_GROUP > len(data):
            break
        levels = [*levels[:-1], [*levels[-1], key]] if many == groups else [*levels, [key]]
        groups = many
    return levels
