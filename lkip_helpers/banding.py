"""`lkip reconcile` from end to end: the built report, terbit.xlsx, the review document."""

import json
import sys
from datetime import UTC, datetime
from typing import Any

from lkip_helpers.audit.buku import build_buku_rekonsiliasi
from lkip_helpers.audit.muat import TerbitBermasalah, load_rekonsiliasi
from lkip_helpers.audit.rekonsiliasi import Rekonsiliasi, count_kelas, count_sebab, list_beda
from lkip_helpers.display.format import format_ringkas
from lkip_helpers.intake.buku import BukuTakTerbaca
from lkip_helpers.intake.terbit import TerbitTidakAda, read_terbit
from lkip_helpers.kerja import REKONSILIASI, bangun
from lkip_helpers.render.buku_kerja import save_buku
from lkip_helpers.render.cetak import PdfDitolak
from lkip_helpers.render.jalankan import BabGagal
from lkip_helpers.render.laporan import is_mutakhir, render_terpisah
from lkip_helpers.render.naskah import NaskahCacat
from lkip_helpers.workspace import Ruang

BAB = "90-rekonsiliasi"
DISEBUT = 10
SAAT = datetime(2000, 1, 1, tzinfo=UTC)  # a fixed date: the same figures give the same file


def bandingkan(ruang: Ruang, *, json_saja: bool = False) -> int:
    """0: done, whatever differs; 1: terbit.xlsx, the data or the review document is at fault."""
    try:
        read_terbit(ruang)
        if not is_mutakhir(ruang) and (kode := bangun(ruang, {})):
            return kode
        rekon = load_rekonsiliasi(ruang.unit, ruang.tahun)
        if json_saja:
            print(json.dumps(_json(rekon), ensure_ascii=False, indent=1))
            return 0
        berkas = render_terpisah(ruang, BAB, REKONSILIASI)
    except TerbitBermasalah as galat:
        print(*(f"salah: {t}" for t in galat.temuan), sep="\n", file=sys.stderr)
        print(
            f"{len(galat.temuan)} kesalahan pada terbit.xlsx; perbaiki lalu ulangi.",
            file=sys.stderr,
        )
        return 1
    except (TerbitTidakAda, BukuTakTerbaca, BabGagal, NaskahCacat, PdfDitolak) as galat:
        print(f"Rekonsiliasi tidak dibuat: {galat}", file=sys.stderr)
        return 1
    buku = build_buku_rekonsiliasi(rekon, f"Rekonsiliasi {ruang.unit} {ruang.tahun}")
    berkas.append(ruang.outputs / f"{REKONSILIASI}.xlsx")
    berkas[-1].write_bytes(save_buku(buku, SAAT))
    _cetak(ruang, rekon)
    print("Hasil lengkap:", *(f"  {b.relative_to(ruang.root)}" for b in berkas), sep="\n")
    return 0


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
