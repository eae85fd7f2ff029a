"""The words of a realisasi that does, or does not, follow from its evidence."""

from typing import Any

import pandas as pd

from lkip_helpers.prose.phrases import phrase_difference, phrase_result
from lkip_helpers.report.frame_rows import add_words


def tell(comparison: pd.DataFrame) -> pd.DataFrame:
    """`comparison` with jarak, status, status_bukti, and case.

    case: "sama"; or "searah" where both say the same of the target, else "berlawanan".
    comparison: compare_evidence.
    """
    return add_words(comparison, _words)


def _words(b: Any) -> dict[str, Any]:
    reported, proven = (phrase_result(c, b.polaritas) for c in (b.capaian, b.capaian_bukti))
    other = "searah" if reported == proven else "berlawanan"
    return {
        "case": "sama" if b.sesuai else other,
        "jarak": phrase_difference(b.realisasi, b.bukti, b.satuan),
        "status": reported,
        "status_bukti": proven,
    }
