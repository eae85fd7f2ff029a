"""Where a computed value comes from: the cells behind it, carried in `frame.attrs["asal"]`.

A frame from intake knows its cells by itself (index = Excel row, attrs["sumber"] = column letters).
Where rows are grouped, counted or joined, compute notes for each result the cells it was made of,
keyed by column and by the result's index, so that the note survives filters and sorting.
"""

from collections.abc import Hashable, Iterable, Mapping
from typing import Literal, NamedTuple

import pandas as pd

Fungsi = Literal["", "jumlah", "rerata", "cacah"]


class Rujukan(NamedTuple):
    """Cells of one sheet and what is done with them; kriteria: the value that `cacah` counts."""

    berkas: str
    lembar: str
    rentang: str
    fungsi: Fungsi = ""
    kriteria: int | None = None


def rujuk(
    frame: pd.DataFrame, kolom: str, fungsi: Fungsi = "", kriteria: int | None = None
) -> Rujukan | None:
    """The cells of `kolom` in all rows of `frame`; None where the frame does not know them."""
    sumber = frame.attrs.get("sumber", {})
    huruf = sumber.get("kolom", {}).get(kolom)
    if huruf is None or frame.index.name != "baris" or frame.empty:
        return None
    rentang = ";".join(
        f"{huruf}{a}" if a == b else f"{huruf}{a}:{huruf}{b}" for a, b in _runtun(frame.index)
    )
    return Rujukan(sumber["berkas"], sumber["lembar"], rentang, fungsi, kriteria)


def _runtun(baris: Iterable[int]) -> list[tuple[int, int]]:
    """Rows as runs of neighbours."""
    hasil: list[tuple[int, int]] = []
    for b in sorted(set(baris)):
        if hasil and hasil[-1][1] == b - 1:
            hasil[-1] = (hasil[-1][0], b)
        else:
            hasil.append((b, b))
    return hasil


def catat_asal(
    hasil: pd.DataFrame, kolom: str, asal: Mapping[Hashable, Rujukan | None]
) -> pd.DataFrame:
    """Note the cells behind `kolom` by index; returns `hasil`."""
    lama = hasil.attrs.get("asal", {})
    hasil.attrs["asal"] = {**lama, kolom: {k: r for k, r in asal.items() if r is not None}}
    return hasil


def catat_kelompok(
    hasil: pd.DataFrame, frame: pd.DataFrame, kelompok: list[str], kolom: Iterable[str]
) -> pd.DataFrame:
    """Note for each group of `hasil` (one row a group, in order) the rows of `frame` it sums."""
    anggota = [milik for _, milik in frame.groupby(kelompok, sort=False, dropna=False)]
    for k in kolom:
        catat_asal(
            hasil,
            k,
            {i: rujuk(m, k, "jumlah") for i, m in zip(hasil.index, anggota, strict=True)},
        )
    return hasil
