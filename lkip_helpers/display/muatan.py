"""Rows of a table or figure as they travel to the renderer: raw values, and their cells."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from lkip_helpers.display.kolom import Kolom
from lkip_helpers.display.payload import bersihkan


def pack_data(data: pd.DataFrame, kolom: Sequence[Kolom]) -> dict[str, Any]:
    """Make kolom (key, title, kind, decimals, formula), baris (raw values), asal (cells by column).

    asal holds for each input column one entry a row: [berkas, lembar, range, function, criterion],
    or None where a row's cells are not known.
    """
    kunci = [k.kunci for k in kolom]
    asal = {k: [_asal(data, k, i) for i in data.index] for k in kunci}
    return {
        "kolom": [
            {
                "kunci": k.kunci,
                "judul": k.judul,
                "jenis": k.jenis,
                "desimal": k.desimal,
                "rumus": k.rumus,
            }
            for k in kolom
        ],
        "baris": bersihkan(data[kunci].to_dict("records")),
        "asal": {k: daftar for k, daftar in asal.items() if any(daftar)},
    }


def _asal(data: pd.DataFrame, kolom: str, indeks: Any) -> list[Any] | None:
    """Cells behind one value: noted by compute, or the cell a row of intake came from."""
    if rujukan := data.attrs.get("asal", {}).get(kolom, {}).get(indeks):
        return list(rujukan)
    sumber = data.attrs.get("sumber", {})
    huruf = sumber.get("kolom", {}).get(kolom)
    if huruf is None or data.index.name != "baris":
        return None
    return [sumber["berkas"], sumber["lembar"], f"{huruf}{indeks}", "", None]
