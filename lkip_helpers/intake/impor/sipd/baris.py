"""Rows of a budget export, told apart: what stands in the budget, totals, and what does not count.

A row that is none of these is a finding, or a note where it stands below the table.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from lkip_helpers.intake.angka import KOSONG
from lkip_helpers.intake.buku import Lembar, alamat
from lkip_helpers.intake.impor.sipd.kepala import Kepala, is_nomor_kolom
from lkip_helpers.intake.impor.sipd.kode import Tingkat
from lkip_helpers.intake.lembar import rapikan
from lkip_helpers.intake.temuan import Temuan
from lkip_helpers.intake.temuan import Tingkat as Berat

_TOTAL = re.compile(r"(grand|sub)?\s*-?\s*(jumlah|total|jml)\b", re.IGNORECASE)
_KAKI = re.compile(
    r"(halaman|hal\.?|page)\s*:?\s*\d+.*|(dicetak|tanggal cetak|printed)\b.*|sipd\b.*",
    re.IGNORECASE,
)
_LABEL = re.compile(r"(sub\s*kegiatan|program|kegiatan)\s*:\s*", re.IGNORECASE)
_TOTAL_PASTI = re.compile(
    r"(grand|sub)?\s*-?\s*(jumlah|total|jml)\W*((keseluruhan|seluruh(nya)?|umum|akhir|besar|anggaran"
    r"|belanja|pagu|alokasi|realisasi|daerah|langsung)\W*)*((program|kegiatan|sub kegiatan)\b.*)?",
    re.IGNORECASE,
)
CATATAN = "catatan di bawah tabel"
JUMLAH = "baris jumlah"


@dataclass
class Simpul:
    """One row of the budget at its depth; a sub kegiatan knows its kegiatan and program."""

    baris: int
    dalam: int
    kode: str
    nama: str
    program: str = ""
    kode_program: str = ""
    kegiatan: str = ""
    output: list[str] = field(default_factory=list)

    @property
    def is_sub(self) -> bool:
        return self.dalam == Tingkat.SUB


@dataclass
class Susunan:
    """simpul in order; jumlah: total rows; tarik: rows whose kegiatan was taken from above."""

    simpul: list[Simpul] = field(default_factory=list)
    jumlah: list[int] = field(default_factory=list)
    dibuang: list[tuple[int, str]] = field(default_factory=list)
    asing: list[int] = field(default_factory=list)
    tarik: list[int] = field(default_factory=list)

    @property
    def sub(self) -> list[Simpul]:
        return [s for s in self.simpul if s.is_sub]


@dataclass
class Pembaca:
    """One sheet with its head, and the findings on it."""

    berkas: str
    lembar: Lembar
    kepala: Kepala
    temuan: list[Temuan] = field(default_factory=list)

    def add(
        self, sel: str, pesan: str, saran: str, nilai: Any = "", berat: Berat = "salah"
    ) -> None:
        teks = "" if nilai is None else str(nilai)
        self.temuan.append(Temuan(self.berkas, self.lembar.nama, sel, teks, berat, pesan, saran))

    def isi(self, baris: int, kolom: int) -> Any:
        satu = self.lembar.isi[baris - 1]
        return satu[kolom - 1] if kolom <= len(satu) else None

    def teks(self, baris: int, kolom: int) -> str:
        """A cell with its line breaks and blanks folded."""
        return rapi_teks(self.isi(baris, kolom))

    def sel(self, baris: int, kolom: int | None = None) -> str:
        """Address; without a column, that of the first filled cell of the row."""
        isi = self.lembar.isi[baris - 1]
        pertama = next((k for k, v in enumerate(isi, 1) if rapikan(v)), 1)
        return alamat(baris, kolom or pertama)

    @property
    def kolom_angka(self) -> list[int]:
        return self.kepala.nomor(
            "pagu_sebelum", "pagu", "realisasi", "selisih", "sisa", "persen", "bagian",
            "bagian_sebelum", "bagian_realisasi",
        )  # fmt: skip

    def berangka(self, baris: int) -> bool:
        """Whether a row has a number, or a dash for none, in a column of amounts."""
        return any(
            self.bilangan(baris, k) or (rapikan(self.isi(baris, k)) or "?") in KOSONG
            for k in self.kolom_angka
        )

    def bilangan(self, baris: int, kolom: int) -> bool:
        """Whether a cell has a digit."""
        return bool(re.search(r"\d", rapikan(self.isi(baris, kolom))))

    def tepi(self, baris: int) -> list[str]:
        """The texts of a row left of its amounts."""
        batas = min(self.kolom_angka, default=len(self.lembar.isi[baris - 1]) + 1)
        return [t for k in range(1, batas) if (t := self.teks(baris, k))]

    def is_jumlah(self, baris: int) -> bool:
        """Whether a row is a total: it begins with the word, and has amounts."""
        tepi = self.tepi(baris)
        return bool(tepi) and bool(_TOTAL.match(tepi[0])) and self.berangka(baris)

    def list_baris(self, susunan: Susunan) -> Iterator[int]:
        """Rows that may count; the others are put aside with their reason."""
        isi = self.lembar.isi
        kepala = [_rapi(b) for b in isi[self.kepala.awal - 1 : self.kepala.akhir]]
        judul = [_rapi(b) for b in isi[: self.kepala.awal - 1]]
        for nomor, baris in enumerate(isi, 1):
            rapi = _rapi(baris)
            if not rapi:
                alasan = "baris kosong"
            elif nomor <= self.kepala.akhir:
                alasan = "judul di atas tabel" if nomor < self.kepala.awal else "kepala tabel"
            elif rapi in kepala:
                alasan = "kepala tabel diulang"
            elif is_nomor_kolom(baris):
                alasan = "nomor kolom"
            elif len(rapi) == 1 and _KAKI.fullmatch(rapi[0]):
                alasan = "kaki halaman"
            elif rapi in judul and not self.berangka(nomor):
                alasan = "judul diulang"
            else:
                yield nomor
                continue
            susunan.dibuang.append((nomor, alasan))


def is_total_pasti(teks: str) -> bool:
    """Whether a text can be nothing but the label of a total."""
    return bool(_TOTAL_PASTI.fullmatch(teks))


def rapi_teks(nilai: Any) -> str:
    """A cell as text, its blanks and line breaks folded."""
    if isinstance(nilai, float) and nilai.is_integer():
        nilai = int(nilai)
    return "" if nilai is None else " ".join(str(nilai).replace("\u00a0", " ").split())


def tanpa_label(nama: str) -> str:
    """A name without "Program :" before it."""
    return _LABEL.sub("", nama, count=1) if _LABEL.match(nama) else nama


def _rapi(baris: Sequence[Any]) -> list[str]:
    return [r for v in baris if (r := rapikan(v))]


def sisihkan_asing(baca: Pembaca, susunan: Susunan) -> None:
    """Rows of no known kind: notes below the table, findings within it.

    Below it, an amount right under the last row of the budget is no note yet.
    """
    terakhir = max((s.baris for s in susunan.simpul if s.dalam >= Tingkat.PROGRAM), default=0)
    kosong = {n for n, a in susunan.dibuang if a == "baris kosong"} | set(susunan.jumlah)
    batas = min((n for n in kosong if n > terakhir), default=len(baca.lembar.isi) + 1)
    awal_catatan = 0
    for nomor in susunan.asing:
        if nomor < terakhir or (nomor < batas and baca.berangka(nomor)):
            baca.add(
                baca.sel(nomor), "baris ini bukan program, kegiatan, sub kegiatan, rincian, atau "
                "jumlah yang dikenal", "lengkapi kode dan namanya, atau hapus barisnya",
                " ".join(baca.tepi(nomor))[:80],
            )  # fmt: skip
        else:
            susunan.dibuang.append((nomor, CATATAN))
            awal_catatan = awal_catatan or nomor
    for nomor in [n for n in susunan.jumlah if awal_catatan and n > awal_catatan]:
        susunan.jumlah.remove(nomor)
        susunan.dibuang.append((nomor, CATATAN))
    susunan.dibuang += [(n, JUMLAH) for n in susunan.jumlah]
