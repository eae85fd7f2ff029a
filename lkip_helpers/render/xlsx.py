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
from typing import Any

from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from lkip_helpers.report.columns import NUMERIC, Column
from lkip_helpers.report.formula import settle_half, translate_formula
from lkip_helpers.report.record import Record

HEADER = 5  # the header's row; data begins in the next
WHOLE = "#,##0"
CHECKMARK = '"✓";;"–"'  # a tick is 1, so that ticks can be counted
_FUNCTIONS = {"jumlah": "SUM", "rerata": "AVERAGE", "banyak": "COUNT"}
_BLUE, _FAINT = "FF123F6D", "FFF1F4F7"
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(<)")
_THICK = Font(bold=True)
_BACKGROUND = PatternFill("solid", fgColor=_FAINT)
_ON_TOP, _WRAPPED = (Alignment(wrap_text=w, vertical="top") for w in (False, True))
_LINE = Border(bottom=Side(style="thin", color=_BLUE))


@dataclass(frozen=True)
class SheetAddress:
    """Where a table stands on its sheet, for the translation of its formulas.

    rows: the row whose formula is translated. every: every table by label, for `from_`.
    """

    record: Record
    rows: int
    every: Mapping[str, Record]
    column: str = ""

    def letter(self, key: str) -> str:
        """Letter of a column; raises KeyError for one the table does not show."""
        return _letters(self.record)[key]

    def cells(self, column: str) -> str:
        return f"{self.letter(column)}{self.rows}"

    def span(self, column: str) -> str:
        letter = self.letter(self.column if column == "ini" else column)
        return f"{letter}{HEADER + 1}:{letter}{HEADER + self.record.count}"

    def footer(self, title: str) -> str:
        return f"{self.letter(self.column)}{_footer_row(self.record, title)}"

    def from_(self, label: str, title: str, column: str) -> str:
        other = self.every[label]
        return f"'{sheet_name(label)}'!{_letters(other)[column]}{_footer_row(other, title)}"


def _letters(record: Record) -> dict[str, str]:
    return {key: get_column_letter(i) for i, key in enumerate(record.column, 1)}


def _footer_row(record: Record, title: str) -> int:
    sequence = [k["judul"] for k in record.footer]
    return HEADER + record.count + 1 + sequence.index(title)


def sheet_name(label: str) -> str:
    """Sheet of a table: its label, as far as Excel lets it be."""
    return label[:31]


def input_name(sheet: str) -> str:
    """Sheet that holds the copy of an input sheet."""
    return f"Data {sheet}"[:31]


def build_workbook(
    every: Mapping[str, Record], inputs: Mapping[tuple[str, str], Mapping[str, Any]], title: str
) -> Workbook:
    """The workbook of all tables.

    every: numbered, by label. inputs: for each input sheet (berkas, lembar) its values by cell,
    as intake read them. Only sheets that a table points to are copied.
    """
    workbook = Workbook()
    _write_entries(workbook.active, every.values(), title)
    for p in every.values():
        _write_tabel(workbook.create_sheet(sheet_name(p.label)), p, every, inputs)
    used = {(r[0], r[1]) for r in list_origins(every.values())}
    for key in sorted(used & inputs.keys()):
        _write_inputs(workbook.create_sheet(input_name(key[1])), key, inputs[key])
    workbook.calculation.fullCalcOnLoad = True
    return workbook


def list_origins(records: Iterable[Record]) -> Iterator[Any]:
    """The cells behind every input value, as they are noted."""
    return (r for p in records for entries in p.asal.values() for r in entries if r)


def _write_entries(ws: Worksheet, records: Iterable[Record], title: str) -> None:
    ws.title = "Daftar Isi"
    ws.append([title])
    ws.append([])
    ws.append(["Nomor", "Judul", "Lembar"])
    for p in records:
        ws.append([p.ordinal, p.title, sheet_name(p.label)])
        ws.cell(ws.max_row, 3).hyperlink = f"#'{sheet_name(p.label)}'!A1"
    ws["A1"].font = Font(bold=True, size=14, color=_BLUE)
    for cells in ws[3]:
        cells.font, cells.fill = _THICK, _BACKGROUND
    for letter, width in (("A", 14), ("B", 80), ("C", 32)):
        ws.column_dimensions[letter].width = width
    ws.freeze_panes = "A4"


def _write_tabel(
    ws: Worksheet,
    p: Record,
    every: Mapping[str, Record],
    inputs: Mapping[tuple[str, str], Mapping[str, Any]],
) -> None:
    _text(ws.cell(1, 1), p.wording)
    ws["A1"].font = Font(bold=True, size=12, color=_BLUE)
    remark = "; ".join(filter(None, [p.satuan and f"Satuan: {p.satuan}", p.words]))
    _text(ws.cell(2, 1), remark)
    _text(ws.cell(3, 1), f"Sumber: {p.source}")
    for i, k in enumerate(p.columns, 1):
        cells = ws.cell(HEADER, i)
        _text(cells, k.title)
        cells.font, cells.fill, cells.border = _THICK, _BACKGROUND, _LINE
        cells.alignment = Alignment(wrap_text=True, vertical="bottom")
        ws.column_dimensions[get_column_letter(i)].width = _width(k, p.rows)
    for n, rows in enumerate(p.rows):
        for i, k in enumerate(p.columns, 1):
            location = SheetAddress(p, HEADER + 1 + n, every)
            origin = p.asal.get(k.key, [None] * p.count)[n]
            _write_value(ws.cell(location.rows, i), rows.get(k.key), k, origin, location, inputs)
    _write_footer(ws, p, every)
    ws.freeze_panes = ws.cell(HEADER + 1, 1)


