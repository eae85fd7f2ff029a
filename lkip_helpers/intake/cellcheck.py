"""Cells are what they show: every cell that is not is a finding with its address."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

from lkip_helpers.intake.numberformat import is_text_hidden, show_number
from lkip_helpers.intake.sheetfacts import Location, Rect, SheetFacts
from lkip_helpers.intake.sheetrows import SheetRows, form, tidy_up
from lkip_helpers.intake.workbook import Sheet, address

ERROR_MESSAGE = re.compile(
    r"#(REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|UNKNOWN!"
    r"|BUSY!|EXTERNAL!|PYTHON!|GETTING_DATA)|Err:\d{3}"
)
VISIBLE = re.compile(r"[\t\n\r -~\u00a0-\u00ac\u00ae-\u02ff]*")  # plain text, told at once
EMPTY_WIDE = {"\u115f", "\u1160", "\u3164", "\uffa0", "\u2800", "\u034f"}  # letters of no shape
_CODES = re.compile(r"_x([0-9A-Fa-f]{4})_")  # what a workbook writes for what XML cannot hold
LONGEST = 32_767  # what Excel lets a cell hold
PERCENT_DISPLAY = 1000  # a percentage shown as more than this was none: 82 formatted as 8.200 %
TWICE = 200  # so high a percentage is a doubt


def check_cells(sheet: Sheet, facts: SheetFacts, result: SheetRows) -> None:
    """Findings on the cells that a sheet is read from; faults are marked in `result.defects`."""
    read = dict(_list_read(sheet, result))
    _check_errors(facts, result, set(read))
    for at, (name, value) in read.items():
        if isinstance(value, str):
            _check_text(at, value, result)
        if name and at in facts.formats:
            _check_format(at, name, value, facts.formats[at], result)
        if name and at in facts.looks:
            result.say(facts.looks[at], address(*at))
    _check_merges(sheet, facts, result)
    _check_hidden(facts, result, read)


def _list_read(sheet: Sheet, result: SheetRows) -> Iterator[tuple[Location, tuple[str, Any]]]:
    """The cells the report is made from, each with its field and value; heads with no field."""
    if result.schema.VERTICAL:
        for name, b in result.column.items():
            yield (b, 2), (name, sheet.value(b, 2))
        return
    if result.header:
        for k, value in enumerate(sheet.content[result.header - 1], 1):
            yield (result.header, k), ("", value)
    column = result.mapped
    for b, _ in result.rows:
        for k, name in column.items():
            yield (b, k), (name, sheet.content[b - 1][k - 1])


def _check_errors(facts: SheetFacts, result: SheetRows, read: set[Location]) -> None:
    """Errors of Excel and formulas without a result: in what is read, and doubts in a total."""
    for at, error in sorted((dict.fromkeys(facts.unsaved, "") | facts.errors).items()):
        name = "galat" if error else "rumus_tanpa_hasil"
        if at in read or (result.schema.VERTICAL and at[1] <= 2):
            result.fault(at, name, error or None, galat=error)
        elif at[1] in result.mapped and at[0] in dict(result.total):
            result.say(f"{name}_jumlah", address(*at), error or None, galat=error)


def _check_text(at: Location, text: str, result: SheetRows) -> None:
    """Characters nobody sees, named as such; an error of Excel that was pasted as a text."""
    if len(text) > LONGEST:
        result.fault(at, "terlalu_panjang", banyak=len(text))
    elif ("_x" in text or not VISIBLE.fullmatch(text)) and (unseen := _list_unseen(text)):
        result.fault(at, "tidak_tampak", karakter=", ".join(unseen[:3]))
    elif ERROR_MESSAGE.fullmatch(text.strip()):
        result.fault(at, "galat_teks", text, galat=text.strip())


def _list_unseen(text: str) -> list[str]:
    """Control, zero-width and direction characters, and those that Unicode keeps free."""
    written = [f"U+{c.upper()}" for c in dict.fromkeys(_CODES.findall(text))]
    return written + [
        f"U+{ord(c):04X} ({unicodedata.name(c, 'karakter kendali').lower()})"
        for c in dict.fromkeys(text)
        if (unicodedata.category(c) in {"Cc", "Cf", "Cs", "Cn"} and c not in "\t\n\r")
        or c in EMPTY_WIDE
    ]


def _check_format(at: Location, name: str, value: Any, code: str, result: SheetRows) -> None:
    if isinstance(value, str) and is_text_hidden(code):
        result.fault(at, "format", masalah=f"format sel “{code}” menyembunyikan isinya")
    if not is_number(value):
        return
    shown, percent = show_number(value, code), abs(value) * 100
    if shown.problems:
        message, doubtful = f"format sel “{code}” {shown.problems}", shown.doubtful
    elif shown.percent and percent > TWICE:
        message = f"{value:g} ditampilkan sebagai persen, yaitu {value * 100:g} %"
        doubtful = percent <= PERCENT_DISPLAY
    elif shown.percent and form(result.schema, name) == "bulat":
        message, doubtful = "bilangan bulat ditampilkan sebagai persen", False
    else:
        if shown.leading_zeros and not result.is_number(name):
            result.fault(at, "nol_di_depan", value)
        return
    if doubtful:
        result.say("format_diragukan", address(*at), value, masalah=message)
    else:
        result.fault(at, "format", value, masalah=message)


def unfold_percent(facts: SheetFacts, at: Location, value: Any) -> Any:
    """A number Excel shows as 82 % is held as 0.82; the report's percentages are 82."""
    code = facts.formats.get(at)
    if code is None or not is_number(value) or abs(value) * 100 > PERCENT_DISPLAY:
        return value
    return round(value * 100, 10) if show_number(value, code).percent else value


