"""Answers of the survey split by a characteristic of those who gave them."""

import pandas as pd

from lkip_helpers.compute.sample import select_trait
from lkip_helpers.compute.skm import compute_frequency, count_answers


def compute_trait_frequency(
    skm: pd.DataFrame, unsur_skm: pd.DataFrame, code: str, trait: str
) -> pd.DataFrame:
    """compute_frequency of one unsur in each group of `trait`, under its name in column `kelompok`.

    Adds responden, how many the group has. No row where the characteristic is not given.
    """
    group = select_trait(skm, trait)
    unsur = unsur_skm[unsur_skm["kode"] == code]
    part = [
        compute_frequency(count_answers(skm.loc[own.index], unsur)).assign(
            kelompok=str(name), responden=len(own)
        )
        for name, own in group.groupby(group, sort=False)
    ]
    column = ["kelompok", "responden", "nilai", "jawaban", "frekuensi", "persen"]
    return pd.concat(part, ignore_index=True)[column] if part else pd.DataFrame(columns=column)
