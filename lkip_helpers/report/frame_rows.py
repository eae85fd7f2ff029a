"""Rows of a frame, one by one, and what is said where a cell is empty."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pandas as pd


def iter_rows(frame: pd.DataFrame) -> Iterator[Any]:
    """Rows as named tuples whose cells may be of any type: the type checker knows none better."""
    return iter(frame.itertuples())


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
