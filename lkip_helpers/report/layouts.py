"""Columns, footers and headings that depend on the data: years, kelurahan, categories."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from lkip_helpers.compute.lineage import list_notes
from lkip_helpers.report.area import Area
from lkip_helpers.report.columns import Column, Footer, Kind, alter, build_capaian_column
from lkip_helpers.report.narasi import Heading, Narasi
from lkip_helpers.report.quantities import UPPER
from lkip_helpers.rules import Scale
from lkip_helpers.rules.expression import THIS

MEAN = "Rata-rata capaian"
TAHUN = Column("tahun", "Tahun", "tahun")
REALISASI = alter("realisasi", title="Realisasi (Rp)", kind="rupiah")
IKM_FORMULA = "dari(skm_nilai, Jumlah, nilai_konversi)"
_FROM = "(dari(lembaga_keaktifan, {0}, kecamatan) + dari(lembaga_keaktifan, {0}, kelurahan))"
KEAKTIFAN_FORMULA = f"{_FROM.format('Realisasi')} / {_FROM.format('Target')} × 100"


def spread_columns(key: Iterable[Any], kind: Kind = "angka", grouping: str = "") -> list[Column]:
    """A column for each key (years, kelurahan), titled by the key itself.

    Upper ends of ranges (`2021_atas`) have none: they are printed with the lower ones.
    """
    name = [str(k) for k in key if not str(k).endswith(UPPER)]
    return [Column(k, k, kind, grouping=grouping) for k in name]


def count_columns(*key: str, **titled: str) -> list[Column]:
    """These columns as counts: whole, also where they are measured elsewhere; some by a title."""
    known = [alter(k, kind="bilangan") for k in key]
    return [*known, *(Column(k, title, "bilangan") for k, title in titled.items())]


def spread_categories(scale: Scale) -> list[Column]:
    """For each category of the scale its `<kunci>_jumlah` and `<kunci>_persen`, under its name."""
    return [
        column
        for j in scale.tier
        for column in (
            Column(f"{j.kunci}_jumlah", "Jumlah", "bilangan", grouping=j.teks),
            Column(f"{j.kunci}_persen", "%", "persen", grouping=j.teks),
        )
    ]


def capaian_column(frame: pd.DataFrame, key: str = "capaian", grouping: str = "") -> Column:
    """The column of capaian; with the formula of its polaritas where all rows have the same.

    frame: polaritas.
    """
    kinds = set(frame["polaritas"])
    polaritas = kinds.pop() if len(kinds) == 1 else ""
    return replace(build_capaian_column(key, polaritas), grouping=grouping)


def _tahun_columns(frame: pd.DataFrame, tahun: int, suffix: str = "") -> list[str | Column]:
    grouping = f"Tahun {tahun}"
    measured = [alter(f"{k}{suffix}", grouping=grouping) for k in ("target", "realisasi")]
    return [*measured, capaian_column(frame, f"capaian{suffix}", grouping)]


def comparison_columns(frame: pd.DataFrame, tahun: int) -> list[str | Column]:
    """indikator, satuan; target, realisasi, capaian of this year, and of last where it is known."""
    column = ["indikator", "satuan", *_tahun_columns(frame, tahun)]
    if frame["target_lalu"].isna().all():
        return column
    return [*column, *_tahun_columns(frame, tahun - 1, "_lalu")]


def phrase_years(frame: pd.DataFrame, tahun: int) -> str:
    """`tahun 2023 dan tahun sebelumnya`; in a first year only `tahun 2023`."""
    return f"tahun {tahun}" + ("" if frame["target_lalu"].isna().all() else " dan tahun sebelumnya")


def total_footer(column: Sequence[str | Column], title: str = "Jumlah") -> Footer:
    """A footer row with the sum of each of these columns."""
    key = [k.key if isinstance(k, Column) else k for k in column]
    return Footer(title, {k: f"jumlah({k})" for k in key})


def mean_footer(frame: pd.DataFrame, *, previous: bool = True) -> Footer:
    """Mean of the unrounded capaian; of last year's too where `frame` knows it and lalu asks so."""
    content = {"capaian": "rata_rata(capaian)"}
    if previous and not frame["target_lalu"].isna().all():
        content["capaian_lalu"] = "rata_rata(capaian_lalu)"
    return Footer(MEAN, content, rule=dict.fromkeys(content, "capaian.rerata"))


