"""What `tabel.xlsx` copies: the sheets of the raw workbooks its tables are made from."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from openpyxl.utils import get_column_letter

from lkip_helpers.intake.workbook import Sheet, WorkbookFile
from lkip_helpers.render.xlsx import list_origins
from lkip_helpers.report.record import Record


def read_inputs(raw: Path, records: Iterable[Record]) -> dict[tuple[str, str], dict[str, Any]]:
    """Values of every sheet, by cell address, of the raw workbooks the tables are made from."""
    every = {(r[0], r[1]) for r in list_origins(records)}
    workbook = {name: WorkbookFile(raw / name) for name in sorted({file for file, _ in every})}
    return {
        (file, sheet): dict(_content(workbook[file].read_sheet(sheet)))
        for file, sheet in sorted(every)
        if sheet in workbook[file].sheet_list
    }


def _content(sheet: Sheet) -> Iterator[tuple[str, Any]]:
    """Values by address; a whole number is one, however the file keeps it."""
    letter = [get_column_letter(k + 1) for k in range(max(map(len, sheet.content), default=0))]
    for ordinal, rows in enumerate(sheet.content, 1):
        for k, value in enumerate(rows):
            if value is not None:
                whole = isinstance(value, float) and value.is_integer()
                yield f"{letter[k]}{ordinal}", int(value) if whole else value
