"""The four figures that stand for a report, on the page of the Ikhtisar."""

from typing import Any

import pandas as pd

from lkip_helpers.compute.rounding import judge_capaian
from lkip_helpers.compute.survey_forms import Survey
from lkip_helpers.prose.reservations import sum_up
from lkip_helpers.report.cover import KeyFigure, KeyFigures
from lkip_helpers.report.format import format_number, format_percent, say_rupiah


def build_strip(
    iku: pd.DataFrame, open_items: pd.DataFrame, proven: pd.DataFrame, survey: Survey, total: Any
) -> KeyFigures:
    """Mean capaian, indicators that reached their target, IKM, serapan; without IKM three.

    iku, proven: compute_indikator. total: the row of compute_total.
    """
    result = sum_up(iku, open_items, proven)
    proven_mean = result.mean_proven
    doubt = "" if proven_mean is None else f"{format_percent(proven_mean)} menurut bukti"
    reached = sum(judge_capaian(c) >= 0 for c in iku["judged"].dropna())
    spent = f"{say_rupiah(total.realisasi)} dari {say_rupiah(total.pagu)}"
    index = [
        (format_number(b.ikm), "Kepuasan masyarakat (IKM)", f"mutu {b.mutu}, {b.kinerja.lower()}")
        for b in survey.ikm.head(1).itertuples()
    ]
    figures = [
        (format_percent(result.mean), "Rata-rata capaian", doubt),
        (f"{reached} dari {len(iku)}", "Indikator mencapai target"),
        *index,
        (format_percent(total.serapan), "Serapan anggaran", spent),
    ]
    return KeyFigures([KeyFigure(*f) for f in figures])