def ratio_footer(numerator: str, divisor: str, result: str, title: str = "Jumlah") -> Footer:
    """Sums of two columns, and the percentage of the sums (never the mean of percentages)."""
    content = {divisor: f"jumlah({divisor})", numerator: f"jumlah({numerator})"}
    return Footer(title, {**content, result: f"{numerator} / {divisor} × 100"})


def ipp_footer(ipp: pd.DataFrame) -> Footer:
    """The sum of the aspects with its predikat. ipp: compute_ipp (no row: no predikat)."""
    content: dict[str, Any] = {"nilai": "jumlah(nilai)"}
    if not ipp.empty:
        content["predikat"] = ipp["predikat"].iloc[0]
    return Footer("Jumlah", content, rule={"nilai": "ipp"})


def target_footer(
    result: pd.DataFrame, column: Iterable[str], percent: str = "Persentase"
) -> list[Footer]:
    """Realisasi (the column's sum), target and percentage under each column, or only the sum.

    result: target, one row a column, in their order; no row where nothing was counted. percent:
    what the percentage is called.
    """
    if result.empty:
        return []
    if result["target"].isna().all():
        return [Footer("Jumlah", dict.fromkeys(column, f"jumlah({THIS})"), "bilangan")]
    pair = dict(zip(column, result.index, strict=True))
    target = {k: result["target"][i] for k, i in pair.items()}
    content = {k: (math.nan if pd.isna(t) else t) for k, t in target.items()}
    known = list_notes(result, "target")
    origin = {k: known[i] for k, i in pair.items() if i in known}
    return [
        Footer("Realisasi", dict.fromkeys(content, f"jumlah({THIS})"), "bilangan"),
        Footer("Target", content, "bilangan", origin=origin),
        Footer(percent, dict.fromkeys(content, "kaki(Realisasi) / kaki(Target) × 100"), "persen"),
    ]


def build_heading(capaian: pd.DataFrame, tier: str, ordinal: int) -> Heading | Narasi:
    """`Tujuan 1: …` as a heading; nothing where there is no such tujuan or sasaran.

    capaian: compute_indikator. tier: "tujuan" or "sasaran".
    """
    own = capaian[capaian[f"nomor_{tier}"] == ordinal][tier]
    return Narasi("") if own.empty else Heading(f"{tier.capitalize()} {ordinal}: {own.iloc[0]}")


def known_columns(frame: pd.DataFrame, *key: str) -> list[str]:
    """Those of these columns that hold anything."""
    return [k for k in key if frame[k].notna().any()]


def level_columns(area: Area, kind: Kind) -> list[Column]:
    """What there is in the kecamatan and in its parts, headed as they are called."""
    return [alter("kecamatan", kind=kind), alter("kelurahan", title=area.title, kind=kind)]


def evidence_columns(comparison: pd.DataFrame, evidence_formula: str) -> list[str | Column]:
    """Columns that set the reported realisasi beside the one that follows from its evidence.

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
    """The column of the efficiency figure; one held to its bounds declares no formula."""
    if formula == "selisih":
        title = "Selisih (poin persen)"
        return alter("selisih", title=title, kind="angka", formula="capaian − serapan")
    return alter("selisih", title="Efisiensi (%)", kind="persen", formula="")


def difference_footer(comparison: pd.DataFrame) -> list[Footer]:
    """The sum of the differences and the totals of both documents, which stand in `pk-dpa`.

    comparison: compare_pk_dpa.
    """
    documents = [
        Footer(title, {"selisih": int(comparison[k].sum())},
               formula={"selisih": f"dari(pk_dpa, Jumlah, {k})"})
        for k, title in (("pk", "Perjanjian Kinerja"), ("dpa", "DPA"))
    ]  # fmt: skip
    return [total_footer(["selisih"], "Jumlah selisih"), *documents]
