"""Open a workbook: calamine for the values, openpyxl where calamine cannot or does not know."""

import re
import zipfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from python_calamine import CalamineError, CalamineWorkbook

from lkip_helpers.intake.temuan import BerkasTakTerbaca

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
Petak = tuple[int, int, int, int]


class BukuTakTerbaca(BerkasTakTerbaca):
    """A workbook that is missing, encrypted or corrupt."""


def alamat(baris: int, kolom: int) -> str:
    """Address of a cell; row and column from 1."""
    return f"{get_column_letter(kolom)}{baris}"


@dataclass(frozen=True)
class Lembar:
    """A sheet: rows of raw values from A1, merged ranges (row, col, row, col from 1)."""

    nama: str
    isi: list[list[Any]]
    gabung: list[Petak]


class Buku:
    """One workbook; raises BukuTakTerbaca when it cannot be opened."""

    def __init__(self, berkas: Path) -> None:
        self.berkas = berkas
        _pastikan_terbaca(berkas)
        try:
            self._calamine: CalamineWorkbook | None = CalamineWorkbook.from_path(str(berkas))
        except (CalamineError, OSError, ValueError):
            self._calamine = None
        self.daftar_lembar: list[str] = (
            self._calamine.sheet_names if self._calamine else self.rinci.sheetnames
        )

    @cached_property
    def rinci(self) -> Workbook:
        """The workbook with formats and formulas; slower, so only where it is needed."""
        try:
            return openpyxl.load_workbook(self.berkas)
        except Exception as galat:  # openpyxl raises whatever its XML parser met
            raise BukuTakTerbaca(
                f"berkas rusak dan tidak dapat dibuka ({type(galat).__name__})",
                "buka di Excel, simpan ulang sebagai .xlsx, atau minta salinannya",
            ) from galat

    @cached_property
    def _xml(self) -> bytes:
        with zipfile.ZipFile(self.berkas) as arsip:
            return b"".join(arsip.read(n) for n in arsip.namelist() if "worksheets/sheet" in n)

    def read_lembar(self, nama: str) -> Lembar:
        if self._calamine:
            lembar = self._calamine.get_sheet_by_name(nama)
            gabung = [
                (a[0] + 1, a[1] + 1, b[0] + 1, b[1] + 1) for a, b in lembar.merged_cell_ranges or []
            ]
            isi = [
                [None if v == "" else v for v in b] for b in lembar.to_python(skip_empty_area=False)
            ]
            return Lembar(nama, isi, gabung)
        ws = self.rinci[nama]
        petak = [(r.min_row, r.min_col, r.max_row, r.max_col) for r in ws.merged_cells.ranges]
        return Lembar(nama, [list(b) for b in ws.iter_rows(values_only=True)], petak)

    @cached_property
    def _hasil(self) -> Workbook:
        """The workbook with the saved results of its formulas."""
        return openpyxl.load_workbook(self.berkas, data_only=True)

    def find_rumus_kosong(self, nama: str) -> list[str]:
        """Cells that hold a formula whose result was never saved: they read as empty."""
        if b"<f" not in self._xml:
            return []
        hasil = self._hasil[nama]
        semua = (sel for baris in self.rinci[nama].iter_rows() for sel in baris)
        return [
            s.coordinate for s in semua if s.data_type == "f" and hasil[s.coordinate].value is None
        ]

    def find_galat(self, nama: str) -> dict[str, str]:
        """Cells that hold an error of Excel (#REF!, #N/A): calamine reads them as empty."""
        if b't="e"' not in self._xml:
            return {}
        semua = (sel for baris in self._hasil[nama].iter_rows() for sel in baris)
        return {s.coordinate: str(s.value) for s in semua if s.data_type == "e"}

    def find_baris_tersembunyi(self, nama: str) -> set[int]:
        """Numbers of hidden rows."""
        if not re.search(rb'<row [^>]*hidden="(1|true)"', self._xml):
            return set()
        return {n for n, d in self.rinci[nama].row_dimensions.items() if d.hidden}

    def is_persen(self, nama: str, sel: str) -> bool:
        """Whether Excel shows this cell as a percentage (0.82 shown as 82 %)."""
        return "%" in str(self.rinci[nama][sel].number_format)


def _pastikan_terbaca(berkas: Path) -> None:
    if not berkas.exists():
        raise BukuTakTerbaca("berkas tidak ada", f"simpan {berkas.name} di {berkas.parent.name}/")
    awal = berkas.read_bytes()[:8]
    if awal == OLE and b"E\0n\0c\0r\0y\0p\0t\0" in berkas.read_bytes():
        raise BukuTakTerbaca(
            "berkas dikunci kata sandi", "buka di Excel, hapus kata sandinya, simpan"
        )
    if awal == OLE:
        raise BukuTakTerbaca("berkas berformat lama (.xls)", "simpan ulang sebagai .xlsx")
    if not zipfile.is_zipfile(berkas):
        raise BukuTakTerbaca(
            "berkas rusak atau bukan buku kerja Excel",
            "buka di Excel dan simpan ulang sebagai .xlsx",
        )
