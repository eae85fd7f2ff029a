"""What if: one figure changed, computed by the report's own functions, beside what is."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from lkip_helpers.compute import anggaran, capaian, skm
from lkip_helpers.compute.survey_forms import compute_survey
from lkip_helpers.compute.whatif import change_anggaran, change_answers, change_realisasi
from lkip_helpers.explore.shown_results import WORDS, CellCode, phrase_code, present
from lkip_helpers.explore.views import TIERS
from lkip_helpers.intake.data import Data
from lkip_helpers.prose.phrases import phrase_movement
from lkip_helpers.report.columns import Column, Footer, alter
from lkip_helpers.report.format import (
    format_number,
    format_percent,
    format_points,
    is_empty,
    lower_first,
)
from lkip_helpers.report.layouts import REALISASI
from lkip_helpers.report.narasi import Chain, Narasi
from lkip_helpers.report.payload import describe_source
from lkip_helpers.report.quantities import phrase_quantity

SENTENCES = WORDS["satu"]


def _compare(
    sentence: Narasi,
    title: str,
    axes: Sequence[str],
    frames: Sequence[pd.DataFrame],
    names: Sequence[str | Column],
    measures: Sequence[Column],
    source: pd.DataFrame,
    code: CellCode,
    footer: Sequence[Footer] = (),
    chart: pd.DataFrame | None = None,
) -> Chain:
    """The measures of a frame as they are, then as they would be, with a chart of these."""
    current, other = frames
    both = current.assign(**{f"{k.key}_andai": other[k.key].to_numpy() for k in measures})
    now = [replace(k, formula="", grouping="Sekarang") for k in measures]
    then = [replace(k, key=f"{k.key}_andai", grouping="Andai") for k in now]
    shown = present(
        f"andai-{axes[0]}", f"{title}, sekarang dan andai", axes, both, [*names, *now, *then],
        f"{describe_source(source)}, dengan pengandaian", footer, other if chart is None else chart,
    )  # fmt: skip
    return Chain([sentence, *shown, code])


def _alter(whatif: Any, current: Any) -> str:
    """How a percentage moves; either may be one that cannot be computed."""
    if is_empty(whatif) or is_empty(current):
        return "tidak dapat dihitung" if is_empty(whatif) else f"menjadi {format_percent(whatif)}"
    return phrase_movement(whatif, current, format_percent, format_points)


def build_whatif_capaian(data: Data, code: str, target: float, realisasi: float) -> Chain:
    """Capaian of the indicators of its level, with another target and realisasi of one."""
    scale = data.skala
    altered = change_realisasi(data.realisasi, code, data.tahun, target=target, value=realisasi)
    both = (data.realisasi, altered)
    every = [capaian.compute_indikator(data.indikator, r, data.tahun, scale) for r in both]
    tier = every[0].set_index("kode").loc[code, "jenjang"]
    frames = [f[f["jenjang"] == tier] for f in every]
    now, then = (f.set_index("kode").loc[code] for f in frames)
    mean = [capaian.compute_mean(f) for f in frames]
    predikat = "" if is_empty(then["capaian"]) else f" ({lower_first(then['predikat'])})"
    sentence = Narasi(
        SENTENCES["andai_capaian"],
        indikator=now["indikator"],
        target=phrase_quantity(target, now["satuan"], then.get("target_atas")),
        realisasi=phrase_quantity(realisasi, now["satuan"]),
        satu=_alter(then["capaian"], now["capaian"]) + predikat,
        rerata=_alter(mean[1], mean[0]),
    )
    footer = Footer("Rata-rata capaian", dict(zip(("capaian", "capaian_andai"), mean, strict=True)))
    measures = [alter("target"), alter("realisasi"), alter("capaian")]
    title, axes = f"Capaian indikator tahun {data.tahun}", ("capaian", "indikator")
    copy = phrase_code("andai_capaian", data, kode=code, target=target, realisasi=realisasi)
    return _compare(
        sentence, title, axes, frames, ["indikator"], measures, data.realisasi, copy, [footer]
    )


def build_whatif_ikm(data: Data, code: str, from_: int, into: int, count: int) -> Chain:
    """IKM and mutu if `count` of those who answered `from_` to an unsur had answered `into`."""
    unsur = data.unsur_skm.set_index("kode").loc[code, "unsur"]
    if not count:
        return Chain([Narasi(SENTENCES["andai_tanpa"], dari=from_, unsur=unsur)])
    survey = compute_survey(data.frame, data.pengaturan.bobot)
    altered = change_answers(survey.tally, code, from_=from_, into=into, count=count)
    other = skm.compute_nrr(altered, data.pengaturan.bobot)
    ikm = survey.ikm.iloc[0]
    new = skm.compute_ikm(other, ikm["responden"]).iloc[0]
    moved = phrase_movement(new["ikm"], ikm["ikm"], format_number, format_number)
    said: Any = {"banyak": count, "dari": from_, "menjadi": into, "unsur": unsur, "ubah": moved}
    sentence = Narasi(SENTENCES["andai_ikm"], baru=new, kini=ikm, **said)
    footer = {"nrr": ikm["ikm"], "mutu": ikm["mutu"],
              "nrr_andai": new["ikm"], "mutu_andai": new["mutu"]}  # fmt: skip
    title, axes = f"Nilai unsur dan IKM tahun {data.tahun}", ("nrr", "unsur")
    frames, measures = (survey.nrr, other), (alter("nrr"), alter("mutu"))
    source, footers = data.frame[survey.form], [Footer("IKM", footer)]
    chosen = {"kode": code, "dari": from_, "menjadi": into, "banyak": count}
    copy = phrase_code("andai_ikm", data, **chosen)
    names = ["kode", "unsur"]
    return _compare(sentence, title, axes, frames, names, measures, source, copy, footers)


def build_whatif_serapan(data: Data, rows: Any, pagu: int, realisasi: int) -> Chain:
    """Serapan of a sub kegiatan, its kegiatan, its programme and the whole, with other amounts."""
    altered = change_anggaran(data.anggaran, rows, pagu=pagu, realisasi=realisasi)
    current, other = frames = [_list_levels(f, rows) for f in (data.anggaran, altered)]
    one, whole = (_alter(other["serapan"].iloc[i], current["serapan"].iloc[i]) for i in (0, -1))
    said: dict[str, Any] = {"pagu": pagu, "realisasi": realisasi, "satu": one, "semua": whole}
    sentence = Narasi(SENTENCES["andai_serapan"], nama=current["lingkup"].iloc[0], **said)
    scope = Column("lingkup", "Bagian anggaran", title_case=True)
    title, axes = f"Serapan anggaran tahun {data.tahun}", ("serapan", "program")
    measures, program = (alter("pagu"), REALISASI, alter("serapan")), ["program"]
    chart = anggaran.sum_anggaran(altered, program)
    copy = phrase_code("andai_serapan", data, baris=rows, pagu=pagu, realisasi=realisasi)
    source = data.anggaran
    return _compare(sentence, title, axes, frames, [scope], measures, source, copy, (), chart)


def _list_levels(frame: pd.DataFrame, rows: Any) -> pd.DataFrame:
    """One row for a sub kegiatan and one for everything it is part of, up to the whole."""
    one, own = frame.loc[rows], frame
    levels = [anggaran.compute_total(frame).assign(lingkup="Seluruh anggaran")]
    for tier in TIERS[:-1]:
        own = own[own[tier] == one[tier]]
        levels.insert(0, anggaran.compute_total(own).assign(lingkup=one[tier]))
    itself = anggaran.compute_total(frame.loc[[rows]]).assign(lingkup=one[TIERS[-1]])
    return pd.concat([itself, *levels], ignore_index=True)
