"""Sentences and tables on targets, capaian, causes and evidence, one run for each indicator."""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from lkip_helpers.prose.indicator_sentences import describe_indikator
from lkip_helpers.prose.kecamatan import end_sentence
from lkip_helpers.prose.phrases import phrase_change, phrase_difference, phrase_result
from lkip_helpers.prose.reservations import find_open
from lkip_helpers.report.columns import Column, alter
from lkip_helpers.report.format import is_empty
from lkip_helpers.report.frame_rows import iter_rows
from lkip_helpers.report.layouts import capaian_column
from lkip_helpers.report.narasi import Chain, Narasi
from lkip_helpers.report.quantities import UPPER, phrase_quantity
from lkip_helpers.rules import load_rules

_REQUIRED = frozenset(load_rules("kelengkapan")["jenjang_wajib_analisis"])


def build_indikator(
    capaian: pd.DataFrame,
    analysis: pd.DataFrame,
    tahun: int,
    open_items: pd.DataFrame | None = None,
) -> Chain:
    """What each indicator reached, why, and what is done about it.

    capaian: rows of compute_indikator. analysis: kode, sebab, solusi, as the analyst wrote them.
    open_items: compare_open; without it no realisasi is in doubt.
    """
    content: list[Any] = []
    for b in iter_rows(capaian):
        opened = None if open_items is None else find_open(open_items, b.kode)
        content += [describe_indikator(b, tahun, opened), *_cause(b, analysis)]
    return Chain(content)


def phrase_remarks(realisasi: pd.DataFrame, code: Iterable[str], tahun: Iterable[int]) -> str:
    """The notes that the sheet Realisasi has on these indicators in these years; "" for none.

    realisasi: kode, indikator, tahun, keterangan.
    """
    own = realisasi[realisasi["kode"].isin(set(code)) & realisasi["tahun"].isin(set(tahun))]
    note = [
        f"{b.indikator} {b.tahun}: {b.keterangan.rstrip('. ')}"
        for b in iter_rows(own.dropna(subset=["keterangan"]))
    ]
    return f"Keterangan pada lembar Realisasi. {'. '.join(note)}." if note else ""


def _cause(rows: Any, analysis: pd.DataFrame) -> list[Narasi]:
    own = analysis[analysis["kode"] == rows.kode]
    if own.empty and rows.jenjang not in _REQUIRED:
        return []
    if own.empty:
        template = (
            "Penyebab dan upaya perbaikan untuk {indikator} belum diisi pada lembar analisis."
        )
        return [Narasi(template, indikator=rows.indikator)]
    a = own.iloc[0]
    return [
        Narasi("**Penyebab.** {sebab}", sebab=end_sentence(a["sebab"])),
        Narasi("**Upaya.** {solusi}", solusi=end_sentence(a["solusi"])),
    ]


def build_target(target: pd.DataFrame, tahun: int) -> Chain:
    """A sentence for each indicator on the way of its targets through the Renstra.

    target: indikator, satuan and one column a year (pivot_target).
    """
    tahun_renstra = [str(k) for k in target.columns if str(k).isdigit()]
    return Chain([_target_path(b, tahun_renstra, tahun) for _, b in target.iterrows()])


def _target_path(b: "pd.Series[Any]", tahun_renstra: list[str], tahun: int) -> Narasi:
    filled_in = [t for t in tahun_renstra if not is_empty(b[t])]
    if len(filled_in) < 2:
        return Narasi("Target {indikator} belum diisi untuk semua tahun.", indikator=b["indikator"])
    initial, end, this_one = filled_in[0], filled_in[-1], b.get(str(tahun))
    template = "Target {indikator} {ubah}, dalam kurun {awal}–{akhir}."
    return Narasi(
        template
        + ("" if is_empty(this_one) else " Target untuk tahun {tahun:tahun} adalah {ini}."),
        indikator=b["indikator"],
        ubah=phrase_change(
            b[end], b[initial], b["satuan"], (b.get(f"{end}{UPPER}"), b.get(f"{initial}{UPPER}"))
        ),
        awal=initial,
        akhir=end,
        tahun=tahun,
        ini=phrase_quantity(this_one, b["satuan"], b.get(f"{tahun}{UPPER}")),
    )


