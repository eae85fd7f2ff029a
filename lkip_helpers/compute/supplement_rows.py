"""Computed columns of the sheets of pelengkap.xlsx, added before they are shown."""

from collections.abc import Mapping

import pandas as pd

from lkip_helpers.compute.capaian import compute_capaian
from lkip_helpers.compute.lineage import join_columns, sum_groups
from lkip_helpers.compute.rounding import read_printed
from lkip_helpers.rules import load_mutu
from lkip_helpers.schema.cells import standardize_name

Frames = Mapping[str, pd.DataFrame]
_LEVELS = {"program": "program", "kegiatan": "kegiatan", "sub kegiatan": "sub_kegiatan"}


def name_indikator(frame: pd.DataFrame, frames: Frames) -> pd.DataFrame:
    """`frame` with sasaran and indikator of each kode, and satuan where it has none of its own."""
    parent = frames["indikator"].set_index("kode")
    names = {"sasaran", "indikator", "satuan"} - {*frame}
    return frame.assign(**{k: frame["kode"].map(parent[k]) for k in names})


def grade_ikm(frame: pd.DataFrame, _: Frames) -> pd.DataFrame:
    """`frame` with the mutu of each ikm, looked up as it is printed."""
    return frame.assign(mutu=[load_mutu().find(read_printed(v)).kunci for v in frame["ikm"]])


def join_budget(frame: pd.DataFrame, frames: Frames) -> pd.DataFrame:
    """`frame` with capaian (percent), and pagu and belanja (rupiah) of the DPA under that name.

    frame: jenjang, nama, target, realisasi and arah, the polaritas. A programme is found with and
    without the word Program; amounts of several units are summed. NaN where the DPA has no such
    name. Notes the cells behind the amounts.
    """
    result = compute_capaian(frame.assign(polaritas=frame["arah"]))
    budget, levels = frames["anggaran"], []
    for level, column in _LEVELS.items():
        named = budget.dropna(subset=column)
        levels.append(named.assign(jenjang=level, baku=named[column].map(standardize_name)))
    on = ["jenjang", "baku"]
    totals = sum_groups(pd.concat(levels), on, ["pagu", "realisasi"], min_count=1)
    result["baku"] = frame["nama"].map(standardize_name)
    columns = {"pagu": "pagu", "belanja": "realisasi"}
    joined = join_columns(result, totals, columns, on).astype(dict.fromkeys(columns, float))
    return joined.drop(columns="baku").rename_axis(frame.index.name)
