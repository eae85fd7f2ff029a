"""Open a workbook: calamine for the values, openpyxl where calamine cannot or does not know."""

import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from python_calamine import CalamineError, CalamineWorkbook

from lkip_helpers.intake.temuan import BerkasTakTerbaca, Temuan

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
Petak = tuple[int, int, int, int]


class BukuTakTerbaca(BerkasTakTerbaca):
    """A workbook that is missing, encrypted or corrupt."""

    def __init__(self, berkas: Path, pesan: str, saran: str) -> None:
        super().__init__(pesan, saran)
        self.berkas = berkas

    @property
    def temuan(self) -> Temuan:
        """The finding of the file, which is named in it."""
        return self.describe(self.berkas.name)


@contextmanager
def _jaga(berkas: Path) -> Iterator[None]:
    """Whatever a damaged file makes its readers raise is a BukuTakTerbaca."""
    try:
        yield
    except Exception as galat:
        raise BukuTakTerbaca(
            berkas,
            "berkas rusak atau bukan buku kerja Excel",
            "buka di Excel dan simpan ulang sebagai .xlsx, atau minta salinannya",
        ) from galat


def buka_rinci(berkas: Path, *, hasil: bool = False) -> Workbook:
    """The workbook with formulas, or with their saved results. Raises BukuTakTerbaca."""
    _pastikan_terbaca(berkas)
    with _jaga(berkas):
        return openpyxl.load_workbook(berkas, data_only=hasil)


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
        return buka_rinci(self.berkas)

    @cached_property
    def _xml(self) -> bytes:
        with _jaga(self.berkas), zipfile.ZipFile(self.berkas) as arsip:
            return b"".join(arsip.read(n) for n in arsip.namelist() if "worksheets/sheet" in n)

    def read_lembar(self, nama: str) -> Lembar:
        if self._calamine:
            with _jaga(self.berkas):
                lembar = self._calamine.get_sheet_by_name(nama)
                semua = lembar.to_python(skip_empty_area=False)
                rentang = lembar.merged_cell_ranges or []
            gabung = [(a[0] + 1, a[1] + 1, b[0] + 1, b[1] + 1) for a, b in rentang]
            return Lembar(nama, [[None if v == "" else v for v in b] for b in semua], gabung)
        ws = self.rinci[nama]
        petak = [(r.min_row, r.min_col, r.max_row, r.max_col) for r in ws.merged_cells.ranges]
        return Lembar(nama, [list(b) for b in ws.iter_rows(values_only=True)], petak)

    @cached_property
    def _hasil(self) -> Workbook:
        """The workbook with the saved results of its formulas."""
        return buka_rinci(self.berkas, hasil=True)

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
    simpan = f"simpan {berkas.name} di {berkas.parent.name}/"
    if not berkas.exists():
        raise BukuTakTerbaca(berkas, "berkas tidak ada", simpan)
    if berkas.is_dir():
        raise BukuTakTerbaca(berkas, "ini folder, bukan berkas", f"ganti nama foldernya, {simpan}")
    try:
        isi = berkas.read_bytes()
    except OSError as galat:
        raise BukuTakTerbaca(
            berkas, "berkas tidak boleh dibaca",
            "tutup bila sedang terbuka di program lain, atau minta izin membacanya",
        ) from galat  # fmt: skip
    if isi.startswith(OLE) and b"E\0n\0c\0r\0y\0p\0t\0" in isi:
        raise BukuTakTerbaca(
            berkas, "berkas dikunci kata sandi", "buka di Excel, hapus kata sandinya, simpan"
        )
    if isi.startswith(OLE):
        raise BukuTakTerbaca(berkas, "berkas berformat lama (.xls)", "simpan ulang sebagai .xlsx")
    with _jaga(berkas), zipfile.ZipFile(berkas):
        pass
