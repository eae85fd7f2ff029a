"""Put values into cell of a workbook as they are: no text becomes a formula or breaks the file."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from lkip_helpers.workbooks import style

AUTHOR = "LKIP"
_WHO = re.compile(rb"(<(?:dc:|cp:|Manager|Company|vt:lpwstr)[^>]*>)[^<]+")  # in docProps/
NOTE_WIDTH, ROW_HEIGHT, LETTERS_PER_LINE = 330, 20, 44


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
        style.style_header(ws.cell(start, column, title), required=True)
    for row, values in enumerate(rows, start + 1):
        for column, value in enumerate(values, 1):
            cell = ws.cell(row, column)
            write(cell, value)
            cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="left")
            cell.font, cell.border = style.font(), style.CELL_BORDER


def take_note(cell: Cell, text: str) -> None:
    """A note on a cell, below the one it already has, and tall enough to be read."""
    old = f"{cell.comment.text}\n\n" if cell.comment else ""
    note = Comment(clean(f"{old}{text}"), AUTHOR)
    rows = sum(1 + len(b) // LETTERS_PER_LINE for b in note.text.split("\n"))
    note.width, note.height = NOTE_WIDTH, ROW_HEIGHT * (rows + 1)
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
