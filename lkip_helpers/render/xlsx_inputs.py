"""What `tabel.xlsx` copies of the raw workbooks, and how its tables point to the copies."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl.utils import rows_from_range
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from lkip_helpers.intake.frames import column_letters
from lkip_helpers.intake.sheet import read_sheet
from lkip_helpers.intake.sheetrows import SheetRows
from lkip_helpers.intake.workbook import Sheet, WorkbookFile
from lkip_helpers.report.record import Record
from lkip_helpers.schema.sheets import BY_PLACE, Respondents


class Inputs(dict[tuple[str, str], Mapping[str, Any]]):
    """Values by cell address of each input sheet (berkas, lembar)."""

    def __init__(self, *sheets: Any) -> None:
        super().__init__(*sheets)
        self._numbers: dict[tuple[str, str, str], list[float]] = {}

    def list_numbers(self, file: str, sheet: str, span: str) -> list[float]:
        """The numbers of a span of cells (A1:A9;C2), whose other cells are passed over."""
        if (key := (file, sheet, span)) not in self._numbers:
            copied, ranges = self.get((file, sheet), {}), span.split(";")
            values = (copied.get(c) for r in ranges for row in rows_from_range(r) for c in row)
            numbers = (v for v in values if isinstance(v, int | float) and not isinstance(v, bool))
            self._numbers[key] = [*numbers]
        return self._numbers[key]


def read_inputs(raw: Path, records: Iterable[Record]) -> Inputs:
    """The cells of every input sheet that the tables are made from.

    raw: the folder of the year; a file of an earlier one is named `2020/berkas`.
    """
    sheets = list_sheets(records)
    names = sorted({file for file, _ in sheets})
    workbooks = {name: WorkbookFile((raw.parent if "/" in name else raw) / name) for name in names}
    return Inputs(
        ((file, sheet), _copy(workbooks[file], sheet))
        for file, sheet in sorted(sheets)
        if sheet in workbooks[file].sheet_names
    )


def _copy(workbook: WorkbookFile, sheet: str) -> dict[str, Any]:
    """The cells that a contract reads, and no others: what stands beside them may be anything."""
    read = read_sheet(workbook, BY_PLACE[workbook.file.name, sheet])
    schema, values = read.schema, dict(_list_values(workbook.read_sheet(sheet)))
    if schema is Respondents:
        return _unlink(read, values)
    rows = read.positions.values() if schema.VERTICAL else dict(read.rows + read.totals)
    letters = "AB" if schema.VERTICAL else [xl_col_to_name(c - 1) for c in sorted(read.fields)]
    cells = (f"{letter}{n}" for n in (read.header, *rows) for letter in letters)
    return {cell: values[cell] for cell in cells if cell in values}


def _unlink(read: SheetRows, values: Mapping[str, Any]) -> dict[str, Any]:
    """Answers of the survey without who gave them: no characteristics, rows sorted by answer."""
    letters = [column_letters(read)[str(code)] for code in read.wide_columns]
    numbers = [read.header, *(number for number, _ in read.rows)]
    head, *answers = ([values.get(f"{letter}{n}") for letter in letters] for n in numbers)
    answers.sort(key=lambda row: [(v is None, str(v)) for v in row])
    rows = zip(numbers, (head, *answers), strict=True)
    return {f"{letter}{n}": v for n, row in rows for letter, v in zip(letters, row, strict=True)}


def _list_values(sheet: Sheet) -> Iterator[tuple[str, Any]]:
    """Addresses and values; whole floats as integers."""
    for row, values in enumerate(sheet.rows):
        for column, value in enumerate(values):
            if value is not None:
                whole = isinstance(value, float) and value.is_integer()
                yield xl_rowcol_to_cell(row, column), int(value) if whole else value


def input_name(file: str, sheet: str) -> str:
    """Name of the sheet with the copy of an input sheet; that of an earlier year has the year."""
    return " ".join(["Data", *file.split("/")[:-1], sheet])[:31]


def list_sheets(records: Iterable[Record]) -> set[tuple[str, str]]:
    """The input sheets (berkas, lembar) that values of these tables come from."""
    origins = (origin for record in records for column in record.asal.values() for origin in column)
    return {(origin[0], origin[1]) for origin in origins if origin}


def refer_copy(origin: Sequence[Any], value: float, inputs: Inputs) -> str:
    """Formula over the copied input; "" where its result would differ from `value`.

    That happens with numbers kept as text, percents in a number format, and ticks.
    """
    file, sheet, span, function, criterion = origin
    numbers, ranges = inputs.list_numbers(file, sheet, span), span.split(";")
    references = [f"'{input_name(file, sheet)}'!{r}" for r in ranges]
    every, total = ",".join(references), sum(numbers)
    score = "+".join(f"{n}*{r}" for n, r in enumerate(references, 1))
    points = sum(n * v for n, v in enumerate(numbers, 1))
    count = "+".join(f"COUNTIF({r},{criterion})" for r in references)
    formulas = {
        "": (references[0], total),
        "jumlah": (f"SUM({every})", total),
        "rerata": (f"AVERAGE({every})", total / (len(numbers) or 1)),
        "banyak": (f"COUNT({every})", len(numbers)),
        "cacah": (count, numbers.count(criterion)),
        "skor": (score, points),
        "rerata_skor": (f"({score})/SUM({every})", points / (total or 1)),
    }
    formula, result = formulas.get(function or "", ("", math.nan))
    same = math.isclose(result, value, rel_tol=1e-12, abs_tol=1e-9)
    return formula if same and (numbers or function in ("cacah", "banyak")) else ""
