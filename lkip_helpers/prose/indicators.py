"""The words of each indicator: what it reached, by its evidence too, and how it moved."""

from typing import Any

import pandas as pd

from lkip_helpers.compute.capaian import RANGE
from lkip_helpers.prose.phrases import phrase_change, phrase_movement, phrase_result
from lkip_helpers.prose.reservations import REPORTED_WORD, find_open
from lkip_helpers.report.format import is_empty, say_percent, say_points
from lkip_helpers.report.frame_rows import add_words
from lkip_helpers.report.quantities import get_upper
from lkip_helpers.rules import load_rules

_REQUIRED = frozenset(load_rules("kelengkapan")["jenjang_wajib_analisis"])
_DOUBT = ("dilaporkan", "bukti", "capaian_bukti", "status_bukti", "tanpa_bukti")
_WITHOUT_EVIDENCE = "Realisasi itu belum didukung bukti."


def tell(
    capaian: pd.DataFrame,
    tahun: int,
    open_items: pd.DataFrame | None = None,
    analysis: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """`capaian` with the words of its sentences.

    case: "dinilai" or "tanpa" capaian, with alasan. status; dilaporkan, bukti, capaian_bukti,
    status_bukti, tanpa_bukti where a realisasi is in doubt; lalu, ubah_target, ubah_realisasi,
    ubah_capaian where last year is known; sebab, solusi, or belum where they are owed. Empty where
    there is nothing to say.
    capaian: compute_indikator. open_items: compare_open. analysis: kode, sebab, solusi.
    """
    return add_words(
        capaian,
        lambda b: {
            "case": "tanpa" if is_empty(b.capaian) else "dinilai",
            "alasan": b.alasan or "datanya belum lengkap",
            "status": phrase_result(b.capaian, b.polaritas),
            **_evidence(b, open_items),
            **_change(b, tahun),
            **_cause(b, analysis),
        },
    )


def _evidence(b: Any, open_items: pd.DataFrame | None) -> dict[str, Any]:
    opened = None if open_items is None or is_empty(b.capaian) else find_open(open_items, b.kode)
    if opened is None:
        return dict.fromkeys(_DOUBT, "")
    return {
        "dilaporkan": REPORTED_WORD,
        "bukti": opened.bukti,
        "capaian_bukti": opened.capaian_bukti,
        "status_bukti": phrase_result(opened.capaian_bukti, b.polaritas),
        "tanpa_bukti": _WITHOUT_EVIDENCE if is_empty(opened.bukti) else "",
    }


def _change(b: Any, tahun: int) -> dict[str, Any]:
    known = not is_empty(b.realisasi_lalu) and not is_empty(b.capaian)
    both = known and not is_empty(b.capaian_lalu)
    upper = get_upper(b, "target"), get_upper(b, "target_lalu")
    return {
        "lalu": tahun - 1,
        "tanpa_lalu": tahun - 1 if known and not both else None,
        "ubah_realisasi": phrase_change(b.realisasi, b.realisasi_lalu, b.satuan) if known else "",
        "ubah_target": phrase_change(b.target, b.target_lalu, b.satuan, upper) if both else "",
        "ubah_capaian": _capaian_change(b) if both else "",
    }


def _capaian_change(b: Any) -> str:
    """How capaian moved; to a range it does not rise or fall, it comes nearer or not."""
    if not b.polaritas.startswith(RANGE):
        return phrase_movement(b.capaian, b.capaian_lalu, say_percent, say_points)
    then, now = (
        f"{say_percent(c)} ({phrase_result(c, b.polaritas).removeprefix('berada ')})"
        for c in (b.capaian_lalu, b.capaian)
    )
    return f"tetap {now}" if now == then else f"berubah dari {then} menjadi {now}"


def _cause(b: Any, analysis: pd.DataFrame | None) -> dict[str, Any]:
    own = [] if analysis is None else analysis[analysis["kode"] == b.kode].to_dict("records")
    owed = not own and analysis is not None and b.jenjang in _REQUIRED
    cause = own[0] if own else {"sebab": "", "solusi": ""}
    return {
        "sebab": cause["sebab"],
        "solusi": cause["solusi"],
        "belum": b.indikator if owed else "",
    }
