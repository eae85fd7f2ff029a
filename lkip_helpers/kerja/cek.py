"""`lkip new` and `lkip check` on the terminal: what was made, what is wrong, what is empty."""

import json
import sys

from lkip_helpers.audit.pemeriksaan import periksa
from lkip_helpers.intake import record_sumber
from lkip_helpers.intake.tahun_baru import TahunBaruDitolak, create_tahun
from lkip_helpers.intake.temuan import BerkasTakTerbaca, Temuan
from lkip_helpers.intake.tugas import Kemajuan, hitung_kemajuan
from lkip_helpers.workspace import SUMBER, Ruang


def cek(ruang: Ruang, *, catat: bool, json_saja: bool, tandai: bool) -> int:
    """0: a report can be made; 1: a fault, or something still to be filled in."""
    tercatat = _catat(ruang) if catat else []
    hasil, temuan = periksa(ruang)
    temuan += [t for t in tercatat if t not in temuan]
    if json_saja:
        print(json.dumps([t.to_json() for t in temuan], ensure_ascii=False, indent=1))
    else:
        _cetak(ruang, temuan, hitung_kemajuan(hasil.manifest, temuan))
    if tandai:
        _tandai(ruang, temuan)
    return int(any(t.menghalangi for t in temuan))


def _catat(ruang: Ruang) -> list[Temuan]:
    """Record the workbooks as they are; the finding where SUMBER.toml does not allow it."""
    try:
        record_sumber(ruang.raw)
    except BerkasTakTerbaca as galat:
        return [galat.describe(SUMBER)]
    return []


def siapkan_tahun(ruang: Ruang, *, kosong: bool) -> int:
    """0: the workbooks of the new year are in place; 1: they were there, or could not be made."""
    try:
        hasil = create_tahun(ruang, kosong=kosong)
    except TahunBaruDitolak as galat:
        print(galat, file=sys.stderr)
        return 1
    asal = f"dengan isi tetap dari {hasil.asal}" if hasil.asal else "dari kosong"
    print(f"Data {ruang.unit} {ruang.tahun} disiapkan {asal}:")
    for berkas in hasil.berkas:
        print(f"  {berkas.relative_to(ruang.root)}")
    perintah = f"lkip check {ruang.tahun} --unit {ruang.unit}"
    print(f"Buka lembar Petunjuk, isi sel kuning, simpan, lalu jalankan: {perintah}")
    return 0


def _cetak(ruang: Ruang, temuan: list[Temuan], kemajuan: Kemajuan) -> None:
    """A year without an open item is told in as many lines as it has findings, and one."""
    belum = [t for t in temuan if t.tingkat == "belum"]
    lain = [t for t in temuan if t.tingkat != "belum"]
    for t in lain:
        print(f"{t.tingkat}: {t}")
    if belum:
        print("Belum diisi, menurut urutan mengisinya:")
        for nomor, t in enumerate(belum, 1):
            print(f"{nomor:>3}. {t}")
        if kemajuan.boleh:
            print(f"Boleh kosong dan masih kosong: {', '.join(kemajuan.boleh)}.")
        print(kemajuan)
    salah = sum(t.tingkat == "salah" for t in lain)
    sisa = f", {len(belum)} hal belum diisi" if belum else ""
    print(f"{ruang.unit} {ruang.tahun}: {salah} kesalahan, {len(lain) - salah} peringatan{sisa}.")


def _tandai(ruang: Ruang, temuan: list[Temuan]) -> None:
    """Write the marked copies; said on the error stream, so that --json stays JSON."""
    from lkip_helpers.intake.tandai import write_salinan

    salinan, gagal = write_salinan(ruang, temuan)
    for t in gagal:
        print(f"Tidak ada salinan bertanda: {t}", file=sys.stderr)
    for berkas in salinan:
        print(f"Salinan bertanda: {berkas.relative_to(ruang.root)}", file=sys.stderr)
    if not (salinan or gagal):
        print("Tidak ada sel yang perlu ditandai.", file=sys.stderr)
