"""Numbers that the last report gave, so that a chapter exported by itself carries the same ones."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from lkip_helpers.render.fingerprint import read_build
from lkip_helpers.render.parameters import list_parameter
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
    """awal: how far the counting was where each chapter begins. nomor, absen: labels of all.

    konsep: that report is a draft.
    """

    awal: Mapping[str, Mapping[str, Any]]
    nomor: Mapping[str, str]
    absen: Mapping[str, str]
    konsep: bool


def read_numbering(nb: NotebookNode, folder: str) -> Numbering | None:
    """Numbers of the last report of the unit and year that `nb` was run for; None without any.

    folder: where the notebook stands; its workspace has the report.
    """
    own = list_parameter(nb) | list_parameter(nb, "injected-parameters")
    if "unit" not in own or "tahun" not in own:
        return None
    try:
        root = find_root(Path(folder) if folder else None)
    except WorkspaceNotFound:
        return None
    build = read_build(Workspace.of(own["unit"], own["tahun"], root).outputs)
    if KEY not in build:
        return None
    return Numbering(**build[KEY], konsep=build["parameter"]["konsep"])
