"""The files of a reconciliation: terbit.xlsx and the built report in, the review workbook out."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import product
from typing import Any

import pandas as pd
from pandas.api.types import is_numeric_dtype
from xlsxwriter.worksheet import Worksheet

from lkip_helpers.compute.rounding import settle_noise
from lkip_helpers.errors import LkipError
from lkip_helpers.intake.data import DataFault
from lkip_helpers.intake.published import Publication, read_published
from lkip_helpers.reconcile import reconciliation
from lkip_helpers.reconcile.reconciliation import Reconciliation
from lkip_helpers.render.xlsx_book import Book
from lkip_helpers.report.named_rows import MEASURE, Row, UnknownName
from lkip_helpers.report.record import Record, read_built
from lkip_helpers.rules import load_rules
from lkip_helpers.workspace import PUBLISHED, Workspace


def load_reconciliation(unit: str, tahun: int) -> Reconciliation:
    """The published figures of `unit` in `tahun` compared with the built report.

    Raises LkipError where the report is not built, InvalidChoice, DataFault.
    """
    tables = load_tabel(unit, tahun)
    return compare_published(read_published(Workspace.of(unit, tahun)), tables)


def compare_published(published: Publication, tables: Mapping[str, Record]) -> Reconciliation:
    """As load_reconciliation, of what is read already."""
    if published.findings:
        raise DataFault(published.findings, "")
    if published.number.empty:
        raise LkipError(f"{PUBLISHED} belum berisi nilai; ketik pada kolom Nilai tercetak.")
    outcome = reconciliation.reconcile(published.number, published.statement, tables)
    if outcome.findings:
        raise DataFault(outcome.findings, "")
    return outcome


def load_tabel(unit: str, tahun: int) -> dict[str, Record]:
    """The tables of the built report by label. Raises LkipError."""
    return read_built(Workspace.of(unit, tahun))


PREDIKAT = ("mutu", "kinerja", "predikat", "kategori")


def list_entries(tabel: Iterable[Record]) -> list[dict[str, str | None]]:
    """label, baris and kolom of each figure, as terbit.xlsx names them; without its value.

    The annex of answers is left out, and a row whose name another row has too.
    """
    return [
        {"label": record.label, "baris": name, "kolom": column}
        for record in tabel
        if record.label != "skm-tabulasi"  # of the annex of answers only the tables are published
        for row, name in _list_rows(record)
        for column in _list_columns(record, row)
    ]


def _list_rows(record: Record) -> Iterator[tuple[Row, str | None]]:
    for row in (*range(len(record.rows)), *record.footer_index):
        name = "" if len(record.rows) == 1 and row == 0 else record.name_row(row)
        with suppress(UnknownName):
            if record.find_row(name) == row:
                yield row, name or None


def _list_columns(record: Record, row: Row) -> Iterator[str]:
    """The columns of figures and predicates filled in a row, by their titles where unique."""
    measured = False
    for key, column in record.by_key.items():
        measured |= column.kind in MEASURE  # a text before the first measure names the row
        is_entry = column.kind in MEASURE or (measured and key in PREDIKAT)
        if is_entry and record.value(row, key) not in (None, ""):
            title = column.title
            same = [k for k, c in record.by_key.items() if title in (c.title, k)]
            yield title if same == [key] else key


MOST = 330  # letters of all columns
_COLORS = {"beda": "#FBE3D6", "tidak sesuai": "#FBE3D6", "beda pembulatan": "#FFF4CC"}


def build_reconciliation_workbook(outcome: Reconciliation, title: str) -> bytes:
    """A summary sheet, then all figures and all statements; texts are never read as formulas."""
    book = Book()
    summary = book.open_sheet("Ringkasan")
    book.put_line(summary, 0, title, (), bold=True, font_size=14)
    number, statement = outcome.number, outcome.statement
    rows: dict[int, list[Any]] = {}
    by_label = reconciliation.count_same(number, "label")
    heads = load_rules("buku")["rekonsiliasi"]
    counts = {
        "kelas": reconciliation.count_classes(number),
        "sebab": reconciliation.count_causes(number),
        "tabel": by_label,
    }
    for name, frame in counts.items():
        rows |= _write(book, summary, frame, heads[name], max(rows, default=-1) + 3)
    book.fit_cells(summary, rows)
    for name, frame in (("angka", number), ("pernyataan", statement)):
        sheet = book.open_sheet(name.capitalize())
        rows = _write(book, sheet, frame, heads[name], 0)
        book.fit_cells(sheet, rows, MOST)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.autofilter(0, 0, max(*rows, 1), len(heads[name]) - 1)
    return book.finish()


def _write(
    book: Book, sheet: Worksheet, frame: pd.DataFrame, columns: Mapping[str, str], start: int
) -> dict[int, list[Any]]:
    """Write a frame with its head from row `start`; what was written, by row."""
    for column, (key, title) in enumerate(columns.items()):
        side = "right" if is_numeric_dtype(frame[key]) else "left"
        look = {"font_color": "#FFFFFF", "bg_color": "#123F6D", "align": side}
        book.put(sheet, start, column, title, bold=True, **look)
    rows = [*frame[[*columns]].itertuples(index=False)]
    for (number, row), column in product(enumerate(rows, start + 1), range(len(columns))):
        value = row[column].item() if hasattr(row[column], "item") else row[column]
        if isinstance(value, str):
            style = {"bg_color": _COLORS[value]} if value in _COLORS else {}
            book.put(sheet, number, column, value, **style)
        elif isinstance(value, float) and not pd.isna(value):
            book.put(sheet, number, column, settle_noise(value), num_format="#,##0.####")
        elif not pd.isna(value):
            book.put(sheet, number, column, value, num_format="#,##0")
    return {start + n: [*row] for n, row in enumerate([columns.values(), *rows])}
