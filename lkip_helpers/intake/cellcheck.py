"""Findings, each with its address, on cells that do not hold what they show."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

from lkip_helpers.intake.container import LIMITS
from lkip_helpers.intake.numberformat import is_text_hidden, show_number
from lkip_helpers.intake.sheetfacts import Location, Rect, SheetFacts
from lkip_helpers.intake.sheetrows import SheetRows
from lkip_helpers.intake.workbook import Sheet, address
from lkip_helpers.schema.cells import fold_text

ERROR_MESSAGE = re.compile(
    r"#(REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|UNKNOWN!"
    r"|BUSY!|EXTERNAL!|PYTHON!|GETTING_DATA)|Err:\d{3}"
)
VISIBLE = re.compile(r"[\t\n\r -~\u00a0-\u00ac\u00ae-\u02ff]*")  # without invisible characters
EMPTY_WIDE = {"\u115f", "\u1160", "\u3164", "\uffa0", "\u2800", "\u034f"}  # letters without a shape
_CODES = re.compile(r"_x([0-9A-Fa-f]{4})_")  # how a workbook escapes what XML cannot hold
HIGHEST_PERCENT = 1000  # shown as more than this it was no percentage: 82 formatted as 8.200 %
DOUBTFUL_PERCENT = 200


def check_cells(sheet: Sheet, facts: SheetFacts, table: SheetRows) -> None:
    """Add findings on the cells that are read; those at fault go into `table.faulty_cells`."""
    read = dict(_list_read(sheet, table))
    _check_errors(facts, table, set(read))
    for at, (name, value) in read.items():
        if isinstance(value, str):
            _check_text(at, value, table)
        if name and at in facts.formats:
            _check_format(at, name, value, facts.formats[at], table)
        if name and at in facts.looks:
            table.add_finding(facts.looks[at], address(*at))
    _check_merges(sheet, facts, table)
    _check_hidden(facts, table, read)


def _list_read(sheet: Sheet, table: SheetRows) -> Iterator[tuple[Location, tuple[str, Any]]]:
    """The cells that are read, each with its field ("" for a head) and value."""
    if table.schema.VERTICAL:
        for name, row in table.positions.items():
            yield (row, 2), (name, sheet.value(row, 2))
        return
    if table.header:
        for column, value in enumerate(sheet.rows[table.header - 1], 1):
            yield (table.header, column), ("", value)
    for row, _ in table.rows:
        for column, name in table.fields.items():
            yield (row, column), (name, sheet.rows[row - 1][column - 1])


def _check_errors(facts: SheetFacts, table: SheetRows, read: set[Location]) -> None:
    """Errors of Excel and formulas without a result: faults in data, doubts in a total row."""
    for at, error in sorted((dict.fromkeys(facts.unsaved, "") | facts.errors).items()):
        name = "galat" if error else "rumus_tanpa_hasil"
        if at in read or (table.schema.VERTICAL and at[1] <= 2):
            table.add_fault(at, name, error or None, galat=error)
        elif at[1] in table.fields and at[0] in dict(table.totals):
            table.add_finding(f"{name}_jumlah", address(*at), error or None, galat=error)


def _check_text(at: Location, text: str, table: SheetRows) -> None:
    """Texts that are too long, hold invisible characters, or are a pasted error of Excel."""
    if len(text) > LIMITS.letters:
        table.add_fault(at, "terlalu_panjang", banyak=len(text))
    elif ("_x" in text or not VISIBLE.fullmatch(text)) and (invisible := _list_invisible(text)):
        table.add_fault(at, "tidak_tampak", karakter=", ".join(invisible[:3]))
    elif ERROR_MESSAGE.fullmatch(text.strip()):
        table.add_fault(at, "galat_teks", text, galat=text.strip())


def _list_invisible(text: str) -> list[str]:
    """Control, zero-width and direction characters, and those that Unicode leaves unassigned."""
    escaped = [f"U+{c.upper()}" for c in dict.fromkeys(_CODES.findall(text))]
    return escaped + [
        f"U+{ord(c):04X} ({unicodedata.name(c, 'karakter kendali').lower()})"
        for c in dict.fromkeys(text)
        if (unicodedata.category(c) in {"Cc", "Cf", "Cs", "Cn"} and c not in "\t\n\r")
        or c in EMPTY_WIDE
    ]


def _check_format(at: Location, name: str, value: Any, code: str, table: SheetRows) -> None:
    """Number formats (code) that show something else than the cell holds."""
    if isinstance(value, str) and is_text_hidden(code):
        table.add_fault(at, "format", masalah=f"format sel “{code}” menyembunyikan isinya")
    if not is_number(value):
        return
    shown, percent = show_number(value, code), abs(value) * 100
    if shown.problems:
        message, doubtful = f"format sel “{code}” {shown.problems}", shown.doubtful
    elif shown.percent and percent > DOUBTFUL_PERCENT:
        message = f"{value:g} ditampilkan sebagai persen, yaitu {value * 100:g} %"
        doubtful = percent <= HIGHEST_PERCENT
    elif shown.percent and table.schema.KINDS[name].form == "bulat":
        message, doubtful = "bilangan bulat ditampilkan sebagai persen", False
    else:
        if shown.leading_zeros and not table.is_number(name):
            table.add_fault(at, "nol_di_depan", value)
        return
    if doubtful:
        table.add_finding("format_diragukan", address(*at), value, masalah=message)
    else:
        table.add_fault(at, "format", value, masalah=message)


def unfold_percent(facts: SheetFacts, at: Location, value: Any) -> Any:
    """The value as the report holds it: what Excel holds as 0.82 and shows as 82 % is 82."""
    code = facts.formats.get(at)
    if code is None or not is_number(value) or abs(value) * 100 > HIGHEST_PERCENT:
        return value
    return round(value * 100, 10) if show_number(value, code).percent else value


def _check_merges(sheet: Sheet, facts: SheetFacts, table: SheetRows) -> None:
    """Faults where a number would fill a merged range, or cells under a merge would be read."""
    fields, rows = table.fields, {r for r, _ in [*table.rows, *table.totals]}
    for rect in facts.merges:
        top, left, _, right = rect
        covered = _list_covered(rect, sheet)
        if table.schema.VERTICAL:
            wrong = [(r, c) for r, c in covered if c == 2 and r in table.positions.values()]
        elif not any(c in fields for c in range(left, right + 1)):
            _check_beside(rect, sheet, table)
            continue
        else:
            shown = sheet.value(top, left) if top > table.header else None  # a head fills no row
            wrong = [
                (r, c) for r, c in covered
                if c in fields and r in rows and (fold_text(shown) or fold_text(sheet.value(r, c)))
                and (c != left or not isinstance(shown, str) or table.is_number(fields[c]))
            ]  # fmt: skip
        for at in wrong:
            table.add_fault(at, "tertutup_gabungan", sel=_phrase_range(rect))


def _check_beside(rect: Rect, sheet: Sheet, table: SheetRows) -> None:
    """Add a finding where a merged range without a header stands beside rows that are read."""
    top, left, bottom, right = rect
    in_row = any(top <= row <= bottom for row, _ in table.rows)
    if in_row and not any(fold_text(sheet.value(table.header, c)) for c in range(left, right + 1)):
        table.add_finding("gabungan_di_samping", address(top, left), sel=_phrase_range(rect))


def _phrase_range(rect: Rect) -> str:
    return f"{address(*rect[:2])}:{address(*rect[2:])}"


def is_number(value: Any) -> bool:
    """Whether a cell holds a number; TRUE is not one."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def _list_covered(rect: Rect, sheet: Sheet) -> Iterator[Location]:
    """Cells of a merged range within the sheet, without the top left one, which is shown."""
    top, left, bottom, right = rect
    width = max(map(len, sheet.rows), default=0)
    for row in range(top, min(bottom, len(sheet.rows)) + 1):
        for column in range(left, min(right, width) + 1):
            if (row, column) != (top, left):
                yield row, column


