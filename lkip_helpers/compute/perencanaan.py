"""Targets as they were planned."""

import pandas as pd


def pivot_target(indikator: pd.DataFrame, renstra: pd.DataFrame) -> pd.DataFrame:
    """tujuan, sasaran, indikator, satuan and one column a year, in the order of the Renstra."""
    lebar = renstra.pivot(index="kode", columns="tahun", values="target")
    lebar.columns = [str(t) for t in lebar.columns]
    urut = renstra["kode"].drop_duplicates()
    induk = indikator.set_index("kode").loc[urut, ["tujuan", "sasaran", "indikator", "satuan"]]
    return induk.join(lebar).reset_index(drop=True)
