"""Answers of the survey: all unsur, one of them, and one by a characteristic of the respondents."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from lkip_helpers.compute import skm
from lkip_helpers.compute.breakdown import compute_trait_frequency
from lkip_helpers.explore.shown_results import phrase_code, present
from lkip_helpers.intake import Data
from lkip_helpers.prose.respondents import TRAITS
from lkip_helpers.prose.unsur_results import PERCENT, tell_answers
from lkip_helpers.report.columns import Column, alter
from lkip_helpers.report.format import format_integer
from lkip_helpers.report.narasi import Chain, Narasi
from lkip_helpers.report.tabel import Source


def list_unsur(data: Data) -> Mapping[str, str]:
    """Names of the unsur with their codes, to the codes."""
    code = data.unsur_skm["kode"]
    return {f"{k} {u}": k for k, u in zip(code, data.unsur_skm["unsur"], strict=True)}


def list_traits() -> Mapping[str, str]:
    """What respondents may be split by, to the column it stands in."""
    return {name.capitalize(): key for key, name in TRAITS.items()}


def build_answers(data: Data, code: str | None = None, trait: str | None = None) -> Chain:
    """How the answers spread: of all unsur, of one, or of one in each group of respondents."""
    if code and trait:
        return _by_trait(data, code, trait)
    frequency = skm.compute_frequency(data.skm, data.unsur_skm)
    own = frequency[frequency["kode"] == code] if code else frequency
    name = f"unsur {own['unsur'].iloc[0]}" if code else "semua unsur"
    source = [data.skm, data.unsur_skm]
    content = _present(own, f"Jawaban responden untuk {name} tahun {data.tahun}", source,
                   ["jawaban"] if code else ["kode", "unsur", "jawaban"])  # fmt: skip
    lines = ["jawaban = compute.skm.compute_frequency(data.skm, data.unsur_skm)"]
    lines.append(f'show(jawaban[jawaban["kode"] == "{code}"])' if code else "show(jawaban)")
    told = [Narasi(_PEAK, **tell_answers(own))] if code else []
    return Chain([*told, *content, phrase_code(data, *lines)])


def _present(
    frequency: pd.DataFrame, title: str, source: Source, header: list[str | Column]
) -> list[Any]:
    single = header[0] == "jawaban"
    percent = alter("persen", formula=PERCENT if single else "")
    column = [*header, "frekuensi", percent]
    axes = ("persen", "jawaban") if single else ("persen", "unsur", "nilai_jawaban")
    chart = frequency.assign(nilai_jawaban=frequency["nilai"].astype(str))
    return [*present("jawaban", title, axes, frequency, column, source, chart=chart)]


def _by_trait(data: Data, code: str, trait: str) -> Chain:
    """Only where respondents are real: a rebuilt one has no characteristic of its own."""
    file = data.berkas.set_index("berkas")["rekonstruksi"]
    breakdown = compute_trait_frequency(data.skm, data.unsur_skm, code, trait)
    if breakdown.empty:
        return Chain([Narasi("Ciri {ciri} tidak tercatat pada data survei.", ciri=TRAITS[trait])])
    if file.get("skm.xlsx", False):
        return Chain([Narasi(_RECONSTRUCTION)])
    tabel = breakdown.assign(
        kode=breakdown["kelompok"],
        unsur=breakdown["responden"].map(lambda n: f"({format_integer(n)} responden)"),
    )
    unsur = data.unsur_skm.set_index("kode").loc[code, "unsur"]
    title = f"Jawaban responden untuk unsur {unsur} menurut {TRAITS[trait]} tahun {data.tahun}"
    header: list[str | Column] = [
        Column("kelompok", TRAITS[trait].capitalize()), alter("responden"), "jawaban"
    ]  # fmt: skip
    return Chain(_present(tabel, title, data.skm, header))


_PEAK = {
    "tanpa": "Tidak ada responden yang menjawab unsur ini.",
    "terbagi": "Jawaban terbanyak terbagi sama antara {jawaban} ({persen:persen}).",
    "mayoritas": "Mayoritas responden menjawab {jawaban} ({persen:persen}).",
    "terbanyak": "Jawaban terbanyak adalah {jawaban} ({persen:persen}).",
}
_RECONSTRUCTION = (
    "Responden dibangun ulang dari tabel frekuensi, sehingga ciri dan jawabannya tidak berasal "
    "dari orang yang sama. Jawaban menurut ciri karena itu tidak disajikan."
)
