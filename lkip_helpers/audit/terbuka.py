"""Which reported realisasi the data do not bear out: decided here, for every sentence alike."""

import pandas as pd

from lkip_helpers.aturan import Skala
from lkip_helpers.audit.bukti import list_bukti
from lkip_helpers.audit.konsistensi import KUNCI_BUKTI, check_konsistensi
from lkip_helpers.compute.bukti import compare_bukti, replace_bukti
from lkip_helpers.intake.data import Data


def compare_terbuka(data: Data, capaian: pd.DataFrame) -> pd.DataFrame:
    """The indicators whose realisasi differs from its evidence while nobody has explained why.

    capaian: compute_indikator. Returns its rows and columns with bukti, selisih (unit of the
    realisasi) and capaian_bukti (percent) of compare_bukti; these are NaN where several kinds of
    evidence speak of the indicator, for they yield no single figure.
    """
    temuan = (k for k in check_konsistensi(data) if k.kunci.startswith(KUNCI_BUKTI) and k.terbuka)
    kode = {k.kunci.removeprefix(KUNCI_BUKTI) for k in temuan}
    satu = {b.kode: b.nilai[0][1] for b in list_bukti(data) if len(b.nilai) == 1}
    milik = capaian[capaian["kode"].isin(kode)]
    return milik.join(compare_bukti(milik, satu)[["bukti", "selisih", "capaian_bukti"]])


def weigh_bukti(
    data: Data, capaian: pd.DataFrame, skala: Skala
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What is in doubt (compare_terbuka), and `capaian` as its evidence gives it."""
    terbuka = compare_terbuka(data, capaian)
    return terbuka, replace_bukti(capaian, terbuka, skala)
