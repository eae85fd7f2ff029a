"""Cells are what they show: every cell that is not is a finding with its address."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from openpyxl.utils import get_column_letter

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
CHANGE_FORMAT = "ubah format sel menjadi Umum atau Angka, lalu periksa angkanya"


def check_cells(sheet: Sheet, facts: SheetFacts, result: SheetRows) -> None:
    """Findings on the cells that a sheet is read from; faults are marked in `hasil.cacat`."""
    as_read = dict(_list_read(sheet, result))
    _check_errors(facts, result, set(as_read))
    for location, (name, value) in as_read.items():
        if isinstance(value, str):
            _check_teks(location, value, result)
        if name and location in facts.formats:
            _check_format(location, name, value, facts.formats[location], result)
    _check_merge(sheet, facts, result)
    _check_hidden(facts, result, as_read)


def _list_read(sheet: Sheet, result: SheetRows) -> Iterator[tuple[Location, tuple[str, Any]]]:
    """The cells the report is made from, each with its field and value; heads with no field."""
    if result.schema.VERTICAL:
        for name, b in result.column.items():
            content = sheet.content[b - 1]
            yield (b, 2), (name, content[1] if len(content) > 1 else None)
        return
    if result.header:
        for k, value in enumerate(sheet.content[result.header - 1], 1):
            yield (result.header, k), ("", value)
    column = result.mapped
    for b, _ in result.rows:
        for k, name in column.items():
            yield (b, k), (name, sheet.content[b - 1][k - 1])


def _check_errors(facts: SheetFacts, result: SheetRows, as_read: set[Location]) -> None:
    """Errors of Excel and formulas without a result: in what is read, and doubts in a total."""
    formula = dict.fromkeys(facts.unsaved, "")
    for location, error in sorted((formula | facts.errors).items()):
        message = f"berisi galat Excel {error}" if error else "rumusnya belum punya hasil tersimpan"
        advice = "perbaiki rumusnya lalu simpan" if error else "buka di Excel lalu simpan"
        label = result.schema.VERTICAL and location[1] <= 2
        if location in as_read or label:
            result.fault(location, message, advice, error or None)
        elif location[1] in result.mapped and location[0] in dict(result.total):
            result.add(message, advice, address(*location), error or None, "peringatan")


def _check_teks(location: Location, text: str, result: SheetRows) -> None:
    """Characters nobody sees, named as such; an error of Excel that was pasted as a text."""
    if len(text) > LONGEST:
        result.fault(
            location, f"berisi {len(text)} huruf", "persingkat; satu sel memuat 32.767 huruf"
        )
    elif ("_x" in text or not VISIBLE.fullmatch(text)) and (unseen := _list_unseen(text)):
        phrase = ", ".join(unseen[:3])
        result.fault(location, f"berisi karakter yang tidak tampak: {phrase}",
                    "kosongkan selnya, lalu ketik ulang isinya")  # fmt: skip
    elif ERROR_MESSAGE.fullmatch(text.strip()):
        result.fault(location, f"berisi galat Excel {text.strip()}", "ganti dengan isinya", text)


def _list_unseen(text: str) -> list[str]:
    """Control, zero-width and direction characters, and those that Unicode keeps free."""
    encoding = [f"U+{c.upper()}" for c in dict.fromkeys(_CODES.findall(text))]
    return encoding + [
        f"U+{ord(c):04X} ({unicodedata.name(c, 'karakter kendali').lower()})"
        for c in dict.fromkeys(text)
        if (unicodedata.category(c) in {"Cc", "Cf", "Cs", "Cn"} and c not in "\t\n\r")
        or c in EMPTY_WIDE
    ]  # fmt: skip


def _check_format(location: Location, name: str, value: Any, code: str, result: SheetRows) -> None:
    if isinstance(value, str):
        if is_text_hidden(code):
            result.fault(location, f"format sel “{code}” menyembunyikan isinya", CHANGE_FORMAT)
        return
    if not isinstance(value, int | float) or isinstance(value, bool):
        return
    shown = show_number(value, code)
    if shown.problems and "persen" in shown.problems:
        message = f"format sel “{code}” {shown.problems}"
        result.add(message, CHANGE_FORMAT, address(*location), value, "peringatan")
    elif shown.problems:
        result.fault(location, f"format sel “{code}” {shown.problems}", CHANGE_FORMAT, value)
    elif shown.percent and abs(value) * 100 > TWICE:
        message = f"{value:g} ditampilkan sebagai persen, yaitu {value * 100:g} %"
        if abs(value) * 100 > PERCENT_DISPLAY:
            result.fault(location, message, CHANGE_FORMAT, value)
        else:
            result.add(message, CHANGE_FORMAT, address(*location), value, "peringatan")
    elif shown.percent and form(result.schema, name) == "bulat":
        result.fault(location, "bilangan bulat ditampilkan sebagai persen", CHANGE_FORMAT, value)
    elif shown.leading_zeros and not result.is_number(name):
        result.fault(location, "angka nol di depannya hanya tampilan",
                    "ubah format sel menjadi Teks, lalu ketik ulang", value)  # fmt: skip


def unfold_percent(facts: SheetFacts, location: Location, value: Any) -> Any:
    """A number Excel shows as 82 % is held as 0.82; the report's percentages are 82."""
    code = facts.formats.get(location)
    if code is None or isinstance(value, bool) or not isinstance(value, int | float):
        return value
    small = abs(value) * 100 <= PERCENT_DISPLAY
    return round(value * 100, 10) if small and show_number(value, code).percent else value


