"""Build workbooks from the contracts: headers, notes, validations, and what is known.

Their first sheet says what to do, in which order, and what the colours mean.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from math import ceil

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from lkip_helpers.rules import load_rules
from lkip_helpers.schema.base import INSTRUCTIONS, YES_NO, Kind, Schema
from lkip_helpers.schema.sheets import EVERY, READ, Dpa, Renstra, Respondents
from lkip_helpers.workbooks import style, validation
from lkip_helpers.workbooks.carryover import Content, RowRecord, SheetContent
from lkip_helpers.workbooks.style import add_note, write, write_link, write_table, write_wrapped

HEADER = 4  # title, purpose, blank, header
FIRST_ROW = HEADER + 1
LAST_ROW = 1000  # with validations
MORE_BLANK_ROWS: dict[type[Schema], int] = {Respondents: 150, Dpa: 25}
FORMAT = {"desimal": "General", "ukuran": "General", "bulat": "0"}  # of others: text
# Heads of the list of sheets on the first one, and the letters of their columns.
SHEETS = {"No": 6, "Lembar": 24, "Harus ada isi": 18, "Guna": 72, "Keadaan awal": 36}
VERTICAL_HEADS = ("Isian", "Nilai", "Arti dan contoh")
Lists = Mapping[validation.Column, validation.ChoiceList]


def build_workbooks(
    contents: Content, unit: str, tahun: int, origin: int | None,
    left_out: Collection[type[Schema]] = (),
) -> dict[str, Workbook]:  # fmt: skip
    """Workbooks by file name. origin: year the contents come from; left_out: sheets not needed."""
    workbooks: dict[str, Workbook] = {}
    for file in dict.fromkeys(s.FILE for s in READ if s in contents and s not in left_out):
        wb = workbooks[file] = Workbook()
        schemas = [s for s in READ if s in contents and file == s.FILE]
        kept = {s: contents[s] for s in schemas if s not in left_out}
        lists = validation.place_lists(kept, tahun)
        for schema, content in kept.items():
            build_sheet(wb.create_sheet(schema.SHEET), schema, content, tahun, lists)
        _write_guide(wb["Sheet"], file, unit, tahun, origin, kept)
        _write_lists(wb[INSTRUCTIONS], lists.values())
        _write_left_out(wb[INSTRUCTIONS], [s for s in schemas if s in left_out])
    return workbooks


def build_sheet(
    ws: Worksheet,
    schema: type[Schema],
    content: SheetContent,
    tahun: int,
    lists: Lists | None = None,
) -> None:
    """Fill an empty sheet: title, headers with notes and validations, and what is known."""
    style.style_title(ws, f"{schema.SHEET.upper()} – TAHUN {tahun}", f"{schema.USE}.")
    if content.origin:
        ws["A3"] = f"Usulan menurut {content.origin}: baca, ubah, atau hapus barisnya."
        ws["A3"].font, ws["A3"].protection = style.font(bold=True), style.LOCKED
    ws.sheet_properties.tabColor = style.DARK_BLUE if schema.SHEET_REQUIRED else style.GREY
    if schema.VERTICAL:
        _build_vertical(ws, schema, content.rows[0] if content.rows else {}, lists or {})
    else:
        _build_flat(ws, schema, content, tahun, lists or {})
    ws.sheet_view.showGridLines = False
    frozen = 2 if schema.VERTICAL or len(schema.model_fields) > 3 else 1
    ws.freeze_panes = ws.cell(FIRST_ROW, frozen)
    style.set_heights(ws, FIRST_ROW)
    style.protect(ws)
    style.set_print(ws, HEADER)


def explain(kind: Kind) -> str:
    """The meaning and an example of an entry, printed beside it."""
    return f"{kind.meaning}. Contoh: {kind.example}"


def _find_number_format(kind: Kind) -> str:
    return "#,##0" if kind.satuan == "rupiah" else FORMAT.get(kind.form, "@")


def _build_vertical(ws: Worksheet, schema: type[Schema], record: RowRecord, lists: Lists) -> None:
    """One entry a row: label, value, meaning."""
    for column, text in enumerate(VERTICAL_HEADS, 1):
        style.style_header(ws.cell(HEADER, column, text), required=column == 2)
    for row, (name, kind) in enumerate(schema.KINDS.items(), FIRST_ROW):
        value = record.get(name)
        label, cell = ws.cell(row, 1, kind.title), ws.cell(row, 2)
        style.style_header(label, required=kind.required)
        label.alignment = Alignment(vertical="top")
        add_note(label, kind.note)
        write(cell, value)
        style.style_entry(cell, _find_number_format(kind), carried=value is not None, like=cell)
        cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="left")
        meaning = ws.cell(row, 3, explain(kind))
        meaning.font = style.font(color=style.MUTED)
        meaning.alignment = Alignment(wrap_text=True, vertical="top")
        meaning.protection = style.LOCKED
        if kind.required:
            style.highlight_missing(ws, cell.coordinate, f"LEN(TRIM(B{row}))=0")
        if check := validation.limit_cell(kind, cell.coordinate, lists.get((schema, name))):
            check.add(cell.coordinate)
            ws.add_data_validation(check)
    style.set_widths(ws, (30, 46, 52))


def _build_flat(
    ws: Worksheet, schema: type[Schema], content: SheetContent, tahun: int, lists: Lists
) -> None:
    """One record a row, followed by blank rows."""
    columns = _list_columns(schema, content, tahun)
    blank: list[RowRecord] = [{}] * MORE_BLANK_ROWS.get(schema, 15)
    for column, (name, key, kind) in enumerate(columns, 1):
        header, wide = ws.cell(HEADER, column), name == schema.WIDE_FIELD
        write(header, key if wide else kind.title)
        style.style_header(header, required=kind.required, editable=wide)
        add_note(header, kind.note)
        _limit_column(ws, schema, name, kind, column, lists)
        alike: dict[bool, Cell] = {}
        for row, record in enumerate([*content.rows, *blank], FIRST_ROW):
            value = (record.get(name) or {}).get(key) if wide else record.get(name)
            cell = ws.cell(row, column)
            write(cell, YES_NO[not value] if isinstance(value, bool) else value)
            like = alike.setdefault(carried := value is not None, cell)
            style.style_entry(cell, _find_number_format(kind), carried=carried, like=like)
    kinds = [kind for *_, kind in columns]
    _highlight_missing(ws, schema, kinds)
    ws.row_dimensions[HEADER].height = 34
    style.set_widths(ws, (_measure_column(ws, c, kind) for c, kind in enumerate(kinds, 1)))


def _list_columns(
    schema: type[Schema], content: SheetContent, tahun: int
) -> list[tuple[str, str | int | None, Kind]]:
    """Field, wide header and kind of each column; wide ones come last, some still without one."""
    columns: list[tuple[str, str | int | None, Kind]] = [
        (n, None, kind) for n, kind in schema.KINDS.items() if n != schema.WIDE_FIELD
    ]
    heads: Sequence[str | int | None] = content.heads or [None] * 6  # still to be named
    for head in heads if schema.WIDE_FIELD else ():
        kind = schema.KINDS[schema.WIDE_FIELD]
        required = kind.required or (schema is Renstra and head == tahun)
        kind = replace(kind, title=str(head or kind.title), required=required)
        columns.append((schema.WIDE_FIELD, head, kind))
    return columns


def _limit_column(
    ws: Worksheet, schema: type[Schema], name: str, kind: Kind, column: int, lists: Lists
) -> None:
    """Validate one column by the codes of another sheet, by its limits or by a list of choices."""
    letter = get_column_letter(column)
    cell, span = f"{letter}{FIRST_ROW}", f"{letter}{FIRST_ROW}:{letter}{LAST_ROW}"
    if parent := validation.REFERENCES.get((schema, name)):
        sheet, key = parent
        parent_letter = get_column_letter(list(sheet.model_fields).index(key) + 1)
        choices = validation.refer(kind, sheet.SHEET, parent_letter, (FIRST_ROW, LAST_ROW))
        choices.add(f"{letter}{HEADER}" if name == schema.WIDE_FIELD else span)
        ws.add_data_validation(choices)
    if check := validation.limit_cell(kind, cell, lists.get((schema, name))):
        check.add(span)
        ws.add_data_validation(check)


def _highlight_missing(ws: Worksheet, schema: type[Schema], kinds: list[Kind]) -> None:
    """Colour missing required cells of every row begun and of a required sheet's first row."""
    filled = f"COUNTA($A{FIRST_ROW}:${get_column_letter(len(kinds))}{FIRST_ROW})>0"
    begun = f"OR(ROW()={FIRST_ROW},{filled})" if schema.SHEET_REQUIRED else filled
    for column, kind in enumerate(kinds, 1):
        if kind.required:
            letter = get_column_letter(column)
            formula = f"AND(LEN(TRIM({letter}{FIRST_ROW}))=0,{begun})"
            style.highlight_missing(ws, f"{letter}{FIRST_ROW}:{letter}{LAST_ROW}", formula)


