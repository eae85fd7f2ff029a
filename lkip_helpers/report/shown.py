"""Computed frames, shown in the notebook where they are computed and not in the report."""

import base64
import io
from dataclasses import dataclass
from typing import Any

import pandas as pd

from lkip_helpers.report.columns import Column, find_key
from lkip_helpers.report.markup import render
from lkip_helpers.report.tabel import Tabel
from lkip_helpers.schema.arguments import checked

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


@checked
def show(data: pd.DataFrame | pd.Series, *column: str | Column, rows: int = ROWS) -> Look:
    """Look at a computed frame, or at one of its rows.

    column: keys of the columns shown; without any all. rows: at most this many, the first ones.
    """
    if isinstance(data, pd.Series):  # the rows of a groupby have a name; else it is one row
        named = data.rename("angka") if data.name in (None, *data.index.names) else data
        data = named.reset_index() if data.index.names != [None] else pd.DataFrame([data.to_dict()])
    # A frame without rows lacks the columns that add_words would have added.
    keys = column if len(data) else [k for k in column if find_key(k) in data]
    tabel = Tabel("lihat", "Data", data.head(rows), keys, "layar", merge=())
    return Look(tabel, max(len(data) - rows, 0))


def draw_plain_figure(figure: Any) -> str:
    """PNG, in Base64, of a figure that a cell of a notebook returns or leaves open."""
    picture = io.BytesIO()
    figure.savefig(picture, format="png", bbox_inches="tight", metadata={"Software": None})
    return base64.b64encode(picture.getvalue()).decode()


def show_plain_frame(frame: pd.DataFrame) -> str:
    """HTML of a frame that a cell of a notebook returns as it is.

    As pandas has it where a table of ours cannot: columns in tiers or of one name, endless numbers.
    """
    try:
        return show(frame, rows=PLAIN_ROWS).html
    except (ValueError, TypeError, AttributeError, LookupError):
        return str(frame.to_html())
