"""Targets as they were planned, and what the quarters make of a year."""

import pandas as pd

from lkip_helpers.compute.lineage import CellRange, Derivation, collect, note_origin, refer

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


OF_INDIKATOR = ("tujuan", "sasaran", "satuan", "sumber_data")


def join_indikator(target: pd.DataFrame, indikator: pd.DataFrame, *column: str) -> pd.DataFrame:
    """Rows of a document (kode and more) with what the master sheet says of their indicators.

    column: of the master sheet; OF_INDIKATOR where none is named.
    """
    parent = indikator.set_index("kode")[list(column or OF_INDIKATOR)]
    result = target.join(parent, on="kode")
    result.attrs.update(target.attrs)
    return result


def compare_target(
    indikator: pd.DataFrame, renstra: pd.DataFrame, iku: pd.DataFrame, pk: pd.DataFrame, tahun: int
) -> pd.DataFrame:
    """Target of each indicator of the PK in three documents: indikator, satuan, renstra, iku, pk.

    Each with its upper end as `…_atas`, the same number where the target is no range. `selaras`:
    the three are equal. A document that lacks the indicator has NaN and is not equal.
    """
    result = join_indikator(pk, indikator)[["kode", "indikator", "satuan"]]
    document = {"renstra": renstra[renstra["tahun"] == tahun], "iku": iku, "pk": pk}
    for name, own in document.items():
        by_code = own.set_index("kode")
        for end in ("", "_atas"):
            value = by_code[f"target{end}"] if f"target{end}" in by_code else by_code["target"]
            result = result.assign(**{f"{name}{end}": result["kode"].map(value)})
    return result.assign(selaras=is_same(result, "renstra", "pk") & is_same(result, "iku", "pk"))


def is_same(comparison: pd.DataFrame, one: str, other: str) -> "pd.Series[bool]":
    """Whether two documents set the same target, at both ends. comparison: compare_target."""
    lower = comparison[one] == comparison[other]
    return lower & (
        comparison[f"{one}_atas"].fillna(comparison[one])
        == comparison[f"{other}_atas"].fillna(comparison[other])
    )


def list_valid(pk: pd.DataFrame) -> pd.DataFrame:
    """Kode and target (and target_atas) of the PK as it holds: changed where it was changed."""
    changed = pk["target_perubahan"]
    result = pk[["kode"]].assign(target=changed.fillna(pk["target"]))
    ends = pk.reindex(columns=["target_atas", "target_perubahan_atas"])
    upper = ends["target_atas"].mask(changed.notna(), ends["target_perubahan_atas"])
    return result.assign(target_atas=upper) if ends.columns.isin(pk.columns).any() else result
