"""rekonsiliasi.xlsx: every figure and statement with its verdict, to go on from there."""

from collections.abc import Sequence

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from lkip_helpers.audit.rekonsiliasi import (
    Rekonsiliasi,
    count_kelas,
    count_sama,
    count_sebab,
)

Kolom = tuple[str, str, int]  # key, title, width
ANGKA: tuple[Kolom, ...] = (
    ("nomor", "Baris terbit.xlsx", 9),
    ("tempat", "Tempat pada laporan terbit", 26),
    ("halaman", "Halaman", 9),
    ("label", "Label tabel", 22),
    ("tabel", "Tabel", 8),
    ("baris", "Baris", 34),
    ("kolom", "Kolom", 20),
    ("tercetak", "Tercetak", 18),
    ("hitungan", "Hitungan", 18),
    ("selisih", "Selisih (tercetak − hitungan)", 16),
    ("kelas", "Kelas", 20),
    ("sebab", "Sebab", 26),
    ("status", "Status sebab", 13),
    ("uraian", "Uraian", 70),
    ("sebab_lain", "Sebab lain yang diuji", 70),
)
PERNYATAAN: tuple[Kolom, ...] = (
    ("nomor", "Baris terbit.xlsx", 9),
    ("tempat", "Tempat pada laporan terbit", 26),
    ("label", "Label tabel", 22),
    ("jenis", "Jenis", 20),
    ("bunyi", "Pernyataan", 50),
    ("putusan", "Putusan", 18),
    ("uraian", "Uraian", 70),
)
HITUNG: tuple[Kolom, ...] = (("kelas", "Kelas", 24), ("jumlah", "Jumlah", 10), ("persen", "%", 10))
SEBAB: tuple[Kolom, ...] = (
    ("sebab", "Sebab", 32),
    ("terbukti", "Terbukti", 10),
    ("dugaan", "Dugaan", 10),
    ("tanpa", "Belum diketahui", 10),
    ("jumlah", "Jumlah", 10),
)
TABEL: tuple[Kolom, ...] = (
    ("label", "Label tabel", 28),
    ("jumlah", "Angka", 10),
    ("sama", "Sama", 10),
    ("bulat", "Beda pembulatan", 10),
    ("beda", "Beda", 10),
    ("tanpa", "Tidak dapat dihitung", 10),
    ("persen", "% sama", 10),
)
_WARNA = {"beda": "FBE3D6", "tidak sesuai": "FBE3D6", "beda pembulatan": "FFF4CC"}
_KEPALA = PatternFill("solid", fgColor="123F6D")


def build_buku_rekonsiliasi(rekon: Rekonsiliasi, judul: str) -> Workbook:
    """A summary sheet, then all figures and all statements; texts are never read as formulas."""
    buku = Workbook()
    ringkas = buku.active
    assert isinstance(ringkas, Worksheet)  # noqa: S101 a new workbook has one worksheet
    ringkas.title = "Ringkasan"
    ringkas["A1"], ringkas["A1"].font = judul, Font(bold=True, size=14)
    baris = 3
    for frame, kolom in (
        (count_kelas(rekon.angka), HITUNG),
        (count_sebab(rekon.angka), SEBAB),
        (count_sama(rekon.angka, "label"), TABEL),
    ):
        baris = _tulis(ringkas, frame, kolom, baris) + 2
    for nama, frame, kolom in (
        ("Angka", rekon.angka, ANGKA),
        ("Pernyataan", rekon.pernyataan, PERNYATAAN),
    ):
        lembar = buku.create_sheet(nama)
        akhir = _tulis(lembar, frame, kolom, 1)
        lembar.freeze_panes = "A2"
        lembar.auto_filter.ref = f"A1:{get_column_letter(len(kolom))}{max(akhir, 2)}"
    return buku


def _tulis(lembar: Worksheet, frame: pd.DataFrame, kolom: Sequence[Kolom], mulai: int) -> int:
    """Write a frame with its head from row `mulai`; returns the last row."""
    for k, (_, judul, lebar) in enumerate(kolom, 1):
        sel = lembar.cell(mulai, k, judul)
        sel.font, sel.fill = Font(bold=True, color="FFFFFF"), _KEPALA
        sel.alignment = Alignment(wrap_text=True, vertical="center")
        huruf = lembar.column_dimensions[get_column_letter(k)]
        huruf.width = max(huruf.width if mulai > 1 else 0, lebar)
    for i, isi in enumerate(frame[[k for k, *_ in kolom]].itertuples(index=False), mulai + 1):
        for k, nilai in enumerate(isi, 1):
            sel = lembar.cell(i, k)
            if isinstance(nilai, str):
                sel.value, sel.data_type = nilai, "s"
                sel.alignment = Alignment(wrap_text=len(nilai) > 40, vertical="top")
                if nilai in _WARNA:
                    sel.fill = PatternFill("solid", fgColor=_WARNA[nilai])
            elif not pd.isna(nilai):
                sel.value = nilai.item() if hasattr(nilai, "item") else nilai
                sel.number_format = "#,##0.####" if isinstance(sel.value, float) else "#,##0"
    return mulai + len(frame)
