"""What is still to be filled in, in the order an analyst fills it: sheet after sheet."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from openpyxl.utils.cell import coordinate_to_tuple

from lkip_helpers.intake.finding import Finding
from lkip_helpers.intake.partial import phrase_entry
from lkip_helpers.intake.sheet import SheetRows, cell_of, column_titles, tidy_up
from lkip_helpers.intake.workbook import address
from lkip_helpers.rules import load_rules
from lkip_helpers.schema import EVERY, sheets
from lkip_helpers.schema.base import Schema

SKELETON = "baru disiapkan, belum diisi"
OR_DASH = "tulis - bila"
SURVEY_SHEETS = (*sheets.SURVEY_FORMS, sheets.UnsurSkm.NAME)
Codes = Mapping[type[Schema], list[str]]


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
    done = {*SURVEY_SHEETS} if any(k.NAME in sheets.SURVEY_FORMS for k in filled_in) else set()
    remainder = [k for k in EVERY if k not in filled_in and k.NAME not in done]
    allowed = [k.SHEET for k in remainder if not k.SHEET_REQUIRED and location[k] not in open_items]
    required = sum(k.SHEET_REQUIRED for k in remainder)
    return Progress(len(filled_in), len(EVERY), required, tuple(allowed))


def set_aside_skeleton(t: SheetRows) -> None:
    """Set aside the rows of an optional sheet that was only prepared: names and nothing else.

    The report then leaves its part out and says why, as where the sheet is missing.
    """
    k = t.schema
    if k.SHEET_REQUIRED or not k.KEY:
        return
    entries = [*_list_entries(t, k.model_fields.keys() - set(k.KEY))]
    if not entries or any(tidy_up(s.value) for s in entries):
        return
    t.dropped = sorted([*t.dropped, *((n, SKELETON) for n, _ in t.rows)])
    t.rows = []
    titles = ", ".join(dict.fromkeys(s.title for s in entries))
    t.say("baru_nama", f"{entries[0].cell}:{entries[-1].cell}", kolom=titles)


def list_todos(parsed: list[SheetRows], tahun: int) -> list[Finding]:
    """Everything still to be filled in before there can be a report, in the order of the sheets."""
    codes: Codes = {
        t.schema: [str(r["kode"]) for _, r in t.rows if tidy_up(r.get("kode"))]
        for t in parsed
        if t.schema in (sheets.Indikator, sheets.Iku, sheets.Pk)
    }
    return [todo for t in parsed for todo in _list_sheet(t, codes, tahun)]


def _list_sheet(t: SheetRows, codes: Codes, tahun: int) -> Iterator[Finding]:
    if t.schema.SHEET_REQUIRED and t.column and not t.rows:  # a head, and nothing below
        required = [str(f.title) for f in t.schema.model_fields.values() if f.is_required()]
        cell = address(t.header + 1, min(t.column.values()))
        words = {"guna": t.schema.USE, "sel": cell, "kolom": ", ".join(required)}
        yield t.tell("lembar_kosong", cell, **words)
    yield from _group([x for x in t.findings if x.tingkat == "belum"] + list_blanks(t), t)
    yield from _list_empty_columns(t)
    if t.schema is sheets.Renstra:
        yield from _list_target(t, tahun)
    if t.schema is sheets.Realisasi:
        yield from _list_realisasi(t, codes, tahun)


@dataclass(frozen=True)
class _Entry:
    """One cell of a row: its field, its header, and its raw value."""

    name: str
    title: str
    cell: str
    value: Any


def _list_entries(t: SheetRows, wanted: Collection[str]) -> Iterator[_Entry]:
    """Every cell of these fields in the rows read, wide columns one by one."""
    titles = column_titles(t.schema)
    for ordinal, record in t.rows:
        for name in (n for n in record if n in wanted):
            width = record[name] if name == t.schema.WIDTH else {None: record[name]}
            for key, value in width.items():
                title = titles[name] if key is None else str(key)
                yield _Entry(name, title, cell_of(t, ordinal, name, key), value)


def list_blanks(t: SheetRows) -> list[Finding]:
    """Blank cells in columns whose blank says nothing, unless another finding names the cell."""
    required = load_rules("kelengkapan")["kolom_wajib"].get(t.schema.SHEET, [])
    known = {x.sel for x in t.findings}
    blank = (s for s in _list_entries(t, required) if not tidy_up(s.value) and s.cell not in known)
    result = []
    for s in blank:
        advice = phrase_entry(t.schema, s.name)
        advice = advice if OR_DASH in advice else f"{advice}; {OR_DASH} tidak ada"
        result.append(t.tell("belum_diisi", s.cell, kolom=s.title, cara=advice))
    return result


def _group(empty: list[Finding], t: SheetRows) -> Iterator[Finding]:
    """One item a column instead of one a cell; on a sheet that lists downwards one in all."""
    wrong = {x.sel for x in t.findings if x.tingkat == "salah"}
    empty = [x for x in empty if x.sel not in wrong]
    if t.schema is sheets.Profil and len(empty) > 1:
        titles = ", ".join(x.pesan.partition(":")[0] for x in empty)
        cells = merge_cells([x.sel for x in empty])
        yield t.tell("isian_kosong", cells, banyak=len(empty), isian=titles)
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


def _list_empty_columns(t: SheetRows) -> Iterator[Finding]:
    """Columns that hold nothing in any row."""
    once = load_rules("kelengkapan")["kolom_sekali"].get(t.schema.SHEET, [])
    column: dict[tuple[str, str], list[_Entry]] = {}
    for s in _list_entries(t, once):
        column.setdefault((s.name, s.title), []).append(s)
    for (name, title), every in column.items():
        if not any(tidy_up(s.value) for s in every):
            words = {"kolom": title, "cara": phrase_entry(t.schema, name)}
            yield t.tell("kolom_belum_diisi", merge_cells([s.cell for s in every]), **words)


def _list_target(t: SheetRows, tahun: int) -> Iterator[Finding]:
    """The Renstra has a target of the report's year."""
    if t.rows and not any(tidy_up(r[str(sheets.Renstra.WIDTH)].get(tahun)) for _, r in t.rows):
        column = t.width.get(tahun, max([*t.column.values(), *t.width.values()]) + 1)
        yield t.tell("tanpa_target", address(t.header + (tahun in t.width), column), tahun=tahun)


def _list_realisasi(t: SheetRows, codes: Codes, tahun: int) -> Iterator[Finding]:
    """Every known indicator of IKU and PK has its row of the report's year."""
    promises = dict.fromkeys([*codes.get(sheets.Iku, []), *codes.get(sheets.Pk, [])])
    exists = [tidy_up(r.get("kode")) for _, r in t.rows if tidy_up(r.get("tahun")) == str(tahun)]
    lacking = [
        k for k in promises if k in codes.get(sheets.Indikator, []) and tidy_up(k) not in exists
    ]
    if t.rows and (lacking or not exists):
        cell = address(max(n for n, _ in t.rows) + 1, min(t.column.values()))
        meant_for = f" untuk {', '.join(lacking)}" if lacking else ""
        yield t.tell("tanpa_realisasi", cell, tahun=tahun, untuk=meant_for)
