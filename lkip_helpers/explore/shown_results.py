"""What exploration shows: an interactive chart, its figures as a table, and the code for both."""

import json
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from lkip_helpers.intake.data import Data
from lkip_helpers.report.columns import ENTRIES, Column, Footer
from lkip_helpers.report.figure_style import ANSWERS, PALETTE
from lkip_helpers.report.format import format_name
from lkip_helpers.report.markup import render
from lkip_helpers.report.payload import Source
from lkip_helpers.report.tabel import Tabel

Columns = Sequence[str | Column]
VEGA = "application/vnd.vegalite.v5+json"  # JupyterLab draws it itself, light and dark
ROW = 34  # pixels of a bar


def read_table(name: str) -> dict[str, Any]:
    """A TOML file of this room, by its stem."""
    return tomllib.loads((Path(__file__).parent / f"{name}.toml").read_text("utf-8"))


LOOKS = read_table("tampilan")
WORDS = read_table("kalimat")


class HoverChart:
    """A chart of a frame: bars along `x` for each `y`, or lines over `x` where `y` is a number.

    axes: x, y and perhaps the column of the colour. A tooltip shows the values.
    """

    def __init__(self, title: str, data: pd.DataFrame, axes: Sequence[str]) -> None:
        self.title, self.data, self.axes = title, data, axes

    @property
    def spec(self) -> dict[str, Any]:
        """The chart in the grammar of Vega-Lite, its data inside."""
        x, y, *color = map(self._channel, self.axes)
        is_line = y["type"] == "quantitative"
        if is_line:
            x["axis"], y["scale"] = {"labelAngle": 0}, {"zero": False}
        else:
            y |= {"sort": None, "axis": {"labelLimit": 360, "title": None}}
        encoding: dict[str, Any] = {"x": x, "y": y, "tooltip": [x, y, *color]}
        for channel in color:
            color_range = ANSWERS if channel["field"] == "nilai_jawaban" else PALETTE
            encoding["color"] = {**channel, "scale": {"range": [*color_range]}}
        folded = [key for key in self.axes if key in ENTRIES and ENTRIES[key].title_case]
        shown = self.data.assign(**{key: self.data[key].map(format_name) for key in folded})
        return {
            "title": self.title,
            "description": self.title,
            "data": {"values": json.loads(shown[[*self.axes]].to_json(orient="records"))},
            "mark": {"type": "line" if is_line else "bar", "point": is_line, "color": PALETTE[0]},
            "encoding": encoding,
            "width": 460,
            "height": 260 if is_line else {"step": ROW},
            "background": "transparent",
            "config": LOOKS["bagan"],
        }

    def _channel(self, key: str) -> dict[str, Any]:
        column = ENTRIES.get(key)
        measured = key == "nilai" or (column is not None and column.numeric)
        title = column.title if column else key.replace("_", " ").capitalize()
        return {"field": key, "type": "quantitative" if measured else "ordinal", "title": title}

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        return {VEGA: self.spec, "text/plain": self.title}, {
            VEGA: {"embed_options": LOOKS["penampil"]}
        }


@dataclass(frozen=True)
class CellCode:
    """The code that makes a result, to be copied into a cell."""

    text: str

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        return {"text/html": render("salin.html.j2", kode=self.text), "text/plain": self.text}, {}


def make_code(name: str, data: Data | None, **values: Any) -> CellCode:
    """The code of that name in salin.toml, after the lines that load the data, if any."""
    templates = read_table("salin")
    head = templates["data"].format(unit=data.unit, tahun=data.tahun) if data else ""
    return CellCode((head + templates[name].format(**values)).strip())


def present(
    label: str, title: str, axes: Sequence[str], frame: pd.DataFrame, columns: Columns,
    source: Source, footer: Sequence[Footer] = (), chart: pd.DataFrame | None = None,
) -> list[HoverChart | Tabel]:  # fmt: skip
    """A chart and its figures as a table. axes: x, y and colour, columns of `chart` or `frame`."""
    tabel = Tabel(f"jelajah-{label}", title, frame, columns, source, footer)
    plotted = frame if chart is None else chart
    return [HoverChart(title, plotted, axes), tabel] if len(plotted) else [tabel]
