"""rekonsiliasi.xlsx: every figure and statement with its verdict, to go on from there."""

from collections.abc import Sequence

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from lkip_helpers.compute.rounding import settle_noise
from lkip_helpers.reconcile.reconciliation import (
    Reconciliation,
    count_causes,
    count_classes,
    count_same,
)

Column = tuple[str, str, int]  # key, title, width
NUMBERS: tuple[Column, ...] = (
    ("nomor", "Baris terbit.xlsx", 9), ("tempat", "Tempat pada laporan terbit", 26),
    ("halaman", "Halaman", 9), ("label", "Label tabel", 22), ("tabel", "Tabel", 8),
    ("baris", "Baris", 34), ("kolom", "Kolom", 20), ("tercetak", "Tercetak", 18),
    ("hitungan", "Hitungan", 18), ("selisih", "Selisih (tercetak − hitungan)", 16),
    ("kelas", "Kelas", 20), ("sebab", "Sebab", 26), ("status", "Status sebab", 13),
    ("uraian", "Uraian", 70), ("sebab_lain", "Sebab lain yang diuji", 70),
)  # fmt: skip
STATEMENTS: tuple[Column, ...] = (
    ("nomor", "Baris terbit.xlsx", 9), ("tempat", "Tempat pada laporan terbit", 26),
    ("label", "Label tabel", 22), ("jenis", "Jenis", 20), ("bunyi", "Pernyataan", 50),
    ("putusan", "Putusan", 18), ("uraian", "Uraian", 70),
)  # fmt: skip
COUNTS: tuple[Column, ...] = (("kelas", "Kelas", 24), ("jumlah", "Jumlah", 10), ("persen", "%", 10))
CAUSES: tuple[Column, ...] = (
    ("sebab", "Sebab", 32), ("terbukti", "Terbukti", 10), ("dugaan", "Dugaan", 10),
    ("tanpa", "Belum diketahui", 10), ("jumlah", "Jumlah", 10),
)  # fmt: skip
TABEL: tuple[Column, ...] = (
    ("label", "Label tabel", 28), ("jumlah", "Angka", 10), ("sama", "Sama", 10),
    ("bulat", "Beda pembulatan", 10), ("beda", "Beda", 10), ("tanpa", "Tidak dapat dihitung", 10),
    ("persen", "% sama", 10),
)  # fmt: skip
_COLORS = {"beda": "FBE3D6", "tidak sesuai": "FBE3D6", "beda pembulatan": "FFF4CC"}
_HEADER = PatternFill("solid", fgColor="123F6D")


def build_reconciliation_workbook(reconciliation: Reconciliation, title: str) -> Workbook:
    """A summary sheet, then all figures and all statements; texts are never read as formulas."""
    workbook = Workbook()
    short = workbook.active
    assert isinstance(short, Worksheet)  # noqa: S101 a new workbook has one worksheet
    short.title = "Ringkasan"
    short["A1"], short["A1"].font = title, Font(bold=True, size=14)
    number, statement, rows = reconciliation.number, reconciliation.statement, 3
    by_label = count_same(number, "label")
    counts = (count_classes(number), COUNTS), (count_causes(number), CAUSES), (by_label, TABEL)
    for frame, column in counts:
        rows = _write(short, frame, column, rows) + 2
    for name, frame, column in (("Angka", number, NUMBERS), ("Pernyataan", statement, STATEMENTS)):
        sheet = workbook.create_sheet(name)
        end = _write(sheet, frame, column, 1)
        sheet.freeze_panes = "A2"
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(column))}{max(end, 2)}"
    return workbook


def _write(sheet: Worksheet, frame: pd.DataFrame, column: Sequence[Column], start: int) -> int:
    """Write a frame with its head from row `start`; returns the last row."""
    for k, (_, title, width) in enumerate(column, 1):
        cells = sheet.cell(start, k, title)
        cells.font, cells.fill = Font(bold=True, color="FFFFFF"), _HEADER
        cells.alignment = Alignment(wrap_text=True, vertical="center")
        letter = sheet.column_dimensions[get_column_letter(k)]
        letter.width = max(letter.width if start > 1 else 0, width)
    for i, content in enumerate(frame[[k for k, *_ in column]].itertuples(index=False), start + 1):
        for k, value in enumerate(content, 1):
            cells = sheet.cell(i, k)
            if isinstance(value, str):
                cells.value, cells.data_type = value, "s"
                cells.alignment = Alignment(wrap_text=len(value) > 40, vertical="top")
                if value in _COLORS:
                    cells.fill = PatternFill("solid", fgColor=_COLORS[value])
            elif not pd.isna(value):
                number = value.item() if hasattr(value, "item") else value
                cells.value = settle_noise(number) if isinstance(number, float) else number
                cells.number_format = "#,##0.####" if isinstance(cells.value, float) else "#,##0"
    return start + len(frame)
