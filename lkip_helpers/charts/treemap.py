"""Areas as tiles: a squarified treemap, for a map without boundaries.

Source of the method: Bruls, Huizing and van Wijk, "Squarified Treemaps" (2000).
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Rect:
    """A rectangle: its corner nearest the origin, and its sides."""

    x: float
    y: float
    width: float
    height: float


def squarify(area: Sequence[float], bidang: Rect) -> list[Rect]:
    """Tiles of `bidang` whose areas are as `luas`, as square as can be, in the order given.

    luas: positive, largest first for the best shapes. Raises ValueError where one is not positive.
    """
    if any(not value > 0 for value in area):
        raise ValueError("Luas setiap petak harus lebih besar dari nol.")
    factor = bidang.width * bidang.height / sum(area) if area else 0.0
    remainder, rect = [value * factor for value in area], []
    while remainder:
        series = _take_series(remainder, min(bidang.width, bidang.height))
        rect += _lay_series(series, bidang)
        bidang = _shrink(bidang, sum(series))
        remainder = remainder[len(series) :]
    return rect


def _take_series(remainder: list[float], side: float) -> list[float]:
    """The first areas that together make the squarest row along `sisi`."""
    total = 1
    while total < len(remainder) and _worst(remainder[: total + 1], side) <= _worst(
        remainder[:total], side
    ):
        total += 1
    return remainder[:total]


def _worst(series: list[float], side: float) -> float:
    """The largest ratio of sides in a row laid along `sisi`."""
    thick = sum(series) / side
    return max(max(a / thick**2, thick**2 / a) for a in series)


def _lay_series(series: list[float], bidang: Rect) -> list[Rect]:
    vertical = bidang.width >= bidang.height  # the row stands along the shorter side
    thick = sum(series) / (bidang.height if vertical else bidang.width)
    rect, shift = [], 0.0
    for area in series:
        length = area / thick
        if vertical:
            rect.append(Rect(bidang.x, bidang.y + shift, thick, length))
        else:
            rect.append(Rect(bidang.x + shift, bidang.y, length, thick))
        shift += length
    return rect


def _shrink(bidang: Rect, area: float) -> Rect:
    """What is left of `bidang` after a row of `luas`."""
    if bidang.width >= bidang.height:
        thick = area / bidang.height
        return Rect(bidang.x + thick, bidang.y, bidang.width - thick, bidang.height)
    thick = area / bidang.width
    return Rect(bidang.x, bidang.y + thick, bidang.width, bidang.height - thick)
