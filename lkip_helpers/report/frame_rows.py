"""Rows of a frame one by one, and columns of words added to it."""

from collections import namedtuple
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any

import pandas as pd

from lkip_helpers.rules import load_rules


def iter_rows(frame: pd.DataFrame) -> Iterator[Any]:
    """Rows as named tuples (Index, then a field per column) whose cells may be of any type.

    As itertuples yields them, but that makes a new class each time.
    """
    columns = (column.tolist() for _, column in frame.items())
    return map(_row_type(tuple(frame))._make, zip(frame.index, *columns, strict=True))


@cache
def _row_type(columns: tuple[str, ...]) -> Any:
    return namedtuple("Row", ("Index", *columns), rename=True)  # noqa: PYI024 its fields are data


def list_records(frame: pd.DataFrame, keys: Iterable[str]) -> list[dict[str, Any]]:
    """Rows as dictionaries of plain values; DataFrame.to_dict takes ten times as long."""
    columns = {key: frame[key].tolist() for key in keys}
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def name_rows(frame: pd.DataFrame, keys: set[str]) -> pd.DataFrame:
    """`frame` with what names its rows, as after groupby, in columns; all titles are texts.

    keys: the columns wanted; empty for all but the Excel rows.
    """
    asked = keys or {*frame.index.names} - {"baris"}
    named = {*frame.index.names} & asked - {None, *frame}
    frame = frame.rename(index=load_rules("pandas")).reset_index() if named else frame
    return frame.rename(columns=str) if {*map(type, frame)} - {str} else frame


def fill_empty(frame: pd.DataFrame, **wording: str) -> pd.DataFrame:
    """`frame` with a text in the empty cells of these columns: `alasan="belum dijelaskan"`."""
    filled = {k: frame[k].astype(object).where(frame[k].notna(), s) for k, s in wording.items()}
    return frame.assign(**filled)


def add_words(frame: pd.DataFrame, phrase: Callable[[Any], Mapping[str, Any]]) -> pd.DataFrame:
    """`frame` with a column for each key of what `phrase` returns for a row.

    A frame without rows gets no such columns; nothing is said of it.
    """
    words = pd.DataFrame([phrase(row) for row in iter_rows(frame)], frame.index, dtype=object)
    return frame.assign(**{str(k): words[k] for k in words})
