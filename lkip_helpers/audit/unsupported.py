"""Which reported realisasi the data do not bear out: decided here, for every sentence alike."""

import pandas as pd

from lkip_helpers.audit.agreement import EVIDENCE_KEY
from lkip_helpers.audit.consistency import check_consistency
from lkip_helpers.audit.indicator_evidence import list_evidence
from lkip_helpers.compute.capaian import compute_indikator
from lkip_helpers.compute.evidence import compare_evidence, replace_evidence
from lkip_helpers.intake.data import Data
from lkip_helpers.intake.once import once
from lkip_helpers.rules import Scale


@once
def weigh_indikator(data: Data) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Indicators of the year, which of them are in doubt, and all as their evidence gives them.

    That is compute_indikator and weigh_evidence, which several chapters of a report need.
    """
    scale = data.skala
    indikator = compute_indikator(data.indikator, data.realisasi, data.tahun, scale)
    return indikator, *weigh_evidence(data, indikator, scale)


def compare_open(data: Data, capaian: pd.DataFrame) -> pd.DataFrame:
    """The indicators whose realisasi differs from its evidence while nobody has explained why.

    capaian: compute_indikator. Returns its rows and columns with bukti, selisih (unit of the
    realisasi) and capaian_bukti (percent) of compare_evidence; these are NaN where several kinds of
    evidence speak of the indicator, for they yield no single figure.
    """
    open_keys = {k.key for k in check_consistency(data) if k.open_items}
    own = capaian[(EVIDENCE_KEY + capaian["kode"]).isin(open_keys)]
    one = {b.code: b.value[0][1] for b in list_evidence(data) if len(b.value) == 1}
    return own.join(compare_evidence(own, one)[["bukti", "selisih", "capaian_bukti"]])


def weigh_evidence(
    data: Data, capaian: pd.DataFrame, scale: Scale
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What is in doubt (compare_open), and `capaian` as its evidence gives it."""
    open_items = compare_open(data, capaian)
    return open_items, replace_evidence(capaian, open_items, scale)
