"""Columns, footers and headings that depend on the data: years, kelurahan, categories."""

import math
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pandas as pd

from lkip_helpers.compute.lineage import list_notes
from lkip_helpers.report.area import Area
from lkip_helpers.report.columns import (
    Column,
    Columns,
    Footer,
    Kind,
    alter,
    build_capaian_column,
    find_key,
)
from lkip_helpers.report.narasi import Heading, Narasi
from lkip_helpers.report.quantities import UPPER
from lkip_helpers.rules import Scale, naming
from lkip_helpers.rules.expression import THIS
from lkip_helpers.schema.arguments import checked

MEAN = "Rata-rata capaian"
TAHUN = Column("tahun", "Tahun", "tahun")
IKM_FORMULA = "dari(skm_nilai, Jumlah, nilai_konversi)"
_FROM = "(dari(lembaga_keaktifan, {0}, kecamatan) + dari(lembaga_keaktifan, {0}, kelurahan))"
KEAKTIFAN_FORMULA = f"{_FROM.format('Realisasi')} / {_FROM.format('Target')} × 100"


def spread_columns(keys: Iterable[Any], kind: Kind = "angka", grouping: str = "") -> list[Column]:
    """A column for each key (years, kelurahan), titled by the key itself.

    Upper ends of ranges (`2021_atas`) get none: they are printed with the lower ones.
    """
    names = [str(k) for k in keys if not str(k).endswith(UPPER)]
    return [Column(n, n, kind, grouping=grouping) for n in names]


def count_columns(*keys: str, **titled: str) -> list[Column]:
    """These columns as whole numbers, whatever their kind elsewhere. titled: new ones, by key."""
    known = [alter(k, kind="bilangan") for k in keys]
    return [*known, *(Column(k, title, "bilangan") for k, title in titled.items())]


def spread_categories(scale: Scale) -> list[Column]:
    """For each category of the scale its `<kunci>_jumlah` and `<kunci>_persen`, under its name."""
    columns: list[Column] = []
    for tier in scale.bands:
        key, name = tier.kunci, tier.teks
        columns.append(Column(f"{key}_jumlah", "Jumlah", "bilangan", grouping=name))
        columns.append(Column(f"{key}_persen", "%", "persen", grouping=name))
    return columns


def capaian_column(frame: pd.DataFrame, key: str = "capaian", grouping: str = "") -> Column:
    """The column of capaian, with the formula of its polaritas where all rows have the same.

    frame: polaritas, and polaritas_lalu where last year was measured by another.
    """
    distinct = set(frame.get(key.replace("capaian", "polaritas"), frame["polaritas"]).dropna())
    polaritas = distinct.pop() if len(distinct) == 1 else ""
    return replace(build_capaian_column(key, polaritas), grouping=grouping)


def _tahun_columns(frame: pd.DataFrame, tahun: int, suffix: str = "") -> list[str | Column]:
    grouping = f"Tahun {tahun}"
    measured = [alter(f"{k}{suffix}", grouping=grouping) for k in ("target", "realisasi")]
    return [*measured, capaian_column(frame, f"capaian{suffix}", grouping)]


def comparison_columns(frame: pd.DataFrame, tahun: int) -> list[str | Column]:
    """indikator, satuan; target, realisasi, capaian of this year, and of last year where known."""
    columns = ["indikator", "satuan", *_tahun_columns(frame, tahun)]
    if frame["target_lalu"].isna().all():
        return columns
    return [*columns, *_tahun_columns(frame, tahun - 1, "_lalu")]


def phrase_years(frame: pd.DataFrame, tahun: int) -> str:
    """`tahun 2023 dan tahun sebelumnya`; in a first year only `tahun 2023`."""
    return f"tahun {tahun}" + ("" if frame["target_lalu"].isna().all() else " dan tahun sebelumnya")


@checked
def total_footer(columns: Columns, title: str = "Jumlah") -> Footer:
    """A footer row with the sum of each of these columns."""
    return Footer(title, {k: f"jumlah({k})" for k in map(find_key, columns)})


def mean_footer(frame: pd.DataFrame, *, previous: bool = True) -> Footer:
    """Mean of the unrounded capaian; previous: of last year's too, where `frame` has it."""
    formulas = {"capaian": "rata_rata(capaian)"}
    if previous and not frame["target_lalu"].isna().all():
        formulas["capaian_lalu"] = "rata_rata(capaian_lalu)"
    return Footer(MEAN, formulas, rule=dict.fromkeys(formulas, "capaian.rerata"))


