"""Workbooks for a new year, made from the contracts: heads, notes, checks, and what is known."""

from collections.abc import Mapping

from openpyxl import Workbook
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from lkip_helpers.intake import kendali, rias
from lkip_helpers.intake.jenis import Jenis, baca_jenis
from lkip_helpers.intake.kontrak import SEMUA, Dpa, Kontrak, Renstra, Responden
from lkip_helpers.intake.petunjuk import tulis_petunjuk
from lkip_helpers.intake.tulis import catat, tulis
from lkip_helpers.intake.warisan import Isi, Rekam

KEPALA = 4  # title, purpose, blank, header
AWAL = KEPALA + 1
AKHIR = 1000  # the last row with checks
BARIS_KOSONG = 15
BARIS_LEBIH: dict[type[Kontrak], int] = {Responden: 150, Dpa: 25}
LEBAR_KALIMAT = 40
KOLOM_BEBAS = 6  # wide columns whose header is still to be written
FORMAT = {"teks": "@", "pilihan": "@", "desimal": "General", "ukuran": "General", "bulat": "0"}
YA, TIDAK = "ya", "tidak"


def build_buku(
    isi: Mapping[type[Kontrak], Isi], unit: str, tahun: int, asal: int | None
) -> dict[str, Workbook]:
    """Every workbook of a year by its file name; asal: the year its contents come from, if any."""
    buku: dict[str, Workbook] = {}
    for k in SEMUA:
        wb = buku.setdefault(k.BERKAS, Workbook())
        ws = wb.create_sheet(k.LEMBAR)
        susun_lembar(ws, k, isi.get(k, Isi()), tahun)
    for berkas, wb in buku.items():
        milik = {k: len(isi.get(k, Isi()).baris) for k in SEMUA if berkas == k.BERKAS}
        tulis_petunjuk(wb["Sheet"], berkas, unit, tahun, asal, milik)
    return buku


def susun_lembar(ws: Worksheet, k: type[Kontrak], isi: Isi, tahun: int) -> None:
    """One sheet, empty until now: title, heads with notes and checks, and what is known."""
    rias.rias_judul(ws, _judul(k, tahun), f"{k.GUNA}.")
    ws.sheet_properties.tabColor = rias.BIRU_TUA if k.LEMBAR_WAJIB else rias.ABU
    if k.TEGAK:
        _susun_tegak(ws, k, isi.baris[0] if isi.baris else {})
    else:
        _susun_datar(ws, k, isi, tahun)
    ws.sheet_view.showGridLines = False
    ws.freeze_panes = ws.cell(AWAL, 2 if k.TEGAK or len(k.model_fields) > 3 else 1)
    rias.atur_tinggi(ws, AWAL)
    rias.kunci(ws)
    rias.atur_cetak(ws, KEPALA)


def _judul(k: type[Kontrak], tahun: int) -> str:
    """The sheet's name as a title; never the same words as a header."""
    return f"{k.LEMBAR.upper()} – TAHUN {tahun}"


def _nilai(nilai: object) -> object:
    return (YA if nilai else TIDAK) if isinstance(nilai, bool) else nilai


def _format(jenis: Jenis) -> str:
    return "#,##0" if jenis.satuan == "rupiah" else FORMAT[jenis.bentuk]


def _susun_tegak(ws: Worksheet, k: type[Kontrak], rekam: Rekam) -> None:
    """Label, value, meaning: one entry a row."""
    for kolom, teks in enumerate(("Isian", "Nilai", "Arti dan contoh"), 1):
        rias.rias_kepala(ws.cell(KEPALA, kolom, teks), wajib=kolom == 2)
    for nomor, nama in enumerate(k.model_fields, AWAL):
        jenis, nilai = baca_jenis(k, nama), rekam.get(nama)
        label, sel = ws.cell(nomor, 1, jenis.judul), ws.cell(nomor, 2)
        rias.rias_kepala(label, wajib=jenis.wajib)
        label.alignment = Alignment(vertical="top")
        catat(label, jenis.catatan)
        tulis(sel, nilai)
        rias.rias_isian(sel, _format(jenis), dibawa=nilai is not None)
        sel.alignment = Alignment(wrap_text=True, vertical="top", horizontal="left")
        arti = ws.cell(nomor, 3, f"{jenis.arti}. Contoh: {jenis.contoh}")
        arti.font = rias.huruf(warna=rias.REDUP)
        arti.alignment = Alignment(wrap_text=True, vertical="top")
        arti.protection = rias.TERKUNCI
        if jenis.wajib:
            rias.minta_isi(ws, sel.coordinate, f"LEN(TRIM(B{nomor}))=0")
        if batas := kendali.batasi(jenis, sel.coordinate):
            batas.add(sel.coordinate)
            ws.add_data_validation(batas)
    rias.atur_lebar(ws, (30, 46, 52))


