"""Indicators over the years, and against the end of the Renstra."""

from itertools import pairwise
from typing import Any

import pandas as pd

from lkip_helpers.compute import lineage
from lkip_helpers.compute.capaian import IDENTITY, compute_capaian, iter_measures, select_measures
from lkip_helpers.compute.lineage import Derivation, copy_origin, list_cells, note_origin
from lkip_helpers.compute.targets import refer_target
from lkip_helpers.rules.polaritas import load_polaritas


def compare_years(indikator: pd.DataFrame, realisasi: pd.DataFrame, tahun: int) -> pd.DataFrame:
    """Every year up to `tahun` that has realisasi, one row an indicator and year.

    Returns kode, indikator, satuan, polaritas, tahun, target, realisasi, capaian (percent), and
    perubahan of realisasi against the year before (own unit; NaN for predicates, whose scores are
    no measure). Each target is the one beside its realisasi.
    """
    parent = indikator.set_index("kode")[["indikator", "satuan", "polaritas"]]
    previous = realisasi[realisasi["tahun"] <= tahun].sort_values("tahun", kind="stable")
    sequence = {k: i for i, k in enumerate(indikator["kode"])}
    measure = select_measures(previous)
    result = previous[["kode", "tahun", *measure]].join(parent, on="kode")
    result = result.sort_values("kode", key=lambda k: k.map(sequence), kind="stable")
    before = result.groupby("kode")["realisasi"].shift()
    measured = result["polaritas"].map(lambda name: load_polaritas(name).bentuk != "predikat")
    possible = (result.groupby("kode")["tahun"].diff() == 1) & measured.astype(bool)
    copy_origin(result, previous, ["target", "realisasi"])
    change = (result["realisasi"] - before).where(possible)
    result = compute_capaian(result).assign(perubahan=change)
    note_origin(result, "perubahan", _note_change(result))
    return result[[*IDENTITY, "tahun", *measure, "capaian", "perubahan"]]


def select_several_years(comparison: pd.DataFrame) -> pd.DataFrame:
    """The rows of compare_years where they hold more than one year; else none."""
    return comparison if len(comparison["tahun"].unique()) > 1 else comparison.head(0)


def _note_change(result: pd.DataFrame) -> dict[Any, Derivation]:
    """The two realisasi behind each change; the row above is the year before."""
    sequence = result.index.to_list()
    return {
        i: Derivation(
            "realisasi − realisasi tahun sebelumnya", list_cells(result, "realisasi", index=p)
        )
        for p in pairwise(sequence)
        if pd.notna(result.loc[i := p[1], "perubahan"])
    }


def compute_trajectory(
    indikator: pd.DataFrame, renstra: pd.DataFrame, realisasi: pd.DataFrame, tahun: int
) -> pd.DataFrame:
    """Targets of the whole Renstra beside realisasi up to `tahun`, for a chart with gaps.

    Returns indikator, satuan, tahun, target, realisasi (NaN where there is none), and target_atas
    where targets are ranges.
    """
    key = ["kode", "tahun"]
    ends = [k for k in ("target", "target_atas") if k in renstra]
    parent = indikator.set_index("kode")[["indikator", "satuan"]]
    result = renstra[[*key, *ends]].reset_index(drop=True).join(parent, on="kode")
    result.attrs = {}
    cells = {i: refer_target(renstra, k, t) for i, k, t in result[key].itertuples(name=None)}
    note_origin(result, "target", cells)
    until = realisasi[realisasi["tahun"] <= tahun]
    return lineage.join_columns(result, until, ["realisasi"], key)


def compare_renstra(
    capaian: pd.DataFrame, renstra: pd.DataFrame, tahun: int, end_tahun: int
) -> pd.DataFrame:
    """Realisasi up to this year against the target of the last year of the Renstra.

    capaian: compute_indikator. Returns kode, indikator, satuan, polaritas, realisasi, target_akhir,
    capaian_akhir (percent of the end target), sisa (what is still to go, own unit; 0 where it is
    reached), sisa_tahun, laju (sisa a year; NaN in the last year). Only indicators with an end
    target. Source: PermenPAN-RB 53/2014, Bab III.A.
    """
    end = renstra[renstra["tahun"] == end_tahun].set_index("kode")
    end = end[[k for k in ("target", "target_atas") if k in end]].dropna(subset="target")
    own = capaian[[*IDENTITY, "realisasi"]]
    result = own[own["kode"].isin(end.index)].join(end, on="kode")
    copy_origin(result, capaian, ["realisasi"])
    end_target = {i: refer_target(renstra, k, end_tahun) for i, k in result["kode"].items()}
    note_origin(result, "target", end_target)
    result = compute_capaian(result)
    remainder = pd.Series([p.remainder(v) for p, v in iter_measures(result)], result.index)
    remaining_tahun = max(end_tahun - tahun, 0)
    result = result.assign(
        **{f"{k}_akhir" if k == "target" else "target_akhir_atas": result[k] for k in end},
        capaian_akhir=result["capaian"],
        sisa=remainder,
        sisa_tahun=remaining_tahun,
        laju=remainder / remaining_tahun if remaining_tahun else float("nan"),
    )
    copy_origin(result, result, {"target_akhir": "target", "capaian_akhir": "capaian"})
    for name, manner in (
        ("sisa", "jarak realisasi ke target akhir; nol bila sudah tercapai"),
        ("laju", "jarak ke target akhir / banyaknya tahun yang tersisa"),
    ):
        cells = {i: list_cells(result, "target", "realisasi", index=[i]) for i in result.index}
        note_origin(result, name, {i: Derivation(manner, r) for i, r in cells.items()})
    target = [k for k in result if k.startswith("target_akhir")]
    told = ["capaian_akhir", "sisa", "sisa_tahun", "laju"]
    return result[[*IDENTITY, "realisasi", *target, *told]]


def compare_standard(capaian: pd.DataFrame, standard: pd.DataFrame) -> pd.DataFrame:
    """Realisasi against each standard that is given: cakupan, standar, capaian_standar, sumber.

    Returns kode, indikator, satuan, polaritas, cakupan, realisasi, standar, capaian_standar
    (percent), sumber, and standar_atas, the upper end, where a standard is a range; no row where no
    standard is given.
    """
    measure = {"nilai": "target", "nilai_atas": "target_atas"}
    own = standard.rename(columns=measure).merge(capaian[[*IDENTITY, "realisasi"]], on="kode")
    own.attrs = {}
    copy_origin(own, capaian, ["realisasi"], lineage.match_rows(own, capaian, ["kode"]))
    exists = standard.index[standard["kode"].isin(capaian["kode"])]
    copy_origin(own, standard, {"target": "nilai"}, dict(zip(own.index, exists, strict=True)))
    result = compute_capaian(own)
    copy_origin(result, result, {"standar": "target", "capaian_standar": "capaian"})
    printed = {"target": "standar", "target_atas": "standar_atas", "capaian": "capaian_standar"}
    result = result.rename(columns=printed)
    existing_standard = [k for k in ("standar", "standar_atas") if k in result]
    column = ["cakupan", "realisasi", *existing_standard, "capaian_standar", "sumber"]
    return result[[*IDENTITY, *column]]
