"""Answers of the survey split by a characteristic of those who gave them."""

import pandas as pd

from lkip_helpers.compute.sample import group_age, join_small_groups
from lkip_helpers.compute.skm import compute_frequency


def select_trait(skm: pd.DataFrame, trait: str) -> "pd.Series[str]":
    """The group of each respondent who has one; ages by their class, small groups joined."""
    content = skm[trait].dropna().astype(str)
    return join_small_groups(content.map(group_age) if trait == "usia" else content)


def compute_trait_frequency(
    skm: pd.DataFrame, unsur_skm: pd.DataFrame, code: str, trait: str
) -> pd.DataFrame:
    """compute_frequency of one unsur in each group of `trait`, under its name in column `kelompok`.

    Adds responden, how many the group has. No row where the characteristic is not given.
    """
    group = select_trait(skm, trait)
    unsur = unsur_skm[unsur_skm["kode"] == code]
    part = [
        compute_frequency(skm.loc[own.index], unsur).assign(kelompok=str(name), responden=len(own))
        for name, own in group.groupby(group, sort=True)
    ]
    column = ["kelompok", "responden", "nilai", "jawaban", "frekuensi", "persen"]
    return pd.concat(part, ignore_index=True)[column] if part else pd.DataFrame(columns=column)
