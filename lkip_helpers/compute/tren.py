"""Indicators over the years, and against the end of the Renstra."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pandas as pd

from lkip_helpers.compute.asal import (
    Bahan,
    catat_asal,
    catat_bahan,
    kumpulkan,
    pindah_asal,
)
from lkip_helpers.compute.capaian import compute_capaian, select_ukuran
from lkip_helpers.compute.perencanaan import rujuk_target


def compute_banding_tahun(
    indikator: pd.DataFrame, realisasi: pd.DataFrame, tahun: int
) -> pd.DataFrame:
    """Every year up to `tahun` that has realisasi, one row an indicator and year.

    Returns kode, indikator, satuan, polaritas, tahun, target, realisasi, capaian (percent), and
    perubahan of realisasi against the year before (own unit; NaN for predicates, whose scores are
    no measure). Each target is the one beside its realisasi.
    """
    induk = indikator.set_index("kode")[["indikator", "satuan", "polaritas"]]
    lalu = realisasi[realisasi["tahun"] <= tahun].sort_values("tahun", kind="stable")
    urut = {k: i for i, k in enumerate(indikator["kode"])}
    ukuran = select_ukuran(lalu)
    hasil = lalu[["kode", "tahun", *ukuran]].join(induk, on="kode")
    hasil = hasil.sort_values("kode", key=lambda k: k.map(urut), kind="stable")
    sebelum = hasil.groupby("kode")["realisasi"].shift()
    dapat = (hasil.groupby("kode")["tahun"].diff() == 1) & (hasil["polaritas"] != "predikat")
    pindah_asal(hasil, lalu, {k: k for k in ("target", "realisasi")})
    hasil = compute_capaian(hasil).assign(perubahan=(hasil["realisasi"] - sebelum).where(dapat))
    catat_bahan(hasil, "perubahan", _catat_perubahan(hasil))
    tanda = ["kode", "indikator", "satuan", "polaritas", "tahun"]
    return hasil[[*tanda, *ukuran, "capaian", "perubahan"]]


def _catat_perubahan(hasil: pd.DataFrame) -> dict[Any, Bahan]:
    """The two realisasi behind each change; the row above is the year before."""
    urut = hasil.index.to_list()
    return {
        i: Bahan("realisasi − realisasi tahun sebelumnya", kumpulkan(hasil, "realisasi", indeks=p))
        for p in pairwise(urut)
        if pd.notna(hasil.loc[i := p[1], "perubahan"])
    }


def compute_lintasan(
    indikator: pd.DataFrame, renstra: pd.DataFrame, realisasi: pd.DataFrame, tahun: int
) -> pd.DataFrame:
    """Targets of the whole Renstra beside realisasi up to `tahun`, for a chart with gaps.

    Returns indikator, satuan, tahun, target, realisasi (NaN where there is none).
    """
    sampai = realisasi[realisasi["tahun"] <= tahun][["kode", "tahun", "realisasi"]]
    hasil = renstra[["kode", "tahun", "target"]].merge(sampai, on=["kode", "tahun"], how="left")
    hasil = hasil.join(indikator.set_index("kode")[["indikator", "satuan"]], on="kode")
    hasil.attrs = {}
    catat_asal(hasil, "target", {i: rujuk_target(renstra, k, t) for i, k, t in _kunci(hasil)})
    baris = dict(zip(_pasangan(sampai), sampai.index, strict=True))
    indeks = {i: baris[k, t] for i, k, t in _kunci(hasil) if (k, t) in baris}
    return pindah_asal(hasil, realisasi, {"realisasi": "realisasi"}, indeks)


def _kunci(frame: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    """Index, kode and tahun of each row."""
    return frame[["kode", "tahun"]].itertuples(name=None)


def _pasangan(frame: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    """Kode and tahun of each row."""
    return frame[["kode", "tahun"]].itertuples(name=None, index=False)


def compute_banding_renstra(
    capaian: pd.DataFrame, renstra: pd.DataFrame, tahun: int, tahun_akhir: int
) -> pd.DataFrame:
    """Realisasi up to this year against the target of the last year of the Renstra.

    capaian: compute_indikator. Returns kode, indikator, satuan, polaritas, realisasi, target_akhir,
    capaian_akhir (percent of the end target), sisa (what is still to go, own unit; 0 where it is
    reached), sisa_tahun, laju (sisa a year; NaN in the last year). Only indicators with an end
    target. Source: PermenPAN-RB 53/2014, Bab III.A.
    """
    akhir = renstra[renstra["tahun"] == tahun_akhir].set_index("kode")
    akhir = akhir[[k for k in ("target", "target_atas") if k in akhir]].dropna(subset="target")
    milik = capaian[["kode", "indikator", "satuan", "polaritas", "realisasi"]]
    hasil = milik[milik["kode"].isin(akhir.index)].join(akhir, on="kode")
    pindah_asal(hasil, capaian, {"realisasi": "realisasi"})
    target_akhir = {i: rujuk_target(renstra, k, tahun_akhir) for i, k in hasil["kode"].items()}
    catat_asal(hasil, "target", target_akhir)
    hasil = compute_capaian(hasil)
    sisa = _sisa(hasil)
    sisa_tahun = max(tahun_akhir - tahun, 0)
    hasil = hasil.assign(
        **{f"{k}_akhir" if k == "target" else "target_akhir_atas": hasil[k] for k in akhir},
        capaian_akhir=hasil["capaian"],
        sisa=sisa,
        sisa_tahun=sisa_tahun,
        laju=sisa / sisa_tahun if sisa_tahun else float("nan"),
    )
    pindah_asal(hasil, hasil, {"target_akhir": "target", "capaian_akhir": "capaian"})
    for nama, cara in (
        ("sisa", "jarak realisasi ke target akhir; nol bila sudah tercapai"),
        ("laju", "jarak ke target akhir / banyaknya tahun yang tersisa"),
    ):
        sel = {i: kumpulkan(hasil, "target", "realisasi", indeks=[i]) for i in hasil.index}
        catat_bahan(hasil, nama, {i: Bahan(cara, r) for i, r in sel.items()})
    kolom = ["capaian_akhir", "sisa", "sisa_tahun", "laju"]
    target = [k for k in hasil if k.startswith("target_akhir")]
    return hasil[["kode", "indikator", "satuan", "polaritas", "realisasi", *target, *kolom]]


def _sisa(hasil: pd.DataFrame) -> "pd.Series[float]":
    """What is still to go to the target, own unit; 0 where it is reached, NaN for a predicate."""
    kurang = hasil["target"] - hasil["realisasi"]
    lebih = hasil["realisasi"] - hasil.get("target_atas", hasil["target"])
    jarak = {
        "maksimal": kurang,
        "minimal": -kurang,
        "minimal rasio": -kurang,
        "rentang": pd.concat([kurang, lebih], axis=1).max(axis=1),
    }
    sisa = pd.Series(float("nan"), hasil.index)
    for polaritas, nilai in jarak.items():
        sisa = sisa.where(hasil["polaritas"] != polaritas, nilai.clip(lower=0))
    return sisa


def compute_banding_standar(capaian: pd.DataFrame, standar: pd.DataFrame) -> pd.DataFrame:
    """Realisasi against each standard that is given: cakupan, standar, capaian_standar, sumber.

    Returns kode, indikator, satuan, polaritas, cakupan, realisasi, standar, capaian_standar
    (percent), sumber, and standar_atas, the upper end, where a standard is a range; no row where no
    standard is given.
    """
    ukuran = {"nilai": "target", "nilai_atas": "target_atas"}
    milik = standar.rename(columns=ukuran).merge(
        capaian[["kode", "indikator", "satuan", "polaritas", "realisasi"]], on="kode"
    )
    milik.attrs = {}
    baris = dict(zip(capaian["kode"], capaian.index, strict=True))
    dari = {i: baris[k] for i, k in milik["kode"].items()}
    pindah_asal(milik, capaian, {"realisasi": "realisasi"}, dari)
    ada = standar.index[standar["kode"].isin(list(baris))]
    pindah_asal(milik, standar, {"target": "nilai"}, dict(zip(milik.index, ada, strict=True)))
    hasil = compute_capaian(milik)
    pindah_asal(hasil, hasil, {"standar": "target", "capaian_standar": "capaian"})
    cetak = {"target": "standar", "target_atas": "standar_atas", "capaian": "capaian_standar"}
    hasil = hasil.rename(columns=cetak)
    standar_ada = [k for k in ("standar", "standar_atas") if k in hasil]
    kolom = ["cakupan", "realisasi", *standar_ada, "capaian_standar", "sumber"]
    return hasil[["kode", "indikator", "satuan", "polaritas", *kolom]]
