"""What if: results with one figure changed, computed by the report's functions, beside today's."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from lkip_helpers.compute import anggaran, capaian, skm
from lkip_helpers.compute.survey_forms import compute_survey
from lkip_helpers.compute.whatif import change_anggaran, change_answers, change_realisasi
from lkip_helpers.errors import LkipError
from lkip_helpers.explore.shown_results import WORDS, HoverChart, make_code, present
from lkip_helpers.explore.views import LEVELS
from lkip_helpers.intake.data import Data
from lkip_helpers.prose.phrases import phrase_movement
from lkip_helpers.report import format as fmt
from lkip_helpers.report.columns import REALISASI, Column, Footer, alter
from lkip_helpers.report.narasi import Chain, Narasi
from lkip_helpers.report.payload import describe_source
from lkip_helpers.report.quantities import phrase_quantity
from lkip_helpers.report.tabel import Tabel
from lkip_helpers.schema.numbers import parse_number

SENTENCES = WORDS["satu"]


def _present_both(
    title: str,
    axes: Sequence[str],
    frames: Sequence[pd.DataFrame],
    names: Sequence[str | Column],
    measures: Sequence[Column],
    source: pd.DataFrame,
    footer: Sequence[Footer] = (),
    chart: pd.DataFrame | None = None,
) -> list[HoverChart | Tabel]:
    """Measures of a frame as they are and as they would be, with a chart of the latter.

    frames: both, with equal rows. names: columns of their names.
    """
    current, whatif = frames
    both = current.assign(**{f"{m.key}_andai": whatif[m.key].to_numpy() for m in measures})
    now = [replace(m, formula="", grouping="Sekarang") for m in measures]
    then = [replace(m, key=f"{m.key}_andai", grouping="Andai") for m in now]
    columns, chart = [*names, *now, *then], (whatif if chart is None else chart)
    return present(
        f"andai-{axes[0]}", f"{title}, sekarang dan andai", axes, both, columns,
        f"{describe_source(source)}, dengan pengandaian", footer, chart,
    )  # fmt: skip


def _phrase_change(whatif: Any, current: Any) -> str:
    """How a percentage changes; either may be one that cannot be computed."""
    if fmt.is_empty(whatif):
        return "tidak dapat dihitung"
    if fmt.is_empty(current):
        return f"menjadi {fmt.format_percent(whatif)}"
    say = "{}\u00a0poin persen".format
    return phrase_movement(whatif, current, fmt.format_percent, lambda n: say(fmt.format_number(n)))


def _read_typed(name: str, *, whole: bool = False, **typed: Any) -> list[Any]:
    """Figures as they are typed. Raises LkipError where one is not known, NotNumber."""
    numbers = {key: parse_number(value, whole=whole) for key, value in typed.items()}
    if unknown := [key for key, number in numbers.items() if number is None]:
        raise LkipError(SENTENCES["andai_belum"].format(" dan ".join(unknown).capitalize(), name))
    return [*numbers.values()]


def build_whatif_capaian(data: Data, code: str, target: Any, realisasi: Any) -> Chain:
    """Capaian of the indicators of one level, with another target and realisasi for one of them."""
    tahun, name = data.tahun, data.indikator.set_index("kode").loc[code, "indikator"]
    target, realisasi = _read_typed(name, target=target, realisasi=realisasi)
    altered = change_realisasi(data.realisasi, code, tahun, target=target, value=realisasi)
    frames = [
        capaian.compute_indikator(data.indikator, frame, tahun, data.skala)
        for frame in (data.realisasi, altered)
    ]
    level = frames[0].set_index("kode").loc[code, "jenjang"]
    frames = [f[f["jenjang"] == level] for f in frames]
    current, whatif = (f.set_index("kode").loc[code] for f in frames)
    means = [f["capaian"].mean() for f in frames]
    computable = not fmt.is_empty(whatif["capaian"])
    predikat = f" ({fmt.lower_first(whatif['predikat'])})"
    sentence = Narasi(
        SENTENCES["andai_capaian"],
        indikator=current["indikator"],
        target=phrase_quantity(target, current["satuan"], whatif.get("target_atas")),
        realisasi=phrase_quantity(realisasi, current["satuan"]),
        satu=_phrase_change(whatif["capaian"], current["capaian"]) + predikat * computable,
        rerata=_phrase_change(means[1], means[0]),
    )
    footer = Footer("Rata-rata capaian", {"capaian": means[0], "capaian_andai": means[1]})
    measures = [alter("target"), alter("realisasi"), alter("capaian")]
    title, axes = f"Capaian indikator tahun {tahun}", ("capaian", "indikator")
    copy = make_code("andai_capaian", data, kode=code, target=target, realisasi=realisasi)
    names, source = ["indikator"], data.realisasi
    shown = _present_both(title, axes, frames, names, measures, source, [footer])
    return Chain([sentence, *shown, copy])


def build_whatif_ikm(data: Data, code: str, from_: int, into: int, count: int) -> Chain:
    """IKM and mutu if `count` of those who answered `from_` to an unsur had answered `into`."""
    unsur = data.unsur_skm.set_index("kode").loc[code, "unsur"]
    if not count:
        return Chain([Narasi(SENTENCES["andai_tanpa"], dari=from_, unsur=unsur)])
    survey = compute_survey(data.frames, data.pengaturan.bobot)
    changed = change_answers(survey.tally, code, from_=from_, into=into, count=count)
    nrr = skm.compute_nrr(changed, data.pengaturan.bobot)
    ikm = survey.ikm.iloc[0]
    changed_ikm = skm.compute_ikm(nrr, ikm["responden"]).iloc[0]
    movement = phrase_movement(changed_ikm["ikm"], ikm["ikm"], fmt.format_number, fmt.format_number)
    words: Any = {"banyak": count, "dari": from_, "menjadi": into, "unsur": unsur, "ubah": movement}
    sentence = Narasi(SENTENCES["andai_ikm"], baru=changed_ikm, kini=ikm, **words)
    footer = {"nrr": ikm["ikm"], "mutu": ikm["mutu"],
              "nrr_andai": changed_ikm["ikm"], "mutu_andai": changed_ikm["mutu"]}  # fmt: skip
    title, axes = f"Nilai unsur dan IKM tahun {data.tahun}", ("nrr", "unsur")
    frames, measures = (survey.nrr, nrr), (alter("nrr"), alter("mutu"))
    source, footers = data.frames[survey.form], [Footer("IKM", footer)]
    shown = _present_both(title, axes, frames, ["kode", "unsur"], measures, source, footers)
    copy = make_code("andai_ikm", data, kode=code, dari=from_, menjadi=into, banyak=count)
    return Chain([sentence, *shown, copy])


def build_whatif_serapan(data: Data, row: Any, pagu: Any, realisasi: Any) -> Chain:
    """Serapan of a sub kegiatan, its kegiatan, its programme and the whole, with other amounts.

    row: index label of the sub kegiatan. pagu, realisasi: its amounts, rupiah.
    """
    name = data.anggaran.loc[row, "sub_kegiatan"]
    pagu, realisasi = _read_typed(name, whole=True, pagu=pagu, realisasi=realisasi)
    altered = change_anggaran(data.anggaran, row, pagu=pagu, realisasi=realisasi)
    current, whatif = frames = [_list_levels(f, row) for f in (data.anggaran, altered)]
    changes = [*map(_phrase_change, whatif["serapan"], current["serapan"])]
    words: dict[str, Any] = {"satu": changes[0], "semua": changes[-1]}
    words |= {"nama": current["lingkup"].iloc[0], "pagu": pagu, "realisasi": realisasi}
    sentence = Narasi(SENTENCES["andai_serapan"], **words)
    scope = Column("lingkup", "Bagian anggaran", title_case=True)
    title, axes = f"Serapan anggaran tahun {data.tahun}", ("serapan", "program")
    measures, program = (alter("pagu"), REALISASI, alter("serapan")), ["program"]
    chart = anggaran.sum_anggaran(altered, program)
    shown = _present_both(title, axes, frames, [scope], measures, data.anggaran, (), chart)
    copy = make_code("andai_serapan", data, baris=row, pagu=pagu, realisasi=realisasi)
    return Chain([sentence, *shown, copy])


def _list_levels(frame: pd.DataFrame, row: Any) -> pd.DataFrame:
    """A row for a sub kegiatan and one for each level above it, up to the whole budget."""
    selected, part = frame.loc[row], frame
    levels = [anggaran.compute_total(frame).assign(lingkup="Seluruh anggaran")]
    for level in LEVELS[:-1]:
        part = part[part[level] == selected[level]]
        levels.insert(0, anggaran.compute_total(part).assign(lingkup=selected[level]))
    own_level = anggaran.compute_total(frame.loc[[row]]).assign(lingkup=selected[LEVELS[-1]])
    return pd.concat([own_level, *levels], ignore_index=True)
