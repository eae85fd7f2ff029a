"""The map of the kecamatan, from the boundaries that its office supplies."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Polygon
from matplotlib.path import Path

from lkip_helpers.charts.bars import require_rows
from lkip_helpers.charts.canvas import Canvas, measure_pair, measure_width, wrap_text
from lkip_helpers.charts.geojson import Region, find_main_ring, load_regions, locate_box
from lkip_helpers.importers.boundaries import Wanted, cut_areas, phrase_attribution
from lkip_helpers.report import figure_style as style
from lkip_helpers.report.figure_style import apply_style
from lkip_helpers.report.format import format_percent, format_short, is_empty

_MAP_HEIGHT = 5.0  # inches, at most
_SMALLEST = 0.05  # percent: below this one decimal would say 0,0
_SCALE = 0.32  # room for the scale bar
_NORTH = 0.45  # room for the arrow beside it


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


@apply_style
def plot_map(wilayah: pd.DataFrame, geojson: dict[str, Any]) -> Figure:
    """Kelurahan with name, luas and share of the kecamatan's area.

    wilayah: kelurahan, luas_ha. geojson: a FeatureCollection in degrees. Raises ValueError for an
    empty frame, InvalidMap where a kelurahan has no boundary in the GeoJSON.
    """
    require_rows(len(wilayah), "peta")
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
    scale = min(style.width() / width, _MAP_HEIGHT / height)  # inches per km
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
        widest = max(
            [measure_width(line, style.TEXT, True) for line in text[0].split("\n")]
            + [measure_width(line, style.SMALL) for line in text[1].split("\n")]
        )
        centre = locate_box(region, (widest + 0.08) / scale, (measure_pair(*text) + 0.08) / scale)
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
