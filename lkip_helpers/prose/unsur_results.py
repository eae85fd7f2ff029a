"""The satisfaction survey told unsur by unsur."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from lkip_helpers.compute.rounding import compare_printed, read_printed
from lkip_helpers.prose.answer_spread import describe_answers
from lkip_helpers.prose.kecamatan import end_sentence
from lkip_helpers.report.columns import Column, alter
from lkip_helpers.report.format import is_empty
from lkip_helpers.report.frame_rows import iter_rows
from lkip_helpers.report.layouts import total_footer
from lkip_helpers.report.narasi import Chain, Heading, Narasi
from lkip_helpers.report.tabel import Source, Tabel
from lkip_helpers.rules import load_mutu, load_weight

ANSWER_COLUMNS: Sequence[str | Column] = (
    "kode",
    "unsur",
    *(Column(f"persen_{n}", f"Nilai {n} (%)", "persen") for n in (1, 2, 3, 4)),
    alter("jawaban", title="Responden", kind="bilangan"),
)
IKM_FORMULA = "dari(skm_nilai, Jumlah, nilai_konversi)"


def weighted_column(weight: str) -> Column:
    """The column of the weighted NRR, with the formula of the weight that was chosen."""
    column = alter("nrr_tertimbang")
    return (
        column
        if weight == "tepat"
        else replace(column, formula=f"nrr × {load_weight(0, weight):g}")
    )


def phrase_weight(weight: str) -> str:
    """How an unsur is weighed, as the report says it."""
    if weight == "tepat":
        return "satu dibagi jumlah unsur, dan bobot itu dipakai tanpa dibulatkan"
    return f"{weight} sesuai dengan pilihan kecamatan"


def build_unsur_tabel(
    frequency: pd.DataFrame, nrr: pd.DataFrame, unsur: pd.DataFrame, source: Source, level: int = 4
) -> Chain:
    """For each unsur what it asks, its table of answers (`skm-u1` …) and what they say.

    frequency: compute_frequency. nrr: compute_nrr. unsur: list_unsur (kode, pertanyaan, arti).
    """
    about = unsur.set_index("kode")
    content: list[Any] = []
    mean = float(nrr["nrr"].mean())
    for u in iter_rows(nrr):
        own = frequency[frequency["kode"] == u.kode]
        content += [
            Heading(f"{u.unsur} ({u.kode})", level),
            _open_unsur(u.kode, about.loc[u.kode]),
            Tabel(
                f"skm-{u.kode.lower()}",
                f"Jawaban responden untuk unsur {u.unsur[:1].lower()}{u.unsur[1:]}",
                own,
                ["jawaban", "frekuensi", alter("persen", formula=PERCENT)],
                source=source,
                footer=[total_footer(["frekuensi", "persen"])],
            ),
            describe_answers(own),
            _describe_nrr(u, mean),
        ]
    return Chain(content)


def _open_unsur(code: str, unsur: "pd.Series[Any]") -> Narasi:
    """The question as the office put it; else what the regulation means by this unsur, if known."""
    reference = f"[Tabel](#skm-{code.lower()})"
    if not is_empty(unsur["pertanyaan"]):
        template = f"Yang ditanyakan: {{tanya}} Sebaran jawabannya tercantum pada {reference}."
        return Narasi(template, tanya=end_sentence(unsur["pertanyaan"]))
    if is_empty(unsur["arti"]):
        return Narasi(f"Sebaran jawaban untuk unsur ini tercantum pada {reference}.")
    template = f"Unsur ini menilai {{arti}}. Sebaran jawabannya tercantum pada {reference}."
    return Narasi(template, arti=unsur["arti"])


def _describe_nrr(u: Any, mean: float) -> Narasi:
    if pd.isna(u.nrr):
        return Narasi("")
    location = ("sama dengan", "di atas", "di bawah")[compare_printed(u.nrr, mean)]
    return Narasi(
        "Nilai rata-rata unsur ini {nrr:angka}, {letak} rata-rata semua unsur ({rerata:angka}), "
        "dengan mutu {mutu} ({kinerja:rendah}).",
        nrr=u.nrr,
        letak=location,
        rerata=mean,
        mutu=u.mutu,
        kinerja=u.kinerja,
    )


def build_mutu(ikm: float) -> Narasi:
    """In which band an IKM lies and how far the next one is. Source: PermenPAN-RB 14/2017."""
    scale = load_mutu()
    current = scale.find(read_printed(ikm))
    above = [j for j in scale.tier if (j.mulai or 0) > (current.mulai or 0)]
    return Narasi(
        "IKM {ikm:angka} berada pada mutu {mutu} ({kinerja:rendah})."
        + (_RISE_TEMPLATE if above else " Tidak ada mutu yang lebih tinggi."),
        ikm=ikm,
        mutu=current.kunci,
        kinerja=current.teks,
        naik=above[-1] if above else None,
        jarak=(above[-1].mulai or 0) - read_printed(ikm) if above else None,
    )


PERCENT = "frekuensi / jumlah(frekuensi) × 100"
_RISE_TEMPLATE = (
    " Mutu {naik.kunci} ({naik.teks:rendah}) dimulai dari nilai {naik.mulai:angka}; "
    "untuk mencapainya IKM perlu naik sekurang-kurangnya {jarak:angka}."
)
