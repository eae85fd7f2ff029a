"""How a template looks, and writing cells so that no text becomes a formula."""

import re
from collections.abc import Iterable, Mapping
from copy import copy as shallow_copy
from math import ceil
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from lkip_helpers.intake.sheetfacts import COLUMNS
from lkip_helpers.schema.cells import drop_zero

DARK_BLUE, GREY, YELLOW, LIGHT_BLUE, WHITE = "1F3864", "D9DEE7", "FFF2CC", "DDEBF7", "FFFFFF"
INK, MUTED, LINE = "1B1B1B", "595959", "BFBFBF"
FONT, LINK = "Calibri", "0563C1"
SMALLEST_WIDTH, LARGEST_WIDTH = 12, 56
ROW_HEIGHT = 15
OPEN, LOCKED = Protection(locked=False), Protection(locked=True)
CELL_BORDER = Border(*[Side("thin", color=LINE)] * 4)
AUTHOR = "LKIP"
_NAMES = re.compile(rb"(<(?:dc:|cp:|Manager|Company|vt:lpwstr)[^>]*>)[^<]+")  # in docProps/
NOTE_WIDTH, NOTE_LINE, LETTERS_PER_LINE = 330, 20, 44


def font(*, bold: bool = False, size: int = 11, color: str = INK, underlined: bool = False) -> Font:
    """The one typeface of the templates."""
    underline = "single" if underlined else None
    return Font(name=FONT, bold=bold, size=size, color=color, underline=underline)


def fill(color: str) -> PatternFill:
    """A solid fill."""
    return PatternFill("solid", fgColor=color)


def style_title(ws: Worksheet, title: str, use: str) -> None:
    """Title and purpose above the table."""
    ws["A1"], ws["A2"] = title, use
    ws["A1"].font, ws["A2"].font = font(bold=True, size=14, color=DARK_BLUE), font(color=MUTED)
    ws["A1"].protection = ws["A2"].protection = LOCKED
    ws.row_dimensions[1].height = 24


def style_header(cell: Cell, *, required: bool, editable: bool = False) -> None:
    """A header, dark where the column must be filled, else light; editable: not locked."""
    cell.font = font(bold=True, color=WHITE if required else INK)
    cell.fill = fill(DARK_BLUE if required else GREY)
    cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
    cell.border = CELL_BORDER
    cell.protection = OPEN if editable else LOCKED


def style_entry(cell: Cell, number_format: str, *, carried: bool, like: Cell) -> None:
    """A cell for data: unlocked, blue if carried over or proposed; like: one that is so already."""
    if like is not cell:  # openpyxl would look up each part of the style anew
        cell._style = shallow_copy(like._style)  # noqa: SLF001 its copy() is slow
        return
    cell.number_format, cell.font = number_format, font()
    text = number_format == "@"
    cell.alignment = Alignment(wrap_text=text, vertical="top", horizontal=None if text else "right")
    cell.border, cell.protection = CELL_BORDER, OPEN
    if carried:
        cell.fill = fill(LIGHT_BLUE)


def highlight_missing(ws: Worksheet, span: str, formula: str) -> None:
    """Colour cells yellow where `formula` holds: they are to be filled in now."""
    rule = FormulaRule(formula=[formula], fill=PatternFill(bgColor=YELLOW, fill_type="solid"))
    ws.conditional_formatting.add(span, rule)


def set_widths(ws: Worksheet, lengths: Iterable[int]) -> None:
    """Width of each column by its longest text, within bounds; every column is unlocked."""
    last = 0
    for last, length in enumerate(lengths, 1):
        column = ws.column_dimensions[get_column_letter(last)]
        column.width = min(max(length + 3, SMALLEST_WIDTH), LARGEST_WIDTH)
        column.protection = OPEN
    rest = ws.column_dimensions[get_column_letter(last + 1)]
    rest.min, rest.max = last + 1, COLUMNS
    rest.width, rest.protection = SMALLEST_WIDTH, OPEN


