"""The first sheet of a new workbook: what to do, in which order, and what the colours mean."""

from collections.abc import Iterable, Mapping, Sequence

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from lkip_helpers.rules import load_rules
from lkip_helpers.schema import EVERY
from lkip_helpers.schema.base import INSTRUCTIONS, Schema
from lkip_helpers.workbooks import style
from lkip_helpers.workbooks.carryover import SheetContent
from lkip_helpers.workbooks.style import write, write_table
from lkip_helpers.workbooks.validation import LIST_HEADER, ChoiceList

LEGEND = (
    (style.DARK_BLUE, style.WHITE, "Judul kolom", "Kolom wajib: setiap baris harus mengisinya."),
    (style.GREY, style.INK, "Judul kolom", "Kolom boleh kosong."),
    (style.YELLOW, style.INK, "", "Sel yang harus diisi sekarang; warnanya hilang setelah diisi."),
    (
        style.LIGHT_BLUE, style.INK, "Isi",
        "Dibawa dari tahun lalu, dihitung, atau usulan; baca, ubah bila perlu.",
    ),
    (style.WHITE, style.INK, "", "Sel isian biasa; baris baru ditulis di bawah baris terakhir."),
)  # fmt: skip


def write_guide(
    ws: Worksheet, file: str, unit: str, tahun: int, origin: int | None,
    content: Mapping[type[Schema], SheetContent],
) -> None:  # fmt: skip
    """Fill the sheet; content: what each sheet of this workbook begins with."""
    ws.title = INSTRUCTIONS
    begun = "Yang berwarna biru ialah usulan menurut peraturan; baca dan sesuaikan."
    if origin is not None:
        begun = f"Yang tetap sudah dibawa dari tahun {origin}; angka tahun ini masih kosong."
    style.style_title(ws, f"PETUNJUK PENGISIAN {file} – TAHUN {tahun}", f"Unit: {unit}. {begun}")
    order = ", lalu ".join(dict.fromkeys([*(k.FILE for k in EVERY), file]))
    met = {"urutan": order, "berkas": file, "tahun": tahun}
    steps = [step.format(**met) for step in load_rules("petunjuk")["langkah"]]
    for row, step in enumerate(steps, 4):
        _write(ws.cell(row, 1), row - 3)
        _write(ws.cell(row, 2), step)
        ws.merge_cells(start_row=row, start_column=2, end_row=row, end_column=5)
    row = _write_legend(ws, len(steps) + 5)
    _write_list(ws, row + 1, content)
    for letter, width in zip("ABCDE", (6, 24, 18, 62, 34), strict=True):
        ws.column_dimensions[letter].width = width
    ws.sheet_view.showGridLines = False
    ws.sheet_properties.tabColor = "BF8F00"
    ws.protection.sheet = True
    style.set_print(ws, 0)


def _write(cell: Cell, value: object) -> None:
    write(cell, value)
    cell.font = style.font()
    cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="left")


def _write_heading(ws: Worksheet, row: int, text: str) -> None:
    ws.cell(row, 1, text).font = style.font(bold=True, size=12, color=style.DARK_BLUE)


def _write_legend(ws: Worksheet, row: int) -> int:
    _write_heading(ws, row, "Arti warna")
    for at, (background, letter, example, meaning) in enumerate(LEGEND, row + 1):
        cell = ws.cell(at, 2, example)
        cell.fill = style.fill(background)
        cell.font = style.font(bold=example != "Isi", color=letter)
        cell.alignment, cell.border = Alignment(horizontal="center"), style.CELL_BORDER
        _write(ws.cell(at, 3), meaning)
        ws.merge_cells(start_row=at, start_column=3, end_row=at, end_column=5)
    return row + len(LEGEND) + 1


def _write_list(ws: Worksheet, row: int, contents: Mapping[type[Schema], SheetContent]) -> None:
    """The sheets in the order of filling, each with a link."""
    _write_heading(ws, row, "Daftar lembar")
    rows = []
    for ordinal, (k, content) in enumerate(contents.items(), 1):
        what = "usulan; baca dan sesuaikan" if content.origin else "sudah ada; periksa"
        state = f"{len(content.rows)} baris {what}" if content.rows else "kosong"
        state = "isian di kolom Nilai" if k.VERTICAL else state
        required = "wajib" if k.SHEET_REQUIRED else "boleh kosong"
        rows.append((ordinal, k.SHEET, required, k.USE, state))
    write_table(ws, row + 1, ("No", "Lembar", "Harus ada isi", "Guna", "Keadaan awal"), rows)
    for at, k in enumerate(contents, row + 2):
        link = ws.cell(at, 2)
        link.hyperlink = Hyperlink(ref=link.coordinate, location=f"'{k.SHEET}'!A1")
        link.font = style.font(color=style.LINK, underlined=True)


def write_lists(ws: Worksheet, lists: Iterable[ChoiceList]) -> None:
    """What cell of other sheets are chosen from, beside the text, a column each."""
    for one in lists:
        header = ws.cell(LIST_HEADER, one.column, f"Daftar {one.title}")
        style.style_header(header, required=one.strict)
        for rows, entry in enumerate(one.entries, LIST_HEADER + 1):
            write(ws.cell(rows, one.column), entry)
        width = max(map(len, (*one.entries, str(header.value))))
        ws.column_dimensions[header.column_letter].width = min(width + 3, style.LARGEST_WIDTH)


def write_left_out(ws: Worksheet, schemas: Sequence[type[Schema]]) -> None:
    """Sheets this office said it does not need; any of them may be added later."""
    if schemas:
        names = ", ".join(k.SHEET for k in schemas)
        text = f"Tidak disertakan karena tidak diperlukan: {names}. Bila kemudian diperlukan, "
        text += "tambahkan lembar bernama itu; lkip check menyebut judul kolomnya."
        _write(ws.cell(ws.max_row + 2, 2), text)
