"""Conclusions that rest on a realisasi without evidence: the condition, the evidence beside it.

`open_items` is compare_open; `proven` is what the sentence is about, computed once more with the
figures of the evidence (replace_evidence).
"""

from typing import Any

import pandas as pd

from lkip_helpers.prose.phrases import phrase_capaian, phrase_status
from lkip_helpers.report.format import format_percent, format_words, is_empty, lower_first
from lkip_helpers.report.frame_rows import iter_rows
from lkip_helpers.report.narasi import Narasi, chain_words
from lkip_helpers.report.quantities import phrase_quantity

REPORTED = "Menurut realisasi yang dilaporkan"
EVIDENCE = "Menurut bukti yang tersedia"


def find_open(open_items: pd.DataFrame, code: str) -> Any:
    """The row of one indicator; None where its realisasi is not in doubt."""
    return next((b for b in iter_rows(open_items) if b.kode == code), None)


def phrase_mean(iku: pd.DataFrame, open_items: pd.DataFrame, proven: pd.DataFrame) -> str:
    """The mean capaian; where realisasi lacks evidence, what the evidence makes of it too.

    iku, proven: capaian (percent, unrounded).
    """
    reporting = format_percent(iku["capaian"].mean())
    if not _is_conditional(iku, open_items):
        return reporting
    evidence = (
        f" dan {format_percent(proven['capaian'].mean())} {lower_first(EVIDENCE)}"
        if _has_number(iku, open_items)
        else ""
    )
    return f"{reporting} {lower_first(REPORTED)}{evidence}"


def build_capaian(
    iku: pd.DataFrame, open_items: pd.DataFrame, proven: pd.DataFrame, tahun: int, opening: str = ""
) -> Narasi:
    """How many indicators reached their target, and the mean: as reported and by the evidence.

    iku, proven: compute_indikator. opening: Markdown that opens the paragraph.
    """
    from_ = f"{REPORTED}, dari" if _is_conditional(iku, open_items) else "Dari"
    evidence = " " + EVIDENCE + ", {hasil_bukti} dan rata-ratanya {rerata_bukti:persen}."
    return Narasi(
        f"{opening}{from_} {{banyak:kata}} indikator kinerja utama tahun {{tahun:tahun}}, "
        "{hasil}. Rata-rata capaiannya {rerata:persen}, dengan capaian {rentang}."
        + (evidence if _has_number(iku, open_items) else ""),
        banyak=len(iku),
        tahun=tahun,
        hasil=_result(iku),
        rerata=iku["capaian"].mean(),
        rentang=phrase_capaian(iku),
        hasil_bukti=_result(proven),
        rerata_bukti=proven["capaian"].mean(),
    )


def _result(capaian: pd.DataFrame) -> str:
    """`satu indikator melampaui target dan dua indikator …`, the best first."""
    sequence = capaian.sort_values("judged", ascending=False, kind="stable")
    total = sequence.groupby("predikat", sort=False).size()
    part = [f"{format_words(n)} indikator {lower_first(str(k))}" for k, n in total.items()]
    return chain_words(part) if part else "belum ada indikator yang dapat dinilai"


def build_sasaran(
    sasaran: pd.DataFrame, open_items: pd.DataFrame, proven_sasaran: pd.DataFrame
) -> Narasi:
    """Each sasaran with its mean capaian and what that means. Both frames: compute_sasaran."""
    reporting = f"{REPORTED} dan" if _is_conditional(sasaran, open_items, "sasaran") else "Menurut"
    evidence = (
        f" {EVIDENCE}, {{daftar_bukti}}." if _has_number(sasaran, open_items, "sasaran") else ""
    )
    return Narasi(
        f"{reporting} rata-rata capaian indikatornya, {{daftar}}.{evidence}",
        when=not sasaran.empty,
        daftar=_sasaran_list(sasaran),
        daftar_bukti=_sasaran_list(proven_sasaran),
    )


def _sasaran_list(sasaran: pd.DataFrame) -> str:
    return chain_words(
        [
            f"sasaran {lower_first(s.sasaran)} {phrase_status(s.judged)} "
            f"({format_percent(s.capaian)})"
            for s in iter_rows(sasaran)
        ]
    )


def build_short_evidence(open_items: pd.DataFrame) -> Narasi:
    """One paragraph on the indicators whose realisasi does not follow from its evidence."""
    return Narasi(
        "**Mutu data.** Realisasi {banyak:kata} indikator belum didukung bukti: {daftar}. "
        "Capaian yang dilaporkan pada indikator tersebut perlu dibaca dengan hati-hati sampai "
        "perbedaannya dijelaskan.",
        when=len(open_items) > 0,
        banyak=len(open_items),
        daftar="; ".join(_phrase_diff(b) for b in iter_rows(open_items)),
    )


def _phrase_diff(b: Any) -> str:
    reporting = f"{b.indikator} dilaporkan {phrase_quantity(b.realisasi, b.satuan)}, sedangkan"
    if is_empty(b.bukti):
        return f"{reporting} tidak satu pun buktinya memberi angka itu"
    return (
        f"{reporting} buktinya {phrase_quantity(b.bukti, b.satuan)} (capaian "
        f"{format_percent(b.capaian_bukti)}, bukan {format_percent(b.capaian)})"
    )


def _is_conditional(frame: pd.DataFrame, open_items: pd.DataFrame, key: str = "kode") -> bool:
    """Whether any row rests on a realisasi in doubt."""
    return bool(frame[key].isin(_core(open_items)[key]).any())


def _has_number(frame: pd.DataFrame, open_items: pd.DataFrame, key: str = "kode") -> bool:
    """Whether the evidence gives any of them another figure."""
    return _is_conditional(frame, open_items.dropna(subset=["bukti"]), key)


def _core(open_items: pd.DataFrame) -> pd.DataFrame:
    """Without supporting indicators, which no mean counts."""
    return open_items[open_items["jenjang"] == "sasaran"]
