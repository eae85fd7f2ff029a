"""Computed frames, shown in the notebook where they are computed and not in the report."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from lkip_helpers.report.markup import render
from lkip_helpers.report.tabel import Tabel

ROWS = 8
PLAIN_ROWS = 60  # as many as pandas itself shows


@dataclass(frozen=True, eq=False)
class Look:
    """A compact table with units in its header and its formulas below, for the screen alone."""

    tabel: Tabel
    remainder: int

    @property
    def html(self) -> str:
        return render("lihat.html.j2", t=self.tabel, sisa=self.remainder)

    def _repr_mimebundle_(self, **_: Any) -> Any:
        return {"text/html": self.html, "text/plain": f"<lihat {len(self.tabel.data)} baris>"}, {}


def show(data: pd.DataFrame | pd.Series, *column: str, rows: int = ROWS) -> Look:
    """Look at a computed frame, or at one of its rows.

    column: keys of the columns shown; without any all. rows: at most this many, the first ones.
    """
    frame = pd.DataFrame([data.to_dict()]) if isinstance(data, pd.Series) else data
    # A frame without rows lacks the columns that add_words would have added.
    keys = column if len(frame) else [k for k in column if k in frame]
    tabel = Tabel("lihat", "Data", frame.head(rows), keys, "layar", merge=())
    return Look(tabel, max(len(frame) - rows, 0))


def show_plain_frame(frame: pd.DataFrame) -> str:
    """HTML of a frame that a cell of a notebook returns as it is.

    As pandas has it where a table of ours cannot: columns in tiers or of one name, endless numbers.
    """
    try:
        return show(frame, rows=PLAIN_ROWS).html
    except (ValueError, TypeError, AttributeError, LookupError):
        return str(frame.to_html())
