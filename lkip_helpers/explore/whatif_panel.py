"""What if: one figure changed, computed by the report's own functions, beside what is."""

from dataclasses import replace
from typing import Any

import pandas as pd

from lkip_helpers.compute import anggaran, capaian, skm
from lkip_helpers.compute.survey_forms import compute_survey
from lkip_helpers.compute.whatif import change_anggaran, change_answers, change_realisasi
from lkip_helpers.explore.serapan import TIERS
from lkip_helpers.explore.shown_results import present
from lkip_helpers.intake import Data
from lkip_helpers.prose.phrases import phrase_movement
from lkip_helpers.report.columns import Column, alter
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
from lkip_helpers.report.tabel import Footer
from lkip_helpers.rules import load_scale

CURRENT, WHATIF = "Sekarang", "Andai"
_WITHOUT_ANSWERS = (
    "Tidak ada responden yang memberi nilai {dari:bilangan} pada unsur {unsur:rendah}, sehingga "
    "tidak ada yang dapat diandaikan menjawab lain."
)


def _source(frame: pd.DataFrame) -> str:
    return f"{describe_source(frame)}, dengan pengandaian"


def _pair_columns(*column: Column) -> list[str | Column]:
    """Columns as they are, then as they would be; the frame has these as `<kunci>_andai`."""
    current = [replace(k, formula="", grouping=CURRENT) for k in column]
    return [*current, *(replace(k, key=f"{k.key}_andai", grouping=WHATIF) for k in current)]


def _alter(whatif: Any, current: Any) -> str:
    """How a percentage moves; either may be one that cannot be computed."""
    if is_empty(whatif) or is_empty(current):
        return "tidak dapat dihitung" if is_empty(whatif) else f"menjadi {format_percent(whatif)}"
    return phrase_movement(whatif, current, format_percent, format_points)


