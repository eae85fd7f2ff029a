"""Rows of a table or figure as they travel to the renderer: raw values, and where they are from."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from lkip_helpers.display.kolom import Kolom
from lkip_helpers.display.payload import bersihkan


def pack_data(data: pd.DataFrame, kolom: Sequence[Kolom]) -> dict[str, Any]:
    """Make kolom (key, title, kind, decimals, formula, rule), baris (raw values), asal and bahan.

    asal holds for each input column one entry a row: [berkas, lembar, range, function, criterion],
    or None where a row's cells are not known; bahan likewise: [words, list of such, rule].
    """
    kunci = [k.kunci for k in kolom]
    asal = {k: [_asal(data, k, i) for i in data.index] for k in kunci}
    bahan = {k: [_bahan(data, k, i) for i in data.index] for k in kunci}
    return {
        "kolom": [
            {
                "kunci": k.kunci,
                "judul": k.judul,
                "jenis": k.jenis,
                "desimal": k.desimal,
                "rumus": k.rumus,
                "aturan": k.aturan,
                "grup": k.grup,
                "rapi": k.rapi,
            }
            for k in kolom
        ],
        "baris": bersihkan(data[kunci].to_dict("records")),
        "asal": {k: daftar for k, daftar in asal.items() if any(daftar)},
        "bahan": {k: daftar for k, daftar in bahan.items() if any(daftar)},
    }


def pack_kaki(
    asal: Mapping[str, Any], bahan: Mapping[str, Any], aturan: Mapping[str, str]
) -> dict[str, Any]:
    """What is known of the values of a footer row: asal and bahan as above, rules, by column."""
    return {
        "asal": {k: _rujukan(r) for k, r in asal.items()},
        "bahan": {k: _tulis_bahan(b) for k, b in bahan.items()},
        "aturan": dict(aturan),
    }


def _tulis_bahan(bahan: Any) -> list[Any]:
    cara, rujukan, aturan = bahan
    return [cara, [_rujukan(r) for r in rujukan], aturan]


def _rujukan(rujukan: Sequence[Any]) -> list[Any]:
    """Cells with every part, where a function or criterion was left out."""
    return [*rujukan, *("", None)[len(rujukan) - 3 :]]


def _asal(data: pd.DataFrame, kolom: str, indeks: Any) -> list[Any] | None:
    """Cells behind one value: noted by compute, or the cell a row of intake came from."""
    if rujukan := data.attrs.get("asal", {}).get(kolom, {}).get(indeks):
        return _rujukan(rujukan)
    sumber = data.attrs.get("sumber", {})
    huruf = sumber.get("kolom", {}).get(kolom)
    if huruf is None or data.index.name != "baris":
        return None
    return [sumber["berkas"], sumber["lembar"], f"{huruf}{indeks}", "", None]


def _bahan(data: pd.DataFrame, kolom: str, indeks: Any) -> list[Any] | None:
    """What compute noted that a value is made of."""
    bahan = data.attrs.get("bahan", {}).get(kolom, {}).get(indeks)
    return _tulis_bahan(bahan) if bahan else None
