"""Indeks Pelayanan Publik: the sum of weighted aspects on 0–5. Source: PermenPAN-RB 17/2017."""

import pandas as pd

from lkip_helpers.compute.rounding import read_printed
from lkip_helpers.rules import load_predikat_ipp


def compute_ipp(ipp: pd.DataFrame) -> pd.DataFrame:
    """One row: jumlah (0–5, a sum, not a mean), predikat, arti; no row where there is no aspect."""
    if ipp.empty:
        return pd.DataFrame(columns=["jumlah", "predikat", "arti"])
    total = float(ipp["nilai"].sum())
    tier = load_predikat_ipp().find(read_printed(total))
    return pd.DataFrame({"jumlah": [total], "predikat": [tier.kunci], "arti": [tier.teks]})
