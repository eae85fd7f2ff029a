"""Published figures as typed from a printed report: terbit.xlsx, checked like any sheet."""

from dataclasses import dataclass

import pandas as pd

from lkip_helpers.intake.buku import Buku, BukuTakTerbaca
from lkip_helpers.intake.kontrak.terbit import TERBIT, Terbit
from lkip_helpers.intake.lembar import read_lembar
from lkip_helpers.intake.temuan import Temuan
from lkip_helpers.intake.validasi import build_frame, validate
from lkip_helpers.workspace import Ruang


@dataclass(frozen=True)
class Terbitan:
    """angka and pernyataan: frames indexed by Excel row; temuan: what could not be read."""

    angka: pd.DataFrame
    pernyataan: pd.DataFrame
    temuan: list[Temuan]


class TerbitTidakAda(Exception):
    """There is no terbit.xlsx beside the raw data."""


def read_terbit(ruang: Ruang) -> Terbitan:
    """The published figures of a unit and year. Raises TerbitTidakAda, BukuTakTerbaca."""
    berkas = ruang.raw / Terbit.BERKAS
    if not berkas.exists():
        raise TerbitTidakAda(
            f"{Terbit.BERKAS} tidak ada untuk {ruang.unit} {ruang.tahun}. Ketik angka laporan "
            f"terbit pada lembar {Terbit.LEMBAR} dan simpan di folder data mentahnya."
        )
    buku = Buku(berkas)
    frame: dict[str, pd.DataFrame] = {}
    temuan: list[Temuan] = []
    for kontrak in TERBIT:
        terbaca = read_lembar(buku, kontrak)
        frame[kontrak.NAMA] = build_frame(terbaca, validate(terbaca))
        temuan += terbaca.temuan
    return Terbitan(frame["terbit"], frame["pernyataan"], temuan)


def check_terbit(ruang: Ruang) -> list[Temuan]:
    """Faults of form in terbit.xlsx, if there is one."""
    try:
        return read_terbit(ruang).temuan
    except TerbitTidakAda:
        return []
    except BukuTakTerbaca as galat:
        return [galat.temuan]
