"""`lkip render` from end to end: intake, render, progress and messages on the terminal."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from lkip_helpers import intake
from lkip_helpers.audit.pemeriksaan import check_lanjut
from lkip_helpers.display.format import format_angka
from lkip_helpers.render.cetak import PdfDitolak
from lkip_helpers.render.jalankan import BabGagal
from lkip_helpers.render.laporan import check_parameter_bab, render_laporan
from lkip_helpers.render.naskah import NaskahCacat
from lkip_helpers.render.parameter import ParameterSalah
from lkip_helpers.render.sidik import read_build
from lkip_helpers.workspace import Ruang

SIBUK = 3
REKONSILIASI = "rekonsiliasi"


def bangun(ruang: Ruang, parameter: dict[str, Any], *, final: bool = False) -> int:
    """0: the report is in place; 1: data or a chapter is at fault; 2: a wrong parameter; 3: busy.

    Only one run at a time writes a unit's year; another is told so and changes nothing.
    """
    ruang.kunci.parent.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(ruang.kunci, timeout=0):
            return _bangun(ruang, parameter, final=final)
    except Timeout:
        _gagal(ruang, "sedang disusun oleh proses lain; tunggu sampai selesai.")
        return SIBUK


def bangun_lagi(ruang: Ruang) -> int:
    """Build as the last time: with its parameters, and final where it was; a draft the first time.

    So nothing but `lkip render` itself puts a draft in the place of a final report; one that can no
    longer be final is refused, and stays. Returns as bangun.
    """
    lalu = read_build(ruang.outputs).get("parameter", {})
    milik = {k: v for k, v in lalu.items() if k not in ("tahun", "unit", "konsep")}
    return bangun(ruang, milik, final=not lalu.get("konsep", True))


def _bangun(ruang: Ruang, parameter: dict[str, Any], *, final: bool) -> int:
    mulai = time.perf_counter()
    try:
        check_parameter_bab(ruang, {"tahun": ruang.tahun, "unit": ruang.unit, **parameter})
    except ParameterSalah as galat:
        print(galat, file=sys.stderr)
        return 2
    hasil = intake.process(ruang)
    if halangan := [t for t in hasil.temuan if t.menghalangi]:
        print(*(f"{t.tingkat}: {t}" for t in halangan), sep="\n", file=sys.stderr)
        return _gagal(ruang, _sebut_halangan(halangan))
    lanjut = check_lanjut(ruang, hasil)
    rekonsiliasi = list(ruang.outputs.glob(f"{REKONSILIASI}.*"))
    temuan = [*hasil.temuan, *lanjut]
    if final and (kurang := [*intake.list_kekurangan(hasil, ruang.tahun), *lanjut]):
        print(*(f"belum: {t}" for t in kurang), sep="\n", file=sys.stderr)
        return _gagal(ruang, f"{len(kurang)} hal belum lengkap untuk laporan akhir.")
    try:
        with _kemajuan(len(ruang.list_bab())) as (lapor, langkah):
            folder = render_laporan(ruang, parameter, lapor, langkah, konsep=not final)
    except (BabGagal, NaskahCacat, PdfDitolak) as galat:
        return _gagal(ruang, str(galat))
    except KeyboardInterrupt:
        return _gagal(ruang, "dihentikan.")
    _laporkan(ruang, folder, time.perf_counter() - mulai)
    if rekonsiliasi:
        perintah = f"lkip reconcile {ruang.tahun} --unit {ruang.unit}"
        print(f"Rekonsiliasi sebelumnya tidak berlaku lagi; ulangi dengan: {perintah}")
    if temuan:
        perintah = f"lkip check {ruang.tahun} --unit {ruang.unit}"
        print(f"{len(temuan)} peringatan pada data; lihat dengan: {perintah}")
    return 0


def _laporkan(ruang: Ruang, folder: Path, detik: float) -> None:
    """Say where the report is, and how it is compared with the former one."""
    print(f"Laporan {ruang.unit} {ruang.tahun} selesai dalam {format_angka(detik, 1)} detik:")
    for berkas in sorted(b for b in folder.iterdir() if b.is_file()):
        print(f"  {berkas.relative_to(ruang.root)}")
    if ruang.sebelumnya.exists():
        perintah = f"lkip diff {ruang.tahun} --unit {ruang.unit}"
        print(f"Yang berubah sejak laporan sebelumnya dapat dilihat dengan: {perintah}")


def _sebut_halangan(halangan: list[intake.Temuan]) -> str:
    salah = sum(t.tingkat == "salah" for t in halangan)
    belum = len(halangan) - salah
    sebab = [f"{salah} kesalahan pada data"] * bool(salah)
    sebab += [f"{belum} hal wajib belum diisi"] * bool(belum)
    return f"{' dan '.join(sebab)}; {'perbaiki' if salah else 'isi'} lalu ulangi."


def _gagal(ruang: Ruang, sebab: str) -> int:
    print(f"Laporan tidak dibuat: {sebab}", file=sys.stderr)
    if ruang.outputs.exists():
        print(
            f"Laporan sebelumnya tetap utuh di {ruang.outputs.relative_to(ruang.root)}.",
            file=sys.stderr,
        )
    return 1


@contextmanager
def _kemajuan(jumlah: int) -> Iterator[Any]:
    """A progress bar that shows the step and the chapter just finished; silent when piped."""
    bilah = Progress(
        TextColumn("{task.description:<44}"),
        BarColumn(),
        TextColumn("{task.completed:.0f}/{task.total:.0f} bab"),
        TimeElapsedColumn(),
        console=Console(stderr=True),
    )
    with bilah:
        tugas = bilah.add_task("Memulai", total=jumlah)
        yield (
            lambda bab: bilah.update(
                tugas, advance=1, description=f"Menjalankan bab · {bab} selesai"
            ),
            lambda nama: bilah.update(tugas, description=nama),
        )
