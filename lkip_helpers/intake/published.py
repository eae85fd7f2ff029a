"""Published figures as typed from a printed report: terbit.xlsx, checked like any sheet."""

from contextlib import suppress
from dataclasses import dataclass
from itertools import chain

import pandas as pd

from lkip_helpers.intake.finding import Finding, UnreadableFile
from lkip_helpers.intake.frames import build_frame
from lkip_helpers.intake.partial import validate
from lkip_helpers.intake.provenance import check_sources, read_sources
from lkip_helpers.intake.sheet import read_sheet
from lkip_helpers.intake.sheetcolumns import check_sheets
from lkip_helpers.intake.workbook import WorkbookFile
from lkip_helpers.schema.cells import fold_text
from lkip_helpers.schema.sheets import PUBLISHED, Terbit
from lkip_helpers.workspace import InvalidChoice, Workspace


@dataclass(frozen=True)
class Publication:
    """What terbit.xlsx holds.

    number, statement: frames indexed by Excel row. findings: what could not be read. without_value:
    how many rows of the sheet Angka name a figure without its value; they are left out.
    """

    number: pd.DataFrame
    statement: pd.DataFrame
    findings: list[Finding]
    without_value: int


def has_published(unit: str, tahun: int) -> bool:
    """Whether figures of a published edition of this report stand beside the raw data."""
    return (Workspace.of(unit, tahun).raw / Terbit.FILE).exists()


def read_published(workspace: Workspace) -> Publication:
    """The published figures of a unit and year. Raises InvalidChoice, UnreadableFile."""
    file = workspace.raw / Terbit.FILE
    if not file.exists():
        raise InvalidChoice(f"{Terbit.FILE} tidak ada untuk {workspace.unit} {workspace.tahun}.")
    workbook = WorkbookFile(file)
    tables = {schema: read_sheet(workbook, schema) for schema in PUBLISHED}
    rows, table = tables[Terbit].rows, tables[Terbit]
    table.rows = [(row, r) for row, r in rows if fold_text(r.get("nilai"))]
    number, statement = (build_frame(t, validate(t)) for t in tables.values())
    findings = [*check_sheets(workbook, PUBLISHED)]
    findings += chain.from_iterable(t.findings for t in tables.values())
    return Publication(number, statement, findings, len(rows) - len(table.rows))


def check_published(workspace: Workspace) -> list[Finding]:
    """Faults of terbit.xlsx and of its entry in SUMBER.toml, if there is such a workbook.

    They are no findings of the report, whose tables are made without it.
    """
    origins: list[Finding] = []
    with suppress(UnreadableFile):  # SUMBER.toml itself, which is a finding of intake
        found = check_sources(workspace.raw, read_sources(workspace.raw))
        origins = [f for f in found if f.berkas == Terbit.FILE]
    try:
        return [*origins, *read_published(workspace).findings]
    except InvalidChoice:
        return origins
    except UnreadableFile as error:
        return [*origins, error.finding]
