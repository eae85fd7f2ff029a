"""Create the workbooks of a new year, all at once and never over existing ones."""

import re
import shutil
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook

from lkip_helpers.errors import LkipError
from lkip_helpers.intake.pipeline import IntakeResult, read_tables
from lkip_helpers.intake.placing import new_file, new_folder
from lkip_helpers.rules.naming import adopt, split_office
from lkip_helpers.schema.base import Schema
from lkip_helpers.schema.cells import EARLIEST_TAHUN, LATEST_TAHUN
from lkip_helpers.schema.sheets import EVERY, PUBLISHED, SUPPLEMENT, Profil, Supplement, Terbit
from lkip_helpers.workbooks import carryover
from lkip_helpers.workbooks.carryover import Content, RowRecord, Scope, SheetContent, propose
from lkip_helpers.workbooks.style import save
from lkip_helpers.workbooks.template import build_sheet, build_workbooks
from lkip_helpers.workspace import AREA_MAP, EMBLEMS, MAPPING, InvalidChoice, Workspace

_UNIT = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
DEVICES = re.compile(r"con|prn|aux|nul|(com|lpt)\d")  # names that Windows reserves
ALL = "semua"  # every sheet of pelengkap.xlsx


@dataclass(frozen=True)
class NewTahun:
    """The files created; origin: the year they were carried over from, or None."""

    files: list[Path]
    origin: int | None


def create_tahun(
    workspace: Workspace, *, empty: bool = False, scope: Scope | None = None,
    supplement: Collection[type[Schema]] = (),
) -> NewTahun:  # fmt: skip
    """Create the folder of raw data of a unit and year. Raises LkipError, InvalidChoice.

    supplement: sheets of pelengkap.xlsx, added to those that the year before has.
    """
    scope = scope or Scope()
    _check_new(workspace)
    origin = None if empty else find_origin(workspace)
    content = dict.fromkeys((*EVERY, *supplement), SheetContent())
    if origin is None:
        adopt(split_office(workspace.unit.replace("-", " "))[0])
        content |= {**carryover.empty_content(workspace.tahun), **propose(scope, workspace.tahun)}
    else:
        content |= _carry_over(origin, workspace.tahun, scope)
    origin_tahun = None if origin is None else origin.tahun
    known, left_out = scope.apply(content), scope.list_left_out()
    workbooks = build_workbooks(known, workspace.unit, workspace.tahun, origin_tahun, left_out)
    with new_folder(workspace.raw) as new:
        for name, wb in workbooks.items():
            save(wb, new / name)
        for name in (AREA_MAP, MAPPING, *EMBLEMS):
            if origin is not None and (origin.raw / name).exists():
                shutil.copyfile(origin.raw / name, new / name)
        new.chmod(0o755)
        if workspace.raw.exists():
            workspace.raw.rmdir()
        new.rename(workspace.raw)
    return NewTahun(sorted(workspace.raw.iterdir()), origin_tahun)


def _check_new(workspace: Workspace) -> None:
    if not _UNIT.fullmatch(workspace.unit):
        raise InvalidChoice(
            f"Nama unit “{workspace.unit}” tidak dapat dipakai. Tulis dengan huruf kecil dan "
            "angka, kata dipisah tanda hubung, misalnya contoh-jaya."
        )
    if DEVICES.fullmatch(workspace.unit):
        raise InvalidChoice(
            f"Nama unit “{workspace.unit}” dipakai Windows untuk perangkat, sehingga foldernya "
            f"tidak dapat dibuat di sana. Pakai nama lain, misalnya kecamatan-{workspace.unit}."
        )
    if not EARLIEST_TAHUN <= workspace.tahun <= LATEST_TAHUN:
        raise InvalidChoice(f"{workspace.tahun} bukan tahun; tulis empat angka, misalnya 2022.")
    if workspace.raw.exists() and any(workspace.raw.iterdir()):
        raise LkipError(
            f"Data {workspace.unit} {workspace.tahun} sudah ada di "
            f"{workspace.raw.relative_to(workspace.root)} dan tidak ditimpa. "
            "Pindahkan dahulu bila ingin memulai lagi."
        )


def find_origin(workspace: Workspace) -> Workspace | None:
    """The latest earlier year of the unit that has the main workbook, if any."""
    for tahun in reversed([t for t in workspace.list_tahun() if t < workspace.tahun]):
        earlier = Workspace(workspace.unit, tahun, workspace.root)
        if (earlier.raw / Profil.FILE).exists():
            return earlier
    return None


def _carry_over(origin: Workspace, tahun: int, scope: Scope) -> Content:
    """The new year's contents. Raises LkipError if a workbook cannot be opened."""
    result = IntakeResult()
    tables = read_tables(origin.raw, result)
    if result.findings:
        raise LkipError(
            f"Data {origin.unit} {origin.tahun} belum dapat dibawa: {result.findings[0]} "
            "Perbaiki dahulu, atau mulai dari kosong dengan --kosong."
        )
    carried = carryover.carryover_content(tables, tahun, scope)
    existing = {t.schema for t in tables if t.positions or t.schema in EVERY}
    return {s: carried.get(s, SheetContent()) for s in existing}


def choose_supplement(names: str) -> list[type[Schema]]:
    """Sheets of pelengkap.xlsx by their names, separated by commas; "semua" means all.

    Raises InvalidChoice for an unknown name.
    """
    known = {s.SHEET.casefold(): s for s in SUPPLEMENT.values()}
    asked = [n.strip().casefold() for n in names.split(",") if n.strip()]
    if unknown := [n for n in asked if n not in known and n != ALL]:
        raise InvalidChoice(
            f"Lembar pelengkap “{unknown[0]}” tidak ada. "
            f"Yang ada: {', '.join(s.SHEET for s in SUPPLEMENT.values())}."
        )
    return [s for name, s in known.items() if ALL in asked or name in asked]


def add_supplement(workspace: Workspace, chosen: Collection[type[Schema]]) -> NewTahun:
    """Add pelengkap.xlsx to the workbooks of an existing year. Raises LkipError."""
    file = workspace.raw / Supplement.FILE
    if file.exists():
        raise LkipError(
            f"{file.relative_to(workspace.root)} sudah ada dan tidak ditimpa. Pindahkan dahulu, "
            "lalu salin isinya ke berkas yang baru."
        )
    content = dict.fromkeys(chosen, SheetContent())
    workbook = build_workbooks(content, workspace.unit, workspace.tahun, None)[Supplement.FILE]
    with new_file(file) as new:
        save(workbook, new)
    return NewTahun([file], None)


def write_published_template(workspace: Workspace, rows: list[RowRecord]) -> Path:
    """Write a terbit.xlsx whose sheet Angka names these figures, still without their values."""
    workbook = Workbook()
    for schema in PUBLISHED:
        content = SheetContent(rows if schema is Terbit else [])
        build_sheet(workbook.create_sheet(schema.SHEET), schema, content, workspace.tahun)
    del workbook["Sheet"]
    with new_file(workspace.raw / Terbit.FILE) as new:
        save(workbook, new)
    return workspace.raw / Terbit.FILE
