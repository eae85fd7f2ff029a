"""Units and years beside one another."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from lkip_helpers.aturan import load_skala
from lkip_helpers.compute import anggaran, capaian, skm
from lkip_helpers.display.gambar import Gambar
from lkip_helpers.display.grafik_banding import plot_banding
from lkip_helpers.display.kolom import Kolom, ubah
from lkip_helpers.display.narasi import Narasi, Rangkaian
from lkip_helpers.display.tabel import Tabel
from lkip_helpers.intake import Data
from lkip_helpers.jelajah.pilihan import BelumDapatDipakai, Pasangan, muat
from lkip_helpers.jelajah.serapan import REALISASI

UKURAN: Mapping[str, tuple[str, str]] = {
    "Rata-rata capaian indikator kinerja utama": ("capaian", "\u00a0%"),
    "Indeks Kepuasan Masyarakat": ("ikm", ""),
    "Serapan anggaran": ("serapan", "\u00a0%"),
}


def ringkas_data(data: Data) -> dict[str, Any]:
    """The figures of one unit and year by which it is compared; capaian and serapan may be NaN."""
    indikator = capaian.compute_indikator(data.indikator, data.realisasi, data.tahun, load_skala())
    total = anggaran.compute_total(data.anggaran).iloc[0]
    ikm = skm.compute_ikm(skm.compute_nrr(data.skm, data.unsur_skm), len(data.skm)).iloc[0]
    return {
        "nama": f"{data.profil.nama} {data.tahun}",
        "kecamatan": data.profil.nama,
        "tahun": data.tahun,
        "capaian": capaian.compute_rata_rata(capaian.select_sasaran(indikator)),
        **ikm[["ikm", "mutu", "responden"]],
        **total[["pagu", "realisasi", "serapan"]],
    }


def susun_banding(pasangan: Sequence[Pasangan], ukuran: str) -> Rangkaian:
    """A row and a bar for each unit and year; those whose data cannot be used are named."""
    baris, tanpa = [], []
    for unit, tahun in pasangan:
        try:
            baris.append(ringkas_data(muat(unit, tahun).data))
        except BelumDapatDipakai as galat:
            tanpa.append(Narasi("{pesan}", pesan=str(galat)))
    if not baris:
        return Rangkaian([*tanpa, Narasi("Pilih satu atau beberapa kecamatan dan tahun.")])
    return Rangkaian([*_sajikan(pd.DataFrame(baris), ukuran), *tanpa])


def _sajikan(frame: pd.DataFrame, ukuran: str) -> list[Any]:
    nilai, satuan = UKURAN[ukuran]
    sumber = "kinerja.xlsx, skm.xlsx, dan dpa.xlsx setiap kecamatan dan tahun"
    kolom: list[str | Kolom] = [
        Kolom("kecamatan", "Kecamatan"),
        Kolom("tahun", "Tahun", "tahun"),
        ubah("capaian", judul="Rata-rata capaian (%)", rumus=""),
        ubah("ikm", rumus=""),
        "mutu",
        "responden",
        "pagu",
        REALISASI,
        "serapan",
    ]
    gambar = Gambar(
        "jelajah-banding-diagram",
        f"{ukuran} menurut kecamatan dan tahun",
        lambda: plot_banding(frame, nilai, satuan),
        f"Diagram batang {ukuran} {len(frame)} kecamatan dan tahun.",
        sumber,
        frame,
        kolom,
    )
    judul = "Capaian, kepuasan masyarakat, dan anggaran menurut kecamatan dan tahun"
    return [gambar, Tabel("jelajah-banding", judul, frame, kolom, sumber)]
