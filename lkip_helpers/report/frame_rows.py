"""Rows of a frame, one by one, and what is said where a cell is empty."""

from collections import namedtuple
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any

import pandas as pd


def iter_rows(frame: pd.DataFrame) -> Iterator[Any]:
    """Rows as named tuples (Index, then a field a column) whose cells may be of any type.

    As itertuples gives them, which makes a class of its own each time.
    """
    columns = (column.tolist() for _, column in frame.items())
    return map(_row_type(tuple(frame))._make, zip(frame.index, *columns, strict=True))


@cache
def _row_type(columns: tuple[str, ...]) -> Any:
    return namedtuple("Row", ("Index", *columns), rename=True)  # noqa: PYI024 its fields are data


def list_records(frame: pd.DataFrame, keys: Iterable[str]) -> list[dict[str, Any]]:
    """Rows as dictionaries of plain values; pandas' own way costs a table ten times as much."""
    columns = {key: frame[key].tolist() for key in keys}
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def fill_empty(frame: pd.DataFrame, **wording: str) -> pd.DataFrame:
    """`frame` with the empty cells of these columns saying why: `alasan="belum dijelaskan"`."""
    content = {k: frame[k].astype(object).where(frame[k].notna(), s) for k, s in wording.items()}
    return frame.assign(**content)


def add_words(frame: pd.DataFrame, words: Callable[[Any], Mapping[str, Any]]) -> pd.DataFrame:
    """`frame` with the words that `words` finds for each row, a column each.

    A frame without rows has no such columns; nothing is said of it.
    """
    found = pd.DataFrame([words(b) for b in iter_rows(frame)], frame.index, dtype=object)
    return frame.assign(**{str(k): found[k] for k in found})
