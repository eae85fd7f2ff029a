"""What a chapter computed, to be looked at where it is computed: on the screen alone."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from lkip_helpers.report.layouts import REALISASI
from lkip_helpers.report.markup import render
from lkip_helpers.report.tabel import Tabel

ROWS = 8
PLAIN_ROWS = 60  # as many as pandas itself shows


@dataclass(frozen=True, eq=False)
class Look:
    """A compact table with units in its heads and the formulas under it; the report has nothing."""

    tabel: Tabel
    remainder: int

    @property
    def html(self) -> str:
        return render("lihat.html.j2", t=self.tabel, sisa=self.remainder)

    def _repr_mimebundle_(self, **_: Any) -> Any:
        return {"text/html": self.html, "text/plain": f"<lihat {len(self.tabel.data)} baris>"}, {}


def show(data: pd.DataFrame | pd.Series, *column: str, rows: int = ROWS) -> Look:
    """Look at a computed frame, or at one of its rows.

    column: what is shown of it; without any all. rows: at most so many, the first ones.
    """
    frame = data.to_frame().T.infer_objects() if isinstance(data, pd.Series) else data
    told = column if len(frame) else [k for k in column if k in frame]  # no row, no words of it
    columns = [
        REALISASI if k == "realisasi" and "pagu" in frame else str(k) for k in told or frame.columns
    ]
    tabel = Tabel("lihat", "Data", frame.head(rows), columns, "layar", merge=())
    return Look(tabel, max(len(frame) - rows, 0))


def show_plain_frame(frame: pd.DataFrame) -> str:
    """A frame that nobody made a table of, as a document of the analyst's own has it."""
    if frame.columns.nlevels > 1:
        return str(frame.to_html())
    named = {*frame.index.names} - {None, *frame}
    return show(frame.reset_index() if named else frame, rows=PLAIN_ROWS).html
