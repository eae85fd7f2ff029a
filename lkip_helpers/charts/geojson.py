"""Kelurahan out of a GeoJSON: whose boundary is whose, and where its name can stand.

Coordinates are degrees (RFC 7946). Over the few kilometres of a kecamatan a plane is near enough:
x is shrunk by the cosine of the middle latitude, and both become kilometres.
"""

import difflib
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.path import Path

from lkip_helpers.errors import LkipError

_KM_PER_DEGREE = 111.195  # mean earth radius 6,371 km × π / 180
_SIMILAR = 0.85  # "Suka Makmor" is "Suka Makmur"; "Suka Maju" is not "Suka Damai"
_WORDINGS = ("kelurahan", "desa", "kel.")
_GRID = 48

Points = npt.NDArray[np.float64]  # shape (n, 2)


class InvalidMap(LkipError, ValueError):
    """The GeoJSON cannot be the map of these kelurahan; the message says why and what to do."""


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


def match_kelurahan(kelurahan: Sequence[str], geojson: dict[str, Any]) -> dict[str, int]:
    """The number of the feature that bears each kelurahan's name.

    The attribute that holds the names is the one that knows most of them. Upper and lower case,
    spaces and a leading "Kelurahan" or "Desa" do not count; a name spelled slightly otherwise is
    taken only if one feature alone comes near it. Raises InvalidMap for one without a boundary.
    """
    traits = [f.get("properties") or {} for f in _list_features(geojson)]
    attributes = dict.fromkeys(k for s in traits for k, v in s.items() if isinstance(v, str))
    candidate = [
        _match_exact(kelurahan, [_normalise(s.get(k)) for s in traits]) for k in attributes
    ]
    if not candidate:
        raise InvalidMap("Berkas peta tidak menyebut nama kelurahan pada atribut satu pun.")
    best = max(range(len(candidate)), key=lambda i: len(candidate[i]))
    name = [_normalise(s.get(list(attributes)[best])) for s in traits]
    result = candidate[best]
    for k in (k for k in kelurahan if k not in result):
        result[k] = _match_similar(
            k, {i: n for i, n in enumerate(name) if i not in result.values()}
        )
    return result


def _normalise(name: object) -> str:
    words = str(name or "").lower().split()
    return " ".join(words[1:] if len(words) > 1 and words[0] in _WORDINGS else words)


def _match_exact(kelurahan: Sequence[str], name: list[str]) -> dict[str, int]:
    """Names that stand on exactly one feature (a kecamatan's name stands on all of its own)."""
    return {k: name.index(_normalise(k)) for k in kelurahan if name.count(_normalise(k)) == 1}


def _match_similar(kelurahan: str, free: dict[int, str]) -> int:
    """The one feature not taken yet whose name is nearly this; else InvalidMap."""
    near = difflib.get_close_matches(_normalise(kelurahan), list(free.values()), 2, _SIMILAR)
    if len(near) != 1:
        raise InvalidMap(
            f'Kelurahan "{kelurahan}" tidak ditemukan dalam berkas peta. Samakan nama pada atribut '
            "GeoJSON dengan nama pada lembar Wilayah, atau hapus berkas peta agar skema dipakai."
        )
    return next(i for i, n in free.items() if n == near[0])


def _list_features(geojson: dict[str, Any]) -> list[dict[str, Any]]:
    feature = [
        f
        for f in geojson.get("features") or []
        if (f.get("geometry") or {}).get("type") in ("Polygon", "MultiPolygon")
    ]
    if not feature:
        raise InvalidMap("Berkas peta tidak memuat poligon (FeatureCollection) satu pun.")
    return feature


def load_regions(geojson: dict[str, Any], ordinal: Sequence[int]) -> list[Region]:
    """The polygons of these features in km, north up, around the middle of them all."""
    feature = [_list_features(geojson)[i] for i in ordinal]
    degrees = [[np.array(c, dtype=float)[:, :2] for c in _list_rings(f)] for f in feature]
    every = np.concatenate([c for ring in degrees for c in ring])
    middle = (every.min(axis=0) + every.max(axis=0)) / 2
    scale = np.array([math.cos(math.radians(middle[1])), 1.0]) * _KM_PER_DEGREE
    return [Region(tuple((c - middle) * scale for c in ring)) for ring in degrees]


def _list_rings(feature: dict[str, Any]) -> list[Any]:
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
