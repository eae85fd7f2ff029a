"""What is to be done: the steps the workbook records, and apart from them what data call for."""

import pandas as pd

from lkip_helpers.compute.rounding import judge_capaian
from lkip_helpers.prose.spending import select_outside
from lkip_helpers.report.format import format_rupiah, format_words
from lkip_helpers.report.narasi import Chain, Narasi, TextList


def build_advice(
    iku: pd.DataFrame, open_items: pd.DataFrame, comparison: pd.DataFrame, step: pd.DataFrame
) -> Chain:
    """The steps that are recorded, and what the figures call for besides.

    These follow from the figures; nobody wrote them in a workbook, and the text says so.
    iku: compute_indikator. open_items: compare_open. comparison: compare_pk_dpa. step: the
    sheet.
    """
    item = [
        *_target_advice(iku.dropna(subset=["capaian"])),
        *_evidence_advice(open_items),
        *_pk_advice(comparison),
    ]
    recorded = (
        "Langkah perbaikan yang tercatat berjumlah {banyak:kata} dan dimuat pada "
        "[Tabel](#langkah-perbaikan)."
    )
    advice = "emeriksaan data menimbulkan saran berikut, yang belum menjadi keputusan kecamatan."
    advice = f"Di samping itu, p{advice}" if len(step) else f"P{advice}"
    said = [recorded] * bool(len(step)) + [advice] * bool(item)
    sentence = Narasi(" ".join(said), banyak=len(step))
    return Chain([sentence, TextList(item)] if item else [sentence])


def _target_advice(iku: pd.DataFrame) -> list[str]:
    return [
        f"Menetapkan langkah, penanggung jawab, dan waktu untuk {name}, yang tidak mencapai target."
        for name, capaian in zip(iku["indikator"], iku["judged"], strict=True)
        if judge_capaian(capaian) < 0
    ]


def _evidence_advice(open_items: pd.DataFrame) -> list[str]:
    explain = (
        "Menjelaskan secara tertulis, atau memperbaiki, realisasi yang berbeda dari buktinya pada "
        f"{format_words(len(open_items))} indikator."
    )
    return [explain] if len(open_items) else []


def _pk_advice(comparison: pd.DataFrame) -> list[str]:
    outside = select_outside(comparison)
    explain = (
        f"Menjelaskan secara tertulis pagu {format_rupiah(outside['selisih'].sum())} yang berada "
        "di luar Perjanjian Kinerja dan memuatnya dalam Perjanjian Kinerja tahun berikutnya."
    )
    return [explain] if len(outside) else []
