"""Areas as tiles: a squarified treemap, for a map without boundaries.

Source of the method: Bruls, Huizing and van Wijk, "Squarified Treemaps" (2000).
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Petak:
    """A rectangle: its corner nearest the origin, and its sides."""

    x: float
    y: float
    lebar: float
    tinggi: float


def squarify(luas: Sequence[float], bidang: Petak) -> list[Petak]:
    """Tiles of `bidang` whose areas are as `luas`, as square as can be, in the order given.

    luas: positive, largest first for the best shapes. Raises ValueError where one is not positive.
    """
    if any(not nilai > 0 for nilai in luas):
        raise ValueError("Luas setiap petak harus lebih besar dari nol.")
    faktor = bidang.lebar * bidang.tinggi / sum(luas) if luas else 0.0
    sisa, petak = [nilai * faktor for nilai in luas], []
    while sisa:
        deret = _take_deret(sisa, min(bidang.lebar, bidang.tinggi))
        petak += _lay_deret(deret, bidang)
        bidang = _shrink(bidang, sum(deret))
        sisa = sisa[len(deret) :]
    return petak


def _take_deret(sisa: list[float], sisi: float) -> list[float]:
    """The first areas that together make the squarest row along `sisi`."""
    jumlah = 1
    while jumlah < len(sisa) and _worst(sisa[: jumlah + 1], sisi) <= _worst(sisa[:jumlah], sisi):
        jumlah += 1
    return sisa[:jumlah]


def _worst(deret: list[float], sisi: float) -> float:
    """The largest ratio of sides in a row laid along `sisi`."""
    tebal = sum(deret) / sisi
    return max(max(a / tebal**2, tebal**2 / a) for a in deret)


def _lay_deret(deret: list[float], bidang: Petak) -> list[Petak]:
    tegak = bidang.lebar >= bidang.tinggi  # the row stands along the shorter side
    tebal = sum(deret) / (bidang.tinggi if tegak else bidang.lebar)
    petak, geser = [], 0.0
    for luas in deret:
        panjang = luas / tebal
        if tegak:
            petak.append(Petak(bidang.x, bidang.y + geser, tebal, panjang))
        else:
            petak.append(Petak(bidang.x + geser, bidang.y, panjang, tebal))
        geser += panjang
    return petak


def _shrink(bidang: Petak, luas: float) -> Petak:
    """What is left of `bidang` after a row of `luas`."""
    if bidang.lebar >= bidang.tinggi:
        tebal = luas / bidang.tinggi
        return Petak(bidang.x + tebal, bidang.y, bidang.lebar - tebal, bidang.tinggi)
    tebal = luas / bidang.lebar
    return Petak(bidang.x, bidang.y + tebal, bidang.lebar, bidang.tinggi - tebal)
