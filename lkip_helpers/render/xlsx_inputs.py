"""What `tabel.xlsx` copies of the raw workbooks, and how its tables point to the copies."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl.utils import rows_from_range
from xlsxwriter.utility import xl_col_to_name

from lkip_helpers.intake.frames import column_letters
from lkip_helpers.intake.sheet import SheetRows, read_sheet
from lkip_helpers.intake.workbook import Sheet, WorkbookFile
from lkip_helpers.report.record import Record
from lkip_helpers.schema import BY_PLACE
from lkip_helpers.schema.sheets import Respondents

Inputs = Mapping[tuple[str, str], Mapping[str, Any]]


def read_inputs(raw: Path, records: Iterable[Record]) -> Inputs:
    """Values of every sheet, by cell address, of the raw workbooks the tables are made from.

    raw: the folder of the year; a file of an earlier one is called `2020/berkas`.
    """
    every = {(r[0], r[1]) for r in list_origins(records)}
    names = sorted({file for file, _ in every})
    workbook = {name: WorkbookFile((raw.parent if "/" in name else raw) / name) for name in names}
    return {
        (file, sheet): _copy(workbook[file], sheet)
        for file, sheet in sorted(every)
        if sheet in workbook[file].sheet_names
    }


def _copy(workbook: WorkbookFile, sheet: str) -> dict[str, Any]:
    """Cells that a contract reads, and no others: nobody knows what stands beside them."""
    read = read_sheet(workbook, BY_PLACE[workbook.file.name, sheet])
    schema, content = read.schema, dict(_content(workbook.read_sheet(sheet)))
    if schema is Respondents:
        return _unlink(read, content)
    rows = [*read.column.values()] if schema.VERTICAL else [n for n, _ in read.rows + read.totals]
    letters = "AB" if schema.VERTICAL else [xl_col_to_name(k - 1) for k in sorted(read.fields)]
    used = (f"{k}{n}" for n in (read.header, *rows) for k in letters)
    return {cell: content[cell] for cell in used if cell in content}


def _unlink(read: SheetRows, content: Mapping[str, Any]) -> dict[str, Any]:
    """Answers of the survey without who gave them: no characteristic, and rows in sorted order."""
    letters = [column_letters(read)[str(code)] for code in read.width]
    answers = [[content.get(f"{k}{n}") for k in letters] for n, _ in read.rows]
    answers.sort(key=lambda row: [(v is None, str(v)) for v in row])
    rows = [(read.header, [content.get(f"{k}{read.header}") for k in letters])]
    rows += [(n, row) for (n, _), row in zip(read.rows, answers, strict=True)]
    return {f"{k}{n}": v for n, row in rows for k, v in zip(letters, row, strict=True)}


def _content(sheet: Sheet) -> Iterator[tuple[str, Any]]:
    """Values by address; a whole number is one, however the file keeps it."""
    letter = [xl_col_to_name(k) for k in range(max(map(len, sheet.content), default=0))]
    for ordinal, rows in enumerate(sheet.content, 1):
        for k, value in enumerate(rows):
            if value is not None:
                whole = isinstance(value, float) and value.is_integer()
                yield f"{letter[k]}{ordinal}", int(value) if whole else value


def input_name(file: str, sheet: str) -> str:
    """Sheet that holds the copy of an input sheet; that of an earlier year names it."""
    return " ".join(["Data", *file.split("/")[:-1], sheet])[:31]


def list_origins(records: Iterable[Record]) -> Iterator[Any]:
    """The cells behind every input value, as they are noted."""
    return (r for p in records for entries in p.asal.values() for r in entries if r)


def refer_copy(origin: Sequence[Any], value: float, inputs: Inputs) -> str:
    """Formula over the copied input; "" where it would give something else than the table has.

    Text numbers, shown percents and ticks do.
    """
    file, sheet, span, function, criterion = origin
    content, spans = inputs.get((file, sheet), {}), span.split(";")
    held = (content.get(c) for one in spans for row in rows_from_range(one) for c in row)
    number = [v for v in held if isinstance(v, int | float) and not isinstance(v, bool)]
    cells = [f"'{input_name(file, sheet)}'!{r}" for r in spans]
    every, total = ",".join(cells), sum(number)
    score = "+".join(f"{n}*{d}" for n, d in enumerate(cells, 1))
    points = sum(n * v for n, v in enumerate(number, 1))
    known = {
        "": (cells[0], total),
        "jumlah": (f"SUM({every})", total),
        "rerata": (f"AVERAGE({every})", total / (len(number) or 1)),
        "banyak": (f"COUNT({every})", len(number)),
        "cacah": ("+".join(f"COUNTIF({d},{criterion})" for d in cells), number.count(criterion)),
        "skor": (score, points),
        "rerata_skor": (f"({score})/SUM({every})", points / (total or 1)),
    }
    formula, result = known.get(function or "", ("", math.nan))
    same = math.isclose(result, value, rel_tol=1e-12, abs_tol=1e-9)
    return formula if same and (number or function in ("cacah", "banyak")) else ""
