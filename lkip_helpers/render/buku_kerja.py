"""`tabel.xlsx`: every table on a sheet of its own, with live formulas over copies of the inputs.

An input cell points to its copy (`='Data DPA'!E8`), a computed one holds the formula declared
beside its column, so that an auditor can follow each number.
"""

import io
import math
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from lkip_helpers.display.rumus import translate_rumus

KEPALA = 5  # the header's row; data begins in the next
BULAT = "#,##0"
CENTANG = '"✓";;"–"'  # a tick is 1, so that ticks can be counted
_FUNGSI = {"jumlah": "SUM", "rerata": "AVERAGE", "banyak": "COUNT"}
_BIRU, _SAMAR = "FF123F6D", "FFF1F4F7"
_MODIFIKASI = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(<)")
_TEBAL = Font(bold=True)
_LATAR = PatternFill("solid", fgColor=_SAMAR)
_GARIS = Border(bottom=Side(style="thin", color=_BIRU))


@dataclass(frozen=True)
class Letak:
    """Where a table stands on its sheet, for the translation of its formulas.

    baris: the row whose formula is translated. semua: every table by label, for `dari`.
    """

    paket: Mapping[str, Any]
    baris: int
    semua: Mapping[str, Mapping[str, Any]]
    kolom: str = ""

    def huruf(self, kunci: str) -> str:
        """Letter of a column; raises KeyError for one the table does not show."""
        return _huruf(self.paket)[kunci]

    def sel(self, kolom: str) -> str:
        return f"{self.huruf(kolom)}{self.baris}"

    def rentang(self, kolom: str) -> str:
        huruf = self.huruf(self.kolom if kolom == "ini" else kolom)
        return f"{huruf}{KEPALA + 1}:{huruf}{KEPALA + len(self.paket['baris'])}"

    def kaki(self, judul: str) -> str:
        return f"{self.huruf(self.kolom)}{_baris_kaki(self.paket, judul)}"

    def dari(self, label: str, judul: str, kolom: str) -> str:
        lain = self.semua[label]
        return f"'{nama_lembar(label)}'!{_huruf(lain)[kolom]}{_baris_kaki(lain, judul)}"


def _huruf(paket: Mapping[str, Any]) -> dict[str, str]:
    return {k["kunci"]: get_column_letter(i) for i, k in enumerate(paket["kolom"], 1)}


def _baris_kaki(paket: Mapping[str, Any], judul: str) -> int:
    urut = [k["judul"] for k in paket["kaki"]]
    return KEPALA + len(paket["baris"]) + 1 + urut.index(judul)


def nama_lembar(label: str) -> str:
    """Sheet of a table: its label, as far as Excel lets it be."""
    return label[:31]


def nama_masukan(lembar: str) -> str:
    """Sheet that holds the copy of an input sheet."""
    return f"Data {lembar}"[:31]


def build_buku(
    paket: Sequence[Mapping[str, Any]],
    masukan: Mapping[tuple[str, str], Mapping[str, Any]],
    judul: str,
) -> Workbook:
    """The workbook of all tables.

    paket: payloads with nomor. masukan: for each input sheet (berkas, lembar) its values by cell,
    as intake read them. Only sheets that a table points to are copied.
    """
    buku = Workbook()
    semua = {p["label"]: p for p in paket}
    _write_daftar(buku.active, paket, judul)
    for p in paket:
        _write_tabel(buku.create_sheet(nama_lembar(p["label"])), p, semua, masukan)
    dipakai = {(r[0], r[1]) for p in paket for daftar in p["asal"].values() for r in daftar if r}
    for kunci in sorted(dipakai & masukan.keys()):
        _write_masukan(buku.create_sheet(nama_masukan(kunci[1])), kunci, masukan[kunci])
    buku.calculation.fullCalcOnLoad = True
    return buku


def _write_daftar(ws: Worksheet, paket: Sequence[Mapping[str, Any]], judul: str) -> None:
    ws.title = "Daftar Isi"
    ws.append([judul])
    ws.append([])
    ws.append(["Nomor", "Judul", "Lembar"])
    for p in paket:
        ws.append([f"{p['jenis'].capitalize()} {p['nomor']}", p["judul"], nama_lembar(p["label"])])
        ws.cell(ws.max_row, 3).hyperlink = f"#'{nama_lembar(p['label'])}'!A1"
    ws["A1"].font = Font(bold=True, size=14, color=_BIRU)
    for sel in ws[3]:
        sel.font, sel.fill = _TEBAL, _LATAR
    for huruf, lebar in (("A", 14), ("B", 80), ("C", 32)):
        ws.column_dimensions[huruf].width = lebar
    ws.freeze_panes = "A4"


