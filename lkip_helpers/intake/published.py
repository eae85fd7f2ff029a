"""Published figures as typed from a printed report: terbit.xlsx, checked like any sheet."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from openpyxl import Workbook

from lkip_helpers.intake.finding import Finding
from lkip_helpers.intake.provenance import check_sources
from lkip_helpers.intake.sheet import read_sheet, tidy_up
from lkip_helpers.intake.validate import build_frame, validate
from lkip_helpers.intake.workbook import UnreadableWorkbook, WorkbookFile
from lkip_helpers.schema.terbit import PUBLISHED, Terbit
from lkip_helpers.workbooks.carryover import Content, RowRecord
from lkip_helpers.workbooks.template import build_sheet
from lkip_helpers.workbooks.writing import new_file
from lkip_helpers.workspace import Workspace


@dataclass(frozen=True)
class Publication:
    """angka and pernyataan: frames indexed by Excel row; temuan: what could not be read.

    tanpa_nilai: rows of the sheet Angka that name a figure without its value; they are left out.
    """

    number: pd.DataFrame
    statement: pd.DataFrame
    findings: list[Finding]
    without_value: int


class PublishedNotFound(Exception):
    """There is no terbit.xlsx beside the raw data."""


def has_published(unit: str, tahun: int) -> bool:
    """Whether figures of a published edition of this report stand beside the raw data."""
    return (Workspace.of(unit, tahun).raw / Terbit.FILE).exists()


def read_published(workspace: Workspace) -> Publication:
    """The published figures of a unit and year. Raises TerbitTidakAda, BukuTakTerbaca."""
    file = workspace.raw / Terbit.FILE
    if not file.exists():
        raise PublishedNotFound(
            f"{Terbit.FILE} tidak ada untuk {workspace.unit} {workspace.tahun}."
        )
    workbook = WorkbookFile(file)
    frame: dict[str, pd.DataFrame] = {}
    findings: list[Finding] = []
    without_value = 0
    for schema in PUBLISHED:
        parsed = read_sheet(workbook, schema)
        if schema is Terbit:
            every = parsed.rows
            parsed.rows = [(n, r) for n, r in every if tidy_up(r.get("nilai"))]
            without_value = len(every) - len(parsed.rows)
        frame[schema.NAME] = build_frame(parsed, validate(parsed))
        findings += parsed.findings
    return Publication(frame["terbit"], frame["pernyataan"], findings, without_value)


def write_template(workspace: Workspace, rows: list[RowRecord]) -> Path:
    """A terbit.xlsx whose sheet Angka names these figures, each still without its value."""
    workbook = Workbook()
    for schema in PUBLISHED:
        content = Content(rows if schema is Terbit else [])
        build_sheet(workbook.create_sheet(schema.SHEET), schema, content, workspace.tahun)
    del workbook["Sheet"]
    with new_file(workspace.raw / Terbit.FILE) as new:
        workbook.save(new)
    return workspace.raw / Terbit.FILE


def check_published(workspace: Workspace) -> list[Finding]:
    """What is wrong with terbit.xlsx or unsaid of its source, if there is one.

    No finding of the report: its tables are made without this workbook.
    """
    origin = [t for t in check_sources(workspace.raw) if t.berkas == Terbit.FILE]
    try:
        return [*origin, *read_published(workspace).findings]
    except PublishedNotFound:
        return origin
    except UnreadableWorkbook as error:
        return [*origin, error.findings]
