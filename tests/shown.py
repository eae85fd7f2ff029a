"""Sheets as grids of cells that know what they show, and an oracle that knows nothing of intake.

It compares what was read cell by cell, and row by row, with what a reader of the sheet sees.
"""

import io
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import range_boundaries

from lkip_helpers.intake.frames import build_frame
from lkip_helpers.intake.partial import validate
from lkip_helpers.intake.sheet import read_sheet
from lkip_helpers.intake.totals import check_total
from lkip_helpers.intake.workbook import WorkbookFile
from lkip_helpers.schema.base import Schema
from lkip_helpers.schema.sheets import EVERY

PROJECT_ROOT = Path(__file__).parents[1]
TAK_PASTI = object()  # what a cell shows cannot be read as a value: it must be a finding


@dataclass
class Cell:
    """One cell: what is stored, how it is formatted, and what a reader takes it for."""

    content: Any = None
    code: str = "General"
    meaning: Any = None
    error: bool = False


@dataclass
class Grid:
    """A sheet. data: rows of the table; kolom: its columns, from 0."""

    schema: type[Schema]
    cells: list[list[Cell]]
    merge: list[str] = field(default_factory=list)
    baris_sembunyi: set[int] = field(default_factory=set)
    kolom_sembunyi: set[int] = field(default_factory=set)
    data: list[int] = field(default_factory=list)
    column: list[int] = field(default_factory=list)
    header: int = 0

    def write(self) -> bytes:
        wb = Workbook()
        ws = wb.active
        ws.title = self.schema.SHEET
        for b, rows in enumerate(self.cells, 1):
            for k, s in enumerate(rows, 1):
                if s.content is not None or s.code != "General":
                    c = ws.cell(b, k, s.content)
                    c.number_format = s.code
                    c.data_type = "e" if s.error else c.data_type
        for r in self.merge:
            ws.merged_cells.add(r)
        for b in self.baris_sembunyi:
            ws.row_dimensions[b + 1].hidden = True
        for k in self.kolom_sembunyi:
            ws.column_dimensions[get_column_letter(k + 1)].hidden = True
        emitted = io.BytesIO()
        wb.save(emitted)
        return emitted.getvalue()


@dataclass
class Dibaca:
    """What intake made of a grid: values by cell, rows left out, findings as text."""

    value: dict[tuple[int, int], Any]
    rows: set[int]
    findings: set[str]


def read(grid: Grid) -> Dibaca:
    k = grid.schema
    t = read_sheet(WorkbookFile(Path(k.FILE), grid.write()), k)
    valid = validate(t)
    total = [] if k.VERTICAL else list(check_total(t, build_frame(t, valid)))
    value = {}
    for ordinal, rows in valid:
        for name in k.model_fields:
            content = getattr(rows, name)
            if k.VERTICAL and name in t.positions:
                b = t.positions[name] - 1  # left empty, the entry is what its contract then says
                empty = len(grid.cells[b]) < 2 or grid.cells[b][1].meaning is None
                usual = empty and content == k.model_fields[name].default
                value[b, 1] = None if usual else content
            elif name == k.WIDE_FIELD:
                value |= {(ordinal - 1, t.wide_columns[j] - 1): v for j, v in content.items()}
            elif name in t.positions:
                value[ordinal - 1, t.positions[name] - 1] = content
    return Dibaca(value, {b for b, _ in value}, {str(x) for x in [*t.findings, *total]})


@cache
def list_grid() -> list[tuple[Grid, Dibaca]]:
    """Every filled sheet of the examples, with what is read of it as it stands.

    LKIP_FUZZ_RAW names further folders of workbooks.
    """
    other = [Path(p) for p in os.environ.get("LKIP_FUZZ_RAW", "").split(os.pathsep) if p]
    every = [
        g
        for folder in [*sorted((PROJECT_ROOT / "data" / "raw").glob("*/*")), *other]
        for name in dict.fromkeys(k.FILE for k in EVERY)
        for g in _load(folder / name)
    ]
    return [(g, d) for g in every if (d := _prepare(g)).value]


def _load(file: Path) -> Iterator[Grid]:
    wb = load_workbook(file, data_only=True)
    for k in EVERY:
        if file.name == k.FILE and k.SHEET in wb.sheetnames:
            ws = wb[k.SHEET]
            cells = [[Cell(c.value, c.number_format, c.value) for c in b] for b in ws.iter_rows()]
            yield Grid(k, cells, [str(r) for r in ws.merged_cells.ranges])


def _prepare(grid: Grid) -> Dibaca:
    """What is read of a clean sheet is right by other tests: it is what its cells show."""
    as_read = read(grid)
    for (b, k), v in as_read.value.items():
        if not isinstance(v, bool) and grid.cells[b][k].content is not None:
            grid.cells[b][k].meaning = v  # what a merge shows belongs to its place, not its cell
    grid.data = sorted(as_read.rows)
    grid.column = sorted({k for _, k in as_read.value})
    grid.header = grid.data[0] - 1 if grid.data else 0
    return as_read


def list_diffs(grid: Grid, as_read: Dibaca, known: set[str]) -> list[str]:
    """Where a reading differs from what is shown. dikenal: rows that hold no data, as text.

    A row 1, 2, 3 in columns of words numbers the columns.
    """
    diff = [
        f"{get_column_letter(k + 1)}{b + 1}: {v!r}, tampak {_tampak(grid, b, k)!r}"
        for (b, k), v in as_read.value.items()
        if not _same(v, _tampak(grid, b, k))
    ]
    for b in range(grid.header + 1, len(grid.cells)):
        cells = [grid.cells[b][k] for k in grid.column if k < len(grid.cells[b])]
        content = [s.meaning for s in cells if s.meaning is not None]
        if b in as_read.rows or not content or teks_baris(grid, b) in known:
            continue
        if grid.schema.NAME == "skm" or content != list(range(1, len(content) + 1)):
            diff.append(f"baris {b + 1} tidak dibaca")
    return diff


def teks_baris(grid: Grid, b: int) -> str:
    return repr([s.content for s in grid.cells[b]])


def _tampak(grid: Grid, b: int, k: int) -> Any:
    if b >= len(grid.cells) or k >= len(grid.cells[b]):
        return None
    for r in grid.merge:
        k1, b1, k2, b2 = rect(r)
        if b1 <= b <= b2 and k1 <= k <= k2 and (b, k) != (b1, k1):
            upper = grid.cells[b1][k1].meaning
            return (
                upper
                if isinstance(upper, str) and k == k1
                else TAK_PASTI
                if upper is not None
                else None
            )
    return grid.cells[b][k].meaning


@cache
def rect(span: str) -> tuple[int, int, int, int]:
    k1, b1, k2, b2 = range_boundaries(span)
    return k1 - 1, b1 - 1, k2 - 1, b2 - 1


def _same(as_read: Any, seen: Any) -> bool:
    if seen is TAK_PASTI:
        return False
    if isinstance(as_read, bool):
        return as_read == (
            _text(seen).lower() in {"ya", "ada", "sudah", "✓", "v", "x", "1", "true"}
        )
    if isinstance(as_read, int | float) and isinstance(seen, int | float):
        return abs(as_read - seen) <= 1e-9 * max(1, abs(seen))
    return _text(as_read) == _text(seen)


def _text(v: Any) -> str:
    text = "" if v is None else " ".join(str(v).split())
    return "" if text in {"-", "–"} else text