def set_heights(ws: Worksheet, first: int) -> None:
    """Rows from `first` on tall enough for wrapped text; not every program sets that itself."""
    for cells in ws.iter_rows(first):
        widths = ((c, ws.column_dimensions[c.column_letter].width) for c in cells if c.value)
        lines = max((ceil(len(str(c.value)) / w) for c, w in widths), default=1)
        if lines > 1:
            ws.row_dimensions[cells[0].row].height = ROW_HEIGHT * lines


def protect(ws: Worksheet) -> None:
    """Protect the headers without a password; rows may still be added, deleted and sorted."""
    ws.protection.sheet = True
    for allowed in ("formatCells", "formatColumns", "formatRows", "insertRows", "deleteRows",
                  "insertColumns", "sort", "autoFilter"):  # fmt: skip
        setattr(ws.protection, allowed, False)


def set_print(ws: Worksheet, header: int) -> None:
    """Landscape, fitted to the width of a page, with row `header` (0: none) on every page."""
    ws.page_setup.orientation, ws.page_setup.paperSize = "landscape", 9
    ws.page_setup.fitToWidth, ws.page_setup.fitToHeight = 1, 0
    ws.sheet_properties.pageSetUpPr.fitToPage = True
    if header:
        ws.print_title_rows = f"{header}:{header}"


def clean(text: str) -> str:
    """The text without the control characters that a workbook cannot hold."""
    return ILLEGAL_CHARACTERS_RE.sub("", text)


def write(cell: Cell, value: Any) -> None:
    """Write a value: a whole float as an integer, and text always as text, never as a formula."""
    cell.value = clean(value) if isinstance(value, str) else drop_zero(value)
    if isinstance(value, str):
        cell.data_type = "s"


def write_wrapped(cell: Cell, value: Any) -> None:
    """Write a value in the usual font, wrapped, at the top left."""
    write(cell, value)
    cell.font = font()
    cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="left")


def write_link(cell: Cell, sheet: str, address: str = "A1") -> None:
    """Make the cell a link to a cell of another sheet."""
    location = f"{quote_sheetname(sheet)}!{address}"
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=location)
    cell.font = font(color=LINK, underlined=True)


def write_table(ws: Worksheet, start: int, columns: Mapping[str, int], rows: Iterable[Any]) -> None:
    """Write a header in row `start`, and below it rows as high as their wrapped texts.

    columns: titles, each with its width in letters.
    """
    for column, (title, width) in enumerate(columns.items(), 1):
        style_header(ws.cell(start, column, title), required=True)
        ws.column_dimensions[get_column_letter(column)].width = width
    for row, values in enumerate(rows, start + 1):
        for column, value in enumerate(values, 1):
            cell = ws.cell(row, column)
            write_wrapped(cell, value)
            cell.border = CELL_BORDER
    set_heights(ws, start + 1)


def add_note(cell: Cell, text: str) -> None:
    """Add a note to a cell, below the one it already has, and tall enough to be read."""
    old = f"{cell.comment.text}\n\n" if cell.comment else ""
    note = Comment(clean(f"{old}{text}"), AUTHOR)
    lines = sum(1 + len(line) // LETTERS_PER_LINE for line in note.text.split("\n"))
    note.width, note.height = NOTE_WIDTH, NOTE_LINE * (lines + 1)
    cell.comment = note


class _AnonymousZip(ZipFile):
    """A ZIP archive without names of people and without dates, which must lie in 1980–2107."""

    def writestr(self, name: Any, data: Any, *_: Any) -> None:
        if name.startswith("docProps/"):
            data = _NAMES.sub(rb"\1", data)
        super().writestr(ZipInfo(name), data, ZIP_DEFLATED)

    def write(self, filename: Any, *name: Any) -> None:
        self.writestr(name[0], Path(filename).read_bytes())


def save(workbook: Workbook, file: Path) -> None:
    """Save the workbook without names and dates."""
    ExcelWriter(workbook, _AnonymousZip(file, "w")).save()


def copy(source: Path, file: Path) -> None:
    """Copy a workbook without the names of those who made it."""
    with ZipFile(source) as old, _AnonymousZip(file, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
