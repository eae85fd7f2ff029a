"""An export as sheets of cells, from a workbook or from a text file with separators."""

import contextlib
import csv
import io
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lkip_helpers.intake.workbook import Sheet, UnreadableWorkbook, WorkbookFile

TEXT = (".csv", ".tsv", ".txt")
SEPARATOR = ",;\t"
HEADER_SEARCH = 15


@dataclass(frozen=True)
class Export:
    """lembar: every sheet; defects: cells of a sheet by what Excel could not compute there."""

    sheet: list[Sheet]
    defects: Callable[[str], dict[str, str]]
    hidden: Callable[[str], set[int]]


def opened(file: Path) -> Export:
    """What it holds says how it is read, not its name alone. Raises UnreadableWorkbook."""
    if file.suffix.lower() in TEXT and not zipfile.is_zipfile(file):
        return Export([read_csv(file)], lambda _: {}, lambda _: set())
    workbook = WorkbookFile(file)
    every = [workbook.read_sheet(n) for n in workbook.sheet_list]
    return Export(every, lambda n: _defects(workbook, n), workbook.find_hidden_rows)


def _defects(workbook: WorkbookFile, name: str) -> dict[str, str]:
    formula = dict.fromkeys(workbook.find_empty_formulas(name), "rumus belum punya hasil tersimpan")
    return formula | dict.fromkeys(workbook.find_errors(name), "berisi galat Excel")


def read_csv(file: Path) -> Sheet:
    """A text file with separators as a sheet: cells are text, or None where empty.

    Raises UnreadableWorkbook.
    """
    if not file.is_file():
        raise UnreadableWorkbook(file, "berkas tidak ada", "periksa nama dan foldernya")
    raw_bytes = file.read_bytes()
    utf16 = raw_bytes[:2] in {b"\xff\xfe", b"\xfe\xff"}
    for encoding in ["utf-16"] if utf16 else ["utf-8-sig", "cp1252"]:
        with contextlib.suppress(UnicodeDecodeError):
            if "\0" not in (text := raw_bytes.decode(encoding)) and (content := _parse(text)):
                return Sheet(file.stem, content, [])
    raise UnreadableWorkbook(file, "isi berkas tidak terbaca", "unduh lagi sebagai .csv atau .xlsx")


def _parse(text: str) -> list[list[Any]]:
    """Rows of equal length, [] where there are none."""
    text = text.split("\n", 1)[-1] if text.startswith("sep=") else text
    candidate = [b for p in SEPARATOR if any(b := _split(text, p))]
    rows = max(candidate, key=_evenness, default=[])
    width = max((len(b) for b in rows), default=0)
    return [[v if v.strip() else None for v in b] + [None] * (width - len(b)) for b in rows]


def _split(text: str, separator: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error:  # quoted for another separator
        return []


def _evenness(rows: list[list[str]]) -> tuple[int, int]:
    """How well a separator fits: most rows of one width, wider than a cell; then the wider.

    Lines of a title above the table have no separator and count for none.
    """
    width = Counter(len(b) for b in rows if len(b) > 1)
    return max(((n, w) for w, n in width.items()), default=(0, 0))


def vertical_merge_content(sheet: Sheet, ordinal: int) -> Sequence[Any]:
    """A row of heads, each cell that lies in a range merged downwards with what is shown there."""
    content = list(sheet.content[ordinal - 1])
    for b1, k1, b2, _ in sheet.merge:
        if b1 < ordinal <= b2:
            content[k1 - 1] = sheet.content[b1 - 1][k1 - 1]
    return content
