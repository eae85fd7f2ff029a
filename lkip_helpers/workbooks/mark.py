"""Copies of the workbooks whose faulty cells are coloured and say what is wrong with them.

They hold nobody: what no contract reads is emptied where it may be a person.
"""

import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.utils.cell import range_boundaries
from openpyxl.workbook import Workbook
from openpyxl.worksheet.header_footer import HeaderFooter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from lkip_helpers.intake.finding import Finding, Level
from lkip_helpers.intake.placing import new_folder, place_folder
from lkip_helpers.intake.sheet import SheetRows, read_sheet, tidy_up
from lkip_helpers.intake.workbook import UnreadableWorkbook, WorkbookFile, open_for_editing
from lkip_helpers.schema import READ
from lkip_helpers.schema.base import INSTRUCTIONS, Schema
from lkip_helpers.schema.cells import EXCEL_PRECISION, TRAITS, is_personal, list_rare
from lkip_helpers.schema.kinds import read_kind
from lkip_helpers.workbooks import style
from lkip_helpers.workbooks.style import AUTHOR, save, take_note, write, write_table
from lkip_helpers.workbooks.template import VERTICAL_HEADS, explain
from lkip_helpers.workspace import Workspace

_NUMBER = " 0123456789"  # a year behind a title


def clear_unknown(workbook: Workbook, file: Path) -> int:
    """Empty the texts under no contract; how many cells. Notes, links and page heads go too.

    In a workbook of people numbers and formulas as well; elsewhere others may be made of them.
    """
    own, source = {tidy_up(k.SHEET): k for k in READ if file.name == k.FILE}, WorkbookFile(file)
    people, count = any(k.PEOPLE for k in own.values()), 0
    for ws in (s for s in workbook.worksheets if tidy_up(s.title) != tidy_up(INSTRUCTIONS)):
        schema = own.get(tidy_up(ws.title))
        read = read_sheet(source, schema) if schema else None
        rare = _list_rare(ws, read) if read else set()
        for cell in (c for row in ws.iter_rows() for c in row):
            known = read is not None and _is_read(read, cell) and cell.coordinate not in rare
            count += _clear(cell, known, people)
        ws.HeaderFooter = HeaderFooter()
    return count


def _is_read(read: SheetRows, cell: Cell | MergedCell) -> bool:
    """Whether a contract reads the cell, or it is a head of the table or a text of the template."""
    if read.schema.VERTICAL:
        rows = sorted(read.column.values()) or [0]
        inside = cell.column == 2 and cell.row in rows
        head = cell.column == 1 and cell.row in rows
    else:
        inside = cell.column in read.fields and cell.row > read.header
        head = cell.column in read.fields and cell.row == read.header
    if inside or head:
        return inside or not is_personal(cell.value)
    return str(cell.value).rstrip(_NUMBER) in _list_own(read.schema)


def _list_rare(ws: Worksheet, read: SheetRows) -> set[str]:
    """Cells of a characteristic of respondents that may be a name."""
    rare: set[str] = set()
    for trait in set(TRAITS) & read.column.keys():
        column = get_column_letter(read.column[trait])
        rows = range((read.header or 0) + 1, ws.max_row + 1)
        said = {n: str(v) for n in rows if (v := ws[f"{column}{n}"].value) is not None}
        rare |= {f"{column}{n}" for n in list_rare(trait, said)}
    return rare


@cache
def _list_own(schema: type[Schema]) -> set[str]:
    """What the template writes beside the table."""
    said = (explain(read_kind(schema, name)) for name in schema.model_fields)
    title = f"{schema.SHEET.upper()} – TAHUN"
    return {t.rstrip(_NUMBER) for t in (title, f"{schema.USE}.", *VERTICAL_HEADS, *said)}


def list_notes(workbook: Workbook, sheet: str) -> list[str]:
    """Cells of a sheet with notes of people; those of the template are ours."""
    own = (ws for ws in workbook.worksheets if tidy_up(ws.title) == tidy_up(sheet))
    cells = (c for ws in own for row in ws.iter_rows() for c in row)
    return [c.coordinate for c in cells if c.comment and c.comment.author != AUTHOR]


def _clear(cell: Cell | MergedCell, known: bool, people: bool) -> bool:
    """Whether the cell held something that its copy is not to hold."""
    foreign = bool(cell.comment) and cell.comment.author != AUTHOR
    if foreign:
        cell.comment = None
    if cell.hyperlink and cell.hyperlink.target:
        cell.hyperlink = None
    if known or isinstance(cell, MergedCell) or cell.value is None:
        return foreign
    amount = cell.data_type == "n" and abs(cell.value) < EXCEL_PRECISION
    if not people and (amount or (cell.data_type in "fdb" and not is_personal(cell.value))):
        return foreign
    cell.value = None
    return True


