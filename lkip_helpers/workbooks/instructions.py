"""The first sheet of a new workbook: what to do, in which order, and what the colours mean."""

from collections.abc import Iterable, Sequence
from math import ceil

from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet

from lkip_helpers.rules import load_rules
from lkip_helpers.schema import EVERY
from lkip_helpers.schema.base import INSTRUCTIONS, Schema
from lkip_helpers.workbooks import style
from lkip_helpers.workbooks.carryover import Content
from lkip_helpers.workbooks.style import write, write_link, write_table, write_wrapped
from lkip_helpers.workbooks.validation import LIST_HEADER, ChoiceList

# Heads of the list of sheets, and the letters of their columns.
SHEETS = {"No": 6, "Lembar": 24, "Harus ada isi": 18, "Guna": 72, "Keadaan awal": 36}


def write_guide(
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


def write_lists(ws: Worksheet, lists: Iterable[ChoiceList]) -> None:
    """Write the lists that cells of other sheets are chosen from, each in a column of its own."""
    for choices in lists:
        header = ws.cell(LIST_HEADER, choices.column, f"Daftar {choices.title}")
        style.style_header(header, required=choices.strict)
        for row, entry in enumerate(choices.entries, LIST_HEADER + 1):
            write(ws.cell(row, choices.column), entry)
        width = max(map(len, (*choices.entries, str(header.value))))
        ws.column_dimensions[header.column_letter].width = min(width + 3, style.LARGEST_WIDTH)


def write_left_out(ws: Worksheet, schemas: Sequence[type[Schema]]) -> None:
    """Name the sheets that this office does not need; any of them may be added later."""
    if schemas:
        names = ", ".join(s.SHEET for s in schemas)
        text = f"Tidak disertakan karena tidak diperlukan: {names}. Bila kemudian diperlukan, "
        text += "tambahkan lembar bernama itu; lkip check menyebut judul kolomnya."
        _write_across(ws, ws.max_row + 2, 2, text)