def _measure_column(ws: Worksheet, column: int, kind: Kind) -> int:
    """Characters of the longest text of a column; at least 10, for numbers with separators."""
    letter = get_column_letter(column)
    lengths = (len(str(c.value)) for c in ws[letter][HEADER:] if c.value is not None)
    header = max(map(len, kind.title.split()))
    sentence = 40 if kind.form == "teks" and len(str(kind.example).split()) > 2 else 10
    return max(header, sentence, *lengths, 0)


def _write_guide(
    ws: Worksheet, file: str, unit: str, tahun: int, origin: int | None, contents: Content
) -> None:
    """Fill the sheet; origin: year the contents come from; contents: of each sheet."""
    ws.title = INSTRUCTIONS
    opening = "Yang berwarna biru ialah usulan menurut peraturan; baca dan sesuaikan."
    if origin is not None:
        opening = f"Yang tetap sudah dibawa dari tahun {origin}; angka tahun ini masih kosong."
    style.style_title(ws, f"PETUNJUK PENGISIAN {file} – TAHUN {tahun}", f"Unit: {unit}. {opening}")
    order = ", lalu ".join(dict.fromkeys([*(s.FILE for s in EVERY), file]))
    words = {"urutan": order, "berkas": file, "tahun": tahun}
    steps = [step.format(**words) for step in load_rules("petunjuk")["langkah"]]
    for row, step in enumerate(steps, 4):
        write_wrapped(ws.cell(row, 1), row - 3)
        _write_across(ws, row, 2, step)
    row = _write_legend(ws, len(steps) + 5)
    _write_sheet_list(ws, row + 1, contents)
    ws.sheet_view.showGridLines = False
    ws.sheet_properties.tabColor = "BF8F00"
    ws.protection.sheet = True
    style.set_print(ws, 0)


