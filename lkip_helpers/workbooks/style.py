"""How a template looks, and values put into its cells as they are: none becomes a formula."""

import re
from collections.abc import Iterable
from math import ceil
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

DARK_BLUE, GREY, YELLOW, LIGHT_BLUE, WHITE = "1F3864", "D9DEE7", "FFF2CC", "DDEBF7", "FFFFFF"
INK, MUTED, LINE = "1B1B1B", "595959", "BFBFBF"
FONT, LINK = "Calibri", "0563C1"
SMALLEST_WIDTH, LARGEST_WIDTH = 12, 56
LAST_COLUMN = 16_384
ROW_HEIGHT = 15
OPEN, LOCKED = Protection(locked=False), Protection(locked=True)
CELL_BORDER = Border(*[Side("thin", color=LINE)] * 4)


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


def style_header(cell: Cell, *, required: bool, open_items: bool = False) -> None:
    """A header: dark where the column must be filled, light where it may stay empty."""
    cell.font = font(bold=True, color=WHITE if required else INK)
    cell.fill = fill(DARK_BLUE if required else GREY)
    cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
    cell.border = CELL_BORDER
    cell.protection = OPEN if open_items else LOCKED


def style_entry(cell: Cell, format_number: str, *, carried: bool) -> None:
    """A cell for data: unlocked, and blue where its value comes from elsewhere."""
    cell.number_format, cell.font = format_number, font()
    text = format_number == "@"
    cell.alignment = Alignment(wrap_text=text, vertical="top", horizontal=None if text else "right")
    cell.border, cell.protection = CELL_BORDER, OPEN
    if carried:
        cell.fill = fill(LIGHT_BLUE)


def request_content(ws: Worksheet, span: str, formula: str) -> None:
    """Yellow wherever `formula` holds: the cell is to be filled in now."""
    rule = FormulaRule(formula=[formula], fill=PatternFill(bgColor=YELLOW, fill_type="solid"))
    ws.conditional_formatting.add(span, rule)


def set_widths(ws: Worksheet, width: Iterable[int]) -> None:
    """Widths by the longest text, within bounds; every cell of every column can be written in."""
    last = 0
    for last, count in enumerate(width, 1):
        column = ws.column_dimensions[get_column_letter(last)]
        column.width = min(max(count + 3, SMALLEST_WIDTH), LARGEST_WIDTH)
        column.protection = OPEN
    remainder = ws.column_dimensions[get_column_letter(last + 1)]
    remainder.min, remainder.max = last + 1, LAST_COLUMN
    remainder.width, remainder.protection = SMALLEST_WIDTH, OPEN


def set_heights(ws: Worksheet, initial: int) -> None:
    """Rows from `initial` tall enough for their wrapped text: not every program does so itself."""
    for rows in ws.iter_rows(initial):
        width = ((s, ws.column_dimensions[s.column_letter].width) for s in rows if s.value)
        lines = max((ceil(len(str(s.value)) / w) for s, w in width), default=1)
        if lines > 1:
            ws.row_dimensions[rows[0].row].height = ROW_HEIGHT * lines


def protect(ws: Worksheet) -> None:
    """Protect the heads without a password; rows may still be added, deleted and sorted."""
    ws.protection.sheet = True
    for allowed in ("formatCells", "formatColumns", "formatRows", "insertRows", "deleteRows",
                  "insertColumns", "sort", "autoFilter"):  # fmt: skip
        setattr(ws.protection, allowed, False)


def set_print(ws: Worksheet, header: int) -> None:
    """Landscape, as wide as one page, the head on every page."""
    ws.page_setup.orientation, ws.page_setup.paperSize = "landscape", 9
    ws.page_setup.fitToWidth, ws.page_setup.fitToHeight = 1, 0
    ws.sheet_properties.pageSetUpPr.fitToPage = True
    if header:
        ws.print_title_rows = f"{header}:{header}"


AUTHOR = "LKIP"
_WHO = re.compile(rb"(<(?:dc:|cp:|Manager|Company|vt:lpwstr)[^>]*>)[^<]+")  # in docProps/
NOTE_WIDTH, NOTE_LINE, LETTERS_PER_LINE = 330, 20, 44


def clean(text: str) -> str:
    """Without the control characters a workbook cannot hold."""
    return ILLEGAL_CHARACTERS_RE.sub("", text)


def write(cell: Cell, value: Any) -> None:
    """The value, with a whole float as a whole number, and text always as text."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if not isinstance(value, str):
        cell.value = value
        return
    cell.value = clean(value)
    cell.data_type = "s"


def write_table(ws: Worksheet, start: int, titles: Iterable[str], rows: Iterable[Any]) -> None:
    """A head in row `start`, and below it rows whose texts are wrapped."""
    for column, title in enumerate(titles, 1):
        style_header(ws.cell(start, column, title), required=True)
    for row, values in enumerate(rows, start + 1):
        for column, value in enumerate(values, 1):
            cell = ws.cell(row, column)
            write(cell, value)
            cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="left")
            cell.font, cell.border = font(), CELL_BORDER


def take_note(cell: Cell, text: str) -> None:
    """A note on a cell, below the one it already has, and tall enough to be read."""
    old = f"{cell.comment.text}\n\n" if cell.comment else ""
    note = Comment(clean(f"{old}{text}"), AUTHOR)
    rows = sum(1 + len(b) // LETTERS_PER_LINE for b in note.text.split("\n"))
    note.width, note.height = NOTE_WIDTH, NOTE_LINE * (rows + 1)
    cell.comment = note


class _Nameless(ZipFile):
    """An archive that names nobody, and no date: it can say none before 1980 nor after 2107."""

    def writestr(self, name: Any, data: Any, *_: Any) -> None:
        if name.startswith("docProps/"):
            data = _WHO.sub(rb"\1", data)
        super().writestr(ZipInfo(name), data, ZIP_DEFLATED)

    def write(self, filename: Any, *name: Any) -> None:
        self.writestr(name[0], Path(filename).read_bytes())


def save(workbook: Workbook, file: Path) -> None:
    """The workbook as a file, whatever the clock of this computer says."""
    ExcelWriter(workbook, _Nameless(file, "w")).save()


def copy(workbook: Path, file: Path) -> None:
    """The workbook as it is, but for the names of those who made it."""
    with ZipFile(workbook) as old, _Nameless(file, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
