"""rekonsiliasi.xlsx: every figure and statement with its verdict, to go on from there."""

from collections.abc import Mapping
from datetime import datetime
from itertools import product

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
from lkip_helpers.rules import load_rules

WIDEST = 400  # pixels of a column
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
    heads = load_rules("buku")["rekonsiliasi"]
    counts = {"kelas": count_classes(number), "sebab": count_causes(number), "tabel": by_label}
    for name, frame in counts.items():
        row = _write(book, short, frame, heads[name], row) + 2
    short.autofit(WIDEST)
    for name, frame in (("angka", number), ("pernyataan", statement)):
        sheet = book.open_sheet(name.capitalize())
        end = _write(book, sheet, frame, heads[name], 0)
        sheet.autofit(WIDEST)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.autofilter(0, 0, max(end - 1, 1), len(heads[name]) - 1)
    return book.finish()


def _write(
    book: Book, sheet: Worksheet, frame: pd.DataFrame, columns: Mapping[str, str], start: int
) -> int:
    """Write a frame with its head from row `start`; returns the row after the last."""
    for k, title in enumerate(columns.values()):
        book.put(sheet, start, k, title, bold=True, font_color="#FFFFFF", bg_color="#123F6D")
    rows = frame[[*columns]].itertuples(index=False)
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
