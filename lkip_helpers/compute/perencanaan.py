"""Targets as they were planned."""

import pandas as pd

from lkip_helpers.compute.asal import Rujukan, catat_asal, rujuk


def pivot_target(indikator: pd.DataFrame, renstra: pd.DataFrame) -> pd.DataFrame:
    """tujuan, sasaran, indikator, satuan and one column a year, in the order of the Renstra.

    Where a target is a range, `<tahun>_atas` holds its upper end.
    """
    urut = renstra["kode"].drop_duplicates()
    hasil = indikator.set_index("kode").loc[urut, ["tujuan", "sasaran", "indikator", "satuan"]]
    for nilai, akhiran in (("target", ""), ("target_atas", "_atas")):
        if nilai in renstra:
            lebar = renstra.pivot_table(
                nilai, "kode", "tahun", aggfunc="first", sort=False, dropna=False
            )
            hasil = hasil.join(lebar.rename(columns=lambda t, a=akhiran: f"{t}{a}"))
    for tahun in renstra["tahun"].unique():
        catat_asal(hasil, str(tahun), {k: rujuk_target(renstra, k, tahun) for k in hasil.index})
    return hasil


def rujuk_target(renstra: pd.DataFrame, kode: str, tahun: int) -> Rujukan | None:
    """The cell of one target: the sheet has one column a year, the frame one row."""
    milik = renstra[(renstra["kode"] == kode) & (renstra["tahun"] == tahun)]
    return rujuk(milik, str(tahun))


def join_indikator(target: pd.DataFrame, indikator: pd.DataFrame) -> pd.DataFrame:
    """Targets of a document (kode, indikator, target) with what the master sheet says of each.

    Adds tujuan, sasaran, satuan, sumber_data.
    """
    induk = indikator.set_index("kode")[["tujuan", "sasaran", "satuan", "sumber_data"]]
    hasil = target.join(induk, on="kode")
    hasil.attrs.update(target.attrs)
    return hasil


def join_iku(iku: pd.DataFrame, indikator: pd.DataFrame) -> pd.DataFrame:
    """What is laid down of each IKU, as far as it is known.

    Returns kode, indikator, sasaran, satuan, formulasi, sumber_data and penanggung_jawab, the last
    three None where unknown.
    """
    kolom = ["sasaran", "satuan", "formulasi", "sumber_data", "penanggung_jawab"]
    induk = indikator.set_index("kode")[kolom]
    return iku[["kode", "indikator"]].join(induk, on="kode")


def compare_target(
    indikator: pd.DataFrame,
    renstra: pd.DataFrame,
    iku: pd.DataFrame,
    pk: pd.DataFrame,
    tahun: int,
) -> pd.DataFrame:
    """Target of each indicator of the PK in three documents: indikator, satuan, renstra, iku, pk.

    `selaras`: the three are equal. A document that lacks the indicator has NaN and is not equal.
    """
    hasil = join_indikator(pk, indikator).rename(columns={"target": "pk"})
    hasil = hasil.assign(
        renstra=hasil["kode"].map(renstra[renstra["tahun"] == tahun].set_index("kode")["target"]),
        iku=hasil["kode"].map(iku.set_index("kode")["target"]),
    )
    selaras = (hasil["renstra"] == hasil["pk"]) & (hasil["iku"] == hasil["pk"])
    return hasil.assign(selaras=selaras)[
        ["kode", "indikator", "satuan", "renstra", "iku", "pk", "selaras"]
    ]
