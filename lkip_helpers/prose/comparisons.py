"""Sentences of the comparisons the regulation asks for."""

from typing import Any

import pandas as pd

from lkip_helpers.compute.capaian import RANGE
from lkip_helpers.compute.rounding import compare_printed
from lkip_helpers.prose.phrases import (
    phrase_change,
    phrase_difference,
    phrase_direction,
    phrase_names,
)
from lkip_helpers.prose.reservations import EVIDENCE, REPORTED, find_open
from lkip_helpers.report.columns import Column, alter
from lkip_helpers.report.format import EMPTY, is_empty
from lkip_helpers.report.frame_rows import iter_rows
from lkip_helpers.report.narasi import Chain, Narasi
from lkip_helpers.report.quantities import get_upper, phrase_predikat, phrase_quantity
from lkip_helpers.report.rule_frames import list_scale
from lkip_helpers.report.tabel import Source, Tabel
from lkip_helpers.rules import load_efisiensi, load_rules

_SUBJECT = "Realisasi {indikator}"
_REPORTED_SUBJECT = REPORTED + ", {indikator}"
_EVIDENCE_SUBJECT = EVIDENCE + ", yaitu {realisasi}, {indikator}"


def phrase_tahun_direction(current: Any, previous: Any, satuan: str | None = "") -> str:
    """`naik 4`, `turun 1,75 poin persen`, `tetap`, or a dash where there is no year before."""
    if is_empty(previous):
        return EMPTY
    direction = phrase_direction(current, previous)
    if direction != "tetap" and phrase_predikat(current, satuan):
        return phrase_change(current, previous, satuan)
    return (
        direction
        if direction == "tetap"
        else f"{direction} {phrase_difference(current, previous, satuan)}"
    )


def list_short(capaian: pd.DataFrame) -> pd.DataFrame:
    """Each indicator with arah, its direction since last year. capaian: compute_indikator."""
    direction = [
        phrase_tahun_direction(b.realisasi, b.realisasi_lalu, b.satuan) for b in iter_rows(capaian)
    ]
    return capaian.assign(arah=direction)


def build_tahun_comparison(comparison: pd.DataFrame, open_items: pd.DataFrame) -> Chain:
    """How realisasi moved from the first to the last year known.

    comparison: compute_banding_tahun. open_items: compare_open.
    """
    return Chain(
        [
            _path(own, find_open(open_items, str(code)))
            for code, own in comparison.groupby("kode", sort=False)
            if len(own) > 1
        ]
    )


def _path(own: pd.DataFrame, open_items: Any) -> Narasi:
    initial, end = own.iloc[0], own.iloc[-1]
    subject = _SUBJECT if open_items is None else _REPORTED_SUBJECT
    exists = open_items is not None and not is_empty(open_items.bukti)
    evidence = f" {EVIDENCE}, nilainya tahun {{akhir:tahun}} adalah {{bukti}}." if exists else ""
    return Narasi(
        subject + " dari tahun {awal:tahun} sampai {akhir:tahun} {perubahan}." + evidence,
        indikator=end["indikator"],
        awal=initial["tahun"],
        akhir=end["tahun"],
        perubahan=phrase_change(end["realisasi"], initial["realisasi"], end["satuan"]),
        bukti=phrase_quantity(open_items.bukti, open_items.satuan) if exists else "",
    )


def build_renstra_comparison(
    comparison: pd.DataFrame, open_items: pd.DataFrame, proven: pd.DataFrame, end_tahun: int
) -> Chain:
    """What is still to go to the end of the Renstra: as reported, and by the evidence.

    comparison, proven: compute_banding_renstra. open_items: compare_open.
    """
    content: list[Narasi] = []
    for b in iter_rows(comparison):
        opened = find_open(open_items, b.kode)
        content.append(_remainder(b, end_tahun, _SUBJECT if opened is None else _REPORTED_SUBJECT))
        if opened is not None and not is_empty(opened.bukti):
            evidence = next(iter_rows(proven[proven["kode"] == b.kode]))
            content.append(_remainder(evidence, end_tahun, _EVIDENCE_SUBJECT))
    return Chain(content)


def _remainder(b: Any, end_tahun: int, subject: str) -> Narasi:
    if is_empty(b.sisa):
        template = (
            " mencapai {capaian:persen} dari target akhir Renstra tahun {akhir:tahun} ({target}); "
            "jaraknya tidak dapat dinyatakan dengan angka."
        )
    elif compare_printed(b.sisa, 0) <= 0:
        template = " sudah mencapai target akhir Renstra tahun {akhir:tahun}, yaitu {target}" + (
            "; hasil itu perlu dipertahankan dan targetnya dapat ditinjau."
            if subject == _SUBJECT
            else "."
        )
    elif is_empty(b.laju):
        template = (
            f" masih {_direction(b)[0]} target akhir Renstra ({{target}}), padahal tahun terakhir "
            "Renstra sudah berjalan."
        )
    else:
        gap, improvement = _direction(b)
        template = (
            f" masih {gap} target akhir Renstra tahun {{akhir:tahun}} ({{target}}), sehingga "
            "setiap "
            f"tahun diperlukan {improvement} {{laju}}."
        )
    return Narasi(
        subject + template,
        indikator=b.indikator,
        realisasi=phrase_quantity(b.realisasi, b.satuan),
        akhir=end_tahun,
        capaian=b.capaian_akhir,
        target=phrase_quantity(b.target_akhir, b.satuan, get_upper(b, "target_akhir")),
        sisa="" if is_empty(b.sisa) else phrase_difference(b.sisa, 0, b.satuan),
        laju="" if is_empty(b.laju) else phrase_difference(b.laju, 0, b.satuan),
    )


