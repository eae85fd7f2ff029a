"""Indicators over the years, and against the end of the Renstra."""

from itertools import pairwise

import pandas as pd

from lkip_helpers.compute import lineage
from lkip_helpers.compute.capaian import IDENTITY, compute_capaian, iter_measures, select_measures
from lkip_helpers.compute.lineage import Derivation, copy_origin, list_row_cells, note_origin
from lkip_helpers.compute.targets import list_target_cells
from lkip_helpers.rules.expression import subtract
from lkip_helpers.rules.polaritas import load_polaritas

RESULT = ("realisasi", "realisasi_kata")  # the second only where a realisasi is not known


def compare_years(indikator: pd.DataFrame, realisasi: pd.DataFrame, tahun: int) -> pd.DataFrame:
    """Every year up to `tahun` that has realisasi, one row per indicator and year.

    Returns kode, indikator, satuan, polaritas, tahun, target, realisasi, capaian (percent), and
    perubahan of realisasi since the year before (own unit; NaN for predicates, whose scores are no
    measure). Each target is the one recorded with its realisasi.
    """
    parent = indikator.set_index("kode")[["indikator", "satuan", "polaritas"]]
    past = realisasi[realisasi["tahun"] <= tahun].sort_values("tahun", kind="stable")
    order = {code: i for i, code in enumerate(indikator["kode"])}
    measures = select_measures(past)
    result = past[["kode", "tahun", *measures]].join(parent, on="kode")
    result["polaritas"] = past.get("polaritas", result["polaritas"])  # each year by its own
    result = result.sort_values("kode", key=lambda codes: codes.map(order), kind="stable")
    previous_value = result.groupby("kode")["realisasi"].shift()
    measured = result["polaritas"].map(lambda name: load_polaritas(name).bentuk != "predikat")
    comparable = (result.groupby("kode")["tahun"].diff() == 1) & measured.astype(bool)
    copy_origin(result, past, ["target", "realisasi"])
    change = result["realisasi"].combine(previous_value, subtract).where(comparable)
    result = compute_capaian(result).assign(perubahan=change)
    formula = "realisasi − realisasi tahun sebelumnya"
    cells = list_row_cells(result, "realisasi")
    changes = {  # the row above is the year before
        i: Derivation(formula, (*cells[before], *cells[i]))
        for before, i in pairwise(result.index)
        if pd.notna(result.loc[i, "perubahan"])
    }
    note_origin(result, "perubahan", changes)
    return result[[*IDENTITY, "tahun", *measures, "capaian", "perubahan"]]


def compute_trajectory(
    indikator: pd.DataFrame, renstra: pd.DataFrame, realisasi: pd.DataFrame, tahun: int
) -> pd.DataFrame:
    """Targets of the whole Renstra beside realisasi up to `tahun`.

    Returns indikator, satuan, tahun, target, realisasi (NaN where there is none), and target_atas
    where targets are ranges.
    """
    keys = ["kode", "tahun"]
    parent = indikator.set_index("kode")[["indikator", "satuan"]]
    planned = renstra[[*keys, *select_measures(renstra)]].reset_index(drop=True)
    result = planned.join(parent, on="kode")
    cells, rows = list_target_cells(renstra), result[keys].itertuples(name=None)
    note_origin(result, "target", {i: cells.get((code, year)) for i, code, year in rows})
    past = realisasi[realisasi["tahun"] <= tahun]
    return lineage.join_columns(result, past, ["realisasi"], keys)


def compare_renstra(
    capaian: pd.DataFrame, renstra: pd.DataFrame, tahun: int, end_tahun: int
) -> pd.DataFrame:
    """Realisasi up to this year against the target of the last year of the Renstra.

    capaian: compute_indikator. Returns kode, indikator, satuan, polaritas, realisasi, target_akhir,
    capaian_akhir (percent of the end target), sisa (what is still to go, own unit; 0 where it is
    reached), sisa_tahun, laju (sisa per year; NaN in the last year). Only indicators with an end
    target. Source: PermenPAN-RB 53/2014, Bab III.A.
    """
    end = renstra[renstra["tahun"] == end_tahun].set_index("kode")
    end = end[select_measures(end)].dropna(subset="target")
    end = end.rename(columns=lambda key: key.replace("target", "target_akhir"))
    current = capaian.filter([*IDENTITY, *RESULT])
    result = current[current["kode"].isin(end.index)].join(end, on="kode")
    copy_origin(result, capaian, ["realisasi"])
    targets = list_target_cells(renstra)
    end_target = {i: targets.get((code, end_tahun)) for i, code in result["kode"].items()}
    note_origin(result, "target_akhir", end_target)
    result = compute_capaian(result, "target_akhir", into="capaian_akhir").drop(columns="alasan")
    measures = iter_measures(result, "target_akhir")
    remaining = pd.Series([p.remainder(v) for p, v in measures], result.index)
    years_left = max(end_tahun - tahun, 0)
    pace = remaining / years_left if years_left else float("nan")
    result = result.assign(sisa=remaining, sisa_tahun=years_left, laju=pace)
    cells = list_row_cells(result, "target_akhir", "realisasi")
    for column, formula in (
        ("sisa", "jarak realisasi ke target akhir; nol bila sudah tercapai"),
        ("laju", "jarak ke target akhir / banyaknya tahun yang tersisa"),
    ):
        note_origin(result, column, {i: Derivation(formula, c) for i, c in cells.items()})
    return result


def compare_standard(capaian: pd.DataFrame, standard: pd.DataFrame) -> pd.DataFrame:
    """Realisasi against each standard that is given.

    Returns kode, indikator, satuan, polaritas, cakupan, realisasi, standar, capaian_standar
    (percent), sumber, and standar_atas, the upper end, where a standard is a range; no row where no
    standard is given.
    """
    names = {"nilai": "standar", "nilai_atas": "standar_atas"}
    joined = standard.rename(columns=names).merge(capaian.filter([*IDENTITY, *RESULT]), on="kode")
    copy_origin(joined, capaian, ["realisasi"], lineage.match_rows(joined, capaian, ["kode"]))
    labels = standard.index[standard["kode"].isin(capaian["kode"])]
    rows = dict(zip(joined.index, labels, strict=True))
    copy_origin(joined, standard, {"standar": "nilai"}, rows)
    result = compute_capaian(joined, "standar", into="capaian_standar")
    columns = ["cakupan", *RESULT, "standar", "standar_atas", "capaian_standar", "sumber"]
    return result.filter([*IDENTITY, *columns])