def _check_merge(sheet: Sheet, facts: SheetFacts, result: SheetRows) -> None:
    """Numbers never fill a merged range downwards, and nothing is read from under a merge."""
    if result.schema.VERTICAL:
        used = {(b, 2) for b in result.column.values()}
        for rect in facts.merges:
            for location in used & set(_covered(rect, sheet)):
                _refuse_merge(rect, location, result)
        return
    column, rows = result.mapped, {n for n, _ in [*result.rows, *result.total]}
    for rect in facts.merges:
        b1, k1, _, k2 = rect
        if b1 <= result.header:
            continue
        if not any(k in column for k in range(k1, k2 + 1)):
            _check_samping(rect, sheet, result)
            continue
        upper = _content(sheet, (b1, k1))
        for location in _covered(rect, sheet):
            b, k = location
            if (
                k not in column
                or b not in rows
                or not (_exists(upper) or _exists(_content(sheet, location)))
            ):
                continue
            if k != k1 or not isinstance(upper, str) or result.is_number(column[k]):
                _refuse_merge(rect, location, result)


def _check_samping(rect: Rect, sheet: Sheet, result: SheetRows) -> None:
    """A merged range beside the rows that are read, under no header."""
    b1, k1, b2, k2 = rect
    in_row = any(b1 <= n <= b2 for n, _ in result.rows)
    if in_row and not any(_exists(_content(sheet, (result.header, k))) for k in range(k1, k2 + 1)):
        span = f"{address(b1, k1)}:{address(b2, k2)}"
        result.add(f"sel gabungan {span} di samping tabel tidak dibaca",
                  "pisahkan sel gabungan itu, atau hapus", address(b1, k1),
                  level="peringatan")  # fmt: skip


def _refuse_merge(rect: Rect, location: Location, result: SheetRows) -> None:
    b1, k1, b2, k2 = rect
    span = f"{address(b1, k1)}:{address(b2, k2)}"
    result.fault(location, f"tertutup sel gabungan {span}, sehingga isinya tidak pasti",
                f"pisahkan sel gabungan {span}, lalu isi setiap selnya")  # fmt: skip


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _covered(rect: Rect, sheet: Sheet) -> Iterator[Location]:
    """Cells of a merged range but the one that shows, as far as the sheet has rows."""
    b1, k1, b2, k2 = rect
    width = max(map(len, sheet.content), default=0)
    for b in range(b1, min(b2, len(sheet.content)) + 1):
        for k in range(k1, min(k2, width) + 1):
            if (b, k) != (b1, k1):
                yield b, k


def _content(sheet: Sheet, location: Location) -> Any:
    b, k = location
    exists = b <= len(sheet.content) and k <= len(sheet.content[b - 1])
    return sheet.content[b - 1][k - 1] if exists else None


def _exists(value: Any) -> bool:
    return bool(tidy_up(value))


def _check_hidden(
    facts: SheetFacts, result: SheetRows, as_read: dict[Location, tuple[str, Any]]
) -> None:
    """What is read although nobody sees it: rows, columns, the sheet, zeros."""
    if facts.state != "visible":
        result.add("lembar tersembunyi ikut dibaca", "tampilkan lembarnya dan periksa", "A1",
                  level="peringatan")  # fmt: skip
    rows = {b for b, _ in as_read if b != result.header}
    for initial, end in _assemble(sorted(rows & facts.hidden_rows)):
        cells = f"A{initial}" if initial == end else f"A{initial}:A{end}"
        result.add("baris tersembunyi ikut dibaca", "tampilkan barisnya dan periksa", cells,
                  level="peringatan")  # fmt: skip
    for k in sorted({k for (_, k), (name, _) in as_read.items() if name} & facts.hidden_columns):
        result.add("kolom tersembunyi ikut dibaca", "tampilkan kolomnya dan periksa",
                  f"{get_column_letter(k)}{result.header or 1}", level="peringatan")  # fmt: skip
    zero = [s for s, (name, value) in as_read.items() if name and value == 0 and _is_number(value)]
    if zero and not facts.zeros:
        result.add("lembar diatur agar angka nol tidak tampak", "tampilkan nol di Opsi Excel",
                  address(*zero[0]), 0, "peringatan")  # fmt: skip


def _assemble(ordinal: list[int]) -> Iterator[tuple[int, int]]:
    """Runs of numbers that follow each other, each as its first and last."""
    for _, group in groupby(enumerate(ordinal), lambda p: p[1] - p[0]):
        sequence = [n for _, n in group]
        yield sequence[0], sequence[-1]
