"""What exploring shows: a chart that answers to the pointer, its figures, and both as code."""

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


def read_own(name: str) -> dict[str, Any]:
    """A table of this room's own: how results look, or are made again."""
    return tomllib.loads((Path(__file__).parent / f"{name}.toml").read_text("utf-8"))


LOOKS = read_own("tampilan")
WORDS = read_own("kalimat")


class Hover:
    """A chart of a frame: bars along `x` for each `y`, or lines over `x` where `y` is a number.

    axes: x, y and perhaps the column of the colour. Its values are said when pointed at.
    """

    def __init__(self, title: str, data: pd.DataFrame, axes: Sequence[str]) -> None:
        self.title, self.data, self.axes = title, data, axes

    @property
    def spec(self) -> dict[str, Any]:
        """The chart in the grammar of Vega-Lite, its data inside."""
        x, y, *color = map(self._channel, self.axes)
        lines = y["type"] == "quantitative"
        if lines:
            x["axis"], y["scale"] = {"labelAngle": 0}, {"zero": False}
        else:
            y |= {"sort": None, "axis": {"labelLimit": 360, "title": None}}
        encoding: dict[str, Any] = {"x": x, "y": y, "tooltip": [x, y, *color]}
        for c in color:
            color_range = ANSWERS if c["field"] == "nilai_jawaban" else PALETTE
            encoding["color"] = {**c, "scale": {"range": [*color_range]}}
        tidy = [k for k in self.axes if k in ENTRIES and ENTRIES[k].title_case]
        shown = self.data.assign(**{k: self.data[k].map(format_name) for k in tidy})
        return {
            "title": self.title,
            "description": self.title,
            "data": {"values": json.loads(shown[[*self.axes]].to_json(orient="records"))},
            "mark": {"type": "line" if lines else "bar", "point": lines, "color": PALETTE[0]},
            "encoding": encoding,
            "width": 460,
            "height": 260 if lines else {"step": ROW},
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
    """How a result is made in a cell of one's own, to be copied there."""

    text: str

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        return {"text/html": render("salin.html.j2", kode=self.text), "text/plain": self.text}, {}


def phrase_code(name: str, data: Data | None, **value: Any) -> CellCode:
    """The lines of that name in salin.toml, after those that load the data."""
    every = read_own("salin")
    head = every["data"].format(unit=data.unit, tahun=data.tahun) if data else ""
    return CellCode((head + every[name].format(**value)).strip())


def present(
    label: str,
    title: str,
    axes: Sequence[str],
    frame: pd.DataFrame,
    column: Columns,
    source: Source,
    footer: Sequence[Footer] = (),
    chart: pd.DataFrame | None = None,
) -> list[Hover | Tabel]:
    """A chart and its figures as a table. axes: x, y and color of `chart`, or else of `frame`."""
    tabel = Tabel(f"jelajah-{label}", title, frame, column, source, footer)
    drawn = frame if chart is None else chart
    return [*[Hover(title, drawn, axes)] * bool(len(drawn)), tabel]
