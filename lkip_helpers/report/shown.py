"""What a chapter computed, to be looked at where it is computed: on the screen alone."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
from pandas.api import types

from lkip_helpers.report.columns import ENTRIES, Column, Kind
from lkip_helpers.report.layouts import REALISASI
from lkip_helpers.report.markup import render
from lkip_helpers.report.tabel import Tabel

ROWS = 8


@dataclass(frozen=True, eq=False)
class Look:
    """A compact table with units in its heads and the formulas under it; the report has nothing."""

    tabel: Tabel
    remainder: int

    @property
    def html(self) -> str:
        return render("lihat.html.j2", t=self.tabel, sisa=self.remainder)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> Any:
        plain = f"<lihat {len(self.tabel.data)} baris>"
        return {"text/html": self.html, "text/plain": plain}, {}


def show(data: pd.DataFrame | pd.Series, *column: str, rows: int = ROWS) -> Look:
    """Look at a computed frame, or at one of its rows.

    column: what is shown of it; without any all. rows: at most so many, the first ones.
    """
    frame = data.to_frame().T.infer_objects() if isinstance(data, pd.Series) else data
    told = column if len(frame) else [k for k in column if k in frame]  # no row, no words of it
    columns = [_column(frame, k) for k in told or frame.columns]
    tabel = Tabel("lihat", "Data", frame.head(rows), columns, "layar", merge=())
    return Look(tabel, max(len(frame) - rows, 0))


def _column(frame: pd.DataFrame, key: Any) -> Column:
    """As the report prints it; one the report does not know by the type of its values."""
    if key == "realisasi" and "pagu" in frame:
        return REALISASI
    kind: Kind = "teks"
    value = frame.get(key)  # one that is not there Tabel refuses
    if types.is_bool_dtype(value):
        kind = "ya"
    elif types.is_numeric_dtype(value):
        kind = "angka" if types.is_float_dtype(value) else "bilangan"
    return ENTRIES.get(key) or Column(key, str(key).replace("_", " ").capitalize(), kind)
