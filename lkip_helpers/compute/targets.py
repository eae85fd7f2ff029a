"""Targets as they were planned, and what the quarters make of a year."""

import pandas as pd

from lkip_helpers.compute import lineage
from lkip_helpers.compute.lineage import CellRange, Derivation, find_cells, note_origin

TRIWULAN = ["tw1", "tw2", "tw3", "tw4"]
MASTER_COLUMNS = ("tujuan", "sasaran", "satuan", "sumber_data")
_FORMULAS = {
    "jumlah": "jumlah keempat triwulan",
    "akhir": "nilai triwulan terakhir yang diketahui",
    "rata-rata": "rata-rata triwulan yang diketahui",
}


def compute_year_value(triwulan: pd.DataFrame, prefix: str = "") -> pd.DataFrame:
    """Add `setahun`: the sum, the last value known, or the mean of the quarters, as `cara` says.

    triwulan: cara, and tw1 … tw4, each behind the prefix (own unit; NaN where not measured). NaN
    where no quarter is known.
    """
    quarters = [f"{prefix}{t}" for t in TRIWULAN]
    values = triwulan[quarters].astype(float)
    by_method = {
        "jumlah": values.sum(axis=1, min_count=1),
        "akhir": values.ffill(axis=1)[quarters[-1]],
        "rata-rata": values.mean(axis=1),
    }
    yearly = [by_method[method][i] for i, method in triwulan["cara"].items()]
    cells = lineage.list_row_cells(triwulan, *quarters)
    derivations = {i: Derivation(_FORMULAS[m], cells[i]) for i, m in triwulan["cara"].items()}
    result = triwulan.assign(setahun=pd.Series(yearly, triwulan.index, dtype=float))
    return note_origin(result, "setahun", derivations)


def join_triwulan(triwulan: pd.DataFrame, indikator: pd.DataFrame) -> pd.DataFrame:
    """compute_year_value with indikator and satuan, in the order of the master sheet."""
    yearly = join_indikator(compute_year_value(triwulan), indikator, "indikator", "satuan")
    order = {code: i for i, code in enumerate(indikator["kode"])}
    return yearly.sort_values("kode", key=lambda codes: codes.map(order))


def pivot_target(indikator: pd.DataFrame, renstra: pd.DataFrame) -> pd.DataFrame:
    """tujuan, sasaran, indikator, satuan and one column per year, in the order of the Renstra.

    The indicators of a sasaran, and the sasaran of a tujuan, stand together. Where a target is a
    range, `<tahun>_atas` holds its upper end.
    """
    codes = renstra["kode"].drop_duplicates()
    result = indikator.set_index("kode").loc[codes, ["tujuan", "sasaran", "indikator", "satuan"]]
    places = [pd.Series(pd.factorize(result[key])[0]) for key in ("tujuan", "sasaran")]
    result = result.iloc[pd.concat(places, axis=1).sort_values([0, 1], kind="stable").index]
    for value, suffix in (("target", ""), ("target_atas", "_atas")):
        if value in renstra:
            wide = renstra.pivot_table(
                value, "kode", "tahun", aggfunc="first", sort=False, dropna=False
            )
            result = result.join(wide.rename(columns=lambda year, end=suffix: f"{year}{end}"))
    cells = list_target_cells(renstra)
    for tahun in renstra["tahun"].unique():
        note_origin(result, str(tahun), {code: cells.get((code, tahun)) for code in result.index})
    return result


def list_target_cells(renstra: pd.DataFrame) -> dict[tuple[str, int], CellRange | None]:
    """The cell of each target by kode and tahun. A year is a column of the sheet, here a row."""
    targets = renstra.groupby(["kode", "tahun"], sort=False)
    return {(code, tahun): find_cells(rows, str(tahun)) for (code, tahun), rows in targets}


def join_indikator(target: pd.DataFrame, indikator: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """Rows of a document, joined by kode with columns of the master sheet of indicators.

    columns: those to add; MASTER_COLUMNS where none is named. The rows of a sasaran stand together.
    """
    parent = indikator.set_index("kode")[list(columns or MASTER_COLUMNS)]
    result = target.join(parent, on="kode")
    if "sasaran" in parent:
        places, _ = pd.factorize(result["sasaran"], use_na_sentinel=False)
        result = result.iloc[places.argsort(kind="stable")]
    result.attrs.update(target.attrs)
    return result


def name_indikator(frame: pd.DataFrame, indikator: pd.DataFrame) -> pd.DataFrame:
    """`frame` with sasaran and indikator of each kode, and satuan where it has none of its own."""
    parent = indikator.set_index("kode")
    names = {"sasaran", "indikator", "satuan"} - {*frame}
    return frame.assign(**{k: frame["kode"].map(parent[k]) for k in names})


def compare_target(
    indikator: pd.DataFrame, renstra: pd.DataFrame, iku: pd.DataFrame, pk: pd.DataFrame,
    tahun: int, **more: pd.DataFrame,
) -> pd.DataFrame:  # fmt: skip
    """Target of each indicator of the PK in three documents: indikator, satuan, renstra, iku, pk.

    Each has its upper end as `…_atas`, the same number where the target is no range; `berlaku` is
    the PK with its changed targets. `selaras`: the three are equal; case: "disamakan" if only since
    the change, "bukan iku" if the IKU alone lacks the indicator, else "beda". A document without
    the indicator has NaN, which equals nothing. more: others, by name.
    """
    result = join_indikator(pk, indikator)[["kode", "indikator", "satuan"]]
    plans = {"renstra": renstra[renstra["tahun"] == tahun], "iku": iku}
    documents = {**plans, "pk": pk, "berlaku": list_valid_targets(pk), **more}
    for name, document in documents.items():
        by_code = document.set_index("kode").reindex(columns=["target", "target_atas"])
        result[name] = result["kode"].map(by_code["target"])
        result[f"{name}_atas"] = result["kode"].map(by_code["target_atas"]).fillna(result[name])
    aligned, since = (
        is_aligned(result, "renstra", pk) & is_aligned(result, "iku", pk)
        for pk in ("pk", "berlaku")
    )
    outside = result["iku"].isna() & is_aligned(result, "renstra", "pk")
    case = since.map({True: "disamakan", False: "beda"}).mask(outside, "bukan iku")
    return result.assign(selaras=aligned, case=case)


def is_aligned(comparison: pd.DataFrame, one: str, other: str) -> "pd.Series[bool]":
    """Whether two documents set the same target, at both ends. comparison: compare_target."""
    upper = comparison[f"{one}_atas"] == comparison[f"{other}_atas"]
    return (comparison[one] == comparison[other]) & upper


def list_valid_targets(pk: pd.DataFrame) -> pd.DataFrame:
    """Kode, target and target_atas of the PK: the changed target where there is one."""
    names = {"target": "target_perubahan", "target_atas": "target_perubahan_atas"}
    both = pk.reindex(columns=[*names, *names.values()])
    unchanged = both["target_perubahan"].isna()
    return pk[["kode"]].assign(**{k: both[k].where(unchanged, both[v]) for k, v in names.items()})
