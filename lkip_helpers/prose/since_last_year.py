"""What the Perjanjian Kinerja promises that the one of the year before did not, and the reverse."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from lkip_helpers.compute.anggaran import standard_name
from lkip_helpers.intake.data import Data, load_preceding
from lkip_helpers.prose.phrases import phrase_names


def tell_changes(data: Data) -> pd.DataFrame:
    """Rows of case, lalu, hal, banyak, nama, arah, jarak, sebelum, sesudah; none without last year.

    case: "datang" and "pergi" of what (hal) came and went, "sama" where nothing did, and "pagu".
    """
    last = load_preceding(data)
    if last is None:
        return pd.DataFrame()
    pairs = (
        ("indikator", last.pk["indikator"], data.pk["indikator"]),
        ("program", last.pk_program["program"], data.pk_program["program"]),
    )
    changes = [row for pair in pairs for row in _list_changes(*pair)] or [{"case": "sama"}]
    before, after = (int(d.anggaran["pagu"].sum()) for d in (last, data))
    way = "bertambah" if after > before else "berkurang"
    pagu = {"case": "pagu", "arah": way, "jarak": abs(after - before)}
    rows = [*changes, *[pagu | {"sebelum": before, "sesudah": after}] * (before != after)]
    return pd.DataFrame([{"lalu": last.tahun} | row for row in rows], dtype=object)


def _list_changes(noun: str, old: Any, new: Any) -> Iterator[dict[str, Any]]:
    """What is only in the new, and what was only in the old; case and spacing decide nothing."""
    for case, here, there in (("datang", new, old), ("pergi", old, new)):
        only = here[~here.map(standard_name).isin(there.map(standard_name))]
        if len(only):
            names = phrase_names(only, noun)
            yield {"case": case, "hal": noun, "banyak": len(only), "nama": names}