@checked
def ratio_footer(numerator: str, denominator: str, ratio: str, title: str = "Jumlah") -> Footer:
    """Sums of two columns, and the percentage of the sums (never the mean of percentages)."""
    sums = {k: f"jumlah({k})" for k in (denominator, numerator)}
    return Footer(title, {**sums, ratio: f"{numerator} / {denominator} × 100"})


def ipp_footer(ipp: pd.DataFrame) -> Footer:
    """The sum of the aspects with its predikat. ipp: compute_ipp (no row: no predikat)."""
    cells = {"nilai": "jumlah(nilai)"} | dict(zip(["predikat"], ipp["predikat"], strict=False))
    return Footer("Jumlah", cells, rule={"nilai": "ipp"})


def target_footer(
    targets: pd.DataFrame, keys: Iterable[str], percent: str = "Persentase"
) -> list[Footer]:
    """Realisasi (the column's sum), target and percentage under each column, or only the sum.

    targets: target, a row for each of `keys`, in their order; no row where nothing was counted.
    percent: title of the row of percentages.
    """
    if targets.empty:
        return []
    if targets["target"].isna().all():
        return [Footer("Jumlah", dict.fromkeys(keys, f"jumlah({THIS})"), "bilangan")]
    index = dict(zip(keys, targets.index, strict=True))
    values = targets["target"].astype(object).where(targets["target"].notna(), math.nan)
    cells = {k: values[i] for k, i in index.items()}
    notes = list_notes(targets, "target")
    origin = {k: notes[i] for k, i in index.items() if i in notes}
    return [
        Footer("Realisasi", dict.fromkeys(cells, f"jumlah({THIS})"), "bilangan"),
        Footer("Target", cells, "bilangan", origin=origin),
        Footer(percent, dict.fromkeys(cells, "kaki(Realisasi) / kaki(Target) × 100"), "persen"),
    ]


def build_heading(capaian: pd.DataFrame, level: str, number: int) -> Heading | Narasi:
    """`Tujuan 1: …` as a heading; nothing where there is no such tujuan or sasaran.

    capaian: compute_indikator. level: "tujuan" or "sasaran".
    """
    names = capaian[capaian[f"nomor_{level}"] == number][level]
    return Heading(f"{level.capitalize()} {number}: {names.iloc[0]}") if len(names) else Narasi("")


def known_columns(frame: pd.DataFrame, *keys: str) -> list[str]:
    """Those of these columns that hold any value."""
    return [k for k in keys if frame[k].notna().any()]


def level_columns(area: Area, kind: Kind) -> list[Column]:
    """The columns `kecamatan` and `kelurahan`, the second titled by the kinds there are."""
    office = alter("kecamatan", title=naming.localize("Kecamatan"), kind=kind)
    return [office, replace(area.column, kind=kind)]


def evidence_columns(comparison: pd.DataFrame, evidence_formula: str) -> list[str | Column]:
    """Columns that set the reported realisasi beside the one that its evidence gives.

    comparison: compare_evidence. evidence_formula: how the evidence follows from its own tables.
    """
    reporting, evidence = "Menurut laporan", "Menurut bukti"
    proven = Column("bukti", "Realisasi", "angka", formula=evidence_formula, grouping=evidence)
    return [
        "indikator", "target", alter("realisasi", grouping=reporting),
        capaian_column(comparison, grouping=reporting), proven,
        capaian_column(comparison, "capaian_bukti", evidence),
    ]  # fmt: skip


def efisiensi_column(formula: str) -> Column:
    """The column of the efficiency figure; one that is limited to bounds declares no formula."""
    if formula == "selisih":
        title = "Selisih (poin persen)"
        return alter("selisih", title=title, kind="angka", formula="capaian − serapan")
    return alter("selisih", title="Efisiensi (%)", kind="persen", formula="")


def difference_footer(comparison: pd.DataFrame) -> list[Footer]:
    """The sum of the differences, and the totals of both documents from the table `pk-dpa`.

    comparison: compare_pk_dpa.
    """
    documents = [
        Footer(title, {"selisih": int(comparison[k].sum())},
               formula={"selisih": f"dari(pk_dpa, Jumlah, {k})"})
        for k, title in (("pk", "Perjanjian Kinerja"), ("dpa", "DPA"))
    ]  # fmt: skip
    return [total_footer(["selisih"], "Jumlah selisih"), *documents]
