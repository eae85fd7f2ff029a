"""rekonsiliasi.xlsx: every figure and statement with its verdict, to go on from there."""

from collections.abc import Sequence
from datetime import datetime
from itertools import product, zip_longest

import pandas as pd
from xlsxwriter.worksheet import Worksheet

from lkip_helpers.compute.rounding import settle_noise
from lkip_helpers.reconcile.reconciliation import (
    Reconciliation,
    count_causes,
    count_classes,
    count_same,
)
from lkip_helpers.render.xlsx_book import Book

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
_COLORS = {"beda": "#FBE3D6", "tidak sesuai": "#FBE3D6", "beda pembulatan": "#FFF4CC"}


def build_reconciliation_workbook(
    reconciliation: Reconciliation, title: str, moment: datetime
) -> bytes:
    """A summary sheet, then all figures and all statements; texts are never read as formulas."""
    book = Book(moment)
    short = book.open_sheet("Ringkasan")
    book.put(short, 0, 0, title, bold=True, font_size=14)
    number, statement, row = reconciliation.number, reconciliation.statement, 2
    by_label = count_same(number, "label")
    counts = (count_classes(number), COUNTS), (count_causes(number), CAUSES), (by_label, TABEL)
    for frame, columns in counts:
        row = _write(book, short, frame, columns, row) + 2
    widths = [[w for *_, w in columns] for _, columns in counts]
    book.set_widths(short, map(max, zip_longest(*widths, fillvalue=0)))
    for name, frame, columns in (("Angka", number, NUMBERS), ("Pernyataan", statement, STATEMENTS)):
        sheet = book.open_sheet(name)
        end = _write(book, sheet, frame, columns, 0)
        book.set_widths(sheet, [width for *_, width in columns])
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.autofilter(0, 0, max(end - 1, 1), len(columns) - 1)
    return book.finish()


def _write(
    book: Book, sheet: Worksheet, frame: pd.DataFrame, columns: Sequence[Column], start: int
) -> int:
    """Write a frame with its head from row `start`; returns the row after the last."""
    for k, (_, title, _) in enumerate(columns):
        book.put(sheet, start, k, title, bold=True, font_color="#FFFFFF", bg_color="#123F6D")
    rows = frame[[k for k, *_ in columns]].itertuples(index=False)
    for (i, row), k in product(enumerate(rows, start + 1), range(len(columns))):
        value = row[k].item() if hasattr(row[k], "item") else row[k]
        if isinstance(value, str):
            traits = {"bg_color": _COLORS[value]} if value in _COLORS else {}
            book.put(sheet, i, k, value, **traits)
        elif isinstance(value, float) and not pd.isna(value):
            book.put(sheet, i, k, settle_noise(value), num_format="#,##0.####")
        elif not pd.isna(value):
            book.put(sheet, i, k, value, num_format="#,##0")
    return start + len(frame) + 1
