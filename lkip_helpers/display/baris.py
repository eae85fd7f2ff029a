"""Rows of a frame, one by one."""

from collections.abc import Iterator
from typing import Any

import pandas as pd


def iter_baris(frame: pd.DataFrame) -> Iterator[Any]:
    """Rows as named tuples whose cells may be of any type: the type checker knows none better."""
    return iter(frame.itertuples())
