"""A page of our own making in the look of the report: one HTML file, nothing fetched."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import nbformat
from nbconvert.exporters.exporter import ResourcesDict

from lkip_helpers.render.counting import Item
from lkip_helpers.render.exporters import LkipHtml, read_template


@dataclass(frozen=True)
class Segment:
    """A stretch of the page under one heading. content: HTML that holds the heading, id and all."""

    anchor: str
    title: str
    content: str


class _Page(LkipHtml):
    """The exporter of the report, with the marks of what was deleted and inserted."""

    def _init_resources(self, resources: Any) -> ResourcesDict:
        result = super()._init_resources(resources)
        result["gaya"] += read_template("beda.css")
        return result


def render_page(title: str, segment: Sequence[Segment]) -> str:
    """The page; each ruas is an entry of its contents."""
    document = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_raw_cell(r.content, id=r.anchor) for r in segment]
    )
    document.metadata["lkip"] = {
        "naskah": True,
        "judul": title,
        "sampul": {},
        "isi": [vars(Item("", r.title, r.anchor, 2)) for r in segment],
        "tabel": [],
        "gambar": [],
        "absen": {},
        "paket": [],
    }
    content, _ = _Page().from_notebook_node(document)
    return str(content)
