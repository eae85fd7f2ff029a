"""Published figures as typed from a printed report: terbit.xlsx, checked like any sheet."""

from dataclasses import dataclass
from itertools import chain

import pandas as pd

from lkip_helpers.errors import LkipError
from lkip_helpers.intake.finding import Finding
from lkip_helpers.intake.frames import build_frame
from lkip_helpers.intake.partial import validate
from lkip_helpers.intake.provenance import check_sources
from lkip_helpers.intake.sheet import read_sheet, tidy_up
from lkip_helpers.intake.sheetcolumns import check_sheets
from lkip_helpers.intake.workbook import UnreadableWorkbook, WorkbookFile
from lkip_helpers.schema.sheets import PUBLISHED, Terbit
from lkip_helpers.workspace import Workspace


@dataclass(frozen=True)
class Publication:
    """number and statement: frames indexed by Excel row; findings: what could not be read.

    without_value: rows of the sheet Angka that name a figure without its value; they are left out.
    """

    number: pd.DataFrame
    statement: pd.DataFrame
    findings: list[Finding]
    without_value: int


class PublishedNotFound(LkipError):
    """There is no terbit.xlsx beside the raw data."""


def has_published(unit: str, tahun: int) -> bool:
    """Whether figures of a published edition of this report stand beside the raw data."""
    return (Workspace.of(unit, tahun).raw / Terbit.FILE).exists()


def read_published(workspace: Workspace) -> Publication:
    """The published figures of a unit and year. Raises PublishedNotFound, UnreadableWorkbook."""
    file = workspace.raw / Terbit.FILE
    if not file.exists():
        message = f"{Terbit.FILE} tidak ada untuk {workspace.unit} {workspace.tahun}."
        raise PublishedNotFound(message)
    workbook = WorkbookFile(file)
    sheets = {k: read_sheet(workbook, k) for k in PUBLISHED}
    every = sheets[Terbit].rows
    sheets[Terbit].rows = [(n, r) for n, r in every if tidy_up(r.get("nilai"))]
    without_value = len(every) - len(sheets[Terbit].rows)
    number, statement = (build_frame(t, validate(t)) for t in sheets.values())
    told = (t.findings for t in sheets.values())
    findings = [*check_sheets(workbook, PUBLISHED), *chain.from_iterable(told)]
    return Publication(number, statement, findings, without_value)


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
        return [*origin, error.finding]
