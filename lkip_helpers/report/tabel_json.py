"""A report's tabel.json read back: whole, or refused with the file and the cure.

It imports nothing that reads chapters: importing that takes longer than reading the file.
"""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from lkip_helpers.errors import LkipError
from lkip_helpers.intake.container import LIMITS, read_regular
from lkip_helpers.intake.finding import UnreadableFile
from lkip_helpers.report.columns import JSON_NAMES
from lkip_helpers.report.record import Record
from lkip_helpers.workspace import Workspace

CURE = "Susun ulang laporannya dengan lkip run, atau sebutkan folder keluaran yang lain."


class UnreadableReport(LkipError):
    """A report that is not there, or a file of it that cannot be read; with the cure."""


class TabelJson(BaseModel):
    """The content of a tabel.json."""

    unit: str
    tahun: int
    tabel: list[Record]


def read_built(workspace: Workspace) -> dict[str, Record]:
    """The tables of the built report by label. Raises UnreadableReport, also if there is none."""
    if not workspace.tabel.exists():
        raise not_built(workspace)
    return {r.label: r for r in read_tabel(workspace.tabel).tabel}


def not_built(workspace: Workspace) -> UnreadableReport:
    """The error for a year that has no report yet; it names the last year that has one."""
    years = (replace(workspace, tahun=year) for year in reversed(workspace.list_tahun()))
    last = next((f" Yang sudah: {year.tahun}." for year in years if year.tabel.exists()), "")
    cure = f"jalankan {workspace.phrase_command('render')}"
    if not workspace.raw.exists():
        cure = f"datanya juga belum ada. Siapkan dengan {workspace.phrase_command('new')}, lalu isi"
    fault = f"Laporan {workspace.unit} {workspace.tahun} belum disusun"
    return UnreadableReport(f"{fault}; {cure}.{last}")


def read_tabel(file: Path) -> TabelJson:
    """The content of a tabel.json. Raises UnreadableReport where it is not whole."""
    content = read_json(file)
    try:
        return TabelJson.model_validate(content)
    except ValidationError as error:
        raise UnreadableReport(f"{file} tidak lengkap: {_phrase(error)}. {CURE}") from error


def read_json(file: Path) -> Any:
    """The content of a JSON file. Raises UnreadableReport."""
    try:
        return json.loads(read_regular(file, LIMITS.unpacked))
    except UnreadableFile as error:
        raise UnreadableReport(f"{file} rusak: {error}. {CURE}") from error
    except (ValueError, RecursionError) as error:
        raise UnreadableReport(f"{file} rusak: bukan JSON yang utuh. {CURE}") from error


def _phrase(error: ValidationError) -> str:
    """Where the first faults are, without quoting the data."""
    json_names = {field: key for key, field in JSON_NAMES.items()}
    locations = (
        " › ".join(json_names.get(str(n), str(n)) for n in fault["loc"]) or "isinya"
        for fault in error.errors()[:3]
    )
    return f"{', '.join(locations)} tidak ada atau tidak sesuai"
