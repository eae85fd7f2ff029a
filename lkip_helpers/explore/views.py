"""The views of the explorer: an indicator over the years, serapan, answers, units compared."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from lkip_helpers.compute import anggaran, capaian, skm, tren
from lkip_helpers.compute.sample import compute_trait_frequency
from lkip_helpers.compute.survey_forms import compute_survey
from lkip_helpers.errors import LkipError
from lkip_helpers.explore.panel import load_usable
from lkip_helpers.explore.shown_results import WORDS, make_code, present
from lkip_helpers.intake.data import Data
from lkip_helpers.intake.once import memoize
from lkip_helpers.prose import indicators
from lkip_helpers.prose.phrases import phrase_range
from lkip_helpers.prose.survey_words import PERCENT, TRAITS, describe_answers
from lkip_helpers.report.columns import Column, alter
from lkip_helpers.report.format import format_integer, format_name
from lkip_helpers.report.layouts import TAHUN, capaian_column, ratio_footer
from lkip_helpers.report.narasi import Chain, Narasi
from lkip_helpers.report.payload import Source


def list_indikator(data: Data) -> Mapping[str, str]:
    """Names of the indicators that have realisasi in the year, to their codes: most years first."""
    years = data.history["kode"].value_counts()
    rows = data.indikator[data.indikator["kode"].isin(data.reported["kode"])]
    rows = rows.sort_values("kode", key=lambda k: -k.map(years).fillna(0), kind="stable")
    return dict(zip(rows["indikator"], rows["kode"], strict=True))


def build_trend(data: Data, code: str) -> Chain:
    """Chart, table and sentence on one indicator, as the report has them."""
    tahun = data.tahun
    indikator, history, renstra = (
        frame[frame["kode"] == code] for frame in (data.indikator, data.history, data.renstra)
    )
    comparison = tren.compare_years(indikator, history, tahun)
    trajectory = tren.compute_trajectory(indikator, renstra, history, tahun)
    trajectory = comparison if trajectory.empty else trajectory
    chart = trajectory.melt(["tahun"], ["target", "realisasi"], "ukuran", "nilai").dropna()
    title = f"Target dan realisasi {indikator['indikator'].iloc[0]} sampai tahun {tahun}"
    axes = ("tahun", "nilai", "ukuran") if len(set(chart["tahun"])) > 1 else ("nilai", "ukuran")
    columns = (TAHUN, "target", "realisasi", capaian_column(comparison), "perubahan")
    sources = [data.realisasi, data.renstra, data.indikator]
    shown = present("tren", title, axes, comparison, columns, sources, chart=chart)
    computed = capaian.compute_indikator(indikator, data.realisasi, tahun, data.skala)
    words = WORDS["indikator"], WORDS["satu"]["sejak"]
    sentence = Narasi(*words, each=indicators.describe_indikator(computed, tahun), tahun=tahun)
    return Chain([sentence, *shown, make_code("tren", data, kode=code)])


WITHOUT_ANSWERS = "Jawaban survei tidak ada dalam data."


def list_unsur(data: Data) -> Mapping[str, str]:
    """Names of the unsur with their codes, to the codes."""
    rows = data.unsur_skm[["kode", "unsur"]].itertuples(index=False)
    return {f"{code} {name}": code for code, name in rows}


def build_answers(data: Data, code: str | None = None, trait: str | None = None) -> Chain:
    """The answers to all unsur, to one, or to one in each group of respondents."""
    if code and trait:
        return _build_breakdown(data, code, trait)
    survey = compute_survey(data.frames)
    if survey.tally.empty:
        return Chain([Narasi(WITHOUT_ANSWERS)])
    frequency = skm.compute_frequency(survey.tally)
    answers = frequency[frequency["kode"] == code] if code else frequency
    name = f"unsur {answers['unsur'].iloc[0]}" if code else "semua unsur"
    source = [data.frames[survey.form], data.unsur_skm]
    title = f"Jawaban responden untuk {name} tahun {data.tahun}"
    names: list[str | Column] = ["jawaban"] if code else ["kode", "unsur", "jawaban"]
    shown = _present_answers(answers, title, source, names)
    copy = make_code("jawaban", data, kode=[*answers["kode"].unique()])
    sentence = [Narasi(WORDS["jawaban"], **describe_answers(answers))] if code else []
    return Chain([*sentence, *shown, copy])


def _present_answers(
    frequency: pd.DataFrame, title: str, source: Source, names: list[str | Column]
) -> list[Any]:
    single = names[0] == "jawaban"
    columns = [*names, "frekuensi", alter("persen", formula=PERCENT if single else "")]
    axes = ("persen", "jawaban") if single else ("persen", "unsur", "nilai_jawaban")
    chart = frequency.assign(nilai_jawaban=frequency["nilai"].astype(str))
    return [*present("jawaban", title, axes, frequency, columns, source, chart=chart)]


def _build_breakdown(data: Data, code: str, trait: str) -> Chain:
    """The answers to one unsur by group; a sentence where groups are not known."""
    breakdown = compute_trait_frequency(data.skm, data.unsur_skm, code, trait)
    if breakdown.empty:
        return Chain([Narasi(WORDS["satu"]["tanpa_ciri"], ciri=TRAITS[trait])])
    counts = breakdown["responden"].map(lambda n: f"({format_integer(n)} responden)")
    unsur = data.unsur_skm.set_index("kode").loc[code, "unsur"]
    title = f"Jawaban responden untuk unsur {unsur} menurut {TRAITS[trait]} tahun {data.tahun}"
    group_column = Column("kelompok", TRAITS[trait].capitalize())
    frame = breakdown.assign(kode=breakdown["kelompok"], unsur=counts)
    shown = _present_answers(frame, title, data.skm, [group_column, alter("responden"), "jawaban"])
    return Chain([*shown, make_code("ciri", data, kode=code, ciri=trait)])


MEASURES: Mapping[str, str] = {
    "Rata-rata capaian indikator kinerja utama": "capaian",
    "Indeks Kepuasan Masyarakat": "ikm",
    "Serapan anggaran": "serapan",
}
COLUMNS: list[str | Column] = [
    Column("kecamatan", "Unit"), Column("tahun", "Tahun", "tahun"),
    alter("capaian", title="Rata-rata capaian (%)", formula=""), Column("dasar", "Dihitung dari"),
    alter("ikm", formula=""),
    "mutu", "responden", "pagu", "realisasi", "serapan",
]  # fmt: skip


@memoize
def summarize_data(data: Data) -> dict[str, Any]:
    """The figures that a unit and year is compared by; those not known are NaN or None."""
    indikator = capaian.compute_indikator(data.indikator, data.realisasi, data.tahun, data.skala)
    total = anggaran.compute_total(data.anggaran).iloc[0]
    ikm = compute_survey(data.frames, data.pengaturan.bobot).ikm
    iku = capaian.select_iku(indikator, data.iku)
    return {
        "nama": f"{data.office} {data.tahun}",
        "kecamatan": data.office,
        "tahun": data.tahun,
        "capaian": iku["capaian"].mean(),
        "dasar": f"{iku['capaian'].count()} dari {len(iku)} indikator",
        **{k: ikm[k].iloc[0] if len(ikm) else None for k in ("ikm", "mutu", "responden")},
        **total[["pagu", "realisasi", "serapan"]],
    }


def build_comparison(pairs: Sequence[tuple[str, int]], measure: str) -> Chain:
    """A row and a bar for each unit and year, or why it cannot be used. measure: of MEASURES."""
    summaries, usable, unusable = [], [], []
    for unit, tahun in pairs:
        try:
            summaries.append(summarize_data(load_usable(unit, tahun)))
            usable.append((unit, tahun))
        except LkipError as error:
            unusable.append(Narasi("{pesan}", pesan=str(error)))
    if not summaries:
        return Chain([*unusable, Narasi("Pilih satu atau beberapa unit dan tahun.")])
    title = f"{measure} menurut unit dan tahun"
    source = "kinerja.xlsx, skm.xlsx, dan dpa.xlsx setiap unit dan tahun"
    axes = (MEASURES[measure], "nama")
    shown = present("banding", title, axes, pd.DataFrame(summaries), COLUMNS, source)
    return Chain([*shown, make_code("banding", None, pasangan=usable), *unusable])


LEVELS = ("program", "kegiatan", "sub_kegiatan")


def list_members(data: Data, parent: Sequence[str]) -> list[str]:
    """Programmes, or the kegiatan of the programme named, in their order."""
    return [str(name) for name in _select_part(data, parent)[LEVELS[len(parent)]].unique()]


def _select_part(data: Data, parent: Sequence[str]) -> pd.DataFrame:
    frame = data.anggaran
    for level, name in zip(LEVELS, parent, strict=False):
        frame = frame[frame[level] == name]
    return frame


def build_serapan(data: Data, parent: Sequence[str] = ()) -> Chain:
    """Serapan of the parts of `parent` (programme, kegiatan; () for all), one level below it."""
    part = _select_part(data, parent)
    level, level_name = LEVELS[len(parent)], LEVELS[len(parent)].replace("_", " ")
    detailed = anggaran.sum_anggaran(part, [level])
    total = anggaran.compute_total(part).iloc[0]
    scope = f" {format_name(parent[-1])}" if parent else ""
    title = f"Pagu, realisasi, dan serapan anggaran menurut {level_name}{scope} tahun {data.tahun}"
    columns: list[str | Column] = [alter(level), "pagu", "realisasi", "serapan"]
    footer = [ratio_footer("realisasi", "pagu", "serapan")]
    shown = present("serapan", title, ("serapan", level), detailed, columns, data.anggaran, footer)
    chosen = [*zip(LEVELS, parent, strict=False)]
    code = make_code("serapan", data, pilihan=chosen, kelompok=level)
    span = phrase_range(detailed, level, "serapan", wording=level_name)
    sentence = Narasi(WORDS["satu"]["serapan"], total=total, sebutan=level_name, rentang=span)
    return Chain([sentence, *shown, code])
