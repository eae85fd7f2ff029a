"""One function a command: calls what does the work, which is imported only then."""

import sys
from pathlib import Path
from typing import Any

from lkip_helpers.cli.pilihan import list_ruang, parse_parameter
from lkip_helpers.workspace import PilihanSalah, Ruang, choose_unit, find_root

GAGAL = 1


def check(ruang: Ruang, pilihan: Any) -> int:
    """Print every finding and what is still empty; 1 where no report can be made yet."""
    from lkip_helpers.kerja.cek import cek

    return cek(ruang, catat=pilihan.record, json_saja=pilihan.json, tandai=pilihan.mark)


def new(pilihan: Any) -> int:
    """Make the workbooks of a new year or unit; 1 where they exist already."""
    root = find_root()
    unit = choose_unit(root, pilihan.unit)
    if pilihan.tahun is None:
        raise PilihanSalah("Sebutkan tahunnya: lkip new TAHUN --unit NAMA.")
    from lkip_helpers.kerja.cek import siapkan_tahun

    return siapkan_tahun(Ruang(unit, pilihan.tahun, root), kosong=pilihan.kosong)


def import_ekspor(ruang: Ruang, pilihan: Any) -> int:
    """Read an export into the raw workbook; 1 where it is refused, and nothing is written."""
    if pilihan.hanya_tahun and pilihan.jenis != "forms":
        raise PilihanSalah("--hanya-tahun hanya untuk forms.")
    berkas = Path(pilihan.berkas)
    if berkas.is_dir():
        raise PilihanSalah(
            f"{berkas} adalah folder. Sebutkan berkas ekspornya di dalam folder itu."
        )
    if not berkas.is_file():
        raise PilihanSalah(f"Berkas {berkas} tidak ada. Periksa nama dan foldernya.")
    from lkip_helpers.kerja.impor import impor

    return impor(
        ruang, pilihan.jenis, berkas,
        ganti=pilihan.ganti, uji=pilihan.uji, hanya_tahun=pilihan.hanya_tahun,
    )  # fmt: skip


def render(ruang: Ruang, pilihan: Any) -> int:
    """Check the data, then build the report; a fault leaves the former report as it was."""
    parameter = dict(map(parse_parameter, pilihan.parameter))
    from lkip_helpers.kerja.susun import bangun

    return bangun(ruang, parameter, final=pilihan.final)


def lab(pilihan: Any) -> int:
    """Open JupyterLab on its first page."""
    from lkip_helpers.kerja.lab import buka

    return buka(find_root(), pilihan.argumen)


def reconcile(ruang: Ruang, pilihan: Any) -> int:
    """Hold the published figures against the computed ones and say why they differ."""
    from lkip_helpers.kerja.rekonsiliasi import bandingkan

    return bandingkan(ruang, json_saja=pilihan.json)


def trace(ruang: Ruang, pilihan: Any) -> int:
    """Say where a number of the report comes from."""
    from lkip_helpers.kerja.telusur import telusuri

    return telusuri(ruang, pilihan.benda, pilihan.kolom, pilihan.baris, json_saja=pilihan.json)


def diff(pilihan: Any) -> int:
    """Say what changed between two reports; 0 whether or not anything did."""
    from lkip_helpers.beda.perintah import bedakan

    return bedakan(pilihan.lama, pilihan.baru, pilihan.unit, ke=pilihan.ke, json_saja=pilihan.json)


def run(pilihan: Any) -> int:
    """Build what changed; 0, or the worst code of a run that failed."""
    from lkip_helpers.jadwal.jalan import run_terjadwal, write_ringkasan
    from lkip_helpers.jadwal.kabar import send_kabar

    ruang = list_ruang(pilihan)
    jalan = []
    for r in ruang:
        jalan.append(run_terjadwal(r, paksa=pilihan.paksa))
        print(jalan[-1], flush=True)
    write_ringkasan(ruang[0].root, jalan)
    for masalah in send_kabar([j for j in jalan if j.kode]):
        print(masalah, file=sys.stderr)
    return max(j.kode for j in jalan)


def schedule(pilihan: Any) -> int:
    """Print what cron or systemd would be told; install or remove it where asked."""
    from lkip_helpers.jadwal import pasang

    ruang = list_ruang(pilihan)[0]
    argumen = [str(pilihan.tahun)] if pilihan.tahun else []
    argumen += ["--semua"] if pilihan.semua else ["--unit", ruang.unit]
    argumen += ["--paksa"] if pilihan.paksa else []
    jadwal = pasang.Jadwal(ruang.root, tuple(argumen), pilihan.setiap)
    try:
        cara = pasang.describe
        if pilihan.install or pilihan.remove:
            cara = pasang.install if pilihan.install else pasang.remove
        print(*cara(jadwal, systemd=pilihan.systemd), sep="\n")
    except pasang.JadwalGagal as galat:
        print(galat, file=sys.stderr)
        return GAGAL
    return 0
