"""Copies of a workbook hold nobody: what no contract reads is emptied where it may be a person."""

from pathlib import Path

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.workbook import Workbook

from lkip_helpers.intake.sheet import read_sheet, tidy_up
from lkip_helpers.intake.workbook import WorkbookFile
from lkip_helpers.schema import READ
from lkip_helpers.schema.base import INSTRUCTIONS
from lkip_helpers.schema.personal import is_personal

PEOPLE = frozenset(k.FILE for k in READ if k.PEOPLE)


def clear_unknown(workbook: Workbook, file: Path) -> int:
    """Empty cells under no contract that look personal; how many.

    In a workbook of people all of them, whatever they look like, and the notes on its cells.
    """
    own, source = {tidy_up(k.SHEET): k for k in READ if file.name == k.FILE}, WorkbookFile(file)
    count = 0
    for ws in (s for s in workbook.worksheets if tidy_up(s.title) != tidy_up(INSTRUCTIONS)):
        schema = own.get(tidy_up(ws.title))
        read = read_sheet(source, schema) if schema else None
        known = set() if read is None else {1, 2} if read.schema.VERTICAL else set(read.mapped)
        for row in ws.iter_rows(min_row=read.header + 1 if read else 1):
            count += sum(_clear(c, c.column in known, file.name in PEOPLE) for c in row)
    return count


def _clear(cell: Cell | MergedCell, known: bool, people: bool) -> bool:
    """Whether the cell held something that its copy is not to hold."""
    note = bool(cell.comment) and (people or is_personal(cell.comment.text))
    if note:
        cell.comment = None
    if known or isinstance(cell, MergedCell) or cell.value is None:
        return note
    if not people and not (isinstance(cell.value, str) and is_personal(cell.value)):
        return note
    cell.value = None
    return True
