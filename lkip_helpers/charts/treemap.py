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


def squarify(area: Sequence[float], space: Rect) -> list[Rect]:
    """Tiles of `space` whose areas are as `area`, as square as can be, in the order given.

    area: positive, largest first for the best shapes. Raises ValueError where one is not positive.
    """
    if any(not value > 0 for value in area):
        raise ValueError("Luas setiap petak harus lebih besar dari nol.")
    factor = space.width * space.height / sum(area) if area else 0.0
    remainder, rect = [value * factor for value in area], []
    while remainder:
        series = _take_series(remainder, min(space.width, space.height))
        rect += _lay_series(series, space)
        space = _shrink(space, sum(series))
        remainder = remainder[len(series) :]
    return rect


def _take_series(remainder: list[float], side: float) -> list[float]:
    """The first areas that together make the squarest row along `side`."""
    total = 1
    while total < len(remainder) and _worst(remainder[: total + 1], side) <= _worst(
        remainder[:total], side
    ):
        total += 1
    return remainder[:total]


def _worst(series: list[float], side: float) -> float:
    """The largest ratio of sides in a row laid along `side`."""
    thick = sum(series) / side
    return max(max(a / thick**2, thick**2 / a) for a in series)


def _lay_series(series: list[float], space: Rect) -> list[Rect]:
    vertical = space.width >= space.height  # the row stands along the shorter side
    thick = sum(series) / (space.height if vertical else space.width)
    rect, shift = [], 0.0
    for area in series:
        length = area / thick
        if vertical:
            rect.append(Rect(space.x, space.y + shift, thick, length))
        else:
            rect.append(Rect(space.x + shift, space.y, length, thick))
        shift += length
    return rect


def _shrink(space: Rect, area: float) -> Rect:
    """What is left of `space` after a row of `area`."""
    if space.width >= space.height:
        thick = area / space.height
        return Rect(space.x + thick, space.y, space.width - thick, space.height)
    thick = area / space.width
    return Rect(space.x, space.y + thick, space.width, space.height - thick)