def _juxtapose(current: pd.DataFrame, other: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    return current.assign(**{f"{k}_andai": other[k].to_numpy() for k in key})


def build_whatif_capaian(data: Data, code: str, target: float, realisasi: float) -> Chain:
    """Capaian of the indicators of its level, with another target and realisasi of one."""
    scale = load_scale(data.pengaturan.skala)
    altered = change_realisasi(data.realisasi, code, data.tahun, target=target, value=realisasi)
    every = [
        capaian.compute_indikator(data.indikator, r, data.tahun, scale)
        for r in (data.realisasi, altered)
    ]
    tier = every[0].set_index("kode").loc[code, "jenjang"]
    current, other = (f[f["jenjang"] == tier] for f in every)
    one_current, one_other = (f.set_index("kode").loc[code] for f in (current, other))
    mean = [capaian.compute_mean(f) for f in (current, other)]
    computed = not is_empty(one_other["capaian"])
    predikat = f" ({lower_first(one_other['predikat'])})" if computed else ""
    sentence = Narasi(
        "Andai target {indikator} adalah {target} dan realisasinya {realisasi}, capaiannya "
        "{satu}; rata-rata capaian {rerata}.",
        indikator=one_current["indikator"],
        target=phrase_quantity(target, one_current["satuan"], one_other.get("target_atas")),
        realisasi=phrase_quantity(realisasi, one_current["satuan"]),
        satu=_alter(one_other["capaian"], one_current["capaian"]) + predikat,
        rerata=_alter(mean[1], mean[0]),
    )
    pairs = ["indikator", *_pair_columns(alter("target"), alter("realisasi"), alter("capaian"))]
    shown = present(
        "andai-capaian",
        f"Capaian indikator tahun {data.tahun}, sekarang dan andai",
        ("capaian", "indikator"),
        _juxtapose(current, other, ["target", "realisasi", "capaian"]),
        pairs,
        _source(data.realisasi),
        [Footer("Rata-rata capaian", dict(zip(("capaian", "capaian_andai"), mean, strict=True)))],
        chart=other,
    )
    return Chain([sentence, *shown])


def build_whatif_ikm(data: Data, code: str, from_: int, into: int, count: int) -> Chain:
    """IKM and mutu if `count` of those who answered `from_` to an unsur had answered `into`."""
    unsur = data.unsur_skm.set_index("kode").loc[code, "unsur"]
    if not count:
        return Chain([Narasi(_WITHOUT_ANSWERS, dari=from_, unsur=unsur)])
    survey = compute_survey(data.frame, data.pengaturan.bobot)
    altered = change_answers(survey.tally, code, from_=from_, into=into, count=count)
    current, other = survey.nrr, skm.compute_nrr(altered, data.pengaturan.bobot)
    ikm = survey.ikm.iloc[0]
    new = skm.compute_ikm(other, ikm["responden"]).iloc[0]
    sentence = Narasi(
        "Andai {banyak:kata} responden yang memberi nilai {dari:bilangan} pada unsur "
        "{unsur:rendah} memberi nilai {menjadi:bilangan}, IKM {ubah}; mutunya {mutu} "
        "({kinerja:rendah}), sekarang {mutu_kini} ({kinerja_kini:rendah}).",
        banyak=count,
        dari=from_,
        menjadi=into,
        unsur=unsur,
        ubah=phrase_movement(new["ikm"], ikm["ikm"], format_number, format_number),
        mutu=new["mutu"],
        kinerja=new["kinerja"],
        mutu_kini=ikm["mutu"],
        kinerja_kini=ikm["kinerja"],
    )
    footer = {"nrr": ikm["ikm"], "mutu": ikm["mutu"],
              "nrr_andai": new["ikm"], "mutu_andai": new["mutu"]}  # fmt: skip
    shown = present(
        "andai-ikm",
        f"Nilai unsur dan IKM tahun {data.tahun}, sekarang dan andai",
        ("nrr", "unsur"),
        _juxtapose(current, other, ["nrr", "mutu"]),
        ["kode", "unsur", *_pair_columns(alter("nrr"), alter("mutu"))],
        _source(data.frame[survey.form]),
        [Footer("IKM", footer)],
        chart=other,
    )
    return Chain([sentence, *shown])


def build_whatif_serapan(data: Data, rows: Any, pagu: int, realisasi: int) -> Chain:
    """Serapan of a sub kegiatan, its kegiatan, its programme and the whole, with other amounts."""
    altered = change_anggaran(data.anggaran, rows, pagu=pagu, realisasi=realisasi)
    current, other = (_hierarchical(f, rows) for f in (data.anggaran, altered))
    program = anggaran.sum_anggaran(altered, ["program"])
    sentence = Narasi(
        "Andai pagu {nama} adalah {pagu:rupiah} dan realisasinya {realisasi:rupiah}, serapannya "
        "{satu}; serapan seluruh anggaran {semua}.",
        nama=current["lingkup"].iloc[0],
        pagu=pagu,
        realisasi=realisasi,
        satu=_alter(other["serapan"].iloc[0], current["serapan"].iloc[0]),
        semua=_alter(other["serapan"].iloc[-1], current["serapan"].iloc[-1]),
    )
    scope = Column("lingkup", "Bagian anggaran", tidy=True)
    shown = present(
        "andai-serapan",
        f"Serapan anggaran tahun {data.tahun}, sekarang dan andai",
        ("serapan", "program"),
        _juxtapose(current, other, ["pagu", "realisasi", "serapan"]),
        [scope, *_pair_columns(alter("pagu"), REALISASI, alter("serapan"))],
        _source(data.anggaran),
        chart=program,
    )
    return Chain([sentence, *shown])


def _hierarchical(frame: pd.DataFrame, rows: Any) -> pd.DataFrame:
    """One row for a sub kegiatan and one for everything it is part of, up to the whole."""
    one = frame.loc[rows]
    own, level = frame, [anggaran.compute_total(frame).assign(lingkup="Seluruh anggaran")]
    for tier in TIERS[:-1]:
        own = own[own[tier] == one[tier]]
        level.insert(0, anggaran.compute_total(own).assign(lingkup=one[tier]))
    itself = anggaran.compute_total(frame.loc[[rows]]).assign(lingkup=one[TIERS[-1]])
    return pd.concat([itself, *level], ignore_index=True)
