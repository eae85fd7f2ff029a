"""What is still to be filled in, in the order an analyst fills it: sheet after sheet."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from openpyxl.utils.cell import coordinate_to_tuple

from lkip_helpers.intake.finding import Finding
from lkip_helpers.intake.sheet import SheetRows, cell_of, column_titles, tidy_up
from lkip_helpers.intake.validate import phrase_entry
from lkip_helpers.intake.workbook import address
from lkip_helpers.rules import load_rules
from lkip_helpers.schema import EVERY
from lkip_helpers.schema.base import Schema
from lkip_helpers.schema.office import Profil
from lkip_helpers.schema.planning import Iku, Indikator, Pk, Realisasi, Renstra

HEADER = "kepala tabel"
SKELETON = "baru disiapkan, belum diisi"
OR_DASH = "tulis - bila"


@dataclass(frozen=True)
class Progress:
    """How far the filling has come: sheets filled, of how many, and the required ones still open.

    allowed: optional sheets without a row; the report leaves their part out.
    """

    filled_in: int
    every: int
    required_open: int
    allowed: tuple[str, ...]

    def __str__(self) -> str:
        return (
            f"Terisi {self.filled_in} dari {self.every} lembar; "
            f"{self.required_open} lembar wajib belum diisi."
        )


def compute_progress(manifest: Mapping[str, Any], findings: list[Finding]) -> Progress:
    """Progress from what was read of each sheet; one with an open item counts as not filled."""
    used = {(s["berkas"], s["lembar"]): s["dipakai"] for s in manifest.get("lembar", [])}
    open_items = {(t.berkas, t.lembar) for t in findings if t.tingkat == "belum"}
    location = {k: (k.FILE, k.SHEET) for k in EVERY}
    filled_in = {k for k, at in location.items() if used.get(at) and at not in open_items}
    remainder = [k for k in EVERY if k not in filled_in]
    allowed = [k.SHEET for k in remainder if not k.SHEET_REQUIRED and location[k] not in open_items]
    return Progress(
        len(filled_in), len(EVERY), sum(k.SHEET_REQUIRED for k in remainder), tuple(allowed)
    )


def set_aside_skeleton(t: SheetRows) -> None:
    """Set aside the rows of an optional sheet that was only prepared: names and nothing else.

    The report then leaves its part out and says why, as where the sheet is missing.
    """
    k = t.schema
    if k.SHEET_REQUIRED or not k.KEY:
        return
    entry_values = [*_entry(t, k.model_fields.keys() - set(k.KEY))]
    if not entry_values or any(tidy_up(s.value) for s in entry_values):
        return
    t.dropped = sorted([*t.dropped, *((n, SKELETON) for n, _ in t.rows)])
    t.rows = []
    title = ", ".join(dict.fromkeys(s.title for s in entry_values))
    t.add(
        "baru berisi nama, sehingga bagiannya belum disajikan",
        f"isi {title}, atau hapus barisnya bila memang tidak ada",
        f"{entry_values[0].cells}:{entry_values[-1].cells}",
        level="peringatan",
    )


def list_todos(parsed: list[SheetRows], tahun: int) -> list[Finding]:
    """Everything still to be filled in before there can be a report, in the order of the sheets."""
    by_schema = {t.schema: t for t in parsed}
    return [duty for t in parsed for duty in _list_sheets(t, by_schema, tahun)]


def _list_sheets(
    t: SheetRows, by_schema: Mapping[type[Schema], SheetRows], tahun: int
) -> Iterator[Finding]:
    yield from _empty_sheet(t)
    yield from _group([x for x in t.findings if x.tingkat == "belum"] + _empty_columns(t), t)
    yield from _once_columns(t)
    if t.schema is Renstra:
        yield from _target_tahun(t, tahun)
    if t.schema is Realisasi:
        yield from _realisasi_tahun(t, by_schema, tahun)


@dataclass(frozen=True)
class _FilledCell:
    """One cell of a row: its field, its key where the field is wide, and its raw value."""

    sheet: SheetRows
    ordinal: int
    name: str
    key: Any
    value: Any

    @property
    def title(self) -> str:
        return column_titles(self.sheet.schema)[self.name] if self.key is None else str(self.key)

    @property
    def cells(self) -> str:
        return cell_of(self.sheet, self.ordinal, self.name, self.key)


def _entry(t: SheetRows, wanted: Collection[str]) -> Iterator[_FilledCell]:
    """Every cell of these fields in the rows read, wide columns one by one."""
    for ordinal, record in t.rows:
        for name in (n for n in record if n in wanted):
            value = record[name]
            width = value if name == t.schema.WIDTH else {None: value}
            for key, content in width.items():
                yield _FilledCell(t, ordinal, name, key, content)


def _finding(t: SheetRows, cells: str, message: str, advice: str) -> Finding:
    return Finding(t.schema.FILE, t.schema.SHEET, cells, "", "belum", message, advice)


def _header_row(t: SheetRows) -> int:
    return next((n for n, reason in t.dropped if reason == HEADER), 0)


def _empty_sheet(t: SheetRows) -> Iterator[Finding]:
    """A required sheet that has its header and nothing below."""
    if t.schema.SHEET_REQUIRED and t.column and not t.rows:
        required = [f.title for n, f in t.schema.model_fields.items() if f.is_required()]
        cells = address(_header_row(t) + 1, min(t.column.values()))
        message = f"lembar belum berisi ({t.schema.USE})"
        yield _finding(t, cells, message, f"isi mulai {cells}: {', '.join(map(str, required))}")


def _empty_columns(t: SheetRows) -> list[Finding]:
    """Blank cells in columns whose blank says nothing, unless another finding names the cell."""
    required = load_rules("kelengkapan")["kolom_wajib"].get(t.schema.SHEET, [])
    known = {x.sel for x in t.findings}
    return [
        _finding(t, s.cells, f"{s.title}: belum diisi", _or_dash(t.schema, s.name))
        for s in _entry(t, required)
        if not tidy_up(s.value) and s.cells not in known
    ]


def _or_dash(schema: type[Schema], name: str) -> str:
    advice = phrase_entry(schema, name)
    return advice if OR_DASH in advice else f"{advice}; {OR_DASH} tidak ada"


def _group(empty: list[Finding], t: SheetRows) -> Iterator[Finding]:
    """One item a column instead of one a cell; on a sheet that lists downwards one in all."""
    wrong = {x.sel for x in t.findings if x.tingkat == "salah"}
    empty = [x for x in empty if x.sel not in wrong]
    if t.schema is Profil and len(empty) > 1:
        entry_values = ", ".join(x.pesan.partition(":")[0] for x in empty)
        cells = merge_cells([x.sel for x in empty])
        yield _finding(t, cells, f"{len(empty)} isian belum diisi", f"isi {entry_values}")
        return
    column: dict[str, list[Finding]] = {}
    for x in sorted(empty, key=lambda x: coordinate_to_tuple(x.sel)[::-1]):
        column.setdefault(x.pesan, []).append(x)
    for message, members in column.items():
        count = f" pada {len(members)} baris" if len(members) > 1 else ""
        cells = merge_cells([x.sel for x in members])
        yield replace(members[0], sel=cells, pesan=f"{message}{count}")


def merge_cells(cells: list[str]) -> str:
    """Cells of one column, three or more in a row as a range: "E9, E10", "E9:E12, E20"."""
    series: list[list[str]] = [[cells[0]]]
    for a, b in pairwise(cells):
        (row_a, column_a), (row_b, column_b) = coordinate_to_tuple(a), coordinate_to_tuple(b)
        if (row_b, column_b) == (row_a + 1, column_a):
            series[-1].append(b)
        else:
            series.append([b])
    return ", ".join(f"{d[0]}:{d[-1]}" if len(d) > 2 else ", ".join(d) for d in series)


def _once_columns(t: SheetRows) -> Iterator[Finding]:
    """Columns that hold nothing in any row."""
    once = load_rules("kelengkapan")["kolom_sekali"].get(t.schema.SHEET, [])
    filled = {(s.name, s.title) for s in _entry(t, once) if tidy_up(s.value)}
    column: dict[tuple[str, str], list[str]] = {}
    for s in _entry(t, once):
        if (s.name, s.title) not in filled:
            column.setdefault((s.name, s.title), []).append(s.cells)
    for (name, title), every in column.items():
        advice = phrase_entry(t.schema, name)
        yield _finding(t, merge_cells(every), f"{title}: belum diisi satu pun", advice)


def _target_tahun(t: SheetRows, tahun: int) -> Iterator[Finding]:
    """The Renstra has a target of the report's year."""
    width = str(Renstra.WIDTH)
    if t.rows and not any(tidy_up(r[width].get(tahun)) for _, r in t.rows):
        column = t.width.get(tahun, max([*t.column.values(), *t.width.values()]) + 1)
        cells = address(_header_row(t) + (tahun in t.width), column)
        yield _finding(t, cells, f"tidak ada target tahun {tahun}", "isi kolom tahun itu")


def _realisasi_tahun(
    t: SheetRows, by_schema: Mapping[type[Schema], SheetRows], tahun: int
) -> Iterator[Finding]:
    """Every known indicator of IKU and PK has its row of the report's year."""
    code = {
        k: [str(r["kode"]) for _, r in by_schema[k].rows if tidy_up(r.get("kode"))]
        for k in (Indikator, Iku, Pk)
        if k in by_schema
    }
    promises = dict.fromkeys([*code.get(Iku, []), *code.get(Pk, [])])
    exists = [tidy_up(r.get("kode")) for _, r in t.rows if tidy_up(r.get("tahun")) == str(tahun)]
    lacking = [k for k in promises if k in code.get(Indikator, []) and tidy_up(k) not in exists]
    if t.rows and (lacking or not exists):
        cells = address(max(n for n, _ in t.rows) + 1, min(t.column.values()))
        meant_for = f" untuk {', '.join(lacking)}" if lacking else ""
        yield _finding(
            t, cells, f"tidak ada realisasi tahun {tahun}{meant_for}", "tambahkan barisnya"
        )
