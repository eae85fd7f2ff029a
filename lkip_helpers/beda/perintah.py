"""`lkip diff` from end to end: two reports read, compared, told and written."""

import json
import os
import sys
from pathlib import Path

from lkip_helpers.audit.beda.laporan import compare_laporan, to_json
from lkip_helpers.beda.halaman import build_halaman
from lkip_helpers.beda.isi import LaporanTakTerbaca
from lkip_helpers.beda.layar import cetak
from lkip_helpers.beda.pilih import load_dua
from lkip_helpers.sistem import sebut_galat
from lkip_helpers.workspace import PilihanSalah

BERKAS = "perbedaan.html"


def bedakan(
    a: str | None, b: str | None, unit: str | None, *, ke: Path | None, json_saja: bool
) -> int:
    """0: compared, whatever differs; 1: a report cannot be read; 2: two that cannot be compared."""
    try:
        lama, baru = load_dua(a, b, unit)
    except (LaporanTakTerbaca, PilihanSalah) as galat:
        print(galat, file=sys.stderr)
        return 1 if isinstance(galat, LaporanTakTerbaca) else 2
    beda = compare_laporan(lama.laporan, baru.laporan)
    if json_saja:
        print(json.dumps(to_json(beda), ensure_ascii=False, indent=1))
        return 0
    cetak(beda, lama, baru)
    tujuan = ke or baru.folder / BERKAS
    try:
        tujuan.write_text(build_halaman(beda, lama, baru), "utf-8", newline="\n")
    except OSError as galat:
        print(f"{sebut_galat(galat)}, atau pilih berkas lain dengan --ke.", file=sys.stderr)
        return 2
    print(f"\nSelengkapnya: {os.path.relpath(tujuan)}")
    return 0
