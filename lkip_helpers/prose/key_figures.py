"""The four figures that stand for a report, on the page of the Ikhtisar."""

from typing import Any

import pandas as pd

from lkip_helpers.compute.rounding import judge_capaian
from lkip_helpers.compute.survey_forms import Survey
from lkip_helpers.prose.reservations import sum_up
from lkip_helpers.report.format import format_number, format_percent, lower_first, say_rupiah
from lkip_helpers.report.key_figures import KeyFigure, KeyFigures


def build_strip(
    iku: pd.DataFrame, open_items: pd.DataFrame, proven: pd.DataFrame, survey: Survey, total: Any
) -> KeyFigures:
    """Mean capaian, indicators that reached their target, IKM, serapan; without IKM three.

    iku, proven: compute_indikator. total: the row of compute_total.
    """
    result = sum_up(iku, open_items, proven)
    proof = (
        "" if result.mean_proven is None else f"{format_percent(result.mean_proven)} menurut bukti"
    )
    judged = iku["judged"].dropna()
    reached = sum(judge_capaian(c) >= 0 for c in judged)
    spent = f"{say_rupiah(total.realisasi)} dari {say_rupiah(total.pagu)}"
    return KeyFigures(
        [
            KeyFigure(
                format_percent(result.mean), "Rata-rata capaian", proof
            ),
            KeyFigure(f"{reached} dari {len(iku)}", "Indikator mencapai target"),
            *(
                KeyFigure(
                    format_number(b.ikm), "Kepuasan masyarakat (IKM)",
                    f"mutu {b.mutu}, {lower_first(b.kinerja)}",
                )
                for b in survey.ikm.head(1).itertuples()
            ),
            KeyFigure(format_percent(total.serapan), "Serapan anggaran", spent),
        ]
    )  # fmt: skip
