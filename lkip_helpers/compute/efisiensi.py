"""Money beside performance: which programmes support a sasaran, and how efficiently."""

import pandas as pd

from lkip_helpers.compute.anggaran import compute_serapan, standard_name, sum_anggaran
from lkip_helpers.compute.lineage import (
    collect,
    merge_origin,
    move_origin,
    note_origin,
)
from lkip_helpers.compute.rounding import compare_printed, read_printed
from lkip_helpers.rules import load_efisiensi, load_rules

MONEY = ("pagu", "realisasi")


def join_support(support: pd.DataFrame, anggaran: pd.DataFrame) -> pd.DataFrame:
    """Programmes of each sasaran: sasaran, program, peran, pagu, realisasi, serapan.

    A programme that supports several sasaran stands under each; sums over sasaran would count it
    more than once. Programme names are matched as in the Perjanjian Kinerja.
    """
    program = sum_anggaran(anggaran, ["program"])
    program = program.assign(baku=program["program"].map(standard_name)).drop(columns="program")
    result = support.assign(baku=support["program"].map(standard_name)).merge(program, on="baku")
    rows = dict(zip(program["baku"], program.index, strict=True))
    index = {i: rows[k] for i, k in result["baku"].items()}
    result = result[["sasaran", "program", "peran", "pagu", "realisasi", "serapan"]]
    return move_origin(result, program, {k: k for k in MONEY}, index)


def list_program_without_sasaran(support: pd.DataFrame, anggaran: pd.DataFrame) -> pd.DataFrame:
    """Programmes of the DPA that no sasaran names: program, pagu, realisasi, serapan."""
    program = sum_anggaran(anggaran, ["program"])
    owned = set(support["program"].map(standard_name))
    return program[~program["program"].map(standard_name).isin(owned)]


def compute_efisiensi(sasaran: pd.DataFrame, support: pd.DataFrame) -> pd.DataFrame:
    """Capaian beside serapan of the main programmes of each sasaran.

    sasaran: compute_sasaran. support: join_support. Returns sasaran, capaian, pagu, realisasi,
    serapan (percent), selisih (capaian − serapan, percentage points), tingkat (words). Money left
    over is never called efficient while capaian is below 100.
    """
    primary = support[support["peran"] == "utama"]
    grouping = primary.groupby("sasaran", sort=False)
    money = compute_serapan(grouping[list(MONEY)].sum().reset_index())
    result = sasaran[["sasaran", "capaian"]].merge(money, on="sasaran")
    sasaran_origin = dict(zip(sasaran["sasaran"], sasaran.index, strict=True))
    move_origin(result, sasaran, {"capaian": "capaian"},
                {i: sasaran_origin[s] for i, s in result["sasaran"].items()})  # fmt: skip
    for k in MONEY:
        cells = {s: collect(primary, k, index=own.index) for s, own in grouping}
        note_origin(
            result, k, {i: merge_origin(cells[s], "jumlah") for i, s in result["sasaran"].items()}
        )
    result = result.assign(selisih=result["capaian"] - result["serapan"])
    return result.assign(
        tingkat=[_level(c, s) for c, s in zip(result["capaian"], result["selisih"], strict=True)]
    )


def _level(capaian: float, difference: float) -> str:
    rule = load_rules("efisiensi")["selisih"]
    if pd.isna(difference):
        return "Tidak dapat dihitung"
    tier = load_efisiensi().find(read_printed(difference))
    if tier.kunci != "tidak" and compare_printed(capaian, rule["capaian_terendah"]) < 0:
        return str(rule["teks_belum"])
    return tier.teks
