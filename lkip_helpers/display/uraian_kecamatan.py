"""Lists and sentences on the kecamatan itself: borders, geography, duties, issues, services."""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from lkip_helpers.display.baris import iter_baris
from lkip_helpers.display.format import format_ringkas, is_kosong
from lkip_helpers.display.narasi import Daftar, Judul, Narasi, Rangkaian

_PEMBUKA = {
    "kedudukan": "Kedudukan {jabatan} adalah sebagai berikut.",
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
            for b in iter_baris(catatan)
        ]
    )


def susun_butir(butir: Iterable[str], nama: str, *, bernomor: bool = True) -> Daftar | Narasi:
    """The texts as a list; where there is none, one line that says so. nama: what they are."""
    isi = [str(b) for b in butir]
    return Daftar(isi, bernomor) if isi else _belum_diisi(nama)


def susun_geografi(geografi: pd.DataFrame) -> Daftar | Narasi:
    """`Suhu maksimum: 33 °C (perlu diperiksa)`, one point a row.

    geografi: uraian, nilai, satuan, catatan.
    """
    butir = (
        f"{g.uraian}: {format_ringkas(g.nilai)}\u00a0{g.satuan}"
        + ("" if is_kosong(g.catatan) else f" ({g.catatan})")
        for g in iter_baris(geografi)
    )
    return susun_butir(butir, "keadaan geografis", bernomor=False)


def susun_layanan(layanan: pd.DataFrame, tingkat: int = 4) -> Rangkaian | Narasi:
    """Services under the heading of their group. layanan: kelompok, layanan."""
    if layanan.empty:
        return _belum_diisi("jenis layanan")
    isi: list[Any] = []
    for kelompok, milik in layanan.groupby("kelompok", sort=False):
        isi += [
            Judul(f"Layanan {kelompok}", tingkat),
            Daftar(milik["layanan"].to_list(), bernomor=False),
        ]
    return Rangkaian(isi)


def sebut_keputusan(nomor: str | None) -> str:
    """A decision of the camat; sheets write it with or without its kind before the number."""
    if not nomor:
        return "keputusan camat yang nomornya belum dicatat pada lembar profil"
    bernama = nomor.lower().startswith(("keputusan", "surat keputusan"))
    return nomor if bernama else f"keputusan camat {nomor}"


def _belum_diisi(nama: str) -> Narasi:
    return Narasi("Uraian {nama} tidak disajikan karena lembar datanya belum diisi.", nama=nama)


def susun_tugas(tugas: pd.DataFrame, tingkat: int = 4) -> Rangkaian | Narasi:
    """Each jabatan with the lists of its kedudukan, tugas and fungsi, in the order of the sheet.

    tugas: jabatan, jenis ("kedudukan", "tugas" or "fungsi"), uraian.
    """
    if tugas.empty:
        return _belum_diisi("tugas dan fungsi")
    isi: list[Any] = []
    for jabatan, milik in tugas.groupby("jabatan", sort=False):
        isi.append(Judul(str(jabatan), tingkat))
        for jenis, pembuka in _PEMBUKA.items():
            butir = milik["uraian"][milik["jenis"] == jenis].to_list()
            isi += [Narasi(pembuka, jabatan=jabatan), Daftar(butir)] if butir else []
    return Rangkaian(isi)


def susun_isu(isu: pd.DataFrame, tingkat: int = 4) -> Rangkaian | Narasi:
    """Each isu strategis with its description and what it means for the kecamatan."""
    if isu.empty:
        return _belum_diisi("isu strategis")
    isi: list[Any] = []
    for i in iter_baris(isu):
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
