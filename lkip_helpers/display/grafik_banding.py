"""Units and years side by side: one measure, a bar each."""

import pandas as pd
from matplotlib.figure import Figure

from lkip_helpers.display.batang import Batang, draw_batang, require_baris
from lkip_helpers.display.format import format_angka, is_kosong
from lkip_helpers.display.gaya import TAK_TERHITUNG, apply_gaya


@apply_gaya
def plot_banding(frame: pd.DataFrame, nilai: str, satuan: str = "") -> Figure:
    """A bar for each row, in the order given.

    frame: nama and the column `nilai` (NaN: no bar, said in words). satuan follows each number.
    Raises ValueError for an empty frame.
    """
    require_baris(len(frame), "perbandingan")
    baris = [
        Batang(str(nama), float("nan") if is_kosong(n) else float(n), _tulis(n, satuan))
        for nama, n in zip(frame["nama"], frame[nilai], strict=True)
    ]
    return draw_batang(baris, satuan=satuan)


def _tulis(nilai: object, satuan: str) -> str:
    return TAK_TERHITUNG if is_kosong(nilai) else f"{format_angka(float(str(nilai)))}{satuan}"