COLORS: dict[Level, str] = {"salah": "F4B6B0", "belum": "FFE699", "peringatan": "BDD7EE"}
COLUMNS = {"No": 5, "Tingkat": 12, "Lembar": 20, "Sel": 18, "Isi sel": 24, "Masalah": 60,
           "Perbaikan": 60}  # fmt: skip
CELL_LIMIT = 20_000  # a range longer than this is a whole sheet: only its first cell is marked


def write_copies(workspace: Workspace, findings: list[Finding]) -> tuple[list[Path], list[Finding]]:
    """Marked copies of the workbooks that have findings; former copies are replaced.

    The originals are only read. Beside the copies: the findings of workbooks that cannot be copied.
    """
    destination, copied, failed = workspace.check_copies, list[Path](), list[Finding]()
    with new_folder(destination) as new:
        for name in sorted({t.berkas for t in findings if t.lembar}):
            try:
                workbook = open_for_editing(workspace.raw / name)
            except UnreadableWorkbook as error:
                failed.append(error.finding)
                continue
            clear_unknown(workbook, workspace.raw / name)
            mark(workbook, [t for t in findings if t.berkas == name])
            save(workbook, new / name)
            copied.append(destination / name)
        if copied:
            place_folder(new, destination)
        else:
            shutil.rmtree(destination, ignore_errors=True)
    return copied, failed


def mark(workbook: Workbook, findings: list[Finding]) -> None:
    """Colour the cells by tingkat, note message and cure on them, and list all on a first sheet.

    Where a cell has several findings its colour is that of the gravest.
    """
    sheet = {tidy_up(n): workbook[n] for n in workbook.sheetnames}
    order = list(COLORS)
    for t in sorted(findings, key=lambda t: -order.index(t.tingkat)):
        ws = sheet.get(tidy_up(t.lembar))
        marked = list(_list_cells(ws, t.sel)) if ws else []
        for cell in marked:
            cell.fill = style.fill(COLORS[t.tingkat])
        if marked:
            take_note(marked[0], f"{t.tingkat.upper()}: {t.pesan}.\nPerbaikan: {t.saran}.")
    _write_list(workbook, findings, sheet)


def _list_cells(ws: Worksheet, address: str) -> Iterator[Cell]:
    """The cells of "E9, E12:E20"; of a merged range the one that shows."""
    shown = {place: r.start_cell for r in ws.merged_cells.ranges for place in r.cells}
    for part in filter(None, address.split(", ")):
        k1, b1, k2, b2 = range_boundaries(part)
        if (b2 - b1 + 1) * (k2 - k1 + 1) > CELL_LIMIT:
            k2, b2 = k1, b1
        for cell in (c for row in ws.iter_rows(b1, b2, k1, k2) for c in row):
            if not isinstance(cell, MergedCell):
                yield cell
            elif part.isalnum():
                first = shown[cell.row, cell.column]
                yield ws.cell(first.row, first.column)


def _write_list(workbook: Workbook, findings: list[Finding], sheet: dict[str, Worksheet]) -> None:
    ws = workbook.create_sheet("Temuan", 0)
    workbook.active = 0
    for other in workbook.worksheets[1:]:
        other.sheet_view.tabSelected = False
    write(ws["A1"], f"Temuan pada {findings[0].berkas}: {len(findings)}")
    write(ws["A2"], "Salinan untuk dibaca; perbaiki di berkas aslinya, lalu jalankan lkip check.")
    ws["A1"].font = style.font(bold=True, size=14)
    for letter, width in zip("ABCDEFG", COLUMNS.values(), strict=True):
        ws.column_dimensions[letter].width = width
    rows = ((t.tingkat, t.lembar, t.sel, t.value, t.pesan, t.saran) for t in findings)
    write_table(ws, 4, COLUMNS, ((n, *row) for n, row in enumerate(rows, 1)))
    for row, t in enumerate(findings, 5):
        ws.cell(row, 2).fill = style.fill(COLORS[t.tingkat])
        if destination := sheet.get(tidy_up(t.lembar)):
            _link(ws.cell(row, 4), destination, t.sel)
    style.set_heights(ws, 5)
    ws.freeze_panes = "A5"
    ws.auto_filter.ref = f"A4:G{4 + len(findings)}"


def _link(cell: Cell, destination: Worksheet, address: str) -> None:
    """A link to the first cell of `address`, or to the top of the sheet."""
    first = address.partition(",")[0] or "A1"
    if not address:
        write(cell, "lembarnya")
    there = f"{quote_sheetname(destination.title)}!{first}"
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=there)
    cell.font = style.font(color=style.LINK, underlined=True)
