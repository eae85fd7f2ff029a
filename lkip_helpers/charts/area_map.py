"""The map of the kecamatan, from the boundaries that its office supplies."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Polygon

from lkip_helpers.charts.bars import require_rows
from lkip_helpers.charts.canvas import Canvas, measure_height, measure_width, wrap_text
from lkip_helpers.charts.geojson import Region, load_regions, locate_box
from lkip_helpers.importers.boundaries import Wanted, cut_areas, phrase_attribution
from lkip_helpers.report import figure_style as style
from lkip_helpers.report.figure_style import apply_style
from lkip_helpers.report.format import format_percent, format_short, is_empty

_MAP_HEIGHT = 5.0  # at most
_SMALLEST = 0.05  # percent: below this one decimal would say 0,0
_SCALE = 0.32  # room for the scale bar
_NORTH = 0.45  # and for the arrow beside it


@dataclass(frozen=True)
class _Name:
    """What stands on a kelurahan: its name and a second line; `key` where there is no room."""

    name: str
    area: str
    key: str

    def wrap(self, width: float) -> tuple[str, str] | None:
        """Both texts within `width`, in at most two lines and one; None where it cannot be."""
        name, area = (
            wrap_text(self.name, width, style.TEXT, True),
            wrap_text(self.area, width, style.SMALL),
        )
        intact = set(name.split()) == set(self.name.split())
        return (name, area) if intact and name.count("\n") < 2 and area.count("\n") < 2 else None


@apply_style
def plot_map(wilayah: pd.DataFrame, geojson: dict[str, Any]) -> Figure:
    """Kelurahan with name, luas and share of the kecamatan's area.

    wilayah: kelurahan, luas_ha. geojson: a FeatureCollection in degrees. Raises ValueError for an
    empty frame, InvalidMap where a kelurahan has no boundary in the GeoJSON.
    """
    require_rows(len(wilayah), "peta")
    name = _describe(wilayah)
    areas = cut_areas(geojson, Wanted(dict.fromkeys(name, "")))
    return _draw_borders(load_regions(areas), name)


def phrase_origin(geojson: dict[str, Any] | None) -> str:
    """Where the boundaries are from and under which licence; "" without any."""
    return phrase_attribution(geojson) if geojson else ""


def _describe(wilayah: pd.DataFrame) -> dict[str, _Name]:
    area = pd.to_numeric(wilayah["luas_ha"])
    part = area / area.sum() * 100
    return {
        k: _Name(str(k), _describe_area(a, b), str(i))
        for i, (k, a, b) in enumerate(zip(wilayah["kelurahan"], area, part, strict=True), 1)
    }


def _describe_area(area: float, part: float) -> str:
    if is_empty(area):
        return f"bagian {style.NOT_COMPUTABLE}: luas kosong"
    percent = format_percent(part, 1) if part >= _SMALLEST else f"< {format_percent(0.1, 1)}"
    return f"{format_short(area)}\u00a0ha ({percent})"


def _list_keys(name: list[_Name]) -> str:
    """The names that found no room on the map, with their numbers; "" where all did."""
    text = "; ".join(f"{n.key}\u00a0{n.name}, {n.area}" for n in name)
    return f"{text}." if text else ""


def _measure(text: tuple[str, str]) -> float:
    return measure_height(text[0]) + measure_height(text[1], style.SMALL)


def _write_name(
    canvas: Canvas, name: _Name, text: tuple[str, str] | None, x: float, y: float
) -> None:
    """Name and luas around (x, y), or the number that stands for them."""
    if text is None:
        canvas.write(x, y, name.key, size=style.SMALL, thick=True, ha="center", color=style.BLUE)
        return
    upper = y - _measure(text) / 2
    canvas.write(x, upper, text[0], thick=True, ha="center", va="top", color=style.BLUE)
    canvas.write(
        x, upper + measure_height(text[0]), text[1], size=style.SMALL, ha="center", va="top"
    )


def _draw_borders(region: dict[str, Region], name: dict[str, _Name]) -> Figure:
    left = min(d.limit[0] for d in region.values())
    lower = min(d.limit[1] for d in region.values())
    width = max(d.limit[2] for d in region.values()) - left
    height = max(d.limit[3] for d in region.values()) - lower
    inches = min(style.width() / width, _MAP_HEIGHT / height)  # inches a km
    location = {k: _locate_name(d, name[k], inches) for k, d in region.items()}
    key = [name[k] for k, (_, text) in location.items() if text is None]
    canvas = Canvas(height * inches + _SCALE, footer=_list_keys(key))
    shift = (style.width() - width * inches) / 2
    layer = canvas.add_axes(shift, 0, width * inches, height * inches)
    layer.set_xlim(left, left + width)
    layer.set_ylim(lower, lower + height)
    for k, d in region.items():
        layer.add_patch(
            PathPatch(
                d.path,
                facecolor=style.LIGHT_BLUE,
                edgecolor=style.PAPER,
                linewidth=1.6,
                clip_on=False,
            )
        )
        (x, y), text = location[k]
        x, y = shift + (x - left) * inches, (lower + height - y) * inches
        _write_name(canvas, name[k], text, x, y)
    _draw_scale(canvas, width, inches)
    return canvas.figure


def _locate_name(
    region: Region, name: _Name, inches: float
) -> tuple[tuple[float, float], tuple[str, str] | None]:
    """Where the name goes (km) and how it is broken: wide if there is room, else narrower."""
    for width in (2.0, 1.3, 0.95, 0.7):
        text = name.wrap(width)
        if text is None:
            continue
        widest = max(
            [measure_width(b, style.TEXT, True) for b in text[0].split("\n")]
            + [measure_width(b, style.SMALL) for b in text[1].split("\n")]
        )
        points = locate_box(region, (widest + 0.08) / inches, (_measure(text) + 0.08) / inches)
        if points:
            return points, text
    return locate_box(region, 0.0, 0.0) or tuple(region.primary.mean(axis=0)), None


def _draw_scale(canvas: Canvas, width: float, inches: float) -> None:
    """A bar of a round number of km, and north."""
    km = max((k for k in (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50) if k <= width / 4), default=0.1)
    layer = canvas.add_layer()
    y = canvas.body_height - 0.1
    x = [_NORTH, _NORTH, _NORTH + km * inches, _NORTH + km * inches]
    layer.plot(x, [y - 0.05, y, y, y - 0.05], color=style.INK, linewidth=1)
    canvas.write(x[-1] + 0.08, y - 0.02, f"{format_short(km)}\u00a0km", size=style.SMALL)
    _draw_north(canvas, layer, 0.08, y + 0.02)


def _draw_north(canvas: Canvas, layer: Axes, x: float, y: float) -> None:
    layer.add_patch(
        Polygon([(x, y - 0.2), (x - 0.06, y), (x, y - 0.04), (x + 0.06, y)], facecolor=style.INK)
    )
    canvas.write(x + 0.1, y - 0.08, "U", size=style.SMALL)
