"""What the sheets of pelengkap.xlsx become before they are shown."""

from collections.abc import Mapping

import pandas as pd

from lkip_helpers.compute.anggaran import standardize_name
from lkip_helpers.compute.capaian import compute_capaian
from lkip_helpers.compute.lineage import Note, list_notes, note_origin, sum_groups
from lkip_helpers.compute.rounding import read_printed
from lkip_helpers.rules import load_mutu

Frames = Mapping[str, pd.DataFrame]
_LEVELS = {"program": "program", "kegiatan": "kegiatan", "sub kegiatan": "sub_kegiatan"}


def name_indikator(frame: pd.DataFrame, frames: Frames) -> pd.DataFrame:
    """`frame` with sasaran and indikator of each kode, and satuan where it has none of its own."""
    parent = frames["indikator"].set_index("kode")
    names = {"sasaran", "indikator", "satuan"} - {*frame}
    return frame.assign(**{k: frame["kode"].map(parent[k]) for k in names})


def grade_ikm(frame: pd.DataFrame, _: Frames) -> pd.DataFrame:
    """`frame` with the mutu of each ikm, judged as it is printed."""
    return frame.assign(mutu=[load_mutu().find(read_printed(v)).kunci for v in frame["ikm"]])


def join_budget(frame: pd.DataFrame, frames: Frames) -> pd.DataFrame:
    """`frame` with capaian (percent), and pagu and belanja (rupiah) of the DPA under that name.

    frame: jenjang, nama, target, realisasi and arah, the polaritas. A programme is found with and
    without the word Program; amounts of several units are summed. NaN where the DPA has no such
    name. The cells of the amounts are noted.
    """
    result = compute_capaian(frame.assign(polaritas=frame["arah"]))
    amount: dict[str, dict[int, float]] = {"pagu": {}, "belanja": {}}
    cells: dict[str, dict[int, Note | None]] = {"pagu": {}, "belanja": {}}
    dpa = frames["anggaran"]
    for level, column in _LEVELS.items():
        total = sum_groups(dpa, [column], ["pagu", "realisasi"], min_count=1)
        place = {standardize_name(n): i for i, n in total[column].items()}
        for rows, name in frame[frame["jenjang"] == level]["nama"].items():
            i = place.get(standardize_name(name))
            for key, old in (("pagu", "pagu"), ("belanja", "realisasi")) if i is not None else ():
                amount[key][rows] = total.loc[i, old]
                cells[key][rows] = list_notes(total, old).get(i)
    for key, values in amount.items():
        result[key] = pd.Series(values, dtype="Float64").reindex(result.index).astype(float)
        note_origin(result, key, cells[key])
    return result
