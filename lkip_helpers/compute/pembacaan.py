"""What was read of each sheet, as numbers of the report that know where they are from."""

import pandas as pd

from lkip_helpers.compute.asal import Bahan, Rujukan, catat_bahan, runtun

_CARA = {
    "dibaca": "banyaknya baris lembar ini",
    "dipakai": "banyaknya baris yang dipakai sebagai data",
    "dibuang": "banyaknya baris yang dibuang dengan alasan",
}


def cite_baris(baris: pd.DataFrame) -> pd.DataFrame:
    """Note of each count (dibaca, dipakai, dibuang) the sheet it counts. baris: berkas, lembar."""
    hasil = baris.copy()
    sel = {i: Rujukan(b, s, "") for i, b, s in baris[["berkas", "lembar"]].itertuples(name=None)}
    for kolom, cara in _CARA.items():
        catat_bahan(hasil, kolom, {i: Bahan(cara, (r,)) for i, r in sel.items()})
    return hasil


def count_dibuang(dibuang: pd.DataFrame) -> pd.DataFrame:
    """Rows left out by reason and workbook: alasan, berkas, jumlah. dibuang: lembar, baris too."""
    grup = dibuang.groupby(["alasan", "berkas"], sort=True)
    hasil = grup.size().reset_index(name="jumlah")
    bahan = [Bahan("banyaknya baris ini", _baris(milik)) for _, milik in grup]
    return catat_bahan(hasil, "jumlah", dict(enumerate(bahan)))


def _baris(milik: pd.DataFrame) -> tuple[Rujukan, ...]:
    """Whole rows, sheet by sheet."""
    return tuple(
        Rujukan(str(berkas), str(lembar), ";".join(f"{a}:{b}" for a, b in runtun(baris)))
        for (berkas, lembar), baris in milik.groupby(["berkas", "lembar"], sort=False)["baris"]
    )
