"""`lkip import` on the terminal: an export read, held against the workbook, and put in."""

import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from babel.dates import format_date

from lkip_helpers.intake.buku import BukuTakTerbaca
from lkip_helpers.intake.impor.forms import baca_forms
from lkip_helpers.intake.impor.laporan import HasilImpor, Ragu, sebut_sedikit
from lkip_helpers.intake.impor.padanan import Padanan, minta, read_padanan
from lkip_helpers.intake.impor.simpan import (
    Gabung,
    Rencana,
    read_bila_ada,
    rencanakan,
    simpan_lembar,
)
from lkip_helpers.intake.impor.sipd import baca_sipd
from lkip_helpers.intake.impor.sipd.gabung import gabung_dpa, list_program
from lkip_helpers.intake.kontrak import Dpa, Dukungan, Kontrak, PkProgram, Profil
from lkip_helpers.intake.sumber import read_sumber
from lkip_helpers.intake.temuan import BerkasTakTerbaca, Temuan
from lkip_helpers.workspace import SUMBER, Ruang

SEBUTAN = {"sipd": "SIPD", "forms": "Google Forms"}
GABUNG: dict[type[Kontrak], Gabung] = {Dpa: gabung_dpa}


def impor(
    ruang: Ruang, jenis: str, berkas: Path, *, ganti: bool, uji: bool, hanya_tahun: bool
) -> int:
    """0: the rows are in place (or would be, with uji); 1: refused, and nothing is written."""
    try:
        return _impor(ruang, jenis, berkas, ganti=ganti, uji=uji, hanya_tahun=hanya_tahun)
    except BukuTakTerbaca as galat:
        return _tolak(f"{galat.temuan} Tidak ada yang ditulis.")
    except BerkasTakTerbaca as galat:
        return _tolak(f"{galat.describe(SUMBER)} Tidak ada yang ditulis.")


def _impor(
    ruang: Ruang, jenis: str, berkas: Path, *, ganti: bool, uji: bool, hanya_tahun: bool
) -> int:
    padanan = read_padanan(ruang.raw)
    if jenis == "sipd":
        hasil = _baca_sipd(berkas, ruang, padanan)
    else:
        hasil = baca_forms(berkas, ruang, padanan, hanya_tahun=hanya_tahun)
    print(*hasil.laporan.list_baris(), sep="\n")
    if hasil.laporan.ragu:
        _tanyakan(ruang, hasil.laporan.ragu, uji=uji)
    if hasil.laporan.ditolak:
        return _tolak(f"{berkas.name} belum dapat diimpor; tidak ada yang ditulis.")
    read_sumber(ruang.raw)  # into which the origin will be written
    rencana = [rencanakan(ruang, k, isi, GABUNG.get(k)) for k, isi in hasil.isi.items()]
    return _tulis(ruang, rencana, f"Ekspor {SEBUTAN[jenis]}: {berkas.name}", ganti=ganti, uji=uji)


def _tanyakan(ruang: Ruang, ragu: Sequence[Ragu], *, uji: bool) -> None:
    """Ask for doubtful matches in the mapping file; with uji only say them."""
    if uji:
        print(*(f"ragu: {r}" for r in ragu), sep="\n")
    else:
        _cetak(minta(ruang.raw, ragu))


def _baca_sipd(berkas: Path, ruang: Ruang, padanan: Padanan) -> HasilImpor:
    """The export of this unit; names of programmes as its workbooks spell them."""
    program = list_program([read_bila_ada(ruang, k) for k in (PkProgram, Dukungan, Dpa)])
    profil = read_bila_ada(ruang, Profil)
    nama = next((r.get("nama") for _, r in profil.baris), None)
    unit = " ".join(str(nama or ruang.unit.replace("-", " ").title()).split())
    return baca_sipd(berkas, unit, ruang.tahun, padanan, tuple(program))


def _tulis(ruang: Ruang, rencana: list[Rencana], asal: str, *, ganti: bool, uji: bool) -> int:
    _cetak([t for r in rencana for t in r.temuan])
    if any(r.rusak for r in rencana):
        return _tolak("Lembar tujuannya masih keliru; perbaiki dahulu. Tidak ada yang ditulis.")
    if any(r.mengubah for r in rencana) and not ganti:
        return _tolak("Impor akan mengubah isi yang ada; tidak ada yang ditulis tanpa --ganti.")
    hari = format_date(datetime.now().astimezone(), "d MMMM y", locale="id_ID")
    for r in rencana:
        banyak = f"lembar {r.kontrak.LEMBAR}: {len(r.isi.baris)} baris"
        if uji:
            print(f"Uji saja, tidak ada yang ditulis; {r.kontrak.BERKAS}, {banyak}.")
            continue
        if r.sama:
            print(f"{r.kontrak.BERKAS}, {banyak} sudah sama; tidak ada yang ditulis.")
            continue
        hasil = simpan_lembar(ruang, r, asal, hari, ganti=ganti)
        print(f"Disimpan: {hasil.berkas.relative_to(ruang.root)}, {banyak}.")
        if hasil.salinan:
            print(f"Salinan sebelum impor: {hasil.salinan.relative_to(ruang.root)}")
        if hasil.rumus:
            print(
                f"{r.kontrak.BERKAS} berisi rumus ({sebut_sedikit(hasil.rumus)}): buka di Excel, "
                "periksa hasilnya, lalu simpan, karena isi yang dirujuknya berubah."
            )
    if not uji:
        print(f"Periksa dengan: lkip check {ruang.tahun} --unit {ruang.unit}")
    return 0


def _cetak(temuan: list[Temuan]) -> None:
    for t in temuan:
        print(f"{t.tingkat}: {t}")


def _tolak(pesan: str) -> int:
    print(pesan, file=sys.stderr)
    return 1
