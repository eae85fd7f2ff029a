"""The numbers of the last report, so that a chapter exported by itself carries the same ones."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from lkip_helpers.render.fingerprint import read_build
from lkip_helpers.render.parameters import read_parameters
from lkip_helpers.workspace import Workspace, WorkspaceNotFound, find_root

KEY = "penomoran"
WITHOUT_REPORT = (
    "Berkas ini dibuat sebelum laporannya disusun. Nomor bagian, tabel, dan gambar dihitung dari "
    "bab ini saja dan dapat berbeda dari nomor dalam laporan."
)
ALREADY_CHANGED = (
    "Bab ini sudah berubah sejak laporan terakhir disusun. Nomor tabel dan gambar dapat berbeda "
    "dari nomor dalam laporan sampai laporan disusun lagi."
)
OTHER_SECTION = "(pada bagian lain laporan)"


@dataclass(frozen=True)
class Numbering:
    """The counting of a report. awal: its state where each chapter begins. konsep: it is a draft.

    nomor, absen: by label, the number of each table and figure and why others are left out.
    """

    awal: Mapping[str, Mapping[str, Any]]
    nomor: Mapping[str, str]
    absen: Mapping[str, str]
    konsep: bool


def read_numbering(nb: NotebookNode, folder: str) -> Numbering | None:
    """The numbers of the last report of the unit and year that `nb` was run for, if there is one.

    folder: of the notebook; its workspace has the report.
    """
    parameters = read_parameters(nb) | read_parameters(nb, "injected-parameters")
    if "unit" not in parameters or "tahun" not in parameters:
        return None
    try:
        root = find_root(Path(folder) if folder else None)
    except WorkspaceNotFound:
        return None
    build = read_build(Workspace.of(parameters["unit"], parameters["tahun"], root).outputs)
    if KEY not in build:
        return None
    return Numbering(**build[KEY], konsep=build["parameter"]["konsep"])