def _write_tabel(
    ws: Worksheet,
    p: Mapping[str, Any],
    semua: Mapping[str, Mapping[str, Any]],
    masukan: Mapping[tuple[str, str], Mapping[str, Any]],
) -> None:
    _teks(ws.cell(1, 1), f"{p['jenis'].capitalize()} {p['nomor']} {p['judul']}")
    ws["A1"].font = Font(bold=True, size=12, color=_BIRU)
    keterangan = "; ".join(filter(None, [p["satuan"] and f"Satuan: {p['satuan']}", p["rumus"]]))
    _teks(ws.cell(2, 1), keterangan)
    _teks(ws.cell(3, 1), f"Sumber: {p['sumber']}")
    for i, k in enumerate(p["kolom"], 1):
        sel = ws.cell(KEPALA, i)
        _teks(sel, k["judul"])
        sel.font, sel.fill, sel.border = _TEBAL, _LATAR, _GARIS
        sel.alignment = Alignment(wrap_text=True, vertical="bottom")
        ws.column_dimensions[get_column_letter(i)].width = _lebar(k, p["baris"])
    for n, baris in enumerate(p["baris"]):
        for i, k in enumerate(p["kolom"], 1):
            letak = Letak(p, KEPALA + 1 + n, semua)
            asal = p["asal"].get(k["kunci"], [None] * len(p["baris"]))[n]
            _write_nilai(ws.cell(letak.baris, i), baris[k["kunci"]], k, asal, letak, masukan)
    _write_kaki(ws, p, semua)
    ws.freeze_panes = ws.cell(KEPALA + 1, 1)


def _write_nilai(
    sel: Cell,
    nilai: Any,
    kolom: Mapping[str, Any],
    asal: Sequence[Any] | None,
    letak: Letak,
    masukan: Mapping[tuple[str, str], Mapping[str, Any]],
) -> None:
    """One cell: a pointer to its input, its declared formula, or its value."""
    if isinstance(nilai, bool):
        sel.value, sel.number_format = int(nilai), CENTANG
        return
    if not isinstance(nilai, int | float) or kolom["jenis"] == "tahun":
        _teks(sel, nilai)
        return
    rujukan = asal and _rujukan(asal, nilai, masukan)
    if rujukan:
        sel.value = f"={rujukan}"
    elif kolom["rumus"]:
        sel.value = f"={translate_rumus(kolom['rumus'], letak)}"
    else:
        sel.value = nilai
    sel.number_format = _format(kolom, kolom["jenis"])


def _rujukan(
    asal: Sequence[Any], nilai: float, masukan: Mapping[tuple[str, str], Mapping[str, Any]]
) -> str:
    """Formula over the copied input; "" where the copy holds something else than the table."""
    berkas, lembar, rentang, fungsi, kriteria = asal
    isi = masukan.get((berkas, lembar), {})
    if not _cocok(_kumpulkan(rentang, isi), fungsi, kriteria, nilai):
        return ""
    daftar = [f"'{nama_masukan(lembar)}'!{r}" for r in rentang.split(";")]
    if not fungsi:
        return daftar[0]
    if fungsi == "cacah":
        return "+".join(f"COUNTIF({d},{kriteria})" for d in daftar)
    return f"{_FUNGSI[fungsi]}({','.join(daftar)})"


def _kumpulkan(rentang: str, isi: Mapping[str, Any]) -> list[float]:
    """Numbers of the cells of a range, as a formula over them would see them."""
    hasil = []
    for satu in rentang.split(";"):
        k1, b1, k2, b2 = range_boundaries(satu)
        for b in range(b1, b2 + 1):
            for k in range(k1, k2 + 1):
                nilai = isi.get(f"{get_column_letter(k)}{b}")
                if isinstance(nilai, int | float) and not isinstance(nilai, bool):
                    hasil.append(nilai)
    return hasil


def _cocok(angka: Sequence[float], fungsi: str, kriteria: Any, nilai: float) -> bool:
    """Whether the copy gives the table's value; text numbers, shown percents, ticks do not."""
    if fungsi in ("cacah", "banyak"):
        return nilai == (angka.count(kriteria) if fungsi == "cacah" else len(angka))
    if not angka or fungsi == "ya":
        return False
    hasil = sum(angka) / (len(angka) if fungsi == "rerata" else 1)
    return math.isclose(hasil, nilai, rel_tol=1e-12, abs_tol=1e-9)


