"""A page of our own making in the look of the report: one HTML file, nothing fetched."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import nbformat
from nbconvert.exporters.exporter import ResourcesDict

from lkip_helpers.render.ekspor import LkipHtml, read_templat
from lkip_helpers.render.naskah import Butir


@dataclass(frozen=True)
class Ruas:
    """A stretch of the page under one heading. isi: HTML that holds the heading, id and all."""

    anchor: str
    judul: str
    isi: str


class _Halaman(LkipHtml):
    """The exporter of the report, with the marks of what was deleted and inserted."""

    def _init_resources(self, resources: Any) -> ResourcesDict:
        hasil = super()._init_resources(resources)
        hasil["gaya"] += read_templat("beda.css")
        return hasil


def render_halaman(judul: str, ruas: Sequence[Ruas]) -> str:
    """The page; each ruas is an entry of its contents."""
    naskah = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_raw_cell(r.isi, id=r.anchor) for r in ruas]
    )
    naskah.metadata["lkip"] = {
        "naskah": True,
        "judul": judul,
        "sampul": {},
        "isi": [vars(Butir("", r.judul, r.anchor, 2)) for r in ruas],
        "tabel": [],
        "gambar": [],
        "absen": {},
        "paket": [],
    }
    isi, _ = _Halaman().from_notebook_node(naskah)
    return str(isi)
