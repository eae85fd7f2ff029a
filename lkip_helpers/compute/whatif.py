"""What if: frames with one figure changed, for the functions of compute to work with.

A changed frame carries no origins, for one of its values comes from no cell.
"""

from typing import Any

import pandas as pd

from lkip_helpers.intake.once import without_attrs


def change_realisasi(
    realisasi: pd.DataFrame, code: str, tahun: int, *, target: float, value: float
) -> pd.DataFrame:
    """`realisasi` with target and realisasi of one indicator in one year replaced."""
    matches = (realisasi["kode"] == code) & (realisasi["tahun"] == tahun)
    result = without_attrs(realisasi)
    result.loc[matches, ["target", "realisasi"]] = [float(target), float(value)]
    if "target_atas" in result:  # a range does not end before it begins
        result.loc[matches, "target_atas"] = result.loc[matches, "target_atas"].clip(lower=target)
    return result


def change_answers(
    tally: pd.DataFrame, code: str, *, from_: int, into: int, count: int
) -> pd.DataFrame:
    """`tally` where `count` (or all, if fewer) who answered `from_` to `code` answer `into`."""
    result = without_attrs(tally)
    matches = result["kode"] == code
    count = min(count, int(result.loc[matches, f"nilai_{from_}"].sum()))
    result.loc[matches, f"nilai_{from_}"] -= count
    result.loc[matches, f"nilai_{into}"] += count
    return result


def change_anggaran(budget: pd.DataFrame, row: Any, *, pagu: int, realisasi: int) -> pd.DataFrame:
    """`budget` with pagu and realisasi of one sub kegiatan replaced. row: its index label."""
    result = without_attrs(budget)
    result.loc[row, ["pagu", "realisasi"]] = [pagu, realisasi]
    return result
