"""An export as sheets of cells, whatever kind of file it is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lkip_helpers.importers.filetype import READ, tell_kind
from lkip_helpers.intake.container import list_similar
from lkip_helpers.intake.workbook import Sheet, UnreadableWorkbook, WorkbookFile

HEADER_SEARCH = 15


@dataclass(frozen=True)
class Export:
    """lembar: every sheet; defects: cells of a sheet by what Excel could not compute there."""

    sheet: list[Sheet]
    defects: Callable[[str], dict[str, str]]
    hidden: Callable[[str], set[int]]


def opened(file: Path) -> Export:
    """What it holds says how it is read, not its name. Raises BukuTakTerbaca."""
    raw_bytes = _content(file)
    kind = tell_kind(file, raw_bytes)
    if read := READ.get(kind):
        return Export(read(file, raw_bytes), lambda _: {}, lambda _: set())
    workbook = WorkbookFile(file)
    every = [workbook.read_sheet(n) for n in workbook.sheet_list]
    return Export(every, lambda n: _defects(workbook, n), workbook.find_hidden_rows)


def _content(file: Path) -> bytes:
    if not file.is_file():
        similar = list_similar(file)
        advice = f"apakah maksudnya {similar}?" if similar else "periksa nama dan foldernya"
        raise UnreadableWorkbook(file, "berkas tidak ada", advice)
    return file.read_bytes()


def _defects(workbook: WorkbookFile, name: str) -> dict[str, str]:
    formula = dict.fromkeys(workbook.find_empty_formulas(name), "rumus belum punya hasil tersimpan")
    return formula | dict.fromkeys(workbook.find_errors(name), "berisi galat Excel")


def vertical_merge_content(sheet: Sheet, ordinal: int) -> Sequence[Any]:
    """A row of heads, each cell that lies in a range merged downwards with what is shown there."""
    content = list(sheet.content[ordinal - 1])
    for b1, k1, b2, _ in sheet.merge:
        if b1 < ordinal <= b2:
            content[k1 - 1] = sheet.content[b1 - 1][k1 - 1]
    return content
