"""Budget in whole rupiah: serapan of rows and groups, Perjanjian Kinerja against DPA."""

import re
from collections.abc import Sequence

import pandas as pd

from lkip_helpers.compute.asal import catat_kelompok


def compute_serapan(frame: pd.DataFrame) -> pd.DataFrame:
    """Add `serapan` (percent): realisasi / pagu × 100; NaN where there is no pagu."""
    pagu = frame["pagu"].astype("Float64")
    serapan = (frame["realisasi"].astype("Float64") / pagu.where(pagu > 0) * 100).astype(float)
    return frame.assign(serapan=serapan)


def sum_anggaran(frame: pd.DataFrame, kelompok: Sequence[str]) -> pd.DataFrame:
    """Pagu and realisasi per group in order of appearance; serapan = Σ realisasi / Σ pagu × 100."""
    grup = frame.groupby(list(kelompok), sort=False, dropna=False)
    jumlah = compute_serapan(grup[["pagu", "realisasi"]].sum().reset_index())
    return catat_kelompok(jumlah, frame, list(kelompok), ["pagu", "realisasi"])


def compute_total(frame: pd.DataFrame) -> pd.DataFrame:
    """One row: pagu, realisasi, serapan of all rows."""
    return compute_serapan(frame[["pagu", "realisasi"]].sum().to_frame().T)


def nama_baku(program: str) -> str:
    """A programme's name for comparing: without the word Program, case and spacing folded."""
    return re.sub(r"^program\s+", "", " ".join(program.casefold().split()))


def compare_pk_dpa(pk_program: pd.DataFrame, anggaran: pd.DataFrame) -> pd.DataFrame:
    """Programmes of the Perjanjian Kinerja beside those of the DPA.

    Returns program, pk, dpa, selisih (dpa − pk), rupiah; 0 where one side lacks the programme.
    """
    dpa = sum_anggaran(anggaran, ["program"])
    pk = dict(zip(pk_program["program"].map(nama_baku), pk_program["anggaran"], strict=True))
    nama = {nama_baku(p): p for p in [*pk_program["program"], *dpa["program"]]}
    pagu = dict(zip(dpa["program"].map(nama_baku), dpa["pagu"], strict=True))
    hasil = pd.DataFrame(
        {
            "program": list(nama.values()),
            "pk": [int(pk.get(k, 0)) for k in nama],
            "dpa": [int(pagu.get(k, 0)) for k in nama],
        }
    )
    return hasil.assign(selisih=hasil["dpa"] - hasil["pk"])


def list_serapan_terendah(frame: pd.DataFrame, banyak: int) -> pd.DataFrame:
    """The `banyak` rows with the lowest serapan; rows without pagu are no absorbers at all."""
    return compute_serapan(frame).dropna(subset="serapan").nsmallest(banyak, "serapan", keep="all")
