"""Units and years side by side: one size, a bar each."""

import pandas as pd
from matplotlib.figure import Figure

from lkip_helpers.charts.bars import Bar, draw_bars, require_rows
from lkip_helpers.report.figure_style import NOT_COMPUTABLE, apply_style
from lkip_helpers.report.format import format_number, is_empty


@apply_style
def plot_comparison(frame: pd.DataFrame, value: str, satuan: str = "") -> Figure:
    """A bar for each row, in the order given.

    frame: nama and the column `value` (NaN: no bar, said in words). satuan follows each number.
    Raises ValueError for an empty frame.
    """
    require_rows(len(frame), "perbandingan")
    rows = [
        Bar(str(name), float("nan") if is_empty(n) else float(n), _write(n, satuan))
        for name, n in zip(frame["nama"], frame[value], strict=True)
    ]
    return draw_bars(rows, satuan=satuan)


def _write(value: object, satuan: str) -> str:
    return NOT_COMPUTABLE if is_empty(value) else f"{format_number(float(str(value)))}{satuan}"
