"""What is still to be filled in, in the order an analyst fills it: sheet after sheet."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from openpyxl.utils.cell import coordinate_to_tuple

from lkip_helpers.intake.finding import Finding
from lkip_helpers.intake.partial import phrase_entry
from lkip_helpers.intake.sheetrows import SheetRows, iter_cells
from lkip_helpers.intake.workbook import address
from lkip_helpers.schema import sheets
from lkip_helpers.schema.base import Schema
from lkip_helpers.schema.cells import EARLIEST_TAHUN, fold_text, is_filled, tidy_text
from lkip_helpers.schema.sheets import EVERY

SKELETON = "baru disiapkan, belum diisi"
OR_DASH = "tulis - bila"
SURVEY_SHEETS = (*sheets.SURVEY_FORMS, sheets.UnsurSkm.NAME)
Codes = Mapping[type[Schema], list[str]]


@dataclass(frozen=True)
class Progress:
    """How many sheets are filled, of how many, and how many required ones are not.

    optional_empty: optional sheets without a row; the report leaves their part out.
    """

    filled: int
    total: int
    required_open: int
    optional_empty: tuple[str, ...]

    def __str__(self) -> str:
        filled = f"Terisi {self.filled} dari {self.total} lembar"
        return f"{filled}; {self.required_open} lembar wajib belum diisi."


def compute_progress(manifest: Mapping[str, Any], findings: list[Finding]) -> Progress:
    """Progress from what was read of each sheet; one with an open item counts as not filled."""
    used = {(s["berkas"], s["lembar"]): s["dipakai"] for s in manifest.get("lembar", [])}
    unfinished = {(f.berkas, f.lembar) for f in findings if f.tingkat == "belum"}
    places = {s: (s.FILE, s.SHEET) for s in EVERY}
    filled = {s for s, at in places.items() if used.get(at) and at not in unfinished}
    done = {*SURVEY_SHEETS} if any(s.NAME in sheets.SURVEY_FORMS for s in filled) else set()
    rest = [s for s in EVERY if s not in filled and s.NAME not in done]
    optional = [s.SHEET for s in rest if not s.SHEET_REQUIRED and places[s] not in unfinished]
    required_open = sum(s.SHEET_REQUIRED for s in rest)
    return Progress(len(filled), len(EVERY), required_open, tuple(optional))


def set_aside_skeleton(table: SheetRows) -> None:
    """Drop the rows of an optional sheet in which only the names (KEY) are filled.

    The report then leaves its part out and says why, as if the sheet were missing.
    """
    schema = table.schema
    if schema.SHEET_REQUIRED or not schema.KEY:
        return
    wanted = schema.model_fields.keys() - set(schema.KEY)
    cells = (v for _, record in table.rows for n, _, v in iter_cells(record) if n in wanted)
    if any(map(is_filled, cells)) or not (entries := [*_list_empty_cells(table, wanted)]):
        return
    table.dropped = sorted([*table.dropped, *((row, SKELETON) for row, _ in table.rows)])
    table.rows = []
    titles = ", ".join(dict.fromkeys(title for _, title, _ in entries))
    table.add_finding("baru_nama", f"{entries[0][-1]}:{entries[-1][-1]}", kolom=titles)


def set_aside_former(table: SheetRows, codes: Collection[str], tahun: int) -> None:
    """Drop, with a note, realisasi of the years before `tahun` of indicators that have no `codes`.

    So a new Renstra is filled in without deleting what was carried over.
    """
    years, known = {str(t) for t in range(EARLIEST_TAHUN, tahun)}, {"", *map(fold_text, codes)}
    earlier = ((n, r.get("kode")) for n, r in table.rows if fold_text(r.get("tahun")) in years)
    if former := {n: tidy_text(code) for n, code in earlier if fold_text(code) not in known}:
        cells = phrase_cells([table.locate(n, "kode") for n in former])
        table.add_finding("indikator_lama", cells, kode=", ".join(dict.fromkeys(former.values())))
    table.dropped = sorted([*table.dropped, *((n, "indikatornya tidak ada lagi") for n in former)])
    table.rows = [(n, record) for n, record in table.rows if n not in former]


def list_todos(tables: list[SheetRows], tahun: int) -> list[Finding]:
    """Everything still to be filled in before there can be a report, in the order of the sheets."""
    codes: Codes = {
        t.schema: [str(r["kode"]) for _, r in t.rows if is_filled(r.get("kode"))]
        for t in tables
        if t.schema in (sheets.Indikator, sheets.Iku, sheets.Pk)
    }
    return [todo for t in tables for todo in _list_sheet(t, codes, tahun)]


def _list_sheet(table: SheetRows, codes: Codes, tahun: int) -> Iterator[Finding]:
    schema = table.schema
    if schema.SHEET_REQUIRED and table.positions and not table.rows:  # a header, and nothing below
        required = (n for n, field in schema.model_fields.items() if field.is_required())
        titles = ", ".join(schema.KINDS[n].title for n in required)
        cell = address(table.header + 1, min(table.positions.values()))
        words = {"guna": schema.USE, "sel": cell, "kolom": titles}
        yield table.make_finding("lembar_kosong", cell, **words)
    empty = [f for f in table.findings if f.tingkat == "belum"] + list_blanks(table)
    yield from _group_by_column(empty, table)
    yield from _list_empty_columns(table)
    if schema is sheets.Renstra:
        yield from _list_target(table, tahun)
    if schema is sheets.Realisasi:
        yield from _list_realisasi(table, codes, tahun)


def _list_empty_cells(table: SheetRows, wanted: Collection[str]) -> Iterator[tuple[str, str, str]]:
    """Field, header and address of the empty cells of these fields in the rows read."""
    titles = table.schema.list_titles()
    for row, record in table.rows:
        for name, key, value in iter_cells({n: v for n, v in record.items() if n in wanted}):
            if not is_filled(value):
                title = titles[name] if key is None else str(key)
                yield name, title, table.locate(row, name, key)


def list_blanks(table: SheetRows) -> list[Finding]:
    """Blank cells in columns that must be filled and that no other finding names."""
    begun = {n for _, record in table.rows for n, _, v in iter_cells(record) if is_filled(v)}
    due = {"semua": table.schema.KINDS, "bersama": begun}
    required = [n for n, kind in table.schema.KINDS.items() if n in due.get(kind.filled, ())]
    known = {f.sel for f in table.findings}
    blanks = []
    for name, title, cell in _list_empty_cells(table, required):
        if cell not in known:
            advice = phrase_entry(table.schema, name)
            advice = advice if OR_DASH in advice else f"{advice}; {OR_DASH} tidak ada"
            blanks.append(table.make_finding("belum_diisi", cell, kolom=title, cara=advice))
    return blanks


def _group_by_column(findings: list[Finding], table: SheetRows) -> Iterator[Finding]:
    """One item a column instead of one a cell; only one in all for the Profil."""
    wrong = {f.sel for f in table.findings if f.tingkat == "salah"}
    findings = [f for f in findings if f.sel not in wrong]
    if table.schema is sheets.Profil and len(findings) > 1:
        titles = ", ".join(f.pesan.partition(":")[0] for f in findings)
        cells = phrase_cells([f.sel for f in findings])
        yield table.make_finding("isian_kosong", cells, banyak=len(findings), isian=titles)
        return
    groups: dict[str, list[Finding]] = {}
    for finding in sorted(findings, key=lambda f: coordinate_to_tuple(f.sel)[::-1]):
        groups.setdefault(finding.pesan, []).append(finding)
    for message, group in groups.items():
        count = f" pada {len(group)} baris" if len(group) > 1 else ""
        cells = phrase_cells([f.sel for f in group])
        yield replace(group[0], sel=cells, pesan=f"{message}{count}")


def phrase_cells(cells: list[str]) -> str:
    """Cells as text, three or more below each other as a range: "E9, E10", "E9:E12, E20"."""
    places = ((n, *coordinate_to_tuple(cell), cell) for n, cell in enumerate(cells))
    found = groupby(places, lambda p: (p[2], p[1] - p[0]))  # the same within a run
    runs = [[place[-1] for place in run] for _, run in found]
    return ", ".join(f"{run[0]}:{run[-1]}" if len(run) > 2 else ", ".join(run) for run in runs)


def _list_empty_columns(table: SheetRows) -> Iterator[Finding]:
    """Columns that hold nothing in any row."""
    once = [n for n, kind in table.schema.KINDS.items() if kind.filled == "satu"]
    columns: dict[tuple[str, str], list[str]] = {}
    for name, title, cell in _list_empty_cells(table, once):
        columns.setdefault((name, title), []).append(cell)
    for (name, title), empty in columns.items():
        if len(empty) == len(table.rows):
            cells = phrase_cells(empty)
            words = {"kolom": title, "cara": phrase_entry(table.schema, name)}
            yield table.make_finding("kolom_belum_diisi", cells, **words)


def _list_target(table: SheetRows, tahun: int) -> Iterator[Finding]:
    """A finding where the Renstra has no target of the report's year."""
    target = sheets.Renstra.WIDE_FIELD
    if table.rows and not any(is_filled(r[target].get(tahun)) for _, r in table.rows):
        column = table.wide_columns.get(tahun)
        cell = address(table.header + bool(column), column or max(table.fields) + 1)
        yield table.make_finding("tanpa_target", cell, tahun=tahun)


def _list_realisasi(table: SheetRows, codes: Codes, tahun: int) -> Iterator[Finding]:
    """A finding where an indicator of IKU or PK has no row of the report's year."""
    expected = dict.fromkeys([*codes.get(sheets.Iku, []), *codes.get(sheets.Pk, [])])
    known = codes.get(sheets.Indikator, [])
    records = (r for _, r in table.rows if fold_text(r.get("tahun")) == str(tahun))
    reported = [fold_text(r.get("kode")) for r in records]
    missing = [k for k in expected if k in known and fold_text(k) not in reported]
    if table.rows and (missing or not reported):
        cell = address(max(row for row, _ in table.rows) + 1, min(table.positions.values()))
        names = f" untuk {', '.join(missing)}" if missing else ""
        yield table.make_finding("tanpa_realisasi", cell, tahun=tahun, untuk=names)
