"""A reconciliation from its files: terbit.xlsx and the tables of the built report."""

from lkip_helpers.audit.hasil import TabelHasil, load_hasil
from lkip_helpers.audit.rekonsiliasi import Rekonsiliasi, reconcile
from lkip_helpers.intake.temuan import Temuan
from lkip_helpers.intake.terbit import read_terbit
from lkip_helpers.workspace import Ruang


class LaporanBelumAda(Exception):
    """The report of this unit and year has not been built."""


class TerbitBermasalah(Exception):
    """terbit.xlsx has faults; the message lists every one with its cell and cure."""

    def __init__(self, temuan: list[Temuan]) -> None:
        self.temuan = temuan
        super().__init__("\n".join(map(str, temuan)))


def load_rekonsiliasi(unit: str, tahun: int) -> Rekonsiliasi:
    """The published figures of `unit` in `tahun` held against the built report.

    Raises LaporanBelumAda, TerbitTidakAda, TerbitBermasalah.
    """
    hasil = load_tabel(unit, tahun)
    terbit = read_terbit(Ruang.of(unit, tahun))
    if terbit.temuan:
        raise TerbitBermasalah(terbit.temuan)
    rekon = reconcile(terbit.angka, terbit.pernyataan, hasil)
    if rekon.temuan:
        raise TerbitBermasalah(rekon.temuan)
    return rekon


def load_tabel(unit: str, tahun: int) -> dict[str, TabelHasil]:
    """The tables of the built report by label. Raises LaporanBelumAda."""
    berkas = Ruang.of(unit, tahun).tabel
    if not berkas.exists():
        raise LaporanBelumAda(
            f"Laporan {unit} {tahun} belum disusun; jalankan lkip render {tahun} --unit {unit}."
        )
    return load_hasil(berkas)