def _write_across(ws: Worksheet, row: int, first: int, text: str) -> None:
    """Write a text from column `first` to the last, in a row as high as it needs."""
    write_wrapped(ws.cell(row, first), text)
    ws.merge_cells(start_row=row, start_column=first, end_row=row, end_column=len(SHEETS))
    lines = ceil(len(text) / sum([*SHEETS.values()][first - 1 :]))
    ws.row_dimensions[row].height = style.ROW_HEIGHT * lines


def _write_heading(ws: Worksheet, row: int, text: str) -> None:
    ws.cell(row, 1, text).font = style.font(bold=True, size=12, color=style.DARK_BLUE)


def _write_legend(ws: Worksheet, row: int) -> int:
    _write_heading(ws, row, "Arti warna")
    legend = load_rules("petunjuk")["warna"]
    for line, (background, ink, example, meaning) in enumerate(legend, row + 1):
        cell = ws.cell(line, 2, example)
        cell.fill = style.fill(getattr(style, background))
        cell.font = style.font(bold=example != "Isi", color=getattr(style, ink))
        cell.alignment, cell.border = Alignment(horizontal="center"), style.CELL_BORDER
        _write_across(ws, line, 3, meaning)
    return row + len(legend) + 1


def _write_sheet_list(ws: Worksheet, row: int, contents: Content) -> None:
    """Write the sheets in the order of filling, each with a link."""
    _write_heading(ws, row, "Daftar lembar")
    rows = []
    for number, (schema, content) in enumerate(contents.items(), 1):
        what = "usulan; baca dan sesuaikan" if content.origin else "sudah ada; periksa"
        state = f"{len(content.rows)} baris {what}" if content.rows else "kosong"
        state = "isian di kolom Nilai" if schema.VERTICAL else state
        required = "wajib" if schema.SHEET_REQUIRED else "boleh kosong"
        rows.append((number, schema.SHEET, required, schema.USE, state))
    write_table(ws, row + 1, SHEETS, rows)
    for line, schema in enumerate(contents, row + 2):
        write_link(ws.cell(line, 2), schema.SHEET)


def _write_lists(ws: Worksheet, lists: Iterable[validation.ChoiceList]) -> None:
    """Write the lists that cells of other sheets are chosen from, each in a column of its own."""
    for choices in lists:
        header = ws.cell(validation.LIST_HEADER, choices.column, f"Daftar {choices.title}")
        style.style_header(header, required=choices.strict)
        for row, entry in enumerate(choices.entries, validation.LIST_HEADER + 1):
            write(ws.cell(row, choices.column), entry)
        width = max(map(len, (*choices.entries, str(header.value))))
        ws.column_dimensions[header.column_letter].width = min(width + 3, style.LARGEST_WIDTH)


def _write_left_out(ws: Worksheet, schemas: Sequence[type[Schema]]) -> None:
    """Name the sheets that this office does not need; any of them may be added later."""
    if schemas:
        names = ", ".join(s.SHEET for s in schemas)
        text = f"Tidak disertakan karena tidak diperlukan: {names}. Bila kemudian diperlukan, "
        text += "tambahkan lembar bernama itu; lkip check menyebut judul kolomnya."
        _write_across(ws, ws.max_row + 2, 2, text)
