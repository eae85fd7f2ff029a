"""The words of targets: their way through the Renstra, and those that no plan holds."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from lkip_helpers.prose.phrases import phrase_change
from lkip_helpers.report.format import is_empty
from lkip_helpers.report.frame_rows import add_words
from lkip_helpers.report.narasi import chain_words
from lkip_helpers.report.quantities import UPPER, phrase_quantity


def tell_path(target: pd.DataFrame, tahun: int) -> pd.DataFrame:
    """Indikator with ubah, awal, akhir, ini (the target of this year) and case.

    case: "tetap" where every year has the same target, else "lengkap"; "tidak" where too few have.
    target: indikator, satuan and one column a year (pivot_target).
    """
    years = [str(k) for k in target.columns if str(k).isdigit()]
    rows = [_path(b, years, tahun) for _, b in target.iterrows()]
    return pd.DataFrame(rows, columns=["indikator", "case", "ubah", "awal", "akhir", "ini"])


def _path(b: "pd.Series[Any]", years: list[str], tahun: int) -> dict[str, Any]:
    filled_in = [t for t in years if not is_empty(b[t])]
    if len(filled_in) < 2:
        return {"indikator": b["indikator"], "case": "tidak"}
    initial, end, this_one = filled_in[0], filled_in[-1], b.get(str(tahun))
    upper = b.get(f"{end}{UPPER}"), b.get(f"{initial}{UPPER}")
    own = phrase_quantity(this_one, b["satuan"], b.get(f"{tahun}{UPPER}"))
    targets = {(b[t], str(b.get(f"{t}{UPPER}"))) for t in years}
    return {
        "indikator": b["indikator"],
        "case": "lengkap" if len(targets) > 1 else "tetap",
        "ubah": phrase_change(b[end], b[initial], b["satuan"], upper),
        "awal": initial,
        "akhir": end,
        "ini": "" if is_empty(this_one) else own,
    }


def list_unplanned(
    realisasi: pd.DataFrame,
    indikator: pd.DataFrame,
    document: Mapping[str, pd.DataFrame],
    tahun: int,
) -> pd.DataFrame:
    """The indicators with a target this year that the first document lacks.

    Adds tanpa (the documents without it) and pesan (to add where none has it).
    realisasi: kode, tahun, target, keterangan. indikator: kode, indikator, satuan. document: name →
    frame with kode, the Renstra first.
    """
    renstra = next(iter(document.values()))
    current = realisasi[(realisasi["tahun"] == tahun) & ~realisasi["kode"].isin(renstra["kode"])]
    current = current.dropna(subset="target").merge(indikator[["kode", "satuan"]], on="kode")

    def words(b: Any) -> dict[str, Any]:
        without = [name for name, d in document.items() if b.kode not in set(d["kode"])]
        nowhere = "; dokumen yang menetapkannya belum diketahui" * (len(without) == len(document))
        return {"tanpa": chain_words(without), "pesan": nowhere}

    return add_words(current, words)
