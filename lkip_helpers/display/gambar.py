"""A figure of the report: a chart with caption, alt text, source and the data behind it."""

import base64
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from lkip_helpers.display.gaya import render_svg
from lkip_helpers.display.kolom import Kolom, resolve_kolom
from lkip_helpers.display.muatan import pack_data
from lkip_helpers.display.payload import Bernomor
from lkip_helpers.display.tabel import Sumber, Tabel, describe_sumber, require
from lkip_helpers.display.templat import render


@dataclass(frozen=True, eq=False)
class Gambar(Bernomor):
    """A numbered figure.

    label: stable name. judul: caption. figure: the chart, or what draws it. alt: what a reader who
    cannot see it should know. data, kolom: the numbers behind it, in tabel.json and, on a screen,
    in a table under it. Without data nothing is drawn; tanpa_data is said in its place.
    """

    label: str
    judul: str
    figure: Figure | Callable[[], Figure]
    alt: str
    sumber: Sumber
    data: pd.DataFrame
    kolom: Sequence[str | Kolom]
    catatan: str = ""
    tanpa_data: str = ""
    jenis: str = field(default="gambar", init=False)

    def __post_init__(self) -> None:
        require(self.label, judul=self.judul, alt=self.alt, sumber=self.asal)

    @cached_property
    def uri(self) -> str:
        """The chart as a data URI: nothing is fetched, and ids of several charts never meet."""
        return "data:image/svg+xml;base64," + base64.b64encode(self.svg).decode()

    @cached_property
    def svg(self) -> bytes:
        return render_svg(self.draw())

    def draw(self) -> Figure:
        return self.figure if isinstance(self.figure, Figure) else self.figure()

    @property
    def asal(self) -> str:
        return describe_sumber(self.sumber)

    @property
    def html_ada(self) -> str:
        return render("gambar.html.j2", g=self, t=self.tabel_data, sumber=self.asal)

    @property
    def tabel_data(self) -> Tabel:
        """What the chart shows, written as any table of the report is."""
        return Tabel(self.label, self.judul, self.data, self.kolom, self.sumber)

    def isi_ada(self) -> dict[str, Any]:
        return {
            "jenis": self.jenis,
            "label": self.label,
            "judul": self.judul,
            "satuan": "",
            "sumber": self.asal,
            "rumus": "",
            "alt": self.alt,
            **pack_data(self.data, resolve_kolom(self.kolom)),
            "kaki": [],
            "rumus_kaki": [],
            "bentuk_kaki": [],
            "asal_kaki": [],
        }
