"""How much of a published report agrees with its data, chapter by chapter."""

import pandas as pd
from matplotlib.figure import Figure

from lkip_helpers.display.batang import Batang, draw_batang, require_baris
from lkip_helpers.display.format import format_bilangan, format_persen
from lkip_helpers.display.gaya import BIRU, HANGAT, apply_gaya

_SEMUA = 100.0


@apply_gaya
def plot_kesesuaian(frame: pd.DataFrame, judul: str = "") -> Figure:
    """Share of agreeing figures of each group as bars.

    frame: nama, jumlah, sama (counts), persen. Raises ValueError for an empty frame.
    """
    require_baris(len(frame), "kesesuaian")
    baris = [
        Batang(
            str(b["nama"]),
            float(b["persen"]),
            format_persen(b["persen"]),
            f"{format_bilangan(b['sama'])} dari {format_bilangan(b['jumlah'])} angka",
            warna=BIRU if b["persen"] >= _SEMUA else HANGAT,
        )
        for b in frame.to_dict("records")
    ]
    return draw_batang(baris, judul=judul, satuan="\u00a0%", maks=_SEMUA)