def _write_value(
    cells: Cell,
    value: Any,
    column: Column,
    origin: Sequence[Any] | None,
    location: SheetAddress,
    inputs: Mapping[tuple[str, str], Mapping[str, Any]],
) -> None:
    """One cell: a pointer to its input, its declared formula, or its value."""
    if isinstance(value, bool):
        cells.value, cells.number_format = int(value), CHECKMARK
        return
    if not isinstance(value, int | float) or column.kind == "tahun":
        _text(cells, value)
        return
    formula = origin and _references(origin, value, inputs)
    formula = formula or (column.formula and translate_formula(column.formula, location))
    _write_numbers(cells, formula, value, column.kind, column.decimals)


def _write_numbers(
    cells: Cell, formula: str | None, value: float, kind: str, decimals: int
) -> None:
    """A live formula, or the value where there is none, shown as the report prints it."""
    decimals = decimals if kind in ("angka", "persen") else 0
    cells.value = f"={settle_half(formula, value, decimals)}" if formula else value
    if kind in NUMERIC:
        cells.number_format = f"#,##0.{'0' * decimals}" if decimals else WHOLE


def _references(
    origin: Sequence[Any], value: float, inputs: Mapping[tuple[str, str], Mapping[str, Any]]
) -> str:
    """Formula over the copied input; "" where the copy holds something else than the table."""
    file, sheet, span, function, criterion = origin
    content = inputs.get((file, sheet), {})
    if not _fits(_collect(span, content), function, criterion, value):
        return ""
    entries = [f"'{input_name(sheet)}'!{r}" for r in span.split(";")]
    if not function:
        return entries[0]
    if function == "cacah":
        return "+".join(f"COUNTIF({d},{criterion})" for d in entries)
    if function in ("skor", "rerata_skor"):
        score = "+".join(f"{n}*{d}" for n, d in enumerate(entries, 1))
        return score if function == "skor" else f"({score})/SUM({','.join(entries)})"
    return f"{_FUNCTIONS[function]}({','.join(entries)})"


def _collect(span: str, content: Mapping[str, Any]) -> list[float]:
    """Numbers of the cells of a range, as a formula over them would see them."""
    result = []
    for one in span.split(";"):
        k1, b1, k2, b2 = range_boundaries(one)
        letter = [get_column_letter(k) for k in range(k1, k2 + 1)]
        for b in range(b1, b2 + 1):
            for k in letter:
                value = content.get(f"{k}{b}")
                if isinstance(value, int | float) and not isinstance(value, bool):
                    result.append(value)
    return result


def _fits(number: Sequence[float], function: str, criterion: Any, value: float) -> bool:
    """Whether the copy gives the table's value; text numbers, shown percents, ticks do not."""
    if function in ("cacah", "banyak"):
        return value == (number.count(criterion) if function == "cacah" else len(number))
    if not number or function == "ya":
        return False
    result = sum(number) / (len(number) if function == "rerata" else 1)
    if function in ("skor", "rerata_skor"):
        score = sum(n * v for n, v in enumerate(number, 1))
        result = score / sum(number) if function == "rerata_skor" else score
    return math.isclose(result, value, rel_tol=1e-12, abs_tol=1e-9)


def _write_footer(ws: Worksheet, p: Record, every: Mapping[str, Record]) -> None:
    for footer, formula, form in zip(p.footer, p.footer_formula, p.footer_form, strict=True):
        ordinal = _footer_row(p, footer["judul"])
        _text(ws.cell(ordinal, 1), footer["judul"])
        for i, k in enumerate(p.columns, 1):
            cells, key = ws.cell(ordinal, i), k.key
            cells.font, cells.fill = _THICK, _BACKGROUND
            if footer.get(key) is None or i == 1:
                continue
            if isinstance(footer[key], str):
                _text(cells, footer[key])
                continue
            location = SheetAddress(p, ordinal, every, key)
            content = formula.get(key) and translate_formula(formula[key], location)
            decimals = k.decimals if form["desimal"] is None else form["desimal"]
            _write_numbers(cells, content, footer[key], form["jenis"] or k.kind, decimals)


def _text(cells: Cell, value: Any) -> None:
    """Text is text, whatever it begins with; nothing from a workbook becomes a formula."""
    if value is None:
        return
    cells.value = value
    if isinstance(value, str):
        cells.data_type = "s"
        cells.quotePrefix = value.startswith(("=", "+", "-", "@"))
        cells.alignment = _WRAPPED if cells.row > HEADER else _ON_TOP


def _width(column: Column, rows: Sequence[Mapping[str, Any]]) -> float:
    content = [str(b.get(column.key) or "") for b in rows] if column.kind == "teks" else []
    return min(60.0, max(14.0, len(column.title) + 2.0, *(len(t) * 0.9 for t in content), 0.0))


def _write_inputs(ws: Worksheet, key: tuple[str, str], content: Mapping[str, Any]) -> None:
    """A copy of an input sheet, cell by cell at the same address."""
    for address, value in content.items():
        if isinstance(value, str):
            _text(ws[address], value)
        else:
            ws[address] = value
    ws.sheet_properties.tabColor = "FF999999"
    ws.sheet_view.showGridLines = True
    ws.oddHeader.left.text = " › ".join(key)


def save_workbook(workbook: Workbook, moment: datetime) -> bytes:
    """The file's bytes; `moment` stands where openpyxl and zip would put the clock."""
    workbook.properties.created = workbook.properties.modified = moment.replace(tzinfo=None)
    workbook.properties.creator = "LKIP"
    stamp = moment.strftime(r"\g<1>%Y-%m-%dT%H:%M:%SZ\g<2>").encode()
    raw, result = io.BytesIO(), io.BytesIO()
    workbook.save(raw)
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(stamp, content)
            new.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return result.getvalue()
