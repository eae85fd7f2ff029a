"""One indicator over the years."""

from collections.abc import Mapping

from lkip_helpers.aturan import load_skala
from lkip_helpers.compute import capaian, tren
from lkip_helpers.display.baris import iter_baris
from lkip_helpers.display.gambar import Gambar
from lkip_helpers.display.grafik import plot_tren
from lkip_helpers.display.kalimat import describe_indikator
from lkip_helpers.display.kolom import Kolom
from lkip_helpers.display.narasi import Narasi, Rangkaian
from lkip_helpers.display.susunan import kolom_capaian
from lkip_helpers.display.tabel import Tabel
from lkip_helpers.intake import Data
from lkip_helpers.jelajah.pilihan import Isi

TAHUN = Kolom("tahun", "Tahun", "tahun")


def list_indikator(data: Data) -> Mapping[str, str]:
    """Names of the indicators that have realisasi in the year, to their codes."""
    ada = data.realisasi[data.realisasi["tahun"] == data.tahun]["kode"]
    milik = data.indikator[data.indikator["kode"].isin(ada)]
    return dict(zip(milik["indikator"], milik["kode"], strict=True))


def susun_tren(isi: Isi, kode: str | None) -> Rangkaian:
    """Chart, table and sentence of one indicator, as the report has them of all."""
    data = isi.data
    if kode is None:
        return Rangkaian([_tanpa(data)])
    milik = data.indikator[data.indikator["kode"] == kode]
    riwayat = isi.riwayat[isi.riwayat["kode"] == kode]
    banding = tren.compute_banding_tahun(milik, riwayat, data.tahun)
    renstra = data.renstra[data.renstra["kode"] == kode]
    lintasan = tren.compute_lintasan(milik, renstra, riwayat, data.tahun)
    lintasan = banding if lintasan.empty else lintasan
    nama = milik["indikator"].iloc[0]
    sumber = [data.realisasi, data.renstra, data.indikator]
    gambar = Gambar(
        "jelajah-tren-diagram",
        f"Target dan realisasi {nama}",
        lambda: plot_tren(lintasan),
        f"Diagram garis target dan realisasi {nama} sampai tahun {data.tahun}.",
        sumber,
        lintasan,
        ["indikator", TAHUN, "target", "realisasi"],
    )
    tabel = Tabel(
        "jelajah-tren",
        f"Target, realisasi, dan capaian {nama} sampai tahun {data.tahun}",
        banding,
        [TAHUN, "target", "realisasi", kolom_capaian(banding), "perubahan"],
        sumber,
        satuan=str(milik["satuan"].iloc[0] or ""),
    )
    hitung = capaian.compute_indikator(milik, data.realisasi, data.tahun, load_skala())
    return Rangkaian([*(describe_indikator(b, data.tahun) for b in iter_baris(hitung)),
                      gambar, tabel])  # fmt: skip


def _tanpa(data: Data) -> Narasi:
    return Narasi(
        "Belum ada realisasi indikator tahun {tahun:tahun} pada lembar Realisasi.", tahun=data.tahun
    )
