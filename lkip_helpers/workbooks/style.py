"""How a template looks: colours with a meaning, widths, locks, cell that ask to be filled."""

from collections.abc import Iterable
from math import ceil

from openpyxl.cell.cell import Cell
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

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
