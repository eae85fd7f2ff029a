"""Which reported realisasi the data do not bear out: decided here, for every sentence alike."""

import pandas as pd

from lkip_helpers.audit.agreement import EVIDENCE_KEY
from lkip_helpers.audit.consistency import check_consistency
from lkip_helpers.audit.indicator_evidence import list_evidence
from lkip_helpers.compute.capaian import compute_indikator
from lkip_helpers.compute.evidence import compare_evidence, replace_evidence
from lkip_helpers.intake.data import Data
from lkip_helpers.intake.once import once


@once
def weigh_indikator(data: Data) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Indicators of the year, which of them are in doubt, and all as their evidence gives them.

    In doubt is one whose realisasi differs from its evidence while nobody has explained why: its
    row of compute_indikator with bukti, selisih (unit of the realisasi) and capaian_bukti (percent)
    of compare_evidence, which are NaN where several kinds of evidence speak of it, for they yield
    no single figure. The last is replace_evidence.
    """
    every = compute_indikator(data.indikator, data.realisasi, data.tahun, data.skala)
    open_keys = {k.key for k in check_consistency(data) if k.open_items}
    own = every[(EVIDENCE_KEY + every["kode"]).isin(open_keys)]
    one = {b.code: b.value[0][1] for b in list_evidence(data) if len(b.value) == 1}
    doubts = own.join(compare_evidence(own, one)[["bukti", "selisih", "capaian_bukti"]])
    return every, doubts, replace_evidence(every, doubts, data.skala)
