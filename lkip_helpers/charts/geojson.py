"""Boundaries of a GeoJSON as shapes on a plane, and where a name can be placed in them.

Coordinates are degrees (RFC 7946). Over the few kilometres of a kecamatan a plane is accurate
enough: x is shrunk by the cosine of the middle latitude, and both become kilometres.
"""

import math
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.path import Path

from lkip_helpers.importers.boundaries import Areas, Feature

_KM_PER_DEGREE = 111.195  # mean earth radius 6,371 km × π / 180
_GRID = 48

Points = npt.NDArray[np.float64]  # shape (n, 2)
Region = list[Points]  # the rings of one feature, in km: outer ones and holes alike


def find_main_ring(region: Region) -> Points:
    """The ring with the largest area (shoelace formula), in which the name is placed."""
    doubled = [abs(x[:-1] @ y[1:] - x[1:] @ y[:-1]) for x, y in (ring.T for ring in region)]
    return region[int(np.argmax(doubled))]


def load_regions(areas: Areas) -> dict[str, Region]:
    """The rings of each area in km, north up, with the middle of all areas as the origin."""
    in_degrees = {
        name: [np.array(ring, dtype=float)[:, :2] for f in features for ring in _list_rings(f)]
        for name, features in areas.items()
    }
    points = np.concatenate([*chain.from_iterable(in_degrees.values())])
    middle = (points.min(axis=0) + points.max(axis=0)) / 2
    scale = np.array([math.cos(math.radians(middle[1])), 1.0]) * _KM_PER_DEGREE
    return {name: [(ring - middle) * scale for ring in rings] for name, rings in in_degrees.items()}


def _list_rings(feature: Feature) -> list[Any]:
    geometry = feature["geometry"]
    polygons = geometry["coordinates"]
    return polygons if geometry["type"] == "Polygon" else [*chain.from_iterable(polygons)]


def locate_box(region: Region, width: float, height: float) -> tuple[float, float] | None:
    """The centre of a box of this size (km) farthest inside the main ring; None where none fits."""
    ring = find_main_ring(region)
    lower, upper = ring.min(axis=0), ring.max(axis=0)
    axis_values = [np.linspace(lower[i], upper[i], _GRID) for i in (0, 1)]
    points = np.stack(np.meshgrid(*axis_values), axis=-1).reshape(-1, 2)
    edge = Path(ring, closed=True)
    inside = np.ones(len(points), dtype=bool)
    for dx in (-0.5, -0.25, 0, 0.25, 0.5):
        for dy in (-0.5, 0, 0.5):
            inside &= edge.contains_points(points + np.array([dx * width, dy * height]))
    if not inside.any():
        return None
    candidates = points[inside]
    best = candidates[int(np.argmax(_measure_distance(candidates, ring)))]
    return float(best[0]), float(best[1])


def _measure_distance(points: Points, ring: Points) -> npt.NDArray[np.float64]:
    """Distance of each point to the nearest edge of the ring."""
    starts, edges = ring[:-1], np.diff(ring, axis=0)
    offsets = points[:, None, :] - starts[None, :, :]
    squared_lengths = np.maximum((edges**2).sum(axis=1), 1e-12)
    positions = np.clip((offsets * edges).sum(axis=2) / squared_lengths, 0, 1)
    distances = offsets - positions[:, :, None] * edges
    return np.asarray(np.sqrt((distances**2).sum(axis=2)).min(axis=1))
