"""Workbooks of a new year, put in place at once and never over those that are there."""

import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from lkip_helpers.intake.kontrak import SEMUA, Kontrak, Profil
from lkip_helpers.intake.proses import Hasil, read_semua
from lkip_helpers.intake.templat import build_buku
from lkip_helpers.intake.warisan import Isi, isi_kosong, isi_warisan
from lkip_helpers.workspace import PADANAN, PETA, Ruang

_UNIT = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
TAHUN_TERAWAL, TAHUN_TERAKHIR = 1945, 2100


class TahunBaruDitolak(Exception):
    """The year exists, or the unit or year cannot be a folder; in Indonesian."""


@dataclass(frozen=True)
class TahunBaru:
    """What was made; asal: the year it was carried over from, or None."""

    berkas: list[Path]
    asal: int | None


def create_tahun(ruang: Ruang, *, kosong: bool = False) -> TahunBaru:
    """Make the folder of raw data of a unit and year. Raises TahunBaruDitolak."""
    _tolak(ruang)
    asal = None if kosong else _asal(ruang)
    isi = isi_kosong(ruang.tahun) if asal is None else _warisi(asal, ruang.tahun)
    lama = None if asal is None else asal.tahun
    buku = build_buku(isi, ruang.unit, ruang.tahun, lama)
    ruang.raw.parent.mkdir(parents=True, exist_ok=True)
    baru = Path(tempfile.mkdtemp(prefix=f".{ruang.tahun}.", dir=ruang.raw.parent))
    try:
        for nama, wb in buku.items():
            wb.save(baru / nama)
        for nama in (PETA, PADANAN):
            if asal is not None and (asal.raw / nama).exists():
                shutil.copyfile(asal.raw / nama, baru / nama)
        baru.chmod(0o755)
        if ruang.raw.exists():
            ruang.raw.rmdir()
        baru.rename(ruang.raw)
    finally:
        shutil.rmtree(baru, ignore_errors=True)
    return TahunBaru(sorted(ruang.raw.iterdir()), lama)


def _tolak(ruang: Ruang) -> None:
    if not _UNIT.fullmatch(ruang.unit):
        raise TahunBaruDitolak(
            f"Nama unit “{ruang.unit}” tidak dapat dipakai. Tulis dengan huruf kecil dan angka, "
            "kata dipisah tanda hubung, misalnya paal-merah."
        )
    if not TAHUN_TERAWAL <= ruang.tahun <= TAHUN_TERAKHIR:
        raise TahunBaruDitolak(f"{ruang.tahun} bukan tahun; tulis empat angka, misalnya 2022.")
    if ruang.raw.exists() and any(ruang.raw.iterdir()):
        raise TahunBaruDitolak(
            f"Data {ruang.unit} {ruang.tahun} sudah ada di {ruang.raw.relative_to(ruang.root)} "
            "dan tidak ditimpa. Pindahkan dahulu bila ingin memulai lagi."
        )


def _asal(ruang: Ruang) -> Ruang | None:
    """The latest earlier year of the unit that has the main workbook."""
    for tahun in reversed([t for t in ruang.list_tahun() if t < ruang.tahun]):
        lama = Ruang(ruang.unit, tahun, ruang.root)
        if (lama.raw / Profil.BERKAS).exists():
            return lama
    return None


def _warisi(asal: Ruang, tahun: int) -> dict[type[Kontrak], Isi]:
    """The new year's contents. Raises TahunBaruDitolak where a workbook cannot be opened."""
    hasil = Hasil()
    terbaca = read_semua(asal.raw, hasil)
    if hasil.temuan:
        raise TahunBaruDitolak(
            f"Data {asal.unit} {asal.tahun} belum dapat dibawa: {hasil.temuan[0]} "
            "Perbaiki dahulu, atau mulai dari kosong dengan --kosong."
        )
    return {k: Isi() for k in SEMUA} | isi_warisan(terbaca, tahun)