def _check_hidden(
    facts: SheetFacts, table: SheetRows, read: dict[Location, tuple[str, Any]]
) -> None:
    """Doubts about what is read but not seen: hidden sheet, rows, columns and zeros."""
    if facts.state != "visible":
        table.add_finding("lembar_tersembunyi", "A1")
    rows = {r for r, _ in read if r != table.header} & facts.hidden_rows
    runs = [f"A{first}:A{last}" if first < last else f"A{first}" for first, last in find_runs(rows)]
    columns = {c for (_, c), (name, _) in read.items() if name} & facts.hidden_columns
    heads = [address(table.header or 1, c) for c in sorted(columns)]
    for name, cells in (("baris_tersembunyi", runs), ("kolom_tersembunyi", heads)):
        if cells:
            table.add_finding(name, ", ".join(cells))
    zeros = (at for at, (name, v) in read.items() if name and is_number(v) and v == 0)
    if not facts.zeros and (first_zero := next(zeros, None)):
        table.add_finding("nol_tidak_tampak", address(*first_zero), 0)


def find_runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """First and last of each run of consecutive numbers, in order."""
    ordered = np.unique(np.fromiter(numbers, int))
    parts = np.split(ordered, np.flatnonzero(np.diff(ordered) > 1) + 1)
    return [(int(part[0]), int(part[-1])) for part in parts if part.size]
