"""What one indicator reached, by its evidence too, and how it moved since the year before."""

from typing import Any

from lkip_helpers.compute.capaian import RANGE
from lkip_helpers.prose.phrases import phrase_change, phrase_movement, phrase_result
from lkip_helpers.report.format import format_percent, format_points, is_empty
from lkip_helpers.report.narasi import Narasi
from lkip_helpers.report.quantities import get_upper, phrase_quantity


def describe_indikator(rows: Any, tahun: int, open_items: Any = None) -> Narasi:
    """What an indicator reached this year, and how it moved since the year before.

    rows: one row of compute_indikator (Series or namedtuple). open_items: its row of
    compare_terbuka, where its realisasi still lacks evidence.
    """
    b = rows
    if is_empty(b.capaian):
        return Narasi(
            "Capaian {indikator} tahun {tahun:tahun} tidak dapat dihitung karena {alasan}.",
            indikator=b.indikator,
            tahun=tahun,
            alasan=b.alasan or "datanya belum lengkap",
        )
    reporting = "" if open_items is None else "yang dilaporkan untuk "
    return Narasi(
        f"Realisasi {{indikator}} {reporting}tahun {{tahun:tahun}} adalah {{realisasi}} dari "
        "target "
        "{target}, sehingga capaiannya {capaian:persen} dan {status}. "
        + _evidence_template(open_items)
        + _previous_template(b),
        indikator=b.indikator,
        tahun=tahun,
        lalu=tahun - 1,
        target=phrase_quantity(b.target, b.satuan, get_upper(b, "target")),
        realisasi=phrase_quantity(b.realisasi, b.satuan),
        capaian=b.capaian,
        status=phrase_result(b.capaian, b.polaritas),
        **_change(b),
        **_evidence(open_items),
    )


def _evidence_template(open_items: Any) -> str:
    if open_items is None:
        return ""
    if is_empty(open_items.bukti):
        return "Realisasi itu belum didukung bukti. "
    return (
        "Menurut bukti yang tersedia, yaitu {bukti}, capaiannya {capaian_bukti:persen} dan "
        "{status_bukti}. "
    )


def _evidence(open_items: Any) -> dict[str, Any]:
    if open_items is None:
        return {}
    return {
        "bukti": phrase_quantity(open_items.bukti, open_items.satuan),
        "capaian_bukti": open_items.capaian_bukti,
        "status_bukti": phrase_result(open_items.capaian_bukti, open_items.polaritas),
    }


def _previous_template(b: Any) -> str:
    if is_empty(b.realisasi_lalu):
        return ""
    if is_empty(b.capaian_lalu):
        return (
            "Dibandingkan dengan tahun {lalu:tahun}, realisasi {ubah_realisasi}; capaian tahun "
            "{lalu:tahun} tidak dapat dihitung."
        )
    return (
        "Dibandingkan dengan tahun {lalu:tahun}, target {ubah_target}; realisasi {ubah_realisasi}; "
        "dan capaian {ubah_capaian}."
    )


def _change(b: Any) -> dict[str, Any]:
    if is_empty(b.realisasi_lalu):
        return {}
    realisasi = {"ubah_realisasi": phrase_change(b.realisasi, b.realisasi_lalu, b.satuan)}
    if is_empty(b.capaian_lalu):
        return realisasi
    return realisasi | {
        "ubah_target": phrase_change(
            b.target, b.target_lalu, b.satuan, (get_upper(b, "target"), get_upper(b, "target_lalu"))
        ),
        "ubah_capaian": _capaian_change(b),
    }


def _capaian_change(b: Any) -> str:
    """How capaian moved; to a range it does not rise or fall, it comes nearer or not."""
    if not b.polaritas.startswith(RANGE):
        return phrase_movement(b.capaian, b.capaian_lalu, format_percent, format_points)
    then, now = (
        f"{format_percent(c)} ({phrase_result(c, b.polaritas).removeprefix('berada ')})"
        for c in (b.capaian_lalu, b.capaian)
    )
    return f"dari {then} menjadi {now}"
