"""What was read of each sheet, as numbers of the report that know where they are from."""

import pandas as pd

from lkip_helpers.compute.lineage import CellRange, Derivation, note_origin
from lkip_helpers.intake.cellcheck import runs

_MANNER = {
    "dibaca": "banyaknya baris lembar ini",
    "dipakai": "banyaknya baris yang dipakai sebagai data",
    "dibuang": "banyaknya baris yang dibuang dengan alasan",
}


def cite_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """Note of each count (dibaca, dipakai, dibuang) the sheet it counts. rows: berkas, lembar."""
    result = rows.copy()
    cells = {i: CellRange(b, s, "") for i, b, s in rows[["berkas", "lembar"]].itertuples(name=None)}
    for column, manner in _MANNER.items():
        note_origin(result, column, {i: Derivation(manner, (r,)) for i, r in cells.items()})
    return result


def count_dropped(dropped: pd.DataFrame) -> pd.DataFrame:
    """Rows left out by reason and workbook: alasan, berkas, jumlah. dropped: lembar, baris too."""
    grouping = dropped.groupby(["alasan", "berkas"], sort=True)
    result = grouping.size().reset_index(name="jumlah")
    ingredients = [Derivation("banyaknya baris ini", _rows(own)) for _, own in grouping]
    return note_origin(result, "jumlah", dict(enumerate(ingredients)))


def _rows(own: pd.DataFrame) -> tuple[CellRange, ...]:
    """Whole rows, sheet by sheet."""
    return tuple(
        CellRange(str(file), str(sheet), ";".join(f"{a}:{b}" for a, b in runs(rows)))
        for (file, sheet), rows in own.groupby(["berkas", "lembar"], sort=False)["baris"]
    )
