"""Copies of the workbooks in which faulty cells are coloured and carry a note.

They hold no personal data: cells without a contract are emptied where they may hold some.
"""

import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import range_boundaries
from openpyxl.workbook import Workbook
from openpyxl.worksheet.header_footer import HeaderFooter
from openpyxl.worksheet.worksheet import Worksheet

from lkip_helpers.intake.finding import Finding, Level, UnreadableFile
from lkip_helpers.intake.placing import new_folder, place_folder
from lkip_helpers.intake.sheet import read_sheet
from lkip_helpers.intake.sheetrows import SheetRows
from lkip_helpers.intake.workbook import WorkbookFile, open_for_editing
from lkip_helpers.schema.base import INSTRUCTIONS, Schema
from lkip_helpers.schema.cells import EXCEL_PRECISION, TRAITS, fold_text, is_personal, list_rare
from lkip_helpers.schema.sheets import READ
from lkip_helpers.workbooks import style
from lkip_helpers.workbooks.style import AUTHOR, add_note, save, write, write_link, write_table
from lkip_helpers.workbooks.template import VERTICAL_HEADS, explain
from lkip_helpers.workspace import Workspace

_YEAR = " 0123456789"  # what a year behind a title consists of
COLORS: dict[Level, str] = {
    "salah": "F4B6B0", "belum": "FFE699", "peringatan": "BDD7EE", "catatan": "E2EFDA"
}  # fmt: skip
COLUMNS = {"No": 5, "Tingkat": 12, "Lembar": 20, "Sel": 18, "Isi sel": 24, "Masalah": 60,
           "Perbaikan": 60}  # fmt: skip
MOST_MARKED = 20_000  # of a larger range, a whole sheet, only the first cell is marked


def clear_unknown(workbook: Workbook, file: Path) -> int:
    """Empty the texts that no contract reads, and count them; notes, links, page headers go too.

    In a workbook of people numbers and formulas are emptied as well; elsewhere they stay, since
    other cells may be computed from them.
    """
    schemas = {fold_text(s.SHEET): s for s in READ if file.name == s.FILE}
    people, count, source = any(s.PEOPLE for s in schemas.values()), 0, WorkbookFile(file)
    for ws in (s for s in workbook.worksheets if fold_text(s.title) != fold_text(INSTRUCTIONS)):
        schema = schemas.get(fold_text(ws.title))
        table = read_sheet(source, schema) if schema else None
        rare = _list_rare(ws, table) if table else set()
        for cell in (c for row in ws.iter_rows() for c in row):
            known = table is not None and _is_read(table, cell) and cell.coordinate not in rare
            count += _clear(cell, known, people)
        ws.HeaderFooter = HeaderFooter()
    return count


def _is_read(table: SheetRows, cell: Cell | MergedCell) -> bool:
    """Whether a contract reads the cell, or it is a header or a text of the template."""
    if table.schema.VERTICAL:
        is_value = cell.column == 2
        belongs = cell.column <= 2 and cell.row in table.positions.values()
    else:
        is_value = cell.row > table.header
        belongs = cell.column in table.fields and cell.row >= table.header
    if belongs:
        return is_value or not is_personal(cell.value)
    return str(cell.value).rstrip(_YEAR) in _list_template_texts(table.schema)


def _list_rare(ws: Worksheet, table: SheetRows) -> set[str]:
    """Addresses of characteristics of respondents that may be a name."""
    rare: set[str] = set()
    for trait in set(TRAITS) & table.positions.keys():
        letter = get_column_letter(table.positions[trait])
        cells = {row: ws[f"{letter}{row}"].value for row in range(table.header + 1, ws.max_row + 1)}
        texts = {row: str(value) for row, value in cells.items() if value is not None}
        rare |= {f"{letter}{row}" for row in list_rare(trait, texts)}
    return rare


@cache
def _list_template_texts(schema: type[Schema]) -> set[str]:
    """The texts that the template writes beside the table."""
    meanings = (explain(kind) for kind in schema.KINDS.values())
    title = f"{schema.SHEET.upper()} – TAHUN"
    return {t.rstrip(_YEAR) for t in (title, f"{schema.USE}.", *VERTICAL_HEADS, *meanings)}


def list_notes(workbook: Workbook, sheet: str) -> list[str]:
    """Addresses of the cells of a sheet with notes of people, not of the template."""
    named = (ws for ws in workbook.worksheets if fold_text(ws.title) == fold_text(sheet))
    cells = (c for ws in named for row in ws.iter_rows() for c in row)
    return [c.coordinate for c in cells if c.comment and c.comment.author != AUTHOR]


