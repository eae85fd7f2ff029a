"""Workbooks for a new year, made from the contracts: heads, notes, checks, and what is known."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from openpyxl import Workbook
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from lkip_helpers.schema import READ
from lkip_helpers.schema.base import INSTRUCTIONS, Schema
from lkip_helpers.schema.kinds import Kind, read_kind
from lkip_helpers.schema.sheets import Dpa, Renstra, Respondents
from lkip_helpers.workbooks import style, validation
from lkip_helpers.workbooks.carryover import RowRecord, SheetContent
from lkip_helpers.workbooks.instructions import write_guide, write_left_out, write_lists
from lkip_helpers.workbooks.style import take_note, write

HEADER = 4  # title, purpose, blank, header
INITIAL = HEADER + 1
END = 1000  # the last row with checks
EMPTY_ROWS = 15
EXTRA_ROWS: dict[type[Schema], int] = {Respondents: 150, Dpa: 25}
SENTENCE_WIDTH = 40
FREE_COLUMNS = 6  # wide columns whose header is still to be written
FORMAT = {"teks": "@", "pilihan": "@", "desimal": "General", "ukuran": "General", "bulat": "0"}
VERTICAL_HEADS = ("Isian", "Nilai", "Arti dan contoh")
YA, NO = "ya", "tidak"
Lists = Mapping[validation.Column, validation.ChoiceList]


def build_workbook(
    content: Mapping[type[Schema], SheetContent], unit: str, tahun: int, origin: int | None,
    left_out: Collection[type[Schema]] = (),
) -> dict[str, Workbook]:  # fmt: skip
    """Workbooks by file name. origin: year the contents come from; left_out: sheets not needed."""
    workbook: dict[str, Workbook] = {}
    for file in dict.fromkeys(k.FILE for k in READ if k in content and k not in left_out):
        wb = workbook[file] = Workbook()
        own = {k: content[k] for k in READ if k in content and file == k.FILE}
        kept = {k: c for k, c in own.items() if k not in left_out}
        lists = validation.place_lists(kept, tahun)
        for k, c in kept.items():
            build_sheet(wb.create_sheet(k.SHEET), k, c, tahun, lists)
        write_guide(wb["Sheet"], file, unit, tahun, origin, kept)
        write_lists(wb[INSTRUCTIONS], lists.values())
        write_left_out(wb[INSTRUCTIONS], [k for k in own if k in left_out])
    return workbook


def build_sheet(
    ws: Worksheet, k: type[Schema], content: SheetContent, tahun: int, lists: Lists | None = None
) -> None:
    """One sheet, empty until now: title, heads with notes and checks, and what is known."""
    style.style_title(ws, f"{k.SHEET.upper()} – TAHUN {tahun}", f"{k.USE}.")
    if content.origin:
        ws["A3"] = f"Usulan menurut {content.origin}: baca, ubah, atau hapus barisnya."
        ws["A3"].font, ws["A3"].protection = style.font(bold=True), style.LOCKED
    ws.sheet_properties.tabColor = style.DARK_BLUE if k.SHEET_REQUIRED else style.GREY
    if k.VERTICAL:
        _build_vertical(ws, k, content.rows[0] if content.rows else {}, lists or {})
    else:
        _build_flat(ws, k, content, tahun, lists or {})
    ws.sheet_view.showGridLines = False
    ws.freeze_panes = ws.cell(INITIAL, 2 if k.VERTICAL or len(k.model_fields) > 3 else 1)
    style.set_heights(ws, INITIAL)
    style.protect(ws)
    style.set_print(ws, HEADER)


def explain(kind: Kind) -> str:
    """What an entry means, as it stands beside it."""
    return f"{kind.meaning}. Contoh: {kind.example}"


def _value(value: object) -> object:
    return (YA if value else NO) if isinstance(value, bool) else value


def _format(kind: Kind) -> str:
    return "#,##0" if kind.satuan == "rupiah" else FORMAT[kind.form]


def _build_vertical(ws: Worksheet, k: type[Schema], record: RowRecord, lists: Lists) -> None:
    """Label, value, meaning: one entry a row."""
    for column, text in enumerate(VERTICAL_HEADS, 1):
        style.style_header(ws.cell(HEADER, column, text), required=column == 2)
    for ordinal, name in enumerate(k.model_fields, INITIAL):
        kind, value = read_kind(k, name), record.get(name)
        label, cell = ws.cell(ordinal, 1, kind.title), ws.cell(ordinal, 2)
        style.style_header(label, required=kind.required)
        label.alignment = Alignment(vertical="top")
        take_note(label, kind.note)
        write(cell, value)
        style.style_entry(cell, _format(kind), carried=value is not None)
        cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="left")
        meaning = ws.cell(ordinal, 3, explain(kind))
        meaning.font = style.font(color=style.MUTED)
        meaning.alignment = Alignment(wrap_text=True, vertical="top")
        meaning.protection = style.LOCKED
        if kind.required:
            style.request_content(ws, cell.coordinate, f"LEN(TRIM(B{ordinal}))=0")
        if limit := validation.limit_cell(kind, cell.coordinate, lists.get((k, name))):
            limit.add(cell.coordinate)
            ws.add_data_validation(limit)
    style.set_widths(ws, (30, 46, 52))


def _build_flat(
    ws: Worksheet, k: type[Schema], content: SheetContent, tahun: int, lists: Lists
) -> None:
    column = _list_columns(k, content, tahun)
    excess = EXTRA_ROWS.get(k, EMPTY_ROWS)
    for ordinal, (name, key, kind) in enumerate(column, 1):
        header = ws.cell(HEADER, ordinal)
        write(header, key if name == k.WIDTH else kind.title)
        style.style_header(header, required=kind.required, open_items=name == k.WIDTH)
        take_note(header, kind.note)
        _limit_column(ws, k, name, kind, ordinal, lists)
        for rows in range(INITIAL, INITIAL + len(content.rows) + excess):
            record = content.rows[rows - INITIAL] if rows - INITIAL < len(content.rows) else {}
            value = record.get(name)
            value = (value or {}).get(key) if name == k.WIDTH else value
            cell = ws.cell(rows, ordinal)
            write(cell, _value(value))
            style.style_entry(cell, _format(kind), carried=value is not None)
    _request_content(ws, k, [kind for *_, kind in column])
    ws.row_dimensions[HEADER].height = 34
    style.set_widths(ws, (_width(ws, n, j) for n, (*_, j) in enumerate(column, 1)))


def _list_columns(
    k: type[Schema], content: SheetContent, tahun: int
) -> list[tuple[str, str | int | None, Kind]]:
    """Field, wide header and kind of each column; wide columns stand last, some still nameless."""
    result: list[tuple[str, str | int | None, Kind]] = [
        (name, None, read_kind(k, name)) for name in k.model_fields if name != k.WIDTH
    ]
    keys: Sequence[str | int | None] = content.width or [None] * FREE_COLUMNS
    for key in keys if k.WIDTH else ():
        kind = read_kind(k, str(k.WIDTH))
        required = kind.required or (k is Renstra and key == tahun)
        kind = replace(kind, title=str(key or kind.title), required=required)
        result.append((str(k.WIDTH), key, kind))
    return result


def _limit_column(
    ws: Worksheet, k: type[Schema], name: str, kind: Kind, ordinal: int, lists: Lists
) -> None:
    """Checks of one column: its limits, the codes of another sheet, or a list to choose from."""
    letter = get_column_letter(ordinal)
    cell, span = f"{letter}{INITIAL}", f"{letter}{INITIAL}:{letter}{END}"
    if parent := validation.REFERENCES.get((k, name)):
        sheet, column = parent
        location = get_column_letter(list(sheet.model_fields).index(column) + 1)
        entries = validation.refer(kind, sheet.SHEET, location, (INITIAL, END))
        entries.add(f"{letter}{HEADER}" if name == k.WIDTH else span)
        ws.add_data_validation(entries)
    if limit := validation.limit_cell(kind, cell, lists.get((k, name))):
        limit.add(span)
        ws.add_data_validation(limit)


def _request_content(ws: Worksheet, k: type[Schema], column: list[Kind]) -> None:
    """Yellow: the required cell of every row begun, and of the first row of a required sheet."""
    rows = f"COUNTA($A{INITIAL}:${get_column_letter(len(column))}{INITIAL})>0"
    start = f"OR(ROW()={INITIAL},{rows})" if k.SHEET_REQUIRED else rows
    for ordinal, kind in enumerate(column, 1):
        if kind.required:
            letter = get_column_letter(ordinal)
            formula = f"AND(LEN(TRIM({letter}{INITIAL}))=0,{start})"
            style.request_content(ws, f"{letter}{INITIAL}:{letter}{END}", formula)


def _width(ws: Worksheet, ordinal: int, kind: Kind) -> int:
    """Characters of the longest text of a column; numbers with room for their separators."""
    letter = get_column_letter(ordinal)
    content = (len(str(s.value)) for s in ws[letter][HEADER:] if s.value is not None)
    header = max(map(len, kind.title.split()))
    sentence = SENTENCE_WIDTH if kind.form == "teks" and len(kind.example.split()) > 2 else 10
    return max(header, sentence, *content, 0)
