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

from lkip_helpers.intake.finding import Finding, UnreadableFile

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
Rect = tuple[int, int, int, int]


class UnreadableWorkbook(UnreadableFile):
    """A workbook that is missing, encrypted or corrupt."""

    def __init__(self, file: Path, message: str, advice: str) -> None:
        super().__init__(message, advice)
        self.file = file

    @property
    def finding(self) -> Finding:
        """The finding of the file, which is named in it."""
        return self.describe(self.file.name)


@contextmanager
def _guard(file: Path) -> Iterator[None]:
    """Whatever a damaged file makes its readers raise is a UnreadableWorkbook."""
    try:
        yield
    except Exception as error:
        raise UnreadableWorkbook(
            file,
            "berkas rusak atau bukan buku kerja Excel",
            "buka di Excel dan simpan ulang sebagai .xlsx, atau minta salinannya",
        ) from error


def open_detailed(file: Path, *, result: bool = False) -> Workbook:
    """The workbook with formulas, or with their saved results. Raises UnreadableWorkbook."""
    _ensure_readable(file)
    with _guard(file):
        return openpyxl.load_workbook(file, data_only=result)


def address(rows: int, column: int) -> str:
    """Address of a cell; row and column from 1."""
    return f"{get_column_letter(column)}{rows}"


@dataclass(frozen=True)
class Sheet:
    """A sheet: rows of raw values from A1, merged ranges (row, col, row, col from 1)."""

    name: str
    content: list[list[Any]]
    merge: list[Rect]


class WorkbookFile:
    """One workbook; raises UnreadableWorkbook when it cannot be opened."""

    def __init__(self, file: Path) -> None:
        self.file = file
        _ensure_readable(file)
        try:
            self._calamine: CalamineWorkbook | None = CalamineWorkbook.from_path(str(file))
        except (CalamineError, OSError, ValueError):
            self._calamine = None
        self.sheet_list: list[str] = (
            self._calamine.sheet_names if self._calamine else self.detailed.sheetnames
        )

    @cached_property
    def detailed(self) -> Workbook:
        """The workbook with formats and formulas; slower, so only where it is needed."""
        return open_detailed(self.file)

    @cached_property
    def _xml(self) -> bytes:
        with _guard(self.file), zipfile.ZipFile(self.file) as archive:
            return b"".join(archive.read(n) for n in archive.namelist() if "worksheets/sheet" in n)

    def read_sheet(self, name: str) -> Sheet:
        if self._calamine:
            with _guard(self.file):
                sheet = self._calamine.get_sheet_by_name(name)
                every = sheet.to_python(skip_empty_area=False)
                span = sheet.merged_cell_ranges or []
            merge = [(a[0] + 1, a[1] + 1, b[0] + 1, b[1] + 1) for a, b in span]
            return Sheet(name, [[None if v == "" else v for v in b] for b in every], merge)
        ws = self.detailed[name]
        rect = [(r.min_row, r.min_col, r.max_row, r.max_col) for r in ws.merged_cells.ranges]
        return Sheet(name, [list(b) for b in ws.iter_rows(values_only=True)], rect)

    @cached_property
    def _result(self) -> Workbook:
        """The workbook with the saved results of its formulas."""
        return open_detailed(self.file, result=True)

    def find_empty_formulas(self, name: str) -> list[str]:
        """Cells that hold a formula whose result was never saved: they read as empty."""
        if b"<f" not in self._xml:
            return []
        result = self._result[name]
        every = (cells for rows in self.detailed[name].iter_rows() for cells in rows)
        return [
            s.coordinate for s in every if s.data_type == "f" and result[s.coordinate].value is None
        ]

    def find_errors(self, name: str) -> dict[str, str]:
        """Cells that hold an error of Excel (#REF!, #N/A): calamine reads them as empty."""
        if b't="e"' not in self._xml:
            return {}
        every = (cells for rows in self._result[name].iter_rows() for cells in rows)
        return {s.coordinate: str(s.value) for s in every if s.data_type == "e"}

    def find_hidden_rows(self, name: str) -> set[int]:
        """Numbers of hidden rows."""
        if not re.search(rb'<row [^>]*hidden="(1|true)"', self._xml):
            return set()
        return {n for n, d in self.detailed[name].row_dimensions.items() if d.hidden}

    def is_percent(self, name: str, cells: str) -> bool:
        """Whether Excel shows this cell as a percentage (0.82 shown as 82 %)."""
        return "%" in str(self.detailed[name][cells].number_format)


def list_mirip(file: Path) -> str:
    """Files beside it whose name differs in case or ending only, as words; "" where none does."""
    if not file.parent.is_dir():
        return ""
    return " atau ".join(sorted(
        b.name for b in file.parent.iterdir()
        if b.stem.strip().casefold() == file.stem.strip().casefold() and b.name != file.name
        and not b.is_dir() and b.suffix.lower().startswith((".xls", ".ods", ".csv"))
    ))  # fmt: skip


def _ensure_readable(file: Path) -> None:
    save = f"simpan {file.name} di {file.parent.name}/"
    if not file.exists():
        if similar := list_mirip(file):
            save = f"namai {similar} menjadi {file.name}, atau {save}"
        raise UnreadableWorkbook(file, "berkas tidak ada", save)
    if file.is_dir():
        raise UnreadableWorkbook(file, "ini folder, bukan berkas", f"ganti nama foldernya, {save}")
    try:
        content = file.read_bytes()
    except OSError as error:
        raise UnreadableWorkbook(
            file, "berkas tidak boleh dibaca",
            "tutup bila sedang terbuka di program lain, atau minta izin membacanya",
        ) from error  # fmt: skip
    if content.startswith(OLE) and b"E\0n\0c\0r\0y\0p\0t\0" in content:
        raise UnreadableWorkbook(
            file, "berkas dikunci kata sandi", "buka di Excel, hapus kata sandinya, simpan"
        )
    if content.startswith(OLE):
        raise UnreadableWorkbook(file, "berkas berformat lama (.xls)", "simpan ulang sebagai .xlsx")
    with _guard(file), zipfile.ZipFile(file):
        pass
