"""Evidence of an indicator's realisasi, of the kind that was chosen for it."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pandas as pd

from lkip_helpers.compute import partisipasi
from lkip_helpers.compute.evidence import list_partisipasi, sum_keaktifan
from lkip_helpers.compute.skm import compute_ipp
from lkip_helpers.compute.survey_forms import compute_survey
from lkip_helpers.intake.data import Data
from lkip_helpers.report.area import count_areas
from lkip_helpers.report.format import describe_sheet, lower_first
from lkip_helpers.rules import find_evidence
from lkip_helpers.schema.sheets import SURVEY_FORMS

Values = list[tuple[str, float]]


@dataclass(frozen=True)
class Evidence:
    """figures: each kind of evidence for one indicator and its figure; location: the sheets."""

    code: str
    indikator: str
    location: str
    figures: Values


def list_evidence(data: Data) -> Iterator[Evidence]:
    """Evidence of each reported indicator that has some, or was said to have it."""
    named = data.indikator[["kode", "indikator", "jenis_bukti"]].dropna(subset="indikator")
    for code, name, chosen in named.itertuples(index=False):
        sheets, compute = _SOURCES.get(str(find_evidence(name, chosen)), ((), lambda _: []))
        values = [(kind, float(n)) for kind, n in compute(data) if not math.isnan(n)]
        if values or (sheets and isinstance(chosen, str)):
            filled = [frame for frame in (getattr(data, n) for n in sheets) if len(frame)]
            yield Evidence(code, name, "; ".join(map(describe_sheet, filled)), values)


def _compute_ikm(data: Data) -> Values:
    ikm = compute_survey(data.frames, data.pengaturan.bobot).ikm
    return [("IKM survei", n) for n in ikm["ikm"]]


def _compute_active(data: Data) -> pd.DataFrame:
    profil = data.profil
    targets = profil.target_lembaga_kecamatan, profil.target_lembaga_kelurahan
    area, office = count_areas(data.wilayah).name, data.sebutan
    return partisipasi.compute_keaktifan(data.lembaga, *targets, area=area, office=office)


def _compute_partisipasi(data: Data) -> Values:
    guided = partisipasi.compute_pembinaan(data.pembinaan, data.profil.target_pembinaan)
    served = partisipasi.compute_sarana(data.sarana, data.wilayah)
    counted = _compute_active(data), guided, served, data.program_lokal
    evidence = list_partisipasi(*counted, count_areas(data.wilayah).name)
    return [(lower_first(str(row.bukti)), float(row.persentase)) for row in evidence.itertuples()]


_SOURCES: dict[str, tuple[tuple[str, ...], Callable[[Data], Values]]] = {
    "ipp": (("ipp",), lambda d: [("jumlah aspek IPP", n) for n in compute_ipp(d.ipp)["jumlah"]]),
    "survei": (SURVEY_FORMS, _compute_ikm),
    "lembaga": (("lembaga",), lambda d: [("lembaga aktif", sum_keaktifan(_compute_active(d)))]),
    "partisipasi": (("lembaga", "pembinaan", "sarana", "program_lokal"), _compute_partisipasi),
}
