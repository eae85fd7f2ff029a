"""Units and years beside one another."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from lkip_helpers.compute import anggaran, capaian
from lkip_helpers.compute.survey_forms import compute_survey
from lkip_helpers.explore.choices import NotYetUsable, Pair, fits
from lkip_helpers.explore.shown_results import phrase_code, present
from lkip_helpers.intake import Data
from lkip_helpers.intake.once import once
from lkip_helpers.report.columns import Column, alter
from lkip_helpers.report.layouts import REALISASI
from lkip_helpers.report.narasi import Chain, Narasi

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
