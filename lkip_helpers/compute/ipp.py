"""Indeks Pelayanan Publik: the sum of weighted aspects on 0–5. Source: PermenPAN-RB 17/2017."""

import pandas as pd

from lkip_helpers.aturan import load_predikat_ipp
from lkip_helpers.compute.pembulatan import read_tercetak


def compute_ipp(ipp: pd.DataFrame) -> pd.DataFrame:
    """One row: jumlah (0–5, a sum, not a mean), predikat, arti; no row where there is no aspect."""
    if ipp.empty:
        return pd.DataFrame(columns=["jumlah", "predikat", "arti"])
    jumlah = float(ipp["nilai"].sum())
    jenjang = load_predikat_ipp().find(read_tercetak(jumlah))
    return pd.DataFrame({"jumlah": [jumlah], "predikat": [jenjang.kunci], "arti": [jenjang.teks]})
