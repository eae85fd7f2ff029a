"""Evidence of an indicator's realisasi, of the kind that was chosen for it."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from lkip_helpers.compute import ipp, partisipasi
from lkip_helpers.compute.evidence import list_partisipasi, sum_keaktifan
from lkip_helpers.compute.survey_forms import compute_survey
from lkip_helpers.intake.data import Data
from lkip_helpers.report.area import count_areas
from lkip_helpers.report.format import describe_sheet, lower_first
from lkip_helpers.rules import find_evidence
from lkip_helpers.schema.survey import SURVEY_FORMS

Values = list[tuple[str, float]]


@dataclass(frozen=True)
class Evidence:
    """What the data proves for one indicator: kind of evidence and value; location: where it is."""

    code: str
    indikator: str
    location: str
    value: Values


def list_evidence(data: Data) -> list[Evidence]:
    """Evidence of each reported indicator that has some."""
    result = []
    column = ["kode", "indikator", "jenis_bukti"]
    for code, name, chosen in data.indikator[column].itertuples(index=False):
        sheet, compute = _SOURCES.get(str(find_evidence(name, chosen)), ((), _nothing))
        value = [(n, v) for n, v in compute(data) if not math.isnan(v)]
        if value:
            content = [f for f in (getattr(data, n) for n in sheet) if len(f)]
            result.append(Evidence(code, name, "; ".join(map(describe_sheet, content)), value))
    return result


def _nothing(_: Data) -> Values:
    return []


def _ipp(data: Data) -> Values:
    return [("jumlah aspek IPP", float(n)) for n in ipp.compute_ipp(data.ipp)["jumlah"]]


def _ikm(data: Data) -> Values:
    ikm = compute_survey(data.frame, data.pengaturan.bobot).ikm
    return [("IKM survei", float(n)) for n in ikm["ikm"]]


def _keaktifan(data: Data) -> Values:
    return [("lembaga aktif", sum_keaktifan(_active(data)))]


def _active(data: Data) -> pd.DataFrame:
    p = data.profil
    return partisipasi.compute_keaktifan(
        data.lembaga,
        p.target_lembaga_kecamatan,
        p.target_lembaga_kelurahan,
        area=count_areas(data.wilayah).name,
    )


def _partisipasi(data: Data) -> Values:
    evidence = list_partisipasi(
        _active(data),
        partisipasi.compute_pembinaan(data.pembinaan, data.profil.target_pembinaan),
        partisipasi.compute_sarana(data.sarana, data.wilayah),
        data.program_lokal,
        count_areas(data.wilayah).name,
    )
    return [(lower_first(str(b.bukti)), float(b.persentase)) for b in evidence.itertuples()]


_SOURCES: dict[str, tuple[tuple[str, ...], Callable[[Data], Values]]] = {
    "ipp": (("ipp",), _ipp),
    "survei": (SURVEY_FORMS, _ikm),
    "lembaga": (("lembaga",), _keaktifan),
    "partisipasi": (("lembaga", "pembinaan", "sarana", "program_lokal"), _partisipasi),
}
