"""Imported rows put into a raw workbook: every other sheet stays, the former workbook is kept."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl.workbook import Workbook

from lkip_helpers.intake.finding import Finding
from lkip_helpers.intake.provenance import NOT_YET, build_origin, read_sources, write_sources
from lkip_helpers.intake.sheet import NOT_READ, SheetRows, read_sheet, tidy_up
from lkip_helpers.intake.validate import validate
from lkip_helpers.intake.workbook import UnreadableWorkbook, WorkbookFile, open_detailed
from lkip_helpers.schema.base import Schema
from lkip_helpers.workbooks.carryover import RowRecord, SheetContent, empty_content
from lkip_helpers.workbooks.people import clear_unknown
from lkip_helpers.workbooks.template import build_sheet, build_workbook
from lkip_helpers.workspace import Workspace, hash_file, new_file

Merge = Callable[[SheetRows, Sequence[RowRecord]], tuple[SheetContent, list[Finding]]]


@dataclass(frozen=True)
class Plan:
    """What a sheet will hold; findings: what that changes (salah: only with --ganti).

    broken: the sheet cannot be read as it is, so that nothing may be written, --ganti or not.
    merging: it held rows already, which are gone on with. same: it holds all this already.
    """

    schema: type[Schema]
    content: SheetContent
    findings: tuple[Finding, ...] = ()
    broken: bool = False
    merging: bool = False
    same: bool = False

    @property
    def alters(self) -> bool:
        return any(t.is_blocking for t in self.findings)


@dataclass(frozen=True)
class Saved:
    """The workbook as written, and the copy of the former one where there was one.

    formula: its cells with a formula; the saved results, of the former rows, are gone.
    """

    file: Path
    copied: Path | None
    formula: tuple[str, ...] = ()


def make_plan(
    workspace: Workspace, schema: type[Schema], content: SheetContent, merge: Merge | None = None
) -> Plan:
    """Hold imported rows against the sheet as it is; gabung puts both together, else they replace.

    Raises UnreadableWorkbook where the workbook is there but cannot be opened.
    """
    if not (workspace.raw / schema.FILE).exists():
        return Plan(schema, content)
    parsed = read_sheet(WorkbookFile(workspace.raw / schema.FILE), schema)
    if not parsed.as_read:  # no such sheet yet
        return Plan(schema, content)
    foreign = [t for t in parsed.findings if NOT_READ in t.pesan]
    missing = tuple(
        Finding(t.berkas, t.lembar, t.sel, t.value, "salah", f"kolom “{t.value}” bukan kolom "
               "lembar ini dan akan hilang", "pindahkan isinya ke lembar lain, atau pakai --ganti")
        for t in foreign
    )  # fmt: skip
    validate(parsed)
    if broken := tuple(t for t in parsed.findings if t.is_blocking):
        return Plan(schema, content, broken, broken=True)
    exists = any(_filled(parsed, r) for _, r in parsed.rows)
    became, findings = merge(parsed, content.rows) if merge else (content, _swap(parsed, content))
    same = _equalize(schema, [r for _, r in parsed.rows]) == _equalize(schema, became.rows)
    return Plan(
        schema, became, () if same else (*findings, *missing),
        merging=merge is not None and exists, same=same,
    )  # fmt: skip


def _filled(parsed: SheetRows, record: RowRecord) -> bool:
    """Whether a row says more than its names."""
    content = [v for n, v in record.items() if n not in parsed.schema.KEY and n != "kode_program"]
    width = [w for v in content for w in (v.values() if isinstance(v, dict) else [v])]
    return any(tidy_up(v) for v in width)


def _swap(parsed: SheetRows, content: SheetContent) -> list[Finding]:
    """One finding where rows that hold something are replaced by others."""
    k = parsed.schema
    old = [r for _, r in parsed.rows if _filled(parsed, r)]
    if not old or _equalize(k, old) == _equalize(k, content.rows):
        return []
    ordinal = [n for n, _ in parsed.rows]
    return [Finding(
        k.FILE, k.SHEET, f"A{ordinal[0]}:A{ordinal[-1]}", "", "salah",
        f"sudah berisi {len(old)} baris, yang akan diganti dengan {len(content.rows)} baris",
        "periksa isinya; jalankan dengan --ganti bila memang diganti, salinannya disimpan",
    )]  # fmt: skip


def _equalize(k: type[Schema], rows: Sequence[RowRecord]) -> list[list[object]]:
    """Rows for comparing, as they would be typed."""
    return [[_plain(r.get(n)) for n in k.model_fields] for r in rows]


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else " ".join(str(value).split())


def save_sheet(
    workspace: Workspace, plan: Plan, origin: str, date: str, *, swap: bool = False
) -> Saved:
    """Write the sheet whole or not at all; SOURCE.toml then names the origin of the workbook.

    Without a workbook one is made from the templates. Raises ValueError where the plan is refused,
    UnreadableFile where the workbook or SOURCE.toml cannot be gone on with.
    """
    if plan.broken or (plan.alters and not swap):
        raise ValueError("rencana yang ditolak tidak boleh disimpan")
    k, destination = plan.schema, workspace.raw / plan.schema.FILE
    copied = copy_former(workspace, destination) if destination.exists() else None
    workbook = (
        _replace_sheet(destination, plan, workspace.tahun)
        if copied
        else _new_workbook(workspace, plan)
    )
    try:
        with new_file(destination) as new:
            workbook.save(new)
            origin = _origin(workspace, plan, origin)
            note = build_origin(workspace.raw, k.FILE, hash_file(new), origin, date)
            write_sources(workspace.raw, note)  # while the workbook can still be left as it was
    except OSError:
        if copied:
            copied.unlink()
        raise
    return Saved(destination, copied, _list_formulas(workbook))


def _list_formulas(workbook: Workbook) -> tuple[str, ...]:
    cells = ((ws.title, s) for ws in workbook.worksheets for rows in ws.iter_rows() for s in rows)
    return tuple(f"{name}!{s.coordinate}" for name, s in cells if s.data_type == "f")


def _origin(workspace: Workspace, plan: Plan, origin: str) -> str:
    """The origin; after that of the rows which the import only went on filling."""
    old = read_sources(workspace.raw).get(plan.schema.FILE, {}).get("asal", NOT_YET)
    if not plan.merging or old == NOT_YET or origin in old:
        return origin
    return f"{old}; {origin}"


def _new_workbook(workspace: Workspace, plan: Plan) -> Workbook:
    content = {**empty_content(workspace.tahun), plan.schema: plan.content}
    return build_workbook(content, workspace.unit, workspace.tahun, None)[plan.schema.FILE]


def _replace_sheet(file: Path, plan: Plan, tahun: int) -> Workbook:
    """The workbook with the one sheet made anew in its place."""
    workbook = open_detailed(file)
    name = plan.schema.SHEET
    location = {tidy_up(n): i for i, n in enumerate(workbook.sheetnames)}.get(tidy_up(name))
    if location is not None:
        del workbook[workbook.sheetnames[location]]
    build_sheet(workbook.create_sheet(name, location), plan.schema, plan.content, tahun)
    return workbook


def copy_former(workspace: Workspace, file: Path) -> Path:
    """A copy of the file as it is, of a workbook without people, under a name still free."""
    workspace.import_copies.mkdir(parents=True, exist_ok=True)
    ordinal, destination = 1, workspace.import_copies / file.name
    while destination.exists():
        ordinal += 1
        destination = workspace.import_copies / f"{file.stem}-{ordinal}{file.suffix}"
    workbook = open_detailed(file) if file.suffix == ".xlsx" else None
    if workbook and clear_unknown(workbook, file):
        workbook.save(destination)
    else:
        shutil.copy2(file, destination)
    return destination


def read_if_exists(workspace: Workspace, schema: type[Schema]) -> SheetRows:
    """A sheet as it is; without rows where its workbook is not there or cannot be opened."""
    try:
        return read_sheet(WorkbookFile(workspace.raw / schema.FILE), schema)
    except UnreadableWorkbook:
        return SheetRows(schema)
