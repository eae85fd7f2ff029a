"""The words of plans: targets through the Renstra, those no plan holds, and what plans changed."""

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from lkip_helpers.compute.anggaran import standard_name
from lkip_helpers.intake.data import Data, load_preceding
from lkip_helpers.prose.phrases import phrase_change, phrase_direction, phrase_names
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
        nowhere = len(without) == len(document)
        cure = "; dokumen yang menetapkannya belum diketahui" if nowhere else ""
        return {"tanpa": chain_words(without), "pesan": cure}

    return add_words(current, words)


def tell_changes(data: Data) -> pd.DataFrame:
    """Rows of case, lalu, hal, banyak, nama, jarak, sebelum, sesudah; none without the year before.

    case: "datang" and "pergi" of what (hal) came and went, "sama" where nothing did; and how the
    pagu moved: "naik", "turun" or "tetap".
    """
    last = load_preceding(data)
    if last is None:
        return pd.DataFrame(columns=["case", "lalu"])
    pairs = (
        ("indikator", last.pk["indikator"], data.pk["indikator"]),
        ("program", last.pk_program["program"], data.pk_program["program"]),
    )
    changes = [row for pair in pairs for row in _list_changes(*pair)] or [{"case": "sama"}]
    before, after = (int(d.anggaran["pagu"].sum()) for d in (last, data))
    pagu = {"case": phrase_direction(after, before), "sebelum": before, "sesudah": after}
    rows = [*changes, pagu | {"jarak": abs(after - before)}]
    return pd.DataFrame([{"lalu": last.tahun} | row for row in rows], dtype=object)


def _list_changes(noun: str, old: Any, new: Any) -> Iterator[dict[str, Any]]:
    """What is only in the new, and what was only in the old; case and spacing decide nothing."""
    for case, here, there in (("datang", new, old), ("pergi", old, new)):
        only = here[~here.map(standard_name).isin(there.map(standard_name))]
        if len(only):
            names = phrase_names(only, noun)
            yield {"case": case, "hal": noun, "banyak": len(only), "nama": names}
