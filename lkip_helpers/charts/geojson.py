"""Boundaries of a GeoJSON as shapes on a plane, and where a name can stand in them.

Coordinates are degrees (RFC 7946). Over the few kilometres of a kecamatan a plane is near enough:
x is shrunk by the cosine of the middle latitude, and both become kilometres.
"""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.path import Path

from lkip_helpers.importers.boundaries import Areas, Feature

_KM_PER_DEGREE = 111.195  # mean earth radius 6,371 km × π / 180
_GRID = 48

Points = npt.NDArray[np.float64]  # shape (n, 2)


@dataclass(frozen=True)
class Region:
    """Rings of one feature, in km: outer ones and holes alike."""

    ring: tuple[Points, ...]

    @property
    def path(self) -> Path:
        return Path.make_compound_path(*(Path(c, closed=True) for c in self.ring))

    @property
    def limit(self) -> tuple[float, float, float, float]:
        """West, south, east, north."""
        every = np.concatenate(self.ring)
        return (*every.min(axis=0).tolist(), *every.max(axis=0).tolist())

    @property
    def primary(self) -> Points:
        """The ring of the largest area, where the name goes."""
        return max(self.ring, key=measure_area)


def measure_area(ring: Points) -> float:
    """Area inside a closed ring (shoelace formula)."""
    x, y = ring[:, 0], ring[:, 1]
    return float(abs(np.dot(x[:-1], y[1:]) - np.dot(x[1:], y[:-1])) / 2)


def load_regions(areas: Areas) -> dict[str, Region]:
    """The polygons of each area in km, north up, around the middle of them all."""
    degrees = {
        name: [np.array(c, dtype=float)[:, :2] for f in features for c in _list_rings(f)]
        for name, features in areas.items()
    }
    every = np.concatenate([c for ring in degrees.values() for c in ring])
    middle = (every.min(axis=0) + every.max(axis=0)) / 2
    scale = np.array([math.cos(math.radians(middle[1])), 1.0]) * _KM_PER_DEGREE
    return {k: Region(tuple((c - middle) * scale for c in r)) for k, r in degrees.items()}


def _list_rings(feature: Feature) -> list[Any]:
    geometry = feature["geometry"]
    polygons = geometry["coordinates"]
    return polygons if geometry["type"] == "Polygon" else [c for p in polygons for c in p]


def locate_box(region: Region, width: float, height: float) -> tuple[float, float] | None:
    """The centre of a box of this size (km) well inside the main ring; None where none fits."""
    ring = region.primary
    lower, upper = ring.min(axis=0), ring.max(axis=0)
    axis_values = [np.linspace(lower[i], upper[i], _GRID) for i in (0, 1)]
    points = np.stack(np.meshgrid(*axis_values), axis=-1).reshape(-1, 2)
    edge = Path(ring, closed=True)
    fits = np.ones(len(points), dtype=bool)
    for dx in (-0.5, -0.25, 0, 0.25, 0.5):
        for dy in (-0.5, 0, 0.5):
            fits &= edge.contains_points(points + np.array([dx * width, dy * height]))
    if not fits.any():
        return None
    candidate = points[fits]
    best = candidate[int(np.argmax(_measure_distance(candidate, ring)))]
    return float(best[0]), float(best[1])


def _measure_distance(points: Points, ring: Points) -> npt.NDArray[np.float64]:
    """Distance of each point to the nearest edge of the ring."""
    initial, direction = ring[:-1], np.diff(ring, axis=0)
    from_ = points[:, None, :] - initial[None, :, :]
    length = np.maximum((direction**2).sum(axis=1), 1e-12)
    part = np.clip((from_ * direction).sum(axis=2) / length, 0, 1)
    remainder = from_ - part[:, :, None] * direction
    return np.asarray(np.sqrt((remainder**2).sum(axis=2)).min(axis=1))
