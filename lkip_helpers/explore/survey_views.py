"""Answers of the survey: all unsur, one of them, and one by a characteristic of the respondents."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from lkip_helpers.compute import skm
from lkip_helpers.compute.breakdown import compute_trait_frequency
from lkip_helpers.compute.survey_forms import compute_survey
from lkip_helpers.explore.shown_results import WORDS, phrase_code, present
from lkip_helpers.intake import Data
from lkip_helpers.prose.survey_words import PERCENT, TRAITS, tell_answers
from lkip_helpers.report.columns import Column, alter
from lkip_helpers.report.format import format_integer
from lkip_helpers.report.narasi import Chain, Narasi
from lkip_helpers.report.payload import Source

WITHOUT_ANSWERS = "Jawaban survei tidak ada dalam data."


def list_unsur(data: Data) -> Mapping[str, str]:
    """Names of the unsur with their codes, to the codes."""
    return {f"{k} {u}": k for k, u in data.unsur_skm[["kode", "unsur"]].itertuples(index=False)}


def list_traits() -> Mapping[str, str]:
    """What respondents may be split by, to the column it stands in."""
    return {name.capitalize(): key for key, name in TRAITS.items()}


def build_answers(data: Data, code: str | None = None, trait: str | None = None) -> Chain:
    """How the answers spread: of all unsur, of one, or of one in each group of respondents."""
    if code and trait:
        return _split(data, code, trait)
    survey = compute_survey(data.frame)
    if survey.tally.empty:
        return Chain([Narasi(WITHOUT_ANSWERS)])
    frequency = skm.compute_frequency(survey.tally)
    own = frequency[frequency["kode"] == code] if code else frequency
    name = f"unsur {own['unsur'].iloc[0]}" if code else "semua unsur"
    source = [data.frame[survey.form], data.unsur_skm]
    title = f"Jawaban responden untuk {name} tahun {data.tahun}"
    shown = _present(own, title, source, ["jawaban"] if code else ["kode", "unsur", "jawaban"])
    copy = phrase_code("jawaban", data, kode=[*own["kode"].unique()])
    told = [Narasi(WORDS["jawaban"], **tell_answers(own))] if code else []
    return Chain([*told, *shown, copy])


def _present(
    frequency: pd.DataFrame, title: str, source: Source, names: list[str | Column]
) -> list[Any]:
    single = names[0] == "jawaban"
    columns = [*names, "frekuensi", alter("persen", formula=PERCENT if single else "")]
    axes = ("persen", "jawaban") if single else ("persen", "unsur", "nilai_jawaban")
    chart = frequency.assign(nilai_jawaban=frequency["nilai"].astype(str))
    return [*present("jawaban", title, axes, frequency, columns, source, chart=chart)]


def _split(data: Data, code: str, trait: str) -> Chain:
    """Only where the answers of each respondent are known."""
    breakdown = compute_trait_frequency(data.skm, data.unsur_skm, code, trait)
    if breakdown.empty:
        return Chain([Narasi(WORDS["satu"]["tanpa_ciri"], ciri=TRAITS[trait])])
    count = breakdown["responden"].map(lambda n: f"({format_integer(n)} responden)")
    unsur = data.unsur_skm.set_index("kode").loc[code, "unsur"]
    title = f"Jawaban responden untuk unsur {unsur} menurut {TRAITS[trait]} tahun {data.tahun}"
    header = Column("kelompok", TRAITS[trait].capitalize())
    frame = breakdown.assign(kode=breakdown["kelompok"], unsur=count)
    shown = _present(frame, title, data.skm, [header, alter("responden"), "jawaban"])
    return Chain([*shown, phrase_code("ciri", data, kode=code, ciri=trait)])