def _check_merges(sheet: Sheet, facts: SheetFacts, result: SheetRows) -> None:
    """Numbers never fill a merged range downwards, and nothing is read from under a merge."""
    if result.schema.VERTICAL:
        used = {(b, 2) for b in result.column.values()}
        for rect in facts.merges:
            _refuse_merged(rect, used & set(_covered(rect, sheet)), result)
        return
    column, rows = result.mapped, {n for n, _ in [*result.rows, *result.total]}
    for rect in facts.merges:
        b1, k1, _, k2 = rect
        if not any(k in column for k in range(k1, k2 + 1)):
            _check_beside(rect, sheet, result)
            continue
        upper = sheet.value(b1, k1) if b1 > result.header else None  # a head fills no row
        _refuse_merged(rect, [
            (b, k) for b, k in _covered(rect, sheet)
            if k in column and b in rows and (tidy_up(upper) or tidy_up(sheet.value(b, k)))
            and (k != k1 or not isinstance(upper, str) or result.is_number(column[k]))
        ], result)  # fmt: skip


def _check_beside(rect: Rect, sheet: Sheet, result: SheetRows) -> None:
    """A merged range beside the rows that are read, under no header."""
    b1, k1, b2, k2 = rect
    in_row = any(b1 <= n <= b2 for n, _ in result.rows)
    if in_row and not any(tidy_up(sheet.value(result.header, k)) for k in range(k1, k2 + 1)):
        result.say("gabungan_di_samping", address(b1, k1), sel=_span(rect))


def _refuse_merged(rect: Rect, cells: Iterable[Location], result: SheetRows) -> None:
    for at in cells:
        result.fault(at, "tertutup_gabungan", sel=_span(rect))


def _span(rect: Rect) -> str:
    return f"{address(*rect[:2])}:{address(*rect[2:])}"


def is_number(value: Any) -> bool:
    """Whether a cell holds a number; TRUE is none."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def _covered(rect: Rect, sheet: Sheet) -> Iterator[Location]:
    """Cells of a merged range but the one that shows, as far as the sheet has rows."""
    b1, k1, b2, k2 = rect
    width = max(map(len, sheet.content), default=0)
    for b in range(b1, min(b2, len(sheet.content)) + 1):
        for k in range(k1, min(k2, width) + 1):
            if (b, k) != (b1, k1):
                yield b, k


def _check_hidden(
    facts: SheetFacts, result: SheetRows, read: dict[Location, tuple[str, Any]]
) -> None:
    """What is read although nobody sees it: rows, columns, the sheet, zeros."""
    if facts.state != "visible":
        result.say("lembar_tersembunyi", "A1")
    for first, last in runs({b for b, _ in read if b != result.header} & facts.hidden_rows):
        result.say("baris_tersembunyi", f"A{first}" if first == last else f"A{first}:A{last}")
    for k in sorted({k for (_, k), (name, _) in read.items() if name} & facts.hidden_columns):
        result.say("kolom_tersembunyi", address(result.header or 1, k))
    zero = (at for at, (name, v) in read.items() if name and is_number(v) and v == 0)
    if not facts.zeros and (first_zero := next(zero, None)):
        result.say("nol_tidak_tampak", address(*first_zero), 0)


def runs(ordinal: Iterable[int]) -> list[tuple[int, int]]:
    """Numbers as runs of neighbours: first and last of each."""
    numbers = np.unique(np.fromiter(ordinal, int))
    parts = np.split(numbers, np.flatnonzero(np.diff(numbers) > 1) + 1)
    return [(int(part[0]), int(part[-1])) for part in parts if part.size]
