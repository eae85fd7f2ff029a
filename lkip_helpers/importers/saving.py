"""Save imported rows in a raw workbook: other sheets stay, the former workbook is kept."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl.workbook import Workbook

from lkip_helpers.importers.findings import flag
from lkip_helpers.intake.finding import Finding, UnreadableFile
from lkip_helpers.intake.partial import validate
from lkip_helpers.intake.placing import free_name, new_file
from lkip_helpers.intake.provenance import NOT_YET, read_sources, record_origin
from lkip_helpers.intake.sheet import read_sheet
from lkip_helpers.intake.sheetcolumns import NOT_READ
from lkip_helpers.intake.sheetrows import SheetRows, iter_cells
from lkip_helpers.intake.workbook import WorkbookFile, open_for_editing
from lkip_helpers.schema.base import Schema
from lkip_helpers.schema.cells import fold_text, tidy_text
from lkip_helpers.workbooks.carryover import RowRecord, SheetContent, empty_content
from lkip_helpers.workbooks.mark import clear_unknown, list_notes
from lkip_helpers.workbooks.style import copy, save
from lkip_helpers.workbooks.template import build_sheet, build_workbooks
from lkip_helpers.workspace import Workspace, hash_file

Merge = Callable[[SheetRows, Sequence[RowRecord]], tuple[SheetContent, list[Finding]]]


@dataclass(frozen=True)
class Plan:
    """What a sheet will hold; findings: what that changes (salah: only with --ganti).

    broken: the sheet cannot be read as it is, so that nothing may be written, even with --ganti.
    merging: it held rows already, which are kept. same: it holds all this already.
    """

    schema: type[Schema]
    content: SheetContent
    findings: tuple[Finding, ...] = ()
    broken: bool = False
    merging: bool = False
    same: bool = False


def make_plan(
    workspace: Workspace, schema: type[Schema], content: SheetContent, merge: Merge | None = None
) -> Plan:
    """Compare imported rows with the sheet as it is; `merge` combines both, else they replace it.

    Raises UnreadableFile if the workbook exists but cannot be opened.
    """
    file = workspace.raw / schema.FILE
    if not file.exists():
        return Plan(schema, content)
    table = read_sheet(WorkbookFile(file), schema)
    if not table.row_count:  # no such sheet yet
        return Plan(schema, content)
    unread = [f for f in table.findings if NOT_READ in f.pesan]
    lost = [flag("kolom_hilang", f.berkas, f.lembar, f.sel, f.value, kolom=f.value) for f in unread]
    if not schema.PEOPLE and (notes := list_notes(open_for_editing(file), schema.SHEET)):
        lost += (flag("catatan_hilang", schema.FILE, schema.SHEET, ", ".join(notes)),)
    validate(table)
    if broken := tuple(f for f in table.findings if f.is_blocking):
        return Plan(schema, content, broken, broken=True)
    rows = [r for _, r in table.rows]
    names = {*schema.KEY, "kode_program"}  # a row holds more than these where it is filled
    filled = [r for r in rows if any(fold_text(v) for n, _, v in iter_cells(r) if n not in names)]
    planned, changes = content, list[Finding]()
    if merge:
        planned, changes = merge(table, content.rows)
    elif filled and _fold_rows(schema, filled) != _fold_rows(schema, content.rows):
        cells = f"A{table.rows[0][0]}:A{table.rows[-1][0]}"
        words = {"lama": len(filled), "baru": len(content.rows)}
        changes = [flag("isi_diganti", schema.FILE, schema.SHEET, cells, **words)]
    same = _fold_rows(schema, rows) == _fold_rows(schema, planned.rows)
    findings = [f for f in (*changes, *lost) if not same or (f in changes and not f.is_blocking)]
    merging = merge is not None and bool(filled)
    return Plan(schema, planned, tuple(findings), merging=merging, same=same)


def _fold_rows(schema: type[Schema], rows: Sequence[RowRecord]) -> list[list[object]]:
    """Rows for comparing: every value as it would be typed."""
    return [[_fold(r.get(n)) for n in schema.model_fields] for r in rows]


def _fold(value: object) -> object:
    if isinstance(value, dict):
        return {str(k): _fold(v) for k, v in value.items()}
    return tidy_text(value)


def save_sheet(
    workspace: Workspace, plan: Plan, origin: str, date: str
) -> tuple[Path | None, list[str]]:
    """Write the sheet, whole or not at all, and the origin of the workbook into SUMBER.toml.

    A missing workbook is made from the templates. Returns the copy of the former workbook, if there
    was one, and the cells with a formula, whose saved results are lost until Excel computes them.
    Raises UnreadableFile if the workbook or SUMBER.toml cannot be changed.
    """
    destination = workspace.raw / plan.schema.FILE
    copied = copy_former(workspace, destination) if destination.exists() else None
    workbook = _build(workspace, plan, destination if copied else None)
    try:
        with new_file(destination) as new:
            save(workbook, new)
            recorded = read_sources(workspace.raw).get(plan.schema.FILE, {}).get("asal", NOT_YET)
            if plan.merging and recorded != NOT_YET and origin not in recorded:
                origin = f"{recorded}; {origin}"  # after that of the rows that are kept
            # While the workbook can still be left as it was.
            record_origin(workspace.raw, plan.schema.FILE, hash_file(new), origin, date)
    except OSError:
        if copied:
            copied.unlink()
        raise
    cells = (c for ws in workbook.worksheets for row in ws.iter_rows() for c in row)
    return copied, [f"{c.parent.title}!{c.coordinate}" for c in cells if c.data_type == "f"]


def _build(workspace: Workspace, plan: Plan, file: Path | None) -> Workbook:
    """The workbook of `file` with the sheet rebuilt in its place, or a new workbook."""
    schema, tahun = plan.schema, workspace.tahun
    if file is None:
        content = {**empty_content(tahun), schema: plan.content}
        return build_workbooks(content, workspace.unit, tahun, None)[schema.FILE]
    workbook = open_for_editing(file)
    positions = {fold_text(n): i for i, n in enumerate(workbook.sheetnames)}
    position = positions.get(fold_text(schema.SHEET))
    if position is not None:
        del workbook[workbook.sheetnames[position]]
    build_sheet(workbook.create_sheet(schema.SHEET, position), schema, plan.content, tahun)
    return workbook


def copy_former(workspace: Workspace, file: Path) -> Path:
    """Copy the file under a name still free; a workbook is copied without personal data."""
    workspace.import_copies.mkdir(parents=True, exist_ok=True)
    destination = free_name(workspace.import_copies / file.name)
    workbook = open_for_editing(file) if file.suffix == ".xlsx" else None
    with new_file(destination) as new:
        if workbook and clear_unknown(workbook, file):
            save(workbook, new)
        else:
            (copy if workbook else shutil.copy2)(file, new)
    return destination


def read_if_exists(workspace: Workspace, schema: type[Schema]) -> SheetRows:
    """A sheet as it is; without rows if its workbook is missing or cannot be opened."""
    try:
        return read_sheet(WorkbookFile(workspace.raw / schema.FILE), schema)
    except UnreadableFile:
        return SheetRows(schema)
