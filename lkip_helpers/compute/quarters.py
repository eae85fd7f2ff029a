"""Quarterly realisasi and what the four make of a year."""

import pandas as pd

from lkip_helpers.compute.lineage import Derivation, collect, note_origin

TRIWULAN = ["tw1", "tw2", "tw3", "tw4"]
_MANNER = {
    "jumlah": "jumlah keempat triwulan",
    "akhir": "nilai triwulan terakhir yang diketahui",
    "rata-rata": "rata-rata triwulan yang diketahui",
}


def compute_of_year(triwulan: pd.DataFrame, prefix: str = "") -> pd.DataFrame:
    """Add `setahun`: the sum, the last value known, or the mean of the quarters, as `cara` says.

    triwulan: tw1 … tw4 after the prefix (own unit; NaN where not measured) and cara. NaN without
    any quarter.
    """
    quarters = [f"{prefix}{t}" for t in TRIWULAN]
    content = triwulan[quarters].astype(float)
    manner = {
        "jumlah": content.sum(axis=1, min_count=1),
        "akhir": content.ffill(axis=1)[quarters[-1]],
        "rata-rata": content.mean(axis=1),
    }
    of_year = pd.Series(float("nan"), triwulan.index)
    for name, value in manner.items():
        of_year = of_year.where(triwulan["cara"] != name, value)
    result = triwulan.assign(setahun=of_year)
    ingredients = {
        i: Derivation(_MANNER[manner], collect(triwulan, *quarters, index=[i]))
        for i, manner in triwulan["cara"].items()
    }
    return note_origin(result, "setahun", ingredients)


def join_triwulan(triwulan: pd.DataFrame, indikator: pd.DataFrame) -> pd.DataFrame:
    """compute_of_year with indikator and satuan, in the order of the master sheet."""
    of_year = compute_of_year(triwulan)
    parent = indikator.set_index("kode")[["indikator", "satuan"]]
    sequence = {k: i for i, k in enumerate(indikator["kode"])}
    result = of_year.join(parent, on="kode").sort_values("kode", key=lambda k: k.map(sequence))
    result.attrs = of_year.attrs
    return result
