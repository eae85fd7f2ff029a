"""A sheet 16 cm wide on which text is measured before it is placed.

Names in a report are long and differ from year to year, so a chart's height follows from its
wrapped text instead of the other way round. All lengths are inches; y runs down from the top of
the body, below title and subtitle.
"""

from functools import lru_cache
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.text import Text
from matplotlib.textpath import text_to_path

from lkip_helpers.display.gaya import (
    GARIS,
    HURUF,
    JUDUL,
    KECIL,
    LEBAR,
    REDUP,
    TEKS,
    TINTA,
    register_huruf,
)

_JARAK_BARIS = 1.22  # line pitch over type size
_LONGGAR = 1.03  # Agg's hinted glyphs run a little wider than the outlines measured here


@lru_cache(maxsize=4096)
def measure_lebar(teks: str, ukuran: float = TEKS, tebal: bool = False) -> float:
    """Width in inches of one line of text set at `ukuran` points."""
    register_huruf()
    huruf = FontProperties(family=HURUF, size=ukuran, weight="bold" if tebal else "normal")
    lebar, _, _ = text_to_path.get_text_width_height_descent(teks, huruf, ismath=False)
    return float(lebar) / 72 * _LONGGAR


def measure_tinggi(teks: str, ukuran: float = TEKS) -> float:
    """Height in inches of text already broken into lines."""
    return (teks.count("\n") + 1) * ukuran * _JARAK_BARIS / 72


def wrap_teks(teks: str, lebar: float, ukuran: float = TEKS, tebal: bool = False) -> str:
    """`teks` broken into lines no wider than `lebar` inches, at spaces, after "/", or anywhere."""
    baris = [""]
    for kata in _split_kata(teks, lebar, ukuran, tebal):
        if not baris[-1] or measure_lebar((baris[-1] + kata).rstrip(), ukuran, tebal) <= lebar:
            baris[-1] += kata
        else:
            baris.append(kata)
    return "\n".join(b.rstrip() for b in baris)


def _split_kata(teks: str, lebar: float, ukuran: float, tebal: bool) -> list[str]:
    """Pieces between which a line may break; a word wider than the line is cut by letters."""
    potongan: list[str] = []
    for kata in (k + " " for k in teks.replace("/", "/\x00").split(" ") if k):
        for utuh in kata.split("\x00"):
            bagian = utuh
            while measure_lebar(bagian.rstrip(), ukuran, tebal) > lebar and len(bagian) > 1:
                muat = 1
                while measure_lebar(bagian[: muat + 1], ukuran, tebal) <= lebar:
                    muat += 1
                potongan.append(bagian[:muat])
                bagian = bagian[muat:]
            potongan.append(bagian)
    return potongan


class Kanvas:
    """A Figure with title, subtitle, a body of `tinggi` inches, and a note below it."""

    def __init__(self, tinggi: float, judul: str = "", subjudul: str = "", kaki: str = "") -> None:
        kepala = [
            (wrap_teks(judul, LEBAR, JUDUL, True), JUDUL, TINTA, True),
            (wrap_teks(subjudul, LEBAR, TEKS), TEKS, REDUP, False),
        ]
        kepala = [bagian for bagian in kepala if bagian[0]]
        kaki = wrap_teks(kaki, LEBAR, KECIL)
        self.tinggi_badan = tinggi
        self.atas = sum(measure_tinggi(b[0], b[1]) + 0.03 for b in kepala) + 0.08 * bool(kepala)
        bawah = measure_tinggi(kaki, KECIL) + 0.08 if kaki else 0.0
        self.tinggi = self.atas + tinggi + bawah + 0.02
        self.figure = Figure(figsize=(LEBAR, self.tinggi))
        y = -self.atas
        for teks, ukuran, warna, tebal in kepala:
            self.write(0, y, teks, ukuran=ukuran, warna=warna, tebal=tebal, va="top")
            y += measure_tinggi(teks, ukuran) + 0.03
        if kaki:
            self.write(0, tinggi + 0.08, kaki, ukuran=KECIL, warna=REDUP, va="top")

    def write(
        self,
        x: float,
        y: float,
        teks: str,
        *,
        ukuran: float = TEKS,
        warna: str = TINTA,
        tebal: bool = False,
        ha: str = "left",
        va: str = "center",
        **lain: Any,
    ) -> Text:
        """Set `teks` with its anchor at (x, y) of the body."""
        return self.figure.text(
            x,
            self.tinggi - self.atas - y,
            teks,
            transform=self.figure.dpi_scale_trans,
            fontsize=ukuran,
            color=warna,
            fontweight="bold" if tebal else "normal",
            ha=ha,
            va="center_baseline" if va == "center" and "\n" not in teks else va,
            linespacing=_JARAK_BARIS,
            **lain,
        )

    def add_axes(self, x: float, y: float, lebar: float, tinggi: float) -> Axes:
        """Bare axes (no frame, no ticks) whose top left corner is (x, y) of the body."""
        dasar = self.tinggi - self.atas - y - tinggi
        axes = self.figure.add_axes(
            (x / LEBAR, dasar / self.tinggi, lebar / LEBAR, tinggi / self.tinggi)
        )
        axes.spines[:].set_visible(False)
        axes.patch.set_visible(False)
        axes.set_xticks([])
        axes.set_yticks([])
        return axes

    def draw_garis(self, y: float) -> None:
        """A hair line across the whole width."""
        dasar = self.tinggi - self.atas - y
        skala = self.figure.dpi_scale_trans
        self.figure.add_artist(
            Line2D([0, LEBAR], [dasar, dasar], color=GARIS, linewidth=0.8, transform=skala)
        )

    def add_bidang(self) -> Axes:
        """Axes over the whole body in inches, y downwards: for maps, charts of boxes, matrices."""
        axes = self.add_axes(0, 0, LEBAR, self.tinggi_badan)
        axes.set_xlim(0, LEBAR)
        axes.set_ylim(self.tinggi_badan, 0)
        return axes
