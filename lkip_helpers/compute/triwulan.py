"""Quarterly realisasi and what the four make of a year."""

import pandas as pd

from lkip_helpers.compute.asal import Bahan, catat_bahan, kumpulkan

TRIWULAN = ["tw1", "tw2", "tw3", "tw4"]
_CARA = {
    "jumlah": "jumlah keempat triwulan",
    "akhir": "nilai triwulan terakhir yang diketahui",
    "rata-rata": "rata-rata triwulan yang diketahui",
}


def compute_setahun(triwulan: pd.DataFrame) -> pd.DataFrame:
    """Add `setahun`: the sum, the last value known, or the mean of the quarters, as `cara` says.

    triwulan: tw1 … tw4 (own unit; NaN where not measured) and cara. NaN without any quarter.
    """
    isi = triwulan[TRIWULAN].astype(float)
    cara = {
        "jumlah": isi.sum(axis=1, min_count=1),
        "akhir": isi.ffill(axis=1)["tw4"],
        "rata-rata": isi.mean(axis=1),
    }
    setahun = pd.Series(float("nan"), triwulan.index)
    for nama, nilai in cara.items():
        setahun = setahun.where(triwulan["cara"] != nama, nilai)
    hasil = triwulan.assign(setahun=setahun)
    bahan = {
        i: Bahan(_CARA[cara], kumpulkan(triwulan, *TRIWULAN, indeks=[i]))
        for i, cara in triwulan["cara"].items()
    }
    return catat_bahan(hasil, "setahun", bahan)


def join_triwulan(triwulan: pd.DataFrame, indikator: pd.DataFrame) -> pd.DataFrame:
    """compute_setahun with indikator and satuan, in the order of the master sheet."""
    setahun = compute_setahun(triwulan)
    induk = indikator.set_index("kode")[["indikator", "satuan"]]
    urut = {k: i for i, k in enumerate(indikator["kode"])}
    hasil = setahun.join(induk, on="kode").sort_values("kode", key=lambda k: k.map(urut))
    hasil.attrs = {**triwulan.attrs, "bahan": setahun.attrs["bahan"]}
    return hasil