def _clear(cell: Cell | MergedCell, known: bool, people: bool) -> bool:
    """Empty a cell of what a copy may not hold; return whether it held a note or value of that."""
    noted = bool(cell.comment) and cell.comment.author != AUTHOR
    if noted:
        cell.comment = None
    if cell.hyperlink and cell.hyperlink.target:
        cell.hyperlink = None
    if known or isinstance(cell, MergedCell) or cell.value is None:
        return noted
    is_amount = cell.data_type == "n" and abs(cell.value) < EXCEL_PRECISION
    if not people and (is_amount or (cell.data_type in "fdb" and not is_personal(cell.value))):
        return noted
    cell.value = None
    return True


def write_copies(workspace: Workspace, findings: list[Finding]) -> tuple[list[Path], list[Finding]]:
    """Write marked copies of the workbooks that have findings; former copies are replaced.

    Returns the copies, and the findings on workbooks that cannot be copied.
    """
    destination, copied, failed = workspace.check_copies, list[Path](), list[Finding]()
    with new_folder(destination) as new:
        for name in sorted({f.berkas for f in findings if f.lembar}):
            try:
                workbook = open_for_editing(workspace.raw / name)
            except UnreadableFile as error:
                failed.append(error.finding)
                continue
            clear_unknown(workbook, workspace.raw / name)
            mark(workbook, [f for f in findings if f.berkas == name])
            save(workbook, new / name)
            copied.append(destination / name)
        if copied:
            place_folder(new, destination)
        else:
            shutil.rmtree(destination, ignore_errors=True)
    return copied, failed


def mark(workbook: Workbook, findings: list[Finding]) -> None:
    """Colour faulty cells by tingkat, add notes with message and cure, list all on a first sheet.

    A cell with several findings has the colour of the gravest.
    """
    by_title = {fold_text(n): workbook[n] for n in workbook.sheetnames}
    levels = list(COLORS)
    for finding in sorted(findings, key=lambda f: -levels.index(f.tingkat)):
        ws, level = by_title.get(fold_text(finding.lembar)), finding.tingkat
        cells = list(_list_cells(ws, finding.sel)) if ws else []
        for cell in cells:
            cell.fill = style.fill(COLORS[level])
        for cell in cells[:1]:
            add_note(cell, f"{level.upper()}: {finding.pesan}.\nPerbaikan: {finding.saran}.")
    _list_findings(workbook, findings, by_title)


def _list_cells(ws: Worksheet, address: str) -> Iterator[Cell]:
    """The cells of "E9, E12:E20"; for a cell under a merge the top left one, which is shown."""
    shown = {at: merge.start_cell for merge in ws.merged_cells.ranges for at in merge.cells}
    for part in filter(None, address.split(", ")):
        left, top, right, bottom = range_boundaries(part)
        if (bottom - top + 1) * (right - left + 1) > MOST_MARKED:
            right, bottom = left, top
        for cell in (c for row in ws.iter_rows(top, bottom, left, right) for c in row):
            if not isinstance(cell, MergedCell):
                yield cell
            elif part.isalnum():
                first = shown[cell.row, cell.column]
                yield ws.cell(first.row, first.column)


def _list_findings(
    workbook: Workbook, findings: list[Finding], sheets: dict[str, Worksheet]
) -> None:
    ws = workbook.create_sheet("Temuan", 0)
    workbook.active = 0
    for other in workbook.worksheets[1:]:
        other.sheet_view.tabSelected = False
    use = "Salinan untuk dibaca; perbaiki di berkas aslinya, lalu jalankan lkip check."
    style.style_title(ws, f"Temuan pada {findings[0].berkas}: {len(findings)}", use)
    rows = ((f.tingkat, f.lembar, f.sel, f.value, f.pesan, f.saran) for f in findings)
    write_table(ws, 4, COLUMNS, ((n, *row) for n, row in enumerate(rows, 1)))
    for row, finding in enumerate(findings, 5):
        ws.cell(row, 2).fill = style.fill(COLORS[finding.tingkat])
        if sheet := sheets.get(fold_text(finding.lembar)):
            if not finding.sel:
                write(ws.cell(row, 4), "lembarnya")
            write_link(ws.cell(row, 4), sheet.title, finding.sel.partition(",")[0] or "A1")
    ws.freeze_panes = "A5"
    ws.auto_filter.ref = f"A4:G{4 + len(findings)}"
