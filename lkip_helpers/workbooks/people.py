"""Copies of a workbook hold nobody: what no contract reads is emptied where it may be a person."""

from pathlib import Path

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.header_footer import HeaderFooter

from lkip_helpers.intake.sheet import read_sheet, tidy_up
from lkip_helpers.intake.workbook import WorkbookFile
from lkip_helpers.schema import READ
from lkip_helpers.schema.base import INSTRUCTIONS
from lkip_helpers.schema.cells import DIGIT_EXCEL
from lkip_helpers.schema.personal import is_personal
from lkip_helpers.workbooks.writing import AUTHOR


def clear_unknown(workbook: Workbook, file: Path, *, last: bool = False) -> int:
    """Empty the texts under no contract; how many cells. Notes, links and page heads go too.

    In a workbook of people numbers and formulas as well; elsewhere others may be made of them, and
    of the last copy of a text (last) only what looks personal goes.
    """
    own, source = {tidy_up(k.SHEET): k for k in READ if file.name == k.FILE}, WorkbookFile(file)
    people, count = any(k.PEOPLE for k in own.values()), 0
    for ws in (s for s in workbook.worksheets if tidy_up(s.title) != tidy_up(INSTRUCTIONS)):
        schema = own.get(tidy_up(ws.title))
        read = read_sheet(source, schema) if schema else None
        known = set() if read is None else {1, 2} if read.schema.VERTICAL else set(read.mapped)
        head = 0 if read is None else ws.max_row if read.schema.VERTICAL else read.header
        for cell in (c for row in ws.iter_rows() for c in row):
            above = cell.row <= head
            spared = above or (last and not people)
            count += _clear(cell, cell.column in known, people and not above, spared)
        ws.HeaderFooter = HeaderFooter()
    return count


def _clear(cell: Cell | MergedCell, known: bool, people: bool, spared: bool) -> bool:
    """Whether the cell held something that its copy is not to hold."""
    note, value = cell.comment, cell.value
    foreign = bool(note) and note.author != AUTHOR and not (spared and not is_personal(note.text))
    if foreign:
        cell.comment = None
    if cell.hyperlink and cell.hyperlink.target:
        cell.hyperlink = None
    if known or isinstance(cell, MergedCell) or value is None:
        return foreign
    amount = cell.data_type == "n" and abs(value) < DIGIT_EXCEL
    plain = (spared or cell.data_type != "s") and not is_personal(value)
    if not people and (amount or plain):
        return foreign
    cell.value = None
    return True
