"""Copies of a workbook hold nobody: what no contract reads is emptied where it may be a person."""

from functools import cache
from pathlib import Path

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.header_footer import HeaderFooter
from openpyxl.worksheet.worksheet import Worksheet

from lkip_helpers.intake.sheet import SheetRows, read_sheet, tidy_up
from lkip_helpers.intake.workbook import WorkbookFile
from lkip_helpers.schema import READ
from lkip_helpers.schema.base import INSTRUCTIONS, Schema
from lkip_helpers.schema.cells import DIGIT_EXCEL
from lkip_helpers.schema.kinds import read_kind
from lkip_helpers.schema.personal import TRAITS, is_personal, list_rare
from lkip_helpers.workbooks.style import AUTHOR
from lkip_helpers.workbooks.template import VERTICAL_HEADS, explain

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
        inside = cell.column in read.mapped and cell.row > read.header
        head = cell.column in read.mapped and cell.row == read.header
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
    amount = cell.data_type == "n" and abs(cell.value) < DIGIT_EXCEL
    if not people and (amount or (cell.data_type in "fdb" and not is_personal(cell.value))):
        return foreign
    cell.value = None
    return True
