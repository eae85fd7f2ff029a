"""The map of the kecamatan, from the boundaries that its office supplies.

Coordinates are degrees (RFC 7946). Over the few kilometres of a kecamatan a plane is accurate
enough: x is shrunk by the cosine of the middle latitude, and both become kilometres.
"""

import math
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Polygon
from matplotlib.path import Path

from lkip_helpers.charts.canvas import Canvas, measure_pair, measure_width, wrap_text
from lkip_helpers.importers.boundaries import Areas, Feature, Wanted, cut_areas, phrase_attribution
from lkip_helpers.report import figure_style as style
from lkip_helpers.report.format import format_percent, format_short, is_empty

_SMALLEST = 0.05  # percent: below this one decimal would say 0,0
_SCALE = 0.32  # room for the scale bar
_NORTH = 0.45  # room for the arrow beside it
_KM_PER_DEGREE = 111.195  # mean earth radius 6,371 km × π / 180

Points = npt.NDArray[np.float64]  # shape (n, 2)
Region = list[Points]  # the rings of one feature, in km: outer ones and holes alike


@dataclass(frozen=True)
class _Name:
    """The label of a kelurahan: its name and area in two lines; `key` stands for it elsewhere."""

    name: str
    area: str
    key: str

    def wrap(self, width: float) -> tuple[str, str] | None:
        """Name and area wrapped to `width`, at most two lines each; None where they do not fit."""
        name = wrap_text(self.name, width, style.TEXT, True)
        area = wrap_text(self.area, width, style.SMALL)
        intact = set(name.split()) == set(self.name.split())
        return (name, area) if intact and name.count("\n") < 2 and area.count("\n") < 2 else None


@style.apply_style
def plot_map(wilayah: pd.DataFrame, geojson: dict[str, Any]) -> Figure:
    """Kelurahan with name, luas and share of the kecamatan's area.

    wilayah: kelurahan, luas_ha. geojson: a FeatureCollection in degrees. Raises
    InvalidArgument where a kelurahan has no boundary in the GeoJSON.
    """
    names = _describe_areas(wilayah)
    areas = cut_areas(geojson, Wanted(dict.fromkeys(names, "")))
    return _draw_borders(load_regions(areas), names)


def phrase_origin(geojson: dict[str, Any] | None) -> str:
    """Source and licence of the boundaries; "" without any."""
    return phrase_attribution(geojson) if geojson else ""


def _describe_areas(wilayah: pd.DataFrame) -> dict[str, _Name]:
    areas = pd.to_numeric(wilayah["luas_ha"])
    rows = zip(wilayah["kelurahan"], areas, areas / areas.sum() * 100, strict=True)
    return {
        name: _Name(str(name), _describe_area(area, percent), str(number))
        for number, (name, area, percent) in enumerate(rows, 1)
    }


def _describe_area(area: float, percent: float) -> str:
    if is_empty(area):
        return f"bagian {style.NOT_COMPUTABLE}: luas kosong"
    share = format_percent(percent, 1) if percent >= _SMALLEST else f"< {format_percent(0.1, 1)}"
    return f"{format_short(area)}\u00a0ha ({share})"


def _draw_borders(regions: dict[str, Region], names: dict[str, _Name]) -> Figure:
    points = np.concatenate([ring for region in regions.values() for ring in region])
    west, south = points.min(axis=0).tolist()
    width, height = np.ptp(points, axis=0).tolist()
    scale = min(style.width() / width, 5.0 / height)  # inches per km
    placements = {name: _place_name(region, names[name], scale) for name, region in regions.items()}
    unplaced = (names[name] for name, (_, text) in placements.items() if text is None)
    keys = "; ".join(f"{n.key}\u00a0{n.name}, {n.area}" for n in unplaced)
    canvas = Canvas(height * scale + _SCALE, footer=f"{keys}." if keys else "")
    shift = (style.width() - width * scale) / 2
    layer = canvas.add_axes(shift, 0, width * scale, height * scale)
    layer.set_xlim(west, west + width)
    layer.set_ylim(south, south + height)
    for name, region in regions.items():
        look = {"facecolor": style.LIGHT_BLUE, "edgecolor": style.PAPER}
        outline = Path.make_compound_path(*(Path(ring, closed=True) for ring in region))
        layer.add_patch(PathPatch(outline, linewidth=1.6, clip_on=False, **look))
        (x, y), text = placements[name]
        x, y = shift + (x - west) * scale, (south + height - y) * scale
        label: dict[str, Any] = {"bold": True, "ha": "center", "color": style.BLUE}
        if text:
            canvas.write_pair(x, y, *text, style.INK, **label)
        else:
            canvas.write(x, y, names[name].key, size=style.SMALL, **label)
    _draw_scale(canvas, width, scale)
    return canvas.figure


def _place_name(
    region: Region, name: _Name, scale: float
) -> tuple[tuple[float, float], tuple[str, str] | None]:
    """Centre of the name (km) and its wrapped text, as wide as there is room for; else None.

    scale: inches per km.
    """
    for width in (2.0, 1.3, 0.95, 0.7):
        text = name.wrap(width)
        if text is None:
            continue
        widths = [measure_width(line, style.TEXT, True) for line in text[0].split("\n")]
        widths += [measure_width(line, style.SMALL) for line in text[1].split("\n")]
        size = max(widths) + 0.08, measure_pair(*text) + 0.08
        centre = locate_box(region, *(length / scale for length in size))
        if centre:
            return centre, text
    return locate_box(region, 0.0, 0.0) or tuple(find_main_ring(region).mean(axis=0)), None


def _draw_scale(canvas: Canvas, width: float, scale: float) -> None:
    """A bar of a round number of km, and an arrow to the north. width: of the map, km."""
    lengths = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50)
    km = max((length for length in lengths if length <= width / 4), default=0.1)
    layer = canvas.add_layer()
    y = canvas.body_height - 0.1
    x = [_NORTH, _NORTH, _NORTH + km * scale, _NORTH + km * scale]
    layer.plot(x, [y - 0.05, y, y, y - 0.05], color=style.INK, linewidth=1)
    canvas.write(x[-1] + 0.08, y - 0.02, f"{format_short(km)}\u00a0km", size=style.SMALL)
    bottom = y + 0.02
    arrow = [(0.08, bottom - 0.2), (0.02, bottom), (0.08, bottom - 0.04), (0.14, bottom)]
    layer.add_patch(Polygon(arrow, facecolor=style.INK))
    canvas.write(0.18, bottom - 0.08, "U", size=style.SMALL)


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
    axis_values = [np.linspace(lower[i], upper[i], 48) for i in (0, 1)]
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
