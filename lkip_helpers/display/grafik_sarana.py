"""Which sarana each kelurahan has, as a matrix of marks."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle

from lkip_helpers.display.batang import require_baris
from lkip_helpers.display.format import format_bilangan, is_kosong
from lkip_helpers.display.gaya import (
    BIRU,
    GARIS,
    HANGAT,
    KECIL,
    KERTAS,
    LEBAR,
    REDUP,
    TEKS,
    TINTA,
    apply_gaya,
)
from lkip_helpers.display.kanvas import Kanvas, measure_lebar, measure_tinggi, wrap_teks

_NAMA = 2.1
_BARIS = 0.25
_LEGENDA = 0.3
_JARI = 0.078


@apply_gaya
def plot_sarana(matriks: pd.DataFrame, judul: str = "") -> Figure:
    """A check in a disc where a kelurahan has the sarana, a dash where not, "?" where unknown.

    matriks: unsur, then one column of booleans (NA allowed) for each kelurahan. The last row
    counts. Raises ValueError for a frame without rows or without a kelurahan.
    """
    kelurahan = [k for k in matriks.columns if k != "unsur"]
    require_baris(len(matriks) * len(kelurahan), "sarana dan prasarana")
    unsur = [wrap_teks(str(u), _NAMA) for u in matriks["unsur"]]
    tinggi = [max(_BARIS, measure_tinggi(u) + 0.1) for u in unsur]
    lebar = (LEBAR - _NAMA - 0.15) / len(kelurahan)
    kepala, putar, ruang = _fit_kepala([str(k) for k in kelurahan], lebar)
    kanvas = Kanvas(_LEGENDA + ruang + sum(tinggi) + 0.3, judul)
    bidang = kanvas.add_bidang()
    _draw_legenda(kanvas, bidang, bool(matriks[kelurahan].isna().any().any()))
    y = _LEGENDA + ruang
    for j, nama in enumerate(kepala):
        kanvas.write(_locate(j, lebar), y - 0.06, nama, ukuran=KECIL, ha="center", va="bottom",
                     rotation=putar)  # fmt: skip
    for i, (nama, t) in enumerate(zip(unsur, tinggi, strict=True)):
        _draw_garis(bidang, y)
        kanvas.write(0, y + t / 2, nama)
        for j, k in enumerate(kelurahan):
            _draw_tanda(kanvas, bidang, _locate(j, lebar), y + t / 2, matriks[k].iloc[i])
        y += t
    _draw_garis(bidang, y)
    _draw_jumlah(kanvas, matriks[kelurahan], lebar, y + 0.16)
    return kanvas.figure


def _locate(kolom: int, lebar: float) -> float:
    return _NAMA + 0.15 + (kolom + 0.5) * lebar


def _fit_kepala(kelurahan: list[str], lebar: float) -> tuple[list[str], float, float]:
    """The heads, their rotation and the room they take: upright when a word would not fit."""
    terpanjang = max(measure_lebar(kata, KECIL) for k in kelurahan for kata in k.split())
    if terpanjang <= lebar - 0.08:
        kepala = [wrap_teks(k, lebar - 0.08, KECIL) for k in kelurahan]
        return kepala, 0.0, max(measure_tinggi(k, KECIL) for k in kepala) + 0.1
    return kelurahan, 90.0, max(measure_lebar(k, KECIL) for k in kelurahan) + 0.1


def _draw_garis(bidang: Axes, y: float) -> None:
    bidang.plot([0, LEBAR], [y, y], color=GARIS, linewidth=0.6, zorder=0)


def _draw_legenda(kanvas: Kanvas, bidang: Axes, ada_kosong: bool) -> None:
    tanda: list[tuple[bool | None, str]] = [(True, "tersedia"), (False, "belum tersedia")]
    if ada_kosong:
        tanda.append((None, "tidak ada data"))
    x = _JARI
    for nilai, arti in tanda:
        _draw_tanda(kanvas, bidang, x, 0.1, nilai)
        kanvas.write(x + 0.14, 0.1, arti, ukuran=KECIL)
        x += 0.14 + measure_lebar(arti, KECIL) + 0.28


def _draw_tanda(kanvas: Kanvas, bidang: Axes, x: float, y: float, nilai: object) -> None:
    if is_kosong(nilai):
        kanvas.write(x, y, "?", warna=REDUP, ha="center")
    elif nilai:
        bidang.add_patch(Circle((x, y), _JARI, facecolor=BIRU))
        bidang.plot([x - 0.038, x - 0.01, x + 0.04], [y + 0.004, y + 0.034, y - 0.034],
                    color=KERTAS, linewidth=1.3, solid_capstyle="round")  # fmt: skip
    else:
        bidang.plot([x - 0.055, x + 0.055], [y, y], color=HANGAT, linewidth=1.8)


def _draw_jumlah(kanvas: Kanvas, tersedia: pd.DataFrame, lebar: float, y: float) -> None:
    kanvas.write(0, y, "Tersedia", tebal=True)
    for j, k in enumerate(tersedia.columns):
        jumlah = format_bilangan(int(tersedia[k].fillna(False).astype(bool).sum()))
        lengkap = f"{jumlah} dari {format_bilangan(len(tersedia))}"
        muat = measure_lebar(lengkap, TEKS, True) <= lebar - 0.06
        kanvas.write(_locate(j, lebar), y, lengkap if muat else jumlah, tebal=True, ha="center",
                     warna=TINTA)  # fmt: skip
