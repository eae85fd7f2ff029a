"""How much of a published report agrees with its data, chapter by chapter."""

import pandas as pd
from matplotlib.figure import Figure

from lkip_helpers.charts.bars import Bar, draw_bars, require_rows
from lkip_helpers.report.figure_style import BLUE, WARM, apply_style
from lkip_helpers.report.format import format_integer, format_percent

_EVERY = 100.0


@apply_style
def plot_agreement(frame: pd.DataFrame, title: str = "") -> Figure:
    """Share of agreeing figures of each group as bars.

    frame: nama, jumlah, sama (counts), persen. Raises ValueError for an empty frame.
    """
    require_rows(len(frame), "kesesuaian")
    rows = [
        Bar(
            str(b["nama"]),
            float(b["persen"]),
            format_percent(b["persen"]),
            f"{format_integer(b['sama'])} dari {format_integer(b['jumlah'])} angka",
            color=BLUE if b["persen"] >= _EVERY else WARM,
        )
        for b in frame.to_dict("records")
    ]
    return draw_bars(rows, title=title, satuan="\u00a0%", maximum=_EVERY)
