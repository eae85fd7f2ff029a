"""A report's tabel.json read back: whole, or refused with the file and the cure.

Apart from what reads its chapters, which takes longer to import than this to run.
"""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from lkip_helpers.errors import LkipError
from lkip_helpers.intake.container import LIMITS, UnreadableWorkbook, read_regular
from lkip_helpers.report.columns import JSON_NAMES
from lkip_helpers.report.record import Record
from lkip_helpers.workspace import Workspace

CURE = "Susun ulang laporannya dengan lkip render, atau sebutkan folder keluaran yang lain."


class UnreadableReport(LkipError):
    """A folder that holds no report, or one that cannot be read; says which file and the cure."""


class TabelJson(BaseModel):
    """tabel.json."""

    unit: str
    tahun: int
    tabel: list[Record]


def read_built(workspace: Workspace) -> dict[str, Record]:
    """The tables of the report in place by label. Raises UnreadableReport, where none is too."""
    if not workspace.tabel.exists():
        raise not_built(workspace)
    return {r.label: r for r in read_tabel(workspace.tabel).tabel}


def not_built(workspace: Workspace) -> UnreadableReport:
    """What is said of a year that has no report yet; which is the last that has one."""
    years = (replace(workspace, tahun=t) for t in reversed(workspace.list_tahun()))
    last = next((f" Yang sudah: {w.tahun}." for w in years if w.tabel.exists()), "")
    cure = f"jalankan {workspace.phrase_command('render')}"
    what = f"Laporan {workspace.unit} {workspace.tahun} belum disusun"
    return UnreadableReport(f"{what}; {cure}.{last}")


def read_tabel(file: Path) -> TabelJson:
    """A tabel.json, where it is whole. Raises UnreadableReport."""
    content = read_json(file)
    try:
        return TabelJson.model_validate(content)
    except ValidationError as error:
        raise UnreadableReport(f"{file} tidak lengkap: {_phrase(error)}. {CURE}") from error


def read_json(file: Path) -> Any:
    """What a JSON file holds. Raises UnreadableReport."""
    try:
        return json.loads(read_regular(file, LIMITS.unpacked))
    except UnreadableWorkbook as error:
        raise UnreadableReport(f"{file} rusak: {error}. {CURE}") from error
    except (ValueError, RecursionError) as error:
        raise UnreadableReport(f"{file} rusak: bukan JSON yang utuh. {CURE}") from error


def _phrase(error: ValidationError) -> str:
    """Where each fault is, without repeating the data."""
    written = {field: name for name, field in JSON_NAMES.items()}
    location = (
        " › ".join(written.get(str(n), str(n)) for n in g["loc"]) or "isinya"
        for g in error.errors()[:3]
    )
    return f"{', '.join(location)} tidak ada atau tidak sesuai"
