"""What if: the same frames with one figure changed, for the same functions to compute with.

A changed frame no longer says where its values come from, for one of them comes from nowhere.
"""

from typing import Any

import pandas as pd


def change_realisasi(
    realisasi: pd.DataFrame, kode: str, tahun: int, *, target: float, nilai: float
) -> pd.DataFrame:
    """Realisasi with another target and realisasi of one indicator in one year."""
    milik = (realisasi["kode"] == kode) & (realisasi["tahun"] == tahun)
    hasil = _lepas(realisasi)
    hasil.loc[milik, ["target", "realisasi"]] = [float(target), float(nilai)]
    if "target_atas" in hasil:  # a range does not end before it begins
        hasil.loc[milik, "target_atas"] = hasil.loc[milik, "target_atas"].clip(lower=target)
    return hasil


def change_jawaban(
    skm: pd.DataFrame, kode: str, *, dari: int, menjadi: int, banyak: int
) -> pd.DataFrame:
    """Skm where the first `banyak` respondents who answered `dari` to `kode` answer `menjadi`."""
    hasil = _lepas(skm)
    baris = hasil.index[hasil[kode] == dari][:banyak]
    hasil.loc[baris, kode] = menjadi
    return hasil


def change_anggaran(
    anggaran: pd.DataFrame, baris: Any, *, pagu: int, realisasi: int
) -> pd.DataFrame:
    """Anggaran with another pagu and realisasi of one sub kegiatan; baris: its index."""
    hasil = _lepas(anggaran)
    hasil.loc[baris, ["pagu", "realisasi"]] = [pagu, realisasi]
    return hasil


def _lepas(frame: pd.DataFrame) -> pd.DataFrame:
    hasil = frame.copy()
    hasil.attrs = {}
    return hasil
