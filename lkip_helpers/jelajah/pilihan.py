"""What there is to choose from, and the data of a choice, kept while its workbooks stay."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd

from lkip_helpers.intake import Data, DataBermasalah, DataTidakAda, load, load_riwayat
from lkip_helpers.workspace import Ruang, find_root

TANPA_DATA = (
    "Belum ada data di data/raw. Siapkan berkasnya lebih dahulu dari terminal: "
    "`lkip new TAHUN --unit NAMA`."
)

Pasangan = tuple[str, int]  # unit and year


@dataclass(frozen=True)
class Isi:
    """The data of one unit and year, and its realisasi with those of earlier workbooks."""

    data: Data
    riwayat: pd.DataFrame


class BelumDapatDipakai(Exception):
    """A unit and year whose workbooks still have faults; the message says what to do."""


def list_pilihan() -> Mapping[str, list[int]]:
    """Units that have data, each with its years, the latest first."""
    root = find_root()
    semua = {u: Ruang(u, 0, root).list_tahun()[::-1] for u in Ruang("", 0, root).list_units()}
    return {u: tahun for u, tahun in semua.items() if tahun}


def muat(unit: str, tahun: int) -> Isi:
    """The data of a choice; raises BelumDapatDipakai where a workbook is at fault."""
    root = find_root()
    tahunan = (Ruang(unit, t, root) for t in Ruang(unit, tahun, root).list_tahun())
    berkas = [b for r in tahunan if r.tahun <= tahun for b in sorted(r.raw.glob("*"))]
    keadaan = tuple((b.name, b.stat().st_mtime_ns, b.stat().st_size) for b in berkas)
    isi = _muat(unit, tahun, (str(root), keadaan))
    if isinstance(isi, str):
        raise BelumDapatDipakai(isi)
    return isi


@lru_cache(maxsize=64)
def _muat(unit: str, tahun: int, _keadaan: Any) -> Isi | str:
    """The data, or why it cannot be used, which is kept as well: checking takes a second.

    _keadaan: the workbooks as they stood; with others the data is read again.
    """
    try:
        data = load(unit, tahun)
    except DataBermasalah as galat:
        return (
            f"Data {unit} {tahun} belum dapat dipakai: {len(galat.temuan)} hal perlu dibereskan. "
            f"Lihat rinciannya dengan: lkip check {tahun} --unit {unit}"
        )
    except DataTidakAda as galat:
        return str(galat)
    return Isi(data, load_riwayat(data))
