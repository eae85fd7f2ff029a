"""Copies of the workbooks whose faulty cells are coloured and say what is wrong with them."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment
from openpyxl.utils import quote_sheetname
from openpyxl.utils.cell import range_boundaries
from openpyxl.workbook import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from lkip_helpers.intake import rias
from lkip_helpers.intake.buku import BukuTakTerbaca, buka_rinci
from lkip_helpers.intake.lembar import rapikan
from lkip_helpers.intake.temuan import Temuan, Tingkat
from lkip_helpers.intake.tulis import catat, tulis
from lkip_helpers.workspace import Ruang

WARNA: dict[Tingkat, str] = {"salah": "F4B6B0", "belum": "FFE699", "peringatan": "BDD7EE"}
KOLOM = (("No", 5), ("Tingkat", 12), ("Lembar", 20), ("Sel", 18), ("Isi sel", 24),
         ("Masalah", 60), ("Perbaikan", 60))  # fmt: skip
BATAS_SEL = 20_000  # a range longer than this is a whole sheet: only its first cell is marked


def write_salinan(ruang: Ruang, temuan: list[Temuan]) -> tuple[list[Path], list[Temuan]]:
    """Marked copies of the workbooks that have findings; former copies are replaced.

    The originals are only read. Beside the copies: the findings of workbooks that cannot be copied.
    """
    shutil.rmtree(ruang.salinan_periksa, ignore_errors=True)
    salinan, gagal = [], []
    for nama in sorted({t.berkas for t in temuan if t.lembar}):
        try:
            buku = buka_rinci(ruang.raw / nama)
        except BukuTakTerbaca as galat:
            gagal.append(galat.temuan)
            continue
        tandai(buku, [t for t in temuan if t.berkas == nama])
        ruang.salinan_periksa.mkdir(parents=True, exist_ok=True)
        buku.save(ruang.salinan_periksa / nama)
        salinan.append(ruang.salinan_periksa / nama)
    return salinan, gagal


def tandai(buku: Workbook, temuan: list[Temuan]) -> None:
    """Colour the cells by tingkat, note message and cure on them, and list all on a first sheet.

    Where a cell has several findings its colour is that of the gravest.
    """
    lembar = {rapikan(n): buku[n] for n in buku.sheetnames}
    urutan = list(WARNA)
    for t in sorted(temuan, key=lambda t: -urutan.index(t.tingkat)):
        ws = lembar.get(rapikan(t.lembar))
        sel = list(_list_sel(ws, t.sel)) if ws else []
        for s in sel:
            s.fill = rias.warna(WARNA[t.tingkat])
        if sel:
            catat(sel[0], f"{t.tingkat.upper()}: {t.pesan}.\nPerbaikan: {t.saran}.")
    _tulis_daftar(buku, temuan, lembar)


def _list_sel(ws: Worksheet, alamat: str) -> Iterator[Cell]:
    """The cells of "E9, E12:E20"; of a merged range the one that shows."""
    gabung = {s: r.start_cell for r in ws.merged_cells.ranges for s in r.cells}
    for bagian in filter(None, alamat.split(", ")):
        k1, b1, k2, b2 = range_boundaries(bagian)
        if (b2 - b1 + 1) * (k2 - k1 + 1) > BATAS_SEL:
            k2, b2 = k1, b1
        for baris in ws.iter_rows(b1, b2, k1, k2):
            for sel in baris:
                if not isinstance(sel, MergedCell):
                    yield sel
                elif bagian.isalnum():
                    awal = gabung[sel.row, sel.column]
                    yield ws.cell(awal.row, awal.column)


def _tulis_daftar(buku: Workbook, temuan: list[Temuan], lembar: dict[str, Worksheet]) -> None:
    ws = buku.create_sheet("Temuan", 0)
    buku.active = 0
    for lain in buku.worksheets[1:]:
        lain.sheet_view.tabSelected = False
    tulis(ws["A1"], f"Temuan pada {temuan[0].berkas}: {len(temuan)}")
    tulis(ws["A2"], "Salinan untuk dibaca; perbaiki di berkas aslinya, lalu jalankan lkip check.")
    ws["A1"].font = rias.huruf(tebal=True, ukuran=14)
    for nomor, (judul, lebar) in enumerate(KOLOM, 1):
        sel = ws.cell(4, nomor, judul)
        rias.rias_kepala(sel, wajib=True)
        ws.column_dimensions[sel.column_letter].width = lebar
    for nomor, t in enumerate(temuan, 1):
        isi = (nomor, t.tingkat, t.lembar, t.sel, t.nilai, t.pesan, t.saran)
        for kolom, nilai in enumerate(isi, 1):
            sel = ws.cell(4 + nomor, kolom)
            tulis(sel, nilai)
            sel.alignment, sel.border = Alignment(wrap_text=True, vertical="top"), rias.BINGKAI
        ws.cell(4 + nomor, 2).fill = rias.warna(WARNA[t.tingkat])
        if tujuan := lembar.get(rapikan(t.lembar)):
            _tautkan(ws.cell(4 + nomor, 4), tujuan, t.sel)
    rias.atur_tinggi(ws, 5)
    ws.freeze_panes = "A5"
    ws.auto_filter.ref = f"A4:G{4 + len(temuan)}"


def _tautkan(sel: Cell, tujuan: Worksheet, alamat: str) -> None:
    """A link to the first cell of `alamat`, or to the top of the sheet."""
    pertama = alamat.partition(",")[0] or "A1"
    if not alamat:
        tulis(sel, "lembarnya")
    sel.hyperlink = Hyperlink(
        ref=sel.coordinate, location=f"{quote_sheetname(tujuan.title)}!{pertama}"
    )
    sel.font = rias.huruf(warna=rias.TAUT, garis=True)