def _write_kaki(
    ws: Worksheet, p: Mapping[str, Any], semua: Mapping[str, Mapping[str, Any]]
) -> None:
    for kaki, rumus, bentuk in zip(p["kaki"], p["rumus_kaki"], p["bentuk_kaki"], strict=True):
        nomor = _baris_kaki(p, kaki["judul"])
        _teks(ws.cell(nomor, 1), kaki["judul"])
        for i, k in enumerate(p["kolom"], 1):
            sel, kunci = ws.cell(nomor, i), k["kunci"]
            sel.font, sel.fill = _TEBAL, _LATAR
            if kaki.get(kunci) is None or i == 1:
                continue
            if kunci in rumus:
                letak = Letak(p, nomor, semua, kunci)
                sel.value = f"={translate_rumus(rumus[kunci], letak)}"
            elif isinstance(kaki[kunci], str):
                _teks(sel, kaki[kunci])
            else:
                sel.value = kaki[kunci]
            jenis, desimal = bentuk["jenis"] or k["jenis"], bentuk["desimal"]
            sel.number_format = _format(k if desimal is None else {"desimal": desimal}, jenis)


def _teks(sel: Cell, nilai: Any) -> None:
    """Text is text, whatever it begins with; nothing from a workbook becomes a formula."""
    if nilai is None:
        return
    sel.value = nilai
    if isinstance(nilai, str):
        sel.data_type = "s"
        sel.quotePrefix = nilai.startswith(("=", "+", "-", "@"))
        sel.alignment = Alignment(wrap_text=sel.row > KEPALA, vertical="top")


def _format(kolom: Mapping[str, Any], jenis: str) -> str:
    if jenis in ("bilangan", "rupiah") or not kolom["desimal"]:
        return BULAT
    return f"#,##0.{'0' * kolom['desimal']}" if jenis in ("angka", "persen") else "General"


def _lebar(kolom: Mapping[str, Any], baris: Sequence[Mapping[str, Any]]) -> float:
    isi = [str(b[kolom["kunci"]] or "") for b in baris] if kolom["jenis"] == "teks" else []
    return min(60.0, max(14.0, len(kolom["judul"]) + 2.0, *(len(t) * 0.9 for t in isi), 0.0))


def _write_masukan(ws: Worksheet, kunci: tuple[str, str], isi: Mapping[str, Any]) -> None:
    """A copy of an input sheet, cell by cell at the same address."""
    for alamat, nilai in isi.items():
        if isinstance(nilai, str):
            _teks(ws[alamat], nilai)
        else:
            ws[alamat] = nilai
    ws.sheet_properties.tabColor = "FF999999"
    ws.sheet_view.showGridLines = True
    ws.oddHeader.left.text = " › ".join(kunci)


def save_buku(buku: Workbook, saat: datetime) -> bytes:
    """The file's bytes; `saat` stands where openpyxl and zip would put the clock."""
    buku.properties.created = buku.properties.modified = saat.replace(tzinfo=None)
    buku.properties.creator = "LKIP"
    mentah, hasil = io.BytesIO(), io.BytesIO()
    buku.save(mentah)
    with zipfile.ZipFile(mentah) as lama, zipfile.ZipFile(hasil, "w", zipfile.ZIP_DEFLATED) as baru:
        for nama in lama.namelist():
            isi = lama.read(nama)
            if nama == "docProps/core.xml":
                isi = _MODIFIKASI.sub(saat.strftime(r"\g<1>%Y-%m-%dT%H:%M:%SZ\g<2>").encode(), isi)
            baru.writestr(zipfile.ZipInfo(nama), isi, zipfile.ZIP_DEFLATED)
    return hasil.getvalue()


def read_masukan(
    raw: Path, paket: Iterable[Mapping[str, Any]]
) -> dict[tuple[str, str], dict[str, Any]]:
    """Values of every sheet, by cell address, of the raw workbooks the tables are made from."""
    asal = (a for p in paket for daftar in p["asal"].values() for a in daftar if a)
    return {
        (berkas.name, ws.title): dict(_isi(ws))
        for berkas in (raw / nama for nama in sorted({a[0] for a in asal}))
        for ws in openpyxl.load_workbook(berkas, data_only=True).worksheets
    }


def _isi(ws: Worksheet) -> Iterator[tuple[str, Any]]:
    return ((s.coordinate, s.value) for b in ws.iter_rows() for s in b if s.value is not None)
