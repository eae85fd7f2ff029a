"""Answers of the survey split by a characteristic of those who gave them."""

import pandas as pd

from lkip_helpers.compute.sampel import group_usia
from lkip_helpers.compute.skm import compute_frekuensi


def select_ciri(skm: pd.DataFrame, ciri: str) -> "pd.Series[str]":
    """The group of each respondent who has one; ages by their class of the rule file."""
    isi = skm[ciri].dropna().astype(str)
    return isi.map(group_usia) if ciri == "usia" else isi


def compute_frekuensi_ciri(
    skm: pd.DataFrame, unsur_skm: pd.DataFrame, kode: str, ciri: str
) -> pd.DataFrame:
    """compute_frekuensi of one unsur in each group of `ciri`, under its name in column `kelompok`.

    Adds responden, how many the group has. No row where the characteristic is not given.
    """
    kelompok = select_ciri(skm, ciri)
    unsur = unsur_skm[unsur_skm["kode"] == kode]
    bagian = [
        compute_frekuensi(skm.loc[milik.index], unsur).assign(
            kelompok=str(nama), responden=len(milik)
        )
        for nama, milik in kelompok.groupby(kelompok, sort=True)
    ]
    kolom = ["kelompok", "responden", "nilai", "jawaban", "frekuensi", "persen"]
    return pd.concat(bagian, ignore_index=True)[kolom] if bagian else pd.DataFrame(columns=kolom)
