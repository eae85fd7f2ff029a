"""Targets as they were planned."""

import pandas as pd

from lkip_helpers.compute.lineage import CellRange, note_origin, refer


def pivot_target(indikator: pd.DataFrame, renstra: pd.DataFrame) -> pd.DataFrame:
    """tujuan, sasaran, indikator, satuan and one column a year, in the order of the Renstra.

    Where a target is a range, `<tahun>_atas` holds its upper end.
    """
    sequence = renstra["kode"].drop_duplicates()
    result = indikator.set_index("kode").loc[sequence, ["tujuan", "sasaran", "indikator", "satuan"]]
    for value, suffix in (("target", ""), ("target_atas", "_atas")):
        if value in renstra:
            width = renstra.pivot_table(
                value, "kode", "tahun", aggfunc="first", sort=False, dropna=False
            )
            result = result.join(width.rename(columns=lambda t, a=suffix: f"{t}{a}"))
    for tahun in renstra["tahun"].unique():
        note_origin(result, str(tahun), {k: refer_target(renstra, k, tahun) for k in result.index})
    return result


def refer_target(renstra: pd.DataFrame, code: str, tahun: int) -> CellRange | None:
    """The cell of one target: the sheet has one column a year, the frame one row."""
    own = renstra[(renstra["kode"] == code) & (renstra["tahun"] == tahun)]
    return refer(own, str(tahun))


def join_indikator(target: pd.DataFrame, indikator: pd.DataFrame) -> pd.DataFrame:
    """Targets of a document (kode, indikator, target) with what the master sheet says of each.

    Adds tujuan, sasaran, satuan, sumber_data.
    """
    parent = indikator.set_index("kode")[["tujuan", "sasaran", "satuan", "sumber_data"]]
    result = target.join(parent, on="kode")
    result.attrs.update(target.attrs)
    return result


def join_iku(iku: pd.DataFrame, indikator: pd.DataFrame) -> pd.DataFrame:
    """What is laid down of each IKU, as far as it is known.

    Returns kode, indikator, sasaran, satuan, formulasi, sumber_data and penanggung_jawab, the last
    three None where unknown.
    """
    column = ["sasaran", "satuan", "formulasi", "sumber_data", "penanggung_jawab"]
    parent = indikator.set_index("kode")[column]
    return iku[["kode", "indikator"]].join(parent, on="kode")


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
    result = join_indikator(pk, indikator).rename(columns={"target": "pk"})
    result = result.assign(
        renstra=result["kode"].map(renstra[renstra["tahun"] == tahun].set_index("kode")["target"]),
        iku=result["kode"].map(iku.set_index("kode")["target"]),
    )
    aligned = (result["renstra"] == result["pk"]) & (result["iku"] == result["pk"])
    return result.assign(selaras=aligned)[
        ["kode", "indikator", "satuan", "renstra", "iku", "pk", "selaras"]
    ]