def build_target_diff(comparison: pd.DataFrame, tahun: int) -> Chain:
    """Whether Renstra, IKU and PK promise the same. comparison: compare_target."""
    diff = comparison[~comparison["selaras"]]
    if diff.empty:
        return Chain(
            [
                Narasi(
                    "Target setiap indikator untuk tahun {tahun:tahun} sama pada Renstra, IKU, "
                    "dan Perjanjian Kinerja. Ketiga dokumen itu dengan demikian selaras.",
                    tahun=tahun,
                )
            ]
        )
    return Chain(
        [
            Narasi(
                "Target {indikator} tahun {tahun:tahun} tidak sama antardokumen: Renstra "
                "{renstra}, IKU {iku}, dan Perjanjian Kinerja {pk}. Perbedaan ini perlu "
                "dijelaskan.",
                indikator=b.indikator,
                tahun=tahun,
                renstra=phrase_quantity(b.renstra, b.satuan, b.renstra_atas),
                iku=phrase_quantity(b.iku, b.satuan, b.iku_atas),
                pk=phrase_quantity(b.pk, b.satuan, b.pk_atas),
            )
            for b in iter_rows(diff)
        ]
    )


def build_ipp(ipp: pd.DataFrame, evidence: pd.DataFrame, assessor: str | None) -> Chain:
    """Sum and predikat of the Indeks Pelayanan Publik, and whether it is what was reported.

    ipp: compute_ipp. evidence: compare_evidence of the same sum; no row where none reports it.
    """
    content: list[Any] = [
        Narasi(
            "Penilaian {penilai} menghasilkan jumlah {jumlah:angka} dengan predikat {predikat} "
            "({arti:rendah}).",
            penilai=assessor or "unit pelayanan",
            jumlah=i.jumlah,
            predikat=i.predikat,
            arti=i.arti,
        )
        for i in iter_rows(ipp)
    ]
    return Chain([*content, *(_same(b) for b in iter_rows(evidence))])


def _same(b: Any) -> Narasi:
    template = (
        "Jumlah tersebut sama dengan realisasi {indikator} yang dilaporkan."
        if b.sesuai
        else "Jumlah tersebut berbeda {selisih} dari realisasi {indikator} yang dilaporkan, yaitu "
        "{realisasi}; perbedaannya perlu dijelaskan."
    )
    return Narasi(
        template,
        indikator=b.indikator,
        selisih=phrase_difference(b.realisasi, b.bukti, b.satuan),
        realisasi=phrase_quantity(b.realisasi, b.satuan),
    )


def evidence_columns(comparison: pd.DataFrame, evidence_formula: str) -> list[str | Column]:
    """Columns that set the reported realisasi beside the one that follows from its evidence.

    comparison: compare_evidence. evidence_formula: how the evidence follows from its own tables.
    """
    reporting, evidence = "Menurut laporan", "Menurut bukti"
    return [
        "indikator",
        "target",
        alter("realisasi", grouping=reporting),
        capaian_column(comparison, grouping=reporting),
        Column("bukti", "Realisasi", "angka", formula=evidence_formula, grouping=evidence),
        capaian_column(comparison, "capaian_bukti", evidence),
    ]


def build_evidence(comparison: pd.DataFrame, origin: str) -> Chain:
    """Plain words on a realisasi that does, or does not, follow from its evidence.

    comparison: compare_evidence. origin: what the evidence is, e.g. "hasil survei".
    """
    return Chain([_comparison(b, origin) for b in iter_rows(comparison)])


def _comparison(b: Any, origin: str) -> Narasi:
    if b.sesuai:
        return Narasi(
            "Realisasi {indikator} yang dilaporkan, yaitu {realisasi}, sama dengan {asal}.",
            indikator=b.indikator,
            realisasi=phrase_quantity(b.realisasi, b.satuan),
            asal=origin,
        )
    return Narasi(
        "Realisasi {indikator} yang dilaporkan adalah {realisasi}, sedangkan {asal} memberi "
        f"{{bukti}}; selisihnya {{selisih}}. {_capaian_template(b)} "
        "Realisasi yang dilaporkan tidak dapat diturunkan dari {asal}. Perbedaan itu perlu "
        "dijelaskan oleh pemegang data sebelum capaian tersebut dipakai sebagai dasar penilaian.",
        indikator=b.indikator,
        asal=origin,
        realisasi=phrase_quantity(b.realisasi, b.satuan),
        bukti=phrase_quantity(b.bukti, b.satuan),
        selisih=phrase_difference(b.realisasi, b.bukti, b.satuan),
        capaian=b.capaian,
        status=phrase_result(b.capaian, b.polaritas),
        capaian_bukti=b.capaian_bukti,
        status_bukti=phrase_result(b.capaian_bukti, b.polaritas),
    )


def _capaian_template(b: Any) -> str:
    reported, proven = (phrase_result(c, b.polaritas) for c in (b.capaian, b.capaian_bukti))
    if reported == proven:
        return (
            "Jika dihitung dari {asal}, capaiannya {capaian_bukti:persen}, bukan {capaian:persen}; "
            "keduanya {status}."
        )
    return (
        "Jika dihitung dari {asal}, capaiannya {capaian_bukti:persen} dan {status_bukti}, bukan "
        "{capaian:persen} dan {status}."
    )
