"""The first page: how far the data of each unit and year is, what to do next, and where all is.

Its links begin at the folder above, so that they lead from the notebook and from the filled copy.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import nbformat
import pandas as pd
from IPython.display import HTML

from lkip_helpers.audit.pemeriksaan import periksa
from lkip_helpers.display.tabel import Tabel
from lkip_helpers.display.templat import read_gaya_layar, render
from lkip_helpers.intake import Temuan
from lkip_helpers.intake.tugas import Kemajuan, hitung_kemajuan
from lkip_helpers.jelajah.pilihan import list_pilihan
from lkip_helpers.render.sidik import is_mutakhir, read_build
from lkip_helpers.workspace import Ruang, find_root

HASIL = {
    "HTML": "laporan.html",
    "PDF": "laporan.pdf",
    "Word": "laporan.docx",
    "Excel": "tabel.xlsx",
    "Rekonsiliasi": "rekonsiliasi.html",
}


class Tautan(NamedTuple):
    """A place to go to; unduh: JupyterLab cannot show it, so it is downloaded."""

    nama: str
    alamat: str
    unduh: bool = False


@dataclass(frozen=True)
class Keadaan:
    """One unit and year.

    laporan: "" none, else "konsep" or "akhir"; basi: data, a chapter or code changed since.
    """

    unit: str
    tahun: int
    kemajuan: Kemajuan
    temuan: list[Temuan]
    laporan: str = ""
    basi: bool = False
    hasil: tuple[Tautan, ...] = ()

    def hitung(self, tingkat: str) -> int:
        return sum(t.tingkat == tingkat for t in self.temuan)

    @property
    def ringkas(self) -> str:
        """The findings counted."""
        nama = {"salah": "kesalahan", "belum": "hal belum diisi", "peringatan": "peringatan"}
        ada = [f"{n} {sebutan}" for k, sebutan in nama.items() if (n := self.hitung(k))]
        return ", ".join(ada)

    @property
    def langkah(self) -> tuple[str, str]:
        """What to do next, and the command for it."""
        di = f"{self.tahun} --unit {self.unit}"
        if self.hitung("salah") or self.hitung("belum"):
            return "Perbaiki dan isi yang disebut di atas, lalu periksa lagi:", f"lkip check {di}"
        if not self.laporan:
            return "Data sudah dapat dipakai. Susun laporannya:", f"lkip render {di}"
        if self.basi:
            return (
                "Data, bab, atau kode berubah sesudah laporan disusun. Susun lagi:",
                f"lkip render {di}",
            )
        if self.laporan == "akhir":
            return (
                "Laporan akhir sudah ada. Siapkan tahun berikutnya:",
                f"lkip new {self.tahun + 1} --unit {self.unit}",
            )
        if self.temuan:
            return (
                "Selesaikan peringatan atau tulis penjelasannya, lalu susun laporan akhir:",
                f"lkip render {di} --final",
            )
        return "Tidak ada lagi yang terbuka. Susun laporan akhir:", f"lkip render {di} --final"


def read_keadaan(ruang: Ruang) -> Keadaan:
    """The state of one unit and year, as `lkip check` says it, and its report."""
    hasil, temuan = periksa(ruang)
    kemajuan = hitung_kemajuan(hasil.manifest, temuan)
    build = read_build(ruang.outputs)
    tautan = tuple(
        Tautan(nama, _alamat(ruang, ruang.outputs / b), b.endswith((".docx", ".xlsx")))
        for nama, b in HASIL.items()
        if (ruang.outputs / b).exists()
    )
    if not build:
        return Keadaan(ruang.unit, ruang.tahun, kemajuan, temuan, hasil=tautan)
    return Keadaan(
        ruang.unit,
        ruang.tahun,
        kemajuan,
        temuan,
        "konsep" if build["parameter"]["konsep"] else "akhir",
        not is_mutakhir(ruang),
        tautan,
    )


def susun_keadaan(keadaan: list[Keadaan]) -> HTML:
    """A section for each unit and year; without any, how to begin."""
    isi = [(k, susun_temuan(k.temuan)) for k in keadaan]
    return HTML(render("keadaan.html.j2", keadaan=isi, gaya=read_gaya_layar()))


def susun_temuan(temuan: list[Temuan]) -> str:
    """The findings as a table of the report; nothing where there is none."""
    if not temuan:
        return ""
    letak = [" › ".join(filter(None, (t.berkas, t.lembar, t.sel))) for t in temuan]
    frame = pd.DataFrame([t.to_json() for t in temuan]).assign(letak=letak)
    kolom = ["tingkat", "letak", "pesan", "saran"]
    return Tabel("temuan", "Temuan pemeriksaan data", frame, kolom, "lkip check").html


def tampilkan_keadaan() -> HTML:
    """The state of every unit and year in data/raw."""
    root = find_root()
    pilihan = list_pilihan()
    return susun_keadaan(
        [read_keadaan(Ruang(u, t, root)) for u, daftar in pilihan.items() for t in daftar]
    )


def tampilkan_bab() -> HTML:
    """Links to the chapters and to the documents of their own, by their titles."""
    ruang = Ruang("", 0, find_root())
    bab = [Tautan(_judul(b), _alamat(ruang, b)) for b in ruang.list_notebooks()]
    return HTML(render("bab.html.j2", bab=bab))


def _judul(berkas: Path) -> str:
    """The first heading of a notebook."""
    teks = nbformat.read(berkas, 4).cells[0].source
    return str(teks.splitlines()[0].lstrip("# "))


def _alamat(ruang: Ruang, berkas: Path) -> str:
    return f"../{berkas.relative_to(ruang.root).as_posix()}"
