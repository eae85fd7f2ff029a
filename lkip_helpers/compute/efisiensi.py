"""Money beside performance: which programmes support a sasaran, and how efficiently."""

import pandas as pd

from lkip_helpers.aturan import load_aturan, load_efisiensi
from lkip_helpers.compute.anggaran import compute_serapan, nama_baku, sum_anggaran
from lkip_helpers.compute.asal import catat_asal, gabung_asal, kumpulkan, pindah_asal
from lkip_helpers.compute.pembulatan import compare_tercetak, read_tercetak

UANG = ("pagu", "realisasi")


def join_dukungan(dukungan: pd.DataFrame, anggaran: pd.DataFrame) -> pd.DataFrame:
    """Programmes of each sasaran: sasaran, program, peran, pagu, realisasi, serapan.

    A programme that supports several sasaran stands under each; sums over sasaran would count it
    more than once. Programme names are matched as in the Perjanjian Kinerja.
    """
    program = sum_anggaran(anggaran, ["program"])
    program = program.assign(baku=program["program"].map(nama_baku)).drop(columns="program")
    hasil = dukungan.assign(baku=dukungan["program"].map(nama_baku)).merge(program, on="baku")
    baris = dict(zip(program["baku"], program.index, strict=True))
    indeks = {i: baris[k] for i, k in hasil["baku"].items()}
    hasil = hasil[["sasaran", "program", "peran", "pagu", "realisasi", "serapan"]]
    return pindah_asal(hasil, program, {k: k for k in UANG}, indeks)


def list_program_tanpa_sasaran(dukungan: pd.DataFrame, anggaran: pd.DataFrame) -> pd.DataFrame:
    """Programmes of the DPA that no sasaran names: program, pagu, realisasi, serapan."""
    program = sum_anggaran(anggaran, ["program"])
    punya = set(dukungan["program"].map(nama_baku))
    return program[~program["program"].map(nama_baku).isin(punya)]


def compute_efisiensi(sasaran: pd.DataFrame, dukungan: pd.DataFrame) -> pd.DataFrame:
    """Capaian beside serapan of the main programmes of each sasaran.

    sasaran: compute_sasaran. dukungan: join_dukungan. Returns sasaran, capaian, pagu, realisasi,
    serapan (percent), selisih (capaian − serapan, percentage points), tingkat (words). Money left
    over is never called efficient while capaian is below 100.
    """
    utama = dukungan[dukungan["peran"] == "utama"]
    grup = utama.groupby("sasaran", sort=False)
    uang = compute_serapan(grup[list(UANG)].sum().reset_index())
    hasil = sasaran[["sasaran", "capaian"]].merge(uang, on="sasaran")
    asal_sasaran = dict(zip(sasaran["sasaran"], sasaran.index, strict=True))
    pindah_asal(hasil, sasaran, {"capaian": "capaian"},
                {i: asal_sasaran[s] for i, s in hasil["sasaran"].items()})  # fmt: skip
    for k in UANG:
        sel = {s: kumpulkan(utama, k, indeks=milik.index) for s, milik in grup}
        catat_asal(
            hasil, k, {i: gabung_asal(sel[s], "jumlah") for i, s in hasil["sasaran"].items()}
        )
    hasil = hasil.assign(selisih=hasil["capaian"] - hasil["serapan"])
    return hasil.assign(
        tingkat=[_tingkat(c, s) for c, s in zip(hasil["capaian"], hasil["selisih"], strict=True)]
    )


def _tingkat(capaian: float, selisih: float) -> str:
    aturan = load_aturan("efisiensi")["selisih"]
    if pd.isna(selisih):
        return "Tidak dapat dihitung"
    jenjang = load_efisiensi().find(read_tercetak(selisih))
    if jenjang.kunci != "tidak" and compare_tercetak(capaian, aturan["capaian_terendah"]) < 0:
        return str(aturan["teks_belum"])
    return jenjang.teks
