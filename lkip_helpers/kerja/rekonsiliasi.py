"""`lkip reconcile` from end to end: the built report, terbit.xlsx, the review document."""

import json
import sys
from datetime import UTC, datetime
from typing import Any

from lkip_helpers.audit.buku import build_buku_rekonsiliasi
from lkip_helpers.audit.hasil import build_hasil
from lkip_helpers.audit.isian import list_isian
from lkip_helpers.audit.muat import TerbitBermasalah, load_rekonsiliasi
from lkip_helpers.audit.rekonsiliasi import Rekonsiliasi, count_kelas, count_sebab, list_beda
from lkip_helpers.beda.isi import LaporanTakTerbaca, read_tabel
from lkip_helpers.display.format import format_ringkas
from lkip_helpers.intake.buku import BukuTakTerbaca
from lkip_helpers.intake.terbit import TerbitTidakAda, read_terbit, write_templat
from lkip_helpers.kerja.susun import REKONSILIASI, bangun_lagi
from lkip_helpers.render.buku_kerja import save_buku
from lkip_helpers.render.cetak import PdfDitolak
from lkip_helpers.render.jalankan import BabGagal
from lkip_helpers.render.laporan import render_terpisah
from lkip_helpers.render.naskah import NaskahCacat
from lkip_helpers.render.sidik import is_mutakhir
from lkip_helpers.workspace import TERBIT, Ruang

BAB = "90-rekonsiliasi"
DISEBUT = 10
KETIK = (
    "ketik angka laporan terbit pada kolom Nilai tercetak, biarkan kosong yang tidak tercetak, "
    "lalu ulangi."
)
SAAT = datetime(2000, 1, 1, tzinfo=UTC)  # a fixed date: the same figures give the same file


def bandingkan(ruang: Ruang, *, json_saja: bool = False) -> int:
    """0: done, whatever differs; 1: terbit.xlsx, the data or the review document is at fault.

    Without a terbit.xlsx one is made, to be filled in; that is 1, too.
    """
    try:
        return _bandingkan(ruang, json_saja=json_saja)
    except TerbitBermasalah as galat:
        print(*(f"salah: {t}" for t in galat.temuan), sep="\n", file=sys.stderr)
        print(f"{len(galat.temuan)} kesalahan pada {TERBIT}; perbaiki lalu ulangi.",
              file=sys.stderr)  # fmt: skip
        return 1
    except BukuTakTerbaca as galat:
        return _tolak(str(galat.temuan))
    except (LaporanTakTerbaca, BabGagal, NaskahCacat, PdfDitolak) as galat:
        return _tolak(str(galat))


def _bandingkan(ruang: Ruang, *, json_saja: bool) -> int:
    try:
        terbit = read_terbit(ruang)
    except TerbitTidakAda as galat:
        return _siapkan(ruang, str(galat))
    if terbit.angka.empty and not terbit.temuan:
        return _tolak(f"{TERBIT} belum berisi nilai pada lembar Angka; {KETIK}")
    if not is_mutakhir(ruang) and (kode := bangun_lagi(ruang)):
        return kode
    read_tabel(ruang.tabel)  # whole, or said to be broken
    rekon = load_rekonsiliasi(ruang.unit, ruang.tahun)
    if json_saja:
        print(json.dumps(_json(rekon), ensure_ascii=False, indent=1))
        return 0
    berkas = render_terpisah(ruang, BAB, REKONSILIASI)
    buku = build_buku_rekonsiliasi(rekon, f"Rekonsiliasi {ruang.unit} {ruang.tahun}")
    berkas.append(ruang.outputs / f"{REKONSILIASI}.xlsx")
    berkas[-1].write_bytes(save_buku(buku, SAAT))
    _cetak(ruang, rekon)
    if terbit.tanpa_nilai:
        print(f"{terbit.tanpa_nilai} baris {TERBIT} tanpa nilai tercetak tidak dibandingkan.")
    print("Hasil lengkap:", *(f"  {b.relative_to(ruang.root)}" for b in berkas), sep="\n")
    return 0


def _siapkan(ruang: Ruang, sebab: str) -> int:
    """Make terbit.xlsx with the names of all figures there are, and say what to type in it."""
    if not is_mutakhir(ruang) and (kode := bangun_lagi(ruang)):
        return kode
    paket = [p for p in read_tabel(ruang.tabel)["tabel"] if p["jenis"] == "tabel"]
    berkas = write_templat(ruang, list_isian(build_hasil(paket).values()))
    return _tolak(f"{sebab} {berkas.relative_to(ruang.root)} baru disiapkan; {KETIK}")


def _tolak(sebab: str) -> int:
    print(f"Rekonsiliasi tidak dibuat: {sebab}", file=sys.stderr)
    return 1


def _cetak(ruang: Ruang, rekon: Rekonsiliasi) -> None:
    print(f"Rekonsiliasi {ruang.unit} {ruang.tahun}: {len(rekon.angka)} angka terbit.")
    for b in count_kelas(rekon.angka).itertuples():
        print(f"  {b.kelas:<22}{b.jumlah:>6}  {format_ringkas(float(str(b.persen)), 1):>5} %")
    tidak = (rekon.pernyataan["putusan"] == "tidak sesuai").sum()
    print(f"Pernyataan: {len(rekon.pernyataan)}, tidak sesuai {tidak}.")
    beda = list_beda(rekon.angka)
    if len(beda):
        print("Sebab perbedaan:")
    for b in count_sebab(rekon.angka).itertuples():
        print(f"  {b.sebab:<32}{b.jumlah:>4}  terbukti {b.terbukti}, dugaan {b.dugaan}")
    for b in beda.head(DISEBUT).itertuples():
        letak = f"{b.label} · {b.baris} · {b.kolom}"
        sebab = f"{b.sebab}: {b.uraian}" if b.uraian else b.sebab
        print(f"  {letak}: tercetak {b.tercetak}, hitungan {b.hitungan}; {sebab}")
    if len(beda) > DISEBUT:
        print(f"  … dan {len(beda) - DISEBUT} angka lain.")


def _json(rekon: Rekonsiliasi) -> dict[str, Any]:
    return {
        nama: json.loads(frame.to_json(orient="records", force_ascii=False))
        for nama, frame in (("angka", rekon.angka), ("pernyataan", rekon.pernyataan))
    }