def _susun_datar(ws: Worksheet, k: type[Kontrak], isi: Isi, tahun: int) -> None:
    kolom = _list_kolom(k, isi, tahun)
    lebih = BARIS_LEBIH.get(k, BARIS_KOSONG)
    for nomor, (nama, kunci, jenis) in enumerate(kolom, 1):
        kepala = ws.cell(KEPALA, nomor)
        tulis(kepala, kunci if nama == k.LEBAR else jenis.judul)
        rias.rias_kepala(kepala, wajib=jenis.wajib, terbuka=nama == k.LEBAR)
        catat(kepala, jenis.catatan)
        _batasi_kolom(ws, k, nama, jenis, nomor)
        for baris in range(AWAL, AWAL + len(isi.baris) + lebih):
            rekam = isi.baris[baris - AWAL] if baris - AWAL < len(isi.baris) else {}
            nilai = rekam.get(nama)
            nilai = (nilai or {}).get(kunci) if nama == k.LEBAR else nilai
            sel = ws.cell(baris, nomor)
            tulis(sel, _nilai(nilai))
            rias.rias_isian(sel, _format(jenis), dibawa=nilai is not None)
    _minta_isi(ws, k, [jenis for *_, jenis in kolom])
    ws.row_dimensions[KEPALA].height = 34
    rias.atur_lebar(ws, (_lebar(ws, n, j) for n, (*_, j) in enumerate(kolom, 1)))


def _list_kolom(
    k: type[Kontrak], isi: Isi, tahun: int
) -> list[tuple[str, str | int | None, Jenis]]:
    """Field, wide header and kind of each column; wide columns stand last, some still nameless."""
    hasil: list[tuple[str, str | int | None, Jenis]] = []
    for nama in k.model_fields:
        jenis = baca_jenis(k, nama)
        if nama != k.LEBAR:
            hasil.append((nama, None, jenis))
    if k.LEBAR:
        jenis = baca_jenis(k, k.LEBAR)
        bebas: list[str | int | None] = [None] * KOLOM_BEBAS
        for kunci in isi.lebar or bebas:
            wajib = jenis.wajib or (k is Renstra and kunci == tahun)
            hasil.append((k.LEBAR, kunci, jenis.berjudul(str(kunci or jenis.judul), wajib=wajib)))
    return hasil


def _batasi_kolom(ws: Worksheet, k: type[Kontrak], nama: str, jenis: Jenis, nomor: int) -> None:
    """Checks of one column: its limits, or the codes of another sheet."""
    huruf = get_column_letter(nomor)
    sel, rentang = f"{huruf}{AWAL}", f"{huruf}{AWAL}:{huruf}{AKHIR}"
    if induk := kendali.RUJUKAN.get((k, nama)):
        lembar, kolom = induk
        letak = get_column_letter(list(lembar.model_fields).index(kolom) + 1)
        daftar = kendali.rujuk(jenis, lembar.LEMBAR, letak, (AWAL, AKHIR))
        daftar.add(f"{huruf}{KEPALA}" if nama == k.LEBAR else rentang)
        ws.add_data_validation(daftar)
    if batas := kendali.batasi(jenis, sel):
        batas.add(rentang)
        ws.add_data_validation(batas)


def _minta_isi(ws: Worksheet, k: type[Kontrak], kolom: list[Jenis]) -> None:
    """Yellow: the required cells of every row begun, and of the first row of a required sheet."""
    baris = f"COUNTA($A{AWAL}:${get_column_letter(len(kolom))}{AWAL})>0"
    mulai = f"OR(ROW()={AWAL},{baris})" if k.LEMBAR_WAJIB else baris
    for nomor, jenis in enumerate(kolom, 1):
        if jenis.wajib:
            huruf = get_column_letter(nomor)
            rumus = f"AND(LEN(TRIM({huruf}{AWAL}))=0,{mulai})"
            rias.minta_isi(ws, f"{huruf}{AWAL}:{huruf}{AKHIR}", rumus)


def _lebar(ws: Worksheet, nomor: int, jenis: Jenis) -> int:
    """Characters of the longest text of a column; numbers with room for their separators."""
    huruf = get_column_letter(nomor)
    isi = (len(str(s.value)) for s in ws[huruf][KEPALA:] if s.value is not None)
    kepala = max(map(len, jenis.judul.split()))
    kalimat = LEBAR_KALIMAT if jenis.bentuk == "teks" and len(jenis.contoh.split()) > 2 else 10
    return max(kepala, kalimat, *isi, 0)
