"""Put values into cell of a workbook as they are: no text becomes a formula or breaks the file."""

from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.comments import Comment
from openpyxl.workbook import Workbook
from openpyxl.writer.excel import ExcelWriter

AUTHOR = "LKIP"
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


def take_note(cell: Cell, text: str) -> None:
    """A note on a cell, below the one it already has, and tall enough to be read."""
    old = f"{cell.comment.text}\n\n" if cell.comment else ""
    note = Comment(clean(f"{old}{text}"), AUTHOR)
    rows = sum(1 + len(b) // LETTERS_PER_LINE for b in note.text.split("\n"))
    note.width, note.height = NOTE_WIDTH, ROW_HEIGHT * (rows + 1)
    cell.comment = note


class _Undated(ZipFile):
    """An archive whose parts bear no date: it can say none before 1980 nor after 2107."""

    def writestr(self, name: Any, data: Any, *_: Any) -> None:
        super().writestr(ZipInfo(name), data, ZIP_DEFLATED)

    def write(self, filename: Any, *name: Any) -> None:
        self.writestr(name[0], Path(filename).read_bytes())


def save(workbook: Workbook, file: Path) -> None:
    """The workbook as a file, whatever the clock of this computer says."""
    ExcelWriter(workbook, _Undated(file, "w")).save()
