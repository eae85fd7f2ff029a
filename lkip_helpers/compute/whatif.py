"""What if: the same frames with one figure changed, for the same functions to compute with.

A changed frame no longer says where its values come from, for one of them comes from nowhere.
"""

from typing import Any

import pandas as pd


def change_realisasi(
    realisasi: pd.DataFrame, code: str, tahun: int, *, target: float, value: float
) -> pd.DataFrame:
    """Realisasi with another target and realisasi of one indicator in one year."""
    own = (realisasi["kode"] == code) & (realisasi["tahun"] == tahun)
    result = _loosen(realisasi)
    result.loc[own, ["target", "realisasi"]] = [float(target), float(value)]
    if "target_atas" in result:  # a range does not end before it begins
        result.loc[own, "target_atas"] = result.loc[own, "target_atas"].clip(lower=target)
    return result


def change_answers(
    tally: pd.DataFrame, code: str, *, from_: int, into: int, count: int
) -> pd.DataFrame:
    """count_answers where at most `count` of those who answered `from_` to `code` answer `into`."""
    result = _loosen(tally)
    own = result["kode"] == code
    count = min(count, int(result.loc[own, f"nilai_{from_}"].sum()))
    result.loc[own, f"nilai_{from_}"] -= count
    result.loc[own, f"nilai_{into}"] += count
    return result


def change_anggaran(budget: pd.DataFrame, rows: Any, *, pagu: int, realisasi: int) -> pd.DataFrame:
    """Anggaran with another pagu and realisasi of one sub kegiatan; rows: its index."""
    result = _loosen(budget)
    result.loc[rows, ["pagu", "realisasi"]] = [pagu, realisasi]
    return result


def _loosen(frame: pd.DataFrame) -> pd.DataFrame:
    result = frame.copy()
    result.attrs = {}
    return result
