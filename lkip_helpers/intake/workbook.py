"""Open a workbook: read its bytes once, inspect the container, read the values with calamine.

openpyxl reads what calamine cannot, and writes. What values do not say is in sheetfacts.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.workbook import Workbook
from python_calamine import CalamineWorkbook

from lkip_helpers.intake import container
from lkip_helpers.intake.apart import read_cells
from lkip_helpers.intake.container import CORRUPT, read_regular, refuse_corrupt
from lkip_helpers.intake.finding import UnreadableFile
from lkip_helpers.intake.sheetfacts import Rect, SheetFacts, Style, address, read_facts, read_styles

__all__ = ["Rect", "Sheet", "WorkbookFile", "address", "open_for_editing"]


def open_for_editing(file: Path) -> Workbook:
    """The workbook with formats and formulas, to be changed. Raises UnreadableFile."""
    workbook = WorkbookFile(file)
    for name in workbook.sheet_names:
        workbook.facts(name)  # refuses a sheet beyond the limits
    with refuse_corrupt(file):
        return openpyxl.load_workbook(io.BytesIO(workbook.content))


@dataclass(frozen=True)
class Sheet:
    """A sheet. rows: rows of raw values from A1; merges: its merged ranges."""

    name: str
    rows: list[list[Any]]
    merges: list[Rect]

    def value(self, row: int, column: int) -> Any:
        """The value of a cell; None beyond the last one."""
        exists = row <= len(self.rows) and column <= len(self.rows[row - 1])
        return self.rows[row - 1][column - 1] if exists else None


def check_texts(file: Path, sheet: Sheet) -> None:
    """Raise UnreadableFile where a text is longer than a cell of Excel can hold."""
    for row, cells in enumerate(sheet.rows, 1):
        for column, value in enumerate(cells, 1):
            if isinstance(value, str) and len(value) > container.LIMITS.letters:
                message = f"berisi {len(value)} huruf; sel Excel memuat paling banyak 32.767"
                at = sheet.name, address(row, column)
                raise UnreadableFile(file, message, "pendekkan isinya", *at)


class WorkbookFile:
    """One workbook, read once into memory; raises UnreadableFile if it cannot be opened.

    content: its bytes, where they were read already.
    """

    def __init__(self, file: Path, content: bytes | None = None) -> None:
        self.file = file
        self.content = read_regular(file) if content is None else content
        self._sheets, self._style_xml = container.inspect_container(file, self.content)
        self.facts = cache(self._read_facts)
        self._calamine: CalamineWorkbook | None = None
        with _without_calamine():
            self._calamine = CalamineWorkbook.from_filelike(io.BytesIO(self.content))
        if self._sheets:
            self.sheet_names = list(self._sheets)
        elif self._calamine:
            self.sheet_names = self._calamine.sheet_names
        else:
            raise UnreadableFile(file, *CORRUPT)

    @cached_property
    def _computed(self) -> Workbook:
        """The workbook with the saved results of its formulas, where calamine cannot read it."""
        with refuse_corrupt(self.file):
            return openpyxl.load_workbook(io.BytesIO(self.content), data_only=True)

    @cached_property
    def _styles(self) -> dict[str, Style]:
        with refuse_corrupt(self.file):
            return read_styles(self._style_xml)

    def _read_facts(self, name: str) -> SheetFacts:
        """What the values of a sheet do not say. Raises UnreadableFile."""
        if name not in self._sheets:
            return SheetFacts()
        return read_facts(self.file, name, self._styles, *self._sheets[name])

    def read_sheet(self, name: str) -> Sheet:
        """The values of a sheet; an error of Excel is read as None and noted in `facts`."""
        facts, sheet = self.facts(name), None
        with _without_calamine():
            sheet = Sheet(*read_cells(self._calamine, name)) if self._calamine else None
        if sheet is None:
            with refuse_corrupt(self.file, name):
                rows = self._computed[name].iter_rows(values_only=True)
                sheet = Sheet(name, [list(cells) for cells in rows], [])
        for row, column in facts.errors:
            if sheet.value(row, column) is not None:
                sheet.rows[row - 1][column - 1] = None
        check_texts(self.file, sheet)
        return replace(sheet, merges=facts.merges or sheet.merges)


@contextmanager
def _without_calamine() -> Iterator[None]:
    """Suppress what calamine raises or panics with; openpyxl then reads the file instead."""
    try:
        yield
    except BaseException as error:
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