def _direction(b: Any) -> tuple[str, str]:
    """How a distance is said, and what is needed: by the direction of the indicator."""
    upper = get_upper(b, "target_akhir")
    above = b.realisasi > (b.target_akhir if is_empty(upper) else upper)
    if b.polaritas.startswith(RANGE):
        side = "atas" if above else "bawah"
        gap = "lebih {sisa} dari" if above else "kurang {sisa} dari"
        return f"{gap} batas {side}", "penurunan" if above else "peningkatan"
    if not b.polaritas.startswith("minimal"):
        return "kurang {sisa} dari", "perbaikan"
    if (b.satuan or "").casefold() in _DURATIONS:
        return "terlalu lama {sisa} dibandingkan", "percepatan"
    return "lebih tinggi {sisa} daripada", "penurunan"


_DURATIONS = ("detik", "menit", "jam", "hari", "minggu", "bulan", "tahun")


def build_without_end(indikator: pd.DataFrame, comparison: pd.DataFrame) -> Narasi:
    """Which reported indicators the Renstra gives no target for its last year.

    indikator: compute_indikator. comparison: compute_banding_renstra.
    """
    without = indikator[~indikator["kode"].isin(comparison["kode"])]
    return Narasi(
        "{nama} tidak termuat dalam perbandingan ini karena targetnya untuk tahun terakhir Renstra "
        "tidak tercatat pada lembar Renstra.",
        when=len(without) > 0,
        nama=phrase_names(without["indikator"], "indikator"),
    )


def build_efisiensi_rule(formula: str) -> Chain:
    """The formula that was chosen and its bands; nothing where efficiency is not judged."""
    rule, scale = load_rules("efisiensi")["rumus"][formula], load_efisiensi(formula)
    if not scale.tier:
        return Chain([])
    title = "selisih capaian dan serapan" if formula == "selisih" else "rumus yang dipakai"
    sentence = Narasi(
        "Efisiensi dinilai dengan membandingkan capaian sasaran dan serapan program utamanya. "
        "Rumusnya ialah {bunyi}, dan dibaca menurut [Tabel](#efisiensi-skala). Sisa anggaran tidak "
        "disebut efisien apabila target tidak tercapai, karena anggaran yang tidak terpakai dapat "
        "pula berarti kegiatan yang tidak terlaksana.",
        bunyi=rule["bunyi"],
    )
    tabel = Tabel(
        "efisiensi-skala",
        f"Tingkat efisiensi menurut {title}",
        list_scale(scale),
        [alter("kategori", title="Tingkat efisiensi"), alter("batas", title="Batas")],
        source=scale.source,
    )
    return Chain([sentence, tabel])


def efisiensi_column(formula: str) -> Column:
    """The column of the efficiency figure; one held to its bounds declares no formula."""
    if formula == "selisih":
        return alter(
            "selisih", title="Selisih (poin persen)", kind="angka", formula="capaian − serapan"
        )
    return alter("selisih", title="Efisiensi (%)", kind="persen", formula="")


def build_efisiensi(
    efisiensi: pd.DataFrame, open_items: pd.DataFrame, proven: pd.DataFrame, formula: str
) -> Chain:
    """What the efficiency figure of each sasaran means: as reported, and by the evidence.

    efisiensi, proven: compute_efisiensi. open_items: compare_open of the indikator kinerja
    utama.
    """
    doubts = set(open_items["sasaran"])
    has_number = set(open_items.dropna(subset=["bukti"])["sasaran"])
    content: list[Narasi] = []
    for b in iter_rows(efisiensi):
        reporting = f"{REPORTED}, sasaran" if b.sasaran in doubts else "Sasaran"
        content.append(_efisiensi(f"{reporting} {{sasaran:rendah}} mencapai", b, formula))
        if b.sasaran in has_number:
            evidence = next(iter_rows(proven[proven["sasaran"] == b.sasaran]))
            content.append(_efisiensi(f"{EVIDENCE}, sasaran itu mencapai", evidence, formula))
    return Chain(content)


def _efisiensi(subject: str, b: Any, formula: str) -> Narasi:
    figure = (
        "selisihnya {selisih:poin}" if formula == "selisih" else "efisiensinya {selisih:persen}"
    )
    return Narasi(
        subject
        + " {capaian:persen} dengan serapan program utama {serapan:persen}; "
        + figure
        + ". Penilaiannya: {tingkat:rendah}.",
        when=not is_empty(b.selisih),
        sasaran=b.sasaran,
        capaian=b.capaian,
        serapan=b.serapan,
        selisih=b.selisih,
        tingkat=b.tingkat,
    )


def list_directions(capaian: pd.DataFrame) -> list[str | Column]:
    """The column of arah, where any indicator has a year before. capaian: compute_indikator."""
    return ["arah"] if capaian["realisasi_lalu"].notna().any() else []


def build_causes(
    capaian: pd.DataFrame, analysis: pd.DataFrame, tahun: int, source: Source
) -> Chain:
    """Each indicator that has them with its cause and remedy, beside the computed direction."""
    own = analysis.set_index("kode")[["sebab", "solusi"]]
    causes = list_short(capaian).join(own, on="kode", how="inner")
    direction = list_directions(causes)
    tabel = Tabel(
        "analisis-penyebab",
        f"{'Arah perubahan, penyebab,' if direction else 'Penyebab'} dan upaya tahun {tahun}",
        causes,
        ["indikator", *direction, "sebab", "solusi"],
        source=source,
    )
    sentence = Narasi(
        "[Tabel](#analisis-penyebab) menghimpun {isi} setiap indikator, sehingga penjelasan dapat "
        "dibaca bersama angkanya.",
        isi="arah perubahan realisasi, penyebab, dan upaya" if direction else "penyebab dan upaya",
    )
    return Chain([sentence, tabel])
