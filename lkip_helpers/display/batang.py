"""Horizontal bars with their names at the left and their values at the right, in rows.

The rows of capaian, serapan and keaktifan look alike: one drawing, several charts. Bars start at 0.
The value stands in a column of its own, so that no reference line runs through it.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from lkip_helpers.display.format import format_angka
from lkip_helpers.display.gaya import BIRU, KECIL, LATAR, LEBAR, REDUP, TEKS, TINTA
from lkip_helpers.display.kanvas import Kanvas, measure_tinggi, wrap_teks

_NAMA, _KIRI, _KANAN = 2.1, 2.25, 5.0  # width of the names; where the bars start and end
_NILAI = _KANAN + 0.14
_SELA = 0.17  # between two rows
_TEBAL = 0.17
_ACUAN, _SKALA = 0.2, 0.22  # room for the reference's label and for the scale


@dataclass(frozen=True)
class Batang:
    """One row: name and muted note, length of the bar (NaN: none), value and note as text.

    target: a mark on the row, with a pale bar up to it. ringkasan: a mean or total, set apart.
    """

    nama: str
    nilai: float
    label: str
    redup: str = ""
    catatan: str = ""
    warna: str = BIRU
    target: float | None = None
    ringkasan: bool = False


@dataclass(frozen=True)
class Acuan:
    """A line across all rows, with its name."""

    nilai: float
    label: str


def require_baris(jumlah: int, diagram: str) -> None:
    """A chart of nothing is refused, with the chart's name."""
    if jumlah == 0:
        raise ValueError(f"Diagram {diagram} memerlukan sedikitnya satu baris data.")


def draw_batang(
    baris: Sequence[Batang],
    *,
    judul: str = "",
    subjudul: str = "",
    acuan: Acuan | None = None,
    satuan: str = "",
    maks: float = 0.0,
) -> Figure:
    """The rows as a figure; `satuan` follows the numbers of the scale, `maks` is its least end."""
    baris = [_wrap(b) for b in baris]
    tinggi = [_measure(b) for b in baris]
    ujung = [b.nilai for b in baris] + [b.target or 0 for b in baris]
    ujung += [maks, acuan.nilai if acuan else 0]
    besar = max((u for u in ujung if math.isfinite(u)), default=0) or 1.0
    atas = _ACUAN if acuan else 0.0
    kanvas = Kanvas(atas + sum(tinggi) + _SKALA, judul, subjudul)
    axes = _add_skala(kanvas, atas, sum(tinggi), besar, satuan)
    y = 0.0
    for b, t in zip(baris, tinggi, strict=True):
        _draw_batang(axes, b, y + t / 2)
        _write_baris(kanvas, b, atas + y + t / 2)
        if b.ringkasan and y:
            kanvas.draw_garis(atas + y)
        y += t
    if acuan:
        axes.axvline(acuan.nilai, color=TINTA, linewidth=0.9, zorder=4)
        x = _KIRI + acuan.nilai / axes.get_xlim()[1] * (_KANAN - _KIRI)
        kanvas.write(x, atas - 0.03, acuan.label, ukuran=KECIL, ha="center", va="bottom")
    return kanvas.figure


def _wrap(b: Batang) -> Batang:
    return Batang(
        wrap_teks(b.nama, _NAMA, TEKS, b.ringkasan),
        b.nilai,
        wrap_teks(b.label, LEBAR - _NILAI, TEKS, True),
        wrap_teks(b.redup, _NAMA, KECIL),
        wrap_teks(b.catatan, LEBAR - _NILAI, KECIL),
        b.warna,
        b.target,
        b.ringkasan,
    )


def _measure(b: Batang) -> float:
    """Height of a row: the taller of its two columns of text."""
    kiri = measure_tinggi(b.nama) + (measure_tinggi(b.redup, KECIL) if b.redup else 0)
    kanan = measure_tinggi(b.label) + (measure_tinggi(b.catatan, KECIL) if b.catatan else 0)
    return max(kiri, kanan, _TEBAL) + _SELA


def _add_skala(kanvas: Kanvas, atas: float, tinggi: float, besar: float, satuan: str) -> Axes:
    axes = kanvas.add_axes(_KIRI, atas, _KANAN - _KIRI, tinggi)
    axes.set_xlim(0, besar * 1.02)
    axes.set_ylim(tinggi, 0)
    tanda = [t for t in MaxNLocator(4, steps=[1, 2, 2.5, 5, 10]).tick_values(0, besar) if t >= 0]
    tanda = [t for t in tanda if t <= besar * 1.02]
    desimal = 0 if all(float(t).is_integer() for t in tanda) else 1
    axes.set_xticks(tanda, [format_angka(t, desimal) + satuan for t in tanda])
    axes.grid(axis="x")
    return axes


def _draw_batang(axes: Axes, b: Batang, tengah: float) -> None:
    if b.target:
        axes.barh(tengah, b.target, height=_TEBAL * 1.7, color=LATAR, zorder=2)
        axes.barh(tengah, b.nilai, height=_TEBAL * 0.85, color=b.warna, zorder=3)
        separuh = _TEBAL * 0.85
        axes.vlines(b.target, tengah - separuh, tengah + separuh, color=TINTA, lw=1.6, zorder=4)
    elif math.isfinite(b.nilai):
        axes.barh(tengah, b.nilai, height=_TEBAL, color=b.warna, zorder=3)


def _write_baris(kanvas: Kanvas, b: Batang, tengah: float) -> None:
    warna = b.warna if math.isfinite(b.nilai) else REDUP
    _write_dua(kanvas, 0, tengah, (b.nama, TINTA, b.ringkasan), (b.redup, REDUP))
    _write_dua(kanvas, _NILAI, tengah, (b.label, warna, True), (b.catatan, warna))


def _write_dua(
    kanvas: Kanvas, x: float, y: float, utama: tuple[str, str, bool], kedua: tuple[str, str]
) -> None:
    """A text (its colour, whether bold) and a smaller one under it, centred together on y."""
    teks, warna, tebal = utama
    tinggi = measure_tinggi(teks)
    awal = y - (tinggi + (measure_tinggi(kedua[0], KECIL) if kedua[0] else 0)) / 2
    kanvas.write(x, awal, teks, warna=warna, tebal=tebal, va="top")
    if kedua[0]:
        kanvas.write(x, awal + tinggi, kedua[0], ukuran=KECIL, warna=kedua[1], va="top")
