"""Put values into cells of a workbook as they are: no text becomes a formula or breaks the file.

And a file in its place, whole or not at all.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.comments import Comment

AUTHOR = "LKIP"
NOTE_WIDTH, ROW_HEIGHT, LETTERS_PER_LINE = 330, 20, 44


def clean(text: str) -> str:
    """Without the control characters a workbook cannot hold."""
    return ILLEGAL_CHARACTERS_RE.sub("", text)


def write(cells: Cell, value: Any) -> None:
    """The value, with a whole float as a whole number, and text always as text."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if not isinstance(value, str):
        cells.value = value
        return
    cells.value = clean(value)
    cells.data_type = "s"


def take_note(cells: Cell, text: str) -> None:
    """A note on a cell, below the one it already has, and tall enough to be read."""
    lama = f"{cells.comment.text}\n\n" if cells.comment else ""
    note = Comment(clean(f"{lama}{text}"), AUTHOR)
    rows = sum(1 + len(b) // LETTERS_PER_LINE for b in note.text.split("\n"))
    note.width, note.height = NOTE_WIDTH, ROW_HEIGHT * (rows + 1)
    cells.comment = note


@contextmanager
def new_file(tujuan: Path) -> Iterator[Path]:
    """A file to write, which then takes the place of `tujuan`; after a failure there is none."""
    ordinal, name = tempfile.mkstemp(prefix=f".{tujuan.name}.", dir=tujuan.parent)
    os.close(ordinal)
    temporary = Path(name)
    try:
        yield temporary
        temporary.chmod(0o644)
        temporary.replace(tujuan)
    finally:
        temporary.unlink(missing_ok=True)
