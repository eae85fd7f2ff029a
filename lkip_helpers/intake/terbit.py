"""Published figures as typed from a printed report: terbit.xlsx, checked like any sheet."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from openpyxl import Workbook

from lkip_helpers.intake.buku import Buku, BukuTakTerbaca
from lkip_helpers.intake.kontrak.terbit import TERBIT, Terbit
from lkip_helpers.intake.lembar import rapikan, read_lembar
from lkip_helpers.intake.sumber import check_sumber
from lkip_helpers.intake.templat import susun_lembar
from lkip_helpers.intake.temuan import Temuan
from lkip_helpers.intake.tulis import berkas_baru
from lkip_helpers.intake.validasi import build_frame, validate
from lkip_helpers.intake.warisan import Isi, Rekam
from lkip_helpers.workspace import Ruang


@dataclass(frozen=True)
class Terbitan:
    """angka and pernyataan: frames indexed by Excel row; temuan: what could not be read.

    tanpa_nilai: rows of the sheet Angka that name a figure without its value; they are left out.
    """

    angka: pd.DataFrame
    pernyataan: pd.DataFrame
    temuan: list[Temuan]
    tanpa_nilai: int


class TerbitTidakAda(Exception):
    """There is no terbit.xlsx beside the raw data."""


def has_terbit(unit: str, tahun: int) -> bool:
    """Whether figures of a published edition of this report stand beside the raw data."""
    return (Ruang.of(unit, tahun).raw / Terbit.BERKAS).exists()


def read_terbit(ruang: Ruang) -> Terbitan:
    """The published figures of a unit and year. Raises TerbitTidakAda, BukuTakTerbaca."""
    berkas = ruang.raw / Terbit.BERKAS
    if not berkas.exists():
        raise TerbitTidakAda(f"{Terbit.BERKAS} tidak ada untuk {ruang.unit} {ruang.tahun}.")
    buku = Buku(berkas)
    frame: dict[str, pd.DataFrame] = {}
    temuan: list[Temuan] = []
    tanpa_nilai = 0
    for kontrak in TERBIT:
        terbaca = read_lembar(buku, kontrak)
        if kontrak is Terbit:
            semua = terbaca.baris
            terbaca.baris = [(n, r) for n, r in semua if rapikan(r.get("nilai"))]
            tanpa_nilai = len(semua) - len(terbaca.baris)
        frame[kontrak.NAMA] = build_frame(terbaca, validate(terbaca))
        temuan += terbaca.temuan
    return Terbitan(frame["terbit"], frame["pernyataan"], temuan, tanpa_nilai)


def write_templat(ruang: Ruang, baris: list[Rekam]) -> Path:
    """A terbit.xlsx whose sheet Angka names these figures, each still without its value."""
    buku = Workbook()
    for kontrak in TERBIT:
        isi = Isi(baris if kontrak is Terbit else [])
        susun_lembar(buku.create_sheet(kontrak.LEMBAR), kontrak, isi, ruang.tahun)
    del buku["Sheet"]
    with berkas_baru(ruang.raw / Terbit.BERKAS) as baru:
        buku.save(baru)
    return ruang.raw / Terbit.BERKAS


def check_terbit(ruang: Ruang) -> list[Temuan]:
    """What is wrong with terbit.xlsx or unsaid of its source, if there is one.

    No finding of the report: its tables are made without this workbook.
    """
    asal = [t for t in check_sumber(ruang.raw) if t.berkas == Terbit.BERKAS]
    try:
        return [*asal, *read_terbit(ruang).temuan]
    except TerbitTidakAda:
        return asal
    except BukuTakTerbaca as galat:
        return [*asal, galat.temuan]
