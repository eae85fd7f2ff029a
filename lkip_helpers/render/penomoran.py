"""Numbers that the last report gave, so that a chapter exported by itself carries the same ones."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from lkip_helpers.render.parameter import list_parameter
from lkip_helpers.render.sidik import read_build
from lkip_helpers.workspace import Ruang, RuangTidakDitemukan, find_root

KUNCI = "penomoran"
TANPA_LAPORAN = (
    "Berkas ini dibuat sebelum laporannya disusun. Nomor bagian, tabel, dan gambar dihitung dari "
    "bab ini saja dan dapat berbeda dari nomor dalam laporan."
)
SUDAH_BERUBAH = (
    "Bab ini sudah berubah sejak laporan terakhir disusun. Nomor tabel dan gambar dapat berbeda "
    "dari nomor dalam laporan sampai laporan disusun lagi."
)
BAGIAN_LAIN = "(pada bagian lain laporan)"


@dataclass(frozen=True)
class Penomoran:
    """awal: how far the counting was where each chapter begins. nomor, absen: labels of all.

    konsep: that report is a draft.
    """

    awal: Mapping[str, Mapping[str, Any]]
    nomor: Mapping[str, str]
    absen: Mapping[str, str]
    konsep: bool


def read_penomoran(nb: NotebookNode, folder: str) -> Penomoran | None:
    """Numbers of the last report of the unit and year that `nb` was run for; None without any.

    folder: where the notebook stands; its workspace has the report.
    """
    milik = list_parameter(nb) | list_parameter(nb, "injected-parameters")
    if "unit" not in milik or "tahun" not in milik:
        return None
    try:
        root = find_root(Path(folder) if folder else None)
    except RuangTidakDitemukan:
        return None
    build = read_build(Ruang.of(milik["unit"], milik["tahun"], root).outputs)
    if KUNCI not in build:
        return None
    return Penomoran(**build[KUNCI], konsep=build["parameter"]["konsep"])
