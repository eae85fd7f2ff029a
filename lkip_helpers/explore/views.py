"""What the explorer shows: an indicator over the years, absorption, answers, units side by side."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from lkip_helpers.compute import anggaran, capaian, skm, tren
from lkip_helpers.compute.sample import compute_trait_frequency
from lkip_helpers.compute.survey_forms import compute_survey
from lkip_helpers.explore.panel import NotYetUsable, Pair, fits
from lkip_helpers.explore.shown_results import WORDS, phrase_code, present
from lkip_helpers.intake.data import Data
from lkip_helpers.intake.once import once
from lkip_helpers.prose import indicators
from lkip_helpers.prose.phrases import phrase_range
from lkip_helpers.prose.survey_words import PERCENT, TRAITS, describe_answers
from lkip_helpers.report.columns import Column, alter
from lkip_helpers.report.format import format_integer, format_name
from lkip_helpers.report.layouts import REALISASI, TAHUN, capaian_column, ratio_footer
from lkip_helpers.report.narasi import Chain, Narasi
from lkip_helpers.report.payload import Source


def list_indikator(data: Data) -> Mapping[str, str]:
    """Names of the indicators that have realisasi in the year, to their codes: most years first."""
    years = data.history["kode"].value_counts()
    reported = data.realisasi[data.realisasi["tahun"] == data.tahun]["kode"]
    own = data.indikator[data.indikator["kode"].isin(reported)]
    own = own.sort_values("kode", key=lambda k: -k.map(years).fillna(0), kind="stable")
    return dict(zip(own["indikator"], own["kode"], strict=True))


def build_trend(data: Data, code: str) -> Chain:
    """Chart, table and sentence of one indicator, as the report has them of all."""
    tahun = data.tahun
    own, history, renstra = (
        frame[frame["kode"] == code] for frame in (data.indikator, data.history, data.renstra)
    )
    comparison = tren.compare_years(own, history, tahun)
    trajectory = tren.compute_trajectory(own, renstra, history, tahun)
    trajectory = comparison if trajectory.empty else trajectory
    chart = trajectory.melt(["tahun"], ["target", "realisasi"], "ukuran", "nilai").dropna()
    title = f"Target dan realisasi {own['indikator'].iloc[0]} sampai tahun {tahun}"
    axes = ("tahun", "nilai", "ukuran") if len(set(chart["tahun"])) > 1 else ("nilai", "ukuran")
    columns = (TAHUN, "target", "realisasi", capaian_column(comparison), "perubahan")
    sources = [data.realisasi, data.renstra, data.indikator]
    shown = present("tren", title, axes, comparison, columns, sources, chart=chart)
    computed = capaian.compute_indikator(own, data.realisasi, tahun, data.skala)
    words = WORDS["indikator"], WORDS["satu"]["sejak"]
    told = Narasi(*words, each=indicators.describe_indikator(computed, tahun), tahun=tahun)
    return Chain([told, *shown, phrase_code("tren", data, kode=code)])


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
    told = [Narasi(WORDS["jawaban"], **describe_answers(own))] if code else []
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


MEASURE: Mapping[str, str] = {
    "Rata-rata capaian indikator kinerja utama": "capaian",
    "Indeks Kepuasan Masyarakat": "ikm",
    "Serapan anggaran": "serapan",
}
COLUMNS: list[str | Column] = [
    Column("kecamatan", "Kecamatan"), Column("tahun", "Tahun", "tahun"),
    alter("capaian", title="Rata-rata capaian (%)", formula=""), alter("ikm", formula=""),
    "mutu", "responden", "pagu", REALISASI, "serapan",
]  # fmt: skip


@once
def summarize_data(data: Data) -> dict[str, Any]:
    """The figures of one unit and year to compare it by; what is not known is NaN or None."""
    indikator = capaian.compute_indikator(data.indikator, data.realisasi, data.tahun, data.skala)
    total = anggaran.compute_total(data.anggaran).iloc[0]
    ikm = compute_survey(data.frame, data.pengaturan.bobot).ikm
    return {
        "nama": f"{data.profil.nama} {data.tahun}",
        "kecamatan": data.profil.nama,
        "tahun": data.tahun,
        "capaian": capaian.compute_mean(capaian.select_iku(indikator, data.iku)),
        **{k: ikm[k].iloc[0] if len(ikm) else None for k in ("ikm", "mutu", "responden")},
        **total[["pagu", "realisasi", "serapan"]],
    }


def build_comparison(pair: Sequence[Pair], measure: str) -> Chain:
    """A row and a bar for each unit and year; those whose data cannot be used are named."""
    rows, usable, without = [], [], []
    for unit, tahun in pair:
        try:
            rows.append(summarize_data(fits(unit, tahun)))
            usable.append((unit, tahun))
        except NotYetUsable as error:
            without.append(Narasi("{pesan}", pesan=str(error)))
    if not rows:
        return Chain([*without, Narasi("Pilih satu atau beberapa kecamatan dan tahun.")])
    title = f"{measure} menurut kecamatan dan tahun"
    source = "kinerja.xlsx, skm.xlsx, dan dpa.xlsx setiap kecamatan dan tahun"
    axes = (MEASURE[measure], "nama")
    shown = present("banding", title, axes, pd.DataFrame(rows), COLUMNS, source)
    return Chain([*shown, phrase_code("banding", None, pasangan=usable), *without])


TIERS = ("program", "kegiatan", "sub_kegiatan")


def list_members(data: Data, parent: Sequence[str]) -> list[str]:
    """Programmes, or the kegiatan of the programme named, in their order."""
    return [str(n) for n in _choose(data, parent)[TIERS[len(parent)]].unique()]


def _choose(data: Data, parent: Sequence[str]) -> pd.DataFrame:
    frame = data.anggaran
    for tier, name in zip(TIERS, parent, strict=False):
        frame = frame[frame[tier] == name]
    return frame


def build_serapan(data: Data, parent: Sequence[str] = ()) -> Chain:
    """What the group named by `parent` (programme, kegiatan) is made of, one level further down."""
    own = _choose(data, parent)
    tier = TIERS[len(parent)]
    wording = tier.replace("_", " ")
    detailed = anggaran.sum_anggaran(own, [tier])
    total = anggaran.compute_total(own).iloc[0]
    scope = f" {format_name(parent[-1])}" if parent else ""
    title = f"Pagu, realisasi, dan serapan anggaran menurut {wording}{scope} tahun {data.tahun}"
    column: list[str | Column] = [alter(tier), "pagu", REALISASI, "serapan"]
    footer = [ratio_footer("realisasi", "pagu", "serapan")]
    shown = present("serapan", title, ("serapan", tier), detailed, column, data.anggaran, footer)
    chosen = [*zip(TIERS, parent, strict=False)]
    code = phrase_code("serapan", data, pilihan=chosen, kelompok=tier)
    span = phrase_range(detailed, tier, "serapan", wording=wording)
    told = Narasi(WORDS["satu"]["serapan"], total=total, sebutan=wording, rentang=span)
    return Chain([told, *shown, code])
