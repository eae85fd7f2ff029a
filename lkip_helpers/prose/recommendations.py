"""What the figures call for, apart from the steps that the workbook records."""

import pandas as pd

from lkip_helpers.compute.rounding import judge_capaian
from lkip_helpers.prose.phrases import phrase_names


def list_advice(iku: pd.DataFrame, open_items: pd.DataFrame, outside: pd.DataFrame) -> pd.DataFrame:
    """A row a piece of advice: case ("target", "bukti", "pk"), indikator, jumlah.

    Nobody wrote them in a workbook, and the text says so.
    iku: compute_indikator. open_items: compare_open. outside: rows of compare_pk_dpa with more pagu
    than was promised.
    """
    judged = iku.dropna(subset=["capaian"])
    short = judged["indikator"][judged["judged"].map(judge_capaian) < 0]
    names = phrase_names(short, limit=len(short))
    missed = [{"case": "target", "indikator": names}] * bool(len(short))
    doubt = [{"case": "bukti", "jumlah": len(open_items)}] * bool(len(open_items))
    money = [{"case": "pk", "jumlah": outside["selisih"].sum()}] * bool(len(outside))
    return pd.DataFrame(
        [*missed, *doubt, *money], columns=["case", "indikator", "jumlah"], dtype=object
    )
