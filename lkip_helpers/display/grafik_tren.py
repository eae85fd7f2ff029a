"""Targets and realisasi over the years, one small chart for each indikator."""

import math
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lkip_helpers.display.batang import require_baris
from lkip_helpers.display.format import format_ringkas, is_kosong
from lkip_helpers.display.gaya import (
    BIRU,
    GARIS,
    KECIL,
    KERTAS,
    LEBAR,
    REDUP,
    TEKS,
    apply_gaya,
)
from lkip_helpers.display.kanvas import Kanvas, measure_lebar, measure_tinggi, wrap_teks

_LEGENDA = 0.3
_PANEL = 1.15  # height of one chart
_TAHUN = 0.22  # room for the years under it
_SELA = 0.3
_SKALA = "Skalanya tidak bermula dari nol."
_SKALA_BANYAK = (
    "Skala setiap diagram berbeda dan tidak bermula dari nol; bandingkan angkanya, bukan "
    "kemiringan garisnya."
)


@apply_gaya
def plot_tren(frame: pd.DataFrame, judul: str = "") -> Figure:
    """Target (dashed, hollow) and realisasi (solid, filled) by year, a panel for each indikator.

    frame: indikator, tahun (int), target, realisasi (NaN where a year has none: the line breaks);
    used when there: satuan. Each panel has its own scale, near its values: lines need no zero, and
    the subtitle says so. Raises ValueError for an empty frame.
    """
    require_baris(len(frame), "perkembangan indikator")
    panel = [p.sort_values("tahun") for _, p in frame.groupby("indikator", sort=False)]
    tahun = range(int(frame["tahun"].min()), int(frame["tahun"].max()) + 1)
    kolom = _choose_kolom(len(panel), len(tahun))
    lebar = (LEBAR - (kolom - 1) * _SELA) / kolom
    nama = [wrap_teks(_name_panel(p), lebar, TEKS, True) for p in panel]
    deret = [range(i, min(i + kolom, len(panel))) for i in range(0, len(panel), kolom)]
    kepala = [max(measure_tinggi(nama[i]) for i in d) + 0.06 for d in deret]
    tinggi = sum(kepala) + len(deret) * (_PANEL + _TAHUN) + (len(deret) - 1) * 0.16
    kanvas = Kanvas(_LEGENDA + tinggi, judul, _SKALA_BANYAK if len(panel) > 1 else _SKALA)
    _draw_legenda(kanvas)
    y = _LEGENDA
    for d, k in zip(deret, kepala, strict=True):
        for j, i in enumerate(d):
            x = j * (lebar + _SELA)
            kanvas.write(x, y, nama[i], tebal=True, va="top")
            _draw_panel(kanvas.add_axes(x, y + k, lebar, _PANEL), panel[i], tahun)
        y += k + _PANEL + _TAHUN + 0.16
    return kanvas.figure


def _choose_kolom(panel: int, tahun: int) -> int:
    """Panels side by side: at most three, and wide enough for a number at each year."""
    return max(1, min(panel, 2 if panel <= 6 else 3, int(LEBAR / (tahun * 0.4))))


def _name_panel(panel: pd.DataFrame) -> str:
    satuan = panel["satuan"].iloc[0] if "satuan" in panel else None
    nama = str(panel["indikator"].iloc[0])
    return nama if is_kosong(satuan) or not str(satuan).strip() else f"{nama} ({satuan})"


def _draw_legenda(kanvas: Kanvas) -> None:
    bidang = kanvas.add_bidang()
    x = 0.0
    for nama, gaya in (("realisasi", _REALISASI), ("target", _TARGET)):
        bidang.plot([x, x + 0.15, x + 0.3], [0.09] * 3, markevery=[1], **gaya)
        kanvas.write(x + 0.38, 0.09, nama, ukuran=KECIL)
        x += 0.38 + measure_lebar(nama, KECIL) + 0.3


_REALISASI: dict[str, Any] = {"color": BIRU, "linewidth": 1.8, "marker": "o", "markersize": 4.5}
_TARGET: dict[str, Any] = {
    "color": REDUP,
    "linewidth": 1.0,
    "linestyle": (0, (3, 2)),
    "marker": "o",
    "markersize": 4.0,
    "markerfacecolor": KERTAS,
}


def _draw_panel(axes: Axes, panel: pd.DataFrame, tahun: range) -> None:
    per_tahun = panel.set_index("tahun")[["target", "realisasi"]].astype("float64")
    per_tahun = per_tahun.reindex(tahun)
    angka = [format_ringkas(n) for n in per_tahun.to_numpy().ravel()]
    label = max(measure_lebar(a, KECIL, True) for a in angka) + 0.05
    lebar = axes.get_position().width * LEBAR
    tepi = max(0.5, label / 2 * (len(tahun) - 1) / (lebar - label))  # half a number, in years
    axes.set_xlim(tahun[0] - tepi, tahun[-1] + tepi)
    axes.set_xticks(tahun, [str(t) for t in tahun])
    axes.spines["bottom"].set_visible(True)
    axes.spines["bottom"].set_color(GARIS)
    if per_tahun.isna().all().all():
        axes.set_ylim(0, 1)
        axes.text((tahun[0] + tahun[-1]) / 2, 0.5, "tidak ada data", color=REDUP, ha="center")
        return
    _draw_garis(axes, per_tahun)
    lompat = math.ceil(label / (lebar / (len(tahun) - 1 + 2 * tepi)))
    _write_angka(axes, per_tahun.iloc[(len(tahun) - 1) % lompat :: lompat])


def _draw_garis(axes: Axes, per_tahun: pd.DataFrame) -> None:
    bawah, atas = per_tahun.min().min(), per_tahun.max().max()
    ruang = (atas - bawah) * 0.28 or max(abs(atas) * 0.05, 1.0)
    axes.set_ylim(bawah - ruang, atas + ruang)
    axes.plot(per_tahun.index, per_tahun["target"], zorder=2, **_TARGET)
    axes.plot(per_tahun.index, per_tahun["realisasi"], zorder=3, **_REALISASI)


def _write_angka(axes: Axes, per_tahun: pd.DataFrame) -> None:
    """The numbers of these years: as many as find room beside one another, the last among them."""
    for t, target, realisasi in per_tahun.itertuples():
        di_atas = math.isnan(target) or not realisasi < target
        _write_nilai(axes, t, realisasi, BIRU, True, di_atas)
        if format_ringkas(target) == format_ringkas(realisasi):
            continue  # one number for both
        _write_nilai(axes, t, target, REDUP, False, not math.isnan(realisasi) and not di_atas)


def _write_nilai(
    axes: Axes, tahun: int, nilai: float, warna: str, tebal: bool, di_atas: bool
) -> None:
    """A number beside its point, on the side away from the other series."""
    if math.isnan(nilai):
        return
    axes.annotate(
        format_ringkas(nilai),
        (tahun, nilai),
        xytext=(0, 5 if di_atas else -5),
        textcoords="offset points",
        ha="center",
        va="bottom" if di_atas else "top",
        fontsize=KECIL,
        color=warna,
        fontweight="bold" if tebal else "normal",
        bbox={"facecolor": KERTAS, "edgecolor": "none", "pad": 0.3},  # lines end before it
        zorder=5,
    )
