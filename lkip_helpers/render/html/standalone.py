"""A page of our own making in the look of the report: one HTML file, nothing fetched."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import nbformat

from lkip_helpers.render.counting import Item
from lkip_helpers.render.exporters import LkipHtml


@dataclass(frozen=True)
class Segment:
    """A stretch of the page under one heading. content: HTML that holds the heading, id and all."""

    anchor: str
    title: str
    content: str


def render_page(title: str, segment: Sequence[Segment]) -> str:
    """The page; each ruas is an entry of its contents."""
    document = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_raw_cell(r.content, id=r.anchor) for r in segment]
    )
    empty: dict[str, Any] = {"sampul": {}, "tabel": [], "gambar": [], "absen": {}, "paket": []}
    contents = [vars(Item("", r.title, r.anchor, 2)) for r in segment]
    document.metadata["lkip"] = {"naskah": True, "judul": title, "isi": contents, **empty}
    content, _ = LkipHtml().from_notebook_node(document)
    return str(content)
