"""Open a workbook: read once, looked at, then calamine for the values.

openpyxl reads what calamine cannot, and writes. What values do not say is in sheetfacts.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from python_calamine import CalamineWorkbook

from lkip_helpers.intake import container
from lkip_helpers.intake.apart import read_cells
from lkip_helpers.intake.cell_styles import Style, read_styles
from lkip_helpers.intake.container import CORRUPT, UnreadableWorkbook, read_regular
from lkip_helpers.intake.sheetfacts import Rect, SheetFacts, read_facts

__all__ = ["Rect", "Sheet", "UnreadableWorkbook", "WorkbookFile", "address", "open_detailed"]


@contextmanager
def _guard(file: Path, sheet: str = "") -> Iterator[None]:
    """Whatever a damaged file makes its readers raise is a UnreadableWorkbook."""
    try:
        yield
    except Exception as error:
        raise UnreadableWorkbook(file, *CORRUPT, sheet) from error


def open_detailed(file: Path, content: bytes | None = None) -> Workbook:
    """The workbook with formats and formulas, to be changed. Raises UnreadableWorkbook."""
    workbook = WorkbookFile(file, content)
    for name in workbook.sheet_list:
        workbook.facts(name)
    with _guard(file):
        return openpyxl.load_workbook(io.BytesIO(workbook.content))


def address(rows: int, column: int) -> str:
    """Address of a cell; row and column from 1."""
    return f"{get_column_letter(column)}{rows}"


@dataclass(frozen=True)
class Sheet:
    """A sheet: rows of raw values from A1, merged ranges (row, col, row, col from 1)."""

    name: str
    content: list[list[Any]]
    merge: list[Rect]

    def value(self, row: int, column: int) -> Any:
        """What stands in a cell; nothing beyond the last one."""
        exists = row <= len(self.content) and column <= len(self.content[row - 1])
        return self.content[row - 1][column - 1] if exists else None


def read_calamine(workbook: CalamineWorkbook, name: str) -> Sheet:
    """A sheet as calamine reads it."""
    return Sheet(*read_cells(workbook, name))


def check_texts(file: Path, sheet: Sheet) -> None:
    """Raise UnreadableWorkbook where a text is longer than a cell of Excel can hold."""
    for n, row in enumerate(sheet.content, 1):
        for k, value in enumerate(row, 1):
            if isinstance(value, str) and len(value) > container.LIMITS.letters:
                message = f"berisi {len(value)} huruf; sel Excel memuat paling banyak 32.767"
                at = sheet.name, address(n, k)
                raise UnreadableWorkbook(file, message, "pendekkan isinya", *at)


class WorkbookFile:
    """One workbook, read once into memory; raises UnreadableWorkbook when it cannot be opened.

    content: its bytes, where they were read already.
    """

    def __init__(self, file: Path, content: bytes | None = None) -> None:
        self.file = file
        self.content = read_regular(file) if content is None else content
        self._container_content = container.inspect_container(file, self.content)
        self._facts: dict[str, SheetFacts] = {}
        self._calamine = self._open_calamine()
        if self._container_content.sheets:
            self.sheet_list = list(self._container_content.sheets)
        elif self._calamine:
            self.sheet_list = self._calamine.sheet_names
        else:
            raise UnreadableWorkbook(file, *CORRUPT)

    def _open_calamine(self) -> CalamineWorkbook | None:
        with _without_calamine():
            return CalamineWorkbook.from_filelike(io.BytesIO(self.content))
        return None

    @cached_property
    def _value(self) -> Workbook:
        """The workbook with the saved results of its formulas, where calamine cannot read it."""
        with _guard(self.file):
            return openpyxl.load_workbook(io.BytesIO(self.content), data_only=True)

    @cached_property
    def _styles(self) -> dict[str, Style]:
        with _guard(self.file):
            return read_styles(self._container_content.parts.get("xl/styles.xml", b""))

    def facts(self, name: str) -> SheetFacts:
        """What the values of a sheet do not say. Raises UnreadableWorkbook."""
        held = self._container_content
        if name not in self._facts:
            self._facts[name] = SheetFacts()
            if name in held.sheets:
                content, state = held.parts[held.sheets[name]], held.states[name]
                self._facts[name] = read_facts(self.file, name, content, self._styles, state)
        return self._facts[name]

    def read_sheet(self, name: str) -> Sheet:
        """The values of a sheet; an error of Excel reads as nothing, its cell is in `facts`."""
        facts = self.facts(name)
        sheet = self._read_calamine(name) or self._read_openpyxl(name)
        for b, k in facts.errors:
            if b <= len(sheet.content) and k <= len(sheet.content[b - 1]):
                sheet.content[b - 1][k - 1] = None
        check_texts(self.file, sheet)
        return replace(sheet, merge=facts.merges or sheet.merge)

    def _read_calamine(self, name: str) -> Sheet | None:
        if self._calamine is None:
            return None
        with _without_calamine():
            return read_calamine(self._calamine, name)
        return None

    def _read_openpyxl(self, name: str) -> Sheet:
        with _guard(self.file, name):
            ws = self._value[name]
            return Sheet(name, [list(b) for b in ws.iter_rows(values_only=True)], [])


@contextmanager
def _without_calamine() -> Iterator[None]:
    """What calamine refuses, or panics on, is read by openpyxl instead."""
    try:
        yield
    except BaseException as error:
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
