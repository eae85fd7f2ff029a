"""Money beside performance: which programmes support a sasaran, and how efficiently."""

import pandas as pd

from lkip_helpers.compute.anggaran import (
    compute_serapan,
    make_standard,
    standard_name,
    sum_anggaran,
)
from lkip_helpers.compute.lineage import join_columns, sum_groups
from lkip_helpers.compute.rounding import compare_printed, read_printed
from lkip_helpers.rules import load_efisiensi, load_rules

MONEY = ("pagu", "realisasi")


def join_support(support: pd.DataFrame, anggaran: pd.DataFrame) -> pd.DataFrame:
    """Programmes of each sasaran: sasaran, program, peran, pagu, realisasi, serapan.

    The main ones of a sasaran come first. A programme that supports several sasaran stands under
    each; sums over sasaran would count it more than once. Programme names are matched as in the
    Perjanjian Kinerja.
    """
    program = make_standard(sum_anggaran(anggaran, ["program"]))
    own = make_standard(support)
    own = own[own["baku"].isin(program["baku"])]
    own = own.sort_values(["sasaran", "peran"], key=_rank, kind="stable").reset_index(drop=True)
    own.attrs = {}
    money = {k: k for k in (*MONEY, "serapan")}
    return join_columns(own, program, money, ["baku"])[["sasaran", "program", "peran", *money]]


def _rank(column: "pd.Series[str]") -> "pd.Series[int]":
    """The order in which texts first stand; of a peran, utama before all others."""
    if column.name == "peran":
        return column.ne("utama").astype(int)
    return pd.Series(pd.factorize(column)[0], column.index)


def list_program_without_sasaran(support: pd.DataFrame, anggaran: pd.DataFrame) -> pd.DataFrame:
    """Programmes of the DPA that no sasaran names: program, pagu, realisasi, serapan."""
    program = sum_anggaran(anggaran, ["program"])
    owned = set(support["program"].map(standard_name))
    return program[~program["program"].map(standard_name).isin(owned)]


def compute_efisiensi(
    sasaran: pd.DataFrame, support: pd.DataFrame, formula: str = "selisih"
) -> pd.DataFrame:
    """Capaian beside serapan of the main programmes of each sasaran.

    sasaran: compute_sasaran. support: join_support. Returns sasaran, capaian, pagu, realisasi,
    serapan (percent), selisih (the figure of the formula that was chosen), tingkat (words); no row
    where efficiency is not judged. Money left over is never called efficient while the judged
    capaian is below 100.
    """
    primary = support[support["peran"] == "utama"]
    money = compute_serapan(sum_groups(primary, ["sasaran"], MONEY, min_count=1))
    result = sasaran[sasaran["sasaran"].isin(money["sasaran"])][["sasaran", "capaian", "judged"]]
    result = join_columns(result, money, {k: k for k in (*MONEY, "serapan")}, ["sasaran"])
    judged = _figure(result, result["judged"], formula)
    tiers = [_level(c, f, formula) for c, f in zip(result["judged"], judged, strict=True)]
    result = result.assign(selisih=_figure(result, result["capaian"], formula), tingkat=tiers)
    return result if load_efisiensi(formula).tier else result.head(0)


def _figure(result: pd.DataFrame, capaian: "pd.Series[float]", formula: str) -> "pd.Series[float]":
    """The efficiency figure of each row; source: rules/efisiensi.toml."""
    if formula != "pmk":
        return capaian - result["serapan"]
    limit = load_rules("efisiensi")["rumus"][formula]["batas"]
    due = result["pagu"].astype(float) * capaian / 100
    return ((due - result["realisasi"].astype(float)) / due.where(due > 0) * 100).clip(
        -limit, limit
    )


def _level(capaian: float, figure: float, formula: str) -> str:
    rule, scale = load_rules("efisiensi"), load_efisiensi(formula)
    if pd.isna(figure) or not scale.tier:
        return "Tidak dapat dihitung"
    tier = scale.find(read_printed(figure))
    if tier.kunci != "tidak" and compare_printed(capaian, rule["capaian_terendah"]) < 0:
        return str(rule["teks_belum"])
    return tier.teks
