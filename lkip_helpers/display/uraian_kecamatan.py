"""Lists and sentences on the kecamatan itself: borders, geography, duties, issues, services."""

from typing import Any

import pandas as pd

from lkip_helpers.display.format import format_ringkas
from lkip_helpers.display.narasi import Daftar, Judul, Narasi, Rangkaian

_PEMBUKA = {
    "tugas": "{jabatan} mempunyai tugas sebagai berikut.",
    "fungsi": "{jabatan} menjalankan fungsi sebagai berikut.",
}


def susun_batas(batas: pd.DataFrame) -> Rangkaian:
    """Borders that are not known or not certain. batas: arah, batas, catatan."""
    catatan = batas.dropna(subset=["catatan"])
    return Rangkaian(
        [
            Narasi(
                "Catatan untuk batas sebelah {arah:rendah}: {catatan:rendah}",
                arah=b.arah,
                catatan=akhiri(b.catatan),
            )
            for b in catatan.itertuples()
        ]
    )


def susun_geografi(geografi: pd.DataFrame) -> Daftar:
    """`Suhu maksimum: 33 °C`, one point a row. geografi: uraian, nilai, satuan."""
    return Daftar(
        [f"{g.uraian}: {_dengan_satuan(g.nilai, g.satuan)}" for g in geografi.itertuples()],
        bernomor=False,
    )


def _dengan_satuan(nilai: float, satuan: str) -> str:
    return f"{format_ringkas(nilai)}\u00a0{satuan}"


def susun_tugas(tugas: pd.DataFrame, tingkat: int = 4) -> Rangkaian:
    """Each jabatan with the lists of its tugas and fungsi, in the order of the sheet.

    tugas: jabatan, jenis ("tugas" or "fungsi"), uraian.
    """
    isi: list[Any] = []
    for jabatan, milik in tugas.groupby("jabatan", sort=False):
        isi.append(Judul(str(jabatan), tingkat))
        for jenis, pembuka in _PEMBUKA.items():
            butir = milik["uraian"][milik["jenis"] == jenis].to_list()
            isi += [Narasi(pembuka, jabatan=jabatan), Daftar(butir)] if butir else []
    return Rangkaian(isi)


def susun_isu(isu: pd.DataFrame, tingkat: int = 4) -> Rangkaian:
    """Each isu strategis with its description and what it means for the kecamatan."""
    isi: list[Any] = []
    for i in isu.itertuples():
        isi += [
            Judul(i.isu, tingkat),
            Narasi("{uraian}", uraian=akhiri(i.uraian)),
            Narasi("**Implikasi.** {implikasi}", implikasi=akhiri(i.implikasi)),
        ]
    return Rangkaian(isi)


def akhiri(teks: str) -> str:
    """A text of the analyst with its full stop."""
    teks = teks.strip()
    return teks if teks.endswith((".", "!", "?", ":")) else f"{teks}."
